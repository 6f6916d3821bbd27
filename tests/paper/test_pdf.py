"""`make pdf`: a PDF of each topic and mode, and one of the whole guide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from support import ROOT
from support.paper import letters

import pdf
from guide.render import paper
from guide.render.paper import GUIDE, MODES, PAPERS, Pdf

PAPER = {'A4': (595, 842), 'Letter': (612, 792)}  # points

# Two topics, one of them for a role only: what is made of two is made of all.
TOPICS = ('statistics', 'coding-challenges')


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp('pdf')


@pytest.fixture(scope='module')
def index(built_site: Path, folder: Path) -> pdf.Index:
    assert pdf.main(built_site, folder, topics=TOPICS) == 0
    found: pdf.Index = json.loads((folder / 'index.json').read_text(encoding='utf-8'))
    return found


@pytest.fixture(scope='module')
def chosen(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions of the topics that are printed here."""
    return [question for question in questions if question['topic'] in TOPICS]


def facts_of(index: pdf.Index) -> Iterator[tuple[str, dict[str, Any]]]:
    """The paper and the facts of each PDF."""
    for modes in index.values():
        for papers in modes.values():
            yield from papers.items()


def test_each_topic_has_each_mode_each_role_and_the_guide_one(
    index: pdf.Index, chosen: list[dict[str, Any]]
) -> None:
    roles = {role for question in chosen for role in question['roles']}
    assert roles
    expected = {topic: [*MODES] for topic in TOPICS} | {role: ['study'] for role in roles}
    expected[GUIDE] = ['everything']
    assert {name: list(modes) for name, modes in index.items()} == expected
    assert {tuple(papers) for modes in index.values() for papers in modes.values()} == {PAPERS}


def test_the_index_says_what_the_files_are(index: pdf.Index, folder: Path) -> None:
    for size, facts in facts_of(index):
        path = folder / Path(facts['file']).name
        assert facts['size'] == path.stat().st_size
        pages = PdfReader(path).pages
        assert facts['pages'] == len(pages)
        box = pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx(PAPER[size], abs=1)


def test_the_files_are_small(index: pdf.Index) -> None:
    """A page of text is worth 50 KB at most; pictures of holes once made it ten times as much."""
    for _, facts in facts_of(index):
        assert facts['size'] < 100_000 + 50_000 * facts['pages'], facts


def test_contents_have_the_right_page_numbers(
    index: pdf.Index, folder: Path, chosen: list[dict[str, Any]]
) -> None:
    names = [(f'{topic}-everything-a4.pdf', topic) for topic in TOPICS]
    for name, topic in [*names, ('guide-everything-letter.pdf', '')]:
        reader = PdfReader(folder / name)
        starts = pdf.outline_pages(folder / name)
        contents = letters(''.join(page.extract_text() for page in reader.pages[:8]))
        for question in chosen:
            if topic in ('', question['topic']):
                title = question['question']
                entry = f'{letters(title)}{starts[pdf.plain(title)]}'
                assert entry in contents, f'{name}: {title}'


def test_the_guide_has_a_cover_and_every_question(
    index: pdf.Index, folder: Path, chosen: list[dict[str, Any]]
) -> None:
    path = folder / 'guide-everything-a4.pdf'
    cover = PdfReader(path).pages[0].extract_text()
    assert 'Dry Run' in cover
    assert f'{len(chosen)} questions' in cover
    starts = pdf.outline_pages(path)
    pages = [starts[pdf.plain(question['question'])] for question in chosen]
    assert pages == sorted(pages)


def test_a_role_has_a_cover_and_its_questions(
    index: pdf.Index, folder: Path, chosen: list[dict[str, Any]]
) -> None:
    for role, mode, its in pdf.bundles(chosen):
        file = index[role][mode]['A4']['file']
        starts = pdf.outline_pages(folder / Path(file).name)
        assert {pdf.plain(question['question']) for question in its} <= starts.keys()
        cover = PdfReader(folder / Path(file).name).pages[0].extract_text()
        assert role == GUIDE or f'For the {role}' in cover


def test_the_menu_links_each_pdf_and_says_how_many_sheets() -> None:
    made = {
        'short': {
            'A4': Pdf('pdf/x-short-a4.pdf', 4, 206_529),
            'Letter': Pdf('pdf/x-short-letter.pdf', 1, 1_500_000),
        }
    }
    sheets = {'short': 4, 'study': 12, 'everything': 20, 'questions': 1}
    menu = paper.menu(sheets, made, lambda file: f'../../{file}')
    links = {
        link.get('href'): (link.text, link.get('title'))
        for link in menu.iter('a')
        if link.get('class') == 'dr-pdf'
    }
    assert links == {
        '../../pdf/x-short-a4.pdf': ('PDF A4', 'PDF, A4: 4 pages, 207 KB'),
        '../../pdf/x-short-letter.pdf': ('PDF Letter', 'PDF, Letter: 1 page, 1.5 MB'),
    }
    purposes = [small.text or '' for small in menu.iter('small')]
    assert [words.partition(':')[0] for words in purposes] == [
        *('about 4 sheets', 'about 12 sheets', 'about 20 sheets', 'about 1 sheet')
    ]


def test_pdfs_are_made_not_kept() -> None:
    """A fresh clone has none: the deployment makes them."""
    ignored = (ROOT / '.gitignore').read_text(encoding='utf-8')
    assert re.search('^/?pdf/$', ignored, re.MULTILINE)


def test_without_a_site_the_tool_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pdf.main(tmp_path, tmp_path) == 1
    assert 'make build' in capsys.readouterr().out
