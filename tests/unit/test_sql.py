"""SQL blocks as text: statements, sessions, results and plans."""

from __future__ import annotations

import pytest
from support import sql

BLOCK = """
CREATE TABLE t (a int);  -- one; of them
INSERT INTO t
VALUES (1);
SELECT ';' AS semicolon,
  a FROM t;
--> semicolon | a
--> ----------+--
--> ;         | 1
--> (1 row)
"""


def test_statements_end_where_their_semicolon_stands() -> None:
    code, statements = sql.split(BLOCK)
    assert [code[statement.last] for statement in statements] == [
        'CREATE TABLE t (a int);  -- one; of them',
        'VALUES (1);',
        '  a FROM t;',
    ]
    assert [len(statement.printed) for statement in statements] == [0, 0, 4]


def test_a_function_is_one_statement() -> None:
    body = 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$;'
    _, statements = sql.split(f'BEGIN;\n{body}\nCOMMIT;')
    assert [statement.text for statement in statements] == ['BEGIN;', body, 'COMMIT;']


def test_a_session_goes_on_until_another_is_named() -> None:
    _, statements = sql.split('SELECT 1;\n-- Session A\nBEGIN;\nSELECT 2;\n-- Session B\nSELECT 3;')
    assert [statement.session for statement in statements] == ['', 'A', 'A', 'B']


def test_a_statement_fails_where_the_page_says_so() -> None:
    _, statements = sql.split('SELECT 1;\nSELECT 1/0;\n--> ERROR:  division by zero')
    assert [statement.fails for statement in statements] == [False, True]


@pytest.mark.parametrize(
    ('source', 'message'),
    [
        ('SELECT 1;\nSELECT 2', "no semicolon after 'SELECT 2'"),
        ('SELECT\n--> 1\n1;', "output after 'SELECT', which ends no statement"),
        ('SELECT 1; SELECT 2;', 'two statements end on one line; give each a line of its own'),
    ],
)
def test_what_cannot_be_run_as_it_reads_is_refused(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sql.split(source)


def test_a_block_is_put_together_again() -> None:
    code, statements = sql.split(BLOCK)
    printed = {statement.last: statement.printed for statement in statements}
    assert sql.join(code, printed) == BLOCK.strip()


def test_blocks_are_written_back_at_their_indent() -> None:
    page = (
        '??? depth "It runs"\n\n    ```sql\n    SELECT 1;\n    ```\n\n```python\nSELECT 1;\n```\n'
    )
    assert sql.rewrite(page, {'SELECT 1;': 'SELECT 1;\n--> 1'}) == page.replace(
        '    SELECT 1;\n', '    SELECT 1;\n    --> 1\n'
    )


def test_a_result_looks_as_in_psql() -> None:
    rows = [['Ana', '7'], [None, '12']]
    assert sql.table(['name', 'n'], rows, [False, True]) == [
        'name |  n',
        '-----+---',
        'Ana  |  7',
        'NULL | 12',
        '(2 rows)',
    ]
    assert sql.table(['n'], [], [True]) == ['n', '-', '(0 rows)']


def test_a_plan_keeps_what_does_not_vary() -> None:
    plan = [
        'Seq Scan on t  (cost=0.00..1.01 rows=1 width=4) '
        '(actual time=0.010..0.02 rows=1.00 loops=1)',
        '  Buffers: shared hit=1 dirtied=1',
        'Planning:',
        '  Buffers: shared hit=12 read=1',
        'Planning Time: 0.210 ms',
        'Execution Time: 1.034 ms',
    ]
    assert sql.plan(plan) == [
        'Seq Scan on t  (cost=0.00..1.01 rows=1 width=4)',
        '    (actual time=... rows=1.00 loops=1)',
        '  Buffers: shared hit=1',
        'Planning Time: ... ms',
        'Execution Time: ... ms',
    ]
