"""What has run: keys of blocks, versions of the lock file, and blocks that have not."""

from __future__ import annotations

import pytest
from support.pages import LOCK, PAGE, PATH, altered, build, line_of, recorded

from guide.bank import bank, runs
from guide.bank.runs import Runs
from guide.source import parse

REMEDY = "run 'make update'"
HASH = f'    --hash=sha256:{64 * "0"}'
ALONE = '```python\na = 1\n```\n'


def keys(text: str) -> list[str]:
    page, _ = parse.page('about.md', text)
    return [key for _, key in runs.runnable(page)]


def read_back(record: str, lock: str) -> Runs:
    """The record in a text that has no fault."""
    found, problems = runs.read(record, {runs.LOCKS[0]: lock})
    assert problems == []
    return found


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
    lines = [line_of(f'```python {{group="layers"{more}', page) for more in ('}', ' fold')]
    problems = [f'docs/{PATH}:{line}: not run as it stands; {REMEDY}' for line in lines]
    assert build(page, record=recorded(), lock=LOCK)[1] == problems


def test_without_a_record_nothing_has_run_which_is_one_problem() -> None:
    problem = f'runs.json:1: no record, so nothing has run; {REMEDY}'
    assert build(lock=LOCK)[1] == [problem]


def test_without_a_block_that_runs_there_may_be_no_record() -> None:
    page = '---\ndescription: A.\n---\n\n# T\n'
    _, problems = bank.build({'x.md': page}, locks={runs.LOCKS[0]: LOCK})
    assert [str(problem) for problem in problems] == [
        'docs/concepts.yml:1: nothing here; expected YAML'
    ]


def unreadable(record: str) -> list[str]:
    """The problems of a guide with this runs.json and a lock."""
    return build(record=record, lock=LOCK)[1]


def changed(old: str, new: str) -> str:
    return altered(old, new, recorded())


@pytest.mark.parametrize(
    ('record', 'line', 'fault'),
    [
        ('<<<<<<< HEAD', 1, 'unreadable JSON: Expecting value'),
        ('{\n "date": \n}', 3, 'unreadable JSON: Expecting value'),
        ('null', 1, 'found null; expected a mapping'),
        ('[]', 1, 'found []; expected a mapping'),
        ('{}', 1, "'date' is missing"),
        ('[' * 100_000, 1, 'unreadable JSON: nested too deeply'),
        ('{"a": ' + '1' * 5000 + '}', 1, 'unreadable JSON: Exceeds the limit (4300 digits)'),
        (changed('"2026-11-22"', '"x"'), 2, '\'date\' is "x"; expected a date as 2026-01-31'),
        (changed('"2026-11-22"', '20261122'), 2, "'date' is 20261122; expected a text"),
        (changed('"3.11.7"', '"new"'), 3, '\'python\' is "new"; expected a version as 3.11.7'),
        (changed('"3.11.7"', 'true'), 3, "'python' is true; expected a text"),
        (changed(' "python": "3.11.7",\n', ''), 1, "'python' is missing"),
        (changed('"postgresql": ""', '"postgresql": []'), 4, "'postgresql' is []; expected a text"),
        (
            changed('{\n "date"', '{\n "date": "2020-01-01",\n "date"'),
            3,
            "unreadable JSON: 'date' stands here twice",
        ),
        (
            changed(f'"{PATH}": {{', f'"a.md": null,\n  "{PATH}": {{'),
            7,
            "'a.md' is null; expected a",
        ),
    ],
)
def test_a_record_of_another_shape_is_one_problem_on_its_line(
    record: str, line: int, fault: str
) -> None:
    (problem,) = unreadable(record)
    assert problem.startswith(f'runs.json:{line}: {fault}')
    assert problem.endswith(f'; nothing counts as run; {REMEDY}')


def test_a_library_that_is_no_text_is_reported_on_its_own_line() -> None:
    text = recorded().replace('"numpy"', '7', 1)
    (problem,) = unreadable(text)
    line = line_of('    7', text)
    assert problem.startswith(f'runs.json:{line}: found 7; expected a text')


@pytest.mark.parametrize('record', ['<<<<<<< HEAD', '{', '{}', 'null', '[1]', ''])
def test_an_unreadable_record_says_of_no_block_that_it_ran(record: str) -> None:
    assert runs.read(record, {'a.txt': LOCK})[0] == runs.Runs()


@pytest.mark.parametrize(
    ('entry', 'fault'),
    [
        ('numpy==2.4.6 ; python_version >', 'is not name==version; marker: '),
        ('x==y==z', 'is not name==version; marker: '),
        ('numpy==1..', 'is not name==version; marker: '),
        ("numpy==2.4.6 ; nonsense == '1'", 'is not name==version; marker: '),
        ('<<<<<<< HEAD', 'is not name==version; marker: '),
        ('numpy>=2', 'locks no version; expected name==version'),
        ('numpy', 'locks no version; expected name==version'),
        ('numpy @ https://example.org/numpy.whl', 'locks no version; expected name==version'),
    ],
)
def test_a_faulty_line_of_a_lock_is_reported_where_it_stands(entry: str, fault: str) -> None:
    lock = f'# made by a tool\nscipy==1.17.0 \\\n{HASH}\n{entry}\n'
    _, problems = runs.read('', {'requirements/b.txt': lock})
    (problem,) = map(str, problems)
    assert problem.startswith(f"requirements/b.txt:4: '{entry}' {fault}")


@pytest.mark.parametrize(
    ('line', 'fault'),
    [
        ('<<<<<<< HEAD', "'<<<<<<< HEAD' is not name==version; marker: "),
        (
            '--hash=sha256:xyz',
            "'--hash=sha256:xyz' is no hash; expected --hash=sha256: and 64 digits",
        ),
        ('--h', "'--h' is no hash; expected --hash=sha256: and 64 digits"),
        ('-hash=sha256:00', "'-hash=sha256:00' is no hash; expected --hash=sha256: and 64 digits"),
    ],
)
def test_what_stands_among_the_hashes_is_reported_where_it_stands(line: str, fault: str) -> None:
    lock = f'numpy==2.4.6 \\\n{HASH} \\\n{line}\n{HASH}\n'
    _, (problem,) = runs.read('', {'a.txt': lock})
    assert str(problem).startswith(f'a.txt:3: {fault}')


def test_options_of_pip_and_remarks_are_let_be() -> None:
    lock = f'--index-url https://example.org/\n-r other.txt\n# via\nnumpy==2.4.6{HASH} # x\n'
    assert read_back('', lock) == Runs()


def test_every_faulty_line_of_every_lock_is_reported() -> None:
    _, problems = runs.read(recorded(), {'a.txt': 'x==\ny==\n', 'b.txt': f'{LOCK}z\n'})
    assert [(p.path, p.line) for p in problems] == [('a.txt', 1), ('a.txt', 2), ('b.txt', 3)]


def test_other_libraries_are_one_problem() -> None:
    lock = altered('2.4.6', '2.4.7', LOCK)
    message = f'runs.json:1: the libraries have changed since the last run; {REMEDY}'
    assert build(altered('np.ones(3)', 'np.ones(4)'), record=recorded(), lock=lock)[1] == [message]


def test_what_imports_a_library_that_is_locked_no_more_has_not_run() -> None:
    found = read_back(recorded(), 'scipy==1.17.0\n')
    assert [found.libraries(PATH, key) for key in keys(PAGE)] == [None, None]


def test_what_ran_on_a_server_of_no_version_has_not_run() -> None:
    blocks = {'x.md': {'1': (runs.SERVER,), '2': ()}}
    record = runs.write(Runs('2026-11-22', '3.11.7', 'abc', blocks))
    found = read_back(record, f'{runs.SERVER}==0.6.0\n')
    assert [found.libraries('x.md', key) for key in '12'] == [None, ['Python 3.11.7']]


def test_a_library_is_named_once() -> None:
    record = recorded().replace('"numpy"', '"numpy",\n"numpy"')
    found = read_back(record, LOCK)
    assert found.libraries(PATH, keys(PAGE)[0]) == ['NumPy 2.4.6', 'Python 3.11.7']


def test_libraries_are_named_as_their_projects_write_them() -> None:
    found = read_back(recorded(), LOCK)
    assert found.libraries(PATH, keys(PAGE)[0]) == ['NumPy 2.4.6', 'Python 3.11.7']
    assert found.libraries(PATH, 'other') is None
    assert found.libraries('other.md', keys(PAGE)[0]) is None


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
    found = read_back(text, LOCK)
    assert found.blocks == {'a.md': {'3': ('numpy',)}, 'b.md': {'1': (), '2': ('numpy',)}}
    assert (found.date, found.python, found.lock) == ('2026-11-22', '3.11.7', 'abc')
    assert runs.write(found) == text


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
    found = read_back(record, f'{runs.SERVER}==0.6.0\n')
    assert found.libraries('x.md', '1') == ['PostgreSQL 18.4']
    assert found.named(runs.SERVER) == ('PostgreSQL', '18.4')
