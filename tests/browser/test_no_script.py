"""With JavaScript off everything can still be read, opened and printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit

QUESTION = 'gradient-descent'
WORD = re.compile(r'[A-Za-z]{4,}')

# What paper leaves out (folded code), and what it draws (formulas, figures).
NOT_WORDS = '.dr-fold, .katex, svg { display: none !important }'
BLOCKS = 'blocks => blocks.map(block => { block.open = true; return [block.id, block.innerText] })'


@pytest.fixture
def bare(visit: Visit, address: str) -> Page:
    """A topic in a browser that runs no script."""
    return visit(address + TOPIC, java_script_enabled=False)


def test_a_summary_opens_its_block(bare: Page) -> None:
    block = bare.locator(f'#{QUESTION}-depth')
    expect(block.locator('.dr-body')).to_be_hidden()
    block.locator('> summary').click()
    expect(block.locator('.dr-body')).to_be_visible()


def test_what_needs_a_script_is_not_offered(bare: Page) -> None:
    """A button that does nothing is worse than none."""
    expect(bare.locator('.dr-tools__acts')).to_be_hidden()


@pytest.mark.parametrize(
    ('target', 'block'),
    [(QUESTION, f'{QUESTION}-answer'), ('bias-variance-depth', 'bias-variance-depth')],
)
def test_a_direct_link_shows_its_block(visit: Visit, address: str, target: str, block: str) -> None:
    page = visit(f'{address}{TOPIC}#{target}', java_script_enabled=False)
    expect(page.locator(f'#{block} .dr-body')).to_be_in_viewport()


def test_every_page_shows_its_text(visit: Visit, addresses: list[str]) -> None:
    page = visit('about:blank', java_script_enabled=False)
    for address in addresses:
        page.goto(address)
        expect(page.locator('article h1')).to_be_visible()


def test_paper_holds_the_words_of_every_block(bare: Page, topic: Page, tmp_path: Path) -> None:
    """Printing must not depend on a script that opens the blocks first."""
    if shutil.which('pdftotext') is None:
        pytest.skip('pdftotext (poppler-utils) is not installed')
    pdf = tmp_path / 'topic.pdf'
    bare.pdf(path=pdf, prefer_css_page_size=True)
    done = subprocess.run(['pdftotext', pdf, '-'], capture_output=True, text=True, check=True)
    printed = Counter(WORD.findall(done.stdout))
    topic.add_style_tag(content=NOT_WORDS)
    for identifier, text in topic.eval_on_selector_all('.dr-q > details', BLOCKS):
        missing = Counter(WORD.findall(text)) - printed
        assert not missing, f'{identifier}: {sorted(missing)}'
        printed -= Counter(WORD.findall(text))  # a word counts for one block only
