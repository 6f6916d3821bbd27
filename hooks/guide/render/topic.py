"""A topic's page: its questions as sections, each with all that the bank knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from guide.model import Block, Concept, Question
from guide.render import paper, sheets
from guide.render.elements import Child, append, classes, element, joined, move, with_code
from guide.render.site import PageContext
from guide.shape import KINDS, MOST_ALSO, QUESTION, SOURCE, anchors
from guide.source import files
from guide.source.text import plain, speaking_seconds


@dataclass
class Topic:
    """Renders the element tree of one topic's page."""

    context: PageContext

    def render(self, root: Element) -> None:
        """Everything from a question's heading to the next becomes its section."""
        known = {question.id: question for question in self.context.page.questions if question.id}
        children = list(root)
        for child in children:
            root.remove(child)
        intro: list[Element] = []
        section: Element | None = None
        sections: list[tuple[Element, Question]] = []
        for child in children:
            question = known.get(child.get('id', '')) if child.tag == 'h2' else None
            if question:
                section = element('section', 'dr-q', aria_labelledby=question.id)
                for key in [key for key, spec in QUESTION.items() if spec.filters]:
                    section.set(f'data-{key}', str(getattr(question, key)))
                sections.append((section, question))
            (intro if section is None else section).append(child)
        root.extend(list(self._intro(intro)))
        used: set[str] = set()
        for section, question in sections:
            used |= set(question.concepts) | self._question(section, question)
            root.append(section)
        concepts = self.context.site.bank.vocabulary.concepts
        root.append(paper.key((question, section) for section, question in sections))
        root.append(paper.glossary(concepts[concept] for concept in used if concept in concepts))

    def _intro(self, elements: list[Element]) -> Iterator[Element]:
        for found in elements:
            if found.tag == 'p':
                found.set('class', 'dr-lead')
            yield found
        questions = self.context.page.questions
        minutes = max(
            1, round(sum(speaking_seconds(question.spoken) for question in questions) / 60)
        )
        facts = [
            _count(len(questions), 'question'),
            f'{_count(minutes, "minute")} to say them all',
        ]
        if last := self.context.site.bank.runs.date:
            facts.append(f'last run {day(last)}')
        yield element(
            'div',
            'dr-tools',
            element('p', '', ' · '.join(facts)),
            element(
                'div',
                'dr-tools__acts',
                element('button', 'dr-btn', 'Open all', type='button', data_dr='open'),
                element('button', 'dr-btn', 'Close all', type='button', data_dr='close'),
                paper.menu(
                    {mode: sheets.sheets(questions, mode) for mode in paper.MODES},
                    self.context.site.pdfs.get(self.context.page.name, {}),
                    self.context.href,
                ),
            ),
        )
        yield paper.contents(questions)

    def _question(self, section: Element, question: Question) -> set[str]:
        """Complete a question's section; return the ids of the concepts that it mentions."""
        above = [child for child in section[1:] if child.tag != 'details']
        section[1 : 1 + len(above)] = [*self._above(question, above)]
        known = {block.anchor: block for block in question.blocks}
        shown = [d for d in section.findall('details') if classes(d) <= KINDS.keys()]
        for details, anchor in zip(shown, anchors(d.get('class', '') for d in shown), strict=True):
            details.set('id', f'{question.id}-{anchor}')
            if anchor in known:  # a block that the parser refused is shown as it is
                self._details(details, known[anchor], question)
        section.append(self._references(question))
        section.append(self._actions(question))
        return self._mentions(section, question)

    def _above(self, question: Question, problem: list[Element]) -> Iterator[Element]:
        """What stands between a question and its answer; `problem` is what its author put there."""
        if question.also:
            also = with_code(' · '.join(question.also[:MOST_ALSO]))
            yield element('p', 'dr-also', element('span', '', 'Also asked as'), ' ', *also)
        yield self._strip(question)
        if problem:
            printed = ' '.join(KINDS['problem'].printed)
            body = element('div', 'dr-problem', *problem, id=f'{question.id}-problem')
            body.set('data-printed', printed)
            yield body

    def _strip(self, question: Question) -> Element:
        pips = [element('i', 'on' if n < question.difficulty else '') for n in range(4)]
        seconds = speaking_seconds(question.spoken)
        return element(
            'dl',
            'dr-strip',
            _row(
                'Difficulty',
                element('span', 'dr-pips', *pips, aria_hidden='true'),
                f'{question.difficulty} of 4',
                cls='dr-strip__facts',
            ),
            _row('Say it in', f'{seconds} seconds', cls='dr-strip__facts'),
            *self._choices(question),
            *self._dates(question),
            _row('Concepts', *joined(list(self._concepts(question)), ', ')),
            _row('Link', *self._address(question), cls='dr-strip__link'),
        )

    def _choices(self, question: Question) -> Iterator[Element]:
        """What the question is, of the keys that allow a choice of words."""
        for key, spec in QUESTION.items():
            if spec.choices and (value := getattr(question, key)):
                yield _row(spec.label, value, cls='dr-strip__facts')

    def _dates(self, question: Question) -> Iterator[Element]:
        """When facts that go stale were read, and when that is to be done again."""
        if question.again:
            words = f'{_month(question.read)}, to be read again by {_month(question.again)}'
            yield _row(QUESTION['read'].label, words)

    def _address(self, question: Question) -> tuple[Element, str]:
        """What somebody with the question on paper types into a browser."""
        site = self.context.site.site_url.partition('://')[2]
        page = element('span', 'dr-site', f'{site}{files.address(question.path)}')
        return page, f'#{question.id}'

    def _concepts(self, question: Question) -> Iterator[Element]:
        concepts = self.context.site.bank.vocabulary.concepts
        for identifier in question.concepts:
            if identifier in concepts:
                yield self._concept(concepts[identifier], concepts[identifier].name)

    def _concept(self, concept: Concept, words: str) -> Element:
        return element('a', 'dr-concept', words, href=self.context.href(concept.link))

    def _details(self, details: Element, block: Block, question: Question) -> None:
        kind = block.kind
        details.set('data-printed', ' '.join(KINDS[kind].printed))  # read by print-modes.css
        summary = details[0]
        words = element('span', 'dr-t')
        if KINDS[kind].repeatable:
            words.append(element('span', 'dr-kind', KINDS[kind].title))
            append(words, ' ')
        move(summary, words)
        summary.append(words)
        body = element('div', 'dr-body')
        for child in list(details)[1:]:
            details.remove(child)
            body.append(child)
        paper.keep_together(body)
        details.append(body)
        if kind == 'pitfall':
            _mark_wrong_answers(body)
        points = _mark_points(body) if kind == 'rubric' else 0
        fact = self._fact(block, question, points)
        if fact:
            summary.append(element('span', 'dr-side', fact))

    def _fact(self, block: Block, question: Question, points: int) -> str:
        if block.kind == 'answer':
            return f'{speaking_seconds(question.spoken)} s'
        if block.kind == 'rubric':
            return _count(points, 'point')
        if block.kind == 'depth':
            ran = [
                fence
                for fence, libraries in self.context.blocks.values()
                if libraries and fence in block.fences
            ]
            return _count(len(ran), 'run') if ran else ''
        return ''

    def _mentions(self, section: Element, question: Question) -> set[str]:
        """Link the first mention of each concept among a question's blocks; return their ids."""
        vocabulary = self.context.site.bank.vocabulary
        seen: set[str] = set()
        for body in section.iterfind('details/div[@class="dr-body"]'):
            self._link_text(body, vocabulary, seen)
        return seen

    def _link_text(self, parent: Element, vocabulary: Any, seen: set[str]) -> None:
        """Link the mentions inside an element, in the order in which they are read."""
        self._adopt(parent, seen)
        if not _is_prose(parent):
            return
        text, parent.text = parent.text or '', None
        children = list(parent)
        for child in children:
            parent.remove(child)
        for piece in self._linked(text, vocabulary, seen):
            append(parent, piece)
        for child in children:
            tail, child.tail = child.tail or '', None
            self._link_text(child, vocabulary, seen)
            parent.append(child)
            for piece in self._linked(tail, vocabulary, seen):
                append(parent, piece)

    def _linked(self, text: str, vocabulary: Any, seen: set[str]) -> Iterator[Child]:
        position = 0
        for mention in vocabulary.mentions(text, seen):
            seen.add(mention.concept.id)
            yield text[position : mention.start]
            link = self._concept(mention.concept, text[mention.start : mention.end])
            _explain(link, mention.concept)
            yield link
            position = mention.end
        yield text[position:]

    def _adopt(self, found: Element, seen: set[str]) -> None:
        """Make a link that the author has set to a concept one of ours: it is its mention."""
        concept = self._by_href.get(found.get('href', '')) if found.tag == 'a' else None
        if concept:
            seen.add(concept.id)
            found.set('class', 'dr-concept')
            _explain(found, concept)

    @cached_property
    def _by_href(self) -> Mapping[str, Concept]:
        concepts = self.context.site.bank.vocabulary.concepts.values()
        return {self.context.href(concept.link): concept for concept in concepts}

    def _references(self, question: Question) -> Element:
        found = self.context.links[question.id]
        references = element('div', 'dr-refs')
        for title, items in (
            ('Sources', [_source(source) for source in question.sources]),
            ('Related', [self._to(other) for other in found.related]),
            ('Asked after', [self._to(other) for other in found.asked_after]),
        ):
            if items:
                references.append(element('p', '', title))
                references.append(element('ul', '', *(element('li', '', *i) for i in items)))
        return references

    def _actions(self, question: Question) -> Element:
        found = self.context.links[question.id]
        acts = [element('a', 'dr-copy', 'Copy link', href=f'#{question.id}')]
        if report := self._report_address(question):
            words = 'Report a mistake in this answer'
            acts.append(element('a', 'dr-report', words, href=report))
        for label, other in (('Previous', found.previous), ('Next', found.next)):
            if other:
                href = self.context.href(self.context.site.bank.questions[other].link)
                link = element('a', '', f'{label} question', href=href, rel=label.lower()[:4])
                acts.append(link)
        return element('p', 'dr-acts', *joined(acts, ' '))

    def _report_address(self, question: Question) -> str:
        """Where a new issue about the answer is written; empty if the site has no repository."""
        site = self.context.site
        fields = {
            'template': 'wrong-answer.yml',
            'title': f'{question.id}: ',
            'question': question.id,
            'version': site.version,
        }
        return f'{site.report_url}?{urlencode(fields)}' if site.report_url else ''

    def _to(self, identifier: str) -> list[Element]:
        other = self.context.site.bank.questions[identifier]
        return [element('a', '', plain(other.title), href=self.context.href(other.link))]


def day(iso: str) -> str:
    """A date as readers write it: `22 November 2026`."""
    parsed = date.fromisoformat(iso)
    return f'{parsed.day} {parsed:%B %Y}'


def _month(iso: str) -> str:
    """A month as readers write it: `November 2026`."""
    return f'{date.fromisoformat(f"{iso}-01"):%B %Y}'


def _row(label: str, *values: Child, cls: str = '') -> Element:
    return element('div', cls, element('dt', '', label), element('dd', '', *values))


def _source(markdown: str) -> list[Child]:
    match = SOURCE.match(markdown)
    if not match:
        return [markdown]
    return [element('a', '', *with_code(match['text']), href=match['url']), match['rest']]


def _count(number: int, noun: str) -> str:
    return f'{number} {noun}' if number == 1 else f'{number} {noun}s'


def _explain(link: Element, concept: Concept) -> None:
    """Show what the concept means beside the pointer."""
    link.set('title', concept.definition.replace('`', ''))


def _is_prose(found: Element) -> bool:
    """Whether an element's text is prose: no code, link, formula or figure."""
    return found.tag not in ('a', 'code', 'pre', 'svg', 'figure', 'th') and (
        'dr-math' not in found.get('class', '')
    )


def _mark_wrong_answers(body: Element) -> None:
    """A pitfall that starts with something in italics starts with a quoted wrong answer."""
    for item in body.iter('li'):
        holder = item[0] if len(item) and item[0].tag == 'p' else item
        if not (holder.text or '').strip() and len(holder) and holder[0].tag == 'em':
            holder[0].tag = 'span'
            holder[0].set('class', 'dr-wrong')


def _mark_points(body: Element) -> int:
    """Give each point of a rubric a box to tick; return how many there are."""
    items = [item for found in body.findall('ul') for item in found.findall('li')]
    for item in items:
        words = element('span')
        move(item, words)
        item.append(element('label', '', element('input', type='checkbox'), words))
    return len(items)
