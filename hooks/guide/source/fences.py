"""Fenced code blocks: where they are, what they say of themselves, and whether that is allowed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

import yaml
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from guide.model import RUN, Fence, Report
from guide.source import superfences
from guide.source.metadata import did_you_mean
from guide.source.text import replace_code, short

PSEUDO = ('text',)  # never runs and does not look as if it had
NOTEBOOK = 'notebook'  # the group of a notebook's cells, which are not found but run as a whole
LINTED = ('dockerfile',)  # what the examples tests lint
OPTIONS = {
    'test': 'why the block does not run here: test="skip: needs 8 GPUs"',
    'group': 'blocks of one group on a page share state: group="bv"',
    'fold': 'shows the block folded, under these words: fold="The code that draws it"',
    'key': 'the lines that stay in view of code that is folded: key="12-16"',
    'role': 'what a block is to its problem: role="schema"',
    'draws': 'the figure that the block makes, where its code does not name it: draws="a.svg"',
}
LONGEST_OPENING = 1000  # characters of a line that opens a block
LONGEST_ODD_OPENING = 80  # of one whose options stand outside braces

_MARKS = re.compile(
    r'^(?P<before>[> ]*(?:(?:[-*+]|\d+\.) +)*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>.*)$'
)
_MARKED = re.compile(r'[> \t]*(?:`{3,}|~{3,})')
_OPENING = re.compile(r'[> \t]*(?:`{3,}|~{3,})[ \t]*[\w#.+-]*[ \t]*(?:\{.*\})?[ \t]*$')
_BRACES = re.compile(r'(?:^|\s)\{(?P<body>.*)\}\s*$')
_KEY = re.compile(r'^[0-9]{1,4}(-[0-9]{1,4})?$')
_OPTION = re.compile(r"""([^\s={}]+)=(?P<quote>['"])(.*?)(?P=quote)""")


def find(lines: Sequence[str]) -> list[tuple[Fence, int]]:
    """Each fenced block of a page with the index of its last line, in order.

    These are the blocks that the site shows as code; `broken` finds those that somebody meant.
    """
    return [(_fence(lines[found.start], found), found.end) for found in superfences.read(lines)]


def broken(lines: Sequence[str], found: Sequence[tuple[Fence, int]]) -> Iterator[tuple[range, str]]:
    """Blocks that are not closed where they were meant to be, or not at all.

    Each as the indices of its lines, as far as it may have been meant to reach, and what is wrong
    with it. `found` are the blocks of `find`.
    """
    code = {i: (fence, end) for fence, end in found for i in range(fence.line - 1, end + 1)}
    last = -1
    for index, line in enumerate(lines):
        marks = _MARKS.match(line)
        if not marks or index <= last or ('`' in marks['info'] and marks['marks'][0] == '`'):
            continue
        if index not in code:
            last = _container_end(lines, index)
            yield range(index, last + 1), _unclosed(lines, index, last)
            continue
        fence, end = code[index]
        inner = fence.line - 1 < index < end and not marks['before'].strip(' >')
        if inner and marks['marks'].startswith(fence.marks):
            last = end
            inside = f"'{short(marks['marks'] + marks['info'])}' in line {index + 1}"
            expected = f"expected '{fence.marks}' at the same indent, or more marks around it all"
            fault = f'{inside} does not close this code block, line {end + 1} does; {expected}'
            yield range(fence.line - 1, end + 1), fault


def shortened(line: str) -> str | None:
    """The opening of a block with nothing but its marks, where SuperFences may take years for it.

    Its expression for what stands behind the marks tries every way to pair the quotes, unless they
    stand in braces. None for any other line.
    """
    longest = LONGEST_OPENING if _OPENING.match(line) else LONGEST_ODD_OPENING
    marked = _MARKED.match(line) if len(line) > longest else None
    return f'{marked[0]}text' if marked else None


def without_code(lines: Sequence[str], fences: Sequence[tuple[Fence, int]]) -> str:
    """The page's text with blanks for code, in fences or in a line; every line stays in place."""
    return replace_code(without_blocks(lines, fences), blank)


def without_blocks(lines: Sequence[str], fences: Sequence[tuple[Fence, int]]) -> str:
    """The page's text with empty lines for code in fences."""
    kept = list(lines)
    for fence, end in fences:
        kept[fence.line - 1 : end + 1] = [''] * (end + 2 - fence.line)
    return '\n'.join(kept)


def blank(text: str) -> str:
    """As many blanks as the text is long; its line ends stay."""
    return re.sub(r'[^\n]', ' ', text)


def header(info: str) -> tuple[str, tuple[str, ...], MappingProxyType[str, str]]:
    """A fence's language, its bare words, and its options: `python {group="a"}`."""
    # Where no brace closes, each that opens would be followed to the end in vain.
    braces = _BRACES.search(info) if info.rstrip().endswith('}') else None
    head = info[: braces.start()] if braces else info
    body = braces['body'] if braces else ''
    options = {key: value for key, _, value in _OPTION.findall(body)}
    language, *words = head.split() or ['']
    words += _OPTION.sub('', body).split()  # as `group=bv`, whose quotes are missing
    return language.lower(), tuple(words), MappingProxyType(options)


def is_metadata(fence: Fence) -> bool:
    """Whether the block says what is known of a question."""
    return fence.language == 'yaml' and fence.info == ('question',) and not fence.indent


def check(fence: Fence, report: Report) -> None:
    """Report what is wrong with what a fence says of its block."""
    if not fence.language:
        report(fence.line, 'a code block without a language; write ```text for pseudo-code')
        return
    for word in fence.info:
        expected = ', '.join(f'{option}="…"' for option in OPTIONS)
        report(
            fence.line,
            f"unknown word '{word}' after '{fence.language}'; expected options as {{{expected}}}",
        )
    if fence.language in RUN and fence.marks != '```' and fence.group != NOTEBOOK:
        # the examples tests would not find it, so it would never run
        report(fence.line, f"'{fence.marks}' around a block that runs; expected three backticks")
    for option in fence.options:
        if option not in OPTIONS:
            known = ', '.join(OPTIONS)
            hint = did_you_mean(option, OPTIONS)
            report(fence.line, f"unknown fence option '{option}'; expected {known}.{hint}")
    if 'test' in fence.options and not fence.skip_reason:
        value = fence.options['test']
        report(fence.line, f'test="{value}" gives no reason; expected test="skip: why"')
    if 'key' in fence.options:
        _check_key(fence, report)
    _check_language(fence, report)


def _check_key(fence: Fence, report: Report) -> None:
    value, last = fence.options['key'], len(fence.lines)
    wanted = f'expected the numbers of its lines, 1 to {last}, as key="3-5"'
    if fence.language not in RUN:
        report(fence.line, f'key="{value}" on a block that does not run; take it out')
    elif not _KEY.match(value) or fence.key is None:
        report(fence.line, f'key="{value}" names no lines; {wanted}')
    elif not 1 <= fence.key[0] <= fence.key[1] <= last:
        report(fence.line, f'key="{value}" names lines that the block does not have; {wanted}')


def _fence(line: str, found: superfences.Found) -> Fence:
    opening = _MARKS.match(line)
    language, words, options = header(opening['info'].strip() if opening else '')
    return Fence(found.start + 1, language, found.source, options, words, found.indent, found.marks)


def _unclosed(lines: Sequence[str], start: int, last: int) -> str:
    """What is wrong with marks that open no block, with the line that was to close them."""
    opening = _MARKS.match(lines[start])
    if opening is None or not set(opening['before']) <= {' ', '>'}:
        return 'a code block in an item of a list starts on a line of its own, indented by four'
    for index in range(start + 1, last + 1):
        closing = lines[index].strip(' >')
        if len(closing) > 2 and set(closing) == {opening['marks'][0]}:
            expected = f"expected '{opening['marks']}' at the indent of line {start + 1}"
            return f"this code block is not closed by '{closing}' in line {index + 1}; {expected}"
    return 'this code block is never closed'


def _container_end(lines: Sequence[str], start: int) -> int:
    """The index of the last line of what a block stands in: a block of a question, the page."""
    indent = _indent(lines[start])
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.strip() and (_indent(line) < indent or line.startswith(('??? ', '## '))):
            return index - 1
    return len(lines) - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(' '))


def _check_language(fence: Fence, report: Report) -> None:
    language = fence.language
    if language in _PARSERS:
        try:
            _PARSERS[language](fence.source)
        except (ValueError, yaml.YAMLError) as error:
            report(fence.line, f'this {language} does not parse: {str(error).splitlines()[0]}')
        except RecursionError:
            report(fence.line, f'this {language} does not parse: it is nested too deeply')
    elif language not in (*RUN, *PSEUDO, *LINTED):
        try:
            get_lexer_by_name(language)
        except ClassNotFound:
            report(fence.line, f"unknown language '{language}'")
            return
        if not fence.skip_reason:
            report(
                fence.line,
                f"'{language}' blocks are neither run nor checked here; "
                'say why with test="skip: …", or write ```text',
            )


def _parse_yaml(source: str) -> None:
    for _ in yaml.compose_all(source, Loader=yaml.SafeLoader):
        pass


_PARSERS: dict[str, Callable[[str], object]] = {
    'json': json.loads,
    'toml': tomllib.loads,
    'yaml': _parse_yaml,
}
