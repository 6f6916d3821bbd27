"""The shape of a question: one table of its blocks and one of its metadata.

Parser, checks, schema, page, search and paper read these tables, so that a new kind of block or a
new key of the metadata is a line here, and whatever is special about it where it is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from guide.model import ID

MOST_ALSO = 3  # other ways to ask a question, which stand below it; `queries` holds the rest
LONGEST_ID = 40  # characters of a question's id: it stands in addresses that people type

PrintMode = Literal['short', 'study', 'everything', 'questions']

SOURCE = re.compile(  # a link, whose address may hold brackets in pairs, and a remark
    r'^\[(?P<text>[^\]]+)\]\((?P<url>https?://(?:[^\s()]|\([^\s()]*\))+)\)(?P<rest>.*)$'
)


@dataclass(frozen=True)
class Kind:
    """A kind of block, `??? kind "title"`. Its icon is `--dr-i-<kind>` in question.css."""

    title: str  # what is meant to stand on its bar
    about: str  # what it holds, for the schema
    required: bool = True
    repeatable: bool = False  # then each has a title of its own, and its address a number
    searched: bool = True
    marked: bool = True  # by `??? kind`; else it is what stands above the blocks
    printed: tuple[PrintMode, ...] = ('study', 'everything')


# In the order in which they stand below a question.
KINDS: Mapping[str, Kind] = {
    'problem': Kind(
        'The problem',
        'what is given and asked, in view above everything else',
        required=False,
        marked=False,
        printed=('short', 'study', 'everything', 'questions'),
    ),
    'answer': Kind(
        'Say it',
        'what one would say aloud',
        searched=False,  # whole, as a field of its own: see publish/search.py
        printed=('short', 'study', 'everything'),
    ),
    'idea': Kind('The idea', 'what one must understand, with an example one checks in the head'),
    'depth': Kind('See it run', 'the evidence: one to three experiments'),
    'followup': Kind(
        'Follow-up',
        'a further question with its answer',
        repeatable=True,
        printed=('short', 'study', 'everything'),  # in short without its answer
    ),
    'pitfall': Kind('What goes wrong', 'usual wrong answers'),
    'rubric': Kind(
        'What a strong answer covers',
        'what an interviewer listens for',
        searched=False,  # it says again what the others say
        printed=('short', 'study', 'everything'),
    ),
}


@dataclass(frozen=True)
class Words:
    """How many words of prose a block may have."""

    least: int
    most: int


SPOKEN, IDEA = Words(80, 120), Words(200, 400)


FENCE_ROLES = {  # of the blocks of a problem in SQL, by which a program can check an attempt
    'schema': 'makes the tables and shows their rows',
    'expected': 'makes the table `expected`, what a right query returns',
    'attempt': 'looks right and fails',
    'solution': 'makes the view `answer`',
    'check': 'subtracts the one from the other, both ways; no row is left',
}


@dataclass(frozen=True)
class PageKind:
    """A kind of page of questions: which blocks may be missing, how long the others are."""

    words: Mapping[str, Words]
    without: tuple[str, ...] = ()  # kinds of block that are required elsewhere
    dated: bool = False  # whether each question says when its facts were read


# Named by `kind:` in a page's front matter; the first where it names none.
PAGE_KINDS: Mapping[str, PageKind] = {
    'concepts': PageKind({'answer': SPOKEN, 'idea': IDEA, 'depth': Words(0, 250)}),
    'coding': PageKind({'answer': SPOKEN, 'idea': IDEA, 'depth': Words(0, 300)}),
    'design': PageKind({'answer': SPOKEN, 'idea': IDEA, 'depth': Words(0, 300)}),
    'behavioral': PageKind({'answer': Words(80, 220)}, without=('idea',)),
    'companies': PageKind({'answer': SPOKEN}, without=('idea',), dated=True),
}


def anchors(kinds: Iterable[str]) -> Iterator[str]:
    """What follows the question's id in the address of each block: `depth`, `followup-2`."""
    count: Counter[str] = Counter()
    for kind in kinds:
        count[kind] += 1
        yield f'{kind}-{count[kind]}' if KINDS[kind].repeatable else kind


@dataclass(frozen=True)
class Form:
    """How a text has to look: what is said of one that does not, and its JSON Schema."""

    pattern: re.Pattern[str]
    fault: str  # with {text}
    schema: Mapping[str, Any]


TEXT = Form(re.compile(r'\S'), "'{text}' is empty", {'$ref': '#/$defs/text'})
NAME = Form(ID, "'{text}' is not an id; expected lower-case-words", {'$ref': '#/$defs/name'})
LINK = Form(
    SOURCE,
    "the source '{text}' is not a link; expected [what it is](https://…)",
    {'type': 'string', 'pattern': r'^\[.+\]\(https?://'},
)
MONTH = Form(
    re.compile(r'^20\d\d-(0[1-9]|1[0-2])$'),
    "'{text}' is no month; expected one as 2026-11",
    {'type': 'string', 'pattern': r'^(20\d\d-(0[1-9]|1[0-2]))?$'},
)


@dataclass(frozen=True)
class Field:
    """What a key of some YAML may hold: `kind` is `int`, `bool`, `str` or `list` (of strings)."""

    kind: type
    label: str = ''  # what readers see beside it, and the title in the schema
    about: str = ''  # what it says, for the schema
    required: bool = False
    least: int | None = None  # of an int: the value; of a list: its length
    most: int | None = None
    form: Form = TEXT  # of each text
    choices: tuple[str, ...] = ()  # the only texts allowed; shown, and pages can be filtered by it

    @property
    def filters(self) -> bool:
        """Whether questions can be told apart by it: a number or one of some choices."""
        return self.kind is int or bool(self.choices)


# What the YAML above a question's blocks may say; each key is an attribute of model.Question.
QUESTION: Mapping[str, Field] = {
    'difficulty': Field(
        int,
        'Difficulty',
        'From 1, everybody should know it, to 4, for specialists.',
        required=True,
        least=1,
        most=4,
    ),
    'concepts': Field(
        list,
        'Concepts',
        'The concepts the question is about, the most telling first: ids of entries on the '
        "site's page of concepts.",
        required=True,
        least=1,
        form=NAME,
    ),
    'also': Field(
        list,
        'Also asked as',
        'Other ways in which it is really asked.',
        required=True,
        least=1,
    ),
    'queries': Field(
        list,
        'Queries',
        'What people type who lack the words of the question: for searching, not for showing.',
    ),
    'sources': Field(
        list,
        'Sources',
        'Papers and documentation behind the answer, each a Markdown link with a remark or none.',
        required=True,
        least=1,
        form=LINK,
    ),
    'read': Field(
        str,
        'Facts read in',
        'The month in which what others say of themselves was read; empty where nothing can go '
        'stale that way.',
        form=MONTH,
    ),
    'again': Field(
        str,
        'To be read again by',
        'The month by which it has to be read again.',
        form=MONTH,
    ),
    'related': Field(
        list,
        'Related',
        'Ids of the questions that the author says belong to it.',
        form=NAME,
    ),
}

# Whom a topic is for, as `roles:` in its page's front matter names them.
ROLES = ('data analyst', 'data scientist', 'ML engineer', 'AI engineer', 'data engineer')

# What a page says of itself, before anything else.
FRONT_MATTER: Mapping[str, Field] = {
    'title': Field(str),
    'description': Field(str, required=True),
    'kind': Field(str, choices=tuple(PAGE_KINDS)),
    'roles': Field(list, choices=ROLES),
    'hide': Field(list),
}
