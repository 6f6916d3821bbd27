"""The lists that are made from the bank: complete, in order, and only where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest
from support.pages import (
    CONCEPTS,
    LOCK,
    PATH,
    SPOKEN,
    altered,
    another,
    build,
    on_own_page,
    recorded,
)

from guide.bank.bank import Bank
from guide.model import LISTINGS
from guide.render import listings
from guide.render.paper import Pdf
from guide.render.site import Site
from guide.source import parse


def href(target: str) -> str:
    return f'to:{target}'


def text(elements: Iterator[Element]) -> list[str]:
    """The words of the elements, in order."""
    return [word for one in elements for word in one.itertext()]


def filled(html: str, bank: Bank) -> Element:
    root = fromstring(html)
    listings.fill(root, Site(bank), href)
    return root


def test_only_marked_elements_are_filled() -> None:
    root = filled('<div><p>a</p><div data-guide="find"/></div>', build()[0])
    assert len(root[0]) == 0
    assert root[1].attrib == {}
    assert root[1][0].tag == 'form'
    assert 'Search 1 questions' in ''.join(root.itertext())


def test_every_list_that_the_check_knows_can_be_filled() -> None:
    assert list(listings.FILLED) == list(LISTINGS)


def test_an_unknown_list_leaves_its_element_as_it_is() -> None:
    root = filled('<div><div data-guide="topic">a</div></div>', build()[0])
    assert root[0].attrib == {'data-guide': 'topic'}
    assert root[0].text == 'a'


def test_topics_are_listed_with_their_questions_and_concepts() -> None:
    second = altered('# Layers\n', '# Losses\n', on_own_page(another('twice', 'And twice?')))
    (listed,) = listings.topics(Site(build(a=second)[0]), href)
    assert [(entry.get('href'), list(entry.itertext())) for entry in listed] == [
        ('to:questions/x.md', ['Layers', '1', 'dropout']),
        ('to:questions/a.md', ['Losses', '1', 'dropout']),
    ]


def test_answers_in_which_no_block_runs_are_listed() -> None:
    second = on_own_page(another('twice', 'And twice?').replace('```python', '```text'))
    bank = build(a=second)[0]
    found = [question.id for page in bank.topics for question in page.questions]
    assert found == ['dropout', 'twice']
    (listed,) = listings.bare(Site(bank), href)
    assert [link.get('href') for link in listed.iter('a')] == ['to:questions/a.md#twice']


def for_roles(*roles: str) -> str:
    return altered('description:', f'roles: [{", ".join(roles)}]\ndescription:')


def test_roles_are_listed_with_the_topics_that_name_them() -> None:
    second = on_own_page(another('twice', 'And twice?'))
    bank, problems = build(for_roles('ML engineer', 'data analyst'), a=second)
    assert problems == []
    (listed,) = listings.roles(Site(bank), href)
    assert [''.join(entry.itertext()) for entry in listed] == [
        *('Data analyst', 'Layers: 1 minute to say'),
        *('ML engineer', 'Layers: 1 minute to say'),
    ]
    assert [link.get('href') for link in listed.iter('a')] == ['to:questions/x.md'] * 2


def test_the_pdfs_of_the_guide_and_of_roles_are_listed() -> None:
    pdfs = {
        'guide': {'everything': {'A4': Pdf('pdf/g-a4.pdf', 500, 1), 'Letter': Pdf('g', 520, 1)}},
        'ML engineer': {'study': {'A4': Pdf('pdf/m-a4.pdf', 90, 1)}},
        'x': {'study': {'A4': Pdf('pdf/x-a4.pdf', 3, 1)}},
    }
    _, listed = listings.printed(Site(build()[0], pdfs=pdfs), href)
    assert [''.join(entry.itertext()) for entry in listed] == [
        *('The whole guide', 'Everything: A4, 500 pages; Letter, 520 pages'),
        *('ML engineer', 'Study: A4, 90 pages'),
    ]
    assert next(listed.iter('a')).get('href') == 'to:pdf/g-a4.pdf'


def test_without_pdfs_the_list_says_how_to_print() -> None:
    (words,) = listings.printed(Site(build()[0]), href)
    assert 'prints from its own page' in ''.join(words.itertext())


def test_an_unknown_role_is_reported() -> None:
    _, problems = build(for_roles('ML enginer'))
    assert len(problems) == 1
    assert "'roles' is 'ML enginer'; expected data analyst" in problems[0]
    assert "Did you mean 'ML engineer'?" in problems[0]


def test_the_time_left_names_the_longest_topic_and_counts_what_is_there() -> None:
    second = altered('# Layers\n', '# Losses\n', on_own_page(another('twice', 'And twice?')))
    long = altered(SPOKEN, 'word ' * 120, second)
    words = ' '.join(text(listings.times(Site(build(a=long)[0]), href)))
    assert '( Losses )' in words
    assert 'All 2 topics' in words


def test_concepts_are_listed_by_letter_with_the_questions_that_use_them() -> None:
    _, _, index = listings.concepts(Site(build()[0]), href)
    assert [section[0].text for section in index] == ['D', 'E']
    entry = next(entry for entry in index.iter('div') if entry.get('id') == 'dropout')
    words = list(entry.itertext())
    assert words[0] == 'Dropout'
    assert 'Also: unit dropping' in words
    assert [link.get('href') for link in entry.iter('a')] == ['to:questions/x.md#dropout']


def test_what_does_not_mean_the_same_is_shown_apart_and_linked_if_it_has_an_entry() -> None:
    concepts = altered(
        '  synonyms: [', '  see: [ensemble, A Set, DropConnect]\n  synonyms: [', CONCEPTS
    )
    concepts = altered('  name: ensemble\n', '  name: ensemble\n  synonyms: [a set]\n', concepts)
    _, _, index = listings.concepts(Site(build(concepts=concepts)[0]), href)
    entry = next(entry for entry in index.iter('div') if entry.get('id') == 'dropout')
    also, see = (found for found in entry.iter('p') if found.get('class') == 's')
    assert ''.join(also.itertext()) == 'Also: unit dropping'
    assert ''.join(see.itertext()) == 'See also: ensemble, ensemble, DropConnect'
    assert [link.get('href') for link in see] == ['to:concepts.md#ensemble'] * 2


def test_no_concept_is_lost_whatever_its_first_sign() -> None:
    names = ['χ² test', '0-1 loss', 'Éclair', 'zeta', 'alpha', '_init']
    concepts = CONCEPTS + ''.join(
        f'- id: c{number}\n  name: {name}\n  definition: A.\n' for number, name in enumerate(names)
    )
    _, alphabet, index = listings.concepts(Site(build(concepts=concepts)[0]), href)
    assert [section[0].text for section in index] == ['#', 'A', 'D', 'E', 'Z']
    assert len(list(index.iter('dt'))) == len(names) + 2
    assert [link.text for link in alphabet.iter('a')] == ['A', 'D', 'E', 'Z']


def test_versions_are_those_the_blocks_ran_with() -> None:
    found, _ = build(record=recorded(), lock=LOCK)
    (table,) = listings.versions(Site(found), href)
    rows = [[cell.text for cell in row] for row in table.iter('tr')]
    assert rows[1:] == [['Python', '3.11.7', '2'], ['NumPy', '2.4.6', '2']]


def test_a_library_that_is_locked_no_more_is_no_crash() -> None:
    found, _ = build(record=recorded(), lock='scipy==1.17.0\n')
    (table,) = listings.versions(Site(found), href)
    assert 'NumPy' not in ''.join(table.itertext())


def test_skipped_blocks_are_listed_with_their_reason() -> None:
    page = altered('```text\n', '```bash {test="skip: needs a cluster"}\n')
    words = text(listings.skipped(Site(build(page)[0]), href))
    assert words == ['Why does dropout help?', ': needs a cluster']
    assert text(listings.skipped(Site(build()[0]), href)) == [
        'At present every Python and SQL block of every answer runs.'
    ]


@pytest.mark.parametrize(
    ('front_matter', 'body', 'title'),
    [
        ('title: Given\n', '# Heading', 'Given'),
        ('', '# Heading ', 'Heading'),
        ('', 'No heading', 'x'),
    ],
)
def test_a_page_is_called_by_its_title_heading_or_name(
    front_matter: str, body: str, title: str
) -> None:
    page, _ = parse.page(PATH, f'---\n{front_matter}description: A.\n---\n\n{body}\n')
    assert page.heading == title
