"""The documents that are searched: whole where they are quoted, words elsewhere, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
from support.pages import CONCEPTS, PAGE, SPOKEN, altered, another, build

from guide.publish import search

CODE = """\
    import numpy as np

    kept = np.ones(3)
"""


def documents(page: str) -> list[dict[str, Any]]:
    return search.documents(build(page)[0], lambda source: source)


def first_question(page: str) -> dict[str, Any]:
    return next(document for document in documents(page) if document['kind'] == 'question')


def blocks(page: str) -> dict[str, list[str]]:
    """Of each block by its suffix: title, words of the prose, names in the code."""
    return {suffix: rest for suffix, *rest in first_question(page)['blocks']}


def test_a_question_is_published_with_what_results_quote() -> None:
    page = altered('sources:\n', 'queries: [turn neurons off]\nsources:\n')
    question = first_question(page)
    assert question['title'] == 'Why does dropout help?'
    assert question['topic'] == 'Layers'
    assert question['also'][0] == 'random silencing'
    assert question['say'] == SPOKEN
    assert question['location'] == 'questions/x.md#dropout'


def test_the_first_phrases_weigh_the_most_wherever_they_are_listed() -> None:
    more = [f'phrase {n}' for n in range(search.TELLING - 3)]
    page = altered('sources:\n', f'queries: [{", ".join(more)}, turn neurons off]\nsources:\n')
    question = first_question(page)
    assert question['also'][3:] == more
    assert question['queries'] == ['turn neurons off']


def test_concepts_are_named_by_their_place() -> None:
    found = documents(PAGE)
    named = [found[place]['title'] for place in first_question(PAGE)['concepts']]
    assert named == ['dropout', 'ensemble']


def test_a_concept_is_found_by_what_it_leads_to_unless_that_has_its_own_document() -> None:
    see = 'see: [ensemble, DropConnect]\n  synonyms: ['
    bank, _ = build(concepts=altered('synonyms: [', see, CONCEPTS))
    found = search.documents(bank, lambda source: source)
    assert found[0]['also'] == ['unit dropping', 'DropConnect']


def test_a_block_holds_the_words_that_did_not_come_before() -> None:
    """`thinned` is in the spoken answer and `units` in another name."""
    found = blocks(altered('Each unit is kept', 'Each thinned unit survives, a Unit is kept'))
    assert found['depth'][1].split()[:4] == ['Each', 'survives', 'kept', 'probability']
    assert found['followup-1'][0] == 'And at test time?'
    assert found['followup-1'][1].split() == ['Nothing', 'dropped']


@pytest.mark.parametrize(
    ('code', 'names'),
    [
        ('model = Net()\nmodel.fit(x_train)', ['fit']),
        ('import torch\nwith torch.no_grad():\n    loss = 1', ['torch', 'torch.no_grad']),
        (
            'import pandas as pd\npd.read_csv(text, parse_dates=True)',
            ['pandas', 'read_csv', 'parse_dates', 'True'],
        ),
        ('from sklearn.svm import SVC, LinearSVC', ['sklearn.svm', 'SVC', 'LinearSVC']),
        ("label = 'Secret()'  # Hidden()", []),
        ('def step():\n    raise ValueError', ['step', 'ValueError']),
    ],
)
def test_of_code_only_what_it_uses_is_kept(code: str, names: list[str]) -> None:
    lines = ''.join(f'    {line}\n' for line in code.split('\n'))
    assert blocks(altered(CODE, lines))['depth'][2].split() == names


def test_the_output_and_formulas_of_a_block_are_not_searched() -> None:
    words = ' '.join(blocks(altered('#> 3.0', '#> Surprise()'))['depth'])
    assert 'Surprise' not in words
    assert 'odot' not in words


def test_words_that_many_questions_share_are_left_out() -> None:
    """Six questions hold 'Nothing' in their follow-up; one holds 'Seldom' as well."""
    page = altered('Nothing is dropped.', 'Nothing is dropped. Seldom.')
    for number in range(5):
        page += another(f'more-{number}', f'Number {number}?')
    assert blocks(page)['followup-1'][1].split() == ['Seldom']
