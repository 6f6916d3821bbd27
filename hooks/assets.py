"""Makes the style sheets one file, and takes out of styles and scripts what only we read.

They are written one file a component, with comments; a first visit waits for one request, not ten.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

log = get_plugin_logger('assets')

STYLES = 'assets/styles'
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
)

_IN_STYLE = re.compile(r'/\*.*?\*/\s*', re.DOTALL)
_SPACE = re.compile(r'\s*([{}])\s*|\s+')
_IN_SCRIPT = re.compile(
    r'^ *(?:/\*.*?\*/|//[^\n]*)\n', re.DOTALL | re.MULTILINE
)  # those with lines of their own


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace the sheets by one, and each script by itself without comments."""
    _join_styles(files, config)
    for file in list(files):
        if file.src_uri.startswith(SCRIPTS) and file.src_uri.endswith('.js'):
            _replace(files, config, file, _IN_SCRIPT.sub('', file.content_string))


def _join_styles(files: Files, config: MkDocsConfig) -> None:
    """A sheet that is missing, or that ORDER does not name, is warned of."""
    sheets = {file.src_uri: file for file in files if file.src_uri.startswith(f'{STYLES}/')}
    content = []
    for name in ORDER:
        sheet = sheets.pop(f'{STYLES}/{name}.css', None)
        if sheet is None:
            log.warning(f'{STYLES}/{name}.css is missing; hooks/assets.py lists it in ORDER')
            continue
        content.append(_SPACE.sub(_tight, _IN_STYLE.sub('', sheet.content_string)).strip())
        files.remove(sheet)
    for path in sheets:
        log.warning(f'{path} is left out; add it to the ORDER of hooks/assets.py')
    files.append(File.generated(config, JOINED, content='\n'.join(content) + '\n'))


def _tight(match: re.Match[str]) -> str:
    """A brace without the space around it, or one space."""
    return match[1] or ' '


def _replace(files: Files, config: MkDocsConfig, file: File, content: str) -> None:
    files.remove(file)
    files.append(File.generated(config, file.src_uri, content=content))
