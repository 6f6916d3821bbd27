"""Inputs as people, editors and merges break them: one small change each, from a fixed seed."""

from __future__ import annotations

import codecs
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

Change = Callable[[random.Random, str], str | bytes]

ODD = (
    '\0',
    '\x07',
    '\x0b',
    '\x1b[31m',
    '\x85',
    '\r',
    '\t',
    '\xa0',
    '\u200b',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\U000e0041',
    'é',
    'e\u0301',
    '👩‍💻',
    '√π',
)
MARKUP = (
    '<div>',
    '</div>',
    '</details>',
    '<!--',
    '-->',
    '<script>',
    '<int>',
    '<![CDATA[',
    '<?php',
    '&#0;',
    '&#xd800;',
    '<div markdown data-guide="topic"></div>',
    '<div data-guide="topics"></div>',
    '\x02wzxhzdk:0\x03',
    '\x02klzzwxh:0000\x03',
    '<!--held-0--><!--/held-0-->',
)
QUOTES = '"\'`~$*_[](){}<>:#-?!'
YAML = (
    '',
    '~',
    'null',
    '5',
    '-1',
    '1.5',
    'yes',
    '2026-02-30',
    '1' * 400,
    '.inf',
    '[]',
    '{}',
    '[[[]]]',
    '{a: {b: c}}',
    '|',
    '>-',
    '*nowhere',
    '&here x',
    '&self [*self]',
    '!!python/name:os.system',
    '!ENV X',
    '!relative',
    '!!binary aGk=',
    '"\\ud800"',
    '"\\0"',
    "'",
    '"',
    '@x',
    '%x',
    '? x',
    '- - - x',
    ': x',
)
JSON: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float('nan'),
    '',
    'x',
    '\ud800',
    '\0',
    '<b>"',
    '🎲',
    [],
    ['x'],
    [None],
    [[[]]],
    {},
    {'x': 1},
    {'': None},
)

_FENCE = re.compile(r'`{3,}.*|^\?\?\? .*|^#+ .*|^---$', re.M)
_SCALAR = re.compile(r'(?:[\w"]: +|^ *- +|\[|, )(?P<value>[^\s,\[\]{}][^,\n\]}]*)', re.M)
_YAML_LINE = re.compile(r'^[ -]*\w+:.*\n', re.M)
_JSON_LINE = re.compile(r'^ *"[^"]*": [^\[{\n]*,\n', re.M)

MERGE = '<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n'


@dataclass(frozen=True)
class Mutation:
    """A changed file: what kind of change, and its bytes."""

    kind: str
    data: bytes


def mutations(kinds: Mapping[str, Change], text: str, count: int, seed: str) -> Iterator[Mutation]:
    """That many mutations of the text, the kinds in turn; none is the text itself."""
    rng = random.Random(seed)
    for kind, change in islice(cycle(rng.sample([*kinds.items()], len(kinds))), count):
        while True:
            changed = change(rng, text)
            data = changed if isinstance(changed, bytes) else changed.encode(errors='surrogatepass')
            if data != text.encode():
                break
        yield Mutation(kind, data)


def _lines(change: Callable[[random.Random, list[str], int], None]) -> Change:
    """A change of the list of lines at an index."""

    def changed(rng: random.Random, text: str) -> str:
        lines = text.splitlines(keepends=True)
        change(rng, lines, rng.randrange(len(lines)))
        return ''.join(lines)

    return changed


def _insert(pieces: tuple[str, ...]) -> Change:
    def changed(rng: random.Random, text: str) -> str:
        place = rng.randrange(len(text) + 1)
        return text[:place] + rng.choice(pieces) + text[place:]

    return changed


def _splice(rng: random.Random, text: str, length: int, new: Callable[[str], str]) -> str:
    place = rng.randrange(len(text))
    return text[:place] + new(text[place : place + length]) + text[place + length :]


def _line_deleted(rng: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def _line_doubled(rng: random.Random, lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def _lines_swapped(rng: random.Random, lines: list[str], at: int) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _line_cut(rng: random.Random, lines: list[str], at: int) -> None:
    lines[at] = lines[at][: rng.randrange(len(lines[at]))] + '\n'


def _indented(rng: random.Random, lines: list[str], at: int) -> None:
    lines[at] = rng.choice(('\t', ' ', '  ', '    ', '     ')) + lines[at]


def _dedented(rng: random.Random, lines: list[str], at: int) -> None:
    at = rng.choice([i for i, line in enumerate(lines) if line.startswith(' ')] or [at])
    lines[at] = lines[at][rng.randint(1, 4) :].lstrip(' ') or '\n'


def _merged(rng: random.Random, lines: list[str], at: int) -> None:
    lines[at] = MERGE.format(lines[at], lines[at])


def _quote_broken(rng: random.Random, text: str) -> str:
    place = rng.choice([i for i, character in enumerate(text) if character in QUOTES])
    return text[:place] + rng.choice(('', rng.choice(QUOTES))) + text[place + 1 :]


def _fence_broken(rng: random.Random, text: str) -> str:
    start, end = rng.choice([match.span() for match in _FENCE.finditer(text)])
    pieces = ('', text[start : end - 1], text[start:end] + '`', '~~~', text[start:end].upper())
    return text[:start] + rng.choice(pieces) + text[end:]


def _another_encoding(rng: random.Random, text: str) -> bytes:
    def errors(name: str) -> bytes:
        return f'{text}é'.encode(name, errors='replace')

    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: errors('latin-1'),
        lambda: errors('cp1252'),
        lambda: errors('utf-16'),
        lambda: errors('utf-16-be'),
        lambda: codecs.BOM_UTF16_BE + errors('utf-16-be'),
        lambda: errors('utf-32'),
        lambda: errors('utf-7'),
        lambda: codecs.BOM_UTF8 + text.encode(),
        lambda: 2 * codecs.BOM_UTF8 + text.encode(),
        lambda: text.replace('\n', '\r').encode(),
        lambda: text.replace('\n', '\r\n').encode(),
        lambda: text.encode()[: rng.randrange(len(text))] + b'\xe2\x80' + text.encode(),
        lambda: text.encode() + b'\xed\xa0\x80',
        lambda: text.encode() + b'\xf5\xff\n',
        lambda: b'\0' * 64 + text.encode(),
        lambda: text.encode('utf-8').decode('latin-1').encode('utf-8'),
    )
    return rng.choice(kinds)()


def _whole(rng: random.Random, text: str) -> str:
    half = len(text) // 2
    return rng.choice(
        (
            '',
            '\n',
            ' ',
            '\ufeff',
            '---',
            '---\n---\n',
            '[',
            '{',
            'null',
            '[]',
            '{}',
            '"x"',
            '5',
            text + text,
            text[half:],
            text[half:] + text[:half],
            '\n' * 1000 + text,
            '[' * 3000,
            '- ' * 3000,
            '> ' * 3000,
            '{"a":' * 3000,
            '*' * 5000,
            '(' * 5000,
            '`' * 501,
            '$' * 501,
            'x' * 100_000,
            text.swapcase(),
            text.replace(' ', ''),
            text.replace('\n', ' '),
            text.replace('    ', '\t'),
        )
    )


def _scalar(rng: random.Random, text: str) -> str:
    """A YAML value of another type."""
    start, end = rng.choice([match.span('value') for match in _SCALAR.finditer(text)])
    return text[:start] + rng.choice(YAML) + text[end:]


def _key(rng: random.Random, text: str) -> str:
    """A YAML key gone, twice, or misspelt."""
    start, end = rng.choice([match.span() for match in _YAML_LINE.finditer(text)])
    line = text[start:end]
    changed = rng.choice(('', line + line, line.replace(':', 'x:', 1), line.replace(':', '', 1)))
    return text[:start] + changed + text[end:]


def _json(change: Callable[[random.Random, Any, Any], None]) -> Change:
    """A change of one place of a JSON document, at any depth: of a container and a key in it."""

    def changed(rng: random.Random, text: str) -> str:
        whole = [json.loads(text)]
        change(rng, *rng.choice([*_places(whole, rng)]))
        return ''.join(json.dumps(value, indent=1) for value in whole) + '\n'

    return changed


def _places(value: Any, rng: random.Random) -> Iterator[tuple[Any, Any]]:
    """Every container with each of its keys; of a list of texts one, or they would be the most."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield value, rng.randrange(len(value))
        return
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in list(entries):
        yield value, key
        if isinstance(entry, (dict, list)):
            yield from _places(entry, rng)


def _retyped(rng: random.Random, container: Any, key: Any) -> None:
    container[key] = rng.choice(JSON)


def _removed(rng: random.Random, container: Any, key: Any) -> None:
    del container[key]


def _renamed(rng: random.Random, container: Any, key: Any) -> None:
    if isinstance(container, dict):
        container[rng.choice(('', 'x', f'{key} ', '\ud800', '../x'))] = container.pop(key)
    else:
        container.insert(0, rng.choice(JSON))


def _doubled_key(rng: random.Random, text: str) -> str:
    start, end = rng.choice([match.span() for match in _JSON_LINE.finditer(text)])
    return text[:start] + text[start:end] + text[start:]


def _lock_line(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.choice([i for i, line in enumerate(lines) if '==' in line])
    lines[at] = rng.choice(
        (
            lines[at].replace('==', '==x=='),
            lines[at].replace('==', ' '),
            lines[at].replace('==', '>='),
            lines[at].replace('==', '== '),
            lines[at].replace(' \\', ' ; python_version > \\'),
            lines[at].replace(' \\', " ; nonsense == '1' \\"),
            lines[at].replace(' \\', " ; python_version < '3' \\"),
            lines[at].replace(' \\', ' @ https://example.org/x.whl \\'),
            f'-r other.txt\n{lines[at]}',
            f'--index-url x\n{lines[at]}',
            lines[at].replace('==', '==99999999999999999999.'),
            lines[at].replace('==', '==1..'),
        )
    )
    return ''.join(lines)


ANY: dict[str, Change] = {
    'line deleted': _lines(_line_deleted),
    'line doubled': _lines(_line_doubled),
    'lines swapped': _lines(_lines_swapped),
    'line cut': _lines(_line_cut),
    'file cut': lambda rng, text: text[: rng.randrange(len(text))],
    'character deleted': lambda rng, text: _splice(rng, text, 1, lambda piece: ''),
    'character doubled': lambda rng, text: _splice(rng, text, 1, lambda piece: piece * 2),
    'characters swapped': lambda rng, text: _splice(rng, text, 2, lambda piece: piece[::-1]),
    'indented': _lines(_indented),
    'dedented': _lines(_dedented),
    'odd character': _insert(ODD),
    'markup inserted': _insert(MARKUP),
    'quote or bracket broken': _quote_broken,
    'merge marks': _lines(_merged),
    'other encoding': _another_encoding,
    'whole file': _whole,
}
OF_PAGES = ANY | {'fence or heading broken': _fence_broken, 'YAML value': _scalar, 'YAML key': _key}
OF_YAML = ANY | {'YAML value': _scalar, 'YAML value again': _scalar, 'YAML key': _key}
OF_JSON = ANY | {
    'JSON value': _json(_retyped),
    'JSON value again': _json(_retyped),
    'JSON key gone': _json(_removed),
    'JSON key renamed': _json(_renamed),
    'JSON key doubled': _doubled_key,
}
OF_LOCKS = ANY | {'locked version': _lock_line}
