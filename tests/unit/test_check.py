"""The rules that need more than one question, page or file."""

from __future__ import annotations

import pytest
from support.pages import CONCEPTS, PAGE, PATH, altered, another, build, expect, on_own_page

FIRST = f'docs/{PATH}:9'
ON_OWN_PAGE = 'docs/questions/b.md:9'


def test_questions_on_a_page_outside_the_nav_are_reported() -> None:
    problem = f"{FIRST}: questions on a page outside the nav; add 'questions/x.md' to it"
    assert build(nav=('index.md',))[1] == [problem]


def test_without_a_nav_every_page_is_in_it() -> None:
    assert build(nav=None)[1] == []


def test_an_id_is_taken_once_in_the_whole_guide() -> None:
    page = on_own_page(another('dropout', 'What is drawn again?'))
    assert build(b=page)[1] == [f"{ON_OWN_PAGE}: the id 'dropout' is taken by {FIRST}"]


def test_an_id_is_taken_once_on_a_page() -> None:
    page = PAGE + another('dropout', 'What is drawn again?')
    assert build(page)[1] == [f"docs/{PATH}:66: the id 'dropout' is taken by {FIRST}"]


@pytest.mark.parametrize(
    'title',
    ['Why does dropout help?', 'Why do you help the dropout?', 'What would help: Dropout'],
)
def test_two_titles_of_the_same_telling_words_are_reported(title: str) -> None:
    problem = f"docs/{PATH}:66: '{title}' asks nearly the same as {FIRST}, 'Why does dropout help?'"
    assert build(PAGE + another('twice', title))[1] == [problem]


@pytest.mark.parametrize('title', ['Why does dropout hurt?', 'When?', 'Why does noise help?'])
def test_titles_that_differ_are_let_be(title: str) -> None:
    assert build(PAGE + another('twice', title))[1] == []


WORDS = [f'm{number}' for number in range(10, 20)]


@pytest.mark.parametrize(
    ('added', 'removed', 'alike'),
    [
        ((), (), True),
        (('aa',), (), True),
        (('aa', 'ab'), (), True),
        (('aa',), ('m10',), True),
        (('aa', 'ab'), ('m10',), False),
    ],
)
def test_long_titles_may_differ_in_a_word_wherever_it_stands(
    added: tuple[str, ...], removed: tuple[str, ...], alike: bool
) -> None:
    title = ' '.join([*added, *(word for word in WORDS if word not in removed)])
    page = altered('Why does dropout help?', ' '.join(WORDS)) + another('twice', title)
    assert len(build(page)[1]) == alike


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (
            'concepts: [dropout, ensemble]',
            'concepts:\n- dropout\n- ensemble\n- dropuot',
            '- dropuot',
            "unknown concept 'dropuot'; expected an id of concepts.yml. Did you mean 'dropout'?",
        ),
        (
            'sources:\n',
            'related:\n- dropuot\nsources:\n',
            '- dropuot',
            "unknown question 'dropuot'; expected its id. Did you mean 'dropout'?",
        ),
        (
            'sources:\n',
            'related:\n- dropout\nsources:\n',
            '- dropout',
            "'dropout' is related to itself",
        ),
    ],
)
def test_an_unknown_id_is_reported_on_the_line_of_its_entry(
    old: str, new: str, at: str, message: str
) -> None:
    expect(old, new, at, message)


def test_a_related_question_may_stand_on_another_page() -> None:
    page = altered('sources:\n', 'related: [twice]\nsources:\n')
    assert build(page, b=on_own_page(another('twice', 'And twice?')))[1] == []


def test_a_concept_that_no_question_uses_is_reported() -> None:
    concepts = CONCEPTS + '- id: residue\n  name: residue\n  definition: What is left.\n'
    problem = "docs/concepts.yml:8: no question uses the concept 'residue'; use it or take it out"
    assert build(concepts=concepts)[1] == [problem]
