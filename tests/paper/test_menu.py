"""The print menu on the screen, and the mode in the address."""

from __future__ import annotations

from collections.abc import Iterator

import browser as browsers
import pytest
from playwright.sync_api import Browser, Page, expect

PHONE = {'width': 360, 'height': 740}
COUNT = 'window.printed = 0; window.print = () => { window.printed += 1 }'


@pytest.fixture(scope='module')
def chromium() -> Iterator[Browser]:
    with browsers.chromium() as launched:
        yield launched


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.add_init_script(COUNT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize('mode', ['short', 'study', 'everything', 'questions'])
def test_a_linked_mode_is_set_and_printed_once(
    page: Page, address: str, topics: list[str], mode: str
) -> None:
    page.goto(f'{address}questions/{topics[0]}/?print={mode}')
    page.wait_for_function('window.printed > 0')
    page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    assert page.evaluate('window.printed') == 1
    assert page.evaluate('document.documentElement.dataset.print') == mode


def test_once_printed_the_mode_leaves_the_address(
    page: Page, address: str, topics: list[str]
) -> None:
    topic = f'{address}questions/{topics[0]}/'
    page.goto(f'{topic}?print=short#top')
    page.wait_for_function('window.printed > 0')
    page.evaluate('dispatchEvent(new Event("afterprint"))')
    assert page.url == f'{topic}#top'
    page.reload()
    assert page.evaluate('window.printed') == 0


@pytest.mark.parametrize('query', ['', '?print=nonsense', '?print='])
def test_no_known_mode_prints_nothing(
    page: Page, address: str, topics: list[str], query: str
) -> None:
    page.goto(f'{address}questions/{topics[0]}/{query}')
    assert page.evaluate('window.printed') == 0
    assert page.evaluate('document.documentElement.dataset.print') is None


def test_the_menu_opens_with_the_keyboard_and_escape_closes_it(
    page: Page, address: str, topics: list[str]
) -> None:
    page.goto(f'{address}questions/{topics[0]}/')
    summary, entries = page.locator('.dr-menu > summary'), page.locator('.dr-menu > ul')
    summary.focus()
    page.keyboard.press('Enter')
    expect(entries).to_be_visible()
    page.keyboard.press('Tab')
    expect(page.locator('[data-dr-print=short]')).to_be_focused()
    page.keyboard.press('Escape')
    expect(entries).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize('size', [PHONE, {'width': 1280, 'height': 800}], ids=['phone', 'desktop'])
def test_the_open_menu_stays_on_the_screen(
    page: Page, address: str, topics: list[str], size: dict[str, int]
) -> None:
    page.set_viewport_size({'width': size['width'], 'height': size['height']})
    page.goto(f'{address}questions/{topics[0]}/')
    page.locator('.dr-menu > summary').click()
    box = page.locator('.dr-menu > ul').bounding_box()
    assert box is not None
    assert box['x'] >= 0
    assert box['x'] + box['width'] <= size['width']
    assert page.evaluate('document.documentElement.scrollWidth') <= size['width']


def test_without_scripts_there_is_no_menu(
    chromium: Browser, address: str, topics: list[str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{address}questions/{topics[0]}/')
    expect(page.locator('.dr-menu')).to_be_hidden()
    context.close()
