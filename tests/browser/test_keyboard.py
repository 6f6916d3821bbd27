"""Everything can be reached and done without a mouse, and one sees where one is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit, opened

STOPS = 250  # more than a page has before its first question

# What one sees of the focus: an outline, or, around the search box, the edge of its form.
FOCUS = """() => {
  const at = document.activeElement
  if (at === document.body) return null
  const style = getComputedStyle(at)
  const form = at.closest(".md-search__form")
  const edge = form && getComputedStyle(form).boxShadow !== "none"
  const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  return { name: at.outerHTML.slice(0, 120), seen: outline || edge }
}"""


def stops(page: Page, selector: str) -> Iterator[str]:
    """Press Tab until an element that matches has the focus; yield what was passed."""
    for _ in range(STOPS):
        page.keyboard.press('Tab')
        if page.evaluate('selector => document.activeElement.matches(selector)', selector):
            return
        yield page.evaluate('document.activeElement.outerHTML.slice(0, 120)')
    pytest.fail(f'Tab never reaches {selector}')


def tab_to(page: Page, selector: str) -> int:
    """Press Tab until an element that matches has the focus; return how many were passed."""
    return len(list(stops(page, selector)))


def test_the_first_stop_skips_to_the_content(topic: Page) -> None:
    assert tab_to(topic, '.md-skip') == 0
    expect(topic.locator('.md-skip')).to_be_in_viewport()
    topic.keyboard.press('Enter')
    topic.keyboard.press('Tab')
    assert topic.evaluate('Boolean(document.activeElement.closest("article"))')


def test_tab_reaches_the_search(topic: Page) -> None:
    tab_to(topic, '.md-search__input')


def test_enter_opens_a_block(topic: Page) -> None:
    tab_to(topic, '.dr-q > details > summary')
    topic.keyboard.press('Enter')
    assert len(opened(topic)) == 1


def test_tab_reaches_the_code_that_scrolls(visit: Visit, address: str) -> None:
    """On a phone-sized window with a keyboard, the end of a line must not be out of reach."""
    page = visit(address + TOPIC, viewport={'width': 360, 'height': 700})
    page.locator('#bias-variance-depth > summary').click()
    page.locator('#bias-variance-depth > summary').focus()
    tab_to(page, '#bias-variance-depth pre code')


@pytest.mark.parametrize('path', ['', TOPIC, 'concepts/', 'not-here/'])
@pytest.mark.parametrize('color_scheme', ['light', 'dark'])
def test_the_focus_is_seen_at_every_stop(
    visit: Visit, address: str, path: str, color_scheme: str
) -> None:
    page = visit(address + path, color_scheme=color_scheme)
    unseen = set()
    for _ in range(40):
        page.keyboard.press('Tab')
        focus = page.evaluate(FOCUS)
        if focus and not focus['seen']:
            unseen.add(focus['name'])
    assert unseen == set()


def test_escape_closes_the_search(topic: Page) -> None:
    tab_to(topic, '.md-search__input')
    topic.keyboard.type('bias')
    expect(topic.locator('.md-search-result__link').first).to_be_visible()
    topic.keyboard.press('Escape')
    expect(topic.locator('.md-search__output')).to_be_hidden()
