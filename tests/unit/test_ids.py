"""An id is given once on a page, also where the page makes it."""

from __future__ import annotations

import pytest
from support.pages import PAGE, PATH, altered, another, line_of, problems_of


@pytest.mark.parametrize(
    ('anchor', 'kind'),
    [('depth', 'depth'), ('answer', 'answer'), ('followup-1', 'followup')],
)
def test_a_question_is_not_called_as_a_block_of_another(anchor: str, kind: str) -> None:
    second = another(f'dropout-{anchor}', 'What is drawn again?')
    line = line_of(f'??? {kind}', PAGE)
    place = line_of('## What is drawn', PAGE + second)
    message = f"the id 'dropout-{anchor}' is that of the {kind} block of 'dropout' in line {line}"
    assert problems_of(PAGE + second) == [f'docs/{PATH}:{place}: {message}']
    first = second + PAGE[PAGE.index('## ') :]
    page = PAGE[: PAGE.index('## ')] + first
    place = line_of('## What is drawn', page)
    assert [p.startswith(f'docs/{PATH}:{place}: the id ') for p in problems_of(page)] == [True]


def test_a_question_may_be_called_almost_as_a_block_of_another() -> None:
    for anchor in ('followup', 'followup-2', 'depths', 'example'):
        assert problems_of(PAGE + another(f'dropout-{anchor}', 'What is drawn again?')) == []


@pytest.mark.parametrize(
    ('identifier', 'owner', 'at'),
    [
        ('dropout', "the question 'dropout'", '## Why'),
        ('dropout-pitfall', "the pitfall block of 'dropout'", '??? pitfall'),
    ],
)
def test_nothing_else_has_the_id_of_a_question_or_block(
    identifier: str, owner: str, at: str
) -> None:
    page = altered('    Nothing is dropped.', f'    ### More {{ #{identifier} }}\n\n    Text.')
    message = f"the id '{identifier}' is that of {owner} in line {line_of(at, page)}"
    assert problems_of(page) == [f'docs/{PATH}:{line_of("### More", page)}: {message}']


def test_two_headings_with_an_id_have_two() -> None:
    text = '    ### One { #one }\n\n    ### Two { #one }'
    page = altered('    Nothing is dropped.', text)
    message = f"the id 'one' is that of something else in line {line_of('### One', page)}"
    assert problems_of(page) == [f'docs/{PATH}:{line_of("### Two", page)}: {message}']
