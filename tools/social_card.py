"""Draw the picture that a shared link shows: docs/assets/social-card.png, 1200 by 630.

Everything in it comes from this repository (mark, fonts and colors), so it can be drawn again
without a network whenever the look changes: `make card`.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
from html import escape
from pathlib import Path

from browser import chromium
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Route
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / 'docs/assets/social-card.png'
FONTS = ROOT / 'docs/assets/fonts'
MARK = ROOT / 'overrides/.icons/dry-run.svg'
TOKENS = ROOT / 'docs/assets/styles/tokens.css'
SIZE = (1200, 630)

# The site's promise holds here too: this runs whenever the card is drawn, and the bar holds what it
# printed. (Uncorrelated does not mean independent.)
CODE = """\
from statistics import correlation

x = range(-9, 10)
print(correlation(x, [v**2 for v in x]))"""

STYLE = """\
* { box-sizing: border-box; margin: 0; }
body { width: 1200px; height: 630px; padding: 62px 76px 0; background: var(--dr-paper);
  color: var(--dr-ink); font-family: 'Source Serif 4'; }
header { display: flex; align-items: center; gap: 20px; font-size: 40px; font-weight: 600; }
header svg { width: 60px; height: 60px; margin-left: -5px; color: var(--dr-accent); }
h1 { margin: 36px 0 44px -3px; font-size: 83px; font-weight: 400; line-height: 1.1;
  letter-spacing: -0.022em; white-space: nowrap; }
pre { border: 2px solid var(--dr-rule); padding: 17px 0 17px 80px; font: 30px/46px 'IBM Plex Mono';
  background:
    radial-gradient(circle, var(--dr-rule) 6px, transparent 7px) 8px 0 / 38px 33px repeat-y,
    linear-gradient(90deg, transparent 53px, var(--dr-rule) 53px 55px, transparent 55px),
    var(--dr-sheet); }
pre div { min-height: 46px; }
.k, .kn, .ow { color: var(--dr-accent); }
.mi, .mf, .s1 { color: var(--dr-code-2); }
.o, .p { color: var(--dr-ink-2); }
.out { margin-left: -25px; padding-left: 25px; background: var(--dr-bar); }
.out i { font-style: normal; color: var(--dr-ink-3); }
"""


def main() -> None:
    TARGET.write_bytes(draw())
    print(f'{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes')


def draw() -> bytes:
    """The card as PNG."""
    with chromium() as engine:
        page = engine.new_page(viewport={'width': SIZE[0], 'height': SIZE[1]})
        page.route('**/*', _refuse)
        page.set_content(card())
        page.evaluate('document.fonts.ready')
        picture: bytes = page.screenshot()
    return picture


def card() -> str:
    """The card as HTML, with everything it needs inside."""
    faces = ''.join(
        _face(family, weight, file)
        for family, weight, file in (
            ('Source Serif 4', 400, 'source-serif-4-latin-400-normal.woff2'),
            ('Source Serif 4', 600, 'source-serif-4-latin-600-normal.woff2'),
            ('IBM Plex Mono', 400, 'ibm-plex-mono-latin-400-normal.woff2'),
        )
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{faces}{_colors()}{STYLE}</style>'
        f'<header>{MARK.read_text(encoding="utf-8")}{escape(_name())}</header>'
        f'<h1>Every answer has been run.</h1><pre>{_run()}</pre>'
    )


def _name() -> str:
    with (ROOT / 'mkdocs.yml').open(encoding='utf-8') as file:
        return str(yaml_load(file)['site_name'])


def _run() -> str:
    """The code, highlighted, and below it what it has just printed."""
    highlighted = highlight(CODE, PythonLexer(), HtmlFormatter(nowrap=True))
    code = ''.join(f'<div>{line}</div>' for line in highlighted.splitlines())
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(CODE, {})
    shown = escape(printed.getvalue().strip())
    return f'{code}<div class="out"><i>#&gt;</i> {shown}</div>'


def _face(family: str, weight: int, file: str) -> str:
    data = base64.b64encode((FONTS / file).read_bytes()).decode()
    source = f'url(data:font/woff2;base64,{data})'
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: {source}; }}'


def _colors() -> str:
    """The tokens of the light scheme, so that the card cannot drift from the site."""
    css = TOKENS.read_text(encoding='utf-8')
    light = re.findall(r'--dr-[\w-]+: #\w{6};', css[: css.index('"slate"')])
    return f':root {{ {" ".join(light)} }}'


def _refuse(route: Route) -> None:
    route.abort()


if __name__ == '__main__':
    main()
