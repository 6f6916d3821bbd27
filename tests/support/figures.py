"""Figures: Matplotlib's SVG made smaller, colored by the page, and compared as a drawing.

Two processors draw the same figure with coordinates that differ in their last digits, and rounding
cannot cure that: a value near the boundary goes either way. So figures are compared element by
element, with a tolerance for places and with none for text, ids, colors and structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from xml.etree import ElementTree

TOLERANCE = 1.0  # units of the drawing: half the width of a line

# What figure.mplstyle draws with, and the token each color stands for; the color is its fallback.
INKS = {
    '#136146': 'accent',
    '#1b211d': 'ink',
    '#3b5468': 'code-2',
    '#465049': 'ink-2',
    '#5e6962': 'ink-3',
    '#7f8a82': 'edge',
    '#d9ded7': 'rule',
}

ROOT_STYLE = 'stroke-linejoin:round;stroke-linecap:butt;font-family:var(--dr-serif, Georgia, serif)'

_DECIMAL = re.compile(r'>[^<]*<|-?\d+\.\d+(?:e-?\d+)?')  # what is between tags is read: kept
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_DROPPED = re.compile(
    r'<metadata>.*?</metadata>\s*'
    r'|<!--.*?-->\s*'
    r'|<style.*?</style>\s*'  # it would style the whole page
    r'|(?<=<g) id="[^"]*"'
    r'|font-family: [^;"]+;? ?'
    r'| transform="rotate\(-?0 [^)]*\)"',
    re.DOTALL,
)

_PLACES = re.compile(r'[xy][12]?|[cdr][xy]|r|d|width|height|points')  # attributes of coordinates
_NUMBER = re.compile(r'[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?')
_MOVES = re.compile(r'(?:translate|rotate)\([^)]*\)')


def normalize(svg: str, name: str) -> str:
    """The SVG as it is committed.

    Coordinates are rounded to a tenth of a unit; ids are numbered under the figure's name, so that
    two figures can stand on one page and nothing hangs on Matplotlib's hashes of coordinates;
    colors become tokens with themselves as fallback; what the page sets (size, typeface) goes.
    """
    svg = _DROPPED.sub('', svg[svg.index('<svg') :])
    svg = re.sub(r'font: (\d+px) [^;"]+', r'font-size: \1', svg)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', '', svg, count=2)
    svg = _DECIMAL.sub(_rounded, svg)
    svg = _numbered(svg, name)
    for color, token in INKS.items():
        svg = svg.replace(f': {color}', f': var(--dr-{token}, {color})')
    svg = svg.replace('<svg ', f'<svg style="{ROOT_STYLE}" ', 1)
    svg = re.sub(r'(?<=[\d.z]) *\n(?=[MLQCZz\d"-])', ' ', svg)  # a path on one line
    return re.sub(r'[ \t]+$', '', svg, flags=re.MULTILINE).strip() + '\n'


def differences(committed: str, drawn: str) -> list[str]:
    """What sets a drawing apart from the committed one, both normalized; empty when nothing does.

    A coordinate may differ by TOLERANCE. A text that is no SVG differs from every drawing.
    """
    if committed == drawn:
        return []
    try:
        before, after = ElementTree.fromstring(committed), ElementTree.fromstring(drawn)
    except ElementTree.ParseError as error:
        return [f'no SVG: {error}']
    return list(_apart(before, after))


def _rounded(match: re.Match[str]) -> str:
    if match[0].startswith('>'):
        return match[0]
    number = round(float(match[0]), 1) + 0.0  # which makes -0.0 zero, on either side of it
    return f'{number:.1f}'.removesuffix('.0')


def _numbered(svg: str, name: str) -> str:
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f'{match[1]}{name}-{numbers.setdefault(match[2], len(numbers) + 1)}'

    return _ID.sub(number, svg)


def _apart(before: ElementTree.Element, after: ElementTree.Element) -> Iterator[str]:
    """How an element and what is in it differ from another."""
    tag = _local(before.tag)
    if before.tag != after.tag:
        yield f'<{tag}> became <{_local(after.tag)}>'
        return
    for name in sorted({*before.keys(), *after.keys()}):
        old, new = before.get(name), after.get(name)
        if old is None or new is None or not _same(_local(name), old, new):
            yield f'<{tag} {_local(name)}> was {_short(old)}, is {_short(new)}'
    for old, new in ((before.text, after.text), (before.tail, after.tail)):
        if (old or '').strip() != (new or '').strip():
            yield f'the text {_short(old)} became {_short(new)}'
    for child, other in zip_longest(before, after):
        if child is None:
            yield f'<{_local(other.tag)}> in <{tag}> is new'
        elif other is None:
            yield f'<{_local(child.tag)}> in <{tag}> is gone'
        else:
            yield from _apart(child, other)


def _same(name: str, old: str, new: str) -> bool:
    """Whether an attribute says the same, give or take the tolerance where it says a place."""
    if name == 'transform':  # which moves, with a tolerance, and scales, with none
        moved = _MOVES.findall(old), _MOVES.findall(new)
        return _near(*map(' '.join, moved)) and _MOVES.sub('', old) == _MOVES.sub('', new)
    return old == new or (bool(_PLACES.fullmatch(name)) and _near(old, new))


def _near(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but numbers, and in those by the tolerance at most."""
    numbers, others = _NUMBER.findall(old), _NUMBER.findall(new)
    return (
        _NUMBER.sub('0', old).split() == _NUMBER.sub('0', new).split()
        and len(numbers) == len(others)
        and all(
            # a hundredth more, because decimal fractions are no floats
            abs(float(number) - float(other)) <= TOLERANCE + 0.01
            for number, other in zip(numbers, others, strict=True)
        )
    )


def _local(name: str) -> str:
    return name.rpartition('}')[2]


def _short(text: str | None) -> str:
    if text is None:
        return 'nothing'
    return repr(text if len(text) <= 60 else f'{text[:57]}...')
