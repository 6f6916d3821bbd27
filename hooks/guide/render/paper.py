"""What a topic has on paper only: a contents list, a key to the questions, a glossary."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE

from guide.model import Concept, Href, Question, Report
from guide.render.elements import append, classes, element, joined, with_code
from guide.source import records

MODES = {
    'short': ('Short answers', 'what to say, what it should cover, what comes next'),
    'study': ('Study', 'all but long code and lists of sources; Ctrl+P prints this'),
    'everything': ('Everything', 'with all code and sources'),
    'questions': ('Questions only', 'room to write, a key at the end'),
}


@dataclass(frozen=True)
class Pdf:
    """A PDF made of a topic in one of the modes."""

    file: str  # relative to the site's root
    pages: int
    size: int  # in bytes


Pdfs = Mapping[str, Mapping[str, Pdf]]  # by topic and mode

SHAPE = {str: {str: {'file': str, 'pages': int, 'size': int}}}  # of pdf/index.json

_REMEDY = "delete the folder pdf and run 'make pdf' again"


def read(text: str, made: Container[str], report: Report) -> Pdfs:
    """The PDFs that an index.json lists, of those that are `made`; none if it is unreadable."""
    data = records.read(text, SHAPE, lambda line, fault: report(line, f'{fault}; {_REMEDY}'))
    return {
        topic: {mode: Pdf(**facts) for mode, facts in modes.items() if facts['file'] in made}
        for topic, modes in (data or {}).items()
    }


def menu(pdfs: Mapping[str, Pdf], href: Href) -> Element:
    """The print menu: the ways to print, and the PDF of each where there is one."""
    entries = element('ul')
    for mode, (name, purpose) in MODES.items():
        pdf = pdfs.get(mode)
        pages = f'{_pages(pdf.pages)}: ' if pdf else ''
        entry = element(
            'a',
            '',
            element('b', '', name),
            element('small', '', pages + purpose),
            href=f'?print={mode}',
            data_dr_print=mode,
        )
        item = element('li', '', entry)
        if pdf:
            label = f'PDF, {_size(pdf.size)}'
            item.append(element('a', 'dr-pdf', label, href=href(pdf.file)))
        entries.append(item)
    summary = element('summary', 'dr-btn dr-btn--print', 'Print')
    return element('details', 'dr-menu', summary, entries)


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
        points = [copy.deepcopy(words) for words in section.iterfind('details//label/span')]
        item = element('li', '', element('b', '', *with_code(question.title)), ' ')
        for child in joined(points, '; '):
            append(item, child)
        listed.append(item)
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


def _pages(number: int) -> str:
    return '1 page' if number == 1 else f'{number} pages'


def _size(size: int) -> str:
    return f'{size / 1e6:.1f} MB' if size >= 1e6 else f'{size / 1e3:.0f} KB'
