"""Every notebook runs from top to bottom and prints and draws what is stored in it."""

from __future__ import annotations

import difflib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from support import DOCS, ROOT, figures

from guide.source.notebooks import SVG, figure_name, printed, read

NOTEBOOKS = sorted((DOCS / 'notebooks').glob('*.ipynb'))
STYLE = Path(__file__).with_name('figure.mplstyle')


@pytest.mark.parametrize('path', NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv('MATPLOTLIBRC', str(STYLE))
    text = path.read_text(encoding='utf-8')
    stored = nbformat.reads(text, as_version=4)
    nbformat.validate(stored)
    ran = deepcopy(stored)
    client = NotebookClient(
        ran, timeout=120, kernel_name='python3', resources={'metadata': {'path': str(tmp_path)}}
    )
    try:
        client.execute()
    except CellExecutionError as error:
        pytest.fail(f'{path.relative_to(ROOT)}: {error}', pytrace=False)
    for place, cell in enumerate(ran.cells, 1):
        tidy(cell, figure_name(path.name, cell.get('id', f'cell-{place}')))
    ran.metadata = stored.metadata
    _, problems = read(path.relative_to(DOCS).as_posix(), nbformat.writes(ran))
    assert not problems, '\n'.join(map(str, problems))
    if request.config.getoption('--update-examples'):
        path.write_text(json.dumps(as_stored(ran), indent=1, ensure_ascii=False) + '\n', 'utf-8')
        return
    for number, (cell, was) in enumerate(zip(ran.cells, stored.cells, strict=True), 1):
        differences = list(
            difflib.unified_diff(outputs(was), outputs(cell), 'expected', 'got', lineterm='', n=0)
        )
        place = f'{path.relative_to(ROOT)}, cell {cell.get("id", number)}'
        assert not differences, f'{place}:\n' + '\n'.join(differences[:20])


def tidy(cell: Any, figure: str) -> None:
    """Leave what a page shows: text, and pictures as they are committed."""
    if cell.cell_type != 'code':
        return
    cell.execution_count = None
    cell.metadata.pop('execution', None)
    shown: list[Any] = []
    for output in cell.outputs:
        if output.output_type == 'stream' and shown and shown[-1].get('name') == output.name:
            shown[-1].text += output.text
            continue
        if output.output_type == 'execute_result':
            output.execution_count = None
        if SVG in output.get('data', {}):
            svg = figures.normalize(output.data[SVG], figure.removesuffix('.svg'))
            output = nbformat.v4.new_output('display_data', data={SVG: svg})
        shown.append(output)
    cell.outputs = shown


def outputs(cell: Any) -> list[str]:
    """The lines that a cell shows below its code."""
    if cell.cell_type != 'code':
        return []
    drawn = [output.data[SVG] for output in cell.outputs if SVG in output.get('data', {})]
    return [*printed(cell), *(line for svg in drawn for line in svg.splitlines())]


def as_stored(notebook: Any) -> dict[str, Any]:
    """The notebook as JSON, its texts as lists of lines."""
    data: dict[str, Any] = json.loads(nbformat.writes(notebook))
    return data
