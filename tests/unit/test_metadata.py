"""Front matter and question metadata: what they may hold, and where a fault is reported."""

from __future__ import annotations

import pytest
from support.pages import PAGE, PATH, altered, expect, problems_of

from guide.shape import FRONT_MATTER, QUESTION, Field
from guide.source import metadata

ALSO = '  - random silencing\n'
SOURCE = '"[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)"'
KEYS = ', '.join(QUESTION)


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (
            'difficulty: 2',
            'difficulty: 2\nlevel: 3',
            'level: 3',
            f"unknown key 'level'; expected {KEYS}.",
        ),
        (
            'difficulty: 2',
            'difficulty: 2\ndifficulty: 2',
            'difficulty: 2\nconcepts',
            "'difficulty' stands here twice; keep one",
        ),
        (
            'difficulty: 2',
            'difficulty: hard',
            'difficulty: hard',
            "'difficulty' should be a whole number, found 'hard'",
        ),
        (
            'difficulty: 2',
            'difficulty: [2]',
            'difficulty: [2]',
            "'difficulty' should be a whole number, found a list",
        ),
        ('difficulty: 2', 'difficulty: 5', 'difficulty: 5', "'difficulty' is 5; expected 1 to 4"),
        (ALSO, '  - ~\n', '  - ~', "'also' should hold text, found nothing: '~'; put it in quotes"),
        (
            ALSO,
            '  - 1.50\n',
            '  - 1.50',
            "'also' should hold text, found the number '1.50'; put it in quotes",
        ),
        (
            ALSO,
            '  - no\n',
            '  - no',
            "'also' should hold text, found the truth value 'no'; put it in quotes",
        ),
        (
            ALSO,
            '  - 2024-01-01\n',
            '  - 2024',
            "'also' should hold text, found the date '2024-01-01'; put it in quotes",
        ),
        (ALSO, '  - "a\\nb"\n', '  - "a', "'also' holds a line break: 'a b'; expected one line"),
        (
            ALSO,
            '  - "a\\u200b"\n',
            '  - "a',
            'an invisible or broken character: ZERO WIDTH SPACE',
        ),
        (ALSO, '  - "a\\x1b[31m"\n', '  - "a', 'an invisible or broken character: U+001B'),
        (
            ALSO,
            '  - "a\\u202e"\n',
            '  - "a',
            'an invisible or broken character: RIGHT-TO-LEFT OVERRIDE',
        ),
        (
            ALSO,
            f'  - {"a" * 1001}\n',
            '  - aaa',
            "'also' has 1001 characters; expected at most 1000",
        ),
        (
            ALSO,
            '  - !!binary aGVsbG8=\n',
            '  - !!',
            "the tag '!!binary' is not allowed; expected a text or a number",
        ),
        (
            ALSO,
            '  - !!python/name:os.system a\n',
            '  - !!',
            "the tag '!!python/name:os.system' is not allowed; expected a text or a number",
        ),
        (ALSO, '  - &a silencing\n', '  - &a', "'a' refers to another text; write it out"),
        (
            'difficulty: 2',
            '<<: {difficulty: 1}\ndifficulty: 2',
            '<<',
            f"unknown key '<<'; expected {KEYS}.",
        ),
        (
            'difficulty: 2',
            '"a\\nb": 1\ndifficulty: 2',
            '"a',
            f"unknown key 'a b'; expected {KEYS}.",
        ),
        ('difficulty: 2', 'difficulty: 0', 'difficulty: 0', "'difficulty' is 0; expected 1 to 4"),
        (
            ALSO,
            '  - noise on activations\n',
            '  - noise on activations\nsources',
            "'noise on activations' stands in 'also' twice",
        ),
        (
            ALSO,
            '  - error: too high\n',
            '  - error:',
            "'also' should hold text, found a mapping (quote text with ': ' in it)",
        ),
        (ALSO, '  - ""\n', '  - ""', "'also' holds an empty text"),
        (
            f'sources:\n  - {SOURCE}',
            f'sources: {SOURCE}',
            'sources: ',
            "'sources' should be a list, found "
            "'[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)'",
        ),
        (f'sources:\n  - {SOURCE}\n', '', 'difficulty', "'sources' is missing"),
        (
            f'sources:\n  - {SOURCE}',
            'sources: []',
            'sources: []',
            "'sources' has 0 of at least 1 entries",
        ),
        (
            'concepts: [dropout, ensemble]',
            'concepts: [dropout, ensemble, Drop out]',
            'concepts',
            "'Drop out' is not an id; expected lower-case-words",
        ),
        (
            SOURCE,
            '"Srivastava 2014"',
            '  - "Srivastava',
            "the source 'Srivastava 2014' is not a link; expected [what it is](https://…)",
        ),
        (
            SOURCE,
            '"[here](ftp://x.org)"',
            '  - "[here]',
            "the source '[here](ftp://x.org)' is not a link; expected [what it is](https://…)",
        ),
        (
            'description: What every interview asks about layers.',
            'title: Layers',
            'title',
            "'description' is missing",
        ),
        (
            'description: What',
            'titel: X\ndescription: What',
            'titel',
            f"unknown key 'titel'; expected {', '.join(FRONT_MATTER)}. Did you mean 'title'?",
        ),
    ],
)
def test_a_fault_in_metadata_is_reported_on_its_line(
    old: str, new: str, at: str, message: str
) -> None:
    expect(old, new, at, message)


def test_an_unknown_key_is_guessed_and_the_missing_one_named() -> None:
    page = altered('difficulty: 2', 'dificulty: 2')
    assert problems_of(page) == [
        f"docs/{PATH}:12: 'difficulty' is missing",
        f"docs/{PATH}:12: unknown key 'dificulty'; expected {KEYS}. Did you mean 'difficulty'?",
    ]


@pytest.mark.parametrize(
    'number',
    ['0x2', '0o2', '02', '1_0', '1:30', '+2', '2.0', '2e0', '.inf', 'true', '~', "'2'", '9' * 5000],
)
def test_a_number_is_written_as_people_do(number: str) -> None:
    (problem,) = problems_of(altered('difficulty: 2', f'difficulty: {number}'))
    message = "'difficulty' should be a whole number, found '"
    assert problem.startswith(f'docs/{PATH}:12: {message}')
    assert len(problem) < 200


@pytest.mark.parametrize(
    ('old', 'new', 'line', 'message'),
    [
        ('difficulty: 2', 'difficulty: 2\n...', 13, "'---' or '...' ends YAML; expected one text"),
        ('difficulty: 2', 'difficulty: 2\n---\na: b', 13, "'---' or '...' ends YAML; expected one"),
        (
            'difficulty: 2',
            f'a: {"[" * 10_000}',
            12,
            'more than 10 lists and mappings in one anothe',
        ),
        ('difficulty: 2', f'a: {"{a: " * 10_000}', 12, 'more than 10 lists and mappings in one an'),
        ('description: What', 'title: x\n...\ndescription: What', 3, "'---' or '...' ends YAML;"),
    ],
)
def test_yaml_that_goes_too_far_is_not_read(old: str, new: str, line: int, message: str) -> None:
    assert [
        p for p in problems_of(altered(old, new)) if p.startswith(f'docs/{PATH}:{line}: {message}')
    ]


def test_texts_that_stand_for_a_billion_cost_nothing() -> None:
    bomb = 'a0: &a0 [x]\n' + ''.join(
        f'a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 9)}]\n' for n in range(1, 10)
    )
    found = problems_of(altered('difficulty: 2', f'{bomb}difficulty: 2'))
    assert f"docs/{PATH}:12: 'a0' refers to another text; write it out" in found


@pytest.mark.parametrize('value', ['yes', '1.50', '2024-01-01', '~'])
def test_what_yaml_takes_for_no_text_is_no_title(value: str) -> None:
    """MkDocs would show `True`, or 1.5."""
    (problem,) = problems_of(altered('description: What', f'title: {value}\ndescription: What'))
    assert problem.startswith(f"docs/{PATH}:2: 'title' should hold text, found ")
    page = altered('description: What', f'title: "{value}"\ndescription: What')
    assert problems_of(page) == []


@pytest.mark.parametrize(
    ('metadata_block', 'line', 'message'),
    [
        ('', 12, 'nothing here; expected YAML'),
        ('- a list', 12, "expected 'key: value' lines, found a list"),
        ('also: [a\nsources:', 13, 'unreadable YAML: '),
        ('a: b\n---\nc: d', 13, "'---' or '...' ends YAML; expected one text"),
        ('difficulty: 2\nalso: a: b', 13, 'unreadable YAML: '),
        ('a: \x08', 12, 'unreadable YAML: '),
    ],
)
def test_metadata_that_cannot_be_read_is_reported(
    metadata_block: str, line: int, message: str
) -> None:
    old = PAGE[PAGE.index('difficulty') : PAGE.index('```\n\n??? answer')]
    problems = problems_of(altered(old, f'{metadata_block}\n'))
    assert [p for p in problems if p.startswith(f'docs/{PATH}:{line}: {message}')], problems


def test_front_matter_that_cannot_be_read_is_reported() -> None:
    (problem,) = problems_of(altered('description: What', 'title: X\ndescription: What: a'))
    assert problem.startswith(f'docs/{PATH}:3: unreadable YAML: ')


@pytest.mark.parametrize(
    ('start', 'problem'),
    [
        ('', "1: no front matter; expected '---', 'description: …', '---'"),
        ('---\n---\n', '2: nothing here; expected YAML'),
        ('---\ndescription: x\n', "1: the front matter is never closed; expected '---' after it"),
    ],
)
def test_a_page_needs_whole_front_matter(start: str, problem: str) -> None:
    page = start + PAGE[PAGE.index('\n# Layers') :]
    assert problems_of(page) == [f'docs/{PATH}:{problem}']


def test_faulty_entries_do_not_move_the_lines_of_those_after_them() -> None:
    faults: list[tuple[int, str]] = []
    read = metadata.read(
        'words:\n- a\n- a\n- {}\n- b\n',
        {'words': Field(list)},
        1,
        lambda *fault: faults.append(fault),
    )
    assert read.values == {'words': ('a', 'b')}
    assert read.lines == {'words': 1, 'words[0]': 2, 'words[1]': 5}
    assert [line for line, _ in faults] == [3, 4]


@pytest.mark.parametrize(
    ('word', 'hint'),
    [('dropuot', " Did you mean 'dropout'?"), ('xyz', ''), ('', '')],
)
def test_only_a_near_word_is_suggested(word: str, hint: str) -> None:
    assert metadata.did_you_mean(word, ['dropout', 'ensemble']) == hint
