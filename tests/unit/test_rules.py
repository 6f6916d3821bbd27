"""An answer is held to its shape: which blocks, in which order, how long, and what they hold."""

from __future__ import annotations

import pytest
from support.pages import PAGE, PATH, SPOKEN, THOUGHT, altered, line_of, problems_of

from guide.shape import FENCE_ROLES, PAGE_KINDS
from guide.source import rules

LONG = 13 * '    a = 1\n'
ALSO = '  - noise on activations\n'
IDEA = PAGE[PAGE.index('??? idea') : PAGE.index('??? depth')]


def words(count: int) -> str:
    """So many words to say."""
    return f'    {"word " * count}'.rstrip() + '.'


def thoughts(count: int) -> str:
    """So many words of an idea."""
    return f'    {"thought " * count}'.rstrip() + '.'


def of_length(spoken: int, idea: int) -> str:
    """The page with so many words to say and so many of the idea."""
    page = altered(f'    {SPOKEN}', words(spoken))
    return altered(f'    {THOUGHT}', thoughts(idea), page)


MEASURED = of_length(100, 300)


def on(at: str, page: str, message: str) -> list[str]:
    """The problem as it is reported, on the line where `at` starts."""
    return [f'docs/{PATH}:{line_of(at, page)}: {message}']


@pytest.mark.parametrize(('spoken', 'idea'), [(80, 200), (100, 300), (120, 400)])
def test_an_answer_in_shape_has_no_problem(spoken: int, idea: int) -> None:
    assert problems_of(of_length(spoken, idea)) == []


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (words(100), words(79), '??? answer', '79 words in the answer; expected 80 to 120'),
        (words(100), words(121), '??? answer', '121 words in the answer; expected 80 to 120'),
        (thoughts(300), thoughts(199), '??? idea', '199 words in the idea; expected 200 to 400'),
        (thoughts(300), thoughts(401), '??? idea', '401 words in the idea; expected 200 to 400'),
        (
            '    Each unit is kept',
            f'{words(260)}\n\n    Each unit is kept',
            '??? depth',
            '271 words in the depth; expected at most 250',
        ),
        (
            ALSO,
            f'{ALSO}  - inverted scaling\n',
            'also:',
            "'also' has 4 items; expected at most 3, and the rest in 'queries'",
        ),
        (
            thoughts(300),
            f'{thoughts(300)}\n\n    ```python\n{LONG}    ```',
            '```python\n    a = 1',
            '13 lines of code in the idea; expected at most 12',
        ),
        (
            thoughts(300),
            f'{thoughts(300)}\n\n    | | |\n    | --- | --- |\n    | a | b |',
            '| | |',
            'a table without a head; say above each column what it holds',
        ),
        (
            thoughts(300),
            f'{thoughts(300)}\n\n    | | $x$ |\n    | --- | --- |\n    | a | b |',
            '| | $x$ |',
            "the head of a column is '$x$'; say it in a word as well",
        ),
    ],
)
def test_what_is_out_of_shape_is_reported_on_its_line(
    old: str, new: str, at: str, message: str
) -> None:
    page = altered(old, new, MEASURED)
    assert problems_of(page) == on(at, page, message)


def test_code_tables_and_formulas_are_not_counted_as_words() -> None:
    text = (
        'Two words.\n\n| a | b |\n| --- | --- |\n| c | d |\n\n```text\ne f\n```\n\n$$\ng h\n$$\n$i$'
    )
    assert rules.prose_words(text) == 2


@pytest.mark.parametrize('limit', [*PAGE_KINDS])
def test_each_kind_of_page_says_how_long_its_answers_are(limit: str) -> None:
    spoken = PAGE_KINDS[limit].words['answer']
    page = altered('description:', f'kind: {limit}\ndescription:', dated('2026-11', '2027-05'))
    assert 'words in the answer' in str(problems_of(altered(words(100), words(500), page)))
    assert problems_of(altered(words(100), words(spoken.most), page)) == []


def dated(read: str, again: str) -> str:
    return altered('sources:', f'read: {read}\nagain: {again}\nsources:', MEASURED)


@pytest.mark.parametrize(
    ('kind', 'missed'),
    [
        ('', True),
        ('kind: concepts\n', True),
        ('kind: coding\n', True),
        ('kind: design\n', True),
        ('kind: behavioral\n', False),
        ('kind: companies\n', False),
    ],
)
def test_a_missing_idea_is_reported_where_the_kind_of_page_has_one(kind: str, missed: bool) -> None:
    page = altered(IDEA, '', altered('sources:', 'read: 2026-11\nagain: 2027-05\nsources:'))
    page = altered('description:', f'{kind}description:', page)
    message = '\'dropout\' has no idea block (??? idea "The idea")'
    assert problems_of(page) == (on('## Why', page, message) if missed else [])


def test_pages_on_companies_say_when_their_facts_were_read() -> None:
    page = altered('description:', 'kind: companies\ndescription:', MEASURED)
    message = f"'dropout' does not say when its facts were read; {rules.DATES}"
    assert problems_of(page) == on('## Why', page, message)


@pytest.mark.parametrize(
    ('read', 'again', 'message'),
    [
        ('2026-11', '2026-10', f"read '2026-11', again '2026-10'; {rules.DATES}"),
        ('2026-13', '2027-05', "'2026-13' is no month; expected one as 2026-11"),
    ],
)
def test_a_month_that_cannot_be_meant_is_reported(read: str, again: str, message: str) -> None:
    assert message in str(problems_of(dated(read, again)))


def test_an_unknown_kind_of_page_is_reported() -> None:
    page = altered('description:', 'kind: sequel\ndescription:', PAGE)
    expected = ', '.join(PAGE_KINDS)
    assert problems_of(page) == on('kind:', page, f"'kind' is 'sequel'; expected {expected}.")


def problem(*roles: str) -> str:
    """The page with a problem in SQL above its answer, whose blocks have these roles."""
    schema, *others = [f'```sql {{role="{role}"}}\nSELECT 1;\n--> 1\n```' for role in roles]
    inside = '\n\n'.join(others).replace('\n', '\n    ').replace('    \n', '\n')
    page = altered('??? answer', f'Rows, and what is asked.\n\n{schema}\n\n??? answer', MEASURED)
    return altered('    Each unit is kept', f'    {inside}\n\n    Each unit is kept', page)


def test_a_problem_stands_in_view_above_its_answer() -> None:
    assert problems_of(problem(*FENCE_ROLES)) == []


def test_a_problem_has_each_of_its_blocks() -> None:
    page = problem('schema', 'solution', 'expected')
    expected = ', '.join(FENCE_ROLES)
    message = f"the roles in 'dropout' are schema, solution, expected; expected {expected}"
    assert problems_of(page) == on('## Why', page, message)


def test_an_unknown_role_is_reported_on_its_line() -> None:
    page = problem(*FENCE_ROLES, 'tests')
    message = f"unknown role 'tests'; expected {', '.join(FENCE_ROLES)}"
    assert problems_of(page) == on('```sql {role="tests"}', page, message)


def test_text_above_an_answer_is_reported_where_there_is_no_problem() -> None:
    page = altered('??? answer', 'A remark.\n\n??? answer', MEASURED)
    message = "text outside the blocks: 'A remark.'; indent it"
    assert problems_of(page) == on('A remark.', page, message)


@pytest.mark.parametrize(
    ('key', 'fault'),
    [
        ('one', 'names no lines'),
        ('3-', 'names no lines'),
        ('0-2', 'names lines that the block does not have'),
        ('2-1', 'names lines that the block does not have'),
        ('2-9', 'names lines that the block does not have'),
    ],
)
def test_a_key_names_lines_of_its_block(key: str, fault: str) -> None:
    page = altered('{group="layers"}', f'{{group="layers" key="{key}"}}', PAGE)
    wanted = 'expected the numbers of its lines, 1 to 3, as key="3-5"'
    message = f'key="{key}" {fault}; {wanted}'
    assert problems_of(page) == on('```python', page, message)
    assert problems_of(altered('{group="layers"}', '{group="layers" key="1-3"}', PAGE)) == []
