"""Differences are named line by line, with the place in the file."""

from __future__ import annotations

from support.compare import differences


def test_lines_that_are_the_same_are_no_difference() -> None:
    assert differences('docs/x.md', 1, ['a', 'b'], ['a', 'b']) == []


def test_each_line_that_differs_is_named() -> None:
    found = differences('docs/x.md', 10, ['a', '  #> 1', 'b', '#> 2'], ['a', '  #> 3', 'b', '#> 4'])
    assert found == [
        "docs/x.md:11: expected '#> 1', got '#> 3'",
        "docs/x.md:13: expected '#> 2', got '#> 4'",
    ]


def test_lines_too_many_and_too_few_are_named() -> None:
    assert differences('x', 10, ['a', '#> 1', 'b'], ['a', 'b']) == [
        "x:11: expected '#> 1', got nothing"
    ]
    assert differences('x', 10, ['a', 'b'], ['a', '#> 1', 'b']) == [
        "x:10: expected nothing, got '#> 1'"
    ]
    assert differences('x', 10, ['a'], ['a', '#> 1']) == ["x:10: expected nothing, got '#> 1'"]
    assert differences('x', 10, [], ['#> 1']) == ["x:10: expected nothing, got '#> 1'"]
