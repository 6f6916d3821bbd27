"""Marks that are shown as they were typed: those that Markdown has left in a text it has read.

They are unfinished, or the Markdown of other sites. An escaped mark is none: the tree has a THING
in its place, as for code and formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.source.text import short
from guide.source.tree import THING, Piece

_CODE = 'write it as `code`'
_LINK = 'expected [text](address)'
_BOXES = 'there are no such boxes here'
_ITEMS = 'the items of a list start with - and a blank, or are numbered 1.'
_TABLE = 'a table has a blank line before it, and below its head a row of | - | for as many cells'

_MARKS = [  # what is left, and what to write instead
    (r'\*\*\S*|(?<![\w*/])\*(?=\w)\S*|(?<!\w)_+(?=[A-Za-z])\S*', f'emphasis without end; {_CODE}'),
    (r'`\S*', 'a backtick without its pair'),
    (r'~~\S[^~\n]*~*', 'text is not struck through here'),
    (r'(?<![\w=!<>])==(?=[^\s=])[^=\n]*==', 'text is not marked here'),
    (
        r'(?<![\w+])\+\+(?=[^\s+])(?:[^+\n]|\+(?!\+))*\+\+',
        'keys are <kbd>…</kbd>, added text is not',
    ),
    (r'\{(?:\+\+|--|~~|==|>>)[^}\n]*', 'changes are not marked here'),
    (r'\w[~^]\w+[~^]', 'expected <sub>…</sub>, <sup>…</sup> or a formula'),
    (r'(?<=\s)-{2,3}(?=\s)|(?<=\w)-{2,3}(?=\w)', 'a dash is – or —'),
    (r'&(?:nbsp|lt|gt|amp|[mn]dash|hellip|times)(?![\w;])', 'a ; is missing'),
    (r'\[\^[^\]\s]+\]|\[@\w[^\]\n]*\]', 'there are no footnotes; write it into the text'),
    (r'\]\(\S*|\)\[(?=https?:|#|[\w./-]+\.md\b)\S*', _LINK),
    (r'\] \((?=https?:|#|[\w./-]+\.(?:md|html|svg|png|ipynb)\b)\S*', f'{_LINK}, without the blank'),
    (r'(?<![\w\])])!?\[[^\[\]\n]*\]\[[^\[\]\n]*\]', _LINK),
    (r'\[\[[A-Za-z][^\[\],\n]*\]\]', _LINK),
    (r'https?://[^\s)]+|(?<![\w/@.])www\.\w[^\s)]*', f'{_LINK}, or <https://…>'),
    (r'(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])', 'write the character itself'),
    (r'^!{3}\+? ?[\w"]\S*', _BOXES),
    (r'^(?::{3,}|/{3,}) ?\w\S*', _BOXES),
    (r'^\[!\w+\]', _BOXES),
    (r'^={3}[+!]? "\S*', 'there are no tabs here'),
    (r'^\?{3}\+?(?: |$).*', 'a block starts with ??? kind "title", on a line of its own'),
    (r'^-*8<-*.*', 'no other file can be put in'),
    (r'^\*\[[^\]\n]+\]:.*', 'there are no abbreviations; a term has an entry in concepts.yml'),
    (r'^:(?=[A-Za-z])[^:\n]*$', 'a definition has a blank behind its colon'),
    (r'\{\{[<%]?\s*[\w./]+[^}\n]*\}\}|\{%[^%\n]*%\}', 'there are no templates here'),
    (r'\{:[^}\n]*\}|\{ ?[.#][\w-][^}\n]*\}|\{ ?\w+="[^}\n]*\}', 'attributes have no place there'),
    (r'^ *\|.*\|(?:\n *\|.*\|)*$', _TABLE),
    (r'^ *\|? *:?-+:? *\|[-: |]*$', _TABLE),
    (r'^ *#{1,6}(?: +\S.*|(?=[A-Z])\S.*)', 'a heading starts its line, and has a blank behind #'),
    (r'^ *\d\) +\S.*(?:\n *\d\) .*)*', _ITEMS),
    (r'^ *[•‣◦▪●] *\S.*(?:\n *[•‣◦▪●].*)*', _ITEMS),
    (r'^-(?=[A-Za-z]).*(?:\n-(?=[A-Za-z]).*)+', _ITEMS),
    (r'\$\$(?:[^$]*\$\$)?', 'a formula between $$ stands in a paragraph of its own'),
    (r'(?<!\S)\$ [^$\n]+\$(?!\w)', 'a formula has no blank inside its $'),
    (r'(?<![\w$])\$(?=[A-Za-z\\])\S*', f'a formula without end; {_CODE} otherwise'),
    (r'\\(?:[a-zA-Z]{2,}|[\[\]()])[^\s\\]*', f'TeX stands between $ and $; {_CODE} otherwise'),
    (r'\\$', 'a line is broken by two blanks or <br>'),
    (r'<!--.*', 'a comment that is never closed'),
]
_SHOWN = [(re.compile(pattern, re.MULTILINE), advice) for pattern, advice in _MARKS]
_ANY = re.compile(r'[*_`~=+{\[\]:!/?|#)$&.\\<•‣◦▪●1-]')  # at least one of these is in each
_LATER_ITEM = re.compile(r'\n *(?:[-*+]|1\.) +\S.*')
_TASK = re.compile(r'\[[ xX]\] ')


def marks(piece: Piece) -> Iterator[tuple[int, str, str]]:
    """Each such place: its offset in the piece, words in its line, and what is wrong."""
    for offset, escaped in piece.escaped.items():
        if escaped == '(' or (escaped == '[' and piece.text[offset + 1 : offset + 2].isspace()):
            yield offset, f'\\{escaped}', f"'\\{escaped}' starts no formula; expected $…$"
    if not _ANY.search(piece.text):
        return
    links = [span for span in piece.spans if span.element.tag == 'a']
    found = [(match, advice) for rule, advice in _SHOWN for match in rule.finditer(piece.text)]
    end = 0
    for match, advice in sorted(found, key=lambda entry: (entry[0].start(), -entry[0].end())):
        linked = any(span.start <= match.start() < span.end for span in links)
        if match.start() >= end and not (linked and match[0].startswith('http')):
            end = match.end()
            yield _fault(match, advice)
    if piece.tag == 'li' or (piece.parents and piece.parents[-1].tag == 'li'):
        if task := _TASK.match(piece.text):
            yield _fault(task, 'there are no tasks here')
    elif piece.tag in ('p', 'dd') and (item := _LATER_ITEM.search(piece.text)):
        offset, words, message = _fault(item, 'a list has a blank line before it')
        yield offset + 1, words, message


def _fault(match: re.Match[str], advice: str) -> tuple[int, str, str]:
    words = match[0].strip().split('\n')[0]
    quoted = short(words.replace(THING, '…'))
    return match.start(), words.split(THING)[0], f"'{quoted}' is shown as typed: {advice}"
