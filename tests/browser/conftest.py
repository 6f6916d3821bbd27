"""A reader's browser, and the built site in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import browser as browsers
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server import serve
from support.reader import TOPIC, Visit

PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope='session')
def address(built_site: Path) -> Iterator[str]:
    """Where the site is served: below a prefix, so that a link to the root is seen to fail."""
    with serve(built_site) as served:
        yield served


@pytest.fixture(scope='session')
def addresses(built_site: Path, address: str) -> list[str]:
    """Every page of the sitemap, and the one that answers for pages that do not exist."""
    sitemap = (built_site / 'sitemap.xml').read_text(encoding='utf-8')
    published = re.findall('<loc>(.*?)</loc>', sitemap)
    home = min(published, key=len)
    return [*(address + page.removeprefix(home) for page in published), f'{address}not-here/']


@pytest.fixture(scope='module')
def chromium() -> Iterator[Browser]:
    """One browser a module, not a session: its event loop would be in the way of other tests."""
    with browsers.chromium() as launched:
        yield launched


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open an address as a new reader, with the options of a Playwright context."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, **options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def topic(visit: Visit, address: str) -> Page:
    """A page of questions, as it is when a reader arrives."""
    return visit(address + TOPIC)
