"""No page, however broken, ends in a traceback or takes for ever."""

from __future__ import annotations

import random
import time

import pytest
from support import DOCS
from support.pages import PATH, altered, problems_of

from guide.source import parse

CASES = 150
LONG = 100_000  # characters of a line
SECONDS = 5  # of the processor, for the longest; a tenth where it was written

MARKS = (
    *('```', '~~~', '`', '**', '*', '_', '$', '$$', '[', ']', '](', '![', '<', '>', '<!--', '-->'),
    *('<div markdown>', '</div>', '??? ', '!!! ', '#', '- ', '1. ', '|', '\\', '{', '}', '{ #x }'),
    *('&', ':', '    ', '\t', '\n', '\n\n', '\r', '---', '"', '> ', '[a]: b', '[^1]', '\x00'),
    *('\x02', '\x02wzxhzdk:0\x03', '\x02klzzwxh:0001\x03', '\U000f0005', '\ufffc', '\u2028', '√π'),
)


def mutated(text: str, random: random.Random) -> str:
    """The text with a few things done to it that a slip, a merge or a script does."""
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        lines = text.split('\n')
        line, other = random.randrange(len(lines)), random.randrange(len(lines))
        place, kind = random.randrange(len(text) + 1), random.randrange(8)
        if kind == 0:
            text = text[:place] + text[place + random.choice((1, 2, 20, 200)) :]
            continue
        if kind == 1:
            text = text[:place] + chr(random.randrange(0xD800)) + text[place + 1 :]
            continue
        if kind < 4:
            text = text[:place] + random.choice(MARKS) + text[place:]
            continue
        if kind == 4:
            lines[line], lines[other] = lines[other], lines[line]
        elif kind == 5:
            lines[line] *= random.choice((0, 2, 10))
        elif kind == 6:
            lines[line] = random.choice((' ', '  ', '    ', '\t', '> ', '- ')) + lines[line]
        else:
            lines[line] = lines[line].lstrip()
        text = '\n'.join(lines)
    return text


def test_no_mutation_of_a_page_ends_in_a_traceback() -> None:
    generator = random.Random(2026)
    topic = (DOCS / 'questions/statistics.md').read_text(encoding='utf-8')
    silent = 0
    for _ in range(CASES):
        text = mutated(topic, generator)
        _, problems = parse.page(PATH, text)
        last = text.replace('\r\n', '\n').count('\n') + text.count('\r') + 1
        for problem in problems:
            assert 1 <= problem.line <= last, problem
            assert str(problem).isprintable()
        silent += not problems
    print(f'{CASES} pages, {silent} without a problem')
    assert silent < CASES / 2


@pytest.mark.parametrize(
    'piece',
    [
        *(
            'a',
            'a ',
            '*',
            '**a ',
            '_',
            '`',
            '`` ` ',
            '[',
            '![',
            '[a](',
            '[a][',
            '](',
            '(',
            '<',
            '<a ',
        ),
        *(
            '<!--',
            '&',
            '$',
            '$a ',
            '$5-',
            '\\',
            '{',
            '{ .a ',
            '> ',
            '- ',
            '1. ',
            '|',
            '#',
            '```',
            '~',
        ),
        *('    ', '\t', '"', '{a="', 'a="b ', ':', '!', '=', '-', 'é', '√', '\u200b', 'https://'),
    ],
)
def test_a_line_of_any_length_is_read_at_once(piece: str) -> None:
    line = (piece * LONG)[:LONG]
    started = time.process_time()
    problems_of(altered('Nothing is dropped.', line))
    problems_of(altered('for each unit: toss a coin', line))
    problems_of(altered('```text', f'```text {line}'))
    problems_of(altered('Why does dropout help?', f'Why {line}?'))
    assert time.process_time() - started < SECONDS
