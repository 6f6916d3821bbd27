"""Every SQL block of every page runs on a real PostgreSQL and prints what the page says."""

from __future__ import annotations

from itertools import groupby

import pytest
from support import DOCS, compare, postgres, sql

from guide.bank import bank, runs
from guide.model import Fence, Page

PAGES = bank.load(DOCS)[0].pages
RUN = [
    (page, list(fences))
    for page in PAGES
    for _, fences in groupby(
        (f for f, _ in runs.runnable(page) if f.language == 'sql'),
        key=lambda fence, page=page: runs.shared(page, fence),  # type: ignore[misc]
    )
]


def name(entry: tuple[Page, list[Fence]]) -> str:
    page, fences = entry
    question = page.question_at(fences[0].line)
    return f'{page.name}-{question.id if question else fences[0].line}'


@pytest.mark.parametrize(
    'entry',
    [pytest.param(e, id=name(e), marks=pytest.mark.page(e[0].path)) for e in RUN],
)
def test_question(
    entry: tuple[Page, list[Fence]],
    server: str,
    request: pytest.FixtureRequest,
    rewritten: dict[str, dict[str, str]],
) -> None:
    """The SQL blocks of one question, in order, on one fresh database."""
    page, fences = entry
    problems: list[str] = []
    with postgres.database(server) as sessions:
        for fence in fences:
            stands = fence.source.strip('\n')
            place = f'docs/{page.path}:{fence.line}'
            try:
                printed = sql.join(sql.split(stands)[0], sessions.run(stands))
            except (RuntimeError, ValueError) as error:
                pytest.fail(f'{place}: {error}', pytrace=False)
            wide = [line for line in printed.splitlines() if len(line) > sql.WIDTH]
            assert not wide, f'{place}: wider than {sql.WIDTH} columns: {wide[0]!r}'
            if request.config.getoption('--update-examples'):
                rewritten.setdefault(page.path, {})[stands] = printed
            else:
                problems += compare.differences(
                    f'docs/{page.path}', fence.line + 1, stands.splitlines(), printed.splitlines()
                )
    if problems:
        pytest.fail('\n'.join(problems), pytrace=False)
