"""Styles and scripts are published small, and still say what their sources say."""

from __future__ import annotations

import re
from pathlib import Path

import assets
import pytest
import rjsmin
from py_mini_racer import MiniRacer
from pygments import lex
from pygments.lexers import JavascriptLexer
from pygments.token import Comment
from support import DOCS, ROOT
from support.tiny import Build, Project

from guide.shape import KINDS

WRITTEN = {'.css', '.js', '.svg'}
SCRIPTS = sorted(path for folder in assets.SCRIPTS for path in (DOCS / folder).glob('*.js'))

every_script = pytest.mark.parametrize('path', SCRIPTS, ids=lambda path: path.name)


def tokens(script: str) -> list[str]:
    """What a script says: no space, no comment."""
    found = lex(script, JavascriptLexer())
    return [text for kind, text in found if kind not in Comment and text.strip()]


@every_script
def test_minifying_changes_only_space_and_comments(path: Path) -> None:
    """Rjsmin would take a template inside another for code, and so a pattern right behind `=>`.

    The lexer here finds the former, but not the latter.
    """
    script = path.read_text(encoding='utf-8')
    assert re.findall(r'=>\s*/[^/*].*', script) == []
    assert len(tokens(script)) > 20
    assert tokens(rjsmin.jsmin(script)) == tokens(script)


@every_script
def test_a_minified_script_can_be_parsed(path: Path) -> None:
    """A line end that a statement without a semicolon needs would be missed here."""
    MiniRacer().eval(f'async () => {{ {rjsmin.jsmin(path.read_text(encoding="utf-8"))} }}')


def test_the_styles_are_one_file_without_comments(built: Build) -> None:
    styles = [path.relative_to(built.site).as_posix() for path in built.site.rglob('*.css')]
    assert [path for path in styles if path.startswith(f'{assets.STYLES}/')] == [assets.JOINED]
    assert '/*' not in built.text(assets.JOINED)
    assert '--dr-ink:' in built.text(assets.JOINED)


def test_each_kind_of_block_has_an_icon() -> None:
    sheet = (DOCS / 'assets/styles/question.css').read_text(encoding='utf-8')
    marked = [name for name, kind in KINDS.items() if kind.marked]
    assert 'idea' in marked
    for name in marked:
        assert (DOCS / assets.ICONS / f'{name}.svg').is_file(), name
        assert f'.dr-q > .{name} {{\n  --dr-i: var(--dr-i-{name});' in sheet, name


def test_icons_are_drawn_into_the_styles(built: Build) -> None:
    sheet = built.text(assets.JOINED)
    assert '--dr-i-answer:url(\'data:image/svg+xml,<svg xmlns="' in sheet
    assert '../icons/' not in sheet
    assert not (built.site / assets.ICONS).exists()


def test_every_icon_is_used() -> None:
    sheets = ''.join(path.read_text('utf-8') for path in (DOCS / assets.STYLES).glob('*.css'))
    icons = [path.name for path in (DOCS / assets.ICONS).iterdir()]
    assert icons
    assert [name for name in icons if f'../icons/{name}")' not in sheets] == []


def test_an_icon_cannot_end_its_address() -> None:
    assert assets.drawing('<svg\n  fill="#aaa">\n  <g id=\'100%\'/>\n</svg>\n') == (
        'url(\'data:image/svg+xml,<svg fill="%23aaa"><g id=%27100%25%27/></svg>\')'
    )


def test_an_icon_that_is_missing_is_warned_of(project: Project) -> None:
    project.edit('docs/assets/styles/code.css', 'icons/copy.svg', 'icons/cpoy.svg')
    assert project.build().warnings == [
        'assets: assets/icons/cpoy.svg is missing; a style sheet names it'
    ]


def test_a_sheet_that_is_missing_or_not_in_the_order_is_warned_of(project: Project) -> None:
    styles = project.folder / 'docs/assets/styles'
    (styles / 'figure.css').rename(styles / 'figures.css')
    assert project.build().warnings == [
        'assets: assets/styles/figure.css is missing; hooks/assets.py lists it in ORDER',
        'assets: assets/styles/figures.css is left out; add it to the ORDER of hooks/assets.py',
    ]


def test_sheets_and_scripts_have_short_lines() -> None:
    """Biome does not break a long string, a comment or a URL."""
    ours = [
        DOCS / assets.STYLES,
        DOCS / assets.ICONS,
        DOCS / 'assets/scripts',
        DOCS / 'assets/search',
        ROOT / 'hooks/guide',
    ]
    written = [
        path
        for folder in ours
        for path in folder.rglob('*')
        if path.suffix in WRITTEN and path.name != 'minisearch.js'
    ]
    assert len(written) > 20
    long = [
        f'{path.relative_to(ROOT)}:{number}'
        for path in written
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1)
        if len(line) > 100
    ]
    assert long == []
