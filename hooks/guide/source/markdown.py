"""Markdown that renders otherwise than it was meant: each such place, with what to write instead.

A page is looked at as it is rendered. Marks that are left in a text (`typed`) are shown as they
were typed; and what was read, but is hardly ever meant, stands out as an element: a tag that
nobody knows, a heading nobody wrote, a formula that is a price.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guide.model import Report
from guide.source import superfences, typed
from guide.source.text import short
from guide.source.tree import CELLS, THING, Piece, Span, Tree, is_formula, unsigned

Fault = tuple[int, str, str]  # the offset in a piece, words in its line, and what is wrong

FIGURES = 'assets/figures/'  # where the images are that blocks draw

_CODE = 'write it as `code`'
_AS_MANY = 'expected as many before it as behind it'
_VOID = ('br', 'wbr')
_TAGS = (*_VOID, 'kbd', 'mark', 'sub', 'sup')  # HTML that may stand in a text
_HTML = 'is read as HTML; expected Markdown, or `code` to show it'
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)')
_HEADING = re.compile(r'^ *#{1,6} ')
_LONGEST_TERM = 60  # characters
_NAMED = {'class', 'id'}
_ATTRIBUTES = {  # what an element may have, of Markdown itself and in braces behind it
    'a': _NAMED | {'href', 'title', 'download', 'rel', 'target', 'type', 'hreflang'},
    'img': _NAMED | {'src', 'alt', 'title', 'width', 'height', 'loading'},
    'td': {'style'},
    'th': {'style'},
    'tr': {CELLS},
    'details': {'class', 'open'},
    **dict.fromkeys(('p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'span'), _NAMED),
}
_COMMAND = re.compile(r'\\[a-zA-Z]+\*?(?:\s*\{[^{}]*\})?')  # of TeX, with a text in its braces
_WORDS = re.compile(r'(?<![A-Za-z])[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}')
_PRICE = re.compile(r'^\d[\d.,]*[kKmMbB]?[ /–-]+(?:[A-Za-z]{2,}.*)?$|[-–/+,;:(]$')


def check(tree: Tree, report: Report) -> None:
    """Report every place of a page that renders otherwise than it was meant."""
    for label in tree.references:
        start = re.compile(rf'^[> ]*\[{re.escape(label)}\]:', re.IGNORECASE)
        line = next((n for n, line in enumerate(tree.lines, 1) if start.match(line)), 1)
        report(line, f"'[{short(label)}]: …' is not shown; write the address into each link")
    for piece in tree.pieces:
        for offset, words, message in _faults(piece):
            report(tree.line(piece, offset, words), message)
        if re.fullmatch('h[1-6]', piece.tag):
            line = tree.line(piece)
            if not _HEADING.match(tree.lines[line - 1]):
                expected = 'expected # and a blank, or \\# in a text'
                report(line, f"'{_short(piece.text)}' becomes a heading; {expected}")


def _faults(piece: Piece) -> Iterator[Fault]:
    if piece.tag == 'pre':
        if piece.text.startswith(('```', '~~~')):
            return  # a code block that is shown as text, which the parser reports
        yield 0, '', f"'{_short(piece.text)}' becomes code by its indent; expected less, or ```text"
    elif not is_formula(piece.element):
        if not (piece.tag == 'h2' and piece.text.startswith('{')):  # the parser reports it
            yield from typed.marks(piece)
        yield from _html(piece)
        yield from _elements(piece)
        yield from _attributes(piece)
        yield from _block(piece)


def _block(piece: Piece) -> Iterator[Fault]:
    if piece.tag == 'td':
        row = piece.parents[-1]
        if row[0] is piece.element and row.get(CELLS) != str(len(row)):
            expected = f'expected {len(row)}, as in the head (a | in a text is \\|)'
            yield 0, '', f'this row has {row.get(CELLS)} cells; {expected}'
    elif piece.tag == 'dt' and len(piece.text) > _LONGEST_TERM:
        message = "becomes a term, as the line after it starts with ': '"
        yield 0, '', f"'{_short(piece.text)}' {message}"


def _html(piece: Piece) -> Iterator[Fault]:
    """What Markdown has put aside as HTML."""
    for offset, raw in piece.html.items():
        first = raw.split('\n')[0]
        if superfences.first_line(raw) is not None:
            if piece.text.strip() != THING:
                yield offset, '', 'this code block needs a blank line before and after it'
        elif raw.startswith('&'):
            if html.unescape(raw) == raw:
                yield offset, raw, f"'{raw}' is shown as typed: there is no such character"
        elif raw.startswith('<!--'):
            if '\n' in raw.strip():
                yield offset, first, 'a comment of several lines hides them all; take it out'
        elif not _TAG.match(raw):
            yield offset, first, f"'{_short(first)}' {_HTML}"
    yield from _tags(piece)


def _tags(piece: Piece) -> Iterator[Fault]:
    tags = {offset: _TAG.match(raw) for offset, raw in piece.html.items()}
    found = [(offset, tag, tag['name'].lower()) for offset, tag in tags.items() if tag]
    opened: list[tuple[int, str]] = []
    for offset, tag, name in found:
        known = [other for _, other in opened]
        if tag['end'] and name in known:
            opened = [entry for entry in opened if entry[1] != name]
        elif name not in _TAGS:
            opened.append((offset, name))
            first = tag.string.split('\n')[0]
            if 'data-guide' in first.lower():
                continue  # a list; the bank knows which there are, and whether it is filled
            yield offset, first, f"'{_short(first)}' {_HTML}"
        elif tag['end']:
            yield offset, tag[0], f"'{tag[0]}>' closes nothing"
        elif name not in _VOID:
            opened.append((offset, name))
    for offset, name in opened:
        if name in _TAGS:
            yield offset, f'<{name}', f"'<{name}>' is never closed; expected </{name}>"


def _elements(piece: Piece) -> Iterator[Fault]:
    for span in piece.spans:
        element, text = span.element, piece.text[span.start : span.end]
        before = piece.text[max(0, span.start - 1) : span.start]
        after = piece.text[span.end : span.end + 1]
        inside = ''.join(element.itertext())
        if element.tag in ('em', 'strong') and before.isalnum() and after.isalnum():
            marked = f'{before}*{text}*{after}'
            yield span.start, marked, f"'{_short(marked)}' becomes emphasis; {_CODE}"
        elif element.tag == 'img' and FIGURES in element.get('src', ''):
            if piece.tag != 'p' or piece.text.strip() != THING:
                yield span.start, '![', 'a figure stands in a paragraph of its own'
        elif element.tag == 'a':
            yield from _link(element, span, text)
        elif element.tag == 'code' and _half_quoted(inside):
            yield span.start, '', f'code with a backtick too many; {_AS_MANY}'
        elif element.tag == 'code' and piece.tag in ('td', 'th') and '\\|' in inside:
            yield span.start, '', "'\\|' in code is shown with its backslash; write | alone"
        elif is_formula(element):
            yield from _formula(span, unsigned(element.text or ''), before, after)


def _half_quoted(code: str) -> bool:
    """Whether code was opened or closed by a backtick more than the other end has."""
    edge = code.startswith('`') or code.endswith('`')
    return edge and len(code) > 1 and code.count('`') % 2 == 1


def _link(element: Element, span: Span, text: str) -> Iterator[Fault]:
    address = unsigned(element.get('href', '')).strip()
    if not address:
        yield span.start, '', f"the link '{_short(text)}' leads nowhere; expected an address"
    elif ' ' in address:
        yield span.start, '', f"the address '{_short(address)}' has a blank in it"
    if not text.strip():
        yield span.start, address, f"the link to '{_short(address)}' has no text"


def _formula(span: Span, tex: str, before: str, after: str) -> Iterator[Fault]:
    """A formula that is a price, or the words between two."""
    if before == after == '$':
        yield span.start, '$$', 'a formula between $$ stands in a paragraph of its own'
    elif after.isdigit() or _PRICE.search(tex) or _WORDS.search(_COMMAND.sub(' ', tex)):
        yield span.start, '', f"'${_short(tex)}$' becomes a formula; a $ in a text is \\$"


def _attributes(piece: Piece) -> Iterator[Fault]:
    """Braces that were read as attributes, as in **S**{1, 2}."""
    whole = (0, len(piece.text), piece.element)
    for start, end, element in (whole, *((s.start, s.end, s.element) for s in piece.spans)):
        allowed = _ATTRIBUTES.get(element.tag, set())
        if element.tag != 'div' and any(
            name not in allowed or value is None for name, value in element.items()
        ):
            behind = _short(piece.text[start:end])
            message = f"behind '{behind}' is read as attributes and not shown; {_CODE}"
            yield start, '', f'what stands in braces {message}'


def _short(text: str) -> str:
    return short(text.replace(THING, '…'))
