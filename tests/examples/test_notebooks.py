"""Every notebook runs from top to bottom and prints and draws what is stored in it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from support import DOCS, ROOT, compare, figures
from support.printed import unsteady

from guide.source import places
from guide.source.notebooks import SVG, figure_name, printed, read

NOTEBOOKS = [
    pytest.param(path, id=path.stem, marks=pytest.mark.page(f'notebooks/{path.name}'))
    for path in sorted((DOCS / 'notebooks').glob('*.ipynb'))
]


@pytest.mark.parametrize('path', NOTEBOOKS)
def test_notebook(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
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
        for cell, was in zip(ran.cells, stored.cells, strict=True):
            if not drawn_otherwise(was, cell):
                keep_pictures(was, cell)
        path.write_text(json.dumps(as_stored(ran), indent=1, ensure_ascii=False) + '\n', 'utf-8')
        return
    lines = places.places(text)
    problems = [
        f'{path.relative_to(ROOT)}:{lines["cells", index]}: {change}'
        for index, (cell, was) in enumerate(zip(ran.cells, stored.cells, strict=True))
        for change in differences(was, cell)
    ]
    if problems:
        pytest.fail('\n'.join(problems), pytrace=False)


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


def differences(was: Any, cell: Any) -> list[str]:
    """What a cell shows below its code and is not stored in it."""
    if cell.cell_type != 'code':
        return []
    changes = [change for _, change in compare.changes(printed(was), printed(cell))]
    changes += [fault for _, fault in unsteady(printed(cell))]
    return changes + drawn_otherwise(was, cell)


def drawn_otherwise(was: Any, cell: Any) -> list[str]:
    """How the picture of a cell differs from the one that is stored."""
    before, after = pictures(was), pictures(cell)
    if len(before) != len(after):
        return [f'expected {len(before)} pictures, got {len(after)}']
    changes = [figures.differences(*pair) for pair in zip(before, after, strict=True)]
    return [f'the figure changed: {change[0]}' for change in changes if change]


def pictures(cell: Any) -> list[str]:
    """The SVG of each picture of a cell."""
    return [output.data[SVG] for output in svgs(cell)]


def keep_pictures(was: Any, cell: Any) -> None:
    """Store no other picture than the stored one, from which it differs by its rounding."""
    for old, new in zip(svgs(was), svgs(cell), strict=True):
        new.data[SVG] = old.data[SVG]


def svgs(cell: Any) -> list[Any]:
    """The outputs of a cell that are pictures."""
    return [output for output in cell.get('outputs', ()) if SVG in output.get('data', ())]


def as_stored(notebook: Any) -> dict[str, Any]:
    """The notebook as JSON, its texts as lists of lines."""
    data: dict[str, Any] = json.loads(nbformat.writes(notebook))
    return data
