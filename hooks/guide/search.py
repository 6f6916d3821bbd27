"""What the search box searches: one document a question, concept and notebook, made of the bank.

A document holds its texts whole where results quote them (title, other names, spoken answer). Of
its other blocks it holds each word once, and only words that it has not said before: enough to find
the block, at a third of the size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from guide import fences, listings, notebooks, speech
from guide.bank import Bank
from guide.check import COMMON
from guide.model import Block, Concept, Page, Question

Href = Callable[[str], str]

_WORD = re.compile(r"[^\W_](?:[\w.'’-]*\w)?[+#]*|_+\w+")
_NAME = re.compile(r'[A-Za-z_]\w{3,}(?:\.\w+)*|[A-Za-z_]\w*(?:\.\w+)+')  # not `x`, not `rng`
_RECEIVER = re.compile(
    r'\b(?:axes|df|figure|frame|np|pd|plt|rng|self)\.'
)  # who is called says little
_OUTPUT = re.compile(r'^\s*(?:#>|-->).*|(?:#|--) .*', re.MULTILINE)
_FORMULA = re.compile(r'\$\$.*?\$\$|(?<!\\)\$[^$\n]+\$', re.DOTALL)
_NUMBER = re.compile(r'[\d.,x-]+$')
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_COMMON = COMMON | frozenset(
    ['def', 'import', 'len', 'print', 'range', 'return', 'self', 'there', 'these', 'this', 'was']
)


def documents(bank: Bank, href: Href) -> list[dict[str, Any]]:
    """A document for each concept, question and notebook; `href` gives a place's address.

    A question names its concepts by their places in the list.
    """
    concepts = {
        concept.id: place for place, concept in enumerate(bank.vocabulary.concepts.values())
    }
    topics = {page.path: listings.title(page) for page in bank.topics}
    return [
        *(_concept(concept, href) for concept in bank.vocabulary.concepts.values()),
        *(_question(q, concepts, topics[q.path], href) for q in bank.questions.values()),
        *(_notebook(page, href) for page in bank.pages if page.path.startswith(notebooks.FOLDER)),
    ]


def _concept(concept: Concept, href: Href) -> dict[str, Any]:
    return {
        'kind': 'concept',
        'location': href(concept.link),
        'title': concept.name,
        'also': list(concept.synonyms),
        'say': speech.plain(concept.definition),
    }


def _question(
    question: Question, concepts: Mapping[str, int], topic: str, href: Href
) -> dict[str, Any]:
    say = speech.plain(question.spoken)
    seen = {_key(word) for word in _words(' '.join([question.title, *question.also, say]))}
    return {
        'kind': 'question',
        'location': href(question.link),
        'title': speech.plain(question.title),
        'topic': topic,
        'difficulty': question.difficulty,
        'also': list(question.also),
        'concepts': [concepts[name] for name in question.concepts if name in concepts],
        'say': say,
        'blocks': list(_blocks(question, seen)),
    }


def _blocks(question: Question, seen: set[str]) -> Iterator[list[str]]:
    """Of a block: the suffix of its address, its title, its new words, new names in its code."""
    followups = 0
    for block in question.blocks:
        if block.kind in ('answer', 'rubric'):  # the rubric says again what the others say
            continue
        followups += block.kind == 'followup'
        suffix = f'{block.kind}-{followups}' if block.kind == 'followup' else block.kind
        title = speech.plain(block.title) if block.kind == 'followup' else ''
        prose, code = _parts(block)
        yield [suffix, title, _new(_words(prose), seen), _new(_NAME.findall(code), seen)]


def _notebook(page: Page, href: Href) -> dict[str, Any]:
    seen: set[str] = set()
    lines = page.text.split('\n')
    prose = speech.plain(fences.without_code(lines, [*fences.find(list(lines))]))
    return {
        'kind': 'notebook',
        'location': href(page.path),
        'title': listings.title(page),
        'also': [],
        'say': page.description,
        'blocks': [['', '', _new(_words(prose), seen), '']],
    }


def _parts(block: Block) -> tuple[str, str]:
    """A block's prose, and its code without comments, texts and output."""
    lines = block.text.split('\n')
    found = [*fences.find(list(lines))]
    shown = [fence for fence, _ in found if fence.language in fences.RUN]
    code = '\n'.join(fence.source for fence in shown if 'fold' not in fence.options)
    prose = _FORMULA.sub(' ', fences.without_blocks(lines, found))  # code in a line is searched for
    code = _RECEIVER.sub('', code)
    return speech.plain(prose), _STRING.sub('', _OUTPUT.sub('', code))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _new(words: Iterable[str], seen: set[str]) -> str:
    """The words that are not among the seen, each once; they are then. Numbers tell nothing."""
    new = []
    for word in words:
        key = _key(word)
        if key not in seen and key not in _COMMON and len(key) > 2 and not _NUMBER.match(key):
            seen.add(key)
            new.append(word)
    return ' '.join(new)


def _key(word: str) -> str:
    """A word without case and plural."""
    return word.lower().removesuffix('s')
