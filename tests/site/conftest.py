"""The built site as trees: every page is read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support import tree
from support.site import Site
from support.tree import Node


@pytest.fixture(scope='session')
def site(built_site: Path) -> Site:
    """The folder, with what turns its files into addresses and back."""
    return Site(built_site)


@pytest.fixture(scope='session')
def everything(site: Site) -> Mapping[str, Node]:
    """Every HTML file by its path in the site, also the page for lost readers."""
    return {path: tree.read(site.root / path) for path in site.files('html')}


@pytest.fixture(scope='session')
def pages(everything: Mapping[str, Node]) -> Mapping[str, Node]:
    """Every page one can go to."""
    found = {path: page for path, page in everything.items() if path != '404.html'}
    assert len(found) >= 4
    return found


@pytest.fixture(scope='session')
def topics(pages: Mapping[str, Node]) -> Mapping[str, Node]:
    """The pages with questions."""
    found = {path: page for path, page in pages.items() if path.startswith('questions/')}
    assert found
    return found
