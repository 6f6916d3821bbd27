"""Small helpers for building and walking the element tree that Python-Markdown renders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

Child = Element | str


def element(tag: str, cls: str = '', /, *children: Child, **attributes: str) -> Element:
    """An element with its class, children and attributes (`aria_label` becomes `aria-label`)."""
    made = Element(tag, {'class': cls} if cls else {})
    for name, value in attributes.items():
        made.set(name.rstrip('_').replace('_', '-'), value)
    for child in children:
        append(made, child)
    return made


def append(parent: Element, child: Child) -> None:
    """Add an element, or text after what is there already."""
    if isinstance(child, Element):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or '') + child
    else:
        parent.text = (parent.text or '') + child


def joined(parts: Iterable[Child], separator: str) -> Iterator[Child]:
    """The parts with a separator between them."""
    for index, part in enumerate(parts):
        if index:
            yield separator
        yield part


def with_code(text: str) -> Iterator[Child]:
    """The text with what stands in `backticks` as code."""
    for index, part in enumerate(text.split('`')):
        yield element('code', '', part) if index % 2 else part


def move(source: Element, target: Element) -> None:
    """Move everything inside one element to the end of another."""
    if source.text:
        append(target, source.text)
    target.extend(source)
    source.text = None
    for child in list(source):
        source.remove(child)


def classes(found: Element) -> set[str]:
    """An element's classes."""
    return set(found.get('class', '').split())
