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

# Counts what the page asks of the search worker, and what that answers: every key is a query.
_LISTEN = """() => {
  const post = Worker.prototype.postMessage
  const queries = (window.queries = { asked: 0, answered: 0 })
  const heard = new WeakSet()
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.type === 2) queries.asked += 1
    if (!heard.has(this)) {
      heard.add(this)
      this.addEventListener("message", ({ data }) => { queries.answered += data.type === 3 })
    }
    return post.call(this, message, ...rest)
  }
}"""


def settle(page: Page) -> None:
    """Wait until nothing on the page moves any more."""
    page.evaluate(_SETTLED)


def open_everything(page: Page) -> None:
    """Open every block, also the folded code inside, which no button opens."""
    page.evaluate('document.querySelectorAll(".dr-q details").forEach(d => { d.open = true })')
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
    """Open the search, type (Material listens to keys, not to changes), and wait for the hits.

    Typed before Material has opened it, the words are searched and what they find stays hidden. The
    first hits shown are those of the first letters: the last query has to be answered as well.
    """
    page.evaluate(_LISTEN)
    page.keyboard.press('/')
    expect(page.locator('#__search')).to_be_checked()
    page.locator('.md-search__input').press_sequentially(words)
    page.wait_for_function('queries.asked > 0 && queries.asked === queries.answered')
    settle(page)
    expect(page.locator('.md-search-result__link').first).to_be_visible()
