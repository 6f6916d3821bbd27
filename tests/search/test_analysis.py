"""How the search takes texts apart into words, and words into terms."""

from __future__ import annotations

import pytest
from support.engine import words


@pytest.mark.parametrize(
    ('text', 'terms'),
    [
        ('zero_grad', ['zero_grad', 'zero', 'grad']),
        ('read_csv', ['read_csv', 'read', 'csv']),
        ('x_train', ['x_train', 'x', 'train']),
        ('__init__', ['__init__', 'init']),
        ('torch.no_grad()', ['torch.no_grad', 'torchno_grad', 'torch', 'no_grad', 'no', 'grad']),
        ('k-means', ['k-means', 'kmean', 'k', 'mean']),
        ('bias–variance', ['bias-variance', 'biasvarianc', 'bias', 'varianc']),
        ('GroupKFold', ['groupkfold', 'group', 'k', 'fold']),
        ('HTTPError', ['httperror', 'http', 'error']),
        ('GPT4', ['gpt4', 'gpt', '4']),
        ('MD5', ['md5']),
        ('F1', ['f1']),
        ('R²', ['r2']),
        ('C++', ['c++']),
        ('C#', ['c#']),
        ("model's", ['model']),
        ('don’t', ['dont']),
        ('', []),
    ],
)
def test_words_are_taken_apart_as_people_type_them(text: str, terms: list[str]) -> None:
    assert [sorted(word) for word in words(text)] == ([sorted(terms)] if terms else [])


def test_the_whole_word_is_the_first_of_its_terms() -> None:
    assert [word[0] for word in words('torch.no_grad GroupKFold k-means')] == [
        'torch.no_grad',
        'groupkfold',
        'k-means',
    ]


@pytest.mark.parametrize(
    'family',
    [
        'normalize normalizing normalized normalization normalizer',
        'normalized normalising normalised normalisation',
        'validate validating validated validation validator',
        'class classes',
        'loss losses',
        'ax axes',
        'box boxes',
        'batch batches',
        'hash hashes',
        'bias biases',
        'fly flies',
        'tie ties',
        'query queries',
        'index indices',
        'matrix matrices',
        'describe describes described describing',
        'overfit overfits overfitting overfitted',
        'embed embedding embeddings embedded',
        'rate rates rated',
        'quick quickly',
        'kmeans k-means K-Means',
    ],
)
def test_forms_of_a_word_meet(family: str) -> None:
    terms = [set(words(form)[0]) for form in family.split()]
    assert set.intersection(*terms)


@pytest.mark.parametrize(
    'word', ['gas', 'bus', 'basis', 'speed', 'class', 'canvas', 'used', 'GPUs']
)
def test_what_only_looks_inflected_is_left_alone(word: str) -> None:
    assert words(word)[0][0] == word.lower()


@pytest.mark.parametrize(
    'pair', ['causal casual', 'bias basis', 'universal university', 'dies dying', 'ring red']
)
def test_words_that_look_alike_stay_apart(pair: str) -> None:
    one, other = words(pair)
    assert not {*one} & {*other}


@pytest.mark.parametrize(
    ('word', 'terms'),
    [('loader', ['loader', 'load']), ('boosters', ['booster', 'boost']), ('layer', ['layer'])],
)
def test_who_does_something_is_found_by_what_is_done(word: str, terms: list[str]) -> None:
    assert words(word) == [terms]
