"""The lists that are made from the bank: an element with `data-guide="…"` says which goes where.

<div markdown data-guide="topics"></div>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from string import ascii_uppercase
from urllib.parse import quote_plus
from xml.etree.ElementTree import Element

from guide.bank import runs
from guide.bank.bank import Bank
from guide.model import Concept, Href, Page, Question
from guide.render.elements import element, joined, with_code
from guide.render.paper import GUIDE, MODES
from guide.render.site import Site
from guide.shape import ROLES
from guide.source.text import plain, speaking_seconds

TRY = ('lasso', 'left join', 'learning curve', 'with statement')  # searches to begin with


def fill(root: Element, site: Site, href: Href) -> None:
    """Fill every marked element; `href` makes links from the page they are on.

    One that names no list stays as it is: the check has reported it.
    """
    for found in list(root.iter()):
        listing = FILLED.get(found.attrib.get('data-guide', ''))
        if listing is not None:
            del found.attrib['data-guide']
            found.extend(listing(site, href))


def topics(site: Site, href: Href) -> Iterator[Element]:
    """Each topic with its number of questions and what it is about."""
    listed = element('div', 'dr-toc')
    for page in site.bank.topics:
        listed.append(
            element(
                'a',
                '',
                element('span', 't', page.heading),
                element('span', 'n', str(len(page.questions))),
                element('span', 'd', ', '.join(_telling(page, site.bank))),
                href=href(page.path),
            )
        )
    yield listed


def roles(site: Site, href: Href) -> Iterator[Element]:
    """Each role with the topics that are for it, and how long they take to say."""
    listed = element('dl')
    for role in ROLES:
        pages = [page for page in site.bank.topics if role in page.roles]
        if pages:
            links = [element('a', '', page.heading, href=href(page.path)) for page in pages]
            time = f': {_minutes(pages)} to say'
            listed.append(element('dt', '', _capital(role)))
            listed.append(element('dd', '', *joined(links, ', '), time))
    yield listed


def times(site: Site, href: Href) -> Iterator[Element]:
    """What to do in an evening, a weekend or two weeks, with the minutes that it takes to say."""
    longest = max(site.bank.topics, key=lambda page: _seconds([page]))
    known = [q for q in site.bank.questions.values() if q.difficulty == 1]
    by_role = [[page for page in site.bank.topics if role in page.roles] for role in ROLES]
    topic = element('a', '', longest.heading, href=href(longest.path))
    yield element(
        'dl',
        '',
        element('dt', '', 'An evening'),
        element(
            'dd',
            '',
            'One topic, printed in short answers, each said aloud once: ',
            f'at most {_minutes([longest])} of speaking (',
            topic,
            f'). If all of it is new, those of difficulty 1 first; the guide has {len(known)}.',
        ),
        element('dt', '', 'A weekend'),
        element(
            'dd',
            '',
            f'The topics of your role, up to {_minutes(max(by_role, key=_seconds))} to say: ',
            'say each answer, then open it, and read ',
            element('em', '', 'The idea'),
            ' where you stumbled.',
        ),
        element('dt', '', 'Two weeks'),
        element(
            'dd',
            '',
            f'All {len(site.bank.topics)} topics, one or two a day, with follow-ups and rubrics: ',
            f'{_minutes(site.bank.topics)} to say. Then the ',
            element('a', '', 'concepts', href=href('concepts.md')),
            ' you could not define.',
        ),
    )


def printed(site: Site, href: Href) -> Iterator[Element]:
    """The PDFs of the whole guide and of each role's topics; how to print, where none are made."""
    named = [(GUIDE, 'The whole guide'), *((role, _capital(role)) for role in ROLES)]
    listed = element('dl')
    for name, label in named:
        for mode, papers in site.pdfs.get(name, {}).items():
            said = [
                element('a', '', f'{paper}, {pdf.pages} pages', href=href(pdf.file))
                for paper, pdf in papers.items()
            ]
            listed.append(element('dt', '', label))
            listed.append(element('dd', '', f'{MODES[mode][0]}: ', *joined(said, '; ')))
    yield element(
        'p',
        '',
        'Each topic prints from its own page: short answers, study, everything, or questions only.',
    )
    if len(listed):
        yield listed


def find(site: Site, href: Href) -> Iterator[Element]:
    """The landing page's search field: an ordinary form that opens the search with `?q=`."""
    yield element(
        'form',
        'dr-find',
        element('label', '', f'Search {len(site.bank.questions)} questions', for_='dr-find'),
        element(
            'div',
            'dr-find__row',
            element(
                'input', '', id='dr-find', type='search', name='q', placeholder='name or symptom'
            ),
            element('button', '', 'Search', type='submit'),
        ),
        method='get',
        role='search',
        aria_label='Questions',
    )
    examples = [element('a', '', words, href=f'?q={quote_plus(words)}') for words in TRY]
    yield element('p', '', 'Try ', *joined(examples, ', '))


def concepts(site: Site, href: Href) -> Iterator[Element]:
    """The index of concepts by letter, each with its definition and the questions that use it."""
    used: dict[str, list[Question]] = {
        identifier: [] for identifier in site.bank.vocabulary.concepts
    }
    for question in site.bank.questions.values():
        for identifier in question.concepts:
            if identifier in used:
                used[identifier].append(question)
    entries = sorted(
        site.bank.vocabulary.concepts.values(),
        key=lambda c: (_letter(c.name), c.name.lower(), c.id),
    )
    letters = {
        letter: list(group) for letter, group in groupby(entries, key=lambda c: _letter(c.name))
    }
    yield element(
        'p',
        'dr-lead',
        f'One vocabulary for the whole guide: {len(entries)} terms, '
        'each in one sentence, with every question that uses it.',
    )
    yield _alphabet(letters.keys())
    index = element('div', 'dr-index')
    for letter, group in letters.items():
        heading = element('h2', '', letter, id=f'letter_{letter.lower()}')
        listed = element('dl')
        for concept in group:
            see = [site.bank.vocabulary.find(term) or term for term in concept.see]
            listed.append(_entry(concept, see, used[concept.id], href))
        index.append(element('section', '', heading, listed))
    yield index


def versions(site: Site, href: Href) -> Iterator[Element]:
    """What the answers ran with: Python, the libraries they import, the database."""
    counts: dict[str, int] = {}
    ran = site.bank.runs.blocks.values()
    for blocks in ran:
        for names in blocks.values():
            for name in names:
                counts[name] = counts.get(name, 0) + 1
    python = sum(runs.SERVER not in names for blocks in ran for names in blocks.values())
    rows = [('Python', site.bank.runs.python, str(python))]
    rows += [(*site.bank.runs.named(name), str(count)) for name, count in sorted(counts.items())]
    yield _table(('Program or library', 'Version', 'Blocks that use it'), rows)


def skipped(site: Site, href: Href) -> Iterator[Element]:
    """Every block that does not run, with its reason."""
    found = [
        (question, fence.skip_reason)
        for page in site.bank.topics
        for fence in page.fences
        if fence.skip_reason
        for question in [page.question_at(fence.line)]
        if question
    ]
    if not found:
        yield element('p', '', 'At present every Python and SQL block of every answer runs.')
        return
    listed = element('ul')
    for question, reason in found:
        link = element('a', '', plain(question.title), href=href(question.link))
        listed.append(element('li', '', link, f': {reason}'))
    yield listed


def bare(site: Site, href: Href) -> Iterator[Element]:
    """Every answer in which no block runs, topic by topic."""
    listed = element('ul')
    for page in site.bank.topics:
        found = [page.question_at(fence.line) for fence, _ in runs.runnable(page)]
        links = [
            element('a', '', plain(question.title), href=href(question.link))
            for question in page.questions
            if question not in found
        ]
        if links:
            listed.append(element('li', '', f'{page.heading}: ', *joined(links, ', ')))
    yield listed


FILLED: dict[str, Callable[[Site, Href], Iterator[Element]]] = {  # by the names in model.LISTINGS
    'topics': topics,
    'roles': roles,
    'times': times,
    'printed': printed,
    'find': find,
    'concepts': concepts,
    'versions': versions,
    'skipped': skipped,
    'bare': bare,
}


def _seconds(pages: Iterable[Page]) -> int:
    """How long it takes to say the answers of some topics."""
    return sum(speaking_seconds(q.spoken) for page in pages for q in page.questions)


def _minutes(pages: Iterable[Page]) -> str:
    minutes = max(1, round(_seconds(pages) / 60))
    return '1 minute' if minutes == 1 else f'{minutes} minutes'


def _telling(page: Page, bank: Bank) -> list[str]:
    """The first concept of the first questions of a topic, by name: what it is about."""
    known = bank.vocabulary.concepts
    names = [
        known[q.concepts[0]].name for q in page.questions if q.concepts and q.concepts[0] in known
    ]
    return list(dict.fromkeys(names))[:4]


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _letter(name: str) -> str:
    first = name[0].upper()
    return first if first in ascii_uppercase else '#'


def _alphabet(present: object) -> Element:
    letters = element('nav', 'dr-az', aria_label='Letters')
    for letter in ascii_uppercase:
        if letter in present:  # type: ignore[operator]
            letters.append(element('a', '', letter, href=f'#letter_{letter.lower()}'))
        else:
            letters.append(element('span', '', letter, aria_hidden='true'))
    return letters


def _entry(
    concept: Concept, see: Sequence[Concept | str], questions: Sequence[Question], href: Href
) -> Element:
    """One concept, what to see also (linked if it has an entry), and the questions that use it."""
    meaning = element('dd', '', element('p', '', *with_code(concept.definition)))
    if concept.synonyms:
        meaning.append(element('p', 's', f'Also: {", ".join(concept.synonyms)}'))
    if see:
        named = [
            term if isinstance(term, str) else element('a', '', term.name, href=href(term.link))
            for term in see
        ]
        meaning.append(element('p', 's', 'See also: ', *joined(named, ', ')))
    links = element('ul')
    for question in questions:
        link = element('a', '', plain(question.title), href=href(question.link))
        links.append(element('li', '', link))
    meaning.append(links)
    return element('div', '', element('dt', '', _capital(concept.name)), meaning, id=concept.id)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Element:
    return element(
        'table',
        '',
        element('thead', '', element('tr', '', *(element('th', '', cell) for cell in head))),
        element(
            'tbody',
            '',
            *(element('tr', '', *(element('td', '', cell) for cell in row)) for row in rows),
        ),
    )
