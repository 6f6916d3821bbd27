"""`make pdf`: a PDF of each topic and mode, and one of the whole guide."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from support import ROOT
from support.paper import letters

import pdf
from guide.render import paper
from guide.render.paper import MODES, Pdf

Index = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp('pdf')


@pytest.fixture(scope='module')
def index(built_site: Path, folder: Path) -> Index:
    assert pdf.main(built_site, folder) == 0
    found: Index = json.loads((folder / 'index.json').read_text(encoding='utf-8'))
    return found


def test_each_topic_has_each_mode_and_the_guide_one(index: Index, topics: list[str]) -> None:
    expected = {topic: list(MODES) for topic in topics} | {'guide': ['everything']}
    assert {name: list(modes) for name, modes in index.items()} == expected


def test_the_index_says_what_the_files_are(index: Index, folder: Path) -> None:
    for modes in index.values():
        for facts in modes.values():
            path = folder / Path(facts['file']).name
            assert facts['size'] == path.stat().st_size
            assert facts['pages'] == len(PdfReader(path).pages)


def test_the_files_are_small(index: Index) -> None:
    """A page of text is worth 50 KB at most; pictures of holes once made it ten times as much."""
    for modes in index.values():
        for facts in modes.values():
            assert facts['size'] < 100_000 + 50_000 * facts['pages'], facts


def test_contents_have_the_right_page_numbers(
    index: Index, folder: Path, questions: list[dict[str, Any]]
) -> None:
    names = [(f'{topic}-everything.pdf', topic) for topic in index if topic != 'guide']
    for name, topic in [*names, ('dry-run.pdf', '')]:
        reader = PdfReader(folder / name)
        starts = pdf.outline_pages(folder / name)
        contents = letters(''.join(page.extract_text() for page in reader.pages[:8]))
        for question in questions:
            if topic in ('', question['topic']):
                title = question['question']
                entry = f'{letters(title)}{starts[pdf.plain(title)]}'
                assert entry in contents, f'{name}: {title}'


def test_the_guide_has_a_cover_and_every_question(
    index: Index, folder: Path, questions: list[dict[str, Any]]
) -> None:
    reader = PdfReader(folder / 'dry-run.pdf')
    assert 'Dry Run' in reader.pages[0].extract_text()
    assert f'{len(questions)} questions' in reader.pages[0].extract_text()
    starts = pdf.outline_pages(folder / 'dry-run.pdf')
    pages = [starts[pdf.plain(question['question'])] for question in questions]
    assert pages == sorted(pages)


def test_the_menu_links_each_pdf_with_its_pages_and_size() -> None:
    facts = {
        'short': Pdf('pdf/x-short.pdf', 4, 206_529),
        'questions': Pdf('pdf/q.pdf', 1, 1_500_000),
    }
    menu = paper.menu(facts, lambda file: f'../../{file}')
    links = {
        link.get('href'): link.text for link in menu.iter('a') if link.get('class') == 'dr-pdf'
    }
    assert links == {'../../pdf/x-short.pdf': 'PDF, 207 KB', '../../pdf/q.pdf': 'PDF, 1.5 MB'}
    purposes = dict(zip(MODES, [small.text or '' for small in menu.iter('small')], strict=True))
    assert purposes['short'].startswith('4 pages: ')
    assert purposes['questions'].startswith('1 page: ')
    assert 'page' not in purposes['study'] + purposes['everything']


def test_pdfs_are_made_not_kept() -> None:
    """A fresh clone has none: the deployment makes them."""
    ignored = (ROOT / '.gitignore').read_text(encoding='utf-8')
    assert re.search('^/?pdf/$', ignored, re.MULTILINE)


def test_without_a_site_the_tool_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pdf.main(tmp_path, tmp_path) == 1
    assert 'make build' in capsys.readouterr().out
