"""Code blocks as the site shows them: what ran says so, and nothing else does."""

from __future__ import annotations

from html import escape

import pytest
from support.tree import parse

from guide.model import Fence
from guide.render import code as blocks

HIGHLIGHTED = (
    '<span id="__span-0-1"><a id="x"></a><span class="nb">print</span>\n</span>'
    '<span id="__span-0-2">  <span class="c1">#&gt; 3</span>\n</span>'
)
SOURCE = 'print(3)\n  #> 3'


def shown(language: str, libraries: list[str] | None, **options: str) -> str:
    return blocks.show(HIGHLIGHTED, Fence(1, language, SOURCE, options), libraries)


def test_a_block_that_ran_says_with_what_and_sets_its_output_apart() -> None:
    html = shown('python', ['NumPy 2.4.6', 'Python 3.11.7'])
    assert html.startswith('<div class="dr-run">')
    assert '<p class="dr-ran">Ran with NumPy 2.4.6, Python 3.11.7</p>' in html
    output = '<span class="dr-out">  <span class="dr-out__p">#&gt;</span> 3\n</span>'
    assert output in html
    assert html.count('dr-out"') == 1
    assert 'id=' not in html


def test_what_a_database_printed_is_set_apart_like_what_python_did() -> None:
    highlighted = '<span id="__span-0-1"><span class="c1">--&gt; (0 rows)</span>\n</span>'
    fence = Fence(1, 'sql', '--> (0 rows)')
    html = blocks.show(highlighted, fence, ['PostgreSQL 18.4'])
    assert '<p class="dr-ran">Ran with PostgreSQL 18.4</p>' in html
    assert '<span class="dr-out"><span class="dr-out__p">--&gt;</span> (0 rows)\n</span>' in html


@pytest.mark.parametrize(
    ('options', 'reason'),
    [
        ({'test': 'skip: needs <8> GPUs'}, 'needs &lt;8&gt; GPUs'),
        ({}, 'changed since the last run'),
    ],
)
def test_a_block_that_did_not_run_says_why(options: dict[str, str], reason: str) -> None:
    html = shown('python', None, **options)
    assert html.startswith('<div class="dr-code">')
    assert f'<p class="dr-ran dr-ran--not">Not run here: {reason}</p>' in html
    assert 'dr-out' not in html


@pytest.mark.parametrize(
    ('language', 'kind'), [('text', 'dr-code dr-code--text'), ('json', 'dr-code')]
)
def test_what_never_runs_has_neither_badge_nor_output(language: str, kind: str) -> None:
    html = shown(language, None)
    assert html.startswith(f'<div class="{kind}">')
    assert 'dr-ran' not in html
    assert 'dr-out' not in html


def test_another_language_is_not_shown_as_run_even_with_libraries() -> None:
    assert 'dr-run' not in shown('json', ['Python 3.11.7'])


def test_a_folded_block_opens_with_its_words() -> None:
    html = shown('python', ['Python 3.11.7'], fold='Draws <it>')
    assert html.startswith('<details class="dr-fold"><summary>')
    assert '<span class="dr-t">Draws &lt;it&gt;</span>' in html
    assert html.endswith('</details>')


@pytest.mark.parametrize(
    ('language', 'source', 'numbers'),
    [
        ('python', 'a\n#> 1\nif b:\n    #> 2', {2, 4}),
        ('python', '\n\na\n#> 1', {2}),
        ('python', 'a  #> 1\n# > 2\n--> 3', set()),
        ('python', '', set()),
        ('sql', 'SELECT 1;\n--> 1\n-- 2\n#> 3', {2}),
        ('text', '#> 1', set()),
    ],
)
def test_output_lines_are_counted_as_pygments_numbers_them(
    language: str, source: str, numbers: set[int]
) -> None:
    assert Fence(1, language, source).outputs == numbers


PYTHON = ('Python 3.11.7',)


def long(code: int = 13, libraries: tuple[str, ...] | None = PYTHON, **options: str) -> str:
    """A block of that many lines of code, after whose third line stands what it printed."""
    lines = [f'a{n} = {n}' for n in range(1, code + 1)]
    source = '\n'.join([*lines[:3], '  #> 3 < 4', '#>', *lines[3:]])
    highlighted = ''.join(
        f'<span id="__span-0-{n}"><a id="x"></a>{escape(line)}\n</span>'
        for n, line in enumerate(source.split('\n'), 1)
    )
    whole = f'<div class="highlight"><pre><span></span><code>{highlighted}</code></pre></div>'
    return blocks.show(whole, Fence(1, 'python', source, options), libraries)


def test_a_long_block_shows_what_it_printed_and_folds_its_code_below() -> None:
    page = parse(long())
    printed, folded, badge = page.one('div', 'dr-run').parts
    assert printed.source == ''
    assert [line.source for line in printed.all('span', 'dr-out')] == ['3 < 4\n', '\n']
    assert folded.one('summary').text == 'The code, 13 lines'
    assert folded.one('code').text.startswith('a1 = 1 a2 = 2 a3 = 3 #> 3 < 4')
    assert badge.text == 'Ran with Python 3.11.7'


def test_a_block_of_twelve_lines_stays_open() -> None:
    page = parse(long(12))
    assert page.all('details') == []
    assert len(page.all('pre')) == 1


def test_the_telling_lines_of_a_long_block_stand_above_what_it_printed() -> None:
    key, *rest = parse(long(key='6-7')).one('div', 'dr-run').parts
    assert key.one('code').source == ''
    assert [line.text for line in key.one('code').all('span')] == ['a4 = 4', 'a5 = 5']
    assert len(rest) == 3


def test_a_long_block_that_has_not_run_shows_nothing_as_printed() -> None:
    page = parse(long(libraries=None))
    assert page.all('pre', 'dr-printed') == []
    assert page.all('span', 'dr-out') == []
    assert page.one('summary').text == 'The code, 13 lines'
