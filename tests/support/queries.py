"""Queries with their right questions, and how well a ranking answers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean

import yaml

from guide.bank import bank
from guide.publish import search
from support import DOCS, ROOT
from support.engine import Engine

QUERIES = ROOT / 'tests/search/queries.yml'
CUT = 10  # ranks that are looked at


@dataclass(frozen=True)
class Query:
    """What somebody types, and the questions that answer it, best first."""

    query: str
    kind: str
    relevant: tuple[str, ...]
    half: str  # development or held-out


@dataclass(frozen=True)
class Score:
    """How well some queries were answered: shares of 1, and the number without any result."""

    queries: int
    first: float  # success at 1: a right question stands first
    third: float  # success at 3
    mrr: float  # mean reciprocal rank of the first right question, 0 beyond the cut
    empty: int


def read() -> list[Query]:
    """The queries of tests/search/queries.yml."""
    entries = yaml.safe_load(QUERIES.read_text(encoding='utf-8'))
    return [Query(**{**entry, 'relevant': tuple(entry['relevant'])}) for entry in entries]


def score(queries: Iterable[Query], answers: Iterable[Sequence[str]]) -> Score:
    """The measures of the answers (ids of questions, best first) to the queries."""
    ranks, empty = [], 0
    for query, found in zip(queries, answers, strict=True):
        right = [rank for rank, name in enumerate(found[:CUT], 1) if name in query.relevant]
        ranks.append(right[0] if right else 0)
        empty += not found
    return Score(
        queries=len(ranks),
        first=fmean(rank == 1 for rank in ranks),
        third=fmean(1 <= rank <= 3 for rank in ranks),
        mrr=fmean(1 / rank if rank else 0 for rank in ranks),
        empty=empty,
    )


@cache
def guide() -> Engine:
    """The search of the site over the bank as it stands."""
    read_bank, _ = bank.load(DOCS)
    return Engine(search.documents(read_bank, lambda source: source))


def answers(queries: Iterable[Query]) -> list[list[str]]:
    """What the search finds for each query: ids of questions, best first.

    A concept or notebook among the results takes a rank, under its own address.
    """
    return [
        [hit.id if hit.kind == 'question' else hit.location for hit in guide().search(query.query)]
        for query in queries
    ]
