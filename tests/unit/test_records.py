"""JSON that a program wrote: read whole, or refused with the line of what differs."""

from __future__ import annotations

from typing import Any

import pytest

from guide.render import paper
from guide.source import records

SHAPE = {'name': str, 'pages?': int, 'tags': [str], 'by': {str: {'n': int}}}
RIGHT = '{\n "name": "a",\n "tags": ["x",\n  "y"],\n "by": {\n  "k": {"n": 1}\n }\n}'


def read(text: str, shape: Any = SHAPE) -> tuple[Any, list[str]]:
    reported: list[str] = []
    value = records.read(text, shape, lambda line, message: reported.append(f'{line}: {message}'))
    return value, reported


def test_what_has_the_shape_is_read() -> None:
    assert read(RIGHT) == ({'name': 'a', 'tags': ['x', 'y'], 'by': {'k': {'n': 1}}}, [])
    assert read(RIGHT.replace('"tags"', '"pages": 3, "other": null, "tags"'))[1] == []


@pytest.mark.parametrize(
    ('old', 'new', 'fault'),
    [
        ('"a"', 'null', "2: 'name' is null; expected a text"),
        ('"a"', '"a"\n "b"', "3: unreadable JSON: Expecting ',' delimiter, column 2"),
        ('"tags"', '"pages": true, "tags"', "3: 'pages' is true; expected a whole number"),
        ('"tags"', '"pages": 1.5, "tags"', "3: 'pages' is 1.5; expected a whole number"),
        ('"y"', '["y"]', '4: found ["y"]; expected a text'),
        ('["x",\n  "y"]', '{}', "3: 'tags' is {}; expected a list"),
        ('{"n": 1}', '[]', "6: 'k' is []; expected a mapping"),
        ('"n": 1', '"n": "1"', '6: \'n\' is "1"; expected a whole number'),
        ('"n": 1', '"m": 1', "6: 'n' is missing"),
        ('"n": 1', '"n": 1,\n"n": 2', "7: unreadable JSON: 'n' stands here twice"),
        (' "name": "a",\n', '', "1: 'name' is missing"),
        ('"a"', f'[{"1, " * 50} 1]', f"2: 'name' is [{'1, ' * 13} …; expected a text"),
    ],
)
def test_the_first_fault_is_named_with_its_line(old: str, new: str, fault: str) -> None:
    assert RIGHT.count(old) == 1
    assert read(RIGHT.replace(old, new)) == (None, [fault])


@pytest.mark.parametrize(
    ('text', 'fault'),
    [
        ('', '1: unreadable JSON: Expecting value'),
        ('[' * 100_000, '1: unreadable JSON: nested too deeply'),
        ('9' * 5000, '1: unreadable JSON: Exceeds the limit (4300 digits)'),
        ('NaN', '1: unreadable JSON: NaN is a number to Python only'),
    ],
)
def test_what_python_cannot_read_is_no_crash(text: str, fault: str) -> None:
    value, (found,) = read(text)
    assert value is None
    assert found.startswith(fault)


def test_a_text_may_be_asked_for_more_than_being_one() -> None:
    shape = {'name': lambda text: None if text.islower() else 'small letters'}
    assert read('{"name": "a"}', shape)[1] == []
    assert read('{"name":\n"A"}', shape)[1] == ['2: \'name\' is "A"; expected small letters']
    assert read('{"name": 5}', shape)[1] == ["1: 'name' is 5; expected a text"]


@pytest.mark.parametrize(
    ('index', 'fault'),
    [
        ('[', '1: unreadable JSON'),
        (
            '{"sql":\n{"short": {"A4": {"file": "x", "pages": "1", "size": 1}}}}',
            '2: \'pages\' is "1"',
        ),
        ('{"sql": {"short": {"A4": {"pages": 1, "size": 1}}}}', "1: 'file' is missing"),
    ],
)
def test_an_index_of_pdfs_of_another_shape_lists_none(index: str, fault: str) -> None:
    reported: list[str] = []
    pdfs = paper.read(index, {}, lambda line, message: reported.append(f'{line}: {message}'))
    assert pdfs == {}
    assert reported[0].startswith(fault)
