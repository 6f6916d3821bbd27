"""A link to a question opens its answer, wherever the reader comes from and however often."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from support.reader import TOPIC, Visit, is_in_view, is_open, opened, search, settle

QUESTION = 'gradient-descent'  # far down on its page, so that a link has to scroll
ANSWER = f'{QUESTION}-answer'
DEPTH = 'bias-variance-depth'


def follow(page: Page, identifier: str) -> None:
    """Click a link of the page's own that leads to an id, as the list at the side has them."""
    page.evaluate(
        """id => {
          const link = document.createElement("a")
          Object.assign(link, { href: "#" + id, id: "to-" + id, textContent: "There" })
          document.querySelector("article").prepend(link)
          scrollTo(0, 0)
        }""",
        identifier,
    )
    page.locator(f'#to-{identifier}').click()


def close(page: Page, identifier: str) -> None:
    """Close a block by hand."""
    page.locator(f'#{identifier} > summary').click()
    expect(page.locator(f'#{identifier}')).not_to_have_attribute('open', '')


def test_a_topic_starts_closed(topic: Page) -> None:
    """The reader rehearses first: nothing is given away before a row is opened."""
    assert opened(topic) == []


def test_a_direct_link_opens_the_answer(visit: Visit, address: str) -> None:
    page = visit(f'{address}{TOPIC}#{QUESTION}')
    assert opened(page) == [ANSWER]
    assert is_in_view(page, QUESTION)


def test_a_direct_link_works_on_a_phone(visit: Visit, address: str) -> None:
    """There the header has another height, and the text above is much longer."""
    page = visit(f'{address}{TOPIC}#{QUESTION}', viewport={'width': 360, 'height': 700})
    assert opened(page) == [ANSWER]
    assert is_in_view(page, QUESTION)


def test_a_link_from_another_page_opens_the_answer(visit: Visit, address: str) -> None:
    page = visit(f'{address}concepts/')
    page.locator(f'article a[href$="#{QUESTION}"]').first.click()
    page.wait_for_url(f'**/{TOPIC}#{QUESTION}')
    assert is_open(page, ANSWER)
    assert is_in_view(page, QUESTION)


def test_a_link_on_the_page_opens_the_answer(topic: Page) -> None:
    follow(topic, QUESTION)
    expect(topic.locator(f'#{ANSWER}')).to_have_attribute('open', '')
    assert is_in_view(topic, QUESTION)


def test_a_changed_hash_opens_the_answer(topic: Page) -> None:
    """A reader who edits the address, or an extension that does, follows no link."""
    topic.evaluate('id => { location.hash = id }', QUESTION)
    expect(topic.locator(f'#{ANSWER}')).to_have_attribute('open', '')
    assert is_in_view(topic, QUESTION)


def test_a_link_to_a_block_opens_that_block(visit: Visit, address: str) -> None:
    page = visit(f'{address}{TOPIC}#{DEPTH}')
    assert opened(page) == [DEPTH]
    assert is_in_view(page, DEPTH)


def test_a_link_into_a_fold_opens_all_that_holds_it(topic: Page) -> None:
    """A target may lie two blocks deep, and both have to open before it can be seen."""
    topic.evaluate(
        'document.querySelector(".dr-q > details .dr-fold > :last-child").id = "deep-target"'
    )
    follow(topic, 'deep-target')
    expect(topic.locator('#deep-target')).to_be_visible()


def test_the_same_link_opens_the_answer_again(topic: Page) -> None:
    """The second click changes no hash, so the browser reports nothing."""
    follow(topic, QUESTION)
    expect(topic.locator(f'#{ANSWER}')).to_have_attribute('open', '')
    close(topic, ANSWER)
    topic.locator(f'#to-{QUESTION}').click()
    expect(topic.locator(f'#{ANSWER}')).to_have_attribute('open', '')
    assert is_in_view(topic, QUESTION)


def test_a_hash_that_cannot_be_read_does_no_harm(visit: Visit, address: str) -> None:
    """Links get damaged on their way through chats; the page still has to work."""
    page = visit(f'{address}{TOPIC}#%E0%A4%A')
    page.locator('[data-dr=open]').click()
    assert opened(page)


def test_back_keeps_what_was_open(topic: Page, address: str) -> None:
    topic.locator(f'#{DEPTH} > summary').click()
    expect(topic.locator(f'#{DEPTH}')).to_have_attribute('open', '')
    settle(topic)
    topic.goto(f'{address}concepts/')
    topic.go_back()
    settle(topic)
    assert opened(topic) == [DEPTH]


def test_forward_keeps_what_was_open(visit: Visit, address: str) -> None:
    """Also that the answer of the link was closed: going forward is no new visit."""
    page = visit(f'{address}concepts/')
    page.goto(f'{address}{TOPIC}#{QUESTION}')
    close(page, ANSWER)
    page.locator(f'#{DEPTH} > summary').click()
    settle(page)
    page.go_back()
    page.go_forward()
    settle(page)
    assert opened(page) == [DEPTH]


def test_reload_keeps_what_was_open(visit: Visit, address: str) -> None:
    page = visit(f'{address}{TOPIC}#{QUESTION}')
    close(page, ANSWER)
    page.locator(f'#{DEPTH} > summary').click()
    settle(page)
    page.reload()
    settle(page)
    assert opened(page) == [DEPTH]


def test_a_search_hit_opens_the_block_that_holds_its_target(visit: Visit, address: str) -> None:
    page = visit(f'{address}concepts/')
    search(page, 'gradient descent')
    hit = page.locator('.md-search-result__link[href*="questions/"][href*="#"]').first
    target = str(hit.get_attribute('href')).partition('#')[2]
    hit.click()
    page.wait_for_url(f'**#{target}')
    block = f'details:is([id="{target}"], [id="{target}-answer"], :has([id="{target}"]))'
    expect(page.locator(block).first).to_have_attribute('open', '')
    assert is_in_view(page, target)
