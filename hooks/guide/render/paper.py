"""What a topic has on paper only: a contents list, a key to the questions, a glossary."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE

from guide.model import Concept, Href, Question, Report
from guide.render.elements import classes, element, move, with_code
from guide.source import records

MODES = {
    'short': ('Short answers', 'what to say, what it should cover, what comes next'),
    'study': ('Study', 'all but long code and lists of sources; Ctrl+P prints this'),
    'everything': ('Everything', 'with all code and sources'),
    'questions': ('Questions only', 'room to write, a key at the end'),
}


PAPERS = ('A4', 'Letter')


@dataclass(frozen=True)
class Pdf:
    """A PDF of a topic, of all those of a role or of the guide, in a mode, on a paper."""

    file: str  # relative to the site's root
    pages: int
    size: int  # in bytes


Papers = Mapping[str, Pdf]  # by paper
Pdfs = Mapping[str, Mapping[str, Papers]]  # by what is printed (a topic, a role, guide) and mode

GUIDE = 'guide'  # all topics
SHAPE = {str: {str: {str: {'file': str, 'pages': int, 'size': int}}}}  # of pdf/index.json

_REMEDY = "delete the folder pdf and run 'make pdf' again"


def read(text: str, made: Container[str], report: Report) -> Pdfs:
    """The PDFs that an index.json lists, of those that are `made`; none if it is unreadable."""
    data = records.read(text, SHAPE, lambda line, fault: report(line, f'{fault}; {_REMEDY}'))
    return {
        name: {
            mode: {paper: Pdf(**facts) for paper, facts in papers.items() if facts['file'] in made}
            for mode, papers in modes.items()
        }
        for name, modes in (data or {}).items()
    }


def menu(sheets: Mapping[str, int], pdfs: Mapping[str, Papers], href: Href) -> Element:
    """The print menu: the ways to print, about how many `sheets` each takes, and its PDFs."""
    entries = element('ul')
    for mode, (name, purpose) in MODES.items():
        entry = element(
            'a',
            '',
            element('b', '', name),
            element('small', '', f'about {_sheets(sheets[mode])}: {purpose}'),
            href=f'?print={mode}',
            data_dr_print=mode,
        )
        entries.append(element('li', '', entry, *links(pdfs.get(mode, {}), href)))
    summary = element('summary', 'dr-btn dr-btn--print', 'Print')
    return element('details', 'dr-menu', summary, entries)


def links(papers: Papers, href: Href) -> Iterator[Element]:
    """A link to each PDF, with its paper, pages and size."""
    for paper, pdf in papers.items():
        facts = f'PDF, {paper}: {_pages(pdf.pages)}, {_size(pdf.size)}'
        yield element('a', 'dr-pdf', f'PDF {paper}', href=href(pdf.file), title=facts)


def keep_together(body: Element) -> None:
    """Put each code block, table, figure and formula in one box with the paragraph before it.

    A browser keeps a box in one piece on paper; a chain of `break-after: avoid` it may give up on,
    and then it splits the table instead.
    """
    children = list(body)
    for before, after in pairwise(children):
        if before.tag == 'p' and not _is_block(before) and _is_block(after):
            at = list(body).index(before)
            body[at : at + 2] = [element('div', 'dr-keep', before, after)]


def _is_block(found: Element) -> bool:
    """Whether it is what a paragraph announces; code stands in the tree as a placeholder yet."""
    return (
        found.tag in ('table', 'figure')
        or 'dr-math' in classes(found)
        or HTML_PLACEHOLDER_RE.fullmatch((found.text or '').strip()) is not None
    )


def contents(questions: Iterable[Question]) -> Element:
    """The questions of a topic; `tools/pdf.py` adds the page numbers, which a browser cannot."""
    return _sheet(
        'dr-contents',
        'Questions',
        element(
            'ol',
            '',
            *(
                element(
                    'li',
                    '',
                    element(
                        'a',
                        '',
                        element('span', '', *with_code(question.title)),
                        element('span', 'dr-page', data_page_of=question.id),
                        href=f'#{question.id}',
                    ),
                )
                for question in questions
            ),
        ),
    )


def key(sections: Iterable[tuple[Question, Element]]) -> Element:
    """What a strong answer covers, question by question: the answers' key of the bare questions.

    The points are copied from each question's rendered section, with their code and formulas.
    """
    listed = element('ol')
    for question, section in sections:
        points = element('ul')
        for words in section.iterfind('details//label/span'):
            item = element('li')
            move(copy.deepcopy(words), item)
            points.append(item)
        listed.append(element('li', '', element('b', '', *with_code(question.title)), points))
    return _sheet('dr-key', 'Key: what a strong answer covers', listed)


def glossary(concepts: Iterable[Concept]) -> Element:
    """The concepts a topic mentions, with the definitions that the screen shows as tooltips."""
    listed = element('dl')
    for concept in sorted(concepts, key=lambda concept: concept.name.lower()):
        entry = element('div', '', element('dt', '', concept.name))
        entry.append(element('dd', '', *with_code(concept.definition)))
        listed.append(entry)
    return _sheet('dr-glossary', 'Glossary', listed)


def _sheet(cls: str, title: str, body: Element) -> Element:
    return element('section', f'dr-paper {cls}', element('p', 'dr-paper__title', title), body)


def _sheets(number: int) -> str:
    return '1 sheet' if number == 1 else f'{number} sheets'


def _pages(number: int) -> str:
    return '1 page' if number == 1 else f'{number} pages'


def _size(size: int) -> str:
    return f'{size / 1e6:.1f} MB' if size >= 1e6 else f'{size / 1e3:.0f} KB'
