"""Notebooks: what a page shows of them, and every problem in them, with its line.

values      a value of JSON by its place, of the type that is wanted
outputs     what a code cell shows below its code
cells       a notebook as cells
prose       what a cell of text may not hold
page        a notebook as a page, by the template that mkdocs-jupyter fills
templates   that template
"""

from __future__ import annotations

from guide.source.notebooks.outputs import SVG, printed
from guide.source.notebooks.page import TEMPLATES, figure_name, markdown, read, tidied

SUFFIX = '.ipynb'

__all__ = [
    'SVG',
    'TEMPLATES',
    'figure_name',
    'is_notebook',
    'markdown',
    'printed',
    'read',
    'tidied',
]


def is_notebook(path: str) -> bool:
    """Whether a path among the sources is that of a notebook."""
    return path.endswith(SUFFIX)
