"""Figures: the same on every machine, and colored by the page."""

from __future__ import annotations

import pytest
from support import figures


def normalized(body: str, name: str = 'curve') -> str:
    head = '<?xml version="1.0"?>\n<!DOCTYPE svg>\n'
    return figures.normalize(
        f'{head}<svg width="10pt" height="5.5pt" version="1.1">{body}</svg>', name
    )


def test_the_head_and_the_size_go_and_the_style_comes() -> None:
    assert normalized('') == f'<svg style="{figures.ROOT_STYLE}" version="1.1"></svg>\n'


@pytest.mark.parametrize(
    ('drawn', 'kept'),
    [
        ('<path d="M 1.26 2.04"/>', '<path d="M 1.3 2"/>'),
        ('<path d="M 0.04 0.0"/>', '<path d="M 0 0"/>'),
        ('<path d="M -0.04 -0.0"/>', '<path d="M 0 0"/>'),
        ('<path d="M -1.55 1.5e-07"/>', '<path d="M -1.6 0"/>'),
        ('<path d="M 1 2 \nL 3 4 \nz\n"/>', '<path d="M 1 2 L 3 4 z "/>'),
        ('<metadata>today</metadata><a/>', '<a/>'),
        ('<!-- a\nb --><a/>', '<a/>'),
        ('<defs><style type="text/css">*{}</style></defs>', '<defs></defs>'),
        ('<g id="figure_1"><a/></g>', '<g><a/></g>'),
        (
            '<path id="m1"/><use xlink:href="#m1"/>',
            '<path id="curve-m1"/><use xlink:href="#curve-m1"/>',
        ),
        ('<g clip-path="url(#p2)"/>', '<g clip-path="url(#curve-p2)"/>'),
        ('<a style="fill: #136146"/>', '<a style="fill: var(--dr-accent, #136146)"/>'),
        ('<a style="fill: #123456"/>', '<a style="fill: #123456"/>'),
        ('<a style="font: 10px \'X\', serif"/>', '<a style="font-size: 10px"/>'),
    ],
)
def test_what_differs_between_machines_goes(drawn: str, kept: str) -> None:
    assert normalized(drawn).removesuffix('</svg>\n').partition('>')[2] == kept


def test_two_figures_on_a_page_share_no_id() -> None:
    path = '<path id="m1"/>'
    assert 'id="a-m1"' in normalized(path, 'a')
    assert 'id="b-m1"' in normalized(path, 'b')


def test_numbers_that_are_read_keep_their_digits() -> None:
    svg = '<svg viewBox="0 0 9 9"><text x="1.234">0.75</text><text>−1.25 and 0.05</text></svg>'
    normal = figures.normalize(svg, 'f')
    assert '<text x="1.2">0.75</text>' in normal
    assert '>−1.25 and 0.05<' in normal
