"""What a block printed, in place and in order, and what cannot be shown so."""

from __future__ import annotations

import pytest
from support import printed

LOOP = 'for i in range(2):\n    print(i)\n'


def shown(source: str, *written: tuple[int, str]) -> str:
    text, faults = printed.shown(source, written)
    assert faults == []
    return text


def fault(source: str, *written: tuple[int, str]) -> str:
    text, faults = printed.shown(source, written)
    assert text == source, 'what cannot be shown must not be written'
    [(_, message)] = faults
    return message


def test_output_stands_below_the_statement_that_printed_it() -> None:
    source = 'print(\n    1,\n)\nx = 2\n'
    assert shown(source, (1, '1'), (1, '\n')) == 'print(\n    1,\n)\n#> 1\nx = 2\n'


def test_output_is_indented_like_its_statement() -> None:
    text = shown(LOOP, (2, '0\n'), (2, '1\n'))
    assert text == 'for i in range(2):\n    print(i)\n    #> 0\n    #> 1\n'


def test_output_of_an_earlier_run_is_replaced_wherever_it_stands() -> None:
    source = '#> stray\nprint(1)\n#> 7\n#> 8\nx = 1\n#> 9\n'
    assert shown(source, (2, '1\n')) == 'print(1)\n#> 1\nx = 1\n'


def test_a_text_that_looks_like_output_is_code() -> None:
    source = 'text = """\n#> code\n"""\nprint(text)\nx = 1  #> code\n'
    assert shown(source, (4, '\n#> code\n\n')).count('#> code') == 3


def test_an_empty_line_has_a_mark_and_no_blank() -> None:
    assert shown('print()\n', (1, '\n')) == 'print()\n#>\n'


def test_lines_of_one_text_are_lines_of_output() -> None:
    assert shown('print(t)\n', (1, 'a\n  b\n')) == 'print(t)\n#> a\n#>   b\n'


def test_a_line_that_one_statement_prints_in_pieces_is_one_line() -> None:
    pieces = [(2, text) for text in ('0', ' ', '1', '\n')]
    assert shown(LOOP, *pieces) == f'{LOOP}    #> 0 1\n'


@pytest.mark.parametrize(
    ('source', 'written', 'message'),
    [
        (
            'print(1, end="")\nprint(2)\n',
            [(1, '1'), (2, '2\n')],
            "'12' is put together by several statements; print it with one",
        ),
        ('print(1, end=" ")\n', [(1, '1 ')], "'1 ' has no end of line; print whole lines"),
        ('print("a ")\n', [(1, 'a \n')], "'a ' ends in a blank; strip it"),
        (
            'print("a\\tb")\n',
            [(1, 'a\tb\n')],
            "'a\\tb' holds a control character; print it by repr()",
        ),
        (
            'print("\\r1")\n',
            [(1, '\r1\n')],
            "'\\r1' holds a control character; print it by repr()",
        ),
        (
            'x = 1\n',
            [(0, 'hi\n')],
            "'hi' comes from a thread, another program or C code; catch it and print it here",
        ),
        (
            'with noisy():\n    pass\n',
            [(1, 'hi\n')],
            "'hi' is printed by the head of a block; print it in a line of its own",
        ),
        (
            'print(object())\n',
            [(1, '<object object at 0x7f0000000010>\n')],
            "'<object object at 0x7f0000000010>' holds an address, which differs from run to run",
        ),
        (
            'print(s)\n',
            [(1, "[{'b', 'a'}]\n")],
            "\"{'b', 'a'}\" is a set, which has no order; print it sorted",
        ),
        (
            'pprint(s)\n',
            [(1, "{'a',\n 'b'}\n")],
            "\"{'a',\\n 'b'}\" is a set, which has no order; print it sorted",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(
    source: str, written: list[tuple[int, str]], message: str
) -> None:
    assert fault(source, *written) == message


def test_output_is_as_wide_as_the_page() -> None:
    assert shown('print(t)\n', (1, 'x' * 74 + '\n'))
    assert fault('print(t)\n', (1, 'x' * 75 + '\n')).endswith(
        'takes 78 columns; expected at most 77'
    )
    assert shown(LOOP, (2, 'x' * 70 + '\n'))
    assert fault(LOOP, (2, 'x' * 71 + '\n')).endswith('takes 78 columns; expected at most 77')
    assert fault('print(t)\n', (1, '宽' * 38 + '\n')).endswith(
        'takes 79 columns; expected at most 77'
    )


@pytest.mark.parametrize(
    'text', ["{'a'}", '{1, 2}', "{'a': 1, 'b': 2}", '{x, y}', 'f{"a", }', '{}']
)
def test_what_is_no_set_or_has_an_order_is_shown(text: str) -> None:
    assert shown('print(s)\n', (1, f'{text}\n')) == f'print(s)\n#> {text}\n'


def test_output_stands_in_the_order_in_which_it_was_printed() -> None:
    source = 'for i in range(2):\n    print("a")\n    print("b")\n'
    assert shown(source, (2, 'a\n'), (3, 'b\n')).endswith('#> a\n    print("b")\n    #> b\n')
    message = fault(source, (2, 'a\n'), (3, 'b\n'), (2, 'a\n'), (3, 'b\n'))
    assert message == (
        "'a' is printed after 'b', which stands below it; print both in one place, "
        'or when all is done'
    )


def test_faults_are_at_the_line_that_printed() -> None:
    _, faults = printed.shown('x = 1\nprint("a ")\nprint("b ")\n', [(2, 'a \n'), (3, 'b \n')])
    assert [line for line, _ in faults] == [2, 3]
