"""Characters that are never meant: invisible ones, and text that was read in a wrong encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from guide.model import Report

_UNSEEN = re.compile(
    # controls, soft hyphen, joiners, marks of direction, fillers, private use, what was no text
    '[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e'
    '\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff9-\ufffd'
    '\U000e0000-\U000e0fff\U000f0000-\U0010ffff]'
)
_JOINERS = '\u200c\u200d'  # zero-width non-joiner, zero-width joiner
_JOINED = re.compile('[\u0600-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u18af]')
_FLAG = re.compile('\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f')  # of England, of Texas

# Latin, Greek, and signs: others appear when a dash or quote before a letter is taken for bytes
_PLAUSIBLE = re.compile('[\u0080-\u017f\u0370-\u03ff\u2000-\U0010ffff]')
_FOREIGN = re.compile(r'(?=([^\x00-\x7f]{2,4}))')  # UTF-8 takes up to four bytes
# Pairs of signs that people do type, and that are bytes of a letter too: √π, ≈£5, „Ä“
_TYPED = re.compile('[√≈∆¬][π∞∑∏∫Ωµ∂±≤≥≠]|≈[£¥¢]|[ÄÅ][–—“”‘’…]')


def lines(text: str) -> list[str]:
    """The lines of a file, whichever system wrote it.

    `splitlines()` would also split at the invisible characters that `check` is to find.
    """
    return re.sub('\r\n?', '\n', text).removesuffix('\n').split('\n')


def check(lines: list[str], report: Report) -> None:
    """Report every such character with its line."""
    for number, line in enumerate(lines, 1):
        for fault in dict.fromkeys(faults(line)):
            report(number, fault)


def faults(text: str) -> Iterator[str]:
    """What is wrong with the characters of a text, one after another.

    Mojibake is looked for here and not by ftfy (6.3.1), which keeps quiet where a text might be
    meant: of 107 letters and signs, each alone and in a word, it finds 157 of 214 that were read
    in Mac Roman (not `→`, `×` or `≤`) and 190 of 200 in Windows-1252. This finds all of both.
    """
    flags = {at for match in _FLAG.finditer(text) for at in range(*match.span())}
    for match in _UNSEEN.finditer(text):
        if match.start() not in flags and not _joins(text, match.start()):
            name = unicodedata.name(match[0], f'U+{ord(match[0]):04X}')
            yield f'an invisible or broken character: {name}'
    if text.isascii():
        return
    for match in _FOREIGN.finditer(text):
        if garbled := _mojibake(match[1]):
            found, meant = garbled
            word = text[match.start() - 1 : match.start()] + text[match.start() + len(found) :][:1]
            if not _TYPED.fullmatch(found) or (len(word) == 2 and word.isalpha()):
                yield f"'{found}' is mojibake; did you mean '{meant}'?"


def _joins(text: str, place: int) -> bool:
    """Whether a joiner is one that Persian, Hindi and others need, or holds an emoji together."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] not in _JOINERS or not before or not after:
        return False
    if _JOINED.match(before):
        return bool(_JOINED.match(after)) or text[place] == '\u200d'
    return text[place] == '\u200d' and _pictured(before) and _pictured(after)


def _pictured(character: str) -> bool:
    """Whether it is an emoji, its color of skin, or the sign that asks for a picture."""
    kind = unicodedata.category(character)
    return character == '\ufe0f' or (character > '\u2000' and kind in ('So', 'Sk'))


@lru_cache(maxsize=4096)
def _mojibake(text: str) -> tuple[str, str] | None:
    """What the text starts with, and the one character it was before its bytes were misread."""
    for length in range(2, len(text) + 1):
        for encoding in ('mac_roman', 'cp1252'):
            try:
                meant = text[:length].encode(encoding).decode('utf-8')
            except UnicodeError:
                continue
            if _PLAUSIBLE.match(meant):
                return text[:length], meant
    return None
