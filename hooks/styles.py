"""Joins the style sheets of docs/assets/styles into one file, in the order given here.

They are written one file a component, and a first visit should wait for one request, not ten.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FOLDER = 'assets/styles'
JOINED = 'assets/styles/site.css'
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


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Replace the sheets by one; a sheet that ORDER does not name is an error."""
    sheets = {file.src_uri: file for file in files if file.src_uri.startswith(f'{FOLDER}/')}
    content = []
    for name in ORDER:
        sheet = sheets.pop(f'{FOLDER}/{name}.css')
        content.append(sheet.content_string.strip())
        files.remove(sheet)
    if sheets:
        raise ValueError(f'{", ".join(sheets)}: not in the ORDER of hooks/styles.py')
    files.append(File.generated(config, JOINED, content='\n\n'.join(content) + '\n'))
