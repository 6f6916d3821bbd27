"""What has run, and with which versions: runs.json beside the lock file.

The examples tests write runs.json (`make update`): for each page, the blocks that ran, named by a
hash of their code, their output and the blocks of their group before them, with the libraries
they imported. Whatever changes after that has not run, so the page cannot say it did.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from packaging.requirements import Requirement

from guide.fences import RUN
from guide.model import Fence, Page, Problem

RECORD = 'runs.json'
LOCK = 'requirements/test.txt'

_PINNED = re.compile(r'^[A-Za-z0-9][^\s#\\]*==[^\\#\n]+', re.MULTILINE)

NAMES = {  # distributions whose projects write themselves otherwise
    'duckdb': 'DuckDB',
    'matplotlib': 'Matplotlib',
    'numpy': 'NumPy',
    'polars': 'Polars',
    'pyarrow': 'PyArrow',
    'scipy': 'SciPy',
}


@dataclass(frozen=True)
class Runs:
    """The record of the last run; `blocks` maps a page's path to key -> distributions imported."""

    date: str = ''  # ISO 8601
    python: str = ''
    lock: str = ''  # digest of the lock file the run used
    blocks: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def libraries(self, path: str, key: str) -> list[str] | None:
        """`['NumPy 2.4.6', 'Python 3.11.7']` for a block that ran; None for one that has not."""
        imported = self.blocks.get(path, {}).get(key)
        if imported is None:
            return None
        named = [f'{NAMES.get(name, name)} {self.versions[name]}' for name in imported]
        return [*named, f'Python {self.python}']


def read(record: str, lock: str) -> Runs:
    """The record in runs.json, with versions from the lock file's text. Empty texts are allowed.

    Nothing has run if it is unreadable (a merge may leave its marks in it), nor has a block that
    imported what is not locked any more.
    """
    try:
        data = json.loads(record)
    except ValueError:
        return Runs()
    versions = locked(lock, data['python'])
    blocks = {
        path: {
            key: tuple(imported)
            for key, imported in entries.items()
            if versions.keys() >= set(imported)
        }
        for path, entries in data['blocks'].items()
    }
    return Runs(data['date'], data['python'], data['lock'], blocks, versions)


def write(runs: Runs) -> str:
    """The text of runs.json, with everything in a stable order."""
    blocks = {
        path: dict(sorted((key, list(names)) for key, names in entries.items()))
        for path, entries in sorted(runs.blocks.items())
        if entries
    }
    data = {'date': runs.date, 'python': runs.python, 'lock': runs.lock, 'blocks': blocks}
    return json.dumps(data, indent=1) + '\n'


def locked(lock: str, python: str) -> dict[str, str]:
    """Each distribution's version in a lock file, for that Python version."""
    environment = {
        'python_version': '.'.join(python.split('.')[:2]),
        'python_full_version': python,
    }
    versions = {}
    for line in _PINNED.findall(lock):
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            versions[requirement.name] = str(requirement.specifier).removeprefix('==')
    return versions


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def runnable(page: Page) -> Iterator[tuple[Fence, str]]:
    """The blocks of a page that run, in order, each with its key in the record."""
    before: dict[str, str] = {}
    for fence in page.fences:
        if fence.language not in RUN or fence.skip_reason:
            continue
        source = fence.source.strip('\n')
        if fence.group:
            source = before[fence.group] = f'{before.get(fence.group, "")}\n{source}'
        yield fence, digest(source)


def check(
    pages: Iterable[Page], runs: Runs, lock: str, root: str, record_path: str = RECORD
) -> list[Problem]:
    """A problem for every block that has not run as it stands, and for a changed lock file."""
    remedy = "run 'make update'"
    if runs.date and runs.lock != digest(lock):
        return [Problem(record_path, 1, f'the libraries have changed since the last run; {remedy}')]
    return [
        Problem(f'{root}/{page.path}', fence.line, f'not run as it stands; {remedy}')
        for page in pages
        for fence, key in runnable(page)
        if runs.libraries(page.path, key) is None
    ]
