"""The values of a JSON text by their places; what is of a wrong type is a problem with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guide.model import Report
from guide.source.places import Place

Piece = tuple[str, int]  # of a longer text, and the line of the file it stands on

_SURROGATE = re.compile('[\ud800-\udfff]')


@dataclass(frozen=True)
class Line:
    """A line of a text, and the line of the file it stands on."""

    text: str
    number: int


@dataclass(frozen=True)
class Values:
    """A JSON value, and the line of each part of it. What is missing is empty, not wrong."""

    data: object
    lines: Mapping[Place, int]
    report: Report

    def get(self, *place: str | int) -> Any:
        """The value at a place; None where there is none."""
        value: Any = self.data
        for key in place:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def found(self, *place: str | int) -> str:
        """The value at a place as a message names it."""
        return shown(self.get(*place)) if place in self.lines else 'nothing'

    def line(self, *place: str | int) -> int:
        """The line on which a value starts; where it is missing, that of the nearest around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def fault(self, place: Place, message: str) -> None:
        """Report what is wrong at a place."""
        self.report(self.line(*place), message)

    def mapping(self, *place: str | int) -> Mapping[str, Any]:
        """An object; empty, after a report, where something else stands."""
        return self._of(dict, 'an object', place) or {}

    def sequence(self, *place: str | int) -> Sequence[Any]:
        """A list; empty, after a report, where something else stands."""
        return self._of(list, 'a list', place) or []

    def text(self, *place: str | int) -> str:
        """A text on one line; empty, after a report, where something else stands."""
        return ' '.join(''.join(text for text, _ in self.pieces(*place)).split())

    def pieces(self, *place: str | int) -> Sequence[Piece]:
        """A text, or a list of texts that belong together, piece by piece."""
        value = self.get(*place)
        if not isinstance(value, list):
            return self._piece(place)
        return [piece for index in range(len(value)) for piece in self._piece((*place, index))]

    def _piece(self, place: Place) -> Sequence[Piece]:
        text = self._of(str, 'text', place) or ''
        for half in _SURROGATE.findall(text):
            self.fault(place, f"'\\u{ord(half):x}' is half a character; expected the other half")
        text = _SURROGATE.sub('', text).replace('\r\n', '\n')
        if '\r' in text:
            self.fault(place, "a carriage return ('\\r') inside a line; write whole lines")
        return [(text.replace('\r', ''), self.line(*place))] if text else []

    def _of(self, kind: type, expected: str, place: Place) -> Any:
        value = self.get(*place)
        if place in self.lines and not isinstance(value, kind):
            name = next(f"'{key}'" for key in reversed(place) if isinstance(key, str))
            what = f'an entry of {name}' if isinstance(place[-1], int) else name
            self.fault(place, f'{what} should be {expected}, found {shown(value)}')
            return None
        return value


def split(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines of a text in pieces; a line has the number of the piece it starts in."""
    begun: list[Piece] = []
    for text, number in pieces:
        *ends, rest = text.split('\n')
        for end in ends:
            begun.append((end, number))
            yield Line(''.join(part for part, _ in begun), begun[0][1])
            begun = []
        if rest:
            begun.append((rest, number))
    if begun:
        yield Line(''.join(part for part, _ in begun), begun[0][1])


def shown(value: object) -> str:
    """A value as a message names it: short, and on one line."""
    if isinstance(value, dict):
        return 'an object'
    if isinstance(value, list):
        return 'a list'
    if isinstance(value, str):
        short = value if len(value) <= 50 else f'{value[:48]} …'
        escaped = json.dumps(short, ensure_ascii=False)[1:-1]
        return f"'{escaped.encode('utf-8', 'backslashreplace').decode()}'"
    return json.dumps(value)
