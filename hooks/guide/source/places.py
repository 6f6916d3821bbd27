"""JSON, and the line on which each of its values stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

Place = tuple[str | int, ...]  # the keys and indexes that lead to a value

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\r\n?|\n|[{}\[\],:]|[^\s{}\[\],:"]+')


class JsonError(ValueError):
    """A text is no JSON; `line` says where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def load(text: str) -> object:
    """The value of a JSON text (RFC 8259). Raises JsonError."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise JsonError(error.lineno, f'{error.msg}, column {error.colno}') from None
    except RecursionError:
        raise JsonError(1, 'nested too deeply') from None
    except _Constant as error:
        name = str(error)
        line = next(line for token, line in _tokens(text) if token.startswith(name))
        raise JsonError(line, f'{name} is a number to Python only') from None
    except ValueError as error:  # an integer of thousands of digits
        raise JsonError(1, str(error).partition(':')[0]) from None


def places(text: str, *, once: bool = False) -> Mapping[Place, int]:
    """The line on which each value of a text that `load` has read starts, by its place.

    Of two equal keys the last counts, as for `load`; with `once` they raise JsonError.
    """
    found: dict[Place, int] = {}
    here: list[str | int] = []
    names = False  # whether a string that comes next is a key
    for token, line in _tokens(text):
        if token in ('}', ']'):
            here.pop()
            names = False
        elif token == ',':
            if isinstance(here[-1], int):
                here[-1] += 1
            names = isinstance(here[-1], str)
        elif token == ':':
            names = False
        elif names:
            here[-1] = json.loads(token)
        else:
            if once and tuple(here) in found:
                raise JsonError(line, f"'{here[-1]}' stands here twice")
            found[tuple(here)] = line
            if token in ('{', '['):
                here.append('' if token == '{' else 0)
                names = token == '{'
    return found


class _Constant(ValueError):
    """NaN or an infinity, which Python reads and no other program does."""


def _refuse(name: str) -> None:
    raise _Constant(name)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match[0][0] in '\r\n':
            line += 1
        else:
            yield match[0], line
