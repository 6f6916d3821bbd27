"""What the core reads is what the site shows: pages made at random, read by both."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from support.pages import PAGE, altered
from support.shown import code, settings

from guide.source import parse, tree

CASES = 500
SAID = ('text', 'text', 'json', 'python {group="a"}', 'text {fold="b"}', 'python {test="skip: c"}')
ODD = (
    *('', 'text a', 'text fold="b"', 'python{group="a"}', 'a,b', 'text {group="a"} b', '{.text}'),
    *('yaml question', 'python {group=a}', ' text', 'Text', 'text {', 'x`y'),
)
CODE = ('{"a": 1}', '    {"b": 2}', '', '"# c"')
ODD_CODE = ('```', '```text', '````', '~~~', '    ```', '``` a', '- ```', '> ```')
AROUND = ('Text.', '- item', '1. one', '    more', '> said', '### Three', '- a\n    - b')
INDENTS = (' ', '  ', '    ', '        ', '\t', '> ', '- ', '1. ', '   ')


def page(random: random.Random) -> str:
    """A page of a few code blocks and what may stand around them, with an odd thing or two."""
    parts = [part for _ in range(random.randint(1, 3)) for part in example(random)]
    lines = '\n\n'.join(parts).split('\n')
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        place = random.randrange(len(lines))
        lines[place : place + 1] = odd(random, lines[place])
    return '\n'.join(lines)


def example(random: random.Random) -> Iterator[str]:
    """A code block after a text or in an item, and perhaps a text behind it."""
    before, indent = random.choice((('Text.', ''), ('Text.', ''), ('- item', '    ')))
    yield before if random.random() < 0.9 else random.choice(AROUND)
    said = random.choice(ODD if random.random() < 0.1 else SAID)
    marks = random.choice(('```', '```', '````', '~~~')) if 'python' not in said else '```'
    inside = [CODE[0], *random.choices(CODE if random.random() < 0.9 else ODD_CODE)]
    lines = [marks + said, *(inside if 'json' not in said else inside[:1]), marks]
    yield '\n'.join(indent + line if line else '' for line in lines)
    if random.random() < 0.3:
        yield random.choice(AROUND)


def odd(random: random.Random, line: str) -> list[str]:
    """The line with a fault that somebody makes."""
    return random.choice(
        (
            [],
            [''],
            [random.choice(INDENTS) + line],
            [line[1:]],
            [line.lstrip()],
            [line + random.choice((' ', '`', '~', 'x', ' {', '\t'))],
            [line.replace('```', '~~~')],
            [line.replace('~~~', '```')],
            [line, random.choice((*AROUND, *ODD_CODE))],
        )
    )


def about(body: str) -> tuple[str, str]:
    return 'about.md', f'---\ndescription: D.\n---\n\n# About\n\n{body}\n\nThe end.\n'


def topic(body: str) -> tuple[str, str]:
    indented = '\n'.join(f'    {line}' if line else '' for line in body.split('\n'))
    return 'questions/x.md', altered('    Nothing is dropped.', f'{indented}\n\n    The end.', PAGE)


@pytest.mark.parametrize('place', [about, topic])
def test_code_is_found_where_it_is_shown_or_the_page_is_refused(
    place: Callable[[str], tuple[str, str]],
) -> None:
    """What cannot be shown as it was meant is a problem; all else is found as it is shown."""
    generator, accepted, refused, agreed = random.Random(2026), 0, 0, 0
    for _ in range(CASES):
        path, text = place(page(generator))
        read, problems = parse.page(path, text)
        found = [(fence.language or 'text', fence.source.strip('\n')) for fence in read.fences]
        same = found == code(text)
        assert same or problems, text
        accepted += not problems
        refused += bool(problems)
        agreed += same
    print(f'{CASES} pages: {accepted} accepted, {refused} refused, {agreed} read alike')
    assert accepted > CASES / 10  # so that the test has looked at some
    assert refused > CASES / 10


def test_the_core_reads_by_the_settings_of_the_site() -> None:
    config = settings()
    shown = set(config.markdown_extensions) - {'fenced_code', 'pymdownx.highlight'}
    assert shown == set(tree.EXTENSIONS)
    for name, options in tree.EXTENSIONS.items():
        assert options == (config.mdx_configs.get(name) or {}), name
