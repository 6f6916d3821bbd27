"""Run the examples with the libraries installed here; write newest.md: which answers went stale.

Exit status 0 when none did, 1 when some did. Called by `make newest`, in an environment of the
newest releases.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

from results import ROOT, Results, run

from guide.bank import bank, runs
from guide.model import Page, Problem

REPORT = ROOT / 'newest.md'
# Not what holds for the locked libraries only: that they are installed, and that they ran.
TESTS = (
    'tests/examples',
    '--ignore=tests/examples/test_libraries.py',
    '--deselect=tests/examples/test_python.py::test_record_is_current',
)
DOCS = 'docs'


def main() -> int:
    """Run everything, write the report and print it."""
    results = run(TESTS)
    pages = bank.load(ROOT / DOCS)[0].pages
    text = report(results, pages, newer())
    REPORT.write_text(text, encoding='utf-8')
    print(text)
    return int(not results.passed)


def report(results: Results, pages: Iterable[Page], changes: Iterable[tuple[str, str, str]]) -> str:
    """The report in Markdown: stale answers, what is newer than the lock, and what pytest said."""
    stale = list(_stale(results.problems, pages))
    releases = '\n'.join(f'- {name}: {old} -> {new}' for name, old, new in changes) or '- none'
    return '\n\n'.join(
        [
            _verdict(results, len(stale)),
            *stale,
            f'## Releases newer than the lock\n\n{releases}',
            f'## The run\n\n```text\n{results.output.strip()[-50_000:]}\n```\n',
        ]
    )


def newer() -> list[tuple[str, str, str]]:
    """Name, locked version and installed version of each library that differs."""
    lock = ''.join((ROOT / name).read_text(encoding='utf-8') for name in runs.LOCKS)
    locked = runs.locked(lock, platform.python_version())
    return [(name, old, new) for name, old in locked.items() if (new := installed(name)) != old]


def installed(name: str) -> str:
    """The version of a distribution without its build, as in `2.13.0+cpu`; or that there is none.

    A newer release of what needed it may do without it.
    """
    try:
        return version(name).partition('+')[0]
    except PackageNotFoundError:
        return 'not installed'


def _verdict(results: Results, stale: int) -> str:
    if results.passed:
        return 'Every answer still holds.'
    if not stale:
        return 'The run failed before it said of any answer whether it holds.'
    return f'{stale} answer{"" if stale == 1 else "s"} went stale.'


def _stale(problems: Iterable[Problem], pages: Iterable[Page]) -> Iterator[str]:
    """A section for each answer: the question, where it is, and what is not as published."""
    by_path = {f'{DOCS}/{page.path}': page for page in pages}
    for heading, found in groupby(problems, lambda problem: _heading(problem, by_path)):
        lines = '\n'.join(f'- {problem}' for problem in found)
        yield f'## {heading}\n\n{lines}'


def _heading(problem: Problem, by_path: dict[str, Page]) -> str:
    page = by_path.get(problem.path)
    question = page and page.question_at(problem.line)
    if question:
        return f'{question.title} (`{question.link}`)'
    return f'{page.title} (`{page.path}`)' if page else f'`{problem.path}`'


if __name__ == '__main__':
    sys.exit(main())
