"""questions.json and the structured data say what their schemas allow, and what the pages say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.site import HOME, Site, address
from support.tree import Node

# What schema.org defines for each type, of all that it does (its own properties and those of the
# types above it), as far as the guide uses it: https://schema.org/FAQPage, https://schema.org/Question
# and https://schema.org/Answer.
SCHEMA_ORG = {
    'FAQPage': {
        'dateModified',
        'description',
        'inLanguage',
        'isAccessibleForFree',
        'license',
        'mainEntity',
        'name',
        'url',
    },
    'Question': {'acceptedAnswer', 'alternateName', 'name', 'url'},
    'Answer': {'text'},
}


@pytest.fixture(scope='session')
def schema(site: Site) -> dict[str, Any]:
    return dict(json.loads(site.text('questions.schema.json')))


@pytest.fixture(scope='session')
def data(site: Site) -> dict[str, Any]:
    return dict(json.loads(site.text('questions.json')))


@pytest.fixture(scope='session')
def structured(topics: Mapping[str, Node]) -> dict[str, dict[str, Any]]:
    """The structured data of every topic, by the page's path."""
    return {
        path: json.loads(page.one('script', type='application/ld+json').source)
        for path, page in topics.items()
    }


def fields(schema: Any) -> Iterator[dict[str, Any]]:
    """Every field that a schema describes, however deep."""
    if isinstance(schema, dict):
        yield from schema.get('properties', {}).values()
        yield from schema.get('$defs', {}).values()
    for part in schema.values() if isinstance(schema, dict) else ():
        yield from fields(part)


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of some structured data."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(part)


def test_schema_is_one_and_describes_every_field(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema['title']
    assert [field for field in fields(schema) if not field.get('title')] == []
    assert [field for field in fields(schema) if not field.get('description')] == []


def test_schema_is_published_where_it_says(schema: dict[str, Any], site: Site) -> None:
    assert site.file(schema['$id']) == 'questions.schema.json'


def test_questions_match_the_schema(schema: dict[str, Any], data: dict[str, Any]) -> None:
    problems = Draft202012Validator(schema).iter_errors(data)
    assert [f'{problem.json_path}: {problem.message}' for problem in problems] == []


def test_every_field_is_described(schema: dict[str, Any], data: dict[str, Any]) -> None:
    """The schema lets readers meet fields it does not know; ours are all in it."""
    question, block = (schema['$defs'][name]['properties'] for name in ('question', 'block'))
    assert data.keys() == schema['properties'].keys()
    for entry in data['questions']:
        assert entry.keys() == question.keys()
        assert all(found.keys() == block.keys() for found in entry['blocks'])


def test_schema_refuses_what_is_wrong(schema: dict[str, Any], data: dict[str, Any]) -> None:
    """A schema that allows everything would pass every test above."""
    right = data['questions'][0]
    wrong = [{'difficulty': 5}, {'id': 'Not an id'}, {'also': []}, {'url': '/'}, {'seconds': '30'}]
    validator = Draft202012Validator(schema)
    for change in wrong:
        assert not validator.is_valid({'version': 1, 'questions': [right | change]}), change
    assert not validator.is_valid({'version': 2, 'questions': [right]})


def test_every_question_is_where_its_address_says(
    data: dict[str, Any], site: Site, topics: Mapping[str, Node]
) -> None:
    for entry in data['questions']:
        path = site.file(HOME + entry['url'])
        assert path is not None, entry['url']
        assert topics[path].one('h2', id=entry['id']), entry['url']


def test_data_and_pages_hold_the_same_questions(
    data: dict[str, Any], topics: Mapping[str, Node]
) -> None:
    shown = [q.get('aria-labelledby') for page in topics.values() for q in page.all(cls='dr-q')]
    assert sorted(entry['id'] for entry in data['questions']) == sorted(shown)
    assert {'bias-variance', 'gradient-descent'} <= set(shown)


def test_structured_data_is_schema_org(structured: dict[str, dict[str, Any]]) -> None:
    for path, data in structured.items():
        assert data['@context'] == 'https://schema.org'
        for found in objects(data):
            own = {name for name in found if not name.startswith('@')}
            assert own <= SCHEMA_ORG[found['@type']], path
            assert [name for name in own if found[name] in ('', [], {}, None)] == [], path


def test_structured_data_is_what_the_page_shows(
    structured: dict[str, dict[str, Any]], topics: Mapping[str, Node]
) -> None:
    """Google asks that all of it can be seen on the page."""
    for path, data in structured.items():
        shown = topics[path].all('section', 'dr-q')
        assert data['url'] == address(path)
        assert [entity['url'].partition('#')[2] for entity in data['mainEntity']] == [
            question.get('aria-labelledby') for question in shown
        ]
        for entity, question in zip(data['mainEntity'], shown, strict=True):
            assert question.one('h2').text.startswith(entity['name'][:20])
            assert len(entity['acceptedAnswer']['text'].split()) >= 30
