"""Fenced code blocks: where they are, what they say of themselves, and whether that is allowed."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from itertools import takewhile
from types import MappingProxyType

import yaml
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from guide.model import Fence, Report
from guide.source.metadata import did_you_mean

RUN = {'python': '#>', 'sql': '-->'}  # what runs in the examples tests, and the mark of its output
PSEUDO = ('text',)  # never runs and does not look as if it had
NOTEBOOK = 'notebook'  # the group of a notebook's cells, which are not found but run as a whole
LINTED = ('dockerfile',)  # what the examples tests lint
OPTIONS = {
    'test': 'why the block does not run here: test="skip: needs 8 GPUs"',
    'group': 'blocks of one group on a page share state: group="bv"',
    'fold': 'shows the block folded, under these words: fold="The code that draws it"',
    'draws': 'the figure that the block makes, where its code does not name it: draws="a.svg"',
}

_OPEN = re.compile(r'^(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *(?P<info>.*?) *$')
_BRACES = re.compile(r'\{(?P<body>.*)\}\s*$')
_INLINE = re.compile(r'(?<![\\`])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)', re.DOTALL)
_OPTION = re.compile(r"""([^\s={}]+)=(?P<quote>['"])(.*?)(?P=quote)""")


def find(lines: list[str]) -> Iterator[tuple[Fence, int]]:
    """Each fenced block of a page with the index of its last line, in order.

    A fence is closed by the same marks at the same indent, as in pymdownx.superfences. One that
    is never closed reaches to the end of the page; its last line index is then `len(lines)`,
    which `check` reports.
    """
    index = 0
    while index < len(lines):
        opening = _OPEN.match(lines[index])
        if not opening or ('`' in opening['info'] and opening['ticks'][0] == '`'):
            index += 1
            continue
        end = _closing(lines, index, opening)
        indent = len(opening['indent'])
        language, words, options = header(opening['info'])
        body = '\n'.join(lines[index + 1 : end])
        source = textwrap.dedent(body) if indent else body
        yield Fence(index + 1, language, source, options, words, indent, opening['ticks']), end
        index = end + 1


def without_code(lines: list[str], fences: list[tuple[Fence, int]]) -> str:
    """The page's text with blanks for code, in fences or in a line; every line stays in place."""
    return _INLINE.sub(blank, without_blocks(lines, fences))


def without_blocks(lines: list[str], fences: list[tuple[Fence, int]]) -> str:
    """The page's text with empty lines for code in fences."""
    kept = list(lines)
    for fence, end in fences:
        for index in range(fence.line - 1, min(end + 1, len(lines))):
            kept[index] = ''
    return '\n'.join(kept)


def blank(match: re.Match[str]) -> str:
    """As many blanks as the match is long; its line ends stay."""
    return re.sub(r'[^\n]', ' ', match[0])


def header(info: str) -> tuple[str, tuple[str, ...], MappingProxyType[str, str]]:
    """A fence's language, its bare words, and its options: `python {group="a"}`."""
    braces = _BRACES.search(info)
    head = info[: braces.start()] if braces else info
    body = braces['body'] if braces else ''
    options = {key: value for key, _, value in _OPTION.findall(body)}
    language, *words = head.split() or ['']
    words += _OPTION.sub('', body).split()  # as `group=bv`, whose quotes are missing
    return language.lower(), tuple(words), MappingProxyType(options)


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
    _check_language(fence, report)


def _closing(lines: list[str], start: int, opening: re.Match[str]) -> int:
    close = opening['indent'] + opening['ticks']
    inside = takewhile(lambda line: line.rstrip() != close, lines[start + 1 :])
    return start + 1 + sum(1 for _ in inside)


def _check_language(fence: Fence, report: Report) -> None:
    language = fence.language
    if language in _PARSERS:
        try:
            _PARSERS[language](fence.source)
        except (ValueError, yaml.YAMLError) as error:
            report(fence.line, f'this {language} does not parse: {str(error).splitlines()[0]}')
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
