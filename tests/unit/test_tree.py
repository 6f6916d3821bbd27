"""A page's texts as the site renders them, each with the line it was typed in."""

from __future__ import annotations

import re

import pytest
from support import DOCS
from support.shown import shown

from guide.render.markup import without_metadata
from guide.source import superfences, tree

PAGES = ['index.md', 'how-answers-are-checked.md', 'questions/machine-learning.md']
SIGN = re.compile('[\U000f0000-\U000ffffd]')

EVERYTHING = """\
# Title here { #title }

A *paragraph* of **some words** and `code
over lines` and $x +
y$, of [a link](x.md "With a title") and ![an
image](y.png), H<sub>2</sub>O and 1 &lt; 2,
so on.
{ .lead }

- item one
  goes on
- item two

    more of it

    1. first `a`
    2. `b`

> A quotation
> goes on

| Head one | two |
| - | - |
| `a` | `b` |
| 1.5 | 2.5 |
| some words | more |

Term
:   Definition here

??? note "Title of a block"

    Its text.

    $$
    a = b
    $$

    ??? note "x"

        `c`

<div class="box" markdown>

Inside here
</div>

`d`

`e`
"""


def front(path: str) -> str:
    """A page's Markdown with its front matter and metadata left empty."""
    text = (DOCS / path).read_text(encoding='utf-8')
    head = re.match(r'---\n.*?\n---\n', text, re.DOTALL)
    assert head
    return '\n' * head[0].count('\n') + without_metadata(text[head.end() :])


@pytest.mark.parametrize('text', [EVERYTHING, *map(front, PAGES)], ids=['everything', *PAGES])
def test_every_word_is_found_in_its_line(text: str) -> None:
    lines = text.split('\n')
    page = tree.read(lines)
    words = 0
    for piece in page.pieces:
        for match in re.finditer(r'\w+', piece.text):
            words += 1
            line = page.line(piece, match.start(), match[0])
            assert match[0] in lines[line - 1], (line, piece.text)
    assert words > 30


@pytest.mark.parametrize('text', [EVERYTHING, *map(front, PAGES)], ids=['everything', *PAGES])
def test_the_signs_that_number_the_lines_change_nothing_else(text: str) -> None:
    lines = text.split('\n')
    code = {i for found in superfences.read(lines) for i in range(found.start, found.end + 1)}
    signed = [
        line if index in code else tree.signed(line, index + 1) for index, line in enumerate(lines)
    ]
    assert len(SIGN.findall(''.join(signed))) > 5
    assert SIGN.sub('', shown('\n'.join(signed))) == shown(text)


@pytest.mark.parametrize(
    ('piece', 'line'),
    [
        ('Title here', 1),
        ('item one\n  goes on', 10),
        ('first \ufffc', 16),
        ('\ufffc', 17),
        ('A quotation\ngoes on', 19),
        ('1.5', 25),
        ('Definition here', 29),
        ('Title of a block', 31),
        ('x', 39),
        ('Inside here', 45),
    ],
)
def test_a_piece_starts_in_its_line(piece: str, line: int) -> None:
    page = tree.read(EVERYTHING.split('\n'))
    found = next(other for other in page.pieces if other.text.strip() == piece)
    assert page.line(found) == line


def test_pieces_that_look_alike_are_told_apart_by_their_order() -> None:
    page = tree.read(EVERYTHING.split('\n'))
    alone = [page.line(piece) for piece in page.pieces if piece.text.strip() == tree.THING]
    assert alone == [17, 24, 24, 41, 48, 50]


def test_formulas_and_images_are_those_that_are_rendered() -> None:
    page = tree.read(EVERYTHING.split('\n'))
    found = [(formula.line, formula.tex, formula.display) for formula in page.formulas()]
    assert found == [(4, 'x +\ny', False), (35, 'a = b', True)]
    assert [(image.line, image.alt, image.target) for image in page.images()] == [
        (5, 'an\nimage', 'y.png')
    ]


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('$a$ and $b$', [(1, 'a', False), (1, 'b', False)]),
        ('costs $5 and $10', []),
        ('costs $5 and $10.\n\n($x$)', [(3, 'x', False)]),
        (r'\$a$ and \\$b$', [(1, 'b', False)]),
        ('a\n$b\n+ c$', [(2, 'b\n+ c', False)]),
        ('$$\na\n$$\n\n$b$', [(1, 'a', True), (5, 'b', False)]),
        ('$ a $ `$b$`\n\n    $c$', []),
        ('$a < b & c$', [(1, 'a < b & c', False)]),
        ('', []),
    ],
)
def test_formulas_are_found_with_their_lines(
    text: str, expected: list[tuple[int, str, bool]]
) -> None:
    found = tree.read(text.split('\n')).formulas()
    assert [(formula.line, formula.tex, formula.display) for formula in found] == expected
