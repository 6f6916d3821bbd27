"""A problem in SQL is solved by its solution, by value, and not by the attempt that looks right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support import DOCS, postgres, sql

from guide.bank import bank
from guide.model import Fence, Question

# Rows of the one that are not in the other, both ways, with duplicates counted.
DIFFERENCE = """SELECT count(*) FROM (
  (TABLE {name} EXCEPT ALL TABLE expected) UNION ALL (TABLE expected EXCEPT ALL TABLE {name})
) AS rows;"""

PROBLEMS = [
    (page.path, question)
    for page in bank.load(DOCS)[0].topics
    for question in page.questions
    if any(block.kind == 'problem' for block in question.blocks)
]


def by_role(question: Question) -> Mapping[str, Fence]:
    fences = [fence for block in question.blocks for fence in block.fences]
    return {fence.options['role']: fence for fence in fences if 'role' in fence.options}


def difference(sessions: postgres.Sessions, name: str) -> int:
    """How many rows a table and the expected one do not share."""
    (printed,) = sessions.run(DIFFERENCE.format(name=name)).values()
    return int(printed[2])


@pytest.mark.parametrize(
    ('path', 'question'),
    [
        pytest.param(path, question, id=question.id, marks=pytest.mark.page(path))
        for path, question in PROBLEMS
    ],
)
def test_the_solution_returns_what_is_expected_and_the_attempt_does_not(
    path: str, question: Question, server: str
) -> None:
    blocks = by_role(question)
    with postgres.database(server) as sessions:
        for role in ('schema', 'expected', 'solution'):
            sessions.run(blocks[role].source)
        assert difference(sessions, 'answer') == 0
        code, _ = sql.split(blocks['attempt'].source)
        sessions.run('\n'.join(['CREATE TABLE attempt AS', *code]))
        assert difference(sessions, 'attempt') > 0
