"""The JSON Schema of questions.json (https://json-schema.org/draft/2020-12), from the tables."""

from __future__ import annotations

from typing import Any

from guide.model import ID, WORDS_PER_MINUTE
from guide.publish.export import VERSION
from guide.shape import KINDS, LONGEST_ID, NAME, QUESTION, ROLES, TEXT, Field

FILE = 'questions.schema.json'


def schema(site_url: str) -> dict[str, Any]:
    """What questions.json may hold; `site_url` ends in a slash."""
    return {
        '$schema': 'https://json-schema.org/draft/2020-12/schema',
        '$id': f'{site_url}{FILE}',
        'title': 'The questions of the guide',
        'description': 'Every question of the guide with its answer in Markdown. The text is CC BY '
        '4.0. Fields may be added at any time; when one changes its meaning or goes, the version '
        'is raised.',
        'type': 'object',
        'required': ['version', 'questions'],
        'properties': {
            'version': {
                'title': 'Version',
                'description': 'The version of this format.',
                'const': VERSION,
            },
            'questions': {
                'title': 'Questions',
                'description': 'Every question, in the order of the site.',
                'type': 'array',
                'minItems': 1,
                'items': {'$ref': '#/$defs/question'},
            },
        },
        '$defs': {
            'name': {
                'title': 'Short name',
                'description': 'Lower-case words joined by hyphens.',
                'type': 'string',
                'pattern': ID.pattern,
            },
            'text': {
                'title': 'Text',
                'description': 'A text that is never empty.',
                'type': 'string',
                'pattern': TEXT.pattern.pattern,
            },
            'question': _object(
                'Question', 'One question with everything the guide says about it.', _question()
            ),
            'block': _object('Block', 'One part of an answer.', _block()),
        },
    }


def _question() -> dict[str, Any]:
    return {
        'id': {
            'title': 'Id',
            'description': "The question's short name: unique, and stable for ever.",
            **NAME.schema,
            'maxLength': LONGEST_ID,
        },
        'topic': {
            'title': 'Topic',
            'description': 'The short name of the page the question stands on; it may move to '
            'another.',
            **NAME.schema,
        },
        'question': {
            'title': 'Question',
            'description': 'The question as an interviewer would say it, in Markdown.',
            **TEXT.schema,
        },
        'url': {
            'title': 'Address',
            'description': 'Where the question is, relative to the root of the site.',
            'type': 'string',
            'format': 'uri-reference',
            'pattern': '^questions/[a-z0-9-]+/#[a-z0-9-]+$',
        },
        'seconds': {
            'title': 'Seconds',
            'description': 'How long the spoken answer takes to say, at '
            f'{WORDS_PER_MINUTE} words a minute.',
            'type': 'integer',
            'minimum': 1,
        },
        'roles': {
            'title': 'Roles',
            'description': 'Whom its topic is for.',
            'type': 'array',
            'items': {'enum': [*ROLES]},
            'uniqueItems': True,
        },
        **{key: _key(field) for key, field in QUESTION.items()},
        'blocks': {
            'title': 'Blocks',
            'description': 'The parts of the answer, in the order of the page; the spoken answer '
            'is the first, or the second where a problem stands above it.',
            'type': 'array',
            'items': {'$ref': '#/$defs/block'},
            'minItems': 1,
        },
    }


def _block() -> dict[str, Any]:
    meanings = '; '.join(f'{name}: {kind.about}' for name, kind in KINDS.items())
    return {
        'kind': {'title': 'Kind', 'description': f'{meanings}.', 'enum': [*KINDS]},
        'title': {
            'title': 'Title',
            'description': 'The words on the closed block, in Markdown; of a follow-up, its '
            'question.',
            **TEXT.schema,
        },
        'markdown': {
            'title': 'Markdown',
            'description': 'The text of the block. Links and images are relative to the page in '
            'the repository.',
            **TEXT.schema,
        },
    }


def _key(field: Field) -> dict[str, Any]:
    """The schema of a key of the metadata."""
    said: dict[str, Any] = {'title': field.label, 'description': field.about}
    if field.kind is int:
        said |= {'type': 'integer', 'minimum': field.least, 'maximum': field.most}
    elif field.kind is list:
        said |= {'type': 'array', 'items': dict(field.form.schema), 'uniqueItems': True}
        said |= {'minItems': field.least} if field.least else {}
    elif field.choices:  # a key that may be left out is published empty
        said |= {'enum': [*field.choices, *([] if field.required else [''])]}
    else:
        said |= field.form.schema
    return said


def _object(title: str, description: str, properties: dict[str, Any]) -> dict[str, Any]:
    """An object with all of these properties, and perhaps others."""
    return {
        'title': title,
        'description': description,
        'type': 'object',
        'required': [*properties],
        'properties': properties,
    }
