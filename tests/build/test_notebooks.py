"""Notebooks in a small build: pages like the others, and files to download."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import tiny
from support.tree import parse

NAME = 'docs/notebooks/sums.ipynb'
NAV = '  - concepts.md\n'
SVG = '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'
TITLE = {'cell_type': 'markdown', 'id': 'a', 'metadata': {}, 'source': ['# Sums\n', '\n', '$1+1$']}
DRAWS = {
    'cell_type': 'code',
    'id': 'draw',
    'metadata': {'alt': 'A "line" [1]', 'caption': 'A $5 line.'},
    'source': ['print(1 + 1)'],
    'outputs': [
        {'output_type': 'stream', 'name': 'stdout', 'text': ['2\n']},
        {'output_type': 'display_data', 'data': {'image/svg+xml': [SVG]}},
    ],
}
METADATA = {'description': 'Sums of one and "one" & a line, to see a notebook as a page.'}


def code(source: str) -> dict[str, Any]:
    return {'cell_type': 'code', 'source': source}


def text(source: str) -> dict[str, Any]:
    return {'cell_type': 'markdown', 'source': source}


def write(project: tiny.Project, *cells: object, name: str = NAME) -> str:
    """Add a notebook to the small guide and its navigation, as if it had run."""
    notebook = {'cells': [TITLE, *cells], 'metadata': METADATA, 'nbformat': 4, 'nbformat_minor': 5}
    source = json.dumps(notebook, indent=1)
    project.write(name, source)
    project.edit('mkdocs.yml', NAV, f'{NAV}  - {name.removeprefix("docs/")}\n')
    project.record()
    return source


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> tiny.Build:
    """A small guide with a notebook that links to a question and is linked from one."""
    project = tiny.create(tmp_path_factory.mktemp('notebooks'))
    link = text('## More\n\nSee [a question](../questions/basics.md#what-is-bias).')
    write(project, DRAWS, link)
    project.edit(tiny.PRACTICE, 'basics.md#what-is-bias', '../notebooks/sums.ipynb#more')
    return project.build(strict=True)


def page(built: tiny.Build) -> Any:
    return parse(built.text('notebooks/sums/index.html'))


def test_a_notebook_is_a_page(built: tiny.Build) -> None:
    assert built.warnings == []
    assert [heading.text for heading in page(built).all('h1')] == ['Sums¶']
    assert len(page(built).all('div', 'dr-run')) == 1
    assert [line.text for line in page(built).all('span', 'dr-out')] == ['#> 2']
    assert page(built).all('span', 'katex')


def test_its_pictures_are_figures(built: tiny.Build) -> None:
    figure = page(built).one('figure', 'dr-figure')
    assert figure.one('svg').get('aria-label') == 'A "line" [1]'
    assert figure.one('figcaption').text == 'A $5 line.'
    assert 'Drawn by a block on this page' in figure.text


def test_it_has_what_every_page_has(built: tiny.Build) -> None:
    """A title, a description, an address, contents, and places to link to."""
    head = page(built).one('head')
    assert head.one('title').text.startswith('Sums - ')
    assert head.one('meta', name='description').get('content') == METADATA['description']
    assert head.one('link', rel='canonical').get('href').endswith('/notebooks/sums/')
    assert page(built).one('h2', id='more').one('a', 'headerlink').get('href') == '#more'
    assert '#more' in [link.get('href') for link in page(built).all('a', 'md-nav__link')]


def test_links_to_it_and_from_it_lead_to_pages(built: tiny.Build) -> None:
    links = [link.get('href') for link in page(built).one('article').all('a')]
    assert '../../questions/basics/#what-is-bias' in links
    assert '../../notebooks/sums/#more' in built.text('questions/practice/index.html')


def test_it_can_be_downloaded_as_it_is(built: tiny.Build) -> None:
    link = page(built).one('a', 'dr-download')
    assert link.get('href') == '../sums.ipynb'
    assert 'download' in link.attributes
    downloaded = json.loads(built.text('notebooks/sums.ipynb'))
    assert downloaded['cells'][1] == DRAWS


@pytest.mark.parametrize(
    ('name', 'place', 'href'),
    [
        ('notebooks/a & b.ipynb', 'notebooks/a & b', '../a%20%26%20b.ipynb'),
        ('notebooks/index.ipynb', 'notebooks', 'index.ipynb'),
        ('notebooks/more/x.ipynb', 'notebooks/more/x', '../x.ipynb'),
    ],
)
def test_it_may_have_any_name(project: tiny.Project, name: str, place: str, href: str) -> None:
    write(project, DRAWS, name=f'docs/{name}')
    built = project.build(strict=True)
    assert built.warnings == []
    shown = parse(built.text(f'{place}/index.html'))
    assert shown.one('a', 'dr-download').get('href') == href
    assert shown.one('figure').all('svg')
    assert (built.site / name).is_file()


def test_it_is_found_by_search(built: tiny.Build) -> None:
    index = json.loads(built.text('search/search_index.json'))
    assert 'notebooks/sums/' in [document['location'] for document in index['docs']]


def test_it_brings_nothing_of_jupyter_along(built: tiny.Build) -> None:
    """Neither the half megabyte of styles nor a script of another host."""
    html = built.text('notebooks/sums/index.html')
    assert not re.search(r'jupyter|mathjax|cdnjs|require\.js|highlight-ipynb', html, re.IGNORECASE)
    assert len(gzip.compress(html.encode())) < 20_000


CODE = [
    'def f():\n\treturn 1\n\t\n\nprint("a\tb")',
    's = """\n```\nx\n   \n~~~\n"""  ',
    's = "</pre></code><b>&amp;&lt;"  # {{ no }} {% template %}',
    '  indented = "?"\n??? answer "x"\n    y',
    '%%time\n!ls $HOME <!-- $$x$$ -->\n[a](b.md)',
    "'\u00a0'.join('é—√')",
]


def test_code_of_any_shape_is_shown_and_known_to_have_run(project: tiny.Project) -> None:
    write(project, *map(code, CODE))
    built = project.build(strict=True)
    assert built.warnings == []
    shown = page(built).all('div', 'dr-run')
    assert [block.one('code').text.split() for block in shown] == [text.split() for text in CODE]


@pytest.mark.parametrize(
    ('link', 'says'),
    [
        ('[a](../questions/basic.md)', "contains a link '../questions/basic.md'"),
        ('[a](../questions/basics.md#no)', "does not contain an anchor '#no'"),
        ('[a](#no)', 'no such anchor on this page'),
        ('![a](no.png)', "contains a link 'no.png'"),
    ],
)
def test_a_broken_link_in_it_warns(project: tiny.Project, link: str, says: str) -> None:
    write(project, text(link))
    built = project.build(strict=True)
    assert built.aborted
    (warning,) = built.warnings
    assert 'notebooks/sums.ipynb' in warning
    assert says in warning


def test_a_broken_link_to_it_warns(project: tiny.Project) -> None:
    write(project, DRAWS)
    project.edit(tiny.PRACTICE, 'basics.md#what-is-bias', '../notebooks/sums.ipynb#no')
    (warning,) = project.build(strict=True).warnings
    assert "'notebooks/sums.ipynb' does not contain an anchor '#no'" in warning


def test_a_notebook_outside_the_navigation_warns(project: tiny.Project) -> None:
    write(project, DRAWS)
    project.edit('mkdocs.yml', '  - notebooks/sums.ipynb\n', '')
    (warning,) = project.build(strict=True).warnings
    assert 'notebooks/sums.ipynb' in warning


def test_a_changed_cell_has_not_run(project: tiny.Project) -> None:
    source = write(project, DRAWS)
    project.edit(NAME, 'print(1 + 1)', 'print(1 + 2)')
    built = project.build()
    line = source[: source.index('print(1 + 1)')].count('\n') + 1
    assert built.warnings == [f"guide: {NAME}:{line}: not run as it stands; run 'make update'"]
    assert 'Not run here' in page(built).one('p', 'dr-ran--not').text


BROKEN = ['{', '[]', '{"nbformat": 3}', 'null']


@pytest.mark.parametrize('source', BROKEN)
def test_what_is_no_notebook_stops_a_strict_build(project: tiny.Project, source: str) -> None:
    project.write(NAME, source)
    built = project.build(strict=True)
    assert built.aborted
    assert built.html == []
    (warning,) = built.warnings
    assert f'{NAME}:1: ' in warning


def test_others_are_shown_beside_a_broken_notebook(project: tiny.Project) -> None:
    """`mkdocs serve` lives on, and shows it when it has been repaired."""
    source = write(project, DRAWS)
    project.write(NAME, source[:-5])
    built = project.build()
    assert f'{NAME}:' in built.warnings[0]
    assert 'no JSON' in built.warnings[0]
    assert built.text('questions/basics/index.html')
    assert not (built.site / 'notebooks').exists()
    project.write(NAME, source)
    built = project.build(strict=True)
    assert built.warnings == []
    assert page(built).all('figure')


def test_a_faulty_cell_is_left_out_of_what_is_shown(project: tiny.Project) -> None:
    write(project, DRAWS, text('---\ntitle: front matter\n---'), {'cell_type': 'x'})
    built = project.build()
    assert len(built.warnings) == 2
    assert page(built).all('figure')


def test_nothing_is_left_behind(
    project: tiny.Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mkdocs-jupyter reads a copy."""
    temporary = tmp_path / 'temporary'
    temporary.mkdir()
    monkeypatch.setattr('tempfile.tempdir', str(temporary))
    write(project, DRAWS)
    assert page(project.build()).all('figure')
    assert list(temporary.iterdir()) == []


def test_a_jupyter_configuration_of_the_machine_is_noticed(
    project: tiny.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it changes has not been checked."""
    settings = {'ClearOutputPreprocessor': {'enabled': True}}
    project.write('jupyter/jupyter_nbconvert_config.json', json.dumps(settings))
    monkeypatch.setenv('JUPYTER_CONFIG_DIR', str(project.folder / 'jupyter'))
    write(project, DRAWS)
    (warning,) = project.build(strict=True).warnings
    assert 'notebooks/sums.ipynb is shown otherwise than it was checked' in warning
