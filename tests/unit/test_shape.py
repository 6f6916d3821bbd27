"""The tables say enough for everybody who reads them, and a new line in one is all it takes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import get_args

import pytest
from support.pages import PAGE, altered, build, problems_of

from guide import shape
from guide.model import Question
from guide.publish import export, schema
from guide.render import paper
from guide.shape import Field, Kind, PrintMode, anchors
from guide.source import metadata


def test_each_key_is_an_attribute_of_a_question_and_said_in_words() -> None:
    assert shape.QUESTION.keys() <= {field.name for field in fields(Question)}
    assert all(field.label and field.about for field in shape.QUESTION.values())


def test_the_modes_of_printing_are_those_of_the_menu() -> None:
    assert get_args(PrintMode) == tuple(paper.MODES)


def test_only_blocks_that_may_be_repeated_are_numbered() -> None:
    kinds = ['answer', 'followup', 'depth', 'followup']
    assert list(anchors(kinds)) == ['answer', 'followup-1', 'depth', 'followup-2']


def test_a_new_kind_of_block_is_a_line_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Kind('For example', 'a case one can check in the head', required=False)
    kinds = {**shape.KINDS, 'example': example}
    kinds |= {
        kind: kinds.pop(kind) for kind in ('followup', 'pitfall', 'rubric')
    }  # it comes before
    monkeypatch.setattr(shape, 'KINDS', kinds)
    for module in (
        'source.parse',
        'source.rules',
        'publish.search',
        'publish.schema',
        'render.topic',
    ):
        monkeypatch.setattr(f'guide.{module}.KINDS', kinds)
    page = altered('??? followup', '??? example "For example"\n\n    Nine.\n\n??? followup')
    found, problems = build(page)
    assert problems == []
    assert found.questions['dropout'].blocks[3].anchor == 'example'
    assert 'example' in schema.schema('/')['$defs']['block']['properties']['kind']['enum']
    assert problems_of(PAGE) == []


CHOICES = 'expected junior, senior, staff.'
LEVEL = Field(str, 'Level', 'Who is asked it.', choices=('junior', 'senior', 'staff'))


@pytest.mark.parametrize(
    ('value', 'problems'),
    [
        ('senior', []),
        (
            'señor',
            [(1, f"'level' is 'señor'; {CHOICES} Did you mean 'senior'?")],
        ),
        ('3', [(1, f"'level' is '3'; {CHOICES}")]),
        ('[senior]', [(1, "'level' should hold text, found a list (quote text with ': ' in it)")]),
    ],
)
def test_a_key_may_allow_a_choice_of_words(value: str, problems: list[tuple[int, str]]) -> None:
    found: list[tuple[int, str]] = []
    metadata.read(f'level: {value}', {'level': LEVEL}, 1, lambda *fault: found.append(fault))
    assert found == problems


def test_a_new_key_is_exported_and_described(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {**shape.QUESTION, 'title': replace(LEVEL, required=True)}  # which a question has
    monkeypatch.setattr('guide.publish.export.QUESTION', keys)
    monkeypatch.setattr('guide.publish.schema.QUESTION', keys)
    (question,) = export.questions(build()[0])['questions']
    assert question['title'] == 'Why does dropout help?'
    described = schema.schema('/')['$defs']['question']
    assert described['properties']['title']['enum'] == ['junior', 'senior', 'staff']
    assert 'title' in described['required']
