"""Characters that are never meant: invisible ones, and text that was read in a wrong encoding."""

from __future__ import annotations

import re
import unicodedata

from guide.source.metadata import Report

_UNSEEN = re.compile(
    '[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]'
)
# Latin, Greek, and signs: others appear when a dash or quote before a letter is taken for bytes
_PLAUSIBLE = re.compile('[\u0080-\u017f\u0370-\u03ff\u2000-\U0010ffff]')
_FOREIGN = re.compile(r'(?=([^\x00-\x7f]{2,4}))')  # UTF-8 takes up to four bytes


def lines(text: str) -> list[str]:
    """The lines of a file, whichever system wrote it.

    `splitlines()` would also split at the invisible characters that `check` is to find.
    """
    return re.sub('\r\n?', '\n', text.removeprefix('\ufeff')).removesuffix('\n').split('\n')


def check(lines: list[str], report: Report) -> None:
    """Report every such character with its line."""
    for number, line in enumerate(lines, 1):
        for match in _UNSEEN.finditer(line):
            name = unicodedata.name(match[0], f'U+{ord(match[0]):04X}')
            report(number, f'an invisible or broken character: {name}')
        if line.isascii():
            continue
        for match in _FOREIGN.finditer(line):
            if garbled := _mojibake(match[1]):
                found, meant = garbled
                report(number, f"'{found}' is mojibake; did you mean '{meant}'?")


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
