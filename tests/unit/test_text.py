"""How long a text takes to say, and how it reads without its marks."""

from __future__ import annotations

import pytest

from guide.source.text import count_words, plain, speaking_seconds


@pytest.mark.parametrize(
    ('markdown', 'words'),
    [
        ('*Bias* and **variance**', 'Bias and variance'),
        ('a [link](https://x.org) here', 'a link here'),
        ('an ![image](x.svg)', 'an image'),
        ('What do `*args` and `**kwargs` do?', 'What do *args and **kwargs do?'),
        ('``a ` b`` and `x > 0`', 'a ` b and x > 0'),
        ('Is `__init__` the constructor?', 'Is __init__ the constructor?'),
        ('_so_ snake_case', 'so snake_case'),
        ('in C#, precision > recall', 'in C#, precision > recall'),
        ('> quoted\n> twice', 'quoted twice'),
        ('# A heading', 'A heading'),
        ('$O(n^2)$ time', 'O(n^2) time'),
        ('two\n  lines', 'two lines'),
        ('', ''),
    ],
)
def test_marks_go_and_what_stands_in_code_stays(markdown: str, words: str) -> None:
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ('markdown', 'words'),
    [
        ("It doesn't overfit", 3),
        ('k-fold, model.fit and 0.5', 4),
        ('bias–variance — both', 3),
        ('**bold** `code` [two words](https://x.org/not-said)', 4),
        ('… – !', 0),
        ('', 0),
    ],
)
def test_words_are_what_is_said(markdown: str, words: int) -> None:
    assert count_words(markdown) == words


@pytest.mark.parametrize(('words', 'seconds'), [(0, 0), (5, 2), (75, 30), (130, 52)])
def test_words_are_said_at_150_a_minute(words: int, seconds: int) -> None:
    assert speaking_seconds('word ' * words) == seconds
