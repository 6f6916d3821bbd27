"""An id is given once on a page, also where the page makes it."""

from __future__ import annotations

import pytest
from support.pages import PAGE, PATH, altered, another, line_of, problems_of


@pytest.mark.parametrize(
    ('anchor', 'kind', 'line'),
    [('depth', 'depth', 28), ('answer', 'answer', 24), ('followup-1', 'followup', 54)],
)
def test_a_question_is_not_called_as_a_block_of_another(anchor: str, kind: str, line: int) -> None:
    second = another(f'dropout-{anchor}', 'What is drawn again?')
    message = f"the id 'dropout-{anchor}' is that of the {kind} block of 'dropout' in line {line}"
    assert problems_of(PAGE + second) == [f'docs/{PATH}:66: {message}']
    first = second + PAGE[PAGE.index('## ') :]
    page = PAGE[: PAGE.index('## ')] + first
    place = line_of('## What is drawn', page)
    assert [p.startswith(f'docs/{PATH}:{place}: the id ') for p in problems_of(page)] == [True]


def test_a_question_may_be_called_almost_as_a_block_of_another() -> None:
    for anchor in ('followup', 'followup-2', 'depths', 'example'):
        assert problems_of(PAGE + another(f'dropout-{anchor}', 'What is drawn again?')) == []


@pytest.mark.parametrize(
    ('identifier', 'owner'),
    [
        ('dropout', "the question 'dropout' in line 9"),
        ('dropout-pitfall', "the pitfall block of 'dropout' in line 60"),
    ],
)
def test_nothing_else_has_the_id_of_a_question_or_block(identifier: str, owner: str) -> None:
    page = altered('    Nothing is dropped.', f'    ### More {{ #{identifier} }}\n\n    Text.')
    assert problems_of(page) == [f"docs/{PATH}:56: the id '{identifier}' is that of {owner}"]


def test_two_headings_with_an_id_have_two() -> None:
    text = '    ### One { #one }\n\n    ### Two { #one }'
    message = "the id 'one' is that of something else in line 56"
    assert problems_of(altered('    Nothing is dropped.', text)) == [f'docs/{PATH}:58: {message}']
