"""Lines whose place makes something else of them than they look like."""

from __future__ import annotations

import pytest
from support.pages import problems_in_a_block

from guide.source import parse


def text(number: int) -> str:
    return f'in a text it is {number}\\.'


@pytest.mark.parametrize(
    ('lines', 'problem'),
    [
        ('- a\n  - b', '2: indented by 6; expected 4 or 8'),
        ('1. a\n   - b', '2: indented by 7; expected 4 or 8'),
        ('- a\n\n  more of a', '3: indented by 6; expected 4 or 8'),
        ('- a\n\n  - b', '3: indented by 6; expected 4 or 8'),
        ('Text.\n\n Text.', '3: indented by 5; expected 4 or 8'),
        ('3. a\n4. b', f"1: '3.' is shown as 1; {text(3)}"),
        ('1. a\n2. b\n4. c', f"3: '4.' is shown as 3; {text(4)}"),
        ('2024. That year', f"1: '2024.' is shown as 1; {text(2024)}"),
        (
            '- since\n2024. That year',
            f"2: '2024.' among items with - is shown as one; {text(2024)}",
        ),
        ('- a\n\n1. b', f"3: '1.' among items with - is shown as one; {text(1)}"),
        ('1. a\n\n- b', "3: '-' among numbered items is shown as a number; expected one"),
        (
            'more than\n> 5 percent',
            "2: '> 5 percent' becomes a quotation; expected a blank line before it, "
            'or \\> in a text',
        ),
        ('Use __init__ and', "1: '__init__' becomes bold; write it as `code`, or ** for bold"),
    ],
)
def test_a_line_in_the_wrong_place_is_reported(lines: str, problem: str) -> None:
    assert problems_in_a_block(lines) == [problem]


@pytest.mark.parametrize(
    'lines',
    [
        '- a\n  goes on\n- b\n    - c\n    - d\n\n    More of b.\n\n- e',
        '1. a\n2. b\n\n    More.\n\n3. c\n    - d\n    - e\n4. f',
        '1. a\n1. b\n1. c',
        '1. a\n\nText.\n\n1. b\n\n```text\nc\n```\n\n1. d',
        '- a\n\nText.\n\n1. b',
        'The value is\n500. The next line goes on.',
        '> a\n> 5 b\n> c',
        'Text.\n\n> 5 b',
        'Use `__init__`.',
    ],
)
def test_a_line_in_its_place_is_let_be(lines: str) -> None:
    assert problems_in_a_block(lines) == []


def test_a_tab_is_no_indent() -> None:
    message = 'indented by a tab, which is shown as blanks; expected blanks'
    assert problems_in_a_block('Text.\n\n- a\n\n\tb') == [f'5: {message}']
    assert problems_in_a_block('Text.\n\n```text\n\ta\n```') == [f'4: {message}']
    assert problems_in_a_block('a\tb') == []


def test_a_division_is_closed() -> None:
    body = '<div markdown>\n\n<div class="a" markdown>\n\nb\n\n</div>\n'
    text = f'---\ndescription: D.\n---\n\n# T\n\n{body}'
    _, problems = parse.page('about.md', text)
    message = "'<div markdown>' is never closed; expected </div>"
    assert [(problem.line, problem.message) for problem in problems] == [(7, message)]
    assert parse.page('about.md', f'{text}\n</div>\n')[1] == []
