"""The rules that need more than one question, page or file."""

from __future__ import annotations

import pytest
from support.pages import (
    CONCEPTS,
    PAGE,
    PATH,
    altered,
    another,
    build,
    expect,
    line_of,
    on_own_page,
)

from guide.bank import check
from guide.model import LISTINGS

KNOWN = ', '.join(LISTINGS)

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
    place = f'docs/{PATH}:{line_of("## What is drawn", page)}'
    assert build(page)[1] == [f"{place}: the id 'dropout' is taken by {FIRST}"]


@pytest.mark.parametrize(
    'title',
    ['Why does dropout help?', 'Why do you help the dropout?', 'What would help: Dropout'],
)
def test_two_titles_of_the_same_telling_words_are_reported(title: str) -> None:
    page = PAGE + another('twice', title)
    place = f'docs/{PATH}:{line_of(f"## {title} {{ #twice }}", page)}'
    problem = f"{place}: '{title}' asks nearly the same as {FIRST}, 'Why does dropout help?'"
    assert build(page)[1] == [problem]


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


@pytest.mark.parametrize(
    ('element', 'message'),
    [
        (
            '<div markdown data-guide="topic"></div>',
            f"unknown list 'topic'; expected {KNOWN}. Did you mean 'topics'?",
        ),
        (
            "<div markdown\n data-guide = 'x'></div>",
            f"unknown list 'x'; expected {KNOWN}.",
        ),
        (
            '<div markdown data-guide=Find></div>',
            f"unknown list 'Find'; expected {KNOWN}. Did you mean 'find'?",
        ),
        (
            '<div data-guide="topics"></div>',
            "the list 'topics' stays empty; expected <div markdown data-guide=…>",
        ),
    ],
)
def test_a_list_that_would_stay_empty_is_reported(element: str, message: str) -> None:
    page = altered('What a layer does', f'{element}\n\nWhat a layer does')
    line = line_of('data-guide', page)
    assert build(page)[1] == [f'docs/{PATH}:{line}: {message}']


def test_an_attribute_list_before_it_fills_no_list() -> None:
    page = altered('It averages', 'It <div data-guide="topics"></div> averages')
    assert len(build(page)[1]) == 1


@pytest.mark.parametrize(
    'element',
    [
        '<div data-guide="topics" markdown="1"></div>',
        '<DIV MARKDOWN DATA-GUIDE=topics></DIV>',
        '<div markdown>\n\n<div data-guide="topics"></div>\n\n</div>',
        '`<div data-guide="topic"></div>`',
        'The attribute data-guide="topic" outside an element.',
    ],
)
def test_a_list_that_is_filled_or_only_spoken_of_is_let_be(element: str) -> None:
    assert build(altered('What a layer does', f'{element}\n\nWhat a layer does'))[1] == []


@pytest.mark.parametrize(
    ('svg', 'line', 'message'),
    [
        ('', 1, 'unreadable SVG: no element found'),
        ('<svg>\n<g></svg>', 2, 'unreadable SVG: mismatched tag'),
        ('<svg xmlns="http://www.w3.org/2000/svg">&nbsp;</svg>', 1, 'unreadable SVG: undefined'),
        ('<html></html>', 1, 'no SVG: it begins with <html>'),
    ],
)
def test_a_figure_that_is_no_svg_is_reported(svg: str, line: int, message: str) -> None:
    (problem,) = check.figures({'assets/figures/a.svg': svg}, 'docs')
    assert str(problem).startswith(f'docs/assets/figures/a.svg:{line}: {message}')


def test_only_figures_have_to_be_svg() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert list(check.figures({'assets/figures/a.svg': svg, 'b.svg': '', 'c.md': ''}, 'docs')) == []
