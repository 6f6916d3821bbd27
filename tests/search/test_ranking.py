"""What makes a document stand before another: every weight of the ranking, on documents so small
that the score can be worked out by hand."""

from __future__ import annotations

from math import log
from typing import Any

import pytest
from support.engine import Engine, concept, question

# What a word counts in each field: chosen on the development half of queries.yml, all together.
# Whoever changes one there sees in `make search-report` what that does, and writes it here.
FIELDS = {
    'title': 5.5,
    'also': 7,
    'queries': 2,
    'concepts': 3,
    'topic': 5,
    'say': 2,
    'followups': 0.5,
    'depth': 1.5,
    'code': 1.5,
    'definitions': 0.8,
}
COMMON = 0.2


def bm25(documents: int, holding: int, times: int = 1, length: float = 1) -> float:
    """BM25+ (Lv and Zhai, 2011) of a word in a field.

    So many documents are there, and so many hold it; here it comes `times`, and the field has
    `length` times as many different words as it has on average.
    """
    k, b, d = 0.8, 0.06, 0.4
    rarity = log(1 + (documents - holding + 0.5) / (holding + 0.5))
    return rarity * (d + times * (k + 1) / (times + k * (1 - b + b * length)))


def specificity(documents: int, holding: int) -> float:
    return log(1 + documents / holding) / log(1 + documents)


def questions_with(field: str, *texts: str) -> list[dict[str, Any]]:
    """Questions that hold these texts in this field and nothing in the others; concepts first."""
    if field in ('concepts', 'definitions'):
        concepts = [concept(t) if field == 'concepts' else concept('', say=t) for t in texts]
        return [*concepts, *(question('', concepts=[place]) for place in range(len(texts)))]
    if field in ('followups', 'depth', 'code'):
        place = ['followups', 'depth', 'code'].index(field) + 1
        blocks = [['', '', '', ''] for _ in texts]
        for block, text in zip(blocks, texts, strict=True):
            block[place] = text
        return [question('', blocks=[block]) for block in blocks]
    return [question('', **{field: [t] if field in ('also', 'queries') else t}) for t in texts]


def saying(*texts: str) -> Engine:
    """An engine with questions `0`, `1`, … whose spoken answers are these texts."""
    return Engine([question(str(number), say=text) for number, text in enumerate(texts)])


@pytest.mark.parametrize('field', FIELDS)
def test_each_field_has_its_weight(field: str) -> None:
    documents = questions_with(field, 'zebra street', 'lion desert')
    (hit,) = [hit for hit in Engine(documents).search('zebra') if hit.kind == 'question']
    average = 2 * 2 / len(documents)  # words; a concept holds none of its own in these fields
    assert hit.score == pytest.approx(FIELDS[field] * bm25(len(documents), 1, length=2 / average))


def test_a_word_that_comes_again_counts_less_than_twice() -> None:
    scores = saying('zebra zebra zebra', 'zebra', 'lion').score('zebra')
    assert scores['0'] == pytest.approx(2 * bm25(3, 2, times=3))
    assert scores['1'] == pytest.approx(2 * bm25(3, 2, times=1))


def test_a_word_counts_less_in_a_longer_text() -> None:
    scores = saying('zebra with eight more words beside it stands here', 'zebra').score('zebra')
    assert scores['0'] == pytest.approx(2 * bm25(2, 2, length=9 / 5))
    assert scores['1'] == pytest.approx(2 * bm25(2, 2, length=1 / 5))


def test_a_document_counts_by_how_much_of_the_query_it_covers() -> None:
    """`zebra` is in two documents of three and tells less than `yak`, which is in one."""
    scores = saying('zebra', 'zebra yak', 'lion').score('yak zebra')
    zebra, yak = specificity(3, 2), specificity(3, 1)
    assert scores['0'] == pytest.approx(2 * bm25(3, 2, length=3 / 4) * zebra / (zebra + yak))
    assert scores['1'] == pytest.approx(2 * (bm25(3, 2, length=6 / 4) + bm25(3, 1, length=6 / 4)))


def test_a_common_word_counts_little_and_covers_little() -> None:
    scores = saying('with', 'yak', 'lion').score('with yak')
    assert scores['0'] == pytest.approx(COMMON * 2 * bm25(3, 1) * COMMON / (COMMON + 1))
    assert scores['1'] == pytest.approx(2 * bm25(3, 1) * 1 / (COMMON + 1))


def test_of_what_a_word_may_stand_for_the_best_counts() -> None:
    """The last word may be `auto` or the start of another; nothing is counted twice."""
    scores = saying('auto', 'autograd', 'auto autograd').score('auto')
    word, completed = 2 * bm25(3, 2, length=3 / 4), 0.67 * 2 * bm25(3, 2, length=3 / 4)
    assert scores['0'] == pytest.approx(word)
    assert scores['1'] == pytest.approx(completed)
    assert scores['2'] == pytest.approx(2 * bm25(3, 2, length=6 / 4))


NAMED = 2.5  # what a name of the document, as the query, adds to a score that is taken for 1
NEIGHBORS = 0.6  # likewise neighbors of the query that are neighbors in the document


def test_neighbors_of_the_query_count_where_they_stand_side_by_side() -> None:
    scores = saying('zebra crossing', 'crossing zebra').score('zebra crossing ')
    assert scores['0'] / scores['1'] == pytest.approx(1 + NEIGHBORS)


def test_each_pair_of_neighbors_has_its_share() -> None:
    scores = saying('zebra crossing street', 'street crossing zebra', 'zebra street crossing')
    found = scores.score('zebra crossing street ')
    assert found['0'] / found['1'] == pytest.approx(1 + NEIGHBORS)
    found = scores.score('zebra street crossing zebra ')
    assert found['2'] / found['0'] == pytest.approx((1 + NEIGHBORS * 2 / 3) / 1)


def scores_with(field: str, *texts: str) -> list[float]:
    """The scores of questions with these texts in the field for `zebra crossing`, best first."""
    hits = Engine(questions_with(field, *texts)).search('zebra crossing ')
    return [hit.score for hit in hits if hit.kind == 'question']


@pytest.mark.parametrize('field', ['title', 'also', 'queries', 'concepts', 'say', 'followups'])
def test_neighbors_are_looked_for_in_what_is_quoted(field: str) -> None:
    first, second = scores_with(field, 'zebra crossing street', 'crossing zebra street')
    assert first / second == pytest.approx(1 + NEIGHBORS)


@pytest.mark.parametrize('field', ['topic', 'depth', 'code', 'definitions'])
def test_neighbors_in_lists_of_words_say_nothing(field: str) -> None:
    first, second = scores_with(field, 'zebra crossing street', 'crossing zebra street')
    assert first == pytest.approx(second)


def named(query: str, rank: int = 0) -> float:
    """How many times better a document is found that goes by `zebra crossing` than the reverse.

    It is another name of its first, second, … concept. Both say `yak` as well.
    """
    names = [['zebra crossing'], ['crossing zebra']]
    concepts = [concept('street', 'yak', also=name) for name in names]
    others = [concept(f'other {number}') for number in range(rank)]
    places = [*range(2, 2 + rank)]
    questions = [question(str(number), concepts=[*places, number]) for number in range(2)]
    scores = Engine([*concepts, *others, *questions]).score(query)
    return scores['0'] / scores['1']


def test_a_name_of_one_word_counts_like_any_other() -> None:
    """Its id, which is among the words of its title too."""
    scores = Engine([question('zebra'), question('lion')]).score('zebra ')
    assert scores['zebra'] == pytest.approx(5.5 * bm25(2, 1) * (1 + NAMED))


@pytest.mark.parametrize(('rank', 'weight'), [(0, 1), (1, 1 / 1.5), (2, 1 / 2), (3, 1 / 2.5)])
def test_a_name_counts_less_the_later_its_concept_comes(rank: int, weight: float) -> None:
    times = named('zebra crossing ', rank)
    assert times == pytest.approx((1 + NEIGHBORS) * (1 + NAMED * weight))


def test_the_id_of_a_question_is_a_name_too() -> None:
    documents = [question('zebra-crossing'), question('crossing-zebra')]
    scores = Engine(documents).score('zebra crossing ')
    times = scores['zebra-crossing'] / scores['crossing-zebra']
    assert times == pytest.approx((1 + NEIGHBORS) * (1 + NAMED))


def test_a_name_in_the_query_counts_by_the_square_of_its_share() -> None:
    """Each of the words is in as many documents, and one of two pairs stands side by side."""
    times = named('yak zebra crossing ')
    assert times == pytest.approx((1 + NEIGHBORS / 2) * (1 + NAMED * (2 / 3) ** 2))


def test_a_question_stands_before_concepts_and_notebooks() -> None:
    documents = [concept('', say='zebra'), question('question', say='zebra')]
    notebook = question('notebook', say='zebra') | {'kind': 'notebook'}
    hits = Engine([*documents, notebook]).search('zebra')
    scores = {hit.kind: hit.score for hit in hits}
    assert scores['concept'] == pytest.approx(0.1 * scores['question'])
    assert scores['notebook'] == pytest.approx(0.1 * scores['question'])
    assert hits[0].kind == 'question'


def test_only_thirty_are_shown() -> None:
    assert len(saying(*['zebra'] * 31).search('zebra')) == 30


@pytest.mark.parametrize(('better', 'is_first'), [(199, True), (200, False)])
def test_names_and_neighbors_are_looked_at_in_the_best_two_hundred(
    better: int, is_first: bool
) -> None:
    """The others say the words more often; only this one says them side by side."""
    engine = saying('zebra crossing', *['crossing zebra zebra'] * better)
    hits = engine.search('zebra crossing ')
    assert (hits[0].id == '0') is is_first
