"""Everything the guide says, read from texts: the Bank, and every problem found on the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from guide.bank import check, names, runs, sources, vocabulary
from guide.bank.runs import Runs
from guide.bank.sources import Sources
from guide.bank.vocabulary import Vocabulary
from guide.model import Page, Problem, Question
from guide.source import files, notebooks, parse


@dataclass(frozen=True)
class Bank:
    """All pages in the order of the navigation, the vocabulary, and what has run."""

    pages: tuple[Page, ...]
    vocabulary: Vocabulary
    runs: Runs = field(default_factory=Runs)

    @cached_property
    def topics(self) -> tuple[Page, ...]:
        """The pages with questions."""
        return tuple(page for page in self.pages if page.is_topic)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order of the site; a second use of an id is left out."""
        found: dict[str, Question] = {}
        for page in self.topics:
            for question in page.questions:
                if question.id:
                    found.setdefault(question.id, question)
        return found

    @cached_property
    def by_path(self) -> Mapping[str, Page]:
        """Every page by its path in the docs folder."""
        return {page.path: page for page in self.pages}


def load(docs: Path) -> tuple[Bank, list[Problem]]:
    """The bank of a docs folder, with the mkdocs.yml, runs.json and lock files beside it."""
    return of(sources.read(docs))


def of(read: Sources) -> tuple[Bank, list[Problem]]:
    """The bank of everything that was read, and all problems, those of reading too, sorted."""
    bank, problems = build(
        read.texts, read.nav, record=read.record, locks=read.locks, root=read.root
    )
    return bank, sorted({*read.problems, *problems})


def build(
    texts: Mapping[str, str],
    nav: Collection[str] | None = None,
    *,
    record: str = '',
    locks: Mapping[str, str] = MappingProxyType({}),
    root: str = 'docs',
) -> tuple[Bank, list[Problem]]:
    """The bank of the texts (path in the docs folder -> content), and all problems, sorted.

    `nav` lists the pages of the navigation, in order; `record` and `locks` are the texts of
    runs.json and of the lock files. Without a lock, whether blocks have run is not checked.
    """
    problems: list[Problem] = []
    pages = []
    paths = [path for path in texts if files.is_page(path) or notebooks.is_notebook(path)]
    for path in _ordered(paths, nav):
        page, found = _page(path, texts[path], root)
        pages += [page] if page else []
        problems += found
    words, found = vocabulary.read(texts.get(vocabulary.PATH, ''), f'{root}/{vocabulary.PATH}')
    problems += found
    ran, found = runs.read(record, locks)
    problems += found
    bank = Bank(tuple(pages), words, ran)
    problems += check.check(bank.topics, words, nav, root)
    problems += check.listings(bank.pages, root)
    problems += check.figures(texts, root)
    problems += names.check(bank.topics, words, root)
    if any(locks.values()):
        problems += runs.check(bank.pages, bank.runs, record, locks, root)
    return bank, sorted(set(problems))


def _page(path: str, text: str, root: str) -> tuple[Page | None, list[Problem]]:
    read = notebooks.read if notebooks.is_notebook(path) else parse.page
    return read(path, text, root)


def _ordered(paths: list[str], nav: Collection[str] | None) -> list[str]:
    places = {path: place for place, path in enumerate(nav or ())}
    return sorted(paths, key=lambda path: (places.get(path, len(places)), path))
