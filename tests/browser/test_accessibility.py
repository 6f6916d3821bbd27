"""axe finds nothing to complain about: names, roles, landmarks, and the contrast of all text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit, open_everything, search, settle

AXE = Path(__file__).parent / 'axe/axe.min.js'
RUN = """async options => {
  const { violations } = await axe.run({ resultTypes: ["violations"], ...options })
  const first = nodes => [nodes[0].html.slice(0, 160), nodes[0].failureSummary]
  return violations.map(({ id, nodes }) => [id, nodes.length, ...first(nodes)])
}"""
COLORS = {'runOnly': ['color-contrast', 'link-in-text-block']}
WIDTHS = (360, 1280)


def violations(page: Page, options: dict[str, list[str]] | None = None) -> list[object]:
    """What axe finds on the page as it stands: rule, how often, and the first place."""
    if not page.evaluate('"axe" in window'):
        page.add_script_tag(path=AXE)
    found: list[object] = page.evaluate(RUN, options or {})
    return found


def violations_in_both_schemes(page: Page) -> list[object]:
    """In the dark only colors can be wrong that were right in the light."""
    return violations(page) + violations(darkened(page), COLORS)


def darkened(page: Page) -> Page:
    """The same page in the dark scheme, as the toggle leaves it."""
    page.evaluate('document.querySelector("input[data-md-color-scheme=slate]").click()')
    expect(page.locator('body')).to_have_attribute('data-md-color-scheme', 'slate')
    settle(page)
    return page


@pytest.mark.parametrize('width', WIDTHS)
def test_no_page_has_a_violation(visit: Visit, addresses: list[str], width: int) -> None:
    """All blocks open, so that the contrast of every text is measured."""
    found = {}
    for address in addresses:
        page = visit(address, color_scheme='light', viewport={'width': width, 'height': 800})
        open_everything(page)
        if problems := violations_in_both_schemes(page):
            found[address] = problems
        page.close()
    assert found == {}


@pytest.mark.parametrize('width', WIDTHS)
def test_the_open_search_has_no_violation(visit: Visit, address: str, width: int) -> None:
    page = visit(address, color_scheme='light', viewport={'width': width, 'height': 800})
    search(page, 'model')
    assert violations_in_both_schemes(page) == []


def test_the_open_menu_of_a_phone_has_no_violation(visit: Visit, address: str) -> None:
    page = visit(address + TOPIC, viewport={'width': 360, 'height': 700})
    page.locator('label.md-header__button[for=__drawer]').click()
    expect(page.locator('.md-sidebar--primary')).to_be_in_viewport()
    assert violations(page) == []


def test_axe_sees_a_violation(visit: Visit, address: str) -> None:
    """A script that found nothing because it did not run would pass every test above."""
    page = visit(address)
    page.evaluate('document.querySelector("article").append(document.createElement("img"))')
    assert [found[0] for found in violations(page)] == ['image-alt']  # type: ignore[index]
