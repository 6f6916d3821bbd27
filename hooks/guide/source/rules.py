"""The rules of an answer: which blocks it has, in which order, how long, and what they hold.

The numbers stand in guide.shape; what they are for, in CONTRIBUTING under "A question".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from guide.model import LONG, RUN, Block, Question, Report
from guide.shape import FENCE_ROLES, KINDS, MOST_ALSO, PageKind, Words
from guide.source import fences
from guide.source.text import count_words

DATES = "expected 'read: 2026-11' and a later 'again: 2027-05'"

_FORMULA = re.compile(r'\$\$.*?\$\$|(?<!\\)\$[^$\n]+\$', re.DOTALL)
_TABLE_RULE = re.compile(r'^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$')


def check(question: Question, kind: PageKind, report: Report) -> None:
    """Report what is missing, out of order, too long or too short in a question."""
    _check_presence(question, kind, report)
    _check_order(question, report)
    _check_roles(question, report)
    _check_dates(question, kind, report)
    if len(question.also) > MOST_ALSO:
        line = question.lines['also']
        message = f"'also' has {len(question.also)} items; expected at most {MOST_ALSO}"
        report(line, f"{message}, and the rest in 'queries'")
    for block in question.blocks:
        _check_words(block, kind.words, report)
        _check_tables(block, report)
        if block.kind == 'idea':
            _check_code(block, report)


def prose_words(markdown: str) -> int:
    """The words of a text that are read as sentences: not its code, tables and formulas."""
    lines = markdown.split('\n')
    text = fences.without_blocks(lines, fences.find(lines))
    sentences = '\n'.join(line for line in text.split('\n') if not line.lstrip().startswith('|'))
    return count_words(_FORMULA.sub(' ', sentences))


def _check_presence(question: Question, kind: PageKind, report: Report) -> None:
    kinds = [block.kind for block in question.blocks]
    name = question.id or question.title
    for wanted, spec in KINDS.items():
        if spec.required and wanted not in kind.without and wanted not in kinds:
            report(question.line, f'\'{name}\' has no {wanted} block (??? {wanted} "{spec.title}")')
        if not spec.repeatable:
            for block in [block for block in question.blocks if block.kind == wanted][1:]:
                report(block.line, f"a second {wanted} block in '{name}'; expected one")


def _check_order(question: Question, report: Report) -> None:
    order = [*KINDS]
    highest = 0
    for block in question.blocks:
        place = order.index(block.kind)
        if place < highest:
            before = order[highest]
            report(block.line, f'the {block.kind} stands below the {before}; expected it above')
        highest = max(highest, place)


def _check_roles(question: Question, report: Report) -> None:
    """A problem has each of the blocks by which a program checks it, once and in this order."""
    found = [
        (fence, fence.options['role'])
        for block in question.blocks
        for fence in block.fences
        if 'role' in fence.options
    ]
    for fence, role in found:
        if role not in FENCE_ROLES:
            report(fence.line, f"unknown role '{role}'; expected {', '.join(FENCE_ROLES)}")
    roles = [role for _, role in found if role in FENCE_ROLES]
    if roles and roles != [*FENCE_ROLES]:
        expected = ', '.join(FENCE_ROLES)
        message = f"the roles in '{question.id}' are {', '.join(roles)}; expected {expected}"
        report(question.line, message)


def _check_dates(question: Question, kind: PageKind, report: Report) -> None:
    if kind.dated and not (question.read and question.again):
        report(question.line, f"'{question.id}' does not say when its facts were read; {DATES}")
    elif bool(question.read) != bool(question.again) or question.read > question.again:
        line = question.lines.get('again', question.lines.get('read', question.line))
        report(line, f"read '{question.read}', again '{question.again}'; {DATES}")


def _check_words(block: Block, words_of: Mapping[str, Words], report: Report) -> None:
    limits = words_of.get(block.kind)
    if limits is None:
        return
    words = prose_words(block.text)
    if not limits.least <= words <= limits.most:
        report(block.line, f'{words} words in the {block.kind}; expected {_range(limits)}')


def _range(limits: Words) -> str:
    return f'{limits.least} to {limits.most}' if limits.least else f'at most {limits.most}'


def _check_code(block: Block, report: Report) -> None:
    """The idea is read, not run: code that has to be scrolled past belongs to the depth."""
    for fence in block.fences:
        lines = len(fence.code)
        if fence.language in RUN and lines > LONG:
            message = f'{lines} lines of code in the idea; expected at most {LONG}'
            report(fence.line, message)


def _check_tables(block: Block, report: Report) -> None:
    for line, head in _heads(block):
        cells = [cell.strip() for cell in head.strip().strip('|').split('|')]
        if not any(cells):
            report(line, 'a table without a head; say above each column what it holds')
        for cell in cells:
            if cell and not _FORMULA.sub('', cell).strip():
                report(line, f"the head of a column is '{cell}'; say it in a word as well")


def _heads(block: Block) -> Iterator[tuple[int, str]]:
    """The heads of the block's tables, with their lines."""
    lines = block.text.split('\n')
    prose = fences.without_blocks(lines, fences.find(lines)).split('\n')
    for number, (head, rule) in enumerate(pairwise(prose)):
        if '|' in head and _TABLE_RULE.match(rule.strip()):
            yield block.first_line + number, head
