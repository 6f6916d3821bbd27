"""From a page to its checked output: what `make update` writes, and what is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

COPIED = ['pyproject.toml', 'tests/conftest.py', 'tests/support', 'tests/examples/conftest.py']
COPIED += ['tests/examples/figure.mplstyle', 'tests/examples/test_python.py']

HEAD = '---\ndescription: d.\n---\n\n# T\n\n'

# Blocks as typed, and as they are after an update.
WRITTEN = {
    'x = 1\nprint(x)': 'x = 1\nprint(x)\n#> 1',
    "print('a')\nprint()\nprint('b')": "print('a')\n#> a\nprint()\n#>\nprint('b')\n#> b",
    "print('a', 'b', sep='\\n')": "print('a', 'b', sep='\\n')\n#> a\n#> b",
    'print({2, 1})': 'print({2, 1})\n#> {1, 2}',
    "import sys\n\nprint('an error', file=sys.stderr)": (
        "import sys\n\nprint('an error', file=sys.stderr)"
    ),
    'import pprint\n\npprint.pprint([1])': 'import pprint\n\npprint.pprint([1])\n#> [1]',
    'if True:\n    print( "a" )\n    #> stale\n#> stray': "if True:\n    print('a')\n    #> a",
    'import matplotlib.pyplot as plt\n\nplt.plot([3, 2, 1])\nprint(plt.get_fignums())': (
        'import matplotlib.pyplot as plt\n\nplt.plot([3, 2, 1])\nprint(plt.get_fignums())\n#> [1]'
    ),
    'import matplotlib.pyplot as plt\n\nprint(plt.get_fignums())': (
        'import matplotlib.pyplot as plt\n\nprint(plt.get_fignums())\n#> []'
    ),
}

# Blocks that are refused: the line in the block, and why.
REFUSED = {
    "for i in range(3):\n    print(i, end=' ')": (2, "'0 1 2 ' has no end of line"),
    "print('loading', end='')\nprint('... done')": (1, 'is put together by several statements'),
    "print({'banana', 'apple', 'cherry'})": (1, 'is a set, which has no order'),
    'import keyword\n\nfor word in set(keyword.kwlist[:9]):\n    print(word)': (
        0,
        '; set seeds, sort sets',
    ),
    'import random\n\nprint(round(random.random(), 3))': (
        0,
        '; set seeds, sort sets',
    ),
    'print(object())': (1, 'holds an address'),
    "print('\\x1b[1mbold')": (1, 'holds a control character'),
    "print('x' * 80)": (1, 'takes 83 columns; expected at most 77'),
    "for i in range(2):\n    print('a')\n    print('b')": (2, "'a' is printed after 'b'"),
    "import os\n\nos.system('echo hi')": (0, "'hi' comes from a thread, another program or C code"),
    'assert 1 + 1 == 3': (1, 'AssertionError: assert 1 + 1 == 3'),
    'raise SystemExit': (1, 'SystemExit: raise SystemExit'),
    'x = (': (1, "SyntaxError: '(' was never closed"),
}


class Project:
    """A copy of what runs the blocks, with pages of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / name, folder / name)
        (folder / 'hooks').symlink_to(ROOT / 'hooks')
        (folder / 'docs' / 'questions').mkdir(parents=True)
        (folder / 'docs' / 'concepts.yml').write_text('[]\n')
        (folder / 'mkdocs.yml').write_text('site_url: https://example.org/\n')

    @property
    def page(self) -> Path:
        return self.folder / 'docs' / 'questions' / 'x.md'

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider']
        command += ['tests/examples/test_python.py', '-k', 'alone or in_order or guide', *options]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def fenced(blocks: list[str]) -> str:
    return HEAD + '\n'.join(f'```python\n{block}\n```\n' for block in blocks)


def test_an_update_writes_what_python_prints_and_the_check_agrees(project: Project) -> None:
    project.page.write_text(fenced([*WRITTEN]))
    updated = project.run('--update-examples')
    assert project.page.read_text() == fenced([*WRITTEN.values()]), updated.stdout
    assert updated.returncode == 0
    checked = project.run('--reversed')
    assert checked.returncode == 0, checked.stdout
    again = project.run('--update-examples')
    assert again.returncode == 0
    assert 'examples to update' not in again.stdout


def test_what_cannot_be_shown_is_refused_with_its_line_and_not_written(project: Project) -> None:
    page = fenced([*REFUSED])
    project.page.write_text(page)
    fences = [n for n, line in enumerate(page.splitlines(), 1) if line == '```python']
    expected = {
        fence + line: message
        for fence, (line, message) in zip(fences, REFUSED.values(), strict=True)
    }
    updated = project.run('--update-examples')
    assert project.page.read_text() == page
    assert updated.returncode == 1
    found = problems(updated)
    assert {line: message for line, message in expected.items() if message not in found[line]} == {}
    assert found.keys() == expected.keys()
    checked = project.run()
    assert checked.returncode == 1
    assert len(problems(checked)) == len(expected)


def test_output_that_is_not_pythons_is_found(project: Project) -> None:
    project.page.write_text(fenced(['x = 3\n#> 4\nprint(x)\n#> 5\n#> 6']))
    assert problems(project.run()) == {
        9: "expected '#> 4', got nothing",
        11: "expected '#> 5', got '#> 3'",
        12: "expected '#> 6', got nothing",
    }


def test_a_block_that_breaks_a_name_of_a_group_is_found(project: Project) -> None:
    """Each passes alone, and a reader who runs them in order gets an error."""
    group = '{group="g"}'
    project.page.write_text(
        f'{HEAD}## Why? {{ #why }}\n\n```python {group}\nx = 1\n```\n\n'
        f"```python\nx = 'text'\n```\n\n```python {group}\nprint(x + 1)\n#> 2\n```\n"
    )
    run = project.run()
    assert problems(run) == {18: 'TypeError: can only concatenate str (not "int") to str'}
    assert 'test_in_order' in run.stdout
    assert 'test_alone' not in run.stdout


def test_a_page_can_be_run_by_itself(project: Project) -> None:
    for name in ('x', 'other'):
        project.page.with_stem(name).write_text(fenced(['raise ValueError']))
    assert 'other.md' not in project.run('--topic', 'x').stdout
    wrong = project.run('--topic', 'othr')
    assert wrong.returncode == 4
    assert "no topic 'othr'; expected one of other, x. Did you mean 'other'?" in wrong.stderr


def test_a_part_of_the_examples_leaves_no_record(project: Project) -> None:
    project.page.write_text(fenced(['x = 1']))
    run = project.run('--record')
    assert run.returncode == 4
    assert 'ERROR: --record records a run of all of tests/examples, not of a part' in run.stderr
    assert not (project.folder / 'runs.json').exists()


def problems(run: subprocess.CompletedProcess[str]) -> dict[int, str]:
    """What was said of each line of the page."""
    found = re.findall(r'(?m)^docs/questions/x\.md:(\d+): (.*)$', run.stdout)
    return {int(line): message for line, message in found}
