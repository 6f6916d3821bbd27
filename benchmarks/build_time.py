"""How long a build takes: `make bench`.

First this site beside the same Markdown built by plain Material, without our hooks, turn and turn
about in fresh processes; then generated sites of growing size, by the question. Prints figures and
ratios; machines differ, so compare what stands side by side.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SIZES = (100, 1_000, 10_000)
PER_PAGE = 25

BUILD = """
import resource, sys, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config(sys.argv[1], site_dir=sys.argv[2]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.process_time(), peak)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        beside_plain_material(Path(folder))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            generated(Path(folder), size)


def build(config: Path, site: Path) -> tuple[float, int]:
    """CPU seconds of a build in a fresh process, and its peak memory in MB.

    CPU time, because it hardly depends on what else the machine is doing.
    """
    command = [sys.executable, '-c', BUILD, str(config), str(site)]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, peak = run.stdout.split()
    return float(seconds), int(peak)


def beside_plain_material(folder: Path) -> None:
    plain = folder / 'plain'
    shutil.copytree(ROOT / 'docs', plain / 'docs')
    shutil.copytree(ROOT / 'overrides', plain / 'overrides')
    config = (ROOT / 'mkdocs.yml').read_text(encoding='utf-8')
    (plain / 'mkdocs.yml').write_text(without(config, 'hooks', 'watch'), encoding='utf-8')
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(build(plain / 'mkdocs.yml', folder / 'site-plain')[0])
        ours.append(build(ROOT / 'mkdocs.yml', folder / 'site-ours')[0])
    mine, base = statistics.median(ours), statistics.median(theirs)
    print(f'this site      {mine:6.2f} s  (median of {ROUNDS}, {min(ours):.2f} to {max(ours):.2f})')
    print(f'plain Material {base:6.2f} s  ({min(theirs):.2f} to {max(theirs):.2f})')
    print(f'ratio          {mine / base:6.2f}', flush=True)


def without(config: str, *keys: str) -> str:
    """The text of an mkdocs.yml without some top-level keys."""
    kept, keep = [], True
    for line in config.splitlines():
        if line and not line[0].isspace() and not line.startswith('#'):
            keep = line.partition(':')[0] not in keys
        if keep:
            kept.append(line)
    return '\n'.join(kept) + '\n'


def generated(folder: Path, size: int) -> None:
    for name in ('overrides', 'hooks'):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / 'docs' / 'assets', folder / 'docs' / 'assets')
    config = (ROOT / 'mkdocs.yml').read_text(encoding='utf-8')
    pages = dict(topics(size))
    shutil.copy(ROOT / 'docs/concepts.md', folder / 'docs')
    nav = '  - concepts.md\n' + ''.join(f'  - {name}: questions/{name}.md\n' for name in pages)
    (folder / 'mkdocs.yml').write_text(without(config, 'nav', 'watch') + f'nav:\n{nav}')
    (folder / 'docs' / 'questions').mkdir()
    for name, text in pages.items():
        (folder / 'docs' / 'questions' / f'{name}.md').write_text(text, encoding='utf-8')
    (folder / 'docs' / 'concepts.yml').write_text(vocabulary(size), encoding='utf-8')
    seconds, peak = build(folder / 'mkdocs.yml', folder / 'site')
    print(
        f'{size:>6} questions  {seconds:7.2f} s  {1000 * seconds / size:6.2f} ms a question  '
        f'peak {peak} MB',
        flush=True,
    )


def concepts(size: int) -> int:
    """A vocabulary grows with the guide: about one concept for each two questions."""
    return max(10, size // 2)


def vocabulary(size: int) -> str:
    return ''.join(
        f'- id: term-{n}\n  name: term {n}\n  synonyms: [thing {n}]\n  definition: It is one.\n'
        for n in range(concepts(size))
    )


def topics(size: int) -> Iterator[tuple[str, str]]:
    """Pages of questions with the parts and the length of real ones, the same at every run."""
    rng = random.Random(0)
    for page in range(size // PER_PAGE):
        first = page * PER_PAGE
        questions = ''.join(question(n, size, rng) for n in range(first, first + PER_PAGE))
        yield (
            f'topic-{page}',
            f'---\ndescription: Topic {page}.\n---\n\n# Topic {page}\n\n{questions}',
        )


def question(number: int, size: int, rng: random.Random) -> str:
    used = sorted({number // 2 % concepts(size), *rng.sample(range(concepts(size)), 3)})
    prose = ' '.join(f'word{rng.randrange(5000)}' for _ in range(120))
    ids = ', '.join(f'term-{n}' for n in used)
    return f"""## How does subject {number} compare with {number * 7}? {{ #question-{number} }}

```yaml question
difficulty: {number % 4 + 1}
concepts: [{ids}]
also: [name a {number}, name b {number}, name c {number}, name d {number}, name e {number}]
sources: ["[A paper](https://example.org/{number})"]
```

??? answer "Say it"

    {prose[:500]} with term {used[0]}.

??? depth "In depth"

    {prose} and term {used[1]}, where $y = x_{{{number % 50}}}$:

    ```python
    for value in range({number}):
        print(value)
    ```

    {prose}

??? followup "And what about it?"

    {prose}

??? pitfall "What goes wrong"

    - *"It is that."* {prose[:200]}

??? rubric "What a strong answer covers"

    - one point
    - another point

"""


if __name__ == '__main__':
    main()
