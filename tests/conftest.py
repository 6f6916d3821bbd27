"""What tests of the finished site share: the site itself, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import ROOT
from support.site import build


@pytest.fixture(scope='session')
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published: built strictly, so that a warning fails here."""
    folder = tmp_path_factory.mktemp('build') / 'site'
    done = build('mkdocs', ROOT, folder)
    assert done.returncode == 0, done.stdout
    return folder
