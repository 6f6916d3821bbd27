"""Characters that nobody means are found, and those of other languages are let be."""

from __future__ import annotations

import pytest
from support.pages import CONCEPTS, altered, build, expect, problems_of

from guide.source import characters


@pytest.mark.parametrize(
    ('character', 'name'),
    [
        ('\u200b', 'ZERO WIDTH SPACE'),
        ('\u00ad', 'SOFT HYPHEN'),
        ('\u2028', 'LINE SEPARATOR'),
        ('\u202e', 'RIGHT-TO-LEFT OVERRIDE'),
        ('\ufeff', 'ZERO WIDTH NO-BREAK SPACE'),
        ('\ufffd', 'REPLACEMENT CHARACTER'),
        ('\x0c', 'U+000C'),
        ('\x85', 'U+0085'),
    ],
)
def test_an_invisible_character_is_reported_by_name(character: str, name: str) -> None:
    text = f'Nothing{character} is dropped.'
    expect('Nothing is dropped.', text, text, f'an invisible or broken character: {name}')


@pytest.mark.parametrize(
    ('garbled', 'meant'),
    [
        ('‚Üí', '→'),
        ('√ó', '×'),
        ('√©', 'é'),
        ('œÄ', 'π'),
        ('‚Äì', '–'),
        ('â†’', '→'),
        ('Ã—', '×'),
        ('Ã©', 'é'),
        ('â€“', '–'),
    ],
)
def test_mojibake_is_reported_with_what_was_meant(garbled: str, meant: str) -> None:
    text = f'Nothing {garbled} dropped.'
    expect('Nothing is dropped.', text, text, f"'{garbled}' is mojibake; did you mean '{meant}'?")


def test_mojibake_is_found_in_code_and_behind_other_signs() -> None:
    page = altered('toss a coin', 'toss –√ó‚Üí a coin')
    assert problems_of(page) == [
        "docs/questions/x.md:51: '‚Üí' is mojibake; did you mean '→'?",
        "docs/questions/x.md:51: '√ó' is mojibake; did you mean '×'?",
    ]


@pytest.mark.parametrize(
    'text',
    [
        'naïve Bayes – Spärck Jones',
        '“Übung” … 中文 日本語',
        '(–∞, ∞) ≤ π²·σ',
        'É Ω → × ½ 🎲',
        'a\tb',
    ],
)
def test_signs_and_other_languages_are_let_be(text: str) -> None:
    assert problems_of(altered('Nothing is dropped.', text)) == []


def test_the_vocabulary_is_read_by_the_same_rule() -> None:
    _, problems = build(concepts=altered('units to zero', 'units √ó zero', CONCEPTS))
    assert problems == ["docs/concepts.yml:4: '√ó' is mojibake; did you mean '×'?"]


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('', ['']),
        ('a\n', ['a']),
        ('a\r\nb\rc\n\n', ['a', 'b', 'c', '']),
        ('\ufeffa\u2028b\x0cc', ['a\u2028b\x0cc']),
    ],
)
def test_only_line_ends_end_a_line(text: str, expected: list[str]) -> None:
    assert characters.lines(text) == expected
