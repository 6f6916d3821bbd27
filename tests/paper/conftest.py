"""Every topic on paper, printed once in each way that the tests ask about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browser as browsers
import pytest
from playwright.sync_api import Browser
from server import serve
from support import wide as wide_guide
from support.paper import ON_A4, TEXTS, VISIBLE, WAYS, Print, Prints, Text, Way

# Other paper, the dark scheme and missing scripts change the sheets, not what a topic holds: they
# are tried on a page of formulas and figures, a long one, one of SQL, and one of prose.
SAMPLE = {'machine-learning', 'kaggle-and-projects', 'sql-and-databases', 'behavioral'}

LINE_OF_A4 = {'width': 658, 'height': 1000}  # 174 mm
SIZES = """() => {
  const texts = 'p, li, dd, dt, td, code, summary, figcaption, .katex'
  const shown = [...document.querySelectorAll(`article :is(${texts})`)]
    .filter(found => found.checkVisibility())
  const size = found => parseFloat(getComputedStyle(found).fontSize)
  const named = found => [found.textContent.trim().slice(0, 60), size(found)]
  return Object.fromEntries(shown.map(named))
}"""


@pytest.fixture(scope='session')
def questions(built_site: Path) -> list[dict[str, Any]]:
    """The published questions."""
    data = json.loads((built_site / 'questions.json').read_text(encoding='utf-8'))
    found: list[dict[str, Any]] = data['questions']
    return found


@pytest.fixture(scope='session')
def topics(questions: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(question['topic'] for question in questions))


@pytest.fixture(scope='session')
def sample(topics: list[str]) -> list[str]:
    """The topics that are printed in every way."""
    assert set(topics) >= SAMPLE
    return [topic for topic in topics if topic in SAMPLE]


@pytest.fixture(scope='session')
def address(built_site: Path) -> Iterator[str]:
    with serve(built_site) as served:
        yield served


@pytest.fixture(scope='session')
def prints(address: str, topics: list[str]) -> Prints:
    """Every topic on A4, and a few in every other way; the browser is gone when tests read them."""
    with browsers.chromium() as chromium:
        return {
            (topic, way): printed(chromium, f'{address}questions/{topic}/', way)
            for topic in topics
            for way in WAYS
            if topic in SAMPLE or way in ON_A4
        }


@pytest.fixture(scope='session')
def wide_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with what is too wide for a line, of a guide built for it."""
    built = wide_guide.create(tmp_path_factory.mktemp('wide')).build(strict=True)
    assert built.warnings == []
    with serve(built.site) as served:
        yield f'{served}questions/basics/'


@pytest.fixture(scope='session')
def wide(wide_address: str) -> dict[Way, Print]:
    """That page, printed in every way."""
    with browsers.chromium() as chromium:
        return {way: printed(chromium, wide_address, way) for way in WAYS}


@pytest.fixture(scope='session')
def sizes(wide_address: str) -> dict[str, float]:
    """The size of that page's texts on A4, in CSS pixels, by the beginning of each."""
    with browsers.chromium() as chromium:
        page = chromium.new_page(viewport=LINE_OF_A4)
        page.goto(wide_address)
        page.emulate_media(media='print')
        found: dict[str, float] = page.evaluate(SIZES)
    return found


def printed(chromium: Browser, url: str, way: Way) -> Print:
    """A page as that browser prints it; what should be on it is read from the page itself."""
    context = chromium.new_context(
        color_scheme='dark' if way.scheme == 'dark' else 'light', java_script_enabled=way.scripts
    )
    page = context.new_page()
    page.goto(url)
    if way.scripts:  # a promise is never kept without
        page.evaluate('document.fonts.ready')
    page.evaluate('mode => { document.documentElement.dataset.print = mode }', way.mode)
    paper = 'A4' if way.paper == 'A4' else 'Letter'
    data = page.pdf(format=paper, print_background=True, tagged=True, outline=True)
    page.evaluate('document.querySelectorAll("details").forEach(d => { d.open = true })')
    page.emulate_media(media='print')
    texts = [Text(**found) for found in page.evaluate(TEXTS)]
    visible = str(page.evaluate(VISIBLE))
    context.close()
    return Print(data, texts, visible, columns=2 if way.mode == 'short' else 1)
