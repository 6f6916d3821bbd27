"""Figures: colored by the page, and compared as drawings, because processors round differently."""

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
            '<path id="curve-1"/><use xlink:href="#curve-1"/>',
        ),
        ('<g clip-path="url(#p2)"/>', '<g clip-path="url(#curve-1)"/>'),
        ('<a style="fill: #136146"/>', '<a style="fill: var(--dr-accent, #136146)"/>'),
        ('<a style="fill: #123456"/>', '<a style="fill: #123456"/>'),
        ('<a style="font: 10px \'X\', serif"/>', '<a style="font-size: 10px"/>'),
    ],
)
def test_what_differs_between_machines_goes(drawn: str, kept: str) -> None:
    assert normalized(drawn).removesuffix('</svg>\n').partition('>')[2] == kept


def test_two_figures_on_a_page_share_no_id() -> None:
    path = '<path id="m1"/>'
    assert 'id="a-1"' in normalized(path, 'a')
    assert 'id="b-1"' in normalized(path, 'b')


def test_ids_are_numbered_because_they_are_hashes_of_coordinates() -> None:
    svg = '<path id="{0}"/><path id="{1}"/><use href="#{0}"/><g clip-path="url(#{1})"/>'
    assert normalized(svg.format('m81f', 'pc09')) == normalized(svg.format('m3aa', 'p77e'))
    assert normalized(svg.format('a', 'b')) != normalized(svg.format('a', 'a'))


def test_numbers_that_are_read_keep_their_digits() -> None:
    svg = '<svg viewBox="0 0 9 9"><text x="1.234">0.75</text><text>−1.25 and 0.05</text></svg>'
    normal = figures.normalize(svg, 'f')
    assert '<text x="1.2">0.75</text>' in normal
    assert '>−1.25 and 0.05<' in normal


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 280">
 <defs><path id="f-1" d="M 0 0 L 0 3.5 "/></defs>
 <g transform="rotate(-90 16.2 119.6)"><text x="16.2" y="119.6">0.75</text></g>
 <g transform="translate(57.3 256.3) scale(0.1 -0.1)"><use href="#f-1" x="73.7" y="236.3"/></g>
 <path d="M 1.5 2 L 3 4 z " style="stroke: #136146; stroke-width: 2"/>
 <rect width="10" height="20"/>
 <polyline points="1,2 3,4"/>
</svg>
"""


def drawn(old: str = '', new: str = '') -> list[str]:
    """How the drawing differs from the same with one piece exchanged."""
    assert old in DRAWING
    return figures.differences(DRAWING, DRAWING.replace(old, new, 1))


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('', ''),
        ('L 3 4', 'L 3.1 4'),
        ('L 3 4', 'L 2 5'),
        ('M 1.5 2', 'M 0.5 2'),
        ('M 1.5 2', 'M 0.5 1.5e0'),
        ('16.2 119.6', '16.3 120.5'),
        ('-90', '-89.1'),
        ('translate(57.3', 'translate(57.4'),
        ('x="73.7"', 'x="74.7"'),
        ('width="10"', 'width="10.1"'),
        ('3,4', '3.1,3.9'),
    ],
)
def test_a_coordinate_may_differ_by_a_unit(old: str, new: str) -> None:
    assert drawn(old, new) == []


@pytest.mark.parametrize(
    ('old', 'new', 'difference'),
    [
        ('L 3 4', 'L 5 4', "<path d> was 'M 1.5 2 L 3 4 z ', is 'M 1.5 2 L 5 4 z '"),
        ('L 3 4', 'M 3 4', "<path d> was 'M 1.5 2 L 3 4 z ', is 'M 1.5 2 M 3 4 z '"),
        ('L 3 4', 'L 3 4 L 3 4', "<path d> was 'M 1.5 2 L 3 4 z ', is 'M 1.5 2 L 3 4 L 3 4 z '"),
        ('y="236.3"', 'y="238.3"', "<use y> was '236.3', is '238.3'"),
        ('0.75', '0.76', "the text '0.75' became '0.76'"),
        ('#f-1"', '#f-2"', "<use href> was '#f-1', is '#f-2'"),
        ('id="f-1"', 'id="f-2"', "<path id> was 'f-1', is 'f-2'"),
        ('#136146', '#136147', 'stroke: #136147'),
        ('stroke-width: 2', 'stroke-width: 3', 'stroke-width: 3'),
        ('scale(0.1', 'scale(0.2', 'scale(0.2'),
        ('rotate(-90 16.2 119.6)', 'rotate(-90)', "is 'rotate(-90)'"),
        ('translate(57.3 256.3) ', '', "is 'scale(0.1 -0.1)'"),
        ('viewBox="0 0 520', 'viewBox="0 0 521', "<svg viewBox> was '0 0 520 280'"),
        ('<rect width', '<rect rx="1" width', "<rect rx> was nothing, is '1'"),
        (' height="20"', '', "<rect height> was '20', is nothing"),
        ('<rect', '<path/><rect', '<rect> became <path>'),
        ('</svg>', '<circle r="1"/></svg>', '<circle> in <svg> is new'),
        ('<polyline points="1,2 3,4"/>', '', '<polyline> in <svg> is gone'),
        ('</svg>', '', 'no SVG: '),
    ],
)
def test_anything_else_is_a_difference(old: str, new: str, difference: str) -> None:
    assert difference in drawn(old, new)[0]
