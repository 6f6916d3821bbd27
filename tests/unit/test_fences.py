"""Code blocks: found where the site will show them, and faulty ones reported."""

from __future__ import annotations

import pytest
from support.pages import (
    BLOCK,
    PATH,
    altered,
    another,
    expect,
    line_of,
    problems_in_a_block,
    problems_of,
)

from guide.source import fences

TEXT = '    ```text\n    for each'
PYTHON = '```python {group="layers"}'
KNOWN = ', '.join(fences.OPTIONS)
AS_OPTIONS = 'expected options as {' + ', '.join(f'{name}="…"' for name in fences.OPTIONS) + '}'


@pytest.mark.parametrize(
    ('old', 'new', 'message'),
    [
        (
            TEXT,
            '    ```\n    for each',
            'a code block without a language; write ```text for pseudo-code',
        ),
        (
            TEXT,
            '    ```txet\n    for each',
            "unknown language 'txet'",
        ),
        (
            TEXT,
            '    ```bash\n    for each',
            "'bash' blocks are neither run nor checked here; "
            'say why with test="skip: …", or write ```text',
        ),
        (
            PYTHON,
            '```python {gruop="layers"}',
            f"unknown fence option 'gruop'; expected {KNOWN}. Did you mean 'group'?",
        ),
        (
            PYTHON,
            '```python {group="layers" hl_lines="1"}',
            f"unknown fence option 'hl_lines'; expected {KNOWN}.",
        ),
        (
            PYTHON,
            '```python {group=layers}',
            f"unknown word 'group=layers' after 'python'; {AS_OPTIONS}",
        ),
        (
            PYTHON,
            '```python group="layers"',
            f"unknown word 'group=\"layers\"' after 'python'; {AS_OPTIONS}",
        ),
        (
            PYTHON,
            '```python {test="skip"}',
            'test="skip" gives no reason; expected test="skip: why"',
        ),
        (
            PYTHON,
            '```python {test="skip: "}',
            'test="skip: " gives no reason; expected test="skip: why"',
        ),
        (
            PYTHON,
            '```python {test="later"}',
            'test="later" gives no reason; expected test="skip: why"',
        ),
    ],
)
def test_a_faulty_fence_is_reported_on_its_line(old: str, new: str, message: str) -> None:
    expect(old, new, new.strip(), message)


@pytest.mark.parametrize(
    ('language', 'source', 'fault'),
    [
        ('json', '{"a": 1,}', True),
        ('json', '{"a": 1}', False),
        ('toml', 'a = ', True),
        ('toml', 'a = 1', False),
        ('yaml', 'a: b: c', True),
        ('yaml', 'a: 1\n    ---\n    b: !tag 2', False),
        ('bash {test="skip: needs a cluster"}', 'kubectl get pods', False),
        ('python {test="skip: needs 8 GPUs"}', 'train()', False),
    ],
)
def test_data_must_parse_and_a_reason_excuses_other_languages(
    language: str, source: str, fault: bool
) -> None:
    page = altered('text\n    for each unit: toss a coin', f'{language}\n    {source}')
    found = problems_of(page)
    start = f'docs/{PATH}:{line_of(f"    ```{language}", page)}: this {language} does not parse: '
    assert [problem.startswith(start) for problem in found] == [True] * fault


@pytest.mark.parametrize(
    ('language', 'depth'),
    [('json', 200_000), ('yaml', 3000), ('toml', 3000)],  # the first is read by C
)
def test_data_nested_too_deeply_does_not_parse(language: str, depth: int) -> None:
    nested = '[' * depth + ']' * depth
    source = f'a = {nested}' if language == 'toml' else nested
    page = altered('text\n    for each unit: toss a coin', f'{language}\n    {source}')
    message = f'this {language} does not parse: it is nested too deeply'
    place = f'docs/{PATH}:{line_of(f"    ```{language}", page)}'
    assert problems_of(page) == [f'{place}: {message}']


@pytest.mark.parametrize('marks', ['~~~', '````'])
def test_a_block_that_runs_must_be_one_the_examples_tests_find(marks: str) -> None:
    opening = PYTHON.replace('```', marks)
    page = altered(PYTHON, opening)
    page = altered('kept = np.ones(3)\n    ```', f'kept = np.ones(3)\n    {marks}', page)
    message = f"'{marks}' around a block that runs; expected three backticks"
    assert problems_of(page) == [f'docs/{PATH}:{line_of(opening, page)}: {message}']


def test_a_code_block_in_a_quotation_is_reported() -> None:
    expect(
        '    Nothing is dropped.',
        '    > ```python\n    > f()\n    > ```',
        '    > ```python',
        'a code block in a quotation never runs; take it out',
    )


SAME = "expected '```' at the same indent, or more marks around it all"
NEVER = 'this code block is never closed'
SHOWN = 'this code block is shown as text, being indented by'


@pytest.mark.parametrize(
    ('text', 'problems'),
    [
        ('```text\na', [f'1: {NEVER}']),
        ('~~~text\na\n```', ['1: this code block is never closed']),
        (
            '```text\na\n````\n\nMore **text.',
            [
                f"1: this code block is not closed by '````' in line {BLOCK + 2}; "
                f"expected '```' at the indent of line {BLOCK}"
            ],
        ),
        (
            '```text\na\n ```\n\nMore **text.',
            [
                f"1: this code block is not closed by '```' in line {BLOCK + 2}; "
                f"expected '```' at the indent of line {BLOCK}"
            ],
        ),
        (
            '```text\na\n ```\n\nMore.\n\n```text\nb\n```',
            [
                f"1: '```' in line {BLOCK + 2} does not close this code block, "
                f'line {BLOCK + 8} does; {SAME}'
            ],
        ),
        (
            '```text\na\n\nMore.\n\n```text\nb\n```',
            [
                f"1: '```text' in line {BLOCK + 5} does not close this code block, "
                f'line {BLOCK + 7} does; {SAME}'
            ],
        ),
        (
            '```text\na\n````\n\nMore.\n\n```text\nb\n```',
            [
                f"1: '````' in line {BLOCK + 2} does not close this code block, "
                f'line {BLOCK + 8} does; {SAME}'
            ],
        ),
        (
            '- ```text\n  a\n  ```',
            [
                '1: a code block in an item of a list starts on a line of its own, '
                'indented by four',
            ],
        ),
        ('Text.\n\n    ```text\n    a\n    ```', [f'3: {SHOWN} 8']),
        ('- a\n\n        ```text\n        b\n        ```', [f'3: {SHOWN} 12']),
        (
            'Text.\n```text\na\n```',
            ['2: this code block needs a blank line before and after it'],
        ),
        (
            '```text\na\n```\nText.',
            ['3: this code block needs a blank line before and after it'],
        ),
        ('```python{group="a"}\na\n```', ['1: unknown language \'python{group="a"}\'']),
        (
            f'```text {"a=" * 40}"\n```',
            ["1: '```text …' opens no code block; expected"],
        ),
    ],
)
def test_a_block_is_closed_where_it_was_meant_to_be(text: str, problems: list[str]) -> None:
    found = problems_in_a_block(text)
    assert len(found) == len(problems), found
    for problem, start in zip(found, problems, strict=True):
        assert problem.startswith(start)


@pytest.mark.parametrize(
    'text',
    [
        '````text\n```text\na\n```\n````',
        '~~~text\n```\n~~~',
        '- a\n\n    ```text\n    b\n    ```\n\n    c',
        '1. a\n\n    - b\n\n        ```text\n        c\n        ```',
        '```text\na\n   b\n\n    - ```c\n```  ',
        '```a``` is code',
    ],
)
def test_a_block_that_is_closed_is_let_be(text: str) -> None:
    assert problems_in_a_block(text) == []


def test_a_block_is_not_closed_by_one_of_the_next_part() -> None:
    """The first is text then, and swallows what follows; once it is said, the rest is as meant."""
    page = altered('    for each unit: toss a coin\n    ```\n', '    for **each\n')
    page = altered('    Nothing is dropped.', '    ```text\n    a\n    ```', page)
    assert problems_of(page) == [f'docs/{PATH}:{line_of("    ```text", page)}: {NEVER}']


def test_an_unclosed_metadata_block_is_reported_too() -> None:
    page = altered('```\n\n??? answer', '\n??? answer')
    assert f'docs/{PATH}:11: {NEVER}' in problems_of(page)
    page += another('twice', 'What is drawn again?')
    opened, closed = line_of(PYTHON, page), line_of('```\n\n??? answer', page)
    message = f"'{PYTHON}' in line {opened} does not close this code block, line {closed} does"
    assert f'docs/{PATH}:11: {message}; {SAME}' in problems_of(page)


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('```python\na\n```', [(1, 'python', 'a', 2)]),
        ('~~~text\n```\n~~~', [(1, 'text', '```', 2)]),
        ('````text\n```\na\n```\n````', [(1, 'text', '```\na\n```', 4)]),
        (
            '- item\n\n    ```python\n    if a:\n        b\n    ```\n',
            [(3, 'python', 'if a:\n    b', 5)],
        ),
        ('```python\na\n\n```text\nb\n```', [(1, 'python', 'a\n\n```text\nb', 5)]),
        ('```python\na\n  ```\n', []),
        ('```python\na', []),
        ('```', []),
        ('``` a `b` ```', []),
        ('', []),
    ],
)
def test_fences_are_found_with_their_lines(
    text: str, expected: list[tuple[int, str, str, int]]
) -> None:
    found = [(f.line, f.language, f.source, end) for f, end in fences.find(text.splitlines())]
    assert found == expected


@pytest.mark.parametrize(
    ('info', 'language', 'words', 'options'),
    [
        ('', '', (), {}),
        ('Python', 'python', (), {}),
        ('yaml question', 'yaml', ('question',), {}),
        ('python {group="a b" fold=\'{x}\'}', 'python', (), {'group': 'a b', 'fold': '{x}'}),
        ('python {test="skip: it\'s slow"}', 'python', (), {'test': "skip: it's slow"}),
        ('python {group=a}', 'python', ('group=a',), {}),
    ],
)
def test_what_a_fence_says_of_itself(
    info: str, language: str, words: tuple[str, ...], options: dict[str, str]
) -> None:
    found_language, found_words, found_options = fences.header(info)
    assert (found_language, found_words, dict(found_options)) == (language, words, options)


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('a `b` c', 'a     c'),
        ('a ``b ` c`` d', 'a           d'),
        ('a `b\nc` d', 'a   \n   d'),
        ('a ` b\n\nc ` d', 'a ` b\n\nc ` d'),
        ('a `` b ` c ` d', 'a `` b       d'),
        (r'a \`b` c', r'a \`b` c'),
        ('a\n```\nb\n```\nc', 'a\n\n\n\nc'),
    ],
)
def test_code_is_blanked_and_every_line_stays(text: str, expected: str) -> None:
    lines = text.split('\n')
    assert fences.without_code(lines, list(fences.find(lines))) == expected
