"""Front matter and question metadata: what they may hold, and where a fault is reported."""

from __future__ import annotations

import pytest
from support.pages import PAGE, PATH, altered, expect, problems_of

from guide.shape import Field
from guide.source import metadata

ALSO = '  - random silencing\n'
SOURCE = '"[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)"'
KEYS = 'difficulty, concepts, also, queries, sources, related'


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
        ('difficulty: 2', 'difficulty: 0', 'difficulty: 0', "'difficulty' is 0; expected 1 to 4"),
        (ALSO, '', 'also:', "'also' has 4 of at least 5 entries"),
        (
            ALSO,
            '  - inverted scaling\n',
            '  - inverted scaling\nsources',
            "'inverted scaling' stands in 'also' twice",
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
            "unknown key 'titel'; expected title, description, hide. Did you mean 'title'?",
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
    ('metadata_block', 'line', 'message'),
    [
        ('', 12, 'nothing here; expected YAML'),
        ('- a list', 12, "expected 'key: value' lines, found a list"),
        ('also: [a\nsources:', 13, 'unreadable YAML: '),
        ('a: b\n---\nc: d', 13, 'unreadable YAML: '),
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
