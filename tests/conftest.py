"""What tests of the finished site share: the site itself, built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT


@pytest.fixture(scope='session')
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published: built strictly, so that a warning fails here."""
    folder = tmp_path_factory.mktemp('build') / 'site'
    command = [sys.executable, '-m', 'mkdocs', 'build', '--strict', '--site-dir', str(folder)]
    environment = os.environ | {
        'NO_MKDOCS_2_WARNING': '1',
        'PYTHONPATH': str(ROOT / 'hooks'),
        'GITHUB_SHA': 'f' * 40,  # as in the deployment: report links carry the version
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
