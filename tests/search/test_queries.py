"""Real queries find the question that answers them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.queries import Query, engine, read, score

QUERIES = read()
KINDS = list(dict.fromkeys(query.kind for query in QUERIES))


@pytest.fixture(scope='module')
def find() -> Callable[[str], list[str]]:
    return engine()


def held_out(kind: str = '') -> list[Query]:
    return [q for q in QUERIES if q.half == 'held-out' and kind in (q.kind, '')]


def test_queries_are_many_of_every_kind_and_half_of_them_held_out() -> None:
    assert len({query.query for query in QUERIES}) == len(QUERIES) >= 400
    assert len(held_out()) == len(QUERIES) / 2
    assert len(KINDS) == 7
    assert all(len(held_out(kind)) >= 10 for kind in KINDS)


def test_the_held_out_half_is_answered_as_well_as_it_was(
    find: Callable[[str], list[str]],
) -> None:
    reached = score(held_out(), [find(query.query) for query in held_out()])
    assert reached.mrr >= 0.97, reached
    assert reached.first >= 0.95, reached
    assert reached.third >= 0.99, reached
    assert reached.empty == 0, reached


def test_paraphrases_are_answered_as_well_as_they_were(
    find: Callable[[str], list[str]],
) -> None:
    chosen = held_out('paraphrase')
    reached = score(chosen, [find(query.query) for query in chosen])
    assert reached.mrr >= 0.945, reached


@pytest.mark.parametrize(
    ('answers', 'first', 'third', 'mrr', 'empty'),
    [
        ([['a'], ['x', 'b'], []], 1 / 3, 2 / 3, 0.5, 1),
        ([['x', 'y', 'z', 'a'], ['b'], ['c']], 2 / 3, 2 / 3, 0.75, 0),
    ],
)
def test_measures_are_those_of_the_field(
    answers: list[list[str]], first: float, third: float, mrr: float, empty: int
) -> None:
    """By hand: a right answer at rank r counts 1/r, none counts 0."""
    queries = [Query(name, 'concept', (name,), 'held-out') for name in 'abc']
    found = score(queries, answers)
    assert (found.first, found.third) == (pytest.approx(first), pytest.approx(third))
    assert (found.mrr, found.empty) == (pytest.approx(mrr), empty)
