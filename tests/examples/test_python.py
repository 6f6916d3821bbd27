"""Every Python block of every page runs, prints what the page says, and draws what it shows."""

from __future__ import annotations

import difflib
import inspect
import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import matplotlib
import pytest
from pytest_examples import CodeExample, EvalExample, find_examples
from support import DOCS, ROOT, figures, sql
from support.record import current

from guide.bank import runs
from guide.source import fences

WIDTH = sql.WIDTH
FIGURES = DOCS / 'assets' / 'figures'
STYLE = Path(__file__).with_name('figure.mplstyle')

EXAMPLES = [example for path in sorted(DOCS.rglob('*.md')) for example in find_examples(path)]
STATE: dict[tuple[Path, str], dict[str, Any]] = {}  # of each group: its globals so far


def options(example: CodeExample) -> dict[str, str]:
    """The fence's options; read from the page, because the library lower-cases them."""
    line = example.path.read_text(encoding='utf-8').splitlines()[example.start_line - 1]
    return dict(fences.header(line.strip().lstrip('`'))[2])


def group_of(example: CodeExample) -> tuple[Path, str] | None:
    name = options(example).get('group')
    return (example.path, name) if name else None


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block runs in an empty folder, with the figures' style, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, '__main__', sys.modules['__main__'])
    duckdb.set_default_connection(duckdb.connect())  # another page may have left a result open
    matplotlib.use('svg')
    matplotlib.rcdefaults()
    matplotlib.style.use(STYLE)
    # As in Python itself: what a library has yet to mend in its own code is no matter of the page.
    warnings.filterwarnings('ignore', category=DeprecationWarning)
    warnings.filterwarnings('ignore', category=PendingDeprecationWarning)
    warnings.filterwarnings('error', category=DeprecationWarning, module='__main__')


@pytest.mark.parametrize('example', EXAMPLES, ids=str)
def test_block(example: CodeExample, eval_example: EvalExample, tmp_path: Path) -> None:
    chosen = options(example)
    if chosen.get('test', '').startswith('skip:'):
        pytest.skip(chosen['test'])
    group = group_of(example)
    configure(eval_example, shares_state=group is not None)
    written = Printed(example)
    eval_example.include_print = written
    state = STATE.setdefault(group, {}) if group else {}
    with naming_the_line(example) as failures:
        if eval_example.update_examples:
            eval_example.format(example)
            state |= eval_example.run_print_update(example, module_globals=dict(state))
        else:
            eval_example.lint(example)
            state |= eval_example.run_print_check(example, module_globals=dict(state))
            written.check()
        compare_figures(tmp_path, update=eval_example.update_examples)
    if failures:
        pytest.fail(failures[0], pytrace=False)


def test_record_is_current() -> None:
    """runs.json holds just the blocks that stand on the pages, run with the locked libraries."""
    stored = json.loads((ROOT / runs.RECORD).read_text(encoding='utf-8'))
    now = json.loads(runs.write(current(stored['date'])))
    assert stored['blocks'] == now['blocks'], "runs.json is out of date; run 'make update'"
    assert stored['lock'] == now['lock'], "the libraries changed; run 'make update'"


def test_every_committed_figure_is_drawn_by_a_block() -> None:
    sources = ' '.join(example.source for example in EXAMPLES)
    assert [f.name for f in FIGURES.glob('*.svg') if f"'{f.name}'" not in sources] == []


@contextmanager
def naming_the_line(example: CodeExample) -> Iterator[list[str]]:
    """Catch an error inside a block; the list then says on which line of which page it was.

    (Pytest 9 cannot show the traceback that the library makes up for the page, not even as the
    context of another error; so the failure is raised once this one is over.)
    """
    failures: list[str] = []
    try:
        yield failures
    except Exception as error:
        trace, line = error.__traceback__, example.start_line
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == str(example.path):
                line = trace.tb_lineno
            trace = trace.tb_next
        place = f'{example.path.relative_to(ROOT)}:{line}'
        failures.append(f'{place}: {type(error).__name__}: {error}')


def configure(eval_example: EvalExample, shares_state: bool) -> None:
    """Lint as strictly as a lone block allows; blocks of a group use names of earlier ones."""
    eval_example.set_config(
        line_length=WIDTH + 1,  # the library counts one more
        quotes='single',
        target_version='py311',
        ruff_line_length=WIDTH,
        ruff_select=['E', 'F', 'W', 'I', 'UP'],
        ruff_ignore=['F821', 'F401', 'F811'] if shares_state else None,
    )


class Printed:
    """Counts what a block prints, to find `#>` lines that no print has made."""

    def __init__(self, example: CodeExample) -> None:
        self.example = example
        self.count = 0

    def __call__(self, path: Path, frame: inspect.FrameInfo, args: Sequence[Any]) -> bool:
        if not path.samefile(frame.filename):
            return False
        text = ' '.join(map(str, args))
        assert '\n' not in text, f'print line by line, so that each is an output line: {text!r}'
        assert len(text) + 3 <= WIDTH, f'an output line is longer than {WIDTH} columns: {text!r}'
        self.count += 1
        return True

    def check(self) -> None:
        place = f'{self.example.path.relative_to(ROOT)}:{self.example.start_line}'
        lines = self.example.source.splitlines()
        stray = sum(line.lstrip().startswith('#>') for line in lines) - self.count
        assert stray == 0, f'{place}: {stray} lines of #> that no print has made'


def compare_figures(folder: Path, update: bool) -> None:
    """What the block saved is the figure the page shows."""
    for drawn in sorted(folder.glob('*.svg')):
        committed = FIGURES / drawn.name
        svg = figures.normalize(drawn.read_text(encoding='utf-8'), drawn.stem)
        if update:
            FIGURES.mkdir(parents=True, exist_ok=True)
            committed.write_text(svg, encoding='utf-8')
        assert committed.exists(), f"{drawn.name} is not committed; run 'make update'"
        stored = committed.read_text(encoding='utf-8').splitlines()
        diff = difflib.unified_diff(
            stored, svg.splitlines(), 'committed', 'drawn', n=0, lineterm=''
        )
        assert not (changes := list(diff)), f'{drawn.name} changed:\n' + '\n'.join(changes[:20])


def test_a_line_nobody_printed_is_found(tmp_path: Path) -> None:
    example = replace(
        CodeExample.create('x = 3\n#> 4\nprint(x)\n#> 3\n'), path=ROOT / 'docs' / 'index.md'
    )
    written = Printed(example)
    written.count = 1
    with pytest.raises(AssertionError, match='1 lines of #> that no print has made'):
        written.check()
