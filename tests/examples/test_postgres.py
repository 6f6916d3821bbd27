"""Sessions on a real server: what waits, what goes on, and what fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import postgres

TABLE = 'CREATE TABLE t (id int PRIMARY KEY, n int);\nINSERT INTO t VALUES (1, 10);\n'


@pytest.fixture
def sessions(server: str) -> Iterator[postgres.Sessions]:
    with postgres.database(server, 'sessions') as opened:
        opened.run(TABLE)
        yield opened


def printed(sessions: postgres.Sessions, source: str) -> list[str]:
    return [line for lines in sessions.run(source).values() for line in lines]


def test_an_update_waits_for_the_other_session_and_then_goes_on(
    sessions: postgres.Sessions,
) -> None:
    add = 'UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n;\n'
    assert printed(sessions, f'-- Session A\nBEGIN;\n{add}-- Session B\n{add}') == [
        ' n',
        '--',
        '11',
        '(1 row)',
        '(waits)',
    ]
    lines = printed(sessions, '-- Session A\nCOMMIT;\n')
    assert lines == ['(session B goes on)', ' n', '--', '12', '(1 row)']


def test_a_deadlock_is_broken_and_the_other_session_goes_on(sessions: postgres.Sessions) -> None:
    patient = "SET deadlock_timeout = '1min';"  # so that A does not see the deadlock first
    sessions.run(f'INSERT INTO t VALUES (2, 20);\n-- Session A\n{patient}')
    lock = 'SELECT id FROM t WHERE id = {} FOR UPDATE;\n'
    sessions.run(f'-- Session A\nBEGIN;\n{lock.format(1)}-- Session B\nBEGIN;\n{lock.format(2)}')
    assert printed(sessions, f'-- Session A\n{lock.format(2)}') == ['(waits)']
    lines = printed(sessions, f'-- Session B\n{lock.format(1)}--> ERROR')
    assert lines[:2] == ['ERROR:  deadlock detected', '(session A goes on)']


def test_an_error_that_the_page_does_not_show_stops_the_run(sessions: postgres.Sessions) -> None:
    with pytest.raises(RuntimeError, match='duplicate key value'):
        sessions.run('INSERT INTO t VALUES (1, 3);')


def test_an_error_that_the_page_shows_is_printed(sessions: postgres.Sessions) -> None:
    assert printed(sessions, 'SELECT 1 / 0;\n--> ERROR') == ['ERROR:  division by zero']


def test_a_session_that_waits_takes_nothing_more(sessions: postgres.Sessions) -> None:
    update = 'UPDATE t SET n = 0;\n'
    sessions.run(f'-- Session A\nBEGIN;\n{update}-- Session B\n{update}')
    with pytest.raises(RuntimeError, match="session 'B' is still waiting"):
        sessions.run('-- Session B\nSELECT 1;')


def test_every_question_has_a_database_of_its_own(server: str) -> None:
    for _ in range(2):
        with postgres.database(server) as opened:
            opened.run(TABLE)
