"""Markdown to Page: one pass over the lines, every problem with its line, nothing rendered."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from guide.model import ID, Block, Fence, Image, Page, Problem, Question, Report
from guide.shape import FRONT_MATTER, KINDS, LONGEST_ID, QUESTION, anchors
from guide.source import characters, fences, maths, metadata
from guide.source.metadata import did_you_mean
from guide.source.text import count_words

SPOKEN_WORDS = 130  # at most, about 50 seconds

_HEADING = re.compile(r'^(?P<indent> *)(?P<marks>#{1,6}) +(?P<text>.*?) *#* *$')
_ATTRIBUTES = re.compile(r'\{:?(?P<body>[^{}]*)\}$')
_DETAILS = re.compile(r'^\?\?\?\+? *(?P<kind>[\w-]*)(?: +"(?P<title>.*)")? *$')
_QUOTED_FENCE = re.compile(r'^ *>[> ]*(`{3,}|~{3,}) *[^`~\s]')
_IMAGE = re.compile(r"""!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)(?:\s+(?:"[^"]*"|'[^']*'))?\)""")


@dataclass
class _Reader:
    """The lines of one page and what has been found in them so far."""

    path: str
    lines: list[str]
    report: Report
    fences: list[tuple[Fence, int]] = field(default_factory=list)
    first: int = 0  # index of the first line after the front matter


def page(path: str, text: str, root: str = 'docs') -> tuple[Page, list[Problem]]:
    """The page at `path` (relative to the docs folder) and every problem in it.

    Problems name the file as `root/path`. Faulty parts are left out of the page, so later steps
    can go on and find more.
    """
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(f'{root}/{path}', line, message))

    lines = characters.lines(text)
    reader = _Reader(path, lines, report)
    head = _front_matter(reader)
    reader.fences = [
        (replace(fence, line=fence.line + reader.first), end + reader.first)
        for fence, end in fences.find(reader.lines[reader.first :])
    ]
    prose = fences.without_code([''] * reader.first + lines[reader.first :], reader.fences)
    result = Page(
        path=path,
        text=text,
        title=str(head.get('title', '')),
        description=str(head.get('description', '')),
        fences=tuple(fence for fence, _ in reader.fences if not is_metadata(fence)),
        images=tuple(_images(prose)),
        formulas=tuple(maths.find(prose)),
    )
    if result.is_topic:
        result = replace(result, questions=tuple(_questions(reader)))
    _check_headings(reader, result)
    _check_fences(reader)
    _check_images(result, report)
    _check_formulas(result, report)
    characters.check(lines, report)
    return result, problems


def _front_matter(reader: _Reader) -> dict[str, Any]:
    lines = reader.lines
    if lines[0].rstrip() != '---':
        reader.report(1, "no front matter; expected '---', 'description: …', '---'")
        return {}
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == '---'), None)
    if closing is None:
        reader.report(1, "the front matter is never closed; expected '---' after it")
        return {}
    reader.first = closing + 1
    text = '\n'.join(lines[1:closing])
    return dict(metadata.read(text, FRONT_MATTER, 2, reader.report).values)


def is_metadata(fence: Fence) -> bool:
    """Whether the block says what is known of a question."""
    return fence.language == 'yaml' and fence.info == ('question',) and not fence.indent


def _questions(reader: _Reader) -> Iterator[Question]:
    """Split the page at its second-level headings outside blocks and code."""
    code = _code_lines(reader)
    starts = [
        index
        for index, line in enumerate(reader.lines)
        if index >= reader.first and index not in code and re.match(r'^## ', line)
    ]
    if not starts:
        reader.report(1, "no question on this page; expected '## … { #short-name }'")
    for start, end in pairwise([*starts, len(reader.lines)]):
        yield _question(reader, start, end, code)


def _question(reader: _Reader, start: int, end: int, code: set[int]) -> Question:
    title, identifier = _title(reader, start)
    question = Question(identifier, title, reader.path, start + 1)
    question = _with_metadata(reader, question, start, end)
    blocks = list(_blocks(reader, question, start + 1, end, code))
    _check_blocks(question, blocks, reader.report)
    places = anchors(block.kind for block in blocks)
    blocks = [replace(block, anchor=anchor) for block, anchor in zip(blocks, places, strict=True)]
    return replace(question, blocks=tuple(blocks))


def _title(reader: _Reader, index: int) -> tuple[str, str]:
    text = reader.lines[index][3:].strip()
    attributes = _ATTRIBUTES.search(text)
    words = attributes['body'].split() if attributes else []
    ids = [word[1:] for word in words if word.startswith('#')]
    title = text[: attributes.start()].strip() if attributes else text
    if len(ids) != 1:
        reader.report(index + 1, f"'{title}' has no id; expected '## … {{ #short-name }}'")
        return title, ''
    if not ID.match(ids[0]) or len(ids[0]) > LONGEST_ID:
        expected = f'lower-case words joined by hyphens, at most {LONGEST_ID} characters'
        reader.report(index + 1, f"the id '{ids[0]}' is badly formed; expected {expected}")
        return title, ''
    if not title:
        reader.report(index + 1, f"the heading of '{ids[0]}' holds no question")
    return title, ids[0]


def _with_metadata(reader: _Reader, question: Question, start: int, end: int) -> Question:
    found = [
        (fence, last)
        for fence, last in reader.fences
        if is_metadata(fence) and start < fence.line - 1 < end
    ]
    if not found:
        reader.report(question.line, f"'{question.title}' has no ```yaml question block")
        return question
    for fence, _ in found[1:]:
        reader.report(fence.line, 'a second ```yaml question block; keep one')
    fence, _ = found[0]
    read = metadata.read(fence.source, QUESTION, fence.line + 1, reader.report)
    return replace(question, lines=read.lines, **read.values)


def _blocks(
    reader: _Reader, question: Question, start: int, end: int, code: set[int]
) -> Iterator[Block]:
    """The `???` blocks between two lines; other text there is a problem."""
    index = start
    while index < end:
        line = reader.lines[index]
        opening = _DETAILS.match(line)
        if opening:
            last = _block_end(reader.lines, index + 1, end)
            block = _block(reader, opening, index, last)
            if block:
                yield block
            index = last
        else:
            if line.strip() and index not in code:
                reader.report(index + 1, f"text outside the blocks: '{_short(line)}'; indent it")
            elif index in code and not _inside_metadata(reader, index):
                reader.report(index + 1, 'code outside the blocks; indent it under one')
                index = max(last for fence, last in reader.fences if fence.line - 1 <= index)
            index += 1


def _inside_metadata(reader: _Reader, index: int) -> bool:
    return any(
        is_metadata(fence) and fence.line - 1 <= index <= last for fence, last in reader.fences
    )


def _block(reader: _Reader, opening: re.Match[str], index: int, last: int) -> Block | None:
    kind, title = opening['kind'], opening['title']
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS)
        reader.report(index + 1, f"unknown block '{kind}'; expected {', '.join(KINDS)}.{hint}")
        return None
    if not title:
        reader.report(index + 1, f'the {kind} block has no title; expected ??? {kind} "…"')
    text = textwrap.dedent('\n'.join(reader.lines[index + 1 : last])).strip('\n')
    if not text.strip():
        reader.report(index + 1, f'the {kind} block is empty')
    return Block(kind, title or KINDS[kind].title, index + 1, text)


def _block_end(lines: list[str], start: int, end: int) -> int:
    """The index after a block: its lines are indented by four or blank."""
    return next(
        (i for i in range(start, end) if lines[i].strip() and not lines[i].startswith('    ')), end
    )


def _check_blocks(question: Question, blocks: list[Block], report: Report) -> None:
    kinds = [block.kind for block in blocks]
    name = question.id or question.title
    for kind, spec in KINDS.items():
        if spec.required and kind not in kinds:
            report(question.line, f'\'{name}\' has no {kind} block (??? {kind} "{spec.title}")')
        if not spec.repeatable:
            for block in [block for block in blocks if block.kind == kind][1:]:
                report(block.line, f"a second {kind} block in '{name}'; expected one")
    first = next(iter(KINDS))
    if first in kinds and kinds[0] != first:
        report(blocks[0].line, f"'{name}' starts with {kinds[0]}; expected {first} first")
    for block in blocks:
        words = count_words(block.text)
        if block.kind == 'answer' and words > SPOKEN_WORDS:
            report(block.line, f'{words} words to say; expected at most {SPOKEN_WORDS}')


def _code_lines(reader: _Reader) -> set[int]:
    return {i for fence, end in reader.fences for i in range(fence.line - 1, end + 1)}


def _check_headings(reader: _Reader, page: Page) -> None:
    level, code = 0, _code_lines(reader)
    for index in range(reader.first, len(reader.lines)):
        heading = None if index in code else _HEADING.match(reader.lines[index])
        if not heading:
            continue
        found = len(heading['marks'])
        if page.is_topic and heading['indent'] and found < 3:
            reader.report(index + 1, 'a heading of a question stands outside its blocks; unindent')
        elif found > level + 1:
            skipped = f"'{_short(heading['text'])}' is level {found} after level {level}"
            reader.report(index + 1, f'a heading level is skipped: {skipped}')
        level = found


def _check_fences(reader: _Reader) -> None:
    code = _code_lines(reader)
    for index, line in enumerate(reader.lines):
        if index not in code and _QUOTED_FENCE.match(line):
            reader.report(index + 1, 'a code block in a quotation never runs; take it out')
    for fence, end in reader.fences:
        if end == len(reader.lines):
            reader.report(fence.line, 'this code block is never closed')
        if not is_metadata(fence):
            fences.check(fence, reader.report)


def _images(prose: str) -> Iterator[Image]:
    for match in _IMAGE.finditer(prose):
        yield Image(prose.count('\n', 0, match.start()) + 1, match['alt'], match['target'])


def _check_images(page: Page, report: Report) -> None:
    ran = [f for f in page.fences if f.language in fences.RUN and not f.skip_reason]
    for image in page.images:
        if not image.alt.strip():
            report(image.line, f"the image '{image.name}' has no alternative text")
        figure = 'assets/figures/' in image.target
        if figure and not any(fence.draws(image.name) for fence in ran):
            expected = f"figure.savefig('{image.name}')"
            report(image.line, f"no block of this page draws '{image.name}'; expected {expected}")


def _check_formulas(page: Page, report: Report) -> None:
    for formula in page.formulas:
        try:
            maths.render(formula.tex, formula.display)
        except maths.FormulaError as error:
            report(formula.line, f"the formula '{_short(formula.tex)}' does not parse: {error}")


def _short(text: str) -> str:
    return textwrap.shorten(text.strip(), 50, placeholder=' …')
