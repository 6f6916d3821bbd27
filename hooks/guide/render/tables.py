"""Tables on paper, where nothing scrolls.

A browser gives each column room for its longest word, though the last columns then leave the sheet.
So each table that is too wide says for what, in `data-wide`, and its cells name their columns:
print.css sets it smaller, or as a list.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE, HtmlStash

from guide.render.elements import classes

# What is too narrow, with its width and the gap between columns, in em of the table's text there
# (print.css): half of A4 in small print, A4, A4 in small print.
PAPER = (('half', 29.0, 0.8), ('sheet', 51.0, 1.75), ('any', 59.0, 0.8))

# The widest letter of each group in Source Serif 4, regular or semibold.
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.36, " !'(),-./:;[\\]fijl{|}‘’"),
        (0.46, '*?IJ`t“”'),
        (0.56, '#$+0123456789<=>S^_acersz~"–'),
        (0.62, 'FLZgkoqvxy'),
        (0.72, 'BCDEPRTVXYbdhnpu'),
        (0.77, '&AGKNOQU'),
    )
    for letter in letters
}
_WIDEST = 1.03  # of the others

_COMMAND = re.compile(r'\\[a-zA-Z]+\s*|\s+|[{}]')


def fit(root: Element, stash: HtmlStash) -> None:
    """Mark the tables that are too wide; formulas have to be TeX still.

    `stash` is Python-Markdown's, where curly quotes wait as entities until the page is written.
    """
    for table in root.iter('table'):
        rows = list(table.iter('tr'))
        if wide := too_wide([[_text(cell, stash) for cell in row] for row in rows]):
            table.set('data-wide', wide)
            names = [''.join(cell.itertext()).strip() for cell in rows[0]]
            for row in rows[1:]:
                for name, cell in zip(names, row, strict=False):
                    cell.set('data-column', name)


def too_wide(rows: Sequence[Sequence[str]]) -> str:
    """The widest of PAPER that the columns do not fit side by side, or nothing."""
    columns = [[row[at] for row in rows if at < len(row)] for at in range(max(map(len, rows)))]
    words = sum(
        max((_width(word) for text in column for word in text.split()), default=0.0)
        for column in columns
    )
    return next(
        (name for name, room, gap in reversed(PAPER) if words + gap * len(columns) > room), ''
    )


def _width(word: str) -> float:
    return sum(_WIDTHS.get(letter, _WIDEST) for letter in word)


def _text(cell: Element, stash: HtmlStash) -> str:
    """What is in a cell, a formula as about as many letters as it shows."""
    text = ''.join(_pieces(cell))
    waiting = stash.rawHtmlBlocks
    return html.unescape(HTML_PLACEHOLDER_RE.sub(lambda at: str(waiting[int(at[1])]), text))


def _pieces(found: Element) -> Iterator[str]:
    formula = 'arithmatex' in classes(found)
    yield _COMMAND.sub('a', found.text or '') if formula else found.text or ''
    for child in found:
        yield from _pieces(child)
        yield child.tail or ''
