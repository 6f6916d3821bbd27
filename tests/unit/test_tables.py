"""Which tables are too wide for which paper, and what their cells then say."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HtmlStash

from guide.render import tables
from guide.render.markup import PRIORITY
from guide.render.tables import too_wide

WORD = 'accuracy'


def table(*rows: str) -> Element:
    """A table as Python-Markdown makes it, of rows written with `|`."""
    head, *body = (
        ''.join(f'<{tag}>{cell}</{tag}>' for cell in row.split('|'))
        for tag, row in zip(['th', *['td'] * len(rows)], rows, strict=False)
    )
    rest = ''.join(f'<tr>{row}</tr>' for row in body)
    made = f'<div><table><thead><tr>{head}</tr></thead><tbody>{rest}</tbody></table></div>'
    return fromstring(made)


@pytest.mark.parametrize(
    ('columns', 'paper'), [(2, ''), (6, 'half'), (9, 'sheet'), (12, 'any'), (30, 'any')]
)
def test_a_table_is_as_wide_as_its_words_side_by_side(columns: int, paper: str) -> None:
    assert too_wide([[WORD] * columns, ['1'] * columns]) == paper


def test_a_text_of_many_words_takes_no_more_than_its_longest() -> None:
    assert too_wide([['What', 'Why'], ['a', 'a word or two ' * 100]]) == ''


@pytest.mark.parametrize('word', ['https://example.org/' + 'path/' * 30, 'W' * 60])
def test_one_word_can_be_too_wide_for_any(word: str) -> None:
    assert too_wide([['What', 'Where'], ['this', word]]) == 'any'


def test_letters_that_the_font_has_not_count_as_wide() -> None:
    assert too_wide([['表' * 30]]) == 'half'
    assert too_wide([['i' * 30]]) == ''


def test_rows_may_be_short_and_cells_empty() -> None:
    assert too_wide([['a', 'b', 'c'], ['1'], []]) == ''
    assert too_wide([['', '']]) == ''


def test_the_cells_of_a_wide_table_name_their_columns() -> None:
    root = table('Model|<code>score</code> of it|' + WORD * 15, 'a|1|2')
    tables.fit(root, HtmlStash())
    found = root[0]
    assert found.get('data-wide') == 'any'
    assert [cell.get('data-column') for cell in found.iter('td')] == [
        'Model',
        'score of it',
        WORD * 15,
    ]
    assert [cell.attrib for cell in found.iter('th')] == [{}, {}, {}]


def test_other_tables_stay_as_they_are() -> None:
    root = table('Model|Score', 'a|1')
    before = tostring(root)
    tables.fit(root, HtmlStash())
    assert tostring(root) == before


def test_a_formula_counts_by_what_it_shows_not_by_its_commands() -> None:
    formula = '<span class="arithmatex">' + r'\mathrm{x}\alpha' * 6 + '</span>'
    root = table('Model|Loss', f'a|{formula}')
    tables.fit(root, HtmlStash())
    assert root[0].get('data-wide') is None


def test_a_curly_quote_is_one_letter() -> None:
    """Python-Markdown writes it as an entity until the page is done."""
    source = Markdown(extensions=['tables', 'smarty', _Fit()])
    row = '|' + ' "a" |' * 10
    shown = source.convert(f'{row}\n|{"---|" * 10}\n{row}')
    assert '&ldquo;a&rdquo;' in shown
    assert 'data-wide' not in shown


class _Fit(Extension):
    """Only what marks wide tables, where the guide's extension does it."""

    def extendMarkdown(self, md: Markdown) -> None:
        class Fit(Treeprocessor):
            def run(self, root: Element) -> None:
                tables.fit(root, self.md.htmlStash)

        md.treeprocessors.register(Fit(md), 'fit', PRIORITY)
