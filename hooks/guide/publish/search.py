"""What the search box searches: one document a question, concept and notebook, made of the bank.

A document holds its texts whole where results quote them (title, other names, spoken answer). Of
its other blocks it holds each word once, only words that it has not said before, and none that one
question in twelve has too: enough to find the block, at a third of the size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from guide.bank.bank import Bank
from guide.bank.check import COMMON
from guide.model import RUN, Block, Concept, Href, Page, Question
from guide.shape import KINDS
from guide.source import fences, notebooks
from guide.source.text import plain

# Of the phrases by which a question is found, those that weigh the most: `also`, then the first of
# `queries`. Three are shown, and up to eleven more weighed as much before most were hidden.
TELLING = 14

_WORD = re.compile(r"[^\W_](?:[\w.'’-]*\w)?[+#]*|_+\w+")
_IMPORT = re.compile(r'^\s*(?:from ([\w.]+) )?import (.+)$', re.MULTILINE)
_NAME = re.compile(
    r'[A-Za-z_]\w*(?:\.\w+)+'  # torch.no_grad, .loc
    r'|\b[A-Z]\w{3,}'  # classes, errors, the keywords of SQL
    r'|\b[a-z_]\w{3,}(?=\(|=[^=\s])'  # what is called, and by which parameters
)
_OUTPUT = re.compile(r'^\s*(?:#>|-->).*|(?:#|--) .*', re.MULTILINE)
_FORMULA = re.compile(r'\$\$.*?\$\$|(?<!\\)\$[^$\n]+\$', re.DOTALL)
_NUMBER = re.compile(r'[\d.,x-]+$')
_ENDING = re.compile(r'(?<=\w{3})(?:ations?|ating|ated?|ings?|ed|ers?|ly|ies|y|es|s|e)$')
_SHARED = 0.08  # new words that more than this share of the questions have do not tell them apart
_FEW = 5  # questions, of a small bank
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_COMMON = COMMON | frozenset(
    ['def', 'import', 'len', 'print', 'range', 'return', 'self', 'there', 'these', 'this', 'was']
)


@dataclass(frozen=True)
class _Found:
    """A block with the words by which it is found, none of which came before it."""

    anchor: str
    title: str  # of a follow-up
    words: tuple[str, ...]
    names: tuple[str, ...]  # in its code

    def published(self, shared: Set[str]) -> list[str]:
        """What the engine reads, without the words that many questions share."""
        kept = (
            ' '.join(word for word in words if _key(word) not in shared)
            for words in (self.words, self.names)
        )
        return [self.anchor, self.title, *kept]


def documents(bank: Bank, href: Href) -> list[dict[str, Any]]:
    """A document for each concept, question and notebook; `href` gives a place's address.

    A question names its concepts by their places in the list.
    """
    concepts = {
        concept.id: place for place, concept in enumerate(bank.vocabulary.concepts.values())
    }
    topics = {page.path: page.heading for page in bank.topics}
    blocks = {question.id: [*_blocks(question)] for question in bank.questions.values()}
    shared = _shared([*blocks.values()])
    return [
        *(_concept(concept, bank, href) for concept in bank.vocabulary.concepts.values()),
        *(
            _question(question, concepts, topics[question.path], href)
            | {'blocks': [block.published(shared) for block in blocks[question.id]]}
            for question in bank.questions.values()
        ),
        *(_notebook(page, href) for page in bank.pages if notebooks.is_notebook(page.path)),
    ]


def titles() -> dict[str, str]:
    """What blocks without a title of their own are called in a result, by kind."""
    return {
        name: kind.title for name, kind in KINDS.items() if kind.searched and not kind.repeatable
    }


def _concept(concept: Concept, bank: Bank, href: Href) -> dict[str, Any]:
    """A concept; what it only leads to finds it too, but for what has a document of its own."""
    led_from = [term for term in concept.see if not bank.vocabulary.find(term)]
    return {
        'kind': 'concept',
        'location': href(concept.link),
        'title': concept.name,
        'also': [*concept.synonyms, *led_from],
        'say': plain(concept.definition),
    }


def _question(
    question: Question, concepts: Mapping[str, int], topic: str, href: Href
) -> dict[str, Any]:
    phrases = [*question.also, *question.queries]
    return {
        'kind': 'question',
        'location': href(question.link),
        'title': plain(question.title),
        'topic': topic,
        'difficulty': question.difficulty,
        'also': phrases[:TELLING],
        'queries': phrases[TELLING:],
        'concepts': [concepts[name] for name in question.concepts if name in concepts],
        'say': plain(question.spoken),
    }


def _blocks(question: Question) -> Iterator[_Found]:
    whole = [question.title, *question.also, *question.queries, question.spoken]
    seen = {_key(word) for word in _words(plain(' '.join(whole)))}
    for block in [block for block in question.blocks if KINDS[block.kind].searched]:
        title = plain(block.title) if KINDS[block.kind].repeatable else ''
        prose, code = _parts(block)
        yield _Found(block.anchor, title, _new(_words(prose), seen), _new(_names(code), seen))


def _shared(questions: Sequence[Sequence[_Found]]) -> Set[str]:
    """The keys of new words that do not tell one question from another."""
    count = Counter(
        key
        for blocks in questions
        for key in {_key(word) for block in blocks for word in (*block.words, *block.names)}
    )
    return {key for key, found in count.items() if found > max(_SHARED * len(questions), _FEW)}


def _notebook(page: Page, href: Href) -> dict[str, Any]:
    lines = page.text.split('\n')
    prose = plain(fences.without_code(lines, fences.find(lines)))
    return {
        'kind': 'notebook',
        'location': href(page.path),
        'title': page.heading,
        'also': [],
        'say': page.description,
        'blocks': [['', '', ' '.join(_new(_words(prose), set())), '']],
    }


def _parts(block: Block) -> tuple[str, str]:
    """A block's prose without formulas, and its code without comments, texts and output."""
    lines = block.text.split('\n')
    found = fences.find(lines)
    shown = [fence for fence, _ in found if fence.language in RUN]
    code = '\n'.join(fence.source for fence in shown if 'fold' not in fence.options)
    prose = _FORMULA.sub(' ', fences.without_blocks(lines, found))  # code in a line is searched for
    return plain(prose), _STRING.sub('', _OUTPUT.sub('', code))


def _names(code: str) -> Iterator[str]:
    """What the code uses: imports, classes, calls, parameters; not what it calls its variables."""
    imported: set[str] = set()
    for module, names in _IMPORT.findall(code):
        found = [name.strip(' ()') for name in names.split(',')]
        imported.update(found)
        yield from filter(None, [module, *(name.partition(' as ')[0] for name in found)])
    for name in _NAME.findall(_IMPORT.sub('', code)):
        receiver, dot, rest = name.partition('.')
        yield rest if dot and receiver not in imported else name  # the model of model.fit is ours


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _new(words: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    """The words that are not among the seen, each once; they are then. Numbers tell nothing."""
    new = []
    for word in words:
        key, plain = _key(word), word.lower()
        if key not in seen and plain not in _COMMON and len(word) > 2 and not _NUMBER.match(word):
            seen.add(key)
            new.append(word)
    return tuple(new)


def _key(word: str) -> str:
    """A word without case and ending: the engine's stems are finer, this only spares room."""
    return _ENDING.sub('', word.lower().removesuffix('s'))
