"""How long a text takes to say."""

from __future__ import annotations

import re

from guide.model import WORDS_PER_MINUTE

_LINK = re.compile(r'!?\[([^\]]*)\]\([^)]*\)')
_MARKS = re.compile(r'[*`$#>|{}\\]+|(?<!\w)_+|_+(?!\w)')
_WORD = re.compile(r'[^\W_](?:[\w.\'’-]*\w)?')


def plain(markdown: str) -> str:
    """The text without Markdown's marks, on one line."""
    return re.sub(r'\s+', ' ', _MARKS.sub('', _LINK.sub(r'\1', markdown))).strip()


def words(markdown: str) -> int:
    """The number of words somebody reading the text aloud would say."""
    return len(_WORD.findall(plain(markdown)))


def seconds(markdown: str) -> int:
    """How long the text takes to say, in whole seconds, at `WORDS_PER_MINUTE`."""
    return round(60 * words(markdown) / WORDS_PER_MINUTE)
