"""How long a text takes to say."""

from __future__ import annotations

import re

from guide.model import WORDS_PER_MINUTE

_LINK = re.compile(r'!?\[([^\]]*)\]\([^)]*\)')
_CODE = r'(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)'  # what stands in it are no marks
_MARKS = re.compile(
    rf'{_CODE}|^[ ]*[#>]+[ ]|[*`${{}}|\\]+|(?<!\w)_+|_+(?!\w)', re.MULTILINE | re.DOTALL
)
_WORD = re.compile(r'[^\W_](?:[\w.\'’-]*\w)?')


def plain(markdown: str) -> str:
    """The text without Markdown's marks, on one line."""
    unmarked = _MARKS.sub(lambda match: match['code'] or '', _LINK.sub(r'\1', markdown))
    return ' '.join(unmarked.split())


def count_words(markdown: str) -> int:
    """The number of words somebody reading the text aloud would say."""
    return len(_WORD.findall(plain(markdown)))


def speaking_seconds(markdown: str) -> int:
    """How long the text takes to say, in whole seconds, at `WORDS_PER_MINUTE`."""
    return round(60 * count_words(markdown) / WORDS_PER_MINUTE)
