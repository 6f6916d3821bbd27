"""No page asks another host for anything, and nothing a page asks for fails."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response
from support.reader import Visit, open_everything, search, settle

MISSING = 'not-here/'  # the one address that is meant not to be found


class Traffic:
    """What went wrong while a reader was about."""

    def __init__(self, page: Page, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.foreign: list[str] = []
        self.failed: list[str] = []
        self.errors: list[str] = []
        self.seen = 0
        page.context.on('request', self.asked)
        page.context.on('response', self.answered)
        page.context.on('requestfailed', lambda request: self.failed.append(request.url))
        page.on('console', self.said)
        page.on('pageerror', lambda error: self.errors.append(str(error)))

    def asked(self, request: Request) -> None:
        """A request for data that is in the page itself goes nowhere."""
        self.seen += 1
        parts = urlsplit(request.url)
        if parts.scheme not in ('data', 'blob') and parts.netloc != self.host:
            self.foreign.append(request.url)

    def answered(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(MISSING):
            self.failed.append(f'{response.status} {response.url}')

    def said(self, message: ConsoleMessage) -> None:
        """The browser itself reports the page that is meant to be missing."""
        meant = message.location.get('url', '').endswith(MISSING)
        if message.type in ('error', 'warning') and not meant:
            self.errors.append(f'{message.text} {message.location}')


def browse(page: Page) -> None:
    """Do what may load something: read to the end, focus a few things, search."""
    open_everything(page)
    page.mouse.wheel(0, 1_000_000)
    settle(page)
    for _ in range(5):
        page.keyboard.press('Tab')
    if page.locator('.dr-concept').count():
        page.locator('.dr-concept').first.hover()
    search(page, 'model')


@pytest.fixture(scope='module')
def traffic(chromium: object, addresses: list[str], address: str) -> Traffic:
    """What one walk through the whole site caused; every test below looks at the same walk."""
    context = chromium.new_context()  # type: ignore[attr-defined]
    page = context.new_page()
    found = Traffic(page, address)
    for each in addresses:
        page.goto(each)
        browse(page)
    page.wait_for_load_state('networkidle')
    context.close()
    return found


def test_the_walk_was_watched(traffic: Traffic, addresses: list[str]) -> None:
    """Lists that stay empty because nobody listens prove nothing."""
    assert traffic.seen > len(addresses)


def test_no_other_host_is_asked(traffic: Traffic) -> None:
    assert traffic.foreign == []


def test_no_request_fails(traffic: Traffic) -> None:
    assert traffic.failed == []


def test_the_console_stays_quiet(traffic: Traffic) -> None:
    assert traffic.errors == []


def test_no_cookie_is_set(visit: Visit, address: str) -> None:
    page = visit(address)
    browse(page)
    assert page.context.cookies() == []
