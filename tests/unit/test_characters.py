"""Characters that nobody means are found, and those of other languages are let be."""

from __future__ import annotations

import pytest
from support.pages import CONCEPTS, PATH, altered, build, expect, line_of, problems_of

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
        ('\u2066', 'LEFT-TO-RIGHT ISOLATE'),
        ('\u200d', 'ZERO WIDTH JOINER'),
        ('\u200c', 'ZERO WIDTH NON-JOINER'),
        ('\u3164', 'HANGUL FILLER'),
        ('\ue000', 'U+E000'),
        ('\U000f0005', 'U+F0005'),
        ('\U000e0041', 'TAG LATIN CAPITAL LETTER A'),
        ('\ufffc', 'OBJECT REPLACEMENT CHARACTER'),
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
        ('â‰¤', '≤'),
        ('Â²', '²'),
    ],
)
def test_mojibake_is_reported_with_what_was_meant(garbled: str, meant: str) -> None:
    text = f'Nothing {garbled} dropped.'
    expect('Nothing is dropped.', text, text, f"'{garbled}' is mojibake; did you mean '{meant}'?")


def test_mojibake_is_found_in_code_and_behind_other_signs() -> None:
    page = altered('toss a coin', 'toss –√ó‚Üí a coin')
    place = f'docs/{PATH}:{line_of("toss –", page)}'
    assert problems_of(page) == [
        f"{place}: '‚Üí' is mojibake; did you mean '→'?",
        f"{place}: '√ó' is mojibake; did you mean '×'?",
    ]


@pytest.mark.parametrize(
    'text',
    [
        'naïve Bayes – Spärck Jones',
        '“Übung” … 中文 日本語',
        '(–∞, ∞) ≤ π²·σ',
        'É Ω → × ½ 🎲',
        'a\tb',
        'over √π, 2√π·σ, √Σ, ≈π, ≈£5, ¬∞ and √∫',
        '„Ä“, Å–Ö, É…',
        'می‌خواهم که بدانم',
        'क्‍ष and क्‌ष',
        '👩‍💻 👩🏽‍🔬 🏳️‍🌈 ❤️‍🔥 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    ],
)
def test_signs_and_other_languages_are_let_be(text: str) -> None:
    assert problems_of(altered('Nothing is dropped.', text)) == []


@pytest.mark.parametrize(
    ('word', 'garbled', 'meant'),
    [('coraz√≥n', '√≥', 'ó'), ('se√±or', '√±', 'ñ'), ('K√∂ln', '√∂', 'ö')],
)
def test_signs_inside_a_word_are_no_signs(word: str, garbled: str, meant: str) -> None:
    message = f"'{garbled}' is mojibake; did you mean '{meant}'?"
    assert [*characters.faults(word)] == [message]


def test_an_emoji_or_a_letter_excuses_no_other_joiner() -> None:
    for text in ('a\u200db', '👩\u200da', 'می\u200ca', '\u200c', '`\u200d`'):
        assert [*characters.faults(text)], ascii(text)


def test_a_character_is_reported_once_a_line() -> None:
    found: list[tuple[int, str]] = []
    characters.check(['\u200b' * 1000, '', '\u200b'], lambda *fault: found.append(fault))
    assert [line for line, _ in found] == [1, 3]


def test_the_vocabulary_is_read_by_the_same_rule() -> None:
    _, problems = build(concepts=altered('units to zero', 'units √ó zero', CONCEPTS))
    assert problems == ["docs/concepts.yml:4: '√ó' is mojibake; did you mean '×'?"]


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('', ['']),
        ('a\n', ['a']),
        ('a\r\nb\rc\n\n', ['a', 'b', 'c', '']),
        ('a\u2028b\x0cc', ['a\u2028b\x0cc']),
    ],
)
def test_only_line_ends_end_a_line(text: str, expected: list[str]) -> None:
    assert characters.lines(text) == expected
