"""JSON with the line of each value."""

from __future__ import annotations

import json

import pytest

from guide.source import places

LINES = r"""{"first": 1, "empty": {}, "none": [
 ], "braces \"{[,:]}\"": 2,
 "nested": {"list": [3, 3,
   4, {"deep": [
     [5], 5]
   }, "a \\", 6
 ]},
 "last"
 :
 10
}"""


@pytest.mark.parametrize('end', ['\n', '\r\n'])
def test_every_value_has_its_line(end: str) -> None:
    """Each number says on which line it stands."""
    text = LINES.replace('\n', end)
    found = places.places(text)
    numbers = {}
    for place, line in found.items():
        value = json.loads(text)
        for key in place:
            value = value[key]
        if isinstance(value, int):
            numbers[place] = (value, line)
    assert len(numbers) == 9
    assert all(value == line for value, line in numbers.values()), numbers
    assert found[()] == 1
    assert found['nested', 'list', 3, 'deep'] == 4


def test_the_last_of_two_equal_keys_counts_as_in_python() -> None:
    text = '{"a": [1],\n"a": 2}'
    assert places.load(text) == {'a': 2}
    assert places.places(text)['a',] == 2


@pytest.mark.parametrize(
    ('text', 'line'),
    [('{"a": 1\n', 2), ('{"a": NaN}', 1), ('\n\n["NaN", "Infinity",\nInfinity]', 4)],
)
def test_what_is_no_json_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(places.JsonError) as error:
        places.load(text)
    assert error.value.line == line


def test_a_key_that_should_stand_once_is_named_with_its_second_line() -> None:
    with pytest.raises(places.JsonError, match="'b' stands here twice") as error:
        places.places('{"a": {"b": 1},\n "b": {"b": 1,\n  "b": 2}}', once=True)
    assert error.value.line == 3
