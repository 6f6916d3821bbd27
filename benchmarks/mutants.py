"""Which numbers of the search can be changed without a test that notices: `make mutants`.

Each number in docs/assets/search (weights, limits, lengths, places in a list) is halved, doubled,
set to zero and moved by a step, one at a time, in a copy of the project, and the tests of the
search are run. Printed is what no test notices: a weight that nothing holds in place, or one that
does not matter and can go. Takes a quarter of an hour.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ('analysis', 'vocabulary', 'query', 'ranking', 'results')
# Those that notice the most come first; how well the queries are answered is not asked.
TESTS = ('analysis', 'query', 'ranking', 'results', 'finding', 'worker', 'long_queries')
PATIENCE = 60  # seconds: some changes make a loop endless, which is noticed as well

# What is no code: comments, texts, and patterns, which stand where a value is expected.
ELSE = re.compile(
    r'/\*.*?\*/|//[^\n]*|"[^"\n]*"|`[^`]*`|(?<=[=,?:&|] )/[^\n]+?/[gu]*(?=[\n.,) ])'
    r'|(?<=\()/[^\n]+?/[gu]*(?=[.,)])',
    re.DOTALL,
)
NUMBER = re.compile(r'(?<![\w.])\d[\d_]*(?:\.\d+)?(?!\w)')


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        for part in ('docs', 'hooks', 'tests', 'tools', 'mkdocs.yml', 'pyproject.toml'):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, project / part)
        if fails(project):
            sys.exit('the tests of the search fail as it is')
        noticed = []
        for script in SCRIPTS:
            path = project / f'docs/assets/search/{script}.js'
            original = path.read_text(encoding='utf-8')
            for change, text in changes(original):
                path.write_text(text, encoding='utf-8')
                noticed.append(fails(project))
                if not noticed[-1]:
                    print(f'{script}.js:{change}', flush=True)
            path.write_text(original, encoding='utf-8')
    print(f'{sum(noticed)} of {len(noticed)} changes are noticed')


def changes(script: str) -> Iterator[tuple[str, str]]:
    """Every change of every number of a script: what it is, and the script with it."""
    code = ELSE.sub(lambda match: re.sub(r'[^\n]', ' ', match[0]), script)
    for match in NUMBER.finditer(code):
        line = script.count('\n', 0, match.start())
        for number in others(match[0]):
            what = f'{line + 1}: {match[0]} -> {number}: {script.splitlines()[line].strip()}'
            yield what, script[: match.start()] + number + script[match.end() :]


def others(number: str) -> list[str]:
    """Nothing, half, double, and a step of the last digit down and up."""
    value = Decimal(number.replace('_', ''))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    half = value // 2 if step == 1 else value / 2
    changed = {Decimal(0), half, value * 2, value - step, value + step}
    return [str(one) for one in sorted(changed - {value}) if one >= 0]


def fails(project: Path) -> bool:
    """Whether a test of the search does."""
    tests = [f'tests/search/test_{name}.py' for name in TESTS]
    command = [sys.executable, '-m', 'pytest', '-q', '-x', '-p', 'no:cacheprovider', *tests]
    try:
        run = subprocess.run(
            command, cwd=project, capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


if __name__ == '__main__':
    main()
