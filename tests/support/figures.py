"""Figures: Matplotlib's SVG made smaller, steady, and able to follow the color scheme."""

from __future__ import annotations

import re

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

_NUMBER = re.compile(r'>[^<]*<|-?\d+\.\d+(?:e-?\d+)?')  # what is between tags is read: kept
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')
_DROPPED = re.compile(
    r'<metadata>.*?</metadata>\s*'
    r'|<!--.*?-->\s*'
    r'|<style.*?</style>\s*'  # it would style the whole page
    r'|(?<=<g) id="[^"]*"'
    r'|font-family: [^;"]+;? ?'
    r'| transform="rotate\(-?0 [^)]*\)"',
    re.DOTALL,
)


def normalize(svg: str, name: str) -> str:
    """The SVG as it is committed.

    Coordinates are rounded to a tenth of a unit, so that another CPU's last digits make no
    difference; ids carry the figure's name, so that two figures can stand on one page; colors
    become tokens with themselves as fallback; what the page sets (size, typeface) goes.
    """
    svg = _DROPPED.sub('', svg[svg.index('<svg') :])
    svg = re.sub(r'font: (\d+px) [^;"]+', r'font-size: \1', svg)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', '', svg, count=2)
    svg = _NUMBER.sub(_rounded, svg)
    svg = _NAMED.sub(rf'\g<1>{name}-', svg)
    for color, token in INKS.items():
        svg = svg.replace(f': {color}', f': var(--dr-{token}, {color})')
    svg = svg.replace('<svg ', f'<svg style="{ROOT_STYLE}" ', 1)
    svg = re.sub(r'(?<=[\d.z]) *\n(?=[MLQCZz\d"-])', ' ', svg)  # a path on one line
    return re.sub(r'[ \t]+$', '', svg, flags=re.MULTILINE).strip() + '\n'


def _rounded(match: re.Match[str]) -> str:
    if match[0].startswith('>'):
        return match[0]
    number = round(float(match[0]), 1) + 0.0  # which makes -0.0 zero, on either side of it
    return f'{number:.1f}'.removesuffix('.0')
