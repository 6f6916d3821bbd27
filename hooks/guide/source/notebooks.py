"""Notebooks as Markdown, so that they go the way of every other page: parsed, checked, linked.

A notebook is JSON (nbformat 4.5) in `docs/notebooks/`. Its metadata holds the page's description;
a cell that draws has its alternative text as `alt` in its metadata, and perhaps a `caption`. What a
cell printed is stored in it and becomes `#>` lines; pictures become figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from guide.model import Problem

FOLDER = 'notebooks/'
SUFFIX = '.ipynb'
SVG = 'image/svg+xml'


def is_notebook(path: str) -> bool:
    """Whether a path among the sources is that of a notebook."""
    return path.startswith(FOLDER) and path.endswith(SUFFIX)


def page_path(path: str) -> str:
    """The path of the page a notebook becomes: `notebooks/x.md` of `notebooks/x.ipynb`."""
    return path.removesuffix(SUFFIX) + '.md'


def markdown(path: str, text: str) -> str:
    """The notebook as a Markdown page. Raises ValueError where the text is no notebook."""
    notebook = _read(text)
    name = PurePosixPath(path).name
    head = json.dumps(notebook['metadata'].get('description', ''), ensure_ascii=False)
    title, *cells = [part for cell in notebook['cells'] for part in _parts(cell, path)]
    link = f'[Download this notebook]({name}){{ .dr-download download="{name}" }}'
    return '\n\n'.join([f'---\ndescription: {head}\n---', title, link, *cells]) + '\n'


def figures(path: str, text: str) -> dict[str, str]:
    """The SVG of each picture in a notebook, by the name of its file."""
    return {
        figure_name(path, cell): ''.join(output['data'][SVG])
        for cell in _read(text)['cells']
        for output in cell.get('outputs', ())
        if SVG in output.get('data', ())
    }


def figure_name(path: str, cell: dict[str, Any]) -> str:
    """The file name of a cell's picture, made of the notebook's name and the cell's."""
    return f'{PurePosixPath(path).stem}-{cell["id"]}.svg'


def relocate(problem: Problem, path: str, page: str, text: str) -> Problem:
    """A problem on the page, at the line of the notebook's file that holds the page's line."""
    line = page.splitlines()[problem.line - 1]
    wanted = json.dumps(line, ensure_ascii=False)[1:-1]
    places = [number for number, raw in enumerate(text.splitlines(), 1) if wanted in raw]
    return replace(problem, path=path, line=places[0] if line and places else 1)


def printed(cell: dict[str, Any]) -> list[str]:
    """The lines a cell has printed."""
    streams = [output for output in cell.get('outputs', ()) if output['output_type'] == 'stream']
    return ''.join(''.join(output['text']) for output in streams).splitlines()


def _read(text: str) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise ValueError(f'no JSON: {error}') from error
    if not isinstance(notebook, dict) or not notebook.get('cells') or 'metadata' not in notebook:
        raise ValueError('no notebook: expected its metadata and cells')
    return notebook


def _parts(cell: dict[str, Any], path: str) -> Iterator[str]:
    source = ''.join(cell['source']).strip('\n')
    if cell['cell_type'] == 'markdown':
        yield source
        return
    figure = _draws(cell) and figure_name(path, cell)
    output = ''.join(f'\n#> {line}'.rstrip(' ') for line in printed(cell))
    draws = f' draws="{figure}"' if figure else ''
    yield f'```python {{group="notebook"{draws}}}\n{source}{output}\n```'
    if figure:
        facts = cell['metadata']
        caption = f' "{facts["caption"]}"' if facts.get('caption') else ''
        yield f'![{facts.get("alt", "")}](../assets/figures/{figure}{caption})'


def _draws(cell: dict[str, Any]) -> bool:
    return any(SVG in output.get('data', ()) for output in cell['outputs'])
