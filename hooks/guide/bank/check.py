"""The rules that need more than one page, or what no page says of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from guide.bank.vocabulary import PATH, Vocabulary
from guide.model import LISTINGS, Page, Problem, Question
from guide.source import fences
from guide.source.metadata import did_you_mean

FIGURES = 'assets/figures/'

NEARLY = 0.9  # two titles whose words are this alike ask the same

_LISTING = re.compile(
    r"""(?P<open><[^<>]*?\s|\{[^{}]*?)data-guide\s*=\s*["']?(?P<name>[^"'\s<>{}]*)[^<>{}]*""", re.I
)
_MARKDOWN = re.compile(r'<[^<>]*\smarkdown\b', re.I)  # what Python-Markdown looks into

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


def stale(topics: Sequence[Page], month: str, root: str) -> Iterator[Problem]:
    """Every question whose facts were to be read again before a month, as `2027-06`."""
    for page in topics:
        for question in page.questions:
            if question.again and question.again < month:
                message = f"the facts of '{question.id}' were to be read again by {question.again}"
                yield Problem(f'{root}/{page.path}', question.lines['again'], message)


def listings(pages: Iterable[Page], root: str) -> Iterator[Problem]:
    """Every `data-guide` that names no list, or stands where Markdown does not see it."""
    for page in pages:
        lines = page.text.split('\n')
        prose = fences.without_code(lines, [*fences.find(lines)])
        for match in _LISTING.finditer(prose):
            line, name = prose.count('\n', 0, match.start('name')) + 1, match['name']
            if name not in LISTINGS:
                known = f'expected {", ".join(LISTINGS)}.{did_you_mean(name, LISTINGS)}'
                yield Problem(f'{root}/{page.path}', line, f"unknown list '{name}'; {known}")
            elif match['open'][0] == '<' and not _MARKDOWN.search(prose, 0, match.end()):
                message = f"the list '{name}' stays empty; expected <div markdown data-guide=…>"
                yield Problem(f'{root}/{page.path}', line, message)


def figures(texts: Mapping[str, str], root: str) -> Iterator[Problem]:
    """Every figure that is no SVG: it is put into the page as it is."""
    for path, text in texts.items():
        if not path.startswith(FIGURES) or not path.endswith('.svg'):
            continue
        try:
            tag = ElementTree.fromstring(text.encode()).tag
        except ElementTree.ParseError as error:
            yield Problem(f'{root}/{path}', error.position[0], f'unreadable SVG: {error}')
        else:
            if tag.rpartition('}')[2] != 'svg':
                yield Problem(f'{root}/{path}', 1, f'no SVG: it begins with <{tag}>')


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
