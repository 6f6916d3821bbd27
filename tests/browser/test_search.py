"""The search box: what it finds, how it shows it, and where a result leads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from server import serve
from support import tiny
from support.reader import Visit, search
from support.site import HOME

HIT = '.md-search-result__link'
PAYLOAD = '<img src=x onerror="window.hurt = true">'


@pytest.fixture
def concepts(visit: Visit, address: str) -> Page:
    return visit(f'{address}concepts/')


def test_a_typing_error_finds_the_question(concepts: Page) -> None:
    search(concepts, 'gradeint decsent')
    expect(concepts.locator(HIT).first).to_contain_text('gradient descent')


def test_a_result_says_topic_and_difficulty_and_marks_the_words(concepts: Page) -> None:
    search(concepts, 'momentum adam')
    first = concepts.locator(HIT).first
    expect(first).to_contain_text('Machine learning · difficulty 3 of 4')
    marks = {text.lower() for text in first.locator('mark').all_inner_texts()}
    assert {'momentum', 'adam'} <= marks


def test_a_result_says_by_which_other_name_it_was_found(concepts: Page) -> None:
    search(concepts, 'penalized regression')
    first = concepts.locator(HIT).first
    expect(first).to_contain_text('Also asked as: penalized regression')
    assert 'Tikhonov' not in first.inner_text()  # the next name in the same line


def test_a_result_opens_the_block_that_holds_the_words_and_marks_them(concepts: Page) -> None:
    search(concepts, 'cross-validation coin flips')
    first = concepts.locator(HIT).first
    target = str(first.get_attribute('href')).partition('#')[2]
    assert target != 'cross-validation'
    first.click()
    block = concepts.locator(f'#{target}')
    expect(block).to_have_attribute('open', '')
    expect(block.locator('mark', has_text='coin').first).to_be_attached()
    top = concepts.evaluate('id => document.getElementById(id).getBoundingClientRect().top', target)
    header = concepts.evaluate('document.querySelector(".md-header").offsetHeight')
    assert header - 1 <= top < 400


def test_back_finds_the_results_again(concepts: Page) -> None:
    search(concepts, 'momentum')
    concepts.locator(HIT).first.click()
    concepts.wait_for_url('**/questions/**')
    concepts.go_back()
    expect(concepts.locator('.md-search__input')).to_have_value('momentum')
    expect(concepts.locator(HIT).first).to_be_visible()


def test_a_shared_search_opens_with_its_results(visit: Visit, address: str) -> None:
    page = visit(f'{address}?q=k-fold')
    expect(page.locator(HIT).first).to_contain_text('cross-validate')


def test_the_keyboard_is_enough(concepts: Page) -> None:
    concepts.keyboard.press('/')
    concepts.locator('.md-search__input').fill('elastic net')
    expect(concepts.locator(HIT).first).to_be_visible()
    concepts.keyboard.press('ArrowDown')
    expect(concepts.locator(f'{HIT}:focus')).to_contain_text('elastic net')
    concepts.keyboard.press('Enter')
    concepts.wait_for_url('**#regularization*')


def test_nothing_found_offers_the_nearest_concepts(concepts: Page) -> None:
    concepts.keyboard.press('/')
    concepts.locator('.md-search__input').press_sequentially('xqregularizxq')
    expect(concepts.locator(HIT).first).to_contain_text('No answer holds these words')
    expect(concepts.locator(HIT).first).to_contain_text('Regularization', ignore_case=True)


def test_a_page_that_is_pasted_is_answered_and_says_what_was_left_out(concepts: Page) -> None:
    search(concepts, 'momentum')
    box, first = concepts.locator('.md-search__input'), concepts.locator(HIT).first
    box.fill('watch gradient boosting ' * 200)  # no key is pressed
    expect(first).to_contain_text('gradient boosting')
    assert 'rarest' not in first.inner_text()  # of three words
    words = [f'{word}{number}' for word in ('drift', 'boosting') for number in range(300)]
    box.fill(f'gradient boosting {" ".join(words)}')
    expect(first).to_contain_text('Searched for the 24 rarest of 602 words.')
    assert 'momentum' not in concepts.locator('.md-search-result').inner_text().lower()


def test_a_search_that_fails_says_so(concepts: Page) -> None:
    concepts.route('**/assets/search/ranking.js', lambda route: route.fulfill(body='throw 1'))
    concepts.reload()
    search(concepts, 'momentum')
    expect(concepts.locator(HIT)).to_have_count(1)
    expect(concepts.locator(HIT)).to_contain_text('The search failed.')


def test_the_browser_can_make_it_a_search_engine(concepts: Page, built_site: Path) -> None:
    link = concepts.locator('link[rel=search]')
    assert link.get_attribute('type') == 'application/opensearchdescription+xml'
    tree = ElementTree.parse(built_site / 'opensearch.xml')
    (url,) = tree.findall('{*}Url')
    assert url.get('template') == f'{HOME}?q={{searchTerms}}'


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    """A site whose question holds markup in its title, other names, answer and code."""
    project = tiny.create(tmp_path)
    practice = (tmp_path / tiny.PRACTICE).read_text(encoding='utf-8')
    assert 'Why did the second seed score worse?' in practice
    project.write(
        tiny.PRACTICE,
        practice.replace('Why did the second seed', f'Why did `{PAYLOAD}` the second seed', 1),
    )
    project.record()
    built = project.build()
    index = json.loads(built.text('search/search_index.json'))
    assert PAYLOAD in ' '.join(document['title'] for document in index['docs'])
    with serve(built.site) as address:
        yield address


def test_markup_in_an_answer_is_shown_as_text(visit: Visit, hostile: str) -> None:
    page = visit(hostile)
    search(page, 'onerror second seed')
    first = page.locator(HIT).first
    expect(first).to_contain_text(PAYLOAD)
    assert page.locator(f'{HIT} img').count() == 0
    assert page.evaluate('window.hurt') is None
