"""A page as Python-Markdown reads it: its texts in order, what each stands in, and its lines.

What Markdown makes of a line is known only to the program that renders it, so a page is rendered
here as the site does it, as far as the element tree. Python-Markdown forgets lines; so a sign
behind a word of each line says the line's number, and Markdown passes it through as it does a
letter.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from guide.model import Formula, Image
from guide.source import superfences

# As in mkdocs.yml, with what MkDocs adds of itself; a test compares the two.
EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    'toc': {'permalink': True, 'permalink_title': 'Link to this question', 'toc_depth': 2},
    'tables': {},
    'attr_list': {},
    'def_list': {},
    'md_in_html': {},
    'smarty': {'smart_dashes': False, 'smart_ellipses': False},
    'pymdownx.arithmatex': {
        'generic': True,
        'tex_block_wrap': ['', ''],
        'tex_inline_wrap': ['', ''],
        'block_syntax': ['dollar'],
        'inline_syntax': ['dollar'],
    },
    'pymdownx.details': {},
    'pymdownx.superfences': {},
}

THING = '\ufffc'  # in a text, for each piece of code, formula, image, HTML or escaped character
CELLS = 'cells'  # attribute of a table's row: how many cells were typed

_SIGNS = '\U000f0001-\U000ffffd'  # private use, so nobody means them: see characters.py
_SIGN = re.compile(f'[{_SIGNS}]')
_ZERO = 0xF0000
_WORD = re.compile(r'(?:^|(?<=[ "(]))[A-Za-z]+(?=$|[ .,;:?!)"])')  # no part of any mark
_MARKUP = re.compile(r'[<{]|^ *(?:[?]{3}[^"]*$|[?]{3}|[!=]{3}|[`~]{3})')
_KEPT = re.compile(f'\x02(?:wzxhzdk:(?P<html>\\d+)|(?P<escaped>\\d+)|amp)\x03|(?P<sign>[{_SIGNS}])')


@dataclass(frozen=True)
class Span:
    """An element inside a text, and its first and last offset there."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A run of text of one block, without the blocks inside it; its line ends are the page's."""

    element: Element
    parents: tuple[Element, ...]  # from the outermost
    text: str
    spans: tuple[Span, ...]
    html: Mapping[int, str]  # by offset, as all that follow
    escaped: Mapping[int, str]
    signs: Mapping[int, int]  # the line that an offset stands in

    @property
    def tag(self) -> str:
        """The name of its element."""
        return self.element.tag

    def row(self, offset: int) -> int:
        """In which of its rows, from 0, an offset is."""
        return bisect_left(self._ends, offset)

    @cached_property
    def rows(self) -> Mapping[int, int]:
        """The line of the page of each row with a sign."""
        return {self.row(offset): line for offset, line in self.signs.items()}

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [match.start() for match in re.finditer('\n', self.text)]


@dataclass(frozen=True)
class Tree:
    """A page's texts in the order of the page, and the labels of its link definitions."""

    pieces: tuple[Piece, ...] = ()
    references: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def line(self, piece: Piece, offset: int = 0, words: str = '') -> int:
        """The line of an offset of a piece; where no sign tells, that of the next such words."""
        if not piece.signs:
            low, high = self._windows[id(piece)]
            return self._find(words, low, high) or low
        row = piece.row(offset)
        near = min(piece.rows, key=lambda other: abs(other - row))
        return piece.rows[near] + row - near

    def images(self) -> Iterator[Image]:
        """Every image, however it was written."""
        for piece in self.pieces:
            for span in piece.spans:
                if span.element.tag == 'img':
                    target = unsigned(span.element.get('src', ''))
                    line = self.line(piece, span.start, '![')
                    yield Image(line, unsigned(span.element.get('alt', '')), target)

    def formulas(self) -> Iterator[Formula]:
        """Every formula that the site will render."""
        for piece in self.pieces:
            if is_formula(piece.element):
                tex = unsigned(piece.element.text or '').strip()
                yield Formula(self.line(piece, words='$$'), tex, True)
            for span in piece.spans:
                if is_formula(span.element):
                    tex = unsigned(span.element.text or '')
                    line = self.line(piece, span.start, '$' + tex.split('\n')[0])
                    yield Formula(line, tex, False)

    @cached_property
    def _windows(self) -> Mapping[int, tuple[int, int]]:
        """The first line of each piece without a sign, by its id, and that of the next with one."""
        ends, high = {}, len(self.lines)
        for piece in reversed(self.pieces):
            ends[id(piece)] = high
            high = min([high, *piece.signs.values()])
        windows, low = {}, 0
        for piece in self.pieces:
            if not piece.signs:
                low = self._first(piece, low, ends[id(piece)])
                windows[id(piece)] = (low, ends[id(piece)])
            low = max([low, *piece.signs.values()])
        return windows

    def _first(self, piece: Piece, low: int, high: int) -> int:
        """The line of a piece without a sign: that of words in it, or else the next with any."""
        if piece.tag in ('td', 'th') and piece.parents[-1][0] is not piece.element:
            return low  # that of the cell before it
        for kept in piece.html.values():
            if (start := superfences.first_line(kept)) is not None:
                return start + 1
        for words in _words(piece):
            if line := self._find(words, low + 1, high):
                return line
        rest = range(low + 1, high + 1)
        return next((n for n in rest if self.lines[n - 1].strip(' |:-')), high)

    def _find(self, words: str, low: int, high: int) -> int | None:
        sought = re.escape(words)
        whole = re.compile(rf'(?<!\w){sought}(?!\w)' if words.isalnum() else sought)
        return next((n for n in range(low, high + 1) if whole.search(self.lines[n - 1])), None)


def read(lines: Sequence[str], code: Collection[int] = ()) -> Tree:
    """The tree of a page's lines, in which front matter and metadata are empty.

    `code` are the indices of those in code blocks.
    Raises RecursionError where more is nested than Python-Markdown can follow.
    """
    with _lock:  # `mkdocs serve` builds in a second thread
        md = _markdown()
        md.reset()
        source = [
            line if number - 1 in code else signed(line, number)
            for number, line in enumerate(lines, 1)
        ]
        for preprocessor in md.preprocessors:
            source = preprocessor.run(source)
        root: Any = md.parser.parseDocument(source).getroot()
        for name in ('inline', 'prettify', 'attr_list'):  # the others change nothing looked at
            changed = md.treeprocessors[name].run(root)
            root = root if changed is None else changed
        walk = _Walk(md)
        walk.block(root, ())
        return Tree(tuple(walk.pieces), tuple(md.references), tuple(lines))


def is_formula(element: Element) -> bool:
    """Whether Arithmatex made the element."""
    return 'arithmatex' in element.get('class', '').split()


def unsigned(text: str) -> str:
    """A text or attribute of the tree as it was typed."""
    return html.unescape(_SIGN.sub('', text))


class _Tables(TableProcessor):
    """Tables that remember how many cells were typed: rows are cut and filled to the head's."""

    def _build_row(self, row: str, parent: Element, align: Any) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        parent[-1].set(CELLS, str(len(self._split_row(row))))  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    md = Markdown(
        extensions=list(EXTENSIONS),
        extension_configs={name: dict(config) for name, config in EXTENSIONS.items()},
    )
    tables = _Tables(md.parser, {'use_align_attribute': False})
    md.parser.blockprocessors.register(tables, 'table', 75)
    superfences.install(md)
    return md


_lock = Lock()


def signed(line: str, number: int) -> str:
    """The line with its number behind a word that is not part of what may be a mark or a name."""
    markup = _MARKUP.search(line)
    start, end = 0, markup.start() if markup else len(line)
    if markup and markup[0].endswith('???') and (quote := line.find('"')) >= 0:
        start, end = quote + 1, len(line)  # of a block's title
    words = [*_WORD.finditer(line, start, end)]
    if not words or _ZERO + number > 0xFFFFD:
        return line
    place = words[-1].end()
    return f'{line[:place]}{chr(_ZERO + number)}{line[place:]}'


def _words(piece: Piece) -> Iterator[str]:
    """What may stand in the line where a piece starts, the surest first."""
    if piece.tag == 'summary':
        yield '???'
    if is_formula(piece.element):
        yield '$$'
    yield from re.findall(r'\w+', piece.text.split('\n')[0])
    for span in piece.spans:
        inside = unsigned(''.join(span.element.itertext())).split('\n')[0]
        yield from {'img': ('![',), 'code': (inside,), 'span': (f'${inside}',)}.get(
            span.element.tag, ()
        )
    yield from (raw.split('\n')[0] for raw in piece.html.values())


class _Text:
    """A piece being put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.spans: list[Span] = []
        self.html: dict[int, str] = {}
        self.escaped: dict[int, str] = {}
        self.signs: dict[int, int] = {}

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def sign(self, character: str, row: int = 0) -> None:
        """Note the line that a sign names, `row` lines before it."""
        self.signs.setdefault(self.size, ord(character) - _ZERO - row)

    def thing(self, typed: str) -> None:
        if match := _SIGN.search(typed):
            self.sign(match[0], typed.count('\n', 0, match.start()))
        self.add(THING + '\n' * typed.count('\n'))

    def piece(self, element: Element, parents: tuple[Element, ...]) -> Piece:
        text, spans = ''.join(self.parts), tuple(self.spans)
        return Piece(element, parents, text, spans, self.html, self.escaped, self.signs)


class _Walk:
    """Takes an element tree apart into pieces."""

    def __init__(self, md: Markdown) -> None:
        self.md = md
        self.pieces: list[Piece] = []

    def block(self, element: Element, parents: tuple[Element, ...]) -> None:
        """Add the pieces of a block element; one without blocks inside has one, if an empty one."""
        text, leaf = _Text(), True
        if element.tag == 'pre' or is_formula(element):
            self._text(text, html.unescape(''.join(element.itertext())))
            self.pieces.append(text.piece(element, parents))
            return
        self._text(text, element.text)
        for child in element:
            if self.md.is_block_level(child.tag):
                self._close(text, element, parents)
                self.block(child, (*parents, element))
                text, leaf = _Text(), False
            else:
                self._inline(text, child)
            self._text(text, child.tail)
        self._close(text, element, parents, even_if_empty=leaf)

    def _close(
        self,
        text: _Text,
        element: Element,
        parents: tuple[Element, ...],
        *,
        even_if_empty: bool = False,
    ) -> None:
        piece = text.piece(element, parents)
        if even_if_empty or piece.text.strip():
            self.pieces.append(piece)

    def _inline(self, text: _Text, element: Element) -> None:
        start = text.size
        if element.tag in ('code', 'img') or is_formula(element):
            text.thing(element.get('alt') or ''.join(element.itertext()))
        else:
            self._text(text, element.text)
            for child in element:
                self._inline(text, child)
                self._text(text, child.tail)
        text.spans.append(Span(element, start, text.size))

    def _text(self, text: _Text, typed: str | None) -> None:
        """Add what Markdown left as text, with what it put aside."""
        place, typed = 0, typed or ''
        for match in _KEPT.finditer(typed):
            text.add(typed[place : match.start()])
            place = match.end()
            if match['sign']:
                text.sign(match['sign'])
            elif match['html']:
                kept = self.md.htmlStash.rawHtmlBlocks[int(match['html'])]
                text.html[text.size] = kept if isinstance(kept, str) else ''
                text.thing(text.html[text.size])
            elif match['escaped']:
                text.escaped[text.size] = chr(int(match['escaped']))
                text.add(THING)
            else:
                text.add('&')
        text.add(typed[place:])
