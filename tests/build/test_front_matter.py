"""What a page says of itself reaches the heads of pages whole, whatever signs are in it."""

from __future__ import annotations

import re

import pytest
from support.tiny import PRACTICE, Project
from support.tree import Node, parse

SAID = 'What the "second seed" says of R&D, a < b and vector<int>.'
TITLE = 'The "second" seed & <int>'


@pytest.fixture
def page(project: Project) -> str:
    said = f"title: '{TITLE}'\ndescription: '{SAID}'\n#"
    project.edit(PRACTICE, 'description:', said)
    built = project.build(strict=True)
    assert built.warnings == []
    return built.text('questions/practice/index.html')


def content(head: Node, **attributes: str) -> str:
    return head.one('meta', **attributes).get('content')


def test_a_description_is_not_cut_off_at_a_quote(page: str) -> None:
    head = parse(page)
    assert content(head, name='description') == SAID
    assert content(head, property='og:description') == SAID


def test_a_title_is_shown_as_it_was_typed(page: str) -> None:
    head = parse(page)
    assert content(head, property='og:title') == f'{TITLE} - Dry Run'
    assert head.one('title').text == f'{TITLE} - Dry Run'
    topic = head.one('div', data_md_component='header-topic')
    assert TITLE in topic.text
    (printed,) = re.findall(r'@top-left\{content:"(.*?)"\}', page)
    assert printed == 'Dry Run · The \\"second\\" seed & \\3c int>'


def test_one_byte_order_mark_is_part_of_no_page(project: Project) -> None:
    text = (project.folder / PRACTICE).read_text(encoding='utf-8')
    project.write(PRACTICE, '\ufeff' + text)
    assert project.build(strict=True).warnings == []
