"""A notebook as a page.

The template makes Markdown of it. mkdocs-jupyter fills it to show the notebook; it is filled here
as well, so that the page is checked before it is shown, by every check that other pages have.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from guide.model import RUN, Fence, Page, Problem, Report
from guide.source import fences, parse
from guide.source.notebooks import cells, prose
from guide.source.notebooks.cells import Cell, Notebook

TEMPLATES = Path(__file__).with_name('templates')  # in the folders that mkdocs-jupyter expects
FIGURES = 'assets/figures'

_MARKDOWN = re.compile('<pre>(.*?)</pre>', re.DOTALL)
_SIGN = re.compile(r'[!-+/<=>@\[-`{-~]')  # ASCII, without , - . : ; ?
_TICKS = re.compile('^`+', re.MULTILINE)
_NAME = re.compile(r'[^\w-]+', re.ASCII)


def read(path: str, text: str, root: str = 'docs') -> tuple[Page | None, list[Problem]]:
    """The page of the notebook at `path` in the docs folder, and every problem in it.

    A text that is no notebook has no page. Lines are those of the notebook's file.
    """
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(f'{root}/{path}', line, message))

    notebook = _notebook(text, report)
    if notebook is None:
        return None, problems
    filled, origins = _fill(notebook, path)
    page, found = parse.page(path, filled, root)
    problems += [replace(problem, line=origins[problem.line - 1]) for problem in found]
    figures = {figure_name(path, c.name): c.picture.svg for c in notebook.cells if c.picture}
    return replace(_relocated(page, origins), figures=figures), problems


def tidied(path: str, text: str) -> dict[str, Any] | None:
    """The notebook as mkdocs-jupyter is to show it: JSON of nbformat 4.5 that holds no faults.

    None where `read` finds no page.
    """
    notebook = _notebook(text, lambda line, message: None)
    return _as_json(notebook, path) if notebook else None


def markdown(filled: str) -> str:
    """The Markdown in the template as it was filled: front matter and page."""
    match = _MARKDOWN.search(filled)
    assert match, 'the template has no <pre>'
    return html.unescape(match[1])


def figure_name(path: str, cell: str) -> str:
    """The file name of a cell's picture, made of the notebook's name and the cell's."""
    return f'{_NAME.sub("-", PurePosixPath(path).stem)}-{cell}.svg'


def _notebook(text: str, report: Report) -> Notebook | None:
    found = cells.read(text, report)
    if found is None:
        return None
    kept = tuple(c for c in found.cells if c.kind == 'code' or prose.check(c, report))
    return replace(found, cells=kept)


def _fill(notebook: Notebook, path: str) -> tuple[str, list[int]]:
    """The page's Markdown, and for each of its lines the line of the notebook it comes from."""
    data = _as_json(notebook, path)
    resources = {'metadata': {'name': PurePosixPath(path).stem}}  # as nbconvert fills them
    module: Any = _template().make_module({'nb': data, 'resources': resources})
    page = markdown(str(module))
    origins: list[int] = []
    end = 0
    for cell, written in zip(notebook.cells, data['cells'], strict=True):
        part = str(module.shown(written))
        start = page.index(f'\n{part}\n', end) + 1
        between = page.count('\n', end, start)
        origins += [*[notebook.line] * between, *_numbers(cell)]
        end = start + len(part) + 1
    return page, origins + [notebook.line] * (page.count('\n', end) + 1)


def _numbers(cell: Cell) -> Iterator[int]:
    """The lines of the notebook that the lines of a cell, as it is shown, come from."""
    source = [line.number for line in cell.source]
    if cell.kind == 'markdown':
        yield from source
        return
    yield from (source[0], *source, *(line.number for line in cell.printed), source[0])
    if cell.picture:
        yield from (cell.picture.line, cell.picture.line)  # an empty line, and the picture


@cache
def _template() -> Template:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader).get_template('mkdocs_html/notebook.html.j2')


def _as_json(notebook: Notebook, path: str) -> dict[str, Any]:
    facts = [
        f'{key}: {json.dumps(value, ensure_ascii=False)}'
        for key, value in notebook.metadata.items()
    ]
    return {
        'nbformat': 4,
        'nbformat_minor': 5,
        'metadata': {'front_matter': '\n'.join(facts) or '{}'},
        'cells': [
            _cell_as_json(cell, path) | {'id': f'cell-{place}'}
            for place, cell in enumerate(notebook.cells, 1)
        ],
    }


def _cell_as_json(cell: Cell, path: str) -> dict[str, Any]:
    source = '\n'.join(line.text for line in cell.source)
    longest = max(map(len, _TICKS.findall(source)), default=0)
    metadata = {'marks': '`' * max(3, longest + 1)}
    shown = {'cell_type': cell.kind, 'metadata': metadata, 'source': source}
    if cell.kind != 'code':
        return shown
    if cell.picture:
        name = figure_name(path, cell.name)
        metadata |= {
            'figure': name,
            'address': posixpath.relpath(f'{FIGURES}/{name}', posixpath.dirname(path)),
            'alt': _literal(cell.picture.alt),
            'caption': _literal(cell.picture.caption),
        }
    text = '\n'.join(line.text for line in cell.printed)
    output = {'output_type': 'stream', 'name': 'stdout', 'text': text}
    return shown | {'execution_count': None, 'outputs': [output] if cell.printed else []}


def _literal(text: str) -> str:
    """Markdown that says just the text."""
    return _SIGN.sub(lambda match: f'&#{ord(match[0])};', text)


def _is_kept(fence: Fence) -> bool:
    """Whether a block is a cell, or does not run: what only looks like a cell is refused."""
    return fence.group == fences.NOTEBOOK or fence.language not in RUN


def _relocated(page: Page, origins: list[int]) -> Page:
    """The page with the notebook's lines in place of its own."""

    def at(line: int) -> int:
        return origins[line - 1]

    return replace(
        page,
        fences=tuple(
            replace(fence, line=at(fence.line)) for fence in page.fences if _is_kept(fence)
        ),
        images=tuple(replace(image, line=at(image.line)) for image in page.images),
        formulas=tuple(replace(formula, line=at(formula.line)) for formula in page.formulas),
    )
