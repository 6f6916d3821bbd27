"""The questions as data: valid JSON with every field, and structured data as schema.org says."""

from __future__ import annotations

import json

from support.pages import PAGE, SPOKEN, altered, another, build

from guide.bank.bank import Bank
from guide.bank.vocabulary import Vocabulary
from guide.publish import export

PAGE_URL = 'https://example.org/questions/x/'


def test_questions_json_holds_every_question_in_order() -> None:
    found, _ = build(PAGE + another('twice', 'And "twice" – in Łódź?'))
    data = json.loads(json.dumps(export.questions(found)))
    assert data['version'] == export.VERSION
    assert [question['id'] for question in data['questions']] == ['dropout', 'twice']
    assert data['questions'][1]['question'] == 'And "twice" – in Łódź?'


def test_a_question_has_every_field() -> None:
    more = (
        'queries: [turn neurons off by chance]\nrelated: [twice]\nread: 2026-11\nagain: 2027-05\n'
    )
    page = altered('sources:\n', f'{more}sources:\n') + another('twice', 'And twice?')
    question = export.questions(build(page)[0])['questions'][0]
    blocks = question.pop('blocks')
    assert question == {
        'id': 'dropout',
        'topic': 'x',
        'question': 'Why does dropout help?',
        'url': 'questions/x/#dropout',
        'roles': [],
        'difficulty': 2,
        'seconds': 38,  # 95 words at 150 a minute
        'concepts': ['dropout', 'ensemble'],
        'also': ['random silencing', 'units switched off', 'noise on activations'],
        'queries': ['turn neurons off by chance'],
        'sources': ['[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)'],
        'read': '2026-11',
        'again': '2027-05',
        'related': ['twice'],
    }
    assert [block['kind'] for block in blocks] == [
        'answer',
        'idea',
        'depth',
        'followup',
        'pitfall',
        'rubric',
    ]
    assert blocks[3] == {
        'kind': 'followup',
        'title': 'And at test time?',
        'markdown': 'Nothing is dropped.',
    }


def test_an_empty_bank_is_exported_too() -> None:
    assert export.questions(Bank((), Vocabulary({}))) == {
        'version': export.VERSION,
        'questions': [],
    }


def test_structured_data_gives_the_spoken_answer_as_plain_text() -> None:
    page = altered('It averages many', 'It *averages* `x * y` of [many](https://x.org)')
    (topic,) = build(page)[0].topics
    data = json.loads(json.dumps(export.structured_data(topic, PAGE_URL, '2026-11-22')))
    assert data['@type'] == 'FAQPage'
    assert data['name'] == 'Layers'
    assert data['description'] == 'What every interview asks about layers.'
    assert data['dateModified'] == '2026-11-22'
    (entity,) = data['mainEntity']
    assert entity['url'] == f'{PAGE_URL}#dropout'
    assert entity['name'] == 'Why does dropout help?'
    assert entity['acceptedAnswer'] == {
        '@type': 'Answer',
        'text': altered('It averages many', 'It averages x * y of many', SPOKEN),
    }


def test_structured_data_has_no_date_before_the_first_run() -> None:
    found, _ = build()
    assert 'dateModified' not in export.structured_data(found.topics[0], PAGE_URL)
