"""Firefox prints the same words: a few topics, with the browser's own print command."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from support import bidi
from support.paper import WAYS as CHROMIUM
from support.paper import Print, Prints, Way

WORD = re.compile(r'[A-Za-z]{4,}')
STUDY: Way = CHROMIUM[0]  # what is printed where no mode was chosen


def test_every_word_that_study_prints_is_on_paper(
    prints: Prints, address: str, sample: list[str], tmp_path: Path
) -> None:
    path = bidi.find()
    if path is None:
        pytest.skip('no Firefox on this machine')
    with bidi.firefox(path, tmp_path) as tab:
        for topic in sample:
            tab.open(f'{address}questions/{topic}/')
            paper = Print(tab.print())
            assert not missing(prints[topic, STUDY], paper), topic


def missing(chromium: Print, firefox: Print) -> Counter[str]:
    """The words of the page that Firefox did not print, as often as the page has them.

    Words are cut where a formula is, and lines end in words, so only spaces are taken as ends.
    """
    joined = unligated(''.join(sheet.text for sheet in firefox.sheets))
    printed = Counter(words(joined))
    wanted: Counter[str] = Counter()
    for text in chromium.texts:
        if text.part not in ('dr-fold', 'dr-refs'):
            wanted.update(words(text.text))
    return Counter(
        {
            word: number - joined.count(word)
            for word, number in wanted.items()
            if printed[word] < number and joined.count(word) < number
        }
    )


def words(text: str) -> list[str]:
    return WORD.findall(unligated(text))


def unligated(text: str) -> str:
    """A text without what Firefox writes as ligatures, whose letters its files do not name."""
    folded = unicodedata.normalize('NFKC', text).replace('\0', ' ').replace('\ufffd', '')
    return re.sub('ff[ilt]?|f[bhijklt]', '', folded)
