"""Markdown as plain words: where its code is, how long it takes to say, and how to quote it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator

from guide.model import WORDS_PER_MINUTE

_TICKS = re.compile('`+')
_BLANK_LINE = re.compile(r'\n[ \t]*\n|$')
_CODE = '\ufffc'  # in place of a piece of code
_LINK = re.compile(r'!?\[([^\]]{0,500})\]\([^)]{0,2000}\)')
_MARKS = re.compile(r'^[ ]*[#>]+[ ]|[*`${}|\\]+|(?<!\w)_+|(?<!_)_+(?!\w)', re.MULTILINE)
_WORD = re.compile(r'[^\W_](?:[\w.\'’-]*\w)?')


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code in a line starts and ends, its backticks included, in Markdown without fences.

    As many backticks as open it close it, in the same paragraph.
    """
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        runs = [*_TICKS.finditer(text, start, gap.start())]
        start = gap.start() + 1
        places: dict[int, list[int]] = defaultdict(list)  # by the number of backticks
        for place, run in enumerate(runs):
            places[len(run[0])].append(place)
        place = 0
        while place < len(runs):
            run = runs[place]
            same = places[len(run[0])]
            after = bisect_right(same, place)
            if after < len(same) and text[run.start() - 1 : run.start()] != '\\':
                place = same[after]
                yield run.start(), runs[place].end()
            place += 1


def replace_code(text: str, replacement: Callable[[str], str]) -> str:
    """The text with each piece of code in a line replaced."""
    parts, end = [], 0
    for start, stop in code_spans(text):
        parts += [text[end:start], replacement(text[start:stop])]
        end = stop
    return ''.join([*parts, text[end:]])


def plain(markdown: str) -> str:
    """The text without Markdown's marks, on one line."""
    codes: list[str] = []

    def keep(code: str) -> str:
        codes.append(code.strip('`'))
        return _CODE

    text = replace_code(markdown.replace(_CODE, ''), keep)
    words, *rest = _MARKS.sub('', _LINK.sub(r'\1', text)).split(_CODE)
    for code, after in zip(codes, rest, strict=False):  # that of a link's address is gone
        words += code + after
    return ' '.join(words.split())


def count_words(markdown: str) -> int:
    """The number of words somebody reading the text aloud would say."""
    return len(_WORD.findall(plain(markdown)))


def speaking_seconds(markdown: str) -> int:
    """How long the text takes to say, in whole seconds, at `WORDS_PER_MINUTE`."""
    return round(60 * count_words(markdown) / WORDS_PER_MINUTE)


def short(text: str, longest: int = 50) -> str:
    """The beginning of a text on one line, to quote it in a message."""
    line = ' '.join(text[: 4 * longest].split())
    if len(line) <= longest and len(text) <= 4 * longest:
        return line
    return f'{line[: longest - 2].rpartition(" ")[0] or line[: longest - 2]} …'
