"""HTML as lxml reads it, and the few questions that the tests ask of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

RAW = ('script', 'style')


@dataclass(frozen=True)
class Node:
    """An element of a page."""

    element: HtmlElement

    def __iter__(self) -> Iterator[Node]:
        """This element and all below it, in the order of the page."""
        return (Node(found) for found in self.element.iter() if isinstance(found.tag, str))

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def attributes(self) -> dict[str, str]:
        return dict(self.element.attrib)

    @property
    def parts(self) -> list[Node | str]:
        """Its texts and the elements right below it, in order."""
        element = self.element
        found: list[Node | str] = [element.text] if element.text else []
        for child in element:
            found += [Node(child)] if isinstance(child.tag, str) else []
            found += [child.tail] if child.tail else []
        return found

    @property
    def text(self) -> str:
        """What a reader sees of it, with white space folded."""
        texts = self.element.xpath(f'.//text()[not({" or ".join(f"parent::{t}" for t in RAW)})]')
        return ' '.join(''.join(texts).split())

    @property
    def source(self) -> str:
        """The text inside as it stands: a script, a style sheet."""
        return ''.join(self.element.xpath('text()'))

    @property
    def classes(self) -> set[str]:
        return set(self.get('class').split())

    def get(self, name: str) -> str:
        return str(self.element.get(name, ''))

    def all(self, tag: str = '', cls: str = '', **attributes: str) -> list[Node]:
        """The elements below with this tag, class and attributes (`_` stands for a hyphen)."""
        wanted = {name.rstrip('_').replace('_', '-'): value for name, value in attributes.items()}
        return [
            node
            for node in self
            if node != self
            and tag in ('', node.tag)
            and (not cls or cls in node.classes)
            and all(node.element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = '', cls: str = '', **attributes: str) -> Node:
        """The only such element."""
        found = self.all(tag, cls, **attributes)
        assert len(found) == 1, f'{len(found)} of {tag} .{cls} {attributes}; expected one'
        return found[0]


def parse(html: str) -> Node:
    """The document, as the one part of a node, so that `html` is found like any other element."""
    holder = lxml_html.Element('document')
    holder.append(lxml_html.document_fromstring(html))
    return Node(holder)


def read(path: Path) -> Node:
    return parse(path.read_text(encoding='utf-8'))
