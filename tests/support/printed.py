"""What a Python block printed, as the page shows it: `#>` lines below the statement that printed.

All `#>` lines of a block, one after the other, are its standard output, to the character. What
cannot be shown so is refused, because the reader would see something that Python does not print.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from support.sql import WIDTH

MARK = '#>'

Fault = tuple[int, str]  # line of the block, what is wrong and what to do

_LINE = re.compile(r'[^\n]*\n|[^\n]+')
_ADDRESS = re.compile(r'\bat 0x[0-9A-Fa-f]{6,}')
_BRACES = re.compile(r'\{[^{}]+\}')
_HOLDERS = (ast.stmt, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True)
class Place:
    """Where output can stand: below the last line of a statement, indented like it."""

    line: int
    indent: int


@dataclass(frozen=True)
class Line:
    """A line of standard output, and by which statements it was written."""

    text: str  # without its end
    at: int  # line of the block that wrote its beginning; 0 for none
    places: frozenset[Place | None]  # None: no statement that output can follow
    ended: bool

    @property
    def place(self) -> Place:
        """The one place of a line without a fault."""
        [place] = self.places
        assert place
        return place

    @property
    def output(self) -> str:
        """The line as it stands on the page."""
        return ' ' * self.place.indent + f'{MARK} {self.text}'.rstrip()


def shown(source: str, written: Sequence[tuple[int, str]]) -> tuple[str, list[Fault]]:
    """The block with what it printed; or as it was, with what of that cannot be shown.

    The source may hold the `#>` lines of an earlier run. `written` are the texts that went to
    standard output, each with the line of the block that was being executed, or 0.
    """
    lines = list(_lines(source, written))
    faults = [(line.at, fault) for line in lines if (fault := _fault(line))]
    faults += [(lines[index].at, fault) for index, fault in unsteady([i.text for i in lines])]
    faults = faults or list(_disorder(lines))[:1]
    if faults:
        return source, faults
    below: dict[int, list[str]] = {}
    for line in lines:
        below.setdefault(line.place.line, []).append(line.output)
    old = _output(source)
    block = []
    for number, code in enumerate(source.split('\n'), 1):
        if number not in old:
            block.append(code)
        block += below.get(number, ())
    return '\n'.join(block), []


def unsteady(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What differs from run to run by its nature: the index of its line, and what to do.

    That is an address, and a set, unless all its elements are numbers, whose hashes hang on no
    seed. (Order that shows otherwise, as in `list({'a', 'b'})`, is found by two runs of every
    block, with two seeds.)
    """
    for index, line in enumerate(lines):
        if _ADDRESS.search(line):
            yield index, f'{_short(line)} holds an address, which differs from run to run'
    text = '\n'.join(lines)
    for match in _BRACES.finditer(text):
        with suppress(ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            value = ast.literal_eval(match[0])
            numbers = all(isinstance(element, int | float) for element in value)
            if isinstance(value, set) and len(value) > 1 and not numbers:
                index = text.count('\n', 0, match.start())
                yield index, f'{_short(match[0])} is a set, which has no order; print it sorted'


def _lines(source: str, written: Sequence[tuple[int, str]]) -> Iterator[Line]:
    """Standard output line by line."""
    place = _places(source)
    text, at, places = '', 0, set[Place | None]()
    for line, chunk in written:
        for part in _LINE.findall(chunk):
            at = at if text else line
            text += part
            places.add(place(line))
            if part.endswith('\n'):
                yield Line(text[:-1], at, frozenset(places), ended=True)
                text, places = '', set()
    if text:
        yield Line(text, at, frozenset(places), ended=False)


def _places(source: str) -> Callable[[int], Place | None]:
    """Finds where the output of the statement on a line can stand.

    Nowhere if it holds other statements (`with`, `for`, `def`): their output stands below its head.
    """
    statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]

    def place(line: int) -> Place | None:
        around = [node for node in statements if node.lineno <= line <= (node.end_lineno or 0)]
        if not around:
            return None
        inner = max(around, key=lambda node: node.lineno)
        holds = any(isinstance(node, _HOLDERS) for node in ast.iter_child_nodes(inner))
        return None if holds else Place(inner.end_lineno or line, inner.col_offset)

    return place


def _output(source: str) -> set[int]:
    """The numbers of the lines that an earlier run has printed."""
    return {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
        and token.string.startswith(MARK)
        and token.line.strip() == token.string.strip()
    }


def _fault(line: Line) -> str | None:
    """Why a line of output cannot be shown in its place, and what to do."""
    for wrong, problem in (
        (not line.at, 'comes from a thread, another program or C code; catch it and print it here'),
        (None in line.places, 'is printed by the head of a block; print it in a line of its own'),
        (len(line.places) > 1, 'is put together by several statements; print it with one'),
        (not line.ended, 'has no end of line; print whole lines'),
        (line.text != line.text.rstrip(), 'ends in a blank; strip it'),
        (any(map(_unseen, line.text)), 'holds a control character; print it by repr()'),
    ):
        if wrong:
            return f'{_short(line.text)} {problem}'
    if (width := _columns(line.output)) > WIDTH:
        return f'{_short(line.text)} takes {width} columns; expected at most {WIDTH}'
    return None


def _disorder(lines: Sequence[Line]) -> Iterator[Fault]:
    """Lines that Python printed after others that stand below them on the page."""
    for before, line in pairwise(lines):
        if line.place.line < before.place.line:
            yield (
                line.at,
                f'{_short(line.text)} is printed after {_short(before.text)}, which stands below '
                'it; print both in one place, or when all is done',
            )


def _unseen(character: str) -> bool:
    """Whether it moves the cursor or breaks the line, and so cannot stand on a page."""
    return unicodedata.category(character) in ('Cc', 'Zl', 'Zp')


def _columns(text: str) -> int:
    """The columns of a text in a terminal: two for a wide character, none for a combining one."""
    return sum(
        2 if unicodedata.east_asian_width(character) in 'WF' else 1
        for character in text
        if not unicodedata.combining(character)
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f'{text[:57]}...')
