"""What the examples run with, which of them run, and the record of what ran."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import DOCS, ROOT, postgres, sql
from support.record import current
from support.running import Launchers

from guide.bank import bank, runs
from guide.source.metadata import did_you_mean

HERE = Path(__file__).parent

os.environ |= {
    'AIRFLOW__CORE__LOAD_EXAMPLES': 'False',
    'AIRFLOW__LOGGING__LOGGING_LEVEL': 'ERROR',  # because it logs to standard output
    'AIRFLOW_HOME': tempfile.mkdtemp(prefix='airflow-'),
    'CUDA_VISIBLE_DEVICES': '-1',  # TensorFlow and PyTorch: what the page prints comes from a CPU
    'HF_HUB_OFFLINE': '1',
    'MATPLOTLIBRC': str(HERE / 'figure.mplstyle'),
    'MLFLOW_DISABLE_TELEMETRY': 'true',
    'OMP_NUM_THREADS': '1',  # the blocks are small: threads only get in each other's way
    'TF_CPP_MIN_LOG_LEVEL': '3',
    'TZ': 'UTC',
}
# `make portable` sets these otherwise, because no answer may depend on them.
if not os.environ.get('PYTHONHASHSEED', '').isdecimal():
    os.environ['PYTHONHASHSEED'] = '0'
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

SQL = pytest.StashKey[dict[str, dict[str, str]]]()  # page -> SQL block as it stands -> as it ran


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--record', action='store_true', help='write runs.json after a whole run')
    parser.addoption('--reversed', action='store_true', help='run the examples in reversed order')
    parser.addoption('--topic', help='run the examples of one page, as in `statistics`')


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SQL] = {}
    if not is_worker(config):
        check_topic(config.getoption('topic'))
        if config.getoption('record'):
            check_whole(config)


def is_worker(config: pytest.Config) -> bool:
    """Whether this is one of the processes that run the tests for another (pytest-xdist)."""
    return hasattr(config, 'workerinput')


def check_topic(topic: str | None) -> None:
    topics = {page.name for page in bank.load(DOCS)[0].pages if page.fences} if topic else set()
    if topic and topic not in topics:
        expected, hint = ', '.join(sorted(topics)), did_you_mean(topic, topics)
        raise pytest.UsageError(f"no topic '{topic}'; expected one of {expected}.{hint}")


def check_whole(config: pytest.Config) -> None:
    options = ('topic', 'keyword', 'markexpr', 'deselect', 'ignore', 'lf')
    part = any(config.getoption(option, None) for option in options)
    paths = {Path(argument).resolve() for argument in config.args}
    if part or not paths & {HERE, *HERE.parents}:
        raise pytest.UsageError('--record records a run of all of tests/examples, not of a part')


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for, and what asks about a record that is being made anew."""
    topic, updating = config.getoption('topic'), config.getoption('update_examples')
    recording = updating or config.getoption('record')

    def wanted(item: pytest.Item) -> bool:
        page = item.get_closest_marker('page')
        return (
            (not topic or (page is not None and Path(page.args[0]).stem == topic))
            and not (updating and item.name.startswith('test_in_order'))
            and not (recording and item.name == 'test_record_is_current')
        )

    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]
    if config.getoption('reversed'):
        items.reverse()


@pytest.fixture(scope='session')
def launchers() -> Iterator[Launchers]:
    with Launchers() as started:
        yield started


@pytest.fixture(scope='session')
def server() -> Iterator[str]:
    with postgres.server() as address:
        yield address


@pytest.fixture
def rewritten(request: pytest.FixtureRequest) -> dict[str, dict[str, str]]:
    """Takes the SQL blocks to write: page -> block as it stands -> as it ran."""
    return request.config.stash[SQL]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    # After pytest-examples, which goes by the line numbers it read at the start.
    for path, blocks in session.config.stash[SQL].items():
        page = DOCS / path
        page.write_text(sql.rewrite(page.read_text(encoding='utf-8'), blocks), encoding='utf-8')
    if session.config.getoption('record') and exitstatus == 0 and not is_worker(session.config):
        today = datetime.now(UTC).date().isoformat()
        (ROOT / runs.RECORD).write_text(runs.write(current(today)), encoding='utf-8')
