"""The Python blocks of the pages, and which of them run together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pytest_examples import CodeExample, find_examples

from guide.bank import bank, runs
from guide.model import Fence, Page
from guide.source.notebooks import is_notebook
from support import DOCS


@dataclass(frozen=True)
class Block:
    """A Python block that runs: as the guide reads it, and as pytest-examples does."""

    page: Page
    fence: Fence
    example: CodeExample

    @property
    def path(self) -> str:
        """The page's file, as in `docs/questions/statistics.md`."""
        return f'{DOCS.name}/{self.page.path}'

    def place(self, line: int = 0) -> str:
        """Where a line of the block stands; without one, where its fence does."""
        return f'{self.path}:{self.fence.line + line}'

    def is_apart(self, before: Block | None) -> bool:
        """Whether it is of no group that the block before it is of."""
        return before is None or not self.fence.group or self.fence.group != before.fence.group


@cache
def found() -> tuple[Block, ...]:
    """All of them, in the order of the pages."""
    return tuple(
        Block(page, fence, example)
        for page in written_pages()
        for fence, _ in runs.runnable(page)
        if (example := _examples(page.path).get(fence.line))
    )


def alone(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """What has to run by itself: lone blocks, and the blocks of a group one after the other."""
    return _together((_group(block), block) for block in blocks)


def in_order(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """What a reader runs from top to bottom: all blocks of a question; elsewhere as `alone`."""
    return _together((_question(block) or _group(block), block) for block in blocks)


def misread() -> Iterator[str]:
    """A line for each Python block that pytest-examples and the guide do not read alike."""
    for page in written_pages():
        fences = {f.line: f.source.strip() for f in page.fences if f.language == 'python'}
        examples = {e.start_line: e.source.strip() for e in find_examples(DOCS / page.path)}
        for line in sorted(fences.keys() | examples.keys()):
            if fences.get(line) != examples.get(line):
                yield f'{DOCS.name}/{page.path}:{line}: not run as shown; expected ```python'


def strayed(blocks: Iterable[Block]) -> Iterator[str]:
    """A line for each block of a group that another question has begun."""
    first: dict[Hashable, Block] = {}
    for block in blocks:
        begun = first.setdefault(_group(block), block)
        if _question(block) != _question(begun):
            yield (
                f"{block.place()}: the group '{block.fence.group}' belongs to another question "
                f'(line {begun.fence.line}); expected a name of its own'
            )


@cache
def written_pages() -> tuple[Page, ...]:
    """The pages that are Markdown files; notebooks run by themselves."""
    return tuple(page for page in bank.load(DOCS)[0].pages if not is_notebook(page.path))


@cache
def _examples(path: str) -> dict[int, CodeExample]:
    return {example.start_line: example for example in find_examples(DOCS / path)}


def _group(block: Block) -> Hashable:
    return block.path, block.fence.group or block.fence.line


def _question(block: Block) -> Hashable:
    question = block.page.question_at(block.fence.line)
    return question and (block.path, question.id, question.line)


def _together(named: Iterable[tuple[Hashable, Block]]) -> list[tuple[Block, ...]]:
    together: dict[Hashable, list[Block]] = {}
    for name, block in named:
        together.setdefault(name, []).append(block)
    return [tuple(blocks) for blocks in together.values()]
