"""What each word of a query may stand for, and how much that counts."""

from __future__ import annotations

import pytest
from support.engine import Engine, changes, question


def parse(query: str, *said: str) -> list[dict[str, float]]:
    """Of each word of the query its terms with their weights, where documents say these texts."""
    return Engine([question(str(number), text) for number, text in enumerate(said)]).parse(query)


def test_a_word_stands_for_itself() -> None:
    assert parse('causal effect', 'causal effect', 'casual') == [{'causal': 1}, {'effect': 1}]


def test_a_common_word_counts_a_fifth() -> None:
    assert parse('with lock ', 'with a lock') == [{'with': 0.2}, {'lock': 1}]


def test_the_last_word_may_be_the_start_of_a_longer_one() -> None:
    assert parse('auto', 'auto autograd') == [{'auto': 1, 'autograd': 0.67}]
    assert parse('autog', 'auto autograd') == [{'autograd': 1}]


@pytest.mark.parametrize('query', ['auto of', 'auto ', 'auto?'])
def test_a_finished_word_is_no_start(query: str) -> None:
    assert parse(query, 'auto autograd')[0] == {'auto': 1}


def test_one_letter_may_become_anything() -> None:
    assert parse('q', 'quip') == []
    assert parse('qu', 'quip') == [{'quip': 1}]


def test_a_word_has_at_most_sixteen_completions_the_frequent_ones_first() -> None:
    words = [f'qu{letter}n' for letter in 'bcdfghjklmprtvwxyz']
    (found,) = parse('qu', ' '.join(words), words[-1])
    assert [*found] == [words[-1], *words[:15]]


def test_a_name_that_is_only_begun_weighs_more_than_its_parts() -> None:
    found = parse('torch.no_gr', 'torch.no_grad and torch')
    assert found == [{'torch.no_grad': 1, 'torch': 0.02, 'no': 0.02}]


def test_a_known_name_is_also_searched_for_by_its_end() -> None:
    (found,) = parse('torch.no_grad ', 'torch.no_grad')
    assert found == {
        'torch.no_grad': 1,
        'torchno_grad': 0.02,
        'torch': 0.02,
        'no_grad': 0.3,
        'no': 0.3,
        'grad': 0.3,
    }


def test_an_end_in_underscores_is_a_name() -> None:
    (found,) = parse('object.__init__ ', 'object.__init__')
    assert found == {'object.__init__': 1, 'object__init__': 0.02, 'object': 0.02, 'init': 0.3}


def test_an_end_that_is_one_word_is_anybodys() -> None:
    (found,) = parse('model.fit ', 'model.fit')
    assert found == {'model.fit': 1, 'modelfit': 0.02, 'model': 0.02, 'fit': 0.02}


def test_of_an_unknown_name_what_stands_before_the_dot_counts_a_fifth() -> None:
    assert parse('data.fit ', 'data', 'to fit') == [{'data': 0.2}, {'fit': 1}]
    assert parse('data_fit ', 'data', 'to fit') == [{'data': 1}, {'fit': 1}]


def test_what_is_written_as_two_words_may_be_one() -> None:
    found = parse('over fitting ', 'overfitting', 'fit', 'over')
    assert found == [{'over': 0.2, 'overfit': 0.2}, {'fit': 1, 'overfit': 1}]
    assert parse('da tum ', 'datum') == [{'datum': 1}, {'datum': 1}]


def test_two_short_words_are_not_one() -> None:
    assert parse('sw ap ', 'swap') == []


def test_what_is_written_as_one_word_may_be_two() -> None:
    assert parse('teapot ', 'a tea pot') == [{'tea': 1}, {'pot': 1}]
    assert parse('teapot ', 'tea in a pot') == []  # not side by side
    assert parse('tepots ', 'te pots') == []  # too short to be meant


@pytest.mark.parametrize(('documents', 'parts'), [(3, {'tea': 0.5, 'pot': 0.5}), (4, {})])
def test_a_rare_word_may_be_two(documents: int, parts: dict[str, float]) -> None:
    assert parse('teapot ', 'tea pot', *['teapot'] * documents) == [{'teapot': 1} | parts]


def test_a_library_goes_by_two_names() -> None:
    assert parse('sklearn ', 'scikit-learn') == [{'scikit-learn': 1}]
    assert parse('scikit-learn ', 'sklearn') == [{'sklearn': 1}]
    assert parse('np ', 'np', 'numpy') == [{'np': 1, 'numpy': 1}]
    assert parse('tf', 'tfidf', 'tensorflow') == [{'tfidf': 1, 'tensorflow': 1}]


def test_an_unknown_word_is_taken_for_the_nearest() -> None:
    assert parse('gradeint of', 'gradient of') == [{'gradient': 0.9}, {'of': 0.2}]
    assert parse('xyzzyxyz of', 'gradient of') == [{'of': 0.2}]


def test_a_misspelled_name_is_corrected_before_its_parts_are_searched_for() -> None:
    assert parse('GroupKFolt ', 'GroupKFold', 'group') == [{'groupkfold': 0.9}]
    assert parse('group.kfolt ', 'GroupKFold', 'group') == [{'group': 0.2}]


@pytest.mark.parametrize('word', ['xqlt', 'sqk', '2047'])
def test_too_short_a_word_or_a_number_is_not_corrected(word: str) -> None:
    """From `sqk` to `sql` it is one letter, as to many other words."""
    assert parse(f'{word} ', 'sql', '2048', 'tdqlx') == []


def test_a_word_of_four_letters_is_corrected() -> None:
    assert parse('bais ', 'bias') == [{'bias': 0.9}]
    assert parse('sqlx ', 'sql') == [{'sql': 0.9}]


def test_the_stem_of_a_word_is_corrected_as_well_but_to_no_scrap() -> None:
    assert parse('boxing ', 'pot bok') == [{'bok': 0.9}]
    assert parse('boxes ', 'bo') == []


@pytest.mark.parametrize(
    ('typed', 'known', 'is_near'),
    [
        ('bcdk', 'bcdf', True),
        ('bckk', 'bcdf', False),
        ('bcdkk', 'bcdfg', True),
        ('bckkk', 'bcdfg', False),
        ('bcdfghkk', 'bcdfghjl', True),
        ('bcdfgkkk', 'bcdfghjl', False),
        ('bcdfghkkk', 'bcdfghjlm', True),
        ('bcdfgkkkk', 'bcdfghjlm', False),
    ],
)
def test_the_longer_a_word_the_more_letters_may_be_wrong(
    typed: str, known: str, is_near: bool
) -> None:
    """One up to four letters, two up to eight, then three."""
    assert parse(f'{typed} ', known) == ([{known: 0.9}] if is_near else [])


def test_a_word_has_at_most_three_corrections() -> None:
    assert parse('carz ', 'cart card carp cark') == [{'cart': 0.9, 'card': 0.9, 'carp': 0.9}]


def test_the_fewest_changes_count() -> None:
    assert parse('bcdfgj ', 'bcdfgh bcdfhh') == [{'bcdfgh': 0.9}]
    assert parse('bais ', 'basis bias') == [{'bias': 0.9}]  # letters changed places
    assert parse('carz ', 'card zarz') == [{'card': 0.9}]  # not the first letter


@pytest.mark.parametrize(
    ('typed', 'spelling', 'expected'),
    [
        ('gradient', 'gradient', 0),
        ('gradent', 'gradient', 1),
        ('gradiennt', 'gradient', 1),
        ('ggradient', 'gradient', 1),
        ('gradient', 'ggradient', 1),
        ('gradiemt', 'gradient', 1),
        ('gradeint', 'gradient', 0.9),
        ('gardeint', 'gradient', 1.8),
        ('fradient', 'gradient', 1.5),
        ('kitten', 'sitting', 3.5),
        ('kitten', 'knitting', 3),
    ],
)
def test_changes_are_counted(typed: str, spelling: str, expected: float) -> None:
    assert changes(typed, spelling, limit=4) == pytest.approx(expected)


def test_more_changes_than_the_limit_are_not_counted() -> None:
    assert changes('kitten', 'knitting', limit=2) > 2
    assert changes('kit', 'knitting', limit=4) > 4
    assert changes('kitten', 'smitten', limit=4) > 4  # neither of the first letters


QUERY = ' '.join(f'w{number}x' for number in range(30))


def test_of_a_long_query_the_rarest_words_are_searched_for() -> None:
    """Twenty-four of thirty; the six that most documents hold are left out, the order stays."""
    words = QUERY.split()
    frequent = {words[place] for place in (0, 5, 6, 11, 28, 29)}
    documents = [QUERY, *[' '.join(frequent)] * 3]
    found = [next(iter(word)) for word in parse(QUERY, *documents)]
    assert found == [word for word in words if word not in frequent]


def test_a_word_said_again_stands_where_it_was_said_first() -> None:
    """Its last place may be the last word of a text that is cut."""
    found = parse('gradient descent ' * 20 + 'gradient', 'gradient descent')
    assert [next(iter(terms)) for terms in found] == ['gradient', 'descent']


def test_what_no_document_holds_leaves_a_long_query_first() -> None:
    known = ' '.join(QUERY.split()[:24])
    unknown = 'gradeint boostng regresion'
    found = parse(f'{unknown} {known} ', known, 'gradient boosting regression')
    assert [[*word] for word in found] == [[word] for word in known.split()]


def shortened(query: str) -> dict[str, int] | None:
    return Engine([question('x', QUERY)]).shortened(query)


@pytest.mark.parametrize('query', ['', '?', ' '.join(QUERY.split()[:24]), 'to be or not ' * 50])
def test_what_is_searched_for_as_it_is_says_nothing(query: str) -> None:
    """A word that comes again is searched for once."""
    assert shortened(query) is None


def test_a_shortened_query_says_what_was_left_out() -> None:
    counts = {'words': 30, 'searched': 24, 'leftOut': 6, 'unread': 0, 'cut': 0}
    assert shortened(QUERY) == counts
    assert shortened(f'{QUERY} {QUERY}') == counts | {'words': 60}
    assert shortened(' '.join(QUERY.split()[:25])) == counts | {'words': 25, 'leftOut': 1}


def test_characters_beyond_the_limit_are_not_read() -> None:
    query = 'w1x' + ' ' * 19_990 + 'w2x w3x w4x'
    found = Engine([question('x', QUERY)]).parse(query)
    assert [[*word] for word in found] == [['w1x'], ['w2x'], ['w3x']]
    assert shortened(query) == {'words': 3, 'searched': 3, 'leftOut': 0, 'unread': 4, 'cut': 0}


def test_a_very_long_word_is_cut() -> None:
    long = 'xy' * 32
    assert parse(f'{long}rs ', f'{long} tail') == [{long: 1}]
    assert shortened(f'{long} ') is None
    assert shortened(f'{long}r {long}rs') == {
        'words': 2,
        'searched': 2,
        'leftOut': 0,
        'unread': 0,
        'cut': 2,
    }
