"""The search engine of the page, run from Python over documents of ours."""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from guide.publish import search
from support import DOCS

FOLDER = DOCS / 'assets/search'
WORKER = FOLDER / 'worker.js'

_SCRIPTS = re.compile(r'const SCRIPTS = \[(.*?)\]', re.DOTALL)


@dataclass(frozen=True)
class Hit:
    """A document that was found."""

    kind: str
    title: str
    location: str
    score: float
    matched: tuple[str, ...]  # the terms that it was found by

    @property
    def id(self) -> str:
        """What stands behind the hash of its address."""
        return self.location.partition('#')[2]


class Engine:
    """The engine with an index of these documents (as guide.publish.search makes them)."""

    def __init__(self, documents: Sequence[Mapping[str, Any]]) -> None:
        self._place = _run(f'engines.push(new Engine({json.dumps(documents)})) - 1')

    def search(self, query: str) -> list[Hit]:
        """The documents found, best first."""
        found = self._ask('search', query)
        return [Hit(**{**hit, 'matched': tuple(hit['matched'])}) for hit in found]

    def score(self, query: str) -> dict[str, float]:
        """How well each document that was found answers the query, by its id."""
        return {hit.id: hit.score for hit in self.search(query)}

    def shortened(self, query: str) -> dict[str, int] | None:
        """What of the query was not searched for; None if all of it was."""
        found: dict[str, int] | None = self._ask('shortened', query)
        return found

    def parse(self, query: str) -> list[dict[str, float]]:
        """Of each word of a query: the terms that it may stand for, likeliest first, weighted."""
        words = self._ask('parse', query)
        return [{found['term']: found['weight'] for found in word} for word in words]

    def items(self, query: str) -> list[dict[str, Any]]:
        """What the search box shows."""
        items: list[dict[str, Any]] = self._ask('items', query)
        return items

    def work(self, query: str) -> int:
        """How many steps it takes to find what is shown; the same on every machine."""
        steps: int = self._ask('work', query)
        return steps

    def terms(self) -> list[str]:
        """All that the documents hold."""
        terms: list[str] = self._ask('terms', '')
        return terms

    def _ask(self, question: str, text: str) -> Any:
        return json.loads(str(_run(f'ask({self._place}, "{question}", {json.dumps(text)})')))


class Worker:
    """The worker as the page starts it; `loads` says whether its scripts can be loaded."""

    def __init__(self, loads: bool = True) -> None:
        source = json.dumps(WORKER.read_text(encoding='utf-8'))
        self._place = _run(f'startWorker({source}, {json.dumps(loads)})')

    def send(self, kind: int, data: Any) -> list[dict[str, Any]]:
        """The messages that it posts when it gets this one."""
        posted = _run(f'send({self._place}, {kind}, {json.dumps(data)})')
        messages: list[dict[str, Any]] = json.loads(str(posted))
        return messages

    def errors(self) -> list[str]:
        """What it wrote to the console."""
        errors: list[str] = json.loads(str(_run(f'JSON.stringify(workers[{self._place}].errors)')))
        return errors


def words(text: str) -> list[list[str]]:
    """The terms of each word of a text, the whole word's first."""
    code = f'JSON.stringify(Analysis.split({json.dumps(text)}).map(Analysis.termsOf))'
    terms: list[list[str]] = json.loads(str(_run(code)))
    return terms


def changes(typed: str, spelling: str, limit: int) -> float:
    """How many changes make one spelling of another; above the limit if they exceed it."""
    return float(_run(f'Vocabulary.changes("{typed}", "{spelling}", {limit})'))


def question(name: str, title: str = '', say: str = '', **more: Any) -> dict[str, Any]:
    """A question as guide.publish.search makes it, with the fields that are given."""
    return {
        'kind': 'question',
        'location': f'questions/x/#{name}',
        'title': title,
        'topic': '',
        'difficulty': 1,
        'also': [],
        'queries': [],
        'concepts': [],
        'say': say,
        'blocks': [],
    } | more


def concept(title: str, say: str = '', also: Sequence[str] = ()) -> dict[str, Any]:
    """A concept likewise."""
    location = f'concepts/#{title.lower().replace(" ", "-")}'
    return {
        'kind': 'concept',
        'location': location,
        'title': title,
        'also': [*also],
        'say': say,
    }


def scripts() -> list[Path]:
    """The engine's scripts, in the order in which the worker loads them."""
    listed = _SCRIPTS.search(WORKER.read_text(encoding='utf-8'))
    assert listed, 'the worker loads nothing'
    return [FOLDER / name for name in re.findall(r'"([^"]+)"', listed[1])]


def _run(code: str) -> Any:
    return _context().eval(code)


@cache
def _context() -> MiniRacer:
    """One for all engines: each keeps its state to itself, and starting V8 takes longer."""
    context = MiniRacer()
    atexit.register(context.close)  # its destructor may wait for ever while Python is taken down
    for path in [*scripts(), Path(__file__).with_suffix('.js')]:
        context.eval(path.read_text(encoding='utf-8'))
    context.eval(f'const TITLES = {json.dumps(search.titles())}')
    return context
