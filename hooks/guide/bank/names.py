"""The names a question is found by: each of them stands in its answer, or the search cheats.

`also` and `queries` may paraphrase in plain words as they like. A name is a promise: a word with a
capital that does not begin a sentence, with a digit, a dot or an underscore, or a term of the
vocabulary. It stands in the question's title or blocks, code and output included, among its
concepts, or in the name of its page, so that a topic's own library goes without saying.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from guide.bank.check import COMMON
from guide.bank.vocabulary import Vocabulary
from guide.model import Concept, Page, Problem, Question
from guide.source.metadata import did_you_mean

_WORD = re.compile(r"[\w.]*\w(?:['’]\w+)*")
_PLAIN_WORD = re.compile(r'[^\W_]+')
_QUANTITY = re.compile(r'[\d.,]+[a-z]*')  # 200, 3.5, 10x
_SMALL = re.compile(r'(?<![\w.])[a-z]+(?![\w(=])')
_SHORT_FORM = re.compile(r"['’](?:d|ll|m|re|t|ve)$")  # can't, I'm
_TICKS = re.compile('`+')  # every second piece between them is code
_TARGET = re.compile(r'\]\([^)\s]*')  # of a link
_ENDINGS = ('', 's', 'es')
_ALIKE = 0.75  # a name and the one that may have been meant
_ASKING = frozenset(  # what an interviewer begins with
    [
        'can',
        'compare',
        'define',
        'describe',
        'design',
        'explain',
        'give',
        'implement',
        'list',
        'name',
        'should',
        'tell',
        'walk',
        'write',
    ]
)


def check(topics: Sequence[Page], vocabulary: Vocabulary, root: str) -> Iterator[Problem]:
    """A problem for each name in `also` and `queries` that the question does not treat."""
    small = _small_words(topics, vocabulary)
    for page in topics:
        for question in page.questions:
            said = _Said.of(question, page, vocabulary)
            for key in ('also', 'queries'):
                for index, entry in enumerate(getattr(question, key)):
                    for name in _untreated(entry, said, vocabulary, small):
                        line = question.lines[f'{key}[{index}]']
                        message = (
                            f"'{name}' stands nowhere in '{question.id}'; "
                            f"treat it there or take it out of '{key}'.{said.hint(name)}"
                        )
                        yield Problem(f'{root}/{question.path}', line, message)


@dataclass(frozen=True)
class _Words:
    """The words of a text; joined without what stands between them, where each begins and ends."""

    words: Set[str]
    joined: str
    starts: Set[int]
    ends: Set[int]

    @classmethod
    def of(cls, text: str) -> _Words:
        words = _PLAIN_WORD.findall(text)
        ends = list(accumulate(map(len, words)))
        return cls(frozenset(words), ''.join(words), frozenset([0, *ends]), frozenset(ends))

    def hold(self, name: str) -> bool:
        """Whether the name, or its plural, stands between other words.

        Hyphens, blanks and underscores do not count: `time series`, `timeseries`, `time_series`.
        """
        signs = ''.join(_PLAIN_WORD.findall(name.removesuffix('s') if len(name) > 3 else name))
        if len(signs) < 3:  # two words of a table would make it
            return not signs or signs in self.words
        start = self.joined.find(signs)
        while start >= 0:
            end = start + len(signs)
            ends = [end + len(e) for e in _ENDINGS if self.joined.startswith(e, end)]
            if start in self.starts and not self.ends.isdisjoint(ends):
                return True
            start = self.joined.find(signs, start + 1)
        return False


@dataclass(frozen=True)
class _Said:
    """All that a question says: as it stands there, and in small letters."""

    text: str
    acronyms: Set[str]  # and what else is written in capitals; in code also small
    small: _Words

    @classmethod
    def of(cls, question: Question, page: Page, vocabulary: Vocabulary) -> _Said:
        parts = [page.heading, question.title]
        for block in question.blocks:
            parts += [block.title, block.text]
        known = vocabulary.concepts
        for concept in [known[name] for name in question.concepts if name in known]:
            parts += [concept.id, *concept.terms, *concept.see]
        text = _TARGET.sub(']', _folded('\n'.join(parts)))
        code = ' '.join(_TICKS.split(text)[1::2])
        capitals = {word.removesuffix('s') for word in _PLAIN_WORD.findall(text)}
        return cls(text, capitals.union(_PLAIN_WORD.findall(code.upper())), _Words.of(text.lower()))

    def says(self, name: str) -> bool:
        """Whether a name stands there, in whole or as the end of a longer path.

        Of `pd.merge` the `merge` is enough, and of `Pipeline.fit` both parts: what comes before a
        dot is a module or an object of the author's unless it is written large. Case matters in
        acronyms alone, but not in code: `SGD`, `optim.sgd`.
        """
        *path, last = [part for part in name.split('.') if part]
        if path and len(last) > 2 and self.says(last):
            return all(self.says(part) for part in path if not part.islower())
        if name.isupper() and name.isalpha():
            return name in self.acronyms
        return self.small.hold(name.lower())

    def treats(self, concept: Concept) -> bool:
        """Whether it calls the concept by any of its names."""
        return any(self.says(term) for term in concept.terms)

    def hint(self, name: str) -> str:
        """` Did you mean 'x'?` with a name near to this one that does stand there."""
        return did_you_mean(name, self._names, _ALIKE)

    @cached_property
    def _names(self) -> Sequence[str]:
        return sorted({word for word in _WORD.findall(self.text) if _is_name(word)})


def _untreated(entry: str, said: _Said, vocabulary: Vocabulary, small: Set[str]) -> Iterator[str]:
    """The names in an entry that are not treated, in their order."""
    entry = _folded(entry)
    position = 0
    for mention in vocabulary.mentions(entry):
        yield from _untreated_words(entry, position, mention.start, said, small)
        if not said.treats(mention.concept):
            yield entry[mention.start : mention.end]
        position = mention.end
    yield from _untreated_words(entry, position, len(entry), said, small)


def _untreated_words(
    entry: str, start: int, end: int, said: _Said, small: Set[str]
) -> Iterator[str]:
    """The names among the words between two positions; capitals in a row are one name."""
    row: list[str] = []
    position = start
    for match in _WORD.finditer(entry, start, end):
        word = match[0].removesuffix("'s").removesuffix('’s')
        in_row = len(word) > 1 and word.isupper() and word.isalpha()
        if row and not (in_row and entry[position : match.start()] == ' '):
            yield from _untreated_row(row, said)
            row = []
        position = match.end()
        if in_row:
            row.append(word)
            continue
        named = _is_name(word) or _is_large(word, entry[: match.start()], small)
        if named and not said.says(word):
            yield word
    yield from _untreated_row(row, said)


def _untreated_row(row: Sequence[str], said: _Said) -> Iterator[str]:
    if len(row) > 1 and said.small.hold(' '.join(row).lower()):
        return
    missing = [word for word in row if not said.says(word)]
    if missing:
        yield ' '.join(missing)


def _is_name(word: str) -> bool:
    """Whether a word is a name wherever it stands: `no_grad`, `LoRA`, `CUPED`, `int8`, `.loc`."""
    if len(word) < 2 or _QUANTITY.fullmatch(word):
        return False
    return word[1:] != word[1:].lower() or re.search(r'[\d._]', word) is not None


def _is_large(word: str, before: str, small: Set[str]) -> bool:
    """Whether a word is written large for another reason than to begin a sentence."""
    if len(word) < 2 or not word[0].isupper() or _SHORT_FORM.search(word):
        return False
    sentence = before.rstrip(' "\'([')
    begins = not sentence or sentence[-1] in '.:?!'
    return not begins or word.lower() not in small


def _small_words(topics: Iterable[Page], vocabulary: Vocabulary) -> Set[str]:
    """Words that the guide writes small somewhere, as it never does with a proper name."""
    questions = [question for page in topics for question in page.questions]
    texts = [concept.definition for concept in vocabulary.concepts.values()]
    for question in questions:
        texts += [*question.also, *question.queries]
        texts += [piece for block in question.blocks for piece in _TICKS.split(block.text)[::2]]
    return (COMMON | _ASKING).union(*(_SMALL.findall(text) for text in texts))


def _folded(text: str) -> str:
    """The text on one line, with R² as R2 and the like."""
    return ' '.join(unicodedata.normalize('NFKC', text).split())
