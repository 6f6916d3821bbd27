"""What leads from one question to others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from guide.model import Question

RELATED = 4  # shown at most


@dataclass(frozen=True)
class Links:
    """The ids a question leads to; `previous` and `next` follow the order of the site."""

    related: tuple[str, ...] = ()
    asked_after: tuple[str, ...] = ()
    previous: str | None = None
    next: str | None = None


def build(questions: Mapping[str, Question]) -> dict[str, Links]:
    """The links of every question.

    Related are those the author names, then those that share concepts. A shared concept counts
    by its rarity, log(N / n) for a concept that n of N questions have: inverse document frequency
    (Spärck Jones 1972, https://doi.org/10.1108/eb026526). Equal weights keep the site's order.
    """
    having: dict[str, list[str]] = defaultdict(list)
    asked_after: dict[str, list[str]] = defaultdict(list)
    for question in questions.values():
        for concept in question.concepts:
            having[concept].append(question.id)
        for other in question.related:
            asked_after[other].append(question.id)
    order = {identifier: place for place, identifier in enumerate(questions)}
    ids = list(questions)
    result = {}
    for place, (identifier, question) in enumerate(questions.items()):
        explicit = [o for o in question.related if o in questions and o != identifier]
        shared = _sharing(question, having, len(questions))
        found = sorted(shared, key=lambda other: (-shared[other], order[other]))
        related = [*explicit, *(other for other in found if other not in explicit)][:RELATED]
        result[identifier] = Links(
            related=tuple(related),
            asked_after=tuple(
                other for other in asked_after[identifier] if other not in (identifier, *related)
            ),
            previous=ids[place - 1] if place else None,
            next=ids[place + 1] if place + 1 < len(ids) else None,
        )
    return result


def _sharing(
    question: Question, having: Mapping[str, list[str]], total: int
) -> Mapping[str, float]:
    """The weight of every question that shares a concept with this one."""
    weights: dict[str, float] = defaultdict(float)
    for concept in question.concepts:
        weight = math.log(total / len(having[concept]))
        for other in having[concept]:
            if other != question.id and weight > 0:
                weights[other] += weight
    return weights
