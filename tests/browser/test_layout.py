"""Pages fit every window, fingers can hit the rows, and formulas stay inside their boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from server import serve
from support import wide
from support.reader import TOPIC, Visit, open_everything, settle

WIDTHS = (360, 768, 1280, 1600)
ROW_PX = 44

# What reaches past the window and does not scroll inside a box of its own.
WIDE = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth) return []
  const scrolls = found => found && (getComputedStyle(found).overflowX !== "visible"
    || scrolls(found.parentElement))
  const wide = [...document.querySelectorAll("body *")].filter(found =>
    found.getBoundingClientRect().right > innerWidth + 1 && !scrolls(found.parentElement))
  const tags = wide.map(found => found.outerHTML.slice(0, 100))
  return [document.scrollingElement.scrollWidth + " px", ...tags]
}"""


def test_no_page_scrolls_sideways(visit: Visit, addresses: list[str]) -> None:
    page = visit('about:blank')
    wide = {}
    for address in addresses:
        page.goto(address)
        open_everything(page)
        for width in WIDTHS:
            page.set_viewport_size({'width': width, 'height': 800})
            settle(page)
            if found := page.evaluate(WIDE):
                wide[address, width] = found
    assert wide == {}


@pytest.fixture(scope='module')
def wide_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that holds everything wide: tables, formulas, words, addresses, code."""
    built = wide.create(tmp_path_factory.mktemp('wide')).build(strict=True)
    assert built.warnings == []
    with serve(built.site) as served:
        yield f'{served}questions/basics/'


@pytest.mark.parametrize('width', [360, 1280])
@pytest.mark.parametrize('scripts', [True, False], ids=['scripts', 'no-scripts'])
def test_nothing_wide_makes_a_page_scroll(
    visit: Visit, wide_address: str, width: int, scripts: bool
) -> None:
    size = {'width': width, 'height': 800}
    page = visit(wide_address, viewport=size, java_script_enabled=scripts)
    page.evaluate('document.querySelectorAll("article details").forEach(d => { d.open = true })')
    expect(page.get_by_text('LASTITEM').last).to_be_visible()
    assert page.evaluate(WIDE) == []


@pytest.mark.parametrize('width', [360, 1280])
def test_rows_are_high_enough_for_a_finger(visit: Visit, address: str, width: int) -> None:
    page = visit(address + TOPIC, viewport={'width': width, 'height': 800})
    heights: list[float] = page.eval_on_selector_all(
        '.dr-q > details > summary', 'rows => rows.map(row => row.getBoundingClientRect().height)'
    )
    assert min(heights) >= ROW_PX


@pytest.fixture
def phone(visit: Visit, address: str) -> Page:
    """A topic with formulas on a small phone, all open."""
    page = visit(address + TOPIC, viewport={'width': 360, 'height': 700})
    open_everything(page)
    return page


def test_formulas_can_be_read_aloud(phone: Page) -> None:
    """What is drawn is hidden from screen readers, so MathML has to be beside it."""
    formulas = phone.locator('.katex')
    assert formulas.count() > 0
    assert formulas.count() == phone.locator('.katex:has(math)').count()
    assert formulas.count() == phone.locator('.katex:has(.katex-html[aria-hidden=true])').count()


def test_formulas_stay_inside_the_page(phone: Page) -> None:
    boxes: list[float] = phone.eval_on_selector_all(
        '.dr-math', 'boxes => boxes.map(box => box.getBoundingClientRect().right)'
    )
    assert boxes
    assert max(boxes) <= 360


def test_a_wide_formula_scrolls_in_its_box(phone: Page) -> None:
    """It must not be cut off: its end is reached by scrolling the box, also with the keyboard."""
    wide = (
        '[...document.querySelectorAll(".dr-math")].find(box => box.scrollWidth > box.clientWidth)'
    )
    assert phone.evaluate(f'Boolean({wide})')
    phone.evaluate(f'{wide}.focus()')
    phone.keyboard.press('ArrowRight')
    phone.wait_for_function(f'{wide}.scrollLeft > 0')
