"""What a code cell shows below its code: lines of text, and a picture.

Text is what the cell printed and the value it ended in. Everything else is refused, because it
could be shown neither on a line-printer page nor compared when the notebook runs again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

from guide.source.notebooks.values import Line, Piece, Values, shown, split
from guide.source.places import Place

SVG = 'image/svg+xml'
TEXT = 'text/plain'
LONGEST = 20_000  # characters of text, because the page has to stay light
LARGEST = 1_000_000  # characters of a picture

_ESCAPE = re.compile(  # ECMA-48: colors, moves of the cursor, links, titles
    r'\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|[@-Z\\-_])'
)
_ROOT = ('svg', '{http://www.w3.org/2000/svg}svg')
_LOADS = re.compile(r'<script|@import|(?:href|src) *= *.(?:https?:)?//|url\(.?(?:https?:)?//')


class Output(NamedTuple):
    """One output of a cell, as a text or as a picture."""

    line: int
    text: tuple[Piece, ...] = ()
    is_value: bool = False  # which starts on a line of its own
    svg: str = ''


def read(values: Values, place: Place) -> Iterator[Output]:
    """The outputs in the list at a place, and a problem for each that cannot be shown."""
    for index, output in enumerate(values.sequence(*place)):
        here = (*place, index)
        if not isinstance(output, dict):
            values.fault(here, f'an output should be an object, found {shown(output)}')
        elif output.get('output_type') == 'stream':
            yield from _stream(values, here)
        elif output.get('output_type') in ('display_data', 'execute_result'):
            yield from _display(values, here)
        elif output.get('output_type') == 'error':
            error = ': '.join(values.text(*here, key) for key in ('ename', 'evalue'))
            place = (*here, 'output_type')
            values.fault(place, f'the cell ended in {shown(error)}; catch it and print it')
        else:
            found = values.found(*here, 'output_type')
            expected = 'stream, display_data, execute_result or error'
            values.fault((*here, 'output_type'), f"'output_type' is {found}; expected {expected}")


def lines(outputs: Iterable[Output]) -> tuple[Line, ...]:
    """The text of outputs, line by line, as a terminal would show it but for colors."""
    return tuple(
        Line(_ESCAPE.sub('', line.text).expandtabs().rstrip(' '), line.number)
        for line in split(_pieces(outputs))
    )


def printed(cell: Mapping[str, Any]) -> list[str]:
    """The lines that a cell of a notebook that nbformat has read shows below its code."""
    outputs = []
    for output in cell.get('outputs', ()):
        is_value = output.output_type != 'stream'
        text = output.data.get(TEXT, '') if is_value else output.text
        if not is_value or SVG not in output.data:
            outputs.append(Output(0, ((text, 0),), is_value))
    return [line.text for line in lines(outputs)]


def _stream(values: Values, place: Place) -> Iterator[Output]:
    name = values.get(*place, 'name')
    pieces = tuple(values.pieces(*place, 'text'))
    if name in ('stdout', None):
        yield Output(values.line(*place), pieces)
    elif name == 'stderr':
        text = shown(' '.join(line.text for line in split(pieces)))
        message = f'standard error is not shown ({text}); silence it, or print it'
        values.fault((*place, 'name'), message)
    else:
        values.fault((*place, 'name'), f"'name' is {shown(name)}; expected stdout or stderr")


def _display(values: Values, place: Place) -> Iterator[Output]:
    data = values.mapping(*place, 'data')
    line = values.line(*place)
    if SVG in data:
        svg = ''.join(text for text, _ in values.pieces(*place, 'data', SVG))
        if fault := _fault(svg):
            values.fault((*place, 'data', SVG), fault)
        else:
            yield Output(line, svg=svg)
    elif data.keys() == {TEXT}:
        yield Output(line, tuple(values.pieces(*place, 'data', TEXT)), is_value=True)
    elif data:
        found = ', '.join(kind for kind in data if kind != TEXT)
        remedy = (
            "set %config InlineBackend.figure_formats = ['svg']"
            if 'image/' in found
            else 'print what is to be shown'
        )
        values.fault((*place, 'data'), f'an output of {shown(found)} is not shown; {remedy}')


def _fault(svg: str) -> str | None:
    """What keeps a text from being put into a page as a picture."""
    if len(svg) > LARGEST:
        return f'a picture of {len(svg)} characters; expected at most {LARGEST}'
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return f'no SVG: {str(error).partition(":")[0]}'
    if root.tag not in _ROOT or '<svg' not in svg:
        return f'no SVG: its element is {shown(root.tag)}'
    if loads := _LOADS.search(svg):
        return f'the picture loads something or holds a script: {shown(loads[0])}'
    return None


def _pieces(outputs: Iterable[Output]) -> Iterator[Piece]:
    """The text of outputs in pieces; a value stands on lines of its own."""
    ended = True
    for output in outputs:
        if output.is_value and not ended:
            yield '\n', output.line
        yield from output.text
        text = ''.join(text for text, _ in output.text)
        ended = text.endswith('\n') if text else ended
        if output.is_value and not ended:
            yield '\n', output.line
            ended = True
