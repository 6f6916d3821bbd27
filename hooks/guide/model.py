"""What the guide is made of, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType

Href = Callable[[str], str]  # a place among the sources, `path.md#id` -> a link to it
Report = Callable[[int, str], None]  # says that something is wrong in a line of a file

ID = re.compile(r'^[a-z][a-z0-9]*(-[a-z0-9]+)*$')  # of questions and concepts

RUN = {'python': '#>', 'sql': '-->'}  # what runs in the examples tests, and the mark of its output
LONG = 12  # lines of code; what is longer is folded below what it printed

WORDS_PER_MINUTE = 150  # an unhurried speaker; the page shows seconds, so the constant is public

LISTINGS = {  # what `<div markdown data-guide="…"></div>` is filled with
    'topics': 'each topic with its number of questions',
    'roles': 'for each role the topics that are for it',
    'times': 'what to do in an evening, a weekend, two weeks',
    'printed': 'the PDFs of the guide and of each role',
    'find': 'the search field of the landing page',
    'concepts': 'the index of concepts',
    'versions': 'what the answers ran with',
    'skipped': 'every block that does not run, with its reason',
    'bare': 'every answer in which no block runs',
}


def printable(text: str) -> str:
    """The text with escapes for what a terminal would obey or not show: `\\n`, `\\u200b`."""
    if text.isprintable():
        return text
    return ''.join(
        sign if sign.isprintable() else sign.encode('unicode_escape').decode() for sign in text
    )


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a source file, where it is, and what was expected."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """One line, whatever stands in the text that it quotes."""
        return printable(f'{self.path}:{self.line}: {self.message}')


@dataclass(frozen=True)
class Fence:
    """A fenced code block, dedented."""

    line: int
    language: str
    source: str
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    info: tuple[str, ...] = ()  # bare words after the language, as in ```yaml question
    indent: int = 0
    marks: str = '```'

    @property
    def group(self) -> str | None:
        """The name under which blocks of a page share state."""
        return self.options.get('group')

    @property
    def code(self) -> tuple[str, ...]:
        """Its lines without those of its output."""
        return tuple(line for line in self.lines if not self._is_output(line))

    @property
    def printed(self) -> tuple[str, ...]:
        """What it printed: its output lines without indent and mark."""
        mark = RUN.get(self.language, '')
        output = (line.strip() for line in self.lines if self._is_output(line))
        return tuple(line.removeprefix(mark).removeprefix(' ') for line in output)

    @property
    def outputs(self) -> frozenset[int]:
        """The numbers, from 1, of its output lines."""
        return frozenset(n for n, line in enumerate(self.lines, 1) if self._is_output(line))

    @property
    def is_long(self) -> bool:
        """Whether its code waits folded below what it printed."""
        return self.language in RUN and len(self.code) > LONG

    @property
    def key(self) -> tuple[int, int] | None:
        """The first and last of the lines that stay in view, from 1, where it is long."""
        first, _, last = self.options.get('key', '').partition('-')
        return (int(first), int(last or first)) if f'{first}{last}'.isdecimal() else None

    @property
    def lines(self) -> list[str]:
        """Its lines, without blank ones at its ends."""
        return self.source.strip('\n').split('\n')

    def _is_output(self, line: str) -> bool:
        return self.language in RUN and line.lstrip().startswith(RUN[self.language])

    def draws(self, figure: str) -> bool:
        """Whether the block makes the figure of that file name."""
        return f"'{figure}'" in self.source or self.options.get('draws') == figure

    @property
    def skip_reason(self) -> str | None:
        """Why the block does not run here, as shown to the reader; None when it runs."""
        verb, _, reason = self.options.get('test', '').partition(':')
        return reason.strip() if verb == 'skip' else None


@dataclass(frozen=True)
class Image:
    """A Markdown image."""

    line: int
    alt: str
    target: str

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return PurePosixPath(self.target).name


@dataclass(frozen=True)
class Formula:
    """A piece of TeX, and whether it stands on lines of its own."""

    line: int
    tex: str
    display: bool


@dataclass(frozen=True)
class Block:
    """One collapsible part of a question; `text` is its Markdown, dedented."""

    kind: str
    title: str
    line: int
    text: str
    first_line: int = 0  # of the text, on the page
    fences: tuple[Fence, ...] = ()
    anchor: str = ''  # follows the question's id in its address: `depth`, `followup-2`


@dataclass(frozen=True)
class Question:
    """One question with its metadata and blocks, in the order of the page."""

    id: str
    title: str
    path: str  # of its page, relative to the docs folder
    line: int
    difficulty: int = 0
    concepts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()  # searched like `also`, and not shown on the page
    sources: tuple[str, ...] = ()
    read: str = ''  # the month in which facts that go stale were read, `2026-11`
    again: str = ''  # the month by which they are to be read again
    related: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)  # of each metadata key

    @property
    def topic(self) -> str:
        """The name of the page it stands on, as in `machine-learning`."""
        return PurePosixPath(self.path).stem

    @property
    def link(self) -> str:
        """Where it is among the sources: `questions/machine-learning.md#bias-variance`."""
        return f'{self.path}#{self.id}'

    @cached_property
    def spoken(self) -> str:
        """The text of its "Say it"; empty when it has none."""
        return next((block.text for block in self.blocks if block.kind == 'answer'), '')


@dataclass(frozen=True)
class Page:
    """A page: its front matter and everything the checks look at, with line numbers."""

    path: str
    text: str = field(repr=False)
    title: str = ''
    description: str = ''
    roles: tuple[str, ...] = ()  # whom a topic is for
    questions: tuple[Question, ...] = ()
    fences: tuple[Fence, ...] = ()
    images: tuple[Image, ...] = ()
    formulas: tuple[Formula, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)  # SVG that a notebook holds, by name

    @property
    def name(self) -> str:
        """The file's name without its ending, as in `machine-learning`."""
        return PurePosixPath(self.path).stem

    @property
    def heading(self) -> str:
        """What the page is called: its front matter's title, or its first heading."""
        first = next((line[2:] for line in self.text.splitlines() if line.startswith('# ')), None)
        return self.title or (first or self.name).strip()

    def question_at(self, line: int) -> Question | None:
        """The question that a line belongs to; None above the first one."""
        before = [question for question in self.questions if question.line < line]
        return before[-1] if before else None

    @property
    def is_topic(self) -> bool:
        """Whether the page is parsed as questions."""
        return self.path.startswith('questions/')


@dataclass(frozen=True)
class Concept:
    """A term of the vocabulary."""

    id: str
    name: str
    definition: str
    synonyms: tuple[str, ...] = ()  # mean the same
    see: tuple[str, ...] = ()  # do not: opposites, neighbors, kinds, what does it in a library
    linked: bool = True  # mentions of it, by themselves; False where a term has an everyday sense
    line: int = 0

    @property
    def terms(self) -> tuple[str, ...]:
        """What it is called: its name, then its synonyms."""
        return (self.name, *self.synonyms)

    @property
    def link(self) -> str:
        """Where its entry is among the sources."""
        return f'concepts.md#{self.id}'
