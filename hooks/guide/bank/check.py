"""The rules that need more than one page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from guide.bank.vocabulary import PATH, Vocabulary
from guide.model import Page, Problem, Question
from guide.source.metadata import did_you_mean

NEARLY = 0.9  # two titles whose words are this alike ask the same

COMMON = frozenset(
    [
        'a',
        'an',
        'and',
        'are',
        'as',
        'at',
        'do',
        'does',
        'for',
        'from',
        'how',
        'in',
        'into',
        'is',
        'it',
        'its',
        'of',
        'on',
        'one',
        'or',
        'that',
        'the',
        'their',
        'them',
        'to',
        'what',
        'when',
        'where',
        'which',
        'who',
        'why',
        'with',
        'would',
        'you',
        'your',
    ]
)


def check(
    topics: Sequence[Page], vocabulary: Vocabulary, nav: Collection[str] | None, root: str
) -> list[Problem]:
    """Every problem among the topics and the vocabulary, in no particular order."""
    questions = [question for page in topics for question in page.questions]
    return [
        *_unlisted(topics, nav, root),
        *_duplicate_ids(questions, root),
        *_similar_titles(questions, root),
        *_unknown_references(questions, vocabulary, root),
        *_unused_concepts(questions, vocabulary, root),
    ]


def _unlisted(topics: Iterable[Page], nav: Collection[str] | None, root: str) -> Iterator[Problem]:
    for page in topics:
        if page.questions and nav is not None and page.path not in nav:
            line, path = page.questions[0].line, f'{root}/{page.path}'
            yield Problem(
                path, line, f"questions on a page outside the nav; add '{page.path}' to it"
            )


def _duplicate_ids(questions: Iterable[Question], root: str) -> Iterator[Problem]:
    first: dict[str, Question] = {}
    for question in questions:
        other = first.setdefault(question.id, question)
        if question.id and other is not question:
            place = f'{root}/{other.path}:{other.line}'
            message = f"the id '{question.id}' is taken by {place}"
            yield Problem(f'{root}/{question.path}', question.line, message)


def _similar_titles(questions: Iterable[Question], root: str) -> Iterator[Problem]:
    """Pairs of titles made of nearly the same words (Dice 1945, twice the shared ones over all).

    Two sets of fewer than 15 words that are so alike differ in two words at most, so they share
    one of their first three in the alphabet: only such pairs are compared.
    """
    seen: dict[str, list[tuple[Question, frozenset[str]]]] = defaultdict(list)
    for question in questions:
        words = _telling_words(question.title)
        keys = sorted(words)[:3]
        candidates = {id(entry[0]): entry for key in keys for entry in seen[key]}
        for other, others in candidates.values():
            if 2 * len(words & others) >= NEARLY * (len(words) + len(others)):
                place = f'{root}/{other.path}:{other.line}'
                message = f"'{question.title}' asks nearly the same as {place}, '{other.title}'"
                yield Problem(f'{root}/{question.path}', question.line, message)
        for key in keys:
            seen[key].append((question, words))


def _telling_words(title: str) -> frozenset[str]:
    words = frozenset(re.findall(r'\w+', title.lower()))
    return words - COMMON or words


def _unknown_references(
    questions: Sequence[Question], vocabulary: Vocabulary, root: str
) -> Iterator[Problem]:
    ids = {question.id for question in questions}
    for question in questions:
        path = f'{root}/{question.path}'
        for index, concept in enumerate(question.concepts):
            if concept not in vocabulary.concepts:
                hint = did_you_mean(concept, vocabulary.concepts)
                message = f"unknown concept '{concept}'; expected an id of {PATH}.{hint}"
                yield Problem(path, _line(question, 'concepts', index), message)
        for index, other in enumerate(question.related):
            if other == question.id:
                message = f"'{other}' is related to itself"
                yield Problem(path, _line(question, 'related', index), message)
            elif other not in ids:
                message = f"unknown question '{other}'; expected its id.{did_you_mean(other, ids)}"
                yield Problem(path, _line(question, 'related', index), message)


def _unused_concepts(
    questions: Iterable[Question], vocabulary: Vocabulary, root: str
) -> Iterator[Problem]:
    used = {concept for question in questions for concept in question.concepts}
    for concept in vocabulary.concepts.values():
        if concept.id not in used:
            message = f"no question uses the concept '{concept.id}'; use it or take it out"
            yield Problem(f'{root}/{PATH}', concept.line, message)


def _line(question: Question, key: str, index: int) -> int:
    """The line of a list's entry."""
    return question.lines[f'{key}[{index}]']
