"""Code blocks as the site shows them: what ran says so, and nothing else does."""

from __future__ import annotations

import pytest

from guide.model import Fence
from guide.render import code

HIGHLIGHTED = (
    '<span id="__span-0-1"><a id="x"></a><span class="nb">print</span>\n</span>'
    '<span id="__span-0-2">  <span class="c1">#&gt; 3</span>\n</span>'
)
SOURCE = 'print(3)\n  #> 3'


def shown(language: str, libraries: list[str] | None, **options: str) -> str:
    return code.show(HIGHLIGHTED, Fence(1, language, SOURCE, options), libraries)


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
    html = code.show(highlighted, fence, ['PostgreSQL 18.4'])
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
    ],
)
def test_output_lines_are_counted_as_pygments_numbers_them(
    language: str, source: str, numbers: set[int]
) -> None:
    assert code.printed(Fence(1, language, source)) == numbers
