"""What readers have told their system: dark or light, and as little movement as can be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit, settle

# In one go: the chevrons turn so fast that a second call could come too late.
MOVING = """() => {
  document.querySelector("[data-dr=open]").click()
  return document.getAnimations().length
}"""
BACKGROUND = 'getComputedStyle(document.body).backgroundColor'
SCHEMES = {'light': 'default', 'dark': 'slate'}


def scheme(page: Page) -> str:
    """The name of the color scheme that is on."""
    return str(page.locator('body').get_attribute('data-md-color-scheme'))


def toggle(page: Page) -> None:
    """Press the button that is shown: the one for the other scheme."""
    page.locator('.md-header__option label:visible').click()


@pytest.mark.parametrize('preference', SCHEMES)
def test_the_system_chooses_the_scheme(visit: Visit, address: str, preference: str) -> None:
    page = visit(address + TOPIC, color_scheme=preference)
    expect(page.locator('body')).to_have_attribute('data-md-color-scheme', SCHEMES[preference])


def test_the_schemes_differ_on_the_screen(visit: Visit, address: str) -> None:
    """An attribute that no style sheet reads would change nothing."""
    light = visit(address, color_scheme='light').evaluate(BACKGROUND)
    dark = visit(address, color_scheme='dark').evaluate(BACKGROUND)
    assert light != dark


@pytest.mark.parametrize('preference', SCHEMES)
def test_the_toggle_switches_and_is_remembered(visit: Visit, address: str, preference: str) -> None:
    page = visit(address + TOPIC, color_scheme=preference)
    before = scheme(page)
    toggle(page)
    expect(page.locator('body')).not_to_have_attribute('data-md-color-scheme', before)
    chosen = scheme(page)
    page.goto(f'{address}concepts/')
    expect(page.locator('body')).to_have_attribute('data-md-color-scheme', chosen)


def test_the_toggle_switches_back(visit: Visit, address: str) -> None:
    page = visit(address + TOPIC, color_scheme='light')
    toggle(page)
    expect(page.locator('body')).to_have_attribute('data-md-color-scheme', 'slate')
    toggle(page)
    expect(page.locator('body')).to_have_attribute('data-md-color-scheme', 'default')


def test_nothing_moves_for_who_wants_no_movement(visit: Visit, address: str) -> None:
    page = visit(address + TOPIC, reduced_motion='reduce')
    settle(page)
    assert page.evaluate(MOVING) == 0
    assert page.evaluate('getComputedStyle(document.documentElement).scrollBehavior') == 'auto'


def test_the_chevron_turns_for_who_does_not_mind(visit: Visit, address: str) -> None:
    """Else the test above could pass because nothing ever moves."""
    page = visit(address + TOPIC, reduced_motion='no-preference')
    settle(page)
    assert page.evaluate(MOVING) > 0
