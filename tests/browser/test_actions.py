"""What the buttons of a topic and the links under a question do."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit, opened

QUESTION = 'bias-variance'
CLIPBOARD = ['clipboard-read', 'clipboard-write']


def clipboard(page: Page) -> str:
    """What the reader would paste now."""
    return str(page.evaluate('navigator.clipboard.readText()'))


def wait_for_clipboard(page: Page) -> str:
    """What was copied, as soon as the browser has it."""
    page.wait_for_function('navigator.clipboard.readText().then(text => text !== "")')
    return clipboard(page)


@pytest.fixture
def writer(visit: Visit, address: str) -> Page:
    """A page that may use the clipboard, which is empty to begin with."""
    page = visit(address + TOPIC, permissions=CLIPBOARD)
    page.evaluate('navigator.clipboard.writeText("")')
    return page


def test_open_all_opens_every_block(topic: Page) -> None:
    topic.locator('[data-dr=open]').click()
    assert len(opened(topic)) == topic.locator('.dr-q > details').count() > 0


def test_close_all_closes_every_block(topic: Page) -> None:
    topic.locator('[data-dr=open]').click()
    topic.locator('[data-dr=close]').click()
    assert opened(topic) == []


def test_the_print_menu_prints_and_puts_its_choice_into_the_address(topic: Page) -> None:
    topic.evaluate('window.print = () => { document.title = "printed" }')
    topic.locator('.dr-menu > summary').click()
    topic.locator('[data-dr-print=short]').click()
    expect(topic).to_have_title('printed')
    assert topic.url.endswith('?print=short')
    assert topic.evaluate('document.documentElement.dataset.print') == 'short'
    expect(topic.locator('.dr-menu > ul')).to_be_hidden()


def test_copy_link_copies_the_whole_address(writer: Page, address: str) -> None:
    """A bare `#id` would be of no use in a chat."""
    writer.locator(f'.dr-copy[href="#{QUESTION}"]').click()
    assert wait_for_clipboard(writer) == f'{address}{TOPIC}#{QUESTION}'


def test_a_copied_link_carries_no_searched_words(visit: Visit, address: str) -> None:
    page = visit(f'{address}{TOPIC}?h=bias#{QUESTION}', permissions=CLIPBOARD)
    page.evaluate('navigator.clipboard.writeText("")')
    page.locator(f'.dr-copy[href="#{QUESTION}"]').click()
    assert wait_for_clipboard(page) == f'{address}{TOPIC}#{QUESTION}'


def test_copy_link_leaves_the_page_as_it_is(visit: Visit, address: str) -> None:
    """Also when the reader came by that link and has closed the answer since."""
    page = visit(f'{address}{TOPIC}#{QUESTION}', permissions=CLIPBOARD)
    page.locator('[data-dr=close]').click()
    page.locator(f'.dr-copy[href="#{QUESTION}"]').click()
    wait_for_clipboard(page)
    assert opened(page) == []


def test_copy_link_says_that_it_has(writer: Page) -> None:
    link = writer.locator(f'.dr-copy[href="#{QUESTION}"]')
    before = link.inner_text()
    link.click()
    expect(link).not_to_have_text(before)


def test_copied_code_runs(visit: Visit, address: str) -> None:
    """A copy button that drops a newline or a `#` makes code that has run into code that cannot."""
    page = visit(f'{address}questions/python-and-pandas/#containers-depth', permissions=CLIPBOARD)
    page.evaluate('navigator.clipboard.writeText("")')
    block = page.locator('#containers-depth .dr-run').first
    block.hover()
    block.locator('.dr-copy-code').click()
    copied = wait_for_clipboard(page)
    assert copied.strip() == str(block.locator('pre code').text_content()).strip()
    assert any(line.lstrip().startswith('#>') for line in copied.splitlines())
    done = subprocess.run([sys.executable, '-c', copied], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_report_link_opens_the_form_filled_in(topic: Page) -> None:
    """Without the id and the version, nobody could tell which text was meant."""
    link = topic.locator(f'section[aria-labelledby={QUESTION}] .dr-report')
    address = urlsplit(str(link.get_attribute('href')))
    assert address.path.endswith('/issues/new')
    fields = parse_qs(address.query)
    assert fields['template'] == ['wrong-answer.yml']
    assert fields['question'] == [QUESTION]
    assert fields['version'] == ['f' * 10]
