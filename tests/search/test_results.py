"""What the search box shows of what was found: HTML in which only our own marks are markup."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from support.engine import Engine, concept, question

LINE = re.compile(r'<span class="dr-hit dr-hit--(fact|text)">(.*?)</span>')


def first(query: str, *documents: dict[str, Any]) -> dict[str, Any]:
    return Engine(documents).items(query)[0]


def lines(item: dict[str, Any]) -> list[str]:
    """The title of an item and the lines below it (or above), with marks as `[…]`."""
    html = item['title'].replace('<mark>', '[').replace('</mark>', ']')
    title = LINE.sub('', html)
    return [unescape(text) for text in (title, *(text for _, text in LINE.findall(html)))]


def test_a_question_says_topic_difficulty_and_what_it_answers() -> None:
    document = question('bias', 'What is bias?', 'Bias is error.', topic='Learning', difficulty=3)
    item = first('bias error', document)
    assert lines(item) == [
        'What is [bias]?',
        'Learning · difficulty 3 of 4',
        '[Bias] is [error].',
    ]
    assert item['location'] == 'questions/x/#bias'
    assert item['terms'] == {'bias': True, 'error': True}


@pytest.mark.parametrize(('kind', 'note'), [('concept', 'Concept'), ('notebook', 'Notebook')])
def test_what_is_no_question_says_what_it_is(kind: str, note: str) -> None:
    document = concept('Bias', 'What stays wrong.') | {'kind': kind}
    assert lines(first('bias', document)) == ['[Bias]', note, 'What stays wrong.']


def test_common_words_are_not_marked() -> None:
    item = first('what is bias', question('', 'What is bias?'))
    assert lines(item)[0] == 'What is [bias]?'
    assert item['terms'] == {'bias': True}


HOSTILE = '<img src=x onerror="a()"> & \'bias\''


@pytest.mark.parametrize('field', ['title', 'topic', 'say', 'also', 'block', 'concept'])
def test_no_text_becomes_markup(field: str) -> None:
    block = ['followup-1', HOSTILE if field == 'block' else '', 'onerror', '']
    if field == 'concept':
        documents = [concept(HOSTILE, HOSTILE)]
    elif field == 'also':
        documents = [question('', also=[HOSTILE])]
    else:
        documents = [question('', **({} if field == 'block' else {field: HOSTILE}), blocks=[block])]
    html = first('bias onerror', *documents)['title']
    assert re.sub(r'</?mark>|</?span[^>]*>', '', html).count('<') == 0
    assert html.count('<span class="dr-hit') == html.count('<span')
    assert HOSTILE in ' '.join(lines({'title': html})).replace('[', '').replace(']', '')


def test_the_name_by_which_it_was_found_is_shown() -> None:
    document = question('', 'Regularization', also=['ridge, weight decay'], queries=['shrink it'])
    assert 'Also asked as: weight [decay]' in lines(first('decay', document))
    assert 'Also asked as: [shrink] it' in lines(first('shrink ', document))


def test_no_name_is_shown_that_says_no_more_than_the_title() -> None:
    document = question('', 'Weight decay', also=['decay of weights'])
    assert lines(first('decay', document)) == ['Weight [decay]', ' · difficulty 1 of 4', '']


BLOCKS = [
    ['depth', '', 'one two three', ''],
    ['followup-1', 'And then?', 'four five', ''],
    ['followup-2', 'Or so', 'six', 'seven.eight'],
    ['pitfall', '', 'nine', ''],
]


@pytest.mark.parametrize(
    ('query', 'suffix', 'line'),
    [
        ('three', '-depth', 'See it run: [three]'),
        ('five ', '-followup-1', 'And then? [five]'),
        ('eight ', '-followup-2', 'Or so: [seven.eight]'),
        ('nine ', '-pitfall', 'What goes wrong: [nine]'),
        ('two four five ', '-followup-1', 'And then? [four], [five]'),
        ('then five ', '-followup-1', 'And then? [five]'),
    ],
)
def test_a_result_opens_the_block_that_holds_most_of_the_words(
    query: str, suffix: str, line: str
) -> None:
    item = first(query, question('x', 'Zero', blocks=BLOCKS))
    assert item['location'] == f'questions/x/#x{suffix}'
    assert lines(item)[-1] == line


def test_no_block_is_opened_for_words_that_the_answer_says() -> None:
    item = first('three', question('x', 'Three', blocks=BLOCKS))
    assert item['location'] == 'questions/x/#x'


def test_four_words_of_a_block_are_shown() -> None:
    words = 'ant bee cat dog elk'
    item = first(words, question('x', blocks=[['depth', '', words, '']]))
    assert lines(item)[-1] == 'See it run: [ant], [bee], [cat], [dog]'


def numbered(count: int, *places: int) -> str:
    """Words `w0 w1 …` with `zebra` in some places."""
    return ' '.join('zebra' if place in places else f'w{place}' for place in range(count))


@pytest.mark.parametrize(
    ('count', 'places', 'shown'),
    [
        (34, (33,), (0, 34)),
        (35, (3,), (0, 34)),
        (35, (34,), (6, 35)),
        (100, (38,), (6, 40)),
        (100, (40,), (12, 46)),
        (60, (59,), (30, 60)),
    ],
)
def test_of_a_long_text_the_thirty_four_words_around_are_shown(
    count: int, places: tuple[int, ...], shown: tuple[int, int]
) -> None:
    """A passage starts at the beginning or six, twelve, … words later."""
    text = numbered(count, *places)
    start, end = shown
    passage = ' '.join(text.split()[start:end]).replace('zebra', '[zebra]')
    before, after = '… ' if start else '', ' …' if end < count else ''
    assert lines(first('zebra', question('', say=text)))[2] == before + passage + after


def test_a_passage_holds_as_many_of_the_words_as_one_can() -> None:
    text = ' '.join(['zebra', *['w'] * 60, 'zebra', 'crossing', *['w'] * 60])
    shown = lines(first('zebra crossing ', question('', say=text)))[2]
    assert '[zebra] [crossing]' in shown


def test_for_what_nothing_is_found_the_nearest_concepts_are_shown() -> None:
    names = ['Regularization', 'Regulator', 'Regular', 'Irregular', 'Bias']
    items = Engine([concept(name) for name in names]).items('xqregularizxq ')
    assert [lines(item)[0] for item in items] == ['Regularization', 'Regular', 'Irregular']
    assert all('No answer holds these words' in lines(item)[1] for item in items)


@pytest.mark.parametrize(('query', 'is_near'), [('qwrtbiasypgdf', True), ('qwrtbiasypgdfh', False)])
def test_a_concept_is_near_that_has_a_fifth_in_common(query: str, is_near: bool) -> None:
    """Two rows of three letters: of five and fourteen, or of five and fifteen."""
    assert bool(Engine([concept('Bias')]).items(query)) is is_near


@pytest.mark.parametrize(('blanks', 'is_near'), [(63, True), (64, False)])
def test_of_a_query_without_results_the_beginning_is_compared(blanks: int, is_near: bool) -> None:
    assert bool(Engine([concept('2048')]).items(' ' * blanks + '20481')) is is_near


@pytest.mark.parametrize('query', ['', '   ', '\n\t'])
def test_an_empty_query_shows_nothing(query: str) -> None:
    assert Engine([concept('Bias')]).items(query) == []


WORDS = [f'w{number}x' for number in range(30)]


def test_a_query_that_was_shortened_says_so_first() -> None:
    engine = Engine([question('', ' '.join(WORDS)), question('', WORDS[0])])
    items = engine.items(' '.join(WORDS * 50))
    assert items[0]['title'].startswith('<span class="dr-hit dr-hit--fact">Searched for the 24 ')
    assert lines(items[0])[1] == 'Searched for the 24 rarest of 1,500 words.'
    assert not any('rarest' in item['title'] for item in items[1:])


def test_what_was_not_read_is_said() -> None:
    engine = Engine([question('', 'Bias')])
    (item,) = engine.items(f'bias {"x" * 70} {" " * 30_000}')
    assert lines(item)[1] == (
        'The last 10,076 characters were not read. Longer words were cut after 64 characters.'
    )


def test_a_query_that_was_shortened_and_finds_nothing_says_both() -> None:
    (item,) = Engine([question('', 'Bias')]).items('?' * 20_001)
    assert lines(item)[1] == 'The last 1 characters were not read. Nothing was found.'
    assert item['location'] == ''
