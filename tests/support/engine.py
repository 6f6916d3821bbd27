"""The search engine of the page, run from Python over documents of ours."""

from __future__ import annotations

import json
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from py_mini_racer import MiniRacer

from support import DOCS

_ASK = """
const described = ({ doc }) => ({ kind: doc.kind, title: doc.title, location: doc.location })
const ask = query => JSON.stringify(engine.search(query).map(described))
const words = text => JSON.stringify(Engine.words(text).map(word => word.terms))
const read = query => JSON.stringify(engine.read(query).map(word => word.terms))
"""


class Engine:
    """docs/assets/search/engine.js with an index of these documents."""

    def __init__(self, documents: Sequence[Mapping[str, Any]]) -> None:
        self._context = MiniRacer()
        weakref.finalize(self, self._context.close)  # at exit, its own destructor may never end
        for name in ('minisearch', 'engine'):
            self._context.eval((DOCS / f'assets/search/{name}.js').read_text(encoding='utf-8'))
        self._context.eval(f'const engine = new Engine({json.dumps(documents)})\n{_ASK}')

    def search(self, query: str) -> list[dict[str, str]]:
        """The documents found, best first: kind, title and location."""
        found: list[dict[str, str]] = self._call('ask', query)
        return found

    def words(self, text: str) -> list[list[str]]:
        """The terms of each word of a text, the whole word's first."""
        terms: list[list[str]] = self._call('words', text)
        return terms

    def read(self, query: str) -> list[list[str]]:
        """The terms of the index that each word of a query is taken for, the likeliest first."""
        terms: list[list[str]] = self._call('read', query)
        return terms

    def _call(self, function: str, text: str) -> Any:
        return json.loads(str(self._context.eval(f'{function}({json.dumps(text)})')))
