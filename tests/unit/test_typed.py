"""Marks that the site shows as they were typed are reported where they stand."""

from __future__ import annotations

import pytest
from support.pages import PATH, altered, line_of, problems_in_a_block, problems_of
from support.shown import shown

FOOTNOTE = "'[^1]' is shown as typed: there are no footnotes; write it into the text"
TABLE = (
    'is shown as typed: a table has a blank line before it, '
    'and below its head a row of | - | for as many cells'
)
LIST = 'is shown as typed: a list has a blank line before it'
ITEMS = 'is shown as typed: the items of a list start with - and a blank, or are numbered 1.'
CODE = 'is shown as typed: emphasis without end; write it as `code`'
LINK = 'is shown as typed: expected [text](address)'


@pytest.mark.parametrize(
    ('text', 'problem'),
    [
        ('So **bold text', f"1: '**bold' {CODE}"),
        ('So ** bold **', f"1: '**' {CODE}"),
        ('Call it\nwith *args', f"2: '*args' {CODE}"),
        ('Call _this', f"1: '_this' {CODE}"),
        ('A `code b', "1: '`code' is shown as typed: a backtick without its pair"),
        ('~~gone~~', "1: '~~gone~~' is shown as typed: text is not struck through here"),
        ('so (==new==)', "1: '==new==' is shown as typed: text is not marked here"),
        (
            'press ++ctrl+c++',
            "1: '++ctrl+c++' is shown as typed: keys are <kbd>…</kbd>, added text is not",
        ),
        ('{--gone--}', "1: '{--gone--' is shown as typed: changes are not marked here"),
        ('H~2~O', "1: 'H~2~' is shown as typed: expected <sub>…</sub>, <sup>…</sup> or a formula"),
        ('one -- two', "1: '--' is shown as typed: a dash is – or —"),
        ('one&nbsp two', "1: '&nbsp' is shown as typed: a ; is missing"),
        ('As said.[^1]', f'1: {FOOTNOTE}'),
        ('[^1]: What was said.', f'1: {FOOTNOTE}'),
        ('As in [the paper][nope].', f"1: '[the paper][nope]' {LINK}"),
        ('As in [the paper][].', f"1: '[the paper][]' {LINK}"),
        ('As in [[Paper]].', f"1: '[[Paper]]' {LINK}"),
        ('As in [this] (https://x.org).', f"1: '] (https://x.org).' {LINK}, without the blank"),
        ('As in (this)[https://x.org].', f"1: ')[https://x.org].' {LINK}"),
        ('As in [this](https://x.org', f"1: '](https://x.org' {LINK}"),
        ('At https://x.org it is', f"1: 'https://x.org' {LINK}, or <https://…>"),
        ('A :smile: here', "1: ':smile:' is shown as typed: write the character itself"),
        ('!!! note', "1: '!!! note' is shown as typed: there are no such boxes here"),
        (':::tip', "1: ':::tip' is shown as typed: there are no such boxes here"),
        ('> [!NOTE]\n> x', "1: '[!NOTE]' is shown as typed: there are no such boxes here"),
        ('=== "Tab"', '1: \'=== "Tab"\' is shown as typed: there are no tabs here'),
        ("??? note 'N'", "1: '??? note 'N'' is shown as typed: a block starts with"),
        ('--8<-- "x.md"', '1: \'--8<-- "x.md"\' is shown as typed: no other file can be put in'),
        ('*[AUC]: Area', "1: '*[AUC]: Area' is shown as typed: there are no abbreviations;"),
        ('Term\n:meaning', "2: ':meaning' is shown as typed: a definition has a blank behind"),
        ('As {{ page }} says', "1: '{{ page }}' is shown as typed: there are no templates here"),
        ('{{< fig >}}', "1: '{{< fig >}}' is shown as typed: there are no templates here"),
        ('**a** {: .b }', "1: '{: .b }' is shown as typed: attributes have no place there"),
        ('Text:\n| a | b |\n| - | - |\n| 1 | 2 |', f"2: '| a | b |' {TABLE}"),
        ('| a | b |\n| 1 | 2 |', f"1: '| a | b |' {TABLE}"),
        ('| a | b |\n| - |\n| 1 | 2 |', f"1: '| a | b |' {TABLE}"),
        ('So:\na | b\n--|--\n1 | 2', f"3: '--|--' {TABLE}"),
        ('So:\n$$\nx\n$$', "2: '$$' is shown as typed: a formula between $$ stands in a par"),
        (
            'Text:\n  ### Head',
            "2: '### Head' is shown as typed: a heading starts its line, and has a",
        ),
        ('1) one\n2) two', f"1: '1) one' {ITEMS}"),
        ('• one\n• two', f"1: '• one' {ITEMS}"),
        ('-one\n-two', f"1: '-one' {ITEMS}"),
        ('Two:\n- one\n- two', f"2: '- one' {LIST}"),
        ('Two:\n* one\n* two', f"2: '* one' {LIST}"),
        ('Two:\n1. one\n2. two', f"2: '1. one' {LIST}"),
        ('- [ ] todo', "1: '[ ]' is shown as typed: there are no tasks here"),
        ('- [x] done', "1: '[x]' is shown as typed: there are no tasks here"),
        ('So $x is', "1: '$x' is shown as typed: a formula without end; write it as `code` othe"),
        ('So $ x $ is', "1: '$ x $' is shown as typed: a formula has no blank inside its $"),
        ('So \\alpha is', "1: '\\alpha' is shown as typed: TeX stands between $ and $; write it"),
        ('So \\(x\\) is', "1: '\\(' starts no formula; expected $…$"),
        ('A line\\\nand one', "1: '\\' is shown as typed: a line is broken by two blanks or <br>"),
        ('<!-- note', "1: '<!-- note' is shown as typed: a comment that is never closed"),
    ],
)
def test_what_is_left_of_marks_is_reported(text: str, problem: str) -> None:
    (found,) = problems_in_a_block(text)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    'text',
    [
        'A *few* **bold** _words_, `code`, ``a `tick` `` and ***both***.',
        'C++ and D++, a == b, x <= y, 2 * 3 * 4, a - b, a/b, snake_case, A* search',
        'At 10:30:15 it is a:b:c, x[0][1] and [0, 1].',
        'It costs $5 and $10, 5 to 10$ or US$7.',
        'An escaped \\*star, \\_line, \\[bracket\\](x), \\$5-\\$10 and \\`tick\\`.',
        'See <https://x.org>, [x](https://x.org) and [https://x.org](https://x.org).',
        'Press <kbd>Ctrl</kbd> for H<sub>2</sub>O,<br>or not.',
        'A text that says\n2024. It goes on\n42. And so on',
        'Use `**kwargs`, `--strict`, `:smile:`, `[^1]`, `$HOME` and `{{ page }}`.',
        '$a_1 \\cdot b_{2}$ and $\\alpha$, $x^{2^3}$',
        '- one\n    - two\n\n        more\n- three\n\n1. one\n2. two'.replace(
            '\n\n1.', '\n\nSo:\n\n1.'
        ),
        '> said\n> and said',
        '| a | b |\n| - | -: |\n| `x|y` | $1$ |\n| \\| | 2 |',
        'Term\n:   what it means',
        '### More\n\nText – and — more… “so” ‘it’ is',
        '<!-- a note -->',
        'AT&amp;T &lt;int&gt; &nbsp; R&D',
    ],
)
def test_what_is_shown_as_it_was_meant_is_let_be(text: str) -> None:
    assert problems_in_a_block(text) == []


def test_marks_in_titles_are_found_too() -> None:
    page = altered('"And at test time?"', '"And at **test time?"')
    assert problems_of(page) == [f"docs/{PATH}:{line_of('??? followup', page)}: '**test' {CODE}"]


@pytest.mark.parametrize('text', ['A **b', '[^1]', '!!! note', ':smile:', '| a |\n| b |'])
def test_the_site_does_show_them(text: str) -> None:
    """The rules are about this Markdown and these extensions, and change with them."""
    assert shown(text) == f'<p>{text}</p>'
