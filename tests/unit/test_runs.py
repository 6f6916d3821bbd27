"""What has run: keys of blocks, versions of the lock file, and blocks that have not."""

from __future__ import annotations

import pytest
from support.pages import LOCK, PAGE, PATH, altered, build, line_of, recorded

from guide.bank import runs
from guide.source import parse

REMEDY = "run 'make update'"
ALONE = '```python\na = 1\n```\n'


def keys(text: str) -> list[str]:
    page, _ = parse.page('about.md', text)
    return [key for _, key in runs.runnable(page)]


def block(source: str, options: str = '{group="a"}') -> str:
    return f'```python {options}\n{source}\n```\n\n'


def test_a_page_that_ran_as_it_stands_has_no_problem() -> None:
    assert build(record=recorded(), lock=LOCK)[1] == []


def test_a_block_that_changed_has_not_run() -> None:
    page = altered('print(kept.sum())', 'print(kept.max())')
    line = line_of('```python {group="layers" fold', page)
    problem = f'docs/{PATH}:{line}: not run as it stands; {REMEDY}'
    assert build(page, record=recorded(), lock=LOCK)[1] == [problem]


def test_blocks_after_a_changed_one_of_their_group_have_not_run() -> None:
    page = altered('np.ones(3)', 'np.ones(4)')
    problems = [f'docs/{PATH}:{line}: not run as it stands; {REMEDY}' for line in (36, 42)]
    assert build(page, record=recorded(), lock=LOCK)[1] == problems


def test_without_a_record_nothing_has_run() -> None:
    assert len(build(lock=LOCK)[1]) == 2


@pytest.mark.parametrize('record', ['<<<<<<< HEAD', '{', ''])
def test_an_unreadable_record_says_of_no_block_that_it_ran(record: str) -> None:
    assert runs.read(record, LOCK) == runs.Runs()


def test_other_libraries_are_one_problem() -> None:
    lock = altered('2.4.6', '2.4.7', LOCK)
    message = f'runs.json:1: the libraries have changed since the last run; {REMEDY}'
    assert build(altered('np.ones(3)', 'np.ones(4)'), record=recorded(), lock=lock)[1] == [message]


def test_what_imports_a_library_that_is_locked_no_more_has_not_run() -> None:
    read = runs.read(recorded(), 'scipy==1.17.0\n')
    assert [read.libraries(PATH, key) for key in keys(PAGE)] == [None, None]


def test_libraries_are_named_as_their_projects_write_them() -> None:
    read = runs.read(recorded(), LOCK)
    assert read.libraries(PATH, keys(PAGE)[0]) == ['NumPy 2.4.6', 'Python 3.11.7']
    assert read.libraries(PATH, 'other') is None
    assert read.libraries('other.md', keys(PAGE)[0]) is None


def test_a_key_changes_with_the_code_and_its_output() -> None:
    texts = ['a = 1', 'a = 2', 'a = 1\n#> 1']
    assert len({keys(block(text, ''))[0] for text in texts}) == 3


def test_a_key_changes_with_earlier_blocks_of_its_group_only() -> None:
    first, second = keys(block('a = 1') + block('b = 1'))
    assert keys(block('a = 2') + block('b = 1'))[1] != second
    assert keys(block('a = 1') + block('b = 2'))[0] == first
    assert keys(block('a = 2', '{group="b"}') + block('a = 1') + block('b = 1'))[2] == second
    assert keys(block('a = 2', '') + block('a = 1') + block('b = 1'))[2] == second


def test_a_key_does_not_change_with_place_or_fold() -> None:
    assert keys(block('a = 1')) == keys('Text.\n\n' + block('a = 1', '{group="a" fold="It"}'))


def test_only_python_without_a_reason_to_skip_runs() -> None:
    skipped = block('a', '{test="skip: slow"}')
    assert keys(f'{skipped}```text\na\n```\n\n```json\n1\n```\n\n{ALONE}') == [runs.digest('a = 1')]


MARKERS = """\
# made by a tool
numpy==2.3.5 ; python_full_version < '3.12' \\
    --hash=sha256:aa
numpy==2.4.6 ; python_version >= '3.12' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via pandas
tzdata==2026.1 ; sys_platform == 'nothing' \\
    --hash=sha256:dd
pydantic[email]==2.12.0  # plain
polars==1.30
"""


@pytest.mark.parametrize(('python', 'numpy'), [('3.11.7', '2.3.5'), ('3.12.0', '2.4.6')])
def test_the_lock_file_is_read_for_one_python(python: str, numpy: str) -> None:
    expected = {'numpy': numpy, 'pydantic': '2.12.0', 'polars': '1.30'}
    assert runs.locked(MARKERS, python) == expected


def test_the_record_is_written_in_a_stable_order_and_read_back() -> None:
    blocks: dict[str, dict[str, tuple[str, ...]]] = {
        'b.md': {'2': ('numpy',), '1': ()},
        'a.md': {'3': ('numpy',)},
        'empty.md': {},
    }
    text = runs.write(runs.Runs('2026-11-22', '3.11.7', 'abc', blocks))
    assert text.index('a.md') < text.index('b.md')
    assert text.index('"1"') < text.index('"2"')
    assert 'empty.md' not in text
    read = runs.read(text, LOCK)
    assert read.blocks == {'a.md': {'3': ('numpy',)}, 'b.md': {'1': (), '2': ('numpy',)}}
    assert (read.date, read.python, read.lock) == ('2026-11-22', '3.11.7', 'abc')
    assert runs.write(read) == text


def test_the_sql_blocks_of_a_question_share_a_database_and_so_a_key() -> None:
    def key(first: str, second_question: str = '') -> str:
        sql = '```sql\nSELECT 1;\n```\n'
        text = f'# T\n\n## A? {{ #a }}\n\n```sql\n{first}\n```\n\n{second_question}{sql}'
        page, _ = parse.page('questions/x.md', text)
        return [key for _, key in runs.runnable(page)][-1]

    assert key('SELECT 2;') != key('SELECT 3;')
    other = '## B? { #b }\n\n'
    assert key('SELECT 2;', other) == key('SELECT 3;', other)


def test_sql_ran_with_the_server_and_nothing_else() -> None:
    blocks = {'x.md': {'1': (runs.SERVER,)}}
    record = runs.write(runs.Runs('2026-11-22', '3.11.7', 'abc', blocks, postgresql='18.4'))
    read = runs.read(record, f'{runs.SERVER}==0.6.0\n')
    assert read.libraries('x.md', '1') == ['PostgreSQL 18.4']
    assert read.named(runs.SERVER) == ('PostgreSQL', '18.4')
