"""Everything the bank is made from, read from a project's folder: the same for check and build.

Which files are on the site is decided here, as MkDocs does, by the settings in mkdocs.yml.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guide.bank import runs
from guide.model import Problem
from guide.source import files, notebooks, settings
from guide.source.files import Folder
from guide.source.settings import Settings

_TEXTS = (*files.PAGES, notebooks.SUFFIX, '.css', '.js', '.svg', '.yml')
_IN_ADDRESSES = frozenset('#?%')  # signs that say something else there than in a file's name


@dataclass(frozen=True)
class Sources:
    """Texts, and what was wrong with reading them."""

    texts: Mapping[str, str]  # of the files on the site, by path in the docs folder
    nav: tuple[str, ...] | None = None  # its pages, in order; None when every page is in it
    record: str = ''  # runs.json
    locks: Mapping[str, str] = field(default_factory=dict)  # the lock files, by path
    root: str = 'docs'  # the docs folder, as problems call it
    names: frozenset[str] = frozenset()  # all files on the site, pictures too
    garbled: frozenset[str] = frozenset()  # those that are no UTF-8 and were read as well as can be
    endless: tuple[str, ...] = ()  # links to a folder above them
    problems: tuple[Problem, ...] = ()


def read(docs: Path, config: Path | None = None, drafts: bool = False) -> Sources:
    """What stands in a docs folder, and beside it with mkdocs.yml.

    `drafts` adds the pages that `mkdocs serve` shows and `mkdocs build` leaves out.
    """
    docs = Path(os.path.abspath(docs))  # not resolved: mkdocs.yml stands beside a link to a folder
    config = config or docs.parent / settings.PATH
    reader = _Reader(config.parent)
    chosen = Settings()
    if os.path.lexists(config):
        chosen, found = settings.read(config.name, reader.text)
        reader.problems += found
    folder = files.find(docs)
    published = [name for name in folder.names if chosen.publishes(name, drafts)]
    read = {name: reader.text_in(docs, name) for name in published if name.endswith(_TEXTS)}
    texts = {name: text for name, text in read.items() if text is not None}
    names = [name for name in published if name in texts or name not in read]
    reader.problems += [
        *settings.check(chosen, {*folder.names, *folder.faults}, drafts),
        *_unread(folder, chosen, drafts, docs.name),
        *_misnamed(names, docs.name),
        *_at_one_address(names, docs.name),
    ]
    return Sources(
        texts=texts,
        nav=_nav(chosen, names),
        record=reader.text(runs.RECORD) or '',
        locks={name: reader.text(name) or '' for name in runs.LOCKS},
        root=docs.name,
        names=frozenset(names),
        garbled=frozenset(reader.garbled),
        endless=folder.endless,
        problems=tuple(reader.problems),
    )


@dataclass
class _Reader:
    """Reads the files of a project, each once, and keeps what was wrong with them."""

    project: Path
    problems: list[Problem] = field(default_factory=list)
    garbled: set[str] = field(default_factory=set)
    texts: dict[str, str | None] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The text of a file beside the docs folder; None, after a report, if unreadable."""
        if name not in self.texts:
            self.texts[name] = self._read(self.project / name, name)[0]
        return self.texts[name]

    def text_in(self, docs: Path, name: str) -> str | None:
        """The text of a file in the docs folder."""
        text, faults = self._read(docs / name, f'{docs.name}/{name}')
        if faults:
            self.garbled.add(name)
        return text

    def _read(self, path: Path, name: str) -> tuple[str | None, int]:
        """The text and the number of faults."""
        before = len(self.problems)
        text = files.text(
            path, lambda line, fault: self.problems.append(Problem(name, line, fault))
        )
        return text, len(self.problems) - before


def _unread(folder: Folder, chosen: Settings, drafts: bool, root: str) -> Iterator[Problem]:
    for name, fault in folder.faults.items():
        if chosen.publishes(name, drafts) or name in folder.endless:
            yield Problem(f'{root}/{files.shown(name)}', 1, fault)


def _misnamed(names: Collection[str], root: str) -> Iterator[Problem]:
    for name in names:
        ending = name[name.rfind('.') :]
        if files.is_page(name) and _IN_ADDRESSES & set(name):
            message = f'a page with {" or ".join(sorted(_IN_ADDRESSES))} in its name; rename it'
            yield Problem(f'{root}/{name}', 1, message)
        elif not files.is_page(name) and ending.lower() in files.PAGES:
            message = f"no page to MkDocs; expected '{ending.lower()}' at the end of its name"
            yield Problem(f'{root}/{name}', 1, message)


def _at_one_address(names: Collection[str], root: str) -> Iterator[Problem]:
    """Pages of which MkDocs would show only one."""
    first: dict[str, str] = {}
    for name in sorted(names):
        if files.is_page(name) or notebooks.is_notebook(name):
            other = first.setdefault(files.address(name), name)
            if other != name:
                message = f"has the address of '{other}', '{files.address(name)}'; rename one"
                yield Problem(f'{root}/{name}', 1, message)


def _nav(chosen: Settings, names: Collection[str]) -> tuple[str, ...] | None:
    """The pages of the navigation, and after them those that are meant to be outside it."""
    if chosen.nav is None:
        return None
    listed = [entry.page for entry in chosen.nav]
    return (*listed, *(name for name in names if chosen.may_be_unlisted(name)))
