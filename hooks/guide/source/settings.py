"""What mkdocs.yml says of the pages: which are in the navigation, and which are not published.

The YAML is read as a node graph, so that each entry has its line and MkDocs' own tags may stand in
it (`!!python/name:`, `!relative`); of them only `!ENV` says something here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import yaml
from pathspec import GitIgnoreSpec
from yaml_env_tag import construct_env_tag

from guide.model import Problem, Report
from guide.source import characters, nodes
from guide.source.metadata import did_you_mean

PATH = 'mkdocs.yml'

_INHERIT = 'INHERIT'

_UNSEEN = GitIgnoreSpec.from_lines(['.*', '/templates/'])  # MkDocs leaves these out by itself
_NONE = GitIgnoreSpec.from_lines([])


@dataclass(frozen=True)
class Entry:
    """A page in the navigation, and where it is named."""

    page: str
    file: str
    line: int


@dataclass(frozen=True)
class Settings:
    """What is known of the pages; `nav` is None where every page is in it."""

    nav: tuple[Entry, ...] | None = None
    excluded: GitIgnoreSpec = field(default_factory=lambda: _UNSEEN)  # patterns as in MkDocs
    drafts: GitIgnoreSpec = field(default_factory=lambda: _NONE)  # shown by `mkdocs serve` only
    unlisted: GitIgnoreSpec = field(default_factory=lambda: _NONE)  # meant to be outside the nav

    def publishes(self, name: str, drafts: bool = False) -> bool:
        """Whether a file of the docs folder is on the site, or on that of `mkdocs serve`."""
        if self.excluded.match_file(name):
            return False
        return drafts or not self.drafts.match_file(name)

    def may_be_unlisted(self, name: str) -> bool:
        """Whether a page on the site need not be in the navigation."""
        return self.unlisted.match_file(name) or self.drafts.match_file(name)


@dataclass
class _Reader:
    """The files read so far, the last of which inherits from none."""

    read: Callable[[str], str | None]  # a file's text, by its path from mkdocs.yml
    problems: list[Problem]
    nodes: dict[str, tuple[str, Any]] = field(default_factory=dict)  # by key, with the file

    def report(self, path: str, line: int, message: str) -> None:
        self.problems.append(Problem(path, line, message))


def read(path: str, texts: Callable[[str], str | None]) -> tuple[Settings, list[Problem]]:
    """The settings in mkdocs.yml and what it inherits from, and every problem in what is read.

    `texts` gives the text of a file by its path, empty for a missing one, None for one that is
    unreadable and reported.
    """
    reader = _Reader(texts, [])
    _file(reader, path, ())
    patterns = partial(_patterns, reader)
    settings = Settings(
        nav=_nav(reader),
        excluded=_UNSEEN + patterns('exclude_docs'),
        drafts=patterns('draft_docs'),
        unlisted=patterns('not_in_nav'),
    )
    return settings, reader.problems


def check(settings: Settings, names: Collection[str], drafts: bool = False) -> Iterator[Problem]:
    """Every entry of the navigation that leads to no page, or leads there again.

    `names` are the files in the docs folder, published or not.
    """
    seen: dict[str, Entry] = {}
    for entry in settings.nav or ():
        first = seen.setdefault(entry.page, entry)
        message = None
        if first is not entry:
            message = f"'{entry.page}' is in the nav already (line {first.line})"
        elif entry.page not in names:
            message = f"no page '{entry.page}'.{did_you_mean(entry.page, names)}"
        elif not settings.publishes(entry.page, drafts):
            # MkDocs keeps the entry, and what it leads to is not there
            message = f"'{entry.page}' is in the nav and not on the site (exclude_docs, draft_docs)"
        if message:
            yield Problem(entry.file, entry.line, message)


def _file(reader: _Reader, path: str, below: tuple[str, ...]) -> None:
    """Collect what a file says, then what it inherits, which counts where it says nothing."""
    text = reader.read(path)
    if text is None:
        return
    report = partial(reader.report, path)
    characters.check(characters.lines(text), report)
    root = nodes.compose(text, report)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        report(1, "expected 'key: value' lines, as 'site_name: …'")
        return
    _check_keys(root, report, set())
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode):
            reader.nodes.setdefault(key.value, (path, value))
    if _INHERIT in reader.nodes:
        _inherit(reader, (*below, path), *reader.nodes.pop(_INHERIT))


def _inherit(reader: _Reader, below: tuple[str, ...], path: str, node: yaml.Node) -> None:
    line, name = nodes.line(node), _text(node)
    parent = posixpath.normpath(posixpath.join(posixpath.dirname(path), name or ''))
    if name is None:
        reader.report(path, line, "'INHERIT' should name a file")
    elif parent in below:
        reader.report(path, line, f"'{name}' inherits from itself")
    elif reader.read(parent) == '':
        reader.report(path, line, f"'{name}' is not there, or empty")
    else:
        _file(reader, parent, below)


def _check_keys(node: yaml.Node, report: Report, seen: set[int]) -> None:
    """Report keys that stand twice in a mapping: YAML forbids it, and MkDocs takes the last."""
    if id(node) in seen or isinstance(node, yaml.ScalarNode):
        return
    seen.add(id(node))
    keys = set()
    for child in node.value:
        if isinstance(node, yaml.MappingNode):
            key, child = child
            if isinstance(key, yaml.ScalarNode) and key.value != '<<':
                if key.value in keys:
                    report(nodes.line(key), f"'{key.value}' stands here twice; keep one")
                keys.add(key.value)
        _check_keys(child, report, seen)


def _nav(reader: _Reader) -> tuple[Entry, ...] | None:
    if 'nav' not in reader.nodes:
        return None
    path, node = reader.nodes['nav']
    if _is_null(node):
        return None
    report = partial(reader.report, path)
    if not isinstance(node, yaml.SequenceNode):
        report(nodes.line(node), "'nav' should be a list: - Title: page.md")
        return None
    pages = [*_pages(node, report, set())]
    return tuple(Entry(page, path, line) for page, line in pages) if node.value else None


def _pages(node: yaml.Node, report: Report, seen: set[int]) -> Iterator[tuple[str, int]]:
    """Each page under a node of the navigation, with its line."""
    line, text = nodes.line(node), _text(node)
    if text is not None:
        yield from _page(text, line, report)
    elif id(node) in seen:  # by an alias, and perhaps in itself
        report(line, 'this part of the nav stands in it twice')
    elif isinstance(node, yaml.SequenceNode):
        seen.add(id(node))
        for child in node.value:
            yield from _pages(child, report, seen)
    elif isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        seen.add(id(node))
        yield from _pages(node.value[0][1], report, seen)
    else:
        report(line, f'found {_kind(node)} in the nav; expected - Title: page.md')


def _page(text: str, line: int, report: Report) -> Iterator[tuple[str, int]]:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        report(line, f"'{text}' in the nav is no address: {error}")
        return
    if parts.scheme or parts.netloc:
        return  # of another site
    if text.startswith('/'):
        report(line, f"'{text}' in the nav is absolute; expected a page, as 'index.md'")
        return
    yield PurePosixPath(text).as_posix(), line


def _patterns(reader: _Reader, key: str) -> GitIgnoreSpec:
    if key not in reader.nodes or _is_null(reader.nodes[key][1]):
        return _NONE
    path, node = reader.nodes[key]
    text = _text(node)
    if text is None:
        expected = f"expected '{key}: |' and a pattern a line"
        reader.report(path, nodes.line(node), f"'{key}' is {_kind(node)}; {expected}")
        return _NONE
    patterns = text.splitlines()
    first = nodes.line(node) + (getattr(node, 'style', None) in ('|', '>'))
    for line, pattern in enumerate(patterns, first):
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            reader.report(path, line, f"'{pattern}' in '{key}': {error}")
            return _NONE
    return GitIgnoreSpec.from_lines(patterns)


def _text(node: Any) -> str | None:
    """The text that a node holds; None when it holds something else."""
    if node.tag == '!ENV':
        try:
            value = construct_env_tag(yaml.SafeLoader(''), node)
        except (yaml.YAMLError, ValueError):
            return None
        return value if isinstance(value, str) else None
    is_text = isinstance(node, yaml.ScalarNode) and node.tag == 'tag:yaml.org,2002:str'
    return str(node.value) if is_text else None


def _kind(node: Any) -> str:
    return {'mapping': 'a mapping', 'sequence': 'a list'}.get(node.id, f"'{node.value}'")


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == 'tag:yaml.org,2002:null')
