"""The one vocabulary: concepts.yml, and where its terms are mentioned in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import yaml

from guide.model import ID, Concept, Problem, Report
from guide.shape import Field
from guide.source import characters, metadata

PATH = 'concepts.yml'

CONCEPT = {
    'id': Field(str, required=True),
    'name': Field(str, required=True),
    'synonyms': Field(list),
    'see': Field(list),
    'linked': Field(bool),
    'definition': Field(str, required=True),
}

_TOKEN = re.compile(r'[^\W_]+')
_SENTENCE_END = re.compile(r'[.!?]\s')


@dataclass(frozen=True)
class Mention:
    """A concept's name or synonym in a text, between two positions."""

    concept: Concept
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """Every concept of the guide by id, in the order of the file."""

    concepts: Mapping[str, Concept]

    def find(self, term: str) -> Concept | None:
        """The concept with this id, name or synonym; None when no concept is called so."""
        return self.concepts.get(term) or self._named.get(_key(term))

    def mentions(self, text: str, skip: Set[str] = frozenset()) -> Iterator[Mention]:
        """Names and synonyms in the text from left to right, the longest first.

        Case is ignored, except in a word with capitals beyond its first letter (an acronym, CoW,
        AutoGraph), which must stand as it is; a plural s is allowed. Concepts whose id is in `skip`
        are passed over, and each is mentioned once. Those with an everyday sense (`linked: false`)
        are never found: nothing in a text tells that sense from the other.
        """
        seen = set(skip)
        tokens = list(_TOKEN.finditer(text))
        position = 0
        while position < len(tokens):
            found = self._longest(text, tokens, position)
            if found is None:
                position += 1
                continue
            mention, position = found
            if mention.concept.id not in seen:  # else a part of it would be found instead
                seen.add(mention.concept.id)
                yield mention

    def _longest(
        self, text: str, tokens: list[re.Match[str]], position: int
    ) -> tuple[Mention, int] | None:
        first = tokens[position]
        for term, concept in self._terms.get(_stem(first[0]), ()):
            last = position + len(_TOKEN.findall(term)) - 1
            if last >= len(tokens):
                continue
            start, end = first.start(), tokens[last].end()
            if _says(text[start:end], term) and not _inside_word(text, start, end):
                return Mention(concept, start, end), last + 1
        return None

    @cached_property
    def _named(self) -> Mapping[str, Concept]:
        return {_key(term): concept for concept in self.concepts.values() for term in concept.terms}

    @cached_property
    def _terms(self) -> Mapping[str, list[tuple[str, Concept]]]:
        """Terms by the stem of their first token, the longest first: one look-up a word."""
        index: dict[str, list[tuple[str, Concept]]] = {}
        for concept in self.concepts.values():
            for term in concept.terms if concept.linked else ():
                tokens = _TOKEN.findall(term)
                # a term of one letter, or of signs alone, would be found everywhere
                if tokens and len(term) > 1:
                    index.setdefault(_stem(tokens[0]), []).append((term, concept))
        for terms in index.values():
            terms.sort(key=lambda entry: (-len(entry[0]), entry[0]))
        return index


def read(text: str, path: str = f'docs/{PATH}') -> tuple[Vocabulary, list[Problem]]:
    """The vocabulary in the text of a concepts.yml, and every problem in it."""
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(path, line, message))

    characters.check(characters.lines(text), report)
    root = metadata.compose(text, 1, report)
    if root is None:
        return Vocabulary({}), problems
    if not isinstance(root, yaml.SequenceNode):
        report(1, 'expected a list of concepts: - id: …')
        return Vocabulary({}), problems
    concepts: dict[str, Concept] = {}
    names: dict[str, Concept] = {}
    for node in root.value:
        line = node.start_mark.line + 1
        fields = metadata.read(_source(text, node), CONCEPT, line, report)
        values = fields.values
        if not values.keys() >= {'id', 'name', 'definition'}:
            continue
        concept = Concept(**values, line=line)
        _check(concept, concepts, names, report)
        concepts.setdefault(concept.id, concept)
    return Vocabulary(concepts), problems


def _source(text: str, node: yaml.Node) -> str:
    """The lines of one list entry, so that its own line numbers start at 1 (indent kept)."""
    piece = text[node.start_mark.index : node.end_mark.index]
    return ' ' * node.start_mark.column + piece


def _check(
    concept: Concept,
    concepts: Mapping[str, Concept],
    names: dict[str, Concept],
    report: Report,
) -> None:
    if not ID.match(concept.id):
        report(concept.line, f"'{concept.id}' is not an id; expected lower-case-words")
    if concept.id in concepts:
        first = concepts[concept.id].line
        report(concept.line, f"the concept '{concept.id}' stands in line {first} already")
    for term in concept.terms:
        other = names.setdefault(_key(term), concept)
        if other.id != concept.id:
            report(concept.line, f"'{term}' names '{other.id}' (line {other.line}) already")
    own = {concept.id, *map(_key, concept.terms)}
    for term in concept.see:
        if _key(term) in own:
            message = f"'see' of '{concept.id}' holds '{term}', which is one of its own names"
            report(concept.line, message)
    if not concept.definition.endswith('.') or _SENTENCE_END.search(concept.definition):
        message = f"the definition of '{concept.id}' should be one sentence, with its full stop"
        report(concept.line, message)


def _key(term: str) -> str:
    """What two terms share if mentions cannot tell them apart."""
    return ' '.join(word if _has_case(word) else word.lower() for word in term.split())


def _has_case(word: str) -> bool:
    """Whether a word is written in capitals beyond its first letter, as no everyday word is."""
    return word[1:] != word[1:].lower()


def _stem(token: str) -> str:
    return token.lower().removesuffix('s')


def _says(found: str, term: str) -> bool:
    """Whether the text found is the term, or its plural with an s."""
    found = ' '.join(found.split())  # it may run over the end of a line
    if found.lower() not in (term.lower(), f'{term}s'.lower()):
        return False
    return all(word in found for word in term.split() if _has_case(word))


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether the mention is a piece of a longer name: `fit` in `fit_transform`, `pre-fit`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before in ('_', '-', '.', '/', '\x02', ':') and before != '') or after in (
        '_',
        '-',
        '=',
        '(',
    )
