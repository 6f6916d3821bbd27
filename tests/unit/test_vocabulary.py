"""The vocabulary: its rules, and where its terms are found in a text."""

from __future__ import annotations

import pytest
from support.pages import CONCEPTS, altered, build, line_of

from guide.bank import vocabulary

SENTENCE = "the definition of 'ensemble' should be one sentence, with its full stop"
ENSEMBLE = '  definition: A set of models whose answers are averaged.\n'
NAMES = '  name: ensemble\n'


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (
            ENSEMBLE,
            f'{ENSEMBLE}- id: dropout\n  name: silence\n  definition: None.\n',
            '- id: dropout\n  name: silence',
            "the concept 'dropout' stands in line 1 already",
        ),
        (
            NAMES,
            '  name: Dropout\n',
            '- id: ensemble',
            "'Dropout' names 'dropout' (line 1) already",
        ),
        (
            NAMES,
            f'{NAMES}  synonyms: [unit dropping]\n',
            '- id: ensemble',
            "'unit dropping' names 'dropout' (line 1) already",
        ),
        ('averaged.', 'averaged. It is good.', '- id: ensemble', SENTENCE),
        ('averaged.', 'averaged? Yes.', '- id: ensemble', SENTENCE),
        ('averaged.', 'averaged', '- id: ensemble', SENTENCE),
        (
            NAMES,
            f'{NAMES}  synonym: [x]\n',
            '  synonym: ',
            "unknown key 'synonym'; expected id, name, synonyms, see, linked, definition. "
            "Did you mean 'synonyms'?",
        ),
        (NAMES, NAMES + NAMES, NAMES + ENSEMBLE, "'name' stands here twice; keep one"),
        (
            NAMES,
            f'{NAMES}  synonyms: bagging\n',
            '  synonyms: bagging',
            "'synonyms' should be a list, found 'bagging'",
        ),
        (
            NAMES,
            f'{NAMES}  see: bagging\n',
            '  see: bagging',
            "'see' should be a list, found 'bagging'",
        ),
        (
            NAMES,
            f'{NAMES}  see: [bagging, Ensemble]\n',
            '- id: ensemble',
            "'see' of 'ensemble' holds 'Ensemble', which is one of its own names",
        ),
        (
            NAMES,
            f'{NAMES}  synonyms: [a panel]\n  see: [a panel]\n',
            '- id: ensemble',
            "'see' of 'ensemble' holds 'a panel', which is one of its own names",
        ),
        (
            NAMES,
            f'{NAMES}  linked: no\n',
            '  linked: no',
            "'linked' should be true or false, found 'no'",
        ),
        (
            NAMES,
            f'{NAMES}  linked: "false"\n',
            '  linked: ',
            "'linked' should be true or false, found 'false'",
        ),
        (
            NAMES,
            f'{NAMES}  linked: [false]\n',
            '  linked: ',
            "'linked' should be true or false, found a list",
        ),
    ],
)
def test_a_faulty_entry_is_reported_on_its_line(old: str, new: str, at: str, message: str) -> None:
    concepts = altered(old, new, CONCEPTS)
    line = line_of(at, concepts)
    assert build(concepts=concepts)[1] == [f'docs/concepts.yml:{line}: {message}']


@pytest.mark.parametrize(
    ('text', 'problem'),
    [
        ('', '1: nothing here; expected YAML'),
        ('dropout: yes', '1: expected a list of concepts: - id: …'),
        ('- dropout', "1: expected 'key: value' lines, found 'dropout'"),
        ('\n\n- name: a\n  definition: A.\n', "3: 'id' is missing"),
        ('- id: a\n  definition: A.\n', "1: 'name' is missing"),
        ('- id: a\n  name: a\n', "1: 'definition' is missing"),
        (
            '- id: A b\n  name: a\n  definition: A.\n',
            "1: 'A b' is not an id; expected lower-case-words",
        ),
    ],
)
def test_an_unreadable_vocabulary_is_reported(text: str, problem: str) -> None:
    _, problems = vocabulary.read(text)
    assert [str(found) for found in problems] == [f'docs/concepts.yml:{problem}']


def test_yaml_that_cannot_be_read_is_reported_on_its_line() -> None:
    _, (problem,) = vocabulary.read('- id: a\n  name: a: b\n')
    assert str(problem).startswith('docs/concepts.yml:2: unreadable YAML: ')


def test_lines_are_right_after_signs_that_take_several_bytes() -> None:
    text = altered('units to zero', 'units – 🎲 – to zero', CONCEPTS) + '- id: a\n  name: a\n'
    assert [str(found) for found in vocabulary.read(text)[1]] == [
        "docs/concepts.yml:8: 'definition' is missing"
    ]


def test_terms_that_mentions_tell_apart_may_both_stand() -> None:
    text = (
        '- id: map\n  name: map\n  definition: A.\n- id: map-mean\n  name: MAP\n  definition: B.\n'
    )
    assert vocabulary.read(text)[1] == []


def test_an_indented_list_with_other_line_ends_is_read_alike() -> None:
    text = ''.join(f'  {line}\r\n' for line in CONCEPTS.splitlines())
    words, problems = vocabulary.read(text)
    assert problems == []
    assert words == vocabulary.read(CONCEPTS)[0]
    assert words.concepts['dropout'].synonyms == ('unit dropping',)
    assert words.concepts['ensemble'].link == 'concepts.md#ensemble'


TERMS = {
    'roc': 'ROC',
    'gradient': 'gradient',
    'gradient-descent': 'gradient descent',
    'loss': 'loss',
    'fit': 'fit',
    'pr-auc': 'PR-AUC',
    'bias': 'bias',
    'x': 'x',
    'cow': 'CoW',
    'autograph': 'AutoGraph',
    'hot': 'HOT update',
}
EVERYDAY = """\
- id: variance
  name: variance
  synonyms: [model variance]
  linked: false
  definition: A.
"""
WORDS, _ = vocabulary.read(
    ''.join(f'- id: {i}\n  name: {name}\n  definition: A.\n' for i, name in TERMS.items())
    + EVERYDAY
)


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('the ROC', ['ROC']),
        ('two ROCs', ['ROCs']),
        ('a roc egg', []),
        ('Gradient here', ['Gradient']),
        ('gradients', ['gradients']),
        ('the gradient descent', ['gradient descent']),
        ('the gradient\n    descent', ['gradient\n    descent']),
        ('gradient descents, then a gradient', ['gradient descents', 'gradient']),
        ('gradient descent and gradient descent', ['gradient descent']),
        ('gradient, gradient', ['gradient']),
        ('losses, but a loss', ['loss']),
        ('PR-AUC and pr-auc', ['PR-AUC']),
        ('a biased bias', ['bias']),
        ('fit_transform, model.fit, fit(x), pre-fit, fit=1, a/fit, fit-free', []),
        ('fit. Done', ['fit']),
        ('(fit)', ['fit']),
        ('outfit', []),
        ('x and x', []),
        ('bias loss', ['bias', 'loss']),
        ('a cow, a CoW and CoWs', ['CoW']),
        ('an autograph by AutoGraph', ['AutoGraph']),
        ('a hot update, HOT updates', ['HOT updates']),
        ('variance, model variance', []),
        ('', []),
    ],
)
def test_terms_are_found_in_a_text(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in WORDS.mentions(text)] == expected


def test_what_is_skipped_is_not_mentioned_and_nor_is_a_part_of_it() -> None:
    assert list(WORDS.mentions('gradient descent', {'gradient-descent'})) == []
    found = [mention.concept.id for mention in WORDS.mentions('bias and loss', {'bias'})]
    assert found == ['loss']


def test_a_concept_is_found_by_what_it_is_called_and_by_nothing_else() -> None:
    text = CONCEPTS.replace('synonyms: [', 'see: [bagging]\n  synonyms: [')
    words, problems = vocabulary.read(text)
    dropout = words.concepts['dropout']
    assert problems == []
    assert dropout.see == ('bagging',)
    assert [words.find(term) for term in ('dropout', 'Dropout', 'unit dropping')] == [dropout] * 3
    assert words.find('bagging') is None
    assert list(words.mentions('bagging')) == []
