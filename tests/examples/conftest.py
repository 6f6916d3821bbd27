"""The record of what ran: written only by a whole run in which every block's output matched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from support import DOCS, ROOT, postgres, sql
from support.record import current

from guide.bank import runs

os.environ |= {
    'AIRFLOW__CORE__LOAD_EXAMPLES': 'False',
    'AIRFLOW_HOME': tempfile.mkdtemp(prefix='airflow-'),
    'CUDA_VISIBLE_DEVICES': '-1',  # TensorFlow and PyTorch: what the page prints comes from a CPU
    'HF_HUB_OFFLINE': '1',
    'MLFLOW_DISABLE_TELEMETRY': 'true',
    'OMP_NUM_THREADS': '1',  # the blocks are small: threads only get in each other's way
    'TF_CPP_MIN_LOG_LEVEL': '3',
    'TF_ENABLE_ONEDNN_OPTS': '0',  # its sums differ from one processor to the next
}
SQL = pytest.StashKey[dict[str, dict[str, str]]]()  # page -> SQL block as it stands -> as it ran


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--record', action='store_true', help='write runs.json after a whole run')


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SQL] = {}


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
    if session.config.getoption('--record') and exitstatus == 0:
        today = datetime.now(UTC).date().isoformat()
        (ROOT / runs.RECORD).write_text(runs.write(current(today)), encoding='utf-8')


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """While the record is being written, nothing asks whether it is current."""
    if config.getoption('--record') or config.getoption('--update-examples'):
        items[:] = [item for item in items if item.name != 'test_record_is_current']
