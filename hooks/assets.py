"""Joins the style sheets to one, draws their icons into it, and minifies it and the scripts.

They are written one file a component, with comments; a first visit waits for one request, not ten.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import rcssmin
import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

log = get_plugin_logger('assets')

STYLES = 'assets/styles'
ICONS = 'assets/icons'
SCRIPTS = ('assets/scripts/', 'assets/search/')
JOINED = f'{STYLES}/site.css'
ORDER = (
    'tokens',
    'base',
    'navigation',
    'question',
    'code',
    'figure',
    'search',
    'home',
    'concepts',
    'print',
    'print-modes',
)

# What may stand in an address between single quotes, beside letters and digits.
PLAIN = ' "/:<>='

_ICON = re.compile(r'url\("\.\./icons/([^"]+)\.svg"\)')


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace sheets and icons by one sheet, and each script by itself without comments."""
    icons = {path: drawing(content) for path, content in _take(files, f'{ICONS}/', '.svg').items()}
    sheet = draw(_join(_take(files, f'{STYLES}/', '.css')), icons)
    files.append(File.generated(config, JOINED, content=rcssmin.cssmin(sheet)))
    for path, content in _take(files, SCRIPTS, '.js').items():
        files.append(File.generated(config, path, content=rjsmin.jsmin(content)))


def draw(sheet: str, icons: dict[str, str]) -> str:
    """A sheet with its icons inside; one that is missing is warned of, and left as it is.

    As files of their own they would be ten more requests, and none where the site is opened from a
    folder: there a browser loads no mask.
    """

    def inside(match: re.Match[str]) -> str:
        path = f'{ICONS}/{match[1]}.svg'
        if path not in icons:
            log.warning(f'{path} is missing; a style sheet names it')
        return icons.get(path, match[0])

    return _ICON.sub(inside, sheet)


def drawing(svg: str) -> str:
    """An SVG file as CSS writes it in a sheet: on one line, what would end the address escaped."""
    line = ' '.join(svg.split()).replace('> <', '><')
    return f"url('data:image/svg+xml,{quote(line, safe=PLAIN)}')"


def _join(sheets: dict[str, str]) -> str:
    """The sheets as one; one that is missing, or that ORDER does not name, is warned of."""
    order = [f'{STYLES}/{name}.css' for name in ORDER]
    for path in order:
        if path not in sheets:
            log.warning(f'{path} is missing; hooks/assets.py lists it in ORDER')
    for path in sheets:
        if path not in order:
            log.warning(f'{path} is left out; add it to the ORDER of hooks/assets.py')
    return '\n'.join(sheets[path] for path in order if path in sheets)


def _take(files: Files, folder: str | tuple[str, ...], ending: str) -> dict[str, str]:
    """Take such files out of the site: path -> content."""
    taken = [f for f in files if f.src_uri.startswith(folder) and f.src_uri.endswith(ending)]
    for file in taken:
        files.remove(file)
    return {file.src_uri: file.content_string for file in taken}
