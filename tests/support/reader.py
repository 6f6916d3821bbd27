"""What a reader does on a page, for the browser tests."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

TOPIC = 'questions/machine-learning/'

# Enough frames without a change to be sure that fonts, layout and smooth scrolling are done.
_SETTLED = """async () => {
  await document.fonts.ready
  const state = () => [scrollX, scrollY, document.documentElement.scrollHeight].join()
  for (let last = "", still = 0; still < 8; ) {
    await new Promise(requestAnimationFrame)
    still = state() === last ? still + 1 : 0
    last = state()
  }
}"""


def settle(page: Page) -> None:
    """Wait until nothing on the page moves any more."""
    page.evaluate(_SETTLED)


def open_everything(page: Page) -> None:
    """Open every block, also the folded code inside, which no button opens."""
    page.evaluate('document.querySelectorAll("article details").forEach(d => { d.open = true })')
    settle(page)


def is_open(page: Page, identifier: str) -> bool:
    """Whether the block with that id is open."""
    return bool(page.locator(f'details[id="{identifier}"]').evaluate('block => block.open'))


def opened(page: Page) -> list[str]:
    """The ids of all open blocks."""
    found: list[str] = page.eval_on_selector_all(
        '.dr-q > details[open]', 'all => all.map(block => block.id)'
    )
    return found


def is_in_view(page: Page, identifier: str) -> bool:
    """Whether an element starts below the header and above the lower edge of the window."""
    settle(page)
    top: float = page.evaluate(
        'id => document.getElementById(id).getBoundingClientRect().top', identifier
    )
    header: float = page.evaluate(
        'document.querySelector(".md-header").getBoundingClientRect().bottom'
    )
    height: float = page.evaluate('innerHeight')
    return header <= top < height


def search(page: Page, words: str) -> None:
    """Open the search, type (Material listens to keys, not to changes), and wait for a hit.

    Typed before Material has opened it, the words are searched and what they find stays hidden.
    """
    page.keyboard.press('/')
    expect(page.locator('#__search')).to_be_checked()
    page.locator('.md-search__input').press_sequentially(words)
    expect(page.locator('.md-search-result__link').first).to_be_visible()
