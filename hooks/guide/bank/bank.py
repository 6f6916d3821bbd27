"""Everything the guide says, read from texts: the Bank, and every problem found on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from guide.bank import check, names, runs, vocabulary
from guide.bank.runs import Runs
from guide.bank.vocabulary import Vocabulary
from guide.model import Page, Problem, Question
from guide.source import notebooks, parse


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


def build(
    texts: Mapping[str, str],
    nav: Collection[str] | None = None,
    *,
    record: str = '',
    lock: str = '',
    root: str = 'docs',
) -> tuple[Bank, list[Problem]]:
    """The bank of the texts (path in the docs folder -> content), and all problems, sorted.

    `nav` lists the pages of the navigation, in order; `record` and `lock` are the texts of
    runs.json and of the lock files. Without a lock, whether blocks have run is not checked.
    """
    problems: list[Problem] = []
    pages = []
    sources = [path for path in texts if path.endswith('.md') or notebooks.is_notebook(path)]
    for path in _ordered(sources, nav):
        page, found = _page(path, texts[path], root)
        pages += [page] if page else []
        problems += found
    words, found = vocabulary.read(texts.get(vocabulary.PATH, ''), f'{root}/{vocabulary.PATH}')
    problems += found
    bank = Bank(tuple(pages), words, runs.read(record, lock))
    problems += check.check(bank.topics, words, nav, root)
    problems += names.check(bank.topics, words, root)
    if lock:
        problems += runs.check(bank.pages, bank.runs, lock, root)
    return bank, sorted(set(problems))


def _page(path: str, text: str, root: str) -> tuple[Page | None, list[Problem]]:
    read = notebooks.read if notebooks.is_notebook(path) else parse.page
    return read(path, text, root)


def load(docs: Path) -> tuple[Bank, list[Problem]]:
    """The bank of a docs folder, with the mkdocs.yml, runs.json and lock files beside it."""
    project = docs.resolve().parent
    texts = {
        name: _text(path)
        for path in docs.rglob('*')
        if is_source(name := path.relative_to(docs).as_posix())
    }
    return build(
        texts,
        nav_paths(yaml.safe_load(_text(project / 'mkdocs.yml')) or {}),
        record=_text(project / runs.RECORD),
        lock=''.join(_text(project / name) for name in runs.LOCKS),
        root=docs.resolve().name,
    )


def is_source(path: str) -> bool:
    """Whether a file of the docs folder is one that the bank is made from."""
    return path.endswith('.md') or path == vocabulary.PATH or notebooks.is_notebook(path)


def nav_paths(config: Mapping[str, object]) -> list[str] | None:
    """The pages named in the `nav` of an mkdocs.yml, in order; None without a nav."""
    return list(_leaves(config['nav'])) if config.get('nav') else None


def _leaves(item: object) -> Iterable[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        for value in item.values():
            yield from _leaves(value)
    elif isinstance(item, list):
        for value in item:
            yield from _leaves(value)


def _ordered(paths: list[str], nav: Collection[str] | None) -> list[str]:
    places = {path: place for place, path in enumerate(nav or ())}
    return sorted(paths, key=lambda path: (places.get(path, len(places)), path))


def _text(path: Path) -> str:
    """A file's text; a byte that is no UTF-8 becomes U+FFFD, which the parser reports."""
    return path.read_text(encoding='utf-8-sig', errors='replace') if path.exists() else ''
