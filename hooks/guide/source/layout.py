"""Lines that are something else than they look, because of where they stand.

A list, a quotation or a heading has a blank line before it, and what belongs to an item or a block
is indented by four. Markdown takes other lines for text, or for items of the list outside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from guide.model import Report
from guide.source.body import Body
from guide.source.text import short

_ITEM = re.compile(r'^ *(?:(?P<bullet>[-*+])|(?P<number>\d+)\.) +\S')
_WRAPPED = re.compile(r'^ *(?P<mark>>|#)(?:#{0,5} +[a-z0-9]|[ =]*\d)')  # more than | > 5 of them
_DUNDER = re.compile(r'(?<![\w`])__\w+__(?!\w)')
_DIV = re.compile(r'<(?P<end>/?)div\b(?P<attributes>[^>]*)>', re.IGNORECASE)


def check(body: Body, report: Report) -> None:
    """Report every such line of a page."""
    _check_starts(body.lines, body.code, report)
    _check_lists(body.lines, body.code, report)
    prose = body.prose
    _check_divisions(prose, report)
    for number, line in enumerate(prose, 1):
        for match in _DUNDER.finditer(line):
            report(number, f"'{match[0]}' becomes bold; write it as `code`, or ** for bold")
    for number, line in enumerate(body.lines, 1):
        if '\t' in line[: len(line) - len(line.lstrip())]:
            report(number, 'indented by a tab, which is shown as blanks; expected blanks')


def _check_starts(lines: Sequence[str], code: Collection[int], report: Report) -> None:
    """How the first line of a paragraph is indented, and what has to be the first."""
    formula = False
    for index, line in enumerate(lines):
        if index in code or not line.strip():
            continue
        before = lines[index - 1] if index and index - 1 not in code else ''
        starts = not before.strip() or before.lstrip().startswith('???')
        wrapped = _WRAPPED.match(line)
        if not formula and starts:
            _check_indent(line, index + 1, report)
        elif (
            wrapped
            and not formula
            and _indent(before) == _indent(line)
            and before[_indent(line)] != '>'
        ):
            what = 'a quotation' if wrapped['mark'] == '>' else 'a heading'
            expected = f'expected a blank line before it, or \\{wrapped["mark"]} in a text'
            report(index + 1, f"'{short(line)}' becomes {what}; {expected}")
        formula ^= line.count('$$') % 2 == 1


def _check_lists(lines: Sequence[str], code: Collection[int], report: Report) -> None:
    """Whether items are indented and numbered as they are shown."""
    numbers: dict[int, int | None] = {}  # of the last item of each open list, by its indent
    in_list, starts = False, True
    for index, line in enumerate(lines):
        if index in code or not line.strip():
            starts = True
            continue
        item, indent = _ITEM.match(line), _indent(line)
        in_list = bool(item) if starts else in_list
        if starts or (item and in_list):
            last = numbers.get(indent, 0)
            numbers = {at: number for at, number in numbers.items() if at < indent}
        if item and in_list:
            numbers[indent] = int(item['number'][:9]) if item['number'] else None
            _check_number(numbers[indent], last, index + 1, report)
            if not starts:
                _check_indent(line, index + 1, report)
        starts = line.lstrip().startswith('???')


def _check_indent(line: str, number: int, report: Report) -> None:
    indent = _indent(line)
    if rest := indent % 4:
        report(number, f'indented by {indent}; expected {indent - rest} or {indent - rest + 4}')


def _check_number(number: int | None, last: int | None, line: int, report: Report) -> None:
    """Whether an item may follow one with the `last` number, 0 where it is the first."""
    if number is None and last:
        report(line, "'-' among numbered items is shown as a number; expected one")
    elif number is not None and last is None:
        report(line, f"'{number}.' among items with - is shown as one; in a text it is {number}\\.")
    elif number is not None and last is not None and number not in (last + 1, 1):
        report(line, f"'{number}.' is shown as {last + 1}; in a text it is {number}\\.")


def _check_divisions(prose: Sequence[str], report: Report) -> None:
    """Whether each `<div markdown>` is closed; others, and a stray `</div>`, are not allowed."""
    opened: list[tuple[int, bool]] = []
    for number, line in enumerate(prose, 1):
        for match in _DIV.finditer(line):
            if not match['end']:
                opened.append((number, 'markdown' in match['attributes'].split()))
            elif opened:
                opened.pop()
    for number, read in opened:
        if read:
            report(number, "'<div markdown>' is never closed; expected </div>")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(' '))
