"""A query of any length and of any characters is answered, with no more work than a short one.

Work is counted (tests/support/engine.js) and not timed: a count is the same on every machine. Times
are in `make search-report`.
"""

from __future__ import annotations

from random import Random

import pytest
from support.engine import Engine, question
from support.queries import guide

STEPS = 1_000_000  # two words take 100,000, twenty-four that are all misspelled 650,000
LENGTHS = [10, 24, 100, 350, 2_000, 20_000]  # words
SEARCHED = 24
HUGE = 100_000  # characters


@pytest.fixture(scope='module')
def engine() -> Engine:
    """Over the guide as it stands: the more documents hold a word, the more there is to do."""
    return guide()


@pytest.mark.parametrize('length', LENGTHS)
def test_words_that_answers_hold(engine: Engine, length: int) -> None:
    terms = [term for term in engine.terms() if term.isalpha()]
    query = ' '.join(Random(0).choices(terms, k=length))
    assert engine.work(query) <= STEPS
    assert engine.search(query)
    assert (engine.shortened(query) is not None) is (length > SEARCHED)


@pytest.mark.parametrize('length', LENGTHS)
def test_words_that_no_answer_holds(engine: Engine, length: int) -> None:
    """Each is compared with every word that one does."""
    letters = Random(0)
    words = [''.join(letters.choices('abcdefghijklmnoprstuvw', k=9)) for _ in range(length)]
    query = ' '.join(words)
    assert engine.work(query) <= STEPS
    assert (engine.shortened(query) is not None) is (length > SEARCHED)


@pytest.mark.parametrize('length', [350, 2_000])
def test_one_word_again_and_again(engine: Engine, length: int) -> None:
    query = 'gradient descent ' * length
    assert engine.work(query) <= STEPS
    assert engine.search(query)[0].id == engine.search('gradient descent ')[0].id


@pytest.mark.parametrize(
    'query',
    [
        'a' * HUGE,
        'a_b' * HUGE,
        'aB' * HUGE,
        'a.b' * HUGE,
        'a-' * HUGE,
        '?!.,' * HUGE,
        ' ' * HUGE,
        'bias' + ' ' * HUGE,
        'the of and with in all to be ' * HUGE,
        '決定木' * HUGE,
        '決定木 とは ' * HUGE,
        '😀👩‍👩‍👧 ' * HUGE,
        'e\u0301' * HUGE,
        'e' + '\u0301' * HUGE,
        '\ufdfa' * HUGE,  # eighteen characters each, after NFKC
        '\x00\x07\x1b\x7f\u200b\ufeff' * HUGE,
        '<img src=x onerror=alert(1)>' * HUGE,
        '__proto__ constructor hasOwnProperty toString ' * HUGE,
        '\ud800' * HUGE,
        '\udc00a\ud800 ' * HUGE,
        '0123456789' * HUGE,
        '\\u0041 \\x41 %41 &#65; ' * HUGE,
    ],
    ids=lambda query: ascii(query[:12]),
)
def test_whatever_is_pasted(engine: Engine, query: str) -> None:
    before = engine.items('bias variance')
    for length in (1, 10, 1_000, HUGE):
        assert engine.work(query[:length]) <= STEPS
    assert engine.items('bias variance') == before  # nothing is kept of it
    shortened = engine.shortened(query[:HUGE])
    assert shortened is not None
    assert shortened['unread'] > 0
    if query.strip():
        assert 'were not read' in engine.items(query[:HUGE])[0]['title']


@pytest.mark.parametrize(
    'name', ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length']
)
def test_names_of_the_language_are_words_like_others(name: str) -> None:
    engine = Engine([question('x', f'What is {name}?'), question('y', 'What is bias?')])
    assert [hit.id for hit in engine.search(name)] == ['x']
    assert f'<mark>{name}</mark>' in engine.items(name)[0]['title']
    assert Engine([question('y', 'What is bias?')]).search(name) == []
