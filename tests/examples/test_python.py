"""Every Python block of every page runs, prints what the page says, and draws what it shows."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample
from support import DOCS, ROOT, blocks, compare, figures, printed, sql
from support.blocks import Block
from support.record import current
from support.running import Launchers, Ran, Source

from guide.bank import runs

BLOCKS = blocks.found()
FIGURES = DOCS / 'assets' / 'figures'
SEED = int(os.environ['PYTHONHASHSEED'])  # of the hashes of strings
NOTHING = '\ue000'  # stands in for the text of an empty line of output while a block is formatted

Run = tuple[Block, ...]


def each(together: list[Run]) -> pytest.MarkDecorator:
    """A test for each of the runs."""
    cases = [
        pytest.param(run, id=run[0].place(), marks=pytest.mark.page(run[0].page.path))
        for run in together
    ]
    return pytest.mark.parametrize('run', cases)


@each(blocks.alone(BLOCKS))
def test_alone(run: Run, launchers: Launchers, eval_example: EvalExample, tmp_path: Path) -> None:
    """A block, or the blocks of a group one after the other, whatever ran before."""
    problems = [problem for block in run for problem in style(block, eval_example)]
    ran = start(run, launchers, tmp_path / 'alone', SEED)
    if not eval_example.update_examples:
        problems += differences(run, ran)
    else:
        again = start(run, launchers, tmp_path / 'again', SEED + 1)
        problems += update(run, ran, again, eval_example)
    fail(problems)


@each(blocks.in_order(BLOCKS))
def test_in_order(run: Run, launchers: Launchers, tmp_path: Path) -> None:
    """The blocks of a question as a reader runs them: from top to bottom, in one namespace."""
    fail(differences(run, start(run, launchers, tmp_path / 'in-order', SEED + 1)))


def fail(problems: list[str]) -> None:
    """Fail if there are any, with a line for each and nothing else."""
    if problems:
        pytest.fail('\n'.join(problems), pytrace=False)


def test_record_is_current() -> None:
    """runs.json holds just the blocks that stand on the pages, run with the locked libraries."""
    stored = json.loads((ROOT / runs.RECORD).read_text(encoding='utf-8'))
    now = json.loads(runs.write(current(stored['date'])))
    assert stored['blocks'] == now['blocks'], "runs.json is out of date; run 'make update'"
    assert stored['lock'] == now['lock'], "the libraries changed; run 'make update'"


def test_every_committed_figure_is_drawn_by_a_block() -> None:
    names = [file.name for file in FIGURES.glob('*.svg')]
    assert [name for name in names if not any(block.fence.draws(name) for block in BLOCKS)] == []


def test_every_block_runs_as_the_guide_shows_it() -> None:
    fail(list(blocks.misread()))


def test_a_group_belongs_to_one_question() -> None:
    fail(list(blocks.strayed(BLOCKS)))


def start(run: Run, launchers: Launchers, folder: Path, seed: int) -> list[Ran]:
    """What the blocks do, one after the other in a process of their own."""
    sources = [
        Source(block.example.module_name, block.example.source, block.is_apart(before))
        for before, block in zip((None, *run), run, strict=False)
    ]
    return launchers.run(sources, folder, seed)


def differences(run: Run, ran: list[Ran]) -> list[str]:
    """What differs from the pages, and what went wrong."""
    problems = []
    for block, did in zip(run, ran, strict=False):
        source = block.example.source
        text, faults = shown(run, block, did)
        problems += faults or compare.differences(
            block.path, block.fence.line + 1, source.splitlines(), text.splitlines()
        )
        for name, svg in drawings(did):
            stored = FIGURES / name
            if not stored.exists():
                problems.append(f"{block.place()}: {name} is not committed; run 'make update'")
            elif changes := figures.differences(stored.read_text(encoding='utf-8'), svg):
                problems.append(f'{block.place()}: the figure {name} changed: {changes[0]}')
    return problems


def update(run: Run, ran: list[Ran], again: list[Ran], eval_example: EvalExample) -> list[str]:
    """Write into the pages what was printed and drawn, except where that went wrong."""
    problems = []
    for block, did, other in zip(run, ran, again, strict=False):
        text, faults = shown(run, block, did)
        faults = faults or unsteady(block, did, other)
        problems += faults
        if faults:
            continue
        if text != block.example.source:
            block.example.source = text
            mark(block.example, eval_example)
        for name, svg in drawings(did):
            stored = FIGURES / name
            if not stored.exists() or figures.differences(stored.read_text('utf-8'), svg):
                stored.write_text(svg, encoding='utf-8')
    return problems


def shown(run: Run, block: Block, did: Ran) -> tuple[str, list[str]]:
    """The block with what it printed; or as it was, with what went wrong."""
    source = block.example.source
    if did.errors:
        return source, [error(run, *place) for place in did.errors]
    text, faults = printed.shown(source, did.written)
    return text, [f'{block.place(line)}: {fault}' for line, fault in faults]


def error(run: Run, index: int, line: int, message: str) -> str:
    """Where an error was raised, and what it says, on one line."""
    block = run[index]
    message = ' '.join(message.split())
    if message.endswith(':') and line:  # as of an assertion, whose code says it all
        message += f' {block.example.source.splitlines()[line - 1].strip()}'
    return f'{block.place(line)}: {message}'


def unsteady(block: Block, did: Ran, again: Ran) -> list[str]:
    """The first line that a block prints otherwise in a second run, with other hashes."""
    return [
        f'{block.place()}: printed {first!r}, in a second run {second!r}; set seeds, sort sets'
        for first, second in zip_longest(lines(did), lines(again))
        if first != second
    ][:1]


def lines(did: Ran) -> list[str]:
    """Standard output."""
    return ''.join(text for _, text in did.written).split('\n')


def drawings(did: Ran) -> list[tuple[str, str]]:
    """The figures a block saved, as they are committed."""
    return [(name, figures.normalize(svg, Path(name).stem)) for name, svg in did.figures.items()]


def style(block: Block, eval_example: EvalExample) -> list[str]:
    """What linters say; with `--update-examples`, they mend what they can.

    As strictly as a lone block allows: blocks of a group use the names of earlier ones.
    """
    eval_example.set_config(
        line_length=sql.WIDTH + 1,  # the library counts one more
        quotes='single',
        target_version='py311',
        ruff_line_length=sql.WIDTH,
        ruff_select=['E', 'F', 'W', 'I', 'UP'],
        ruff_ignore=['F821', 'F401', 'F811'] if block.fence.group else None,
    )
    work = eval_example.format if eval_example.update_examples else eval_example.lint
    try:
        ast.parse(block.example.source)
        with empty_lines_masked(block.example):
            work(block.example)
    except SyntaxError:
        pass  # the run says where
    except pytest.fail.Exception as failed:
        return [f'{block.place()}: {failed}']
    return []


@contextmanager
def empty_lines_masked(example: CodeExample) -> Iterator[None]:
    """Give `#>` a text while black is at work, which would write `# >`."""
    example.source = re.sub(r'(?m)^( *#>)$', rf'\1 {NOTHING}', example.source)
    try:
        yield
    finally:
        example.source = example.source.replace(f' {NOTHING}', '')


def mark(example: CodeExample, eval_example: EvalExample) -> None:
    """Have the block written into its page at the end."""
    if example not in eval_example.to_update:
        eval_example.to_update.append(example)
