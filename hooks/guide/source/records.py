"""JSON that a program wrote and a merge or an editor may have broken: read, and its shape checked.

A shape is a type, a function that says what was expected of a text, a list of one shape, a mapping
from `str` to one, or a mapping from keys to theirs; a key that ends in `?` may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from guide.model import Report
from guide.source import places
from guide.source.places import Place

_SHOWN = 40  # characters of a value

_NAMES = {str: 'a text', int: 'a whole number', list: 'a list', dict: 'a mapping'}


def read(text: str, shape: Any, report: Report) -> Any:
    """The value of a JSON text; None, after a report of its first fault, if there is one."""
    try:
        value, lines = places.load(text), places.places(text, once=True)
    except places.JsonError as error:
        report(error.line, f'unreadable JSON: {error}')
        return None
    fault = next(_faults(value, shape, ()), None)
    if fault is None:
        return value
    place, message = fault
    report(lines[place], message)
    return None


def _faults(value: Any, shape: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """What differs from the shape, with the way there."""
    kind: Any = shape if isinstance(shape, type) else str if callable(shape) else type(shape)
    expected = None
    if not isinstance(value, kind) or isinstance(value, bool):
        expected = _NAMES[kind]
    elif isinstance(shape, list):
        for number, item in enumerate(value):
            yield from _faults(item, shape[0], (*place, number))
    elif isinstance(shape, dict):
        yield from _faults_of_keys(value, shape, place)
    elif not isinstance(shape, type):
        expected = shape(value)
    if expected:
        found = f"'{place[-1]}' is" if place and isinstance(place[-1], str) else 'found'
        yield place, f'{found} {_short(value)}; expected {expected}'


def _faults_of_keys(
    value: dict[str, Any], shape: dict[Any, Any], place: Place
) -> Iterator[tuple[Place, str]]:
    if str in shape:
        shape = dict.fromkeys(value, shape[str])
    for key, inner in shape.items():
        name = key.removesuffix('?')
        if name in value:
            yield from _faults(value[name], inner, (*place, name))
        elif name == key:
            yield place, f"'{name}' is missing"


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= _SHOWN else f'{text[:_SHOWN]} …'
