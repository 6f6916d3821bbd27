"""The names a question promises in `also` and `queries`: found in its answer, or reported."""

from __future__ import annotations

import pytest
from support.pages import CONCEPTS, PATH, altered, another, build, line_of

from guide.bank import names, vocabulary
from guide.model import Block, Page, Question

ALSO = '  - random silencing\n'
SOURCES = 'sources:\n'

# Two more concepts, which the question is not about; the second has an everyday sense.
MORE = """\
- id: boosting
  name: gradient boosting
  synonyms: [GBM]
  see: [LightGBM]
  definition: Small trees in turn.
- id: bias
  name: bias
  linked: false
  definition: A miss.
"""
USED = altered('[dropout, ensemble]', '[dropout, ensemble, boosting, bias]')
SAYS = """\
    Each unit is kept, as `F.dropout(x, p=0.5)` does, and a time series is a LSTM's. Trained with
    SGD, MLM and RandomSampler, then O'Brien and Fleming for 95%, at int8. See [what](https://a.org/MVCC).

    ```python {group="layers"}
    torch.optim.sgd(kept_units)
    #> R2 0.50
    #> C 3
    ```

"""


def untreated(entry: str, says: str = SAYS, concepts: str = CONCEPTS) -> list[str]:
    """The names that are reported when the entry is among the other ways to ask."""
    page = altered(ALSO, f'  - {entry}\n', altered('??? followup', f'{says}??? followup'))
    _, problems = build(page, concepts)
    at = f'docs/{PATH}:{line_of(entry, page)}: '
    named = [problem for problem in problems if 'stands nowhere' in problem]
    assert all(problem.startswith(f"{at}'") for problem in named), problems
    return [problem.removeprefix(at).split("'")[1] for problem in named]


@pytest.mark.parametrize(
    ('entry', 'expected'),
    [
        ('units that sleep, 200 of them, 3.5 times, 10x faster', []),  # paraphrases in plain words
        ('why does CUPED help', ['CUPED']),
        ('what a LoRA adapter does', ['LoRA']),
        ('merge_asof by hand', ['merge_asof']),
        ('int4 or INT8 or int8', ['int4']),
        ('np.argsort', ['np.argsort']),
        ('FOR UPDATE SKIP LOCKED', ['UPDATE SKIP LOCKED']),
        ('Nesterov, momentum of Polyak', ['Nesterov', 'Polyak']),
        ('a test by Mann-Whitney', ['Mann', 'Whitney']),
        ("as O'Brien-Fleming do", []),
        ("the LSTM's, LSTMs and an LSTM", []),
        ('SGD, sgd and Sgd', []),
        ('timeseries, time-series, TimeSeries', []),
        ('F.dropout, nn.dropout, torch.optim.sgd', []),
        ('Pipeline.dropout', ['Pipeline.dropout']),
        ('kept_units, kept units', []),
        ('R², R2', []),
        ('R3', ['R3']),
        ('C3', ['C3']),
        ('MVCC', ['MVCC']),  # in an address is not in the answer
        ('EACH UNIT is kept', []),
        ('AVERAGES', ['AVERAGES']),  # an acronym, which must stand in capitals
        ('EACH', []),  # or in code
        ('Can it? Why not: It\'s noise. "Does it", I\'m told', []),  # sentences begin large
        ('Units fall asleep', []),
        ('are Units names, and Activations', ['Activations']),
        ('__', []),
    ],
)
def test_a_name_stands_in_the_answer_or_is_reported(entry: str, expected: list[str]) -> None:
    quoted = "'" + entry.replace("'", "''") + "'"
    assert untreated(quoted) == expected


@pytest.mark.parametrize(
    ('entry', 'expected'),
    [
        ('Dropout, unit dropping', []),
        ('gradient boosting', ['gradient boosting']),
        ('how a GBM differs', ['GBM']),
        ('biased, bias of a unit', []),
    ],
)
def test_terms_of_other_concepts_are_names_unless_they_are_everyday_words(
    entry: str, expected: list[str]
) -> None:
    assert untreated(entry, concepts=CONCEPTS + MORE) == expected


@pytest.mark.parametrize('entry', ['gradient boosting', 'GBM', 'LightGBM', 'boosting'])
def test_what_its_concepts_are_called_and_what_they_lead_to_is_treated(entry: str) -> None:
    _, problems = build(altered(ALSO, f'  - {entry}\n', USED), CONCEPTS + MORE)
    assert problems == []


def test_the_library_that_the_page_is_called_after_goes_without_saying() -> None:
    page = altered('# Layers', '# Keras', altered(ALSO, '  - silencing as in Keras\n'))
    assert build(page)[1] == []


def test_a_concept_that_the_answer_calls_by_another_name_is_treated() -> None:
    assert untreated('GBM', '    And gradient boosting.\n\n', CONCEPTS + MORE) == []


def test_every_entry_has_its_own_line_and_the_nearest_name_is_offered() -> None:
    page = altered(
        SOURCES,
        'queries:\n  - turn neurons off\n  - WeightedRandomSampler, MLA\nsources:\n',
        altered('??? followup', f'{SAYS}??? followup'),
    )
    line = line_of('  - WeightedRandomSampler', page)
    reported = [problem for problem in build(page)[1] if 'stands nowhere' in problem]
    assert reported == [
        f"docs/{PATH}:{line}: 'MLA' stands nowhere in 'dropout'; "
        "treat it there or take it out of 'queries'.",
        f"docs/{PATH}:{line}: 'WeightedRandomSampler' stands nowhere in 'dropout'; "
        "treat it there or take it out of 'queries'. Did you mean 'RandomSampler'?",
    ]


@pytest.mark.parametrize(
    ('elsewhere', 'expected'), [('A muon decays.', []), ('`muon` decays.', ['Muon'])]
)
def test_a_word_that_the_guide_writes_small_is_no_name_at_the_beginning(
    elsewhere: str, expected: list[str]
) -> None:
    other = altered('Nothing is dropped.', elsewhere, another('twice', 'And twice?'))
    _, problems = build(altered(ALSO, '  - Muon beats it\n') + other)
    assert [problem.split("'")[1] for problem in problems] == expected


def test_a_block_full_of_marks_is_read_at_once() -> None:
    """A text that a search over it would go through again and again."""
    block = Block('depth', 'In depth', 1, '`' * 50_000 + "'x' " * 50_000)
    question = Question('a', 'A', PATH, 1, also=('xx',) * 200, blocks=(block,))
    words, _ = vocabulary.read(CONCEPTS)
    assert list(names.check([Page(PATH, '', questions=(question,))], words, 'docs')) == []
