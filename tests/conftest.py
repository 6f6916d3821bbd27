"""What tests share: how they are divided among processes, and the site itself, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import ROOT
from support.site import build


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line('markers', 'page(path): the page whose examples a test runs')


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup`, what shares a page or a file runs in one process.

    So that what they need is started once, and a page is written by one process only.
    """
    for item in items:
        page = item.get_closest_marker('page')
        file = item.nodeid.partition('::')[0]
        item.add_marker(pytest.mark.xdist_group(page.args[0] if page else file))


@pytest.fixture(scope='session')
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published: built strictly, so that a warning fails here."""
    folder = tmp_path_factory.mktemp('build') / 'site'
    done = build('mkdocs', ROOT, folder)
    assert done.returncode == 0, done.stdout
    return folder
