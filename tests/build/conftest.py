"""The small guide: one copy for each test that changes it, and one built for those that read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import tiny
from support.tiny import Build, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy to change and build."""
    return tiny.create(tmp_path)


@pytest.fixture(scope='session')
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The guide as it is, built once, strictly."""
    return tiny.create(tmp_path_factory.mktemp('tiny')).build(strict=True)
