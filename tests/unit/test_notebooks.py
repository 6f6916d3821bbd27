"""Notebooks as Markdown pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.pages import CONCEPTS, PAGE, PATH

from guide.bank import bank
from guide.source import notebooks

NAME = 'notebooks/k-means.ipynb'
SVG = '<svg viewBox="0 0 9 9"></svg>'


def cell(kind: str, *lines: str, **extra: Any) -> dict[str, Any]:
    return {'cell_type': kind, 'id': extra.pop('id', 'x'), 'metadata': {}, 'source': lines} | extra


def notebook(*cells: dict[str, Any]) -> str:
    metadata = {'description': 'A notebook that shows how one becomes a page of this guide: "so".'}
    return json.dumps({'metadata': metadata, 'cells': cells, 'nbformat': 4}, indent=1)


TITLE = cell('markdown', '# K-means\n', '\n', 'In words.')
PRINTS = cell(
    'code',
    'print(3)\n',
    'print()',
    outputs=[{'output_type': 'stream', 'name': 'stdout', 'text': ['3\n', '\n']}],
)
DRAWS = cell(
    'code',
    'plot()',
    id='picture',
    metadata={'alt': 'Two groups', 'caption': 'Two groups of points.'},
    outputs=[{'output_type': 'display_data', 'data': {'image/svg+xml': [SVG]}}],
)


def test_cells_become_markdown_with_their_output() -> None:
    page = notebooks.markdown(NAME, notebook(TITLE, PRINTS))
    assert page.startswith('---\ndescription: "A notebook that shows how one becomes a page')
    assert '# K-means\n\nIn words.\n\n[Download this notebook](k-means.ipynb)' in page
    assert page.endswith('```python {group="notebook"}\nprint(3)\nprint()\n#> 3\n#>\n```\n')


def test_a_picture_becomes_a_figure() -> None:
    text = notebook(TITLE, DRAWS)
    shown = '![Two groups](../assets/figures/k-means-picture.svg "Two groups of points.")'
    assert shown in notebooks.markdown(NAME, text)
    assert notebooks.figures(NAME, text) == {'k-means-picture.svg': SVG}


@pytest.mark.parametrize(
    ('text', 'message'),
    [('{', 'no JSON: '), ('[]', 'no notebook: '), ('{"metadata": {}}', 'no notebook: ')],
)
def test_what_is_no_notebook_is_one_problem(text: str, message: str) -> None:
    built, problems = bank.build({PATH: PAGE, bank.vocabulary.PATH: CONCEPTS, NAME: text})
    assert [str(problem)[: len(f'docs/{NAME}:1: {message}')] for problem in problems] == [
        f'docs/{NAME}:1: {message}'
    ]
    assert notebooks.page_path(NAME) not in built.by_path


def test_problems_name_the_line_of_the_notebook() -> None:
    text = notebook(TITLE, cell('markdown', 'Here is\n', '![](../assets/figures/a.svg)'))
    _, problems = bank.build({PATH: PAGE, bank.vocabulary.PATH: CONCEPTS, NAME: text})
    line = text[: text.index('![]')].count('\n') + 1
    assert {(problem.path, problem.line) for problem in problems} == {(f'docs/{NAME}', line)}
