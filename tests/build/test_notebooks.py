"""A notebook in a small build: a page like the others, and a file to download."""

from __future__ import annotations

import json

import pytest
from support import tiny
from support.tree import parse

NAME = 'docs/notebooks/sums.ipynb'
NOTEBOOK = {
    'cells': [
        {'cell_type': 'markdown', 'id': 'a', 'metadata': {}, 'source': ['# Sums\n', '\n', '$1+1$']},
        {
            'cell_type': 'code',
            'id': 'draw',
            'metadata': {'alt': 'A line', 'caption': 'A line.'},
            'source': ['print(1 + 1)'],
            'outputs': [
                {'output_type': 'stream', 'name': 'stdout', 'text': ['2\n']},
                {
                    'output_type': 'display_data',
                    'data': {'image/svg+xml': ['<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>']},
                },
            ],
        },
    ],
    'metadata': {'description': 'Sums of one and one, with a line, to see a notebook as a page.'},
    'nbformat': 4,
    'nbformat_minor': 5,
}


@pytest.fixture
def built(project: tiny.Project) -> tiny.Build:
    project.write(NAME, json.dumps(NOTEBOOK))
    settings = (project.folder / 'mkdocs.yml').read_text(encoding='utf-8')
    nav = '  - concepts.md\n'
    project.write('mkdocs.yml', settings.replace(nav, f'{nav}  - notebooks/sums.md\n'))
    project.record()
    return project.build()


def test_a_notebook_is_a_page(built: tiny.Build) -> None:
    assert built.warnings == []
    page = parse((built.site / 'notebooks/sums/index.html').read_text(encoding='utf-8'))
    assert [heading.text for heading in page.all('h1')] == ['Sums¶']
    assert len(page.all('div', 'dr-run')) == 1
    assert [line.text for line in page.all('span', 'dr-out')] == ['#> 2']
    assert page.all('figure', 'dr-figure')[0].one('svg').get('aria-label') == 'A line'
    assert page.all('span', 'katex')


def test_a_notebook_can_be_downloaded_as_it_is(built: tiny.Build) -> None:
    page = parse((built.site / 'notebooks/sums/index.html').read_text(encoding='utf-8'))
    (link,) = page.all('a', 'dr-download')
    assert link.get('href') == '../sums.ipynb'
    assert json.loads((built.site / 'notebooks/sums.ipynb').read_text()) == NOTEBOOK


def test_a_notebook_is_found_by_search(built: tiny.Build) -> None:
    index = json.loads((built.site / 'search/search_index.json').read_text(encoding='utf-8'))
    assert 'notebooks/sums/' in [document['location'] for document in index['docs']]


def test_a_broken_notebook_stops_a_strict_build(project: tiny.Project) -> None:
    project.write(NAME, '{')
    built = project.build(strict=True)
    assert built.aborted
    assert f'{NAME}:1: no JSON' in ' '.join(built.warnings)
