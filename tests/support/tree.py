"""HTML as a tree, with the standard library's parser: enough to ask what a page holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(
    ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']
)
RAW = ('script', 'style')


@dataclass(eq=False)
class Node:
    """An element; `parts` are its texts and child elements, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Node | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        """This element and all below it, in the order of the page."""
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part

    @property
    def text(self) -> str:
        """What a reader sees of it, with white space folded."""
        return re.sub(r'\s+', ' ', ''.join(self._texts())).strip()

    @property
    def source(self) -> str:
        """The text inside as it stands: a script, a style sheet."""
        return ''.join(part for part in self.parts if isinstance(part, str))

    @property
    def classes(self) -> set[str]:
        return set(self.get('class').split())

    def get(self, name: str) -> str:
        return self.attributes.get(name, '')

    def all(self, tag: str = '', cls: str = '', **attributes: str) -> list[Node]:
        """The elements below with this tag, class and attributes (`_` stands for a hyphen)."""
        wanted = {name.rstrip('_').replace('_', '-'): value for name, value in attributes.items()}
        return [
            node
            for node in self
            if node is not self
            and tag in ('', node.tag)
            and (not cls or cls in node.classes)
            and all(node.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = '', cls: str = '', **attributes: str) -> Node:
        """The only such element."""
        found = self.all(tag, cls, **attributes)
        assert len(found) == 1, f'{len(found)} of {tag} .{cls} {attributes}; expected one'
        return found[0]

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag not in RAW:
                yield from part._texts()


def parse(html: str) -> Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def read(path: Path) -> Node:
    return parse(path.read_text(encoding='utf-8'))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node('')
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or '' for name, value in attrs})
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        depth = next((i for i, n in enumerate(reversed(self.open), 1) if n.tag == tag), 0)
        if depth:
            del self.open[-depth:]

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)
