"""A page below its front matter: its lines, the code blocks in them, and what goes to Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guide.model import Fence, Report
from guide.source import fences
from guide.source.text import short

# Markdown takes minutes for some paragraphs that are longer, or that open more than they close
LONGEST_PARAGRAPH = 10_000  # characters
MOST_BRACKETS = 300
MOST_OPEN_BRACKETS = 30
LONGEST_LINE = 300  # characters of a line of such a paragraph that are looked at


@dataclass(frozen=True)
class Body:
    """A page's lines, the front matter's left empty, and what is known of them.

    `code` and `broken` are indices: of lines in code blocks, and of those among them whose block
    is not closed in time. `shown` are the lines that Markdown is to render: without the metadata
    of questions, as on the site, and without what was reported and would hide what else is wrong.
    """

    lines: list[str]
    fences: list[tuple[Fence, int]]  # with the index of the last line
    code: set[int]
    broken: set[int]
    shown: list[str]

    @property
    def prose(self) -> list[str]:
        """The lines with blanks for code."""
        return fences.without_code(self.lines, self.fences).split('\n')


def read(lines: Sequence[str], report: Report) -> Body:
    """The body of a page; report what is wrong with its code blocks, and its longest paragraphs."""
    kept = [_opening(line, number, report) for number, line in enumerate(lines, 1)]
    found = fences.find(kept)
    shown, code, broken = list(kept), set[int](), set[int]()
    for fence, end in found:
        span = range(fence.line - 1, end + 1)
        code.update(span)
        if fences.is_metadata(fence):
            _clear(shown, span)
        else:
            fences.check(fence, report)
        if kept[span.start].lstrip().startswith('>'):
            report(fence.line, 'a code block in a quotation never runs; take it out')
    for span, fault in fences.broken(kept, found):
        report(span.start + 1, fault)
        broken.update(span)
        _clear(shown, span)
    code |= broken
    for span in _paragraphs(kept, code):
        if fault := _too_much('\n'.join(kept[span.start : span.stop])):
            report(span.start + 1, fault)
            _clear(shown, span)
            for index in span:
                kept[index] = kept[index][:LONGEST_LINE]
    return Body(kept, found, code, broken, shown)


def _opening(line: str, number: int, report: Report) -> str:
    """The line, without what SuperFences may take years to read."""
    less = fences.shortened(line)
    if less:
        expected = 'expected ```language {option="…"}'
        report(number, f"'{short(line)}' opens no code block; {expected}")
    return less or line


def _clear(lines: list[str], span: range) -> None:
    lines[span.start : span.stop] = [''] * len(span)


def _paragraphs(lines: Sequence[str], code: set[int]) -> Iterator[range]:
    """The indices of the lines of each paragraph, list or table."""
    start = None
    for index, line in enumerate([*lines, '']):
        inside = line.strip() and index not in code
        if inside and start is None:
            start = index
        elif not inside and start is not None:
            yield range(start, index)
            start = None


def _too_much(paragraph: str) -> str:
    """What is wrong with a paragraph that Markdown may not get through; or nothing."""
    size, opened, angles = len(paragraph), paragraph.count('['), paragraph.count('<')
    if size > LONGEST_PARAGRAPH:
        return f'a paragraph of {size} characters; expected at most {LONGEST_PARAGRAPH}'
    if max(opened, angles) > MOST_BRACKETS:
        return f'a paragraph with {max(opened, angles)} brackets; expected at most {MOST_BRACKETS}'
    if opened - paragraph.count(']') > MOST_OPEN_BRACKETS:
        return f"more than {MOST_OPEN_BRACKETS} '[' without their ']'"
    return ''
