"""The landing page's search, and the page for addresses that do not exist."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from server import PREFIX
from support.reader import Visit


def test_the_form_opens_the_search_with_results(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator('#dr-find').fill('gradient')
    page.locator('.dr-find button').click()
    page.wait_for_url('**/?q=gradient')
    expect(page.locator('.md-search__input')).to_have_value('gradient')
    expect(page.locator('.md-search-result__link').first).to_be_visible()


def test_the_form_stays_below_the_prefix(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator('#dr-find').fill('bias')
    page.locator('#dr-find').press('Enter')
    page.wait_for_url(f'{address}?q=bias')


@pytest.fixture
def lost(visit: Visit, address: str) -> Page:
    """An address two folders deep that was never there."""
    return visit(f'{address}questions/moved-away/')


def test_a_missing_page_says_so(visit: Visit, address: str) -> None:
    page = visit(address)
    response = page.goto(f'{address}questions/moved-away/')
    assert response is not None
    assert response.status == 404
    expect(page).to_have_title(re.compile('not found', re.IGNORECASE))


def test_a_missing_page_offers_ways_on(lost: Page) -> None:
    """Whoever arrives here wanted a question: the topics and the search lead to it."""
    assert lost.locator('article a').count() >= 2
    expect(lost.locator('article form[role=search] input')).to_be_visible()


def test_the_links_of_a_missing_page_work(lost: Page, address: str) -> None:
    links: list[str] = lost.eval_on_selector_all(
        'a[href]', 'all => all.map(link => link.href).filter(link => !/[#?]/.test(link))'
    )
    inside = {link for link in links if link.startswith(address.removesuffix(f'{PREFIX}/'))}
    assert address in inside
    assert {link for link in inside if not lost.request.get(link).ok} == set()


def test_the_search_of_a_missing_page_finds(lost: Page, address: str) -> None:
    """Its form has to lead home: here, `?q=` would be asked of a page that is not there."""
    lost.locator('article form[role=search] input').fill('gradient')
    lost.locator('article form[role=search] input').press('Enter')
    lost.wait_for_url(f'{address}?q=gradient')
    expect(lost.locator('.md-search-result__link').first).to_be_visible()
