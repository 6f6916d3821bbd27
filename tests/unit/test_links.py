"""What leads from one question to others: named first, then by rare concepts, always in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guide.bank import links
from guide.model import Question


def questions(
    concepts: Mapping[str, str], related: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Question]:
    """Questions by id, each with its concepts (one a letter) and those it names as related."""
    return {
        identifier: Question(
            identifier,
            identifier,
            'questions/x.md',
            1,
            concepts=tuple(letters),
            related=tuple((related or {}).get(identifier, ())),
        )
        for identifier, letters in concepts.items()
    }


def test_a_rare_concept_counts_more_than_a_common_one() -> None:
    built = links.build(questions({'q': 'ab', 'common': 'a', 'more': 'a', 'rare': 'b', 'z': ''}))
    assert built['q'].related == ('rare', 'common', 'more')


def test_two_common_concepts_may_outweigh_a_rare_one() -> None:
    found = questions({'q': 'abc', 'rare': 'c', 'both': 'ab', 'n': 'a', 'm': 'b', 'z': ''})
    assert links.build(found)['q'].related[:2] == ('both', 'rare')


def test_a_concept_that_every_question_has_leads_nowhere() -> None:
    assert links.build(questions({'q': 'a', 'r': 'a'}))['q'].related == ()


def test_equal_weights_keep_the_order_of_the_site() -> None:
    built = links.build(questions({'d': 'a', 'b': 'a', 'c': 'a', 'a': 'a', 'z': ''}))
    assert built['d'].related == ('b', 'c', 'a')
    assert built['c'].related == ('d', 'b', 'a')


def test_what_the_author_names_comes_first_and_once() -> None:
    found = questions({'q': 'ab', 'b': 'ab', 'c': '', 'd': 'a', 'z': ''}, {'q': ['c', 'd']})
    assert links.build(found)['q'].related == ('c', 'd', 'b')


def test_at_most_four_are_shown() -> None:
    found = questions(dict.fromkeys('qabcdef', 'x') | {'z': ''}, {'q': ['f']})
    assert links.build(found)['q'].related == ('f', 'a', 'b', 'c')


def test_unknown_questions_and_itself_are_left_out() -> None:
    built = links.build(questions({'q': 'a', 'b': ''}, {'q': ['nobody', 'q', 'b']}))
    assert built['q'].related == ('b',)
    assert built['q'].asked_after == ()


def test_back_links_leave_out_what_is_related_already() -> None:
    found = questions({'q': '', 'b': '', 'c': ''}, {'b': ['q'], 'c': ['q'], 'q': ['c']})
    assert links.build(found)['q'].asked_after == ('b',)


def test_previous_and_next_follow_the_site_and_end_with_it() -> None:
    built = links.build(questions({'a': '', 'b': '', 'c': ''}))
    assert [(one.previous, one.next) for one in built.values()] == [
        (None, 'b'),
        ('a', 'c'),
        ('b', None),
    ]


def test_an_empty_site_has_no_links() -> None:
    assert links.build({}) == {}
