"""The bank for other programs: questions.json and schema.org's structured data."""

from __future__ import annotations

from typing import Any

from guide.bank.bank import Bank
from guide.model import Page, Question
from guide.shape import QUESTION
from guide.source import files
from guide.source.text import plain, speaking_seconds

VERSION = 1  # of questions.json; raised when a field changes its meaning or goes


def url(question: Question) -> str:
    """Where the question is on the site, relative to its root."""
    return f'{files.address(question.path)}#{question.id}'


def questions(bank: Bank) -> dict[str, Any]:
    """What questions.json holds; `schema` describes it."""
    found = []
    for question in bank.questions.values():
        blocks = [
            {'kind': block.kind, 'title': block.title, 'markdown': block.text}
            for block in question.blocks
        ]
        found.append(
            {
                'id': question.id,
                'topic': question.topic,
                'question': question.title,
                'url': url(question),
                'seconds': speaking_seconds(question.spoken),
                'roles': [*bank.by_path[question.path].roles],
                **{key: _plain(getattr(question, key)) for key in QUESTION},
                'blocks': blocks,
            }
        )
    return {'version': VERSION, 'questions': found}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def structured_data(page: Page, canonical: str, modified: str = '') -> dict[str, Any]:
    """A topic as a schema.org FAQPage (https://schema.org/FAQPage).

    Each question's accepted answer is the spoken one, as plain text.
    """
    entities = [
        {
            '@type': 'Question',
            'name': plain(question.title),
            'url': f'{canonical}#{question.id}',
            'acceptedAnswer': {'@type': 'Answer', 'text': plain(question.spoken)},
        }
        for question in page.questions
    ]
    data: dict[str, Any] = {
        '@context': 'https://schema.org',
        '@type': 'FAQPage',
        'name': page.heading,
        'description': page.description,
        'url': canonical,
        'inLanguage': 'en-US',
        'isAccessibleForFree': True,
        'license': 'https://creativecommons.org/licenses/by/4.0/',
        'mainEntity': entities,
    }
    if modified:
        data['dateModified'] = modified
    return data
