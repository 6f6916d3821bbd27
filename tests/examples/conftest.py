"""The record of what ran: written only by a whole run in which every block's output matched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support import ROOT
from support.record import current

from guide import runs


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--record', action='store_true', help='write runs.json after a whole run')


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.getoption('--record') and exitstatus == 0:
        today = datetime.now(UTC).date().isoformat()
        (ROOT / runs.RECORD).write_text(runs.write(current(today)), encoding='utf-8')


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """While the record is being written, nothing asks whether it is current."""
    if config.getoption('--record') or config.getoption('--update-examples'):
        items[:] = [item for item in items if item.name != 'test_record_is_current']
