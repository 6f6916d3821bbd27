"""What the search finds first, shown on a few documents."""

from __future__ import annotations

import pytest
from support.engine import Engine, concept, question

DOCUMENTS = [
    question('loop', 'What is in a training loop?', 'Call `optimizer.zero_grad()`, then go back.'),
    question('pipeline', 'What is in a pipeline?', 'Steps: call `pipeline.fit`.'),
    question('memory', 'What does a frame take?', 'A frame in memory: `frame.memory_usage`.'),
    question(
        'curve', 'Which curve shows overfitting?', 'The one of learning, where the lines part.'
    ),
    question('loading', 'What does a DataLoader do?', 'It makes batches.'),
    question('loads', 'How is data moved?', 'By loads of data that load other data.'),
    question('library', 'What is scikit-learn?', 'A library to learn from data.'),
    question('lookup', 'What is an index for?', 'To find a row.'),
    question('differences', 'What do differences show?', 'The difference between two lags.'),
    question('manager', 'What does the with statement do?', 'It closes what it opened.'),
    question('null', 'Why does NOT IN return nothing?', 'One null makes every row unknown.'),
    question('cause', 'What is causal inference?', 'The effect of an action on the outcome.'),
    question('casual', 'May I dress casual?', 'Ask the recruiter.'),
    question('clusters', 'How does k-means work?', 'It moves centers until they stay.'),
    question(
        'leak',
        'What is data leakage?',
        'The model saw what it will not know.',
        also=['the score is too good to be true'],
        queries=['perfect on paper, useless on Monday'],
    ),
    question(
        'score', 'Which score would you report?', 'A good one for the decision, true to cost.'
    ),
    question('folds', 'How do you cross-validate patients?', 'With GroupKFold over the patients.'),
    question('gradient', 'What is gradient descent?', 'Steepest descent by small steps.'),
    question('boost', 'What is gradient boosting?', 'Trees that mend each other.'),
    question('decision', 'What is a decision tree?', 'Questions about one column at a time.'),
]


@pytest.fixture(scope='module')
def engine() -> Engine:
    return Engine(DOCUMENTS)


def found(engine: Engine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(query)]


@pytest.mark.parametrize(
    ('query', 'first'),
    [
        ('zero_grad', 'loop'),
        ('zero grad', 'loop'),
        ('optimizer.zero_grad()', 'loop'),
        ('torch.zero_grad', 'loop'),
        ('frame.fit', 'pipeline'),
        ('over fitting', 'curve'),
        ('steepestdescent', 'gradient'),
        ('data loader', 'loading'),
        ('pipe line', 'pipeline'),
        ('sklearn', 'library'),
        ('indices', 'lookup'),
        ('difference boosting', 'boost'),
        ('kmeans', 'clusters'),
        ('k means', 'clusters'),
        ('groupkfold', 'folds'),
        ('group k-fold', 'folds'),
        ('with', 'manager'),
        ('with statement', 'manager'),
        ('not in', 'null'),
        ('NOT IN null', 'null'),
        ('gradeint decsent', 'gradient'),
        ('gradient boostng', 'boost'),
        ('casual', 'casual'),
        ('causal', 'cause'),
        ('desc', 'gradient'),
        ('gradient boo', 'boost'),
        ('too good to be true', 'leak'),
        ('useless monday', 'leak'),
        ('decision trees', 'decision'),
    ],
)
def test_what_stands_first(engine: Engine, query: str, first: str) -> None:
    assert found(engine, query)[0] == first


def test_a_question_that_goes_by_the_name_stands_before_others_that_use_it() -> None:
    """Both hold `transform` in the title; only one is about transformers."""
    engine = Engine(
        [
            question('columns', 'How do you transform a column?', 'Transform it by a transform.'),
            question('transformer', 'What is in it?', 'Attention, in each transformer block.'),
        ]
    )
    for query in ('transformer', 'Transformers', 'transfomer', 'transformer block'):
        assert found(engine, query)[0] == 'transformer'
    assert found(engine, 'transform a column')[0] == 'columns'


def test_a_name_behind_a_dot_finds_who_writes_it_alone() -> None:
    """One only lists the whole name; the other is about it."""
    engine = Engine(
        [
            question('manager', 'What is opened is closed', queries=['suppress, torch.no_grad']),
            question('recording', 'How is recording stopped?', also=['no_grad, inference mode']),
        ]
    )
    assert found(engine, 'torch.no_grad')[0] == 'recording'


def test_a_word_may_be_the_start_of_a_longer_one() -> None:
    """`auto` is a word of its own, said in passing; the title holds what it may become."""
    engine = Engine(
        [
            question('car', 'Which parts?', 'An auto has them.'),
            question('graph', 'What is autograd?'),
        ]
    )
    assert found(engine, 'auto') == ['graph', 'car']


def test_a_rare_word_is_also_read_as_its_halves() -> None:
    """Only one document writes it as one word; the other is about it."""
    engine = Engine(
        [
            question('library', 'Which library?', 'One with gradientboosting in its name.'),
            question('boost', 'What is gradient boosting?', also=['gradient boosting machine']),
        ]
    )
    assert found(engine, 'gradientboosting')[0] == 'boost'


def test_several_words_beat_one_rare_word(engine: Engine) -> None:
    """`recruiter` is in one document only, `gradient` in two; but `boosting` stands with it."""
    assert found(engine, 'gradient boosting recruiter')[0] == 'boost'


@pytest.mark.parametrize('query', ['', '   ', '?!', 'xyzzyxyz'])
def test_nothing_is_found_by_nothing(engine: Engine, query: str) -> None:
    assert found(engine, query) == []


def test_a_concept_stands_below_the_question_about_it() -> None:
    slope = concept('Gradient', 'The direction of the steepest rise.', also=['slope'])
    about = question('gradient', 'What is a gradient?', 'Where it rises.', concepts=[0])
    engine = Engine([slope, about])
    assert [hit.kind for hit in engine.search('gradient')] == ['question', 'concept']
    assert engine.search('slope')[0].kind == 'question'
