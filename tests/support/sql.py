"""SQL blocks as text: their statements, and what a result looks like on the page.

Lines that start with `-->` hold what the statement before them printed. A result looks as in psql
(name of each column, a rule, rows, their number), a plan is printed as it is, and what varies from
run to run in a plan is masked.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlparse import lexer, tokens

from guide.source import fences

PRINTED = '-->'
WAITS = '(waits)'
WIDTH = 77  # columns of code and output that a laptop shows without scrolling

_SESSION = re.compile(r'-- Session (?P<name>\w+)\s*$')
_MASKS = (
    (re.compile(r'actual time=[\d.]+'), 'actual time=...'),
    (re.compile(r'((?:Planning|Execution) Time:) [\d.]+ ms'), r'\1 ... ms'),
    (re.compile(r' (?:dirtied|written)=\d+'), ''),  # work for the server's own writer, or not yet
)


@dataclass(frozen=True)
class Statement:
    """One statement of a block, up to its semicolon."""

    text: str
    session: str  # the name in the last `-- Session B` before it; empty without one
    last: int  # index of its last line, among the block's lines without output
    printed: tuple[str, ...] = ()  # as on the page, without the arrows

    @property
    def fails(self) -> bool:
        """Whether the page says that it raises an error."""
        return any(line.startswith('ERROR') for line in self.printed)


def split(source: str) -> tuple[list[str], list[Statement]]:
    """A block's lines without output, and its statements.

    Raises ValueError for a statement without a semicolon, for output that follows no statement,
    and for two statements that end on one line.
    """
    code: list[str] = []
    printed: dict[int, list[str]] = {}
    for line in source.strip('\n').splitlines():
        if line.startswith(PRINTED):
            printed.setdefault(len(code) - 1, []).append(line.removeprefix(PRINTED)[1:])
        else:
            code.append(line)
    statements = [
        Statement(text, session, last, tuple(printed.pop(last, ())))
        for text, session, last in _statements('\n'.join(code))
    ]
    if printed:
        raise ValueError(f"output after '{code[min(printed)].strip()}', which ends no statement")
    ends = [statement.last for statement in statements]
    if len(ends) > len(set(ends)):
        raise ValueError('two statements end on one line; give each a line of its own')
    return code, statements


def _statements(code: str) -> Iterator[tuple[str, str, int]]:
    """Text, session and last line of each; a lexer knows the semicolons inside of quotes."""
    session, text, bare, line = '', '', '', 0
    for kind, value in lexer.tokenize(code):
        text += value
        line += value.count('\n')
        if kind in tokens.Comment:
            named = _SESSION.match(value)
            session = named['name'] if named else session
        elif kind is tokens.Punctuation and value == ';':
            yield text.strip(), session, line
            text = bare = ''
        else:
            bare += value
    if bare.strip():
        raise ValueError(f"no semicolon after '{bare.strip().splitlines()[-1]}'")


def join(code: Sequence[str], printed: dict[int, Sequence[str]]) -> str:
    """The block again, with what was printed after each line."""
    lines: list[str] = []
    for index, line in enumerate(code):
        lines.append(line)
        lines += [f'{PRINTED} {output}'.rstrip() for output in printed.get(index, ())]
    return '\n'.join(lines)


def rewrite(page: str, blocks: Mapping[str, str]) -> str:
    """The page with each of the blocks replaced, wherever it stands and however it is indented."""
    lines = page.split('\n')
    for fence, end in reversed(fences.find(lines)):
        new = blocks.get(fence.source.strip('\n')) if fence.language == 'sql' else None
        if new is not None:
            lines[fence.line : end] = textwrap.indent(new, ' ' * fence.indent).split('\n')
    return '\n'.join(lines)


def table(
    names: Sequence[str], rows: Sequence[Sequence[str | None]], numeric: Sequence[bool]
) -> list[str]:
    """A result as psql shows it; NULL is written out, numbers stand on the right."""
    cells = [[('NULL' if cell is None else cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]

    def line(row: Iterable[str]) -> str:
        aligned = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        return ' | '.join(aligned).rstrip()

    count = f'({len(rows)} row{"" if len(rows) == 1 else "s"})'
    rule = '-+-'.join('-' * width for width in widths)
    return [line(names), rule, *map(line, cells), count]


def message(text: str) -> list[str]:
    """An error's message; what would be too wide goes on in a second line."""
    return textwrap.wrap(text, WIDTH - len(PRINTED) - 1, subsequent_indent='    ')


def plan(lines: Iterable[str]) -> list[str]:
    """A plan without what varies from run to run.

    Times are masked, and the buffers that planning itself touched are left out. What would be too
    wide goes on in a second line, from its `(actual …)`.
    """
    masked: list[str] = []
    planning = False
    for line in lines:
        planning = line == 'Planning:' or (planning and line.startswith(' '))
        if line == 'Planning:' or planning:
            continue
        for pattern, replacement in _MASKS:
            line = pattern.sub(replacement, line)
        if line.strip() != 'Buffers: shared':
            masked += _folded(line)
    return masked


def _folded(line: str) -> list[str]:
    head, actual, rest = line.partition(' (actual')
    if not actual or len(f'{PRINTED} {line}') <= WIDTH:
        return [line]
    indent = len(head) - len(head.lstrip(' ->'))
    return [head, f'{" " * (indent + 4)}(actual{rest}']
