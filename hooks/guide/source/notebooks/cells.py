"""A notebook's JSON as cells: what each shows, every line with its place in the file.

The format is nbformat 4 (https://nbformat.readthedocs.io/en/latest/format_description.html). What
Jupyter does without may be missing: ids, outputs, metadata. What has a wrong type is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from guide.model import RUN, Report
from guide.source import places
from guide.source.notebooks import outputs
from guide.source.notebooks.values import Line, Values, shown, split
from guide.source.places import Place

FORMAT = 4
LANGUAGE = 'python'
KINDS = ('markdown', 'code', 'raw')
OUTPUT = RUN[LANGUAGE]  # what starts a line of output on a page

_ID = re.compile(r'[\w-]+', re.ASCII)
_TAB = 4  # columns, as Python-Markdown expands them


@dataclass(frozen=True)
class Picture:
    """What a cell has drawn, and what its metadata says of it."""

    svg: str
    alt: str
    caption: str
    line: int


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown; `name` is its id, or its place in the notebook."""

    kind: str
    name: str
    source: tuple[Line, ...]
    printed: tuple[Line, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Notebook:
    """The cells that show something, and what the metadata says of the page."""

    cells: tuple[Cell, ...]
    metadata: Mapping[str, str]  # title and description, where they are given
    line: int  # of the metadata


def read(text: str, report: Report) -> Notebook | None:
    """The notebook; None, after a report, where the text is none or has nothing to show.

    What is faulty is left out, so that later steps can go on and find more.
    """
    try:
        values = Values(places.load(text), places.places(text), report)
    except places.JsonError as error:
        report(error.line, f'no JSON: {error}')
        return None
    if not _is_notebook(values):
        return None
    cells = tuple(_cells(values))
    if not cells:
        values.fault(('cells',), 'no notebook: no cell has anything to show')
        return None
    metadata = _metadata(values)
    if not metadata.get('title'):
        _check_title(cells[0], report)
    return Notebook(cells, metadata, values.line('metadata'))


def _is_notebook(values: Values) -> bool:
    if not isinstance(values.data, dict):
        values.fault((), f'no notebook: expected an object, found {shown(values.data)}')
    elif 'nbformat' not in values.data and 'cells' not in values.data:
        values.fault((), "no notebook: expected 'nbformat' and 'cells'")
    elif values.get('nbformat') != FORMAT:
        found = values.found('nbformat')
        remedy = 'open the notebook in Jupyter and save it'
        values.fault(('nbformat',), f"'nbformat' is {found}; expected {FORMAT}: {remedy}")
    elif not isinstance(values.get('cells'), list):
        found = values.found('cells')
        values.fault(('cells',), f"no notebook: 'cells' should be a list, found {found}")
    else:
        return True
    return False


def _metadata(values: Values) -> dict[str, str]:
    """The page's title and description; the rest is Jupyter's, and only its language is read."""
    found = values.mapping('metadata')
    for holder, key in (('kernelspec', 'language'), ('language_info', 'name')):
        language = values.get('metadata', holder, key)
        if language not in (None, LANGUAGE, 'ipython'):
            place = ('metadata', holder, key)
            values.fault(place, f'the language is {shown(language)}; expected {LANGUAGE}')
    facts = {key: values.text('metadata', key) for key in ('title', 'description') if key in found}
    return {key: text for key, text in facts.items() if isinstance(found[key], str)}


def _check_title(first: Cell, report: Report) -> None:
    line = first.source[0]
    if first.kind != 'markdown' or not line.text.startswith('# '):
        expected = "'# …' as the first line of the first cell"
        report(line.number, f'the notebook has no title; expected {expected}')


def _cells(values: Values) -> Iterator[Cell]:
    names: set[str] = set()
    for index, cell in enumerate(values.sequence('cells')):
        place = ('cells', index)
        kind = cell.get('cell_type') if isinstance(cell, dict) else None
        if not isinstance(cell, dict):
            values.fault(place, f'a cell should be an object, found {shown(cell)}')
        elif kind not in KINDS:
            found = values.found(*place, 'cell_type')
            message = f"'cell_type' is {found}; expected {', '.join(KINDS)}"
            values.fault((*place, 'cell_type'), message)
        else:
            name = _name(cell.get('id'), index, names)
            names.add(name)
            read = _code if kind == 'code' else _text
            yield from read(values, place, name)


def _text(values: Values, place: Place, name: str) -> Iterator[Cell]:
    source = _without_blank_ends([*split(values.pieces(*place, 'source'))])
    if source:
        yield Cell(values.get(*place, 'cell_type'), name, source)


def _code(values: Values, place: Place, name: str) -> Iterator[Cell]:
    source = _without_blank_ends(
        [
            Line(line.text.expandtabs(_TAB).rstrip(' '), line.number)
            for line in split(values.pieces(*place, 'source'))
        ]
    )
    for line in source:
        if line.text.lstrip().startswith(OUTPUT):
            values.report(line.number, f"'{OUTPUT}' is the mark of what was printed; write '# >'")
    found = [*outputs.read(values, (*place, 'outputs'))]
    printed = outputs.lines(found)
    length = sum(len(line.text) for line in printed)
    if length > outputs.LONGEST:
        message = f'the cell prints {length} characters; expected at most {outputs.LONGEST}'
        values.fault((*place, 'outputs'), message)
        printed = ()
    picture = _picture(values, place, [output for output in found if output.svg])
    if not source and found:
        values.fault((*place, 'outputs'), 'output below no code; run the notebook again')
    elif source:
        yield Cell('code', name, source, printed, picture)


def _picture(values: Values, place: Place, drawn: Sequence[outputs.Output]) -> Picture | None:
    """The picture of a cell, named in words; a second one would have no name."""
    for second in drawn[1:]:
        values.report(second.line, 'a second picture; give it a cell of its own')
    if not drawn:
        return None
    metadata = (*place, 'metadata')
    values.mapping(*metadata)
    alt, caption = (values.text(*metadata, key) for key in ('alt', 'caption'))
    if not alt:
        message = "the picture has no alternative text; expected 'alt' in the cell's metadata"
        values.fault(metadata, message)
        return None
    return Picture(drawn[0].svg, alt, caption, values.line(*metadata))


def _without_blank_ends(lines: list[Line]) -> tuple[Line, ...]:
    """The lines from the first to the last that says something."""
    said = [index for index, line in enumerate(lines) if line.text.strip(' \t')]
    return tuple(lines[said[0] : said[-1] + 1]) if said else ()


def _name(identifier: object, index: int, taken: Set[str]) -> str:
    """The cell's id where it has one of its own that a file name can hold, else its place."""
    if isinstance(identifier, str) and _ID.fullmatch(identifier) and identifier not in taken:
        return identifier
    name = f'cell-{index + 1}'
    while name in taken:
        name += '-'
    return name
