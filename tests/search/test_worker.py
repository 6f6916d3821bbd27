"""The worker answers every message of Material's search box, whatever fails inside."""

from __future__ import annotations

from typing import Any

import pytest
from support.engine import Worker, question

SETUP, READY, QUERY, RESULT = range(4)  # Material's messages
DOCUMENTS = [question('bias', 'What is bias?'), question('variance', 'What is variance?')]


def titles(messages: list[dict[str, Any]]) -> list[str]:
    """The titles of the one result that was posted; of each page, a list of items."""
    (message,) = messages
    assert message['type'] == RESULT
    return [item['title'] for (item,) in message['data']['items']]


def test_it_says_when_it_is_ready() -> None:
    assert Worker().send(SETUP, {'config': {'titles': {}}, 'docs': DOCUMENTS}) == [{'type': READY}]


def test_it_answers_a_query() -> None:
    worker = Worker()
    worker.send(SETUP, {'config': {'titles': {}}, 'docs': DOCUMENTS})
    assert ['<mark>bias</mark>' in title for title in titles(worker.send(QUERY, 'bias'))] == [True]
    assert titles(worker.send(QUERY, '')) == []


def test_a_query_that_fails_does_not_leave_the_results_of_the_one_before() -> None:
    worker = Worker()
    worker.send(SETUP, {'config': {'titles': {}}, 'docs': DOCUMENTS})
    (title,) = titles(worker.send(QUERY, None))  # no text, which nobody can type
    assert 'The search failed.' in title
    assert 'bias' in titles(worker.send(QUERY, 'bias'))[0]


@pytest.mark.parametrize('documents', [None, [{}], [{'title': 'no location'}]])
def test_an_index_that_cannot_be_read_fails_every_query(documents: Any) -> None:
    worker = Worker()
    assert worker.send(SETUP, {'docs': documents}) == [{'type': READY}]
    assert 'The search failed.' in titles(worker.send(QUERY, 'bias'))[0]


def test_scripts_that_cannot_be_loaded_fail_every_query() -> None:
    worker = Worker(loads=False)
    assert worker.send(SETUP, {'config': {'titles': {}}, 'docs': DOCUMENTS}) == [{'type': READY}]
    assert 'The search failed.' in titles(worker.send(QUERY, 'bias'))[0]


def test_it_says_to_developers_what_failed() -> None:
    worker = Worker(loads=False)
    assert worker.errors() == ['NetworkError']
