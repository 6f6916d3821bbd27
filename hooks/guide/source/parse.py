"""Markdown to Page, and every problem in it with its line.

Blocks and questions are read from the lines; formulas and images are those of the tree, so that
what is checked is what the reader sees.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from guide.model import ID, RUN, Block, Page, Problem, Question, Report
from guide.shape import FRONT_MATTER, KINDS, LONGEST_ID, PAGE_KINDS, QUESTION, PageKind, anchors
from guide.source import (
    body,
    characters,
    fences,
    ids,
    layout,
    markdown,
    maths,
    metadata,
    rules,
    superfences,
    tree,
)
from guide.source.body import Body
from guide.source.metadata import did_you_mean
from guide.source.text import short

REMEMBERED = 256  # pages: `mkdocs serve` reads all of them again when one has changed

_HEADING = re.compile(r'^(?P<indent> *)(?P<marks>#{1,6}) +(?P<text>.*?) *#* *$')
_ATTRIBUTES = re.compile(r'\{:?(?P<body>[^{}]*)\}$')
_DETAILS = re.compile(r'^\?\?\?\+? ?(?P<kind>[\w-]*)(?: +"(?P<title>.*)")? *$')
_ALMOST_DETAILS = re.compile(r'^\?\?\?[?+ ]*(?P<kind>[\w-]+) *(?P<title>.*)$')


@dataclass(frozen=True)
class _Reader:
    """One page being read."""

    path: str
    body: Body
    report: Report


def page(path: str, text: str, root: str = 'docs') -> tuple[Page, list[Problem]]:
    """The page at `path` (relative to the docs folder) and every problem in it.

    Problems name the file as `root/path`. Faulty parts are left out of the page, so later steps
    can go on and find more.
    """
    result, problems = _page(path, text, root)
    return result, [*problems]


@lru_cache(maxsize=REMEMBERED)
def _page(path: str, text: str, root: str) -> tuple[Page, tuple[Problem, ...]]:
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(f'{root}/{path}', line, message))

    lines = characters.lines(text)
    characters.check(lines, report)
    head, first = _front_matter(lines, report)
    result = Page(
        path,
        text,
        title=str(head.get('title', '')),
        description=str(head.get('description', '')),
        roles=tuple(head.get('roles', ())),
    )
    reader = _Reader(path, body.read([''] * first + lines[first:], report), report)
    shown = reader.body.shown
    if result.is_topic:
        result = replace(result, questions=tuple(_questions(reader)))
        for question in result.questions:
            rules.check(question, _kind(head), report)
        shown = [_as_meant(line) for line in shown]
    rendered = _tree(shown, reader)
    found = [fence for fence, _ in reader.body.fences if not fences.is_metadata(fence)]
    result = replace(
        result,
        fences=tuple(found),
        images=tuple(rendered.images()),
        formulas=tuple(rendered.formulas()),
    )
    _check_headings(reader, result)
    _check_images(result, report)
    _check_formulas(result, report)
    layout.check(reader.body, report)
    if rendered.pieces:
        _check_code_shown(reader, rendered)
        if result.is_topic:
            _check_blocks_shown(reader, rendered)
        ids.check(result, rendered, report)
        markdown.check(rendered, report)
    return result, tuple(problems)


def _front_matter(lines: list[str], report: Report) -> tuple[dict[str, Any], int]:
    """What the page says of itself, and the index of the line after it."""
    if lines[0].rstrip() != '---':
        report(1, "no front matter; expected '---', 'description: …', '---'")
        return {}, 0
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == '---'), None)
    if closing is None:
        report(1, "the front matter is never closed; expected '---' after it")
        return {}, 0
    text = '\n'.join(lines[1:closing])
    return dict(metadata.read(text, FRONT_MATTER, 2, report).values), closing + 1


def _kind(head: dict[str, Any]) -> PageKind:
    default = next(iter(PAGE_KINDS))
    return PAGE_KINDS.get(str(head.get('kind', default)), PAGE_KINDS[default])


def _tree(lines: list[str], reader: _Reader) -> tree.Tree:
    try:
        return tree.read(lines, reader.body.code)
    except RecursionError:
        reader.report(1, 'more is nested in one another here than Markdown can follow')
        return tree.Tree()


def _questions(reader: _Reader) -> Iterator[Question]:
    """Split the page at its second-level headings outside blocks and code."""
    starts = [
        index
        for index, line in enumerate(reader.body.lines)
        if index not in reader.body.code and line.startswith('## ')
    ]
    if not starts:
        reader.report(1, "no question on this page; expected '## … { #short-name }'")
    for start, end in pairwise([*starts, len(reader.body.lines)]):
        yield _question(reader, start, end)


def _question(reader: _Reader, start: int, end: int) -> Question:
    title, identifier = _title(reader, start)
    question = Question(identifier, title, reader.path, start + 1)
    question = _with_metadata(reader, question, start, end)
    blocks = [*_problem(reader, start + 1, end), *_blocks(reader, start + 1, end)]
    places = anchors(block.kind for block in blocks)
    blocks = [replace(block, anchor=anchor) for block, anchor in zip(blocks, places, strict=True)]
    return replace(question, blocks=tuple(blocks))


def _title(reader: _Reader, index: int) -> tuple[str, str]:
    text = reader.body.lines[index][3:].strip()
    attributes = _ATTRIBUTES.search(text)
    words = attributes['body'].split() if attributes else []
    found = [word[1:] for word in words if word.startswith('#')]
    title = text[: attributes.start()].strip() if attributes else text
    if len(found) != 1:
        reader.report(index + 1, f"'{title}' has no id; expected '## … {{ #short-name }}'")
        return title, ''
    if not ID.match(found[0]) or len(found[0]) > LONGEST_ID:
        expected = f'lower-case words joined by hyphens, at most {LONGEST_ID} characters'
        reader.report(index + 1, f"the id '{found[0]}' is badly formed; expected {expected}")
        return title, ''
    if not title:
        reader.report(index + 1, f"the heading of '{found[0]}' holds no question")
    return title, found[0]


def _with_metadata(reader: _Reader, question: Question, start: int, end: int) -> Question:
    found = [
        (fence, last)
        for fence, last in reader.body.fences
        if fences.is_metadata(fence) and start < fence.line - 1 < end
    ]
    if not found:
        reader.report(question.line, f"'{question.title}' has no ```yaml question block")
        return question
    for fence, _ in found[1:]:
        reader.report(fence.line, 'a second ```yaml question block; keep one')
    fence, _ = found[0]
    read = metadata.read(fence.source, QUESTION, fence.line + 1, reader.report)
    return replace(question, lines=read.lines, **read.values)


def _problem(reader: _Reader, start: int, end: int) -> Iterator[Block]:
    """What is given and asked, above the `???` blocks; only where it holds a schema."""
    last = _first_block(reader, start, end)
    metadata = [stop for fence, stop in reader.body.fences if fences.is_metadata(fence)]
    first = next((stop + 1 for stop in metadata if start <= stop < last), last)
    found = _text(reader, 'problem', first, last)
    if any(fence.options.get('role') == 'schema' for fence in found.fences):
        yield found


def _first_block(reader: _Reader, start: int, end: int) -> int:
    opens = (i for i in range(start, end) if reader.body.lines[i].startswith('???'))
    return next((i for i in opens if i not in reader.body.code), end)


def _blocks(reader: _Reader, start: int, end: int) -> Iterator[Block]:
    """The `???` blocks between two lines; other text there is wrong."""
    index = start
    if any(_problem(reader, start, end)):
        index = _first_block(reader, start, end)
    while index < end:
        line = reader.body.lines[index]
        if index not in reader.body.code and line.startswith('???'):
            last = _block_end(reader.body.lines, index + 1, end)
            block = _block(reader, index, last)
            if block:
                yield block
            index = last
        else:
            if line.strip() and index not in reader.body.code:
                reader.report(index + 1, f"text outside the blocks: '{short(line)}'; indent it")
            elif index in reader.body.code and not _inside_metadata(reader, index):
                reader.report(index + 1, 'code outside the blocks; indent it under one')
                while index + 1 in reader.body.code:
                    index += 1
            index += 1


def _inside_metadata(reader: _Reader, index: int) -> bool:
    return any(
        fences.is_metadata(fence) and fence.line - 1 <= index <= last
        for fence, last in reader.body.fences
    )


def _block(reader: _Reader, index: int, last: int) -> Block | None:
    line = reader.body.lines[index]
    opening = _DETAILS.match(line)
    if not opening:
        expected = 'expected ??? kind "title", with one blank behind the marks'
        found = line.rstrip()[:60]  # with its blanks, which may be the fault
        reader.report(index + 1, f"'{found}' opens no block; {expected}")
        opening = _ALMOST_DETAILS.match(line)
    if not opening:
        return None
    kind, title = opening['kind'], opening['title']
    known = [name for name, spec in KINDS.items() if spec.marked]
    if kind not in known:
        hint = did_you_mean(kind, known)
        reader.report(index + 1, f"unknown block '{kind}'; expected {', '.join(known)}.{hint}")
        return None
    if not title:
        reader.report(index + 1, f'the {kind} block has no title; expected ??? {kind} "…"')
    block = _text(reader, kind, index + 1, last)
    if not block.text:
        reader.report(index + 1, f'the {kind} block is empty')
    return replace(block, title=title or block.title, line=index + 1)


def _text(reader: _Reader, kind: str, start: int, end: int) -> Block:
    """What stands between two lines, as a block."""
    filled = [index for index in range(start, end) if reader.body.lines[index].strip()]
    first, last = (filled[0], filled[-1]) if filled else (start, start - 1)
    text = textwrap.dedent('\n'.join(reader.body.lines[first : last + 1]))
    inside = tuple(fence for fence, _ in reader.body.fences if first < fence.line <= last + 1)
    return Block(kind, KINDS[kind].title, first + 1, text, first + 1, inside)


def _as_meant(line: str) -> str:
    """A line that opens no block as if it did, so that its text is not reported as well."""
    almost = None if _DETAILS.match(line) else _ALMOST_DETAILS.match(line)
    return f'??? {almost["kind"]} "…"' if almost else line


def _block_end(lines: list[str], start: int, end: int) -> int:
    """The index after a block: its lines are indented by four or blank."""
    return next(
        (i for i in range(start, end) if lines[i].strip() and not lines[i].startswith('    ')), end
    )


def _check_blocks_shown(reader: _Reader, rendered: tree.Tree) -> None:
    """Whether each line that is to open a block does, and no other."""
    lines, code, report = reader.body.lines, reader.body.code, reader.report
    meant = {i + 1 for i, line in enumerate(lines) if i not in code and line.startswith('???')}
    bars = [piece for piece in rendered.pieces if piece.tag == 'summary']
    shown = {rendered.line(bar): bar.parents[-1] for bar in bars}
    for line in meant - shown.keys():
        if _DETAILS.match(lines[line - 1]):
            report(line, f"'{short(lines[line - 1])}' is not shown as a block")
    for line, details in shown.items():
        if line not in meant:
            report(line, f"'{short(lines[line - 1])}' becomes a block in another")
        elif 'rubric' in details.get('class', '') and details.find('ul') is None:
            report(line, 'the rubric block has no points; expected a list with -')


def _check_code_shown(reader: _Reader, rendered: tree.Tree) -> None:
    """Whether each code block is one on the site: an indent may make it a part of others."""
    kept = [raw for piece in rendered.pieces for raw in piece.html.values()]
    shown = {superfences.first_line(raw) for raw in kept} | reader.body.broken
    for fence, _ in reader.body.fences:
        if not fences.is_metadata(fence) and fence.line - 1 not in shown:
            message = f'this code block is shown as text, being indented by {fence.indent}'
            reader.report(fence.line, message)


def _check_headings(reader: _Reader, page: Page) -> None:
    level = 0
    for index, line in enumerate(reader.body.lines):
        heading = None if index in reader.body.code else _HEADING.match(line)
        if not heading:
            continue
        found = len(heading['marks'])
        if page.is_topic and heading['indent'] and found < 3:
            reader.report(index + 1, 'a heading of a question stands outside its blocks; unindent')
        elif found > level + 1:
            skipped = f"'{short(heading['text'])}' is level {found} after level {level}"
            reader.report(index + 1, f'a heading level is skipped: {skipped}')
        level = found


def _check_images(page: Page, report: Report) -> None:
    ran = [f for f in page.fences if f.language in RUN and not f.skip_reason]
    for image in page.images:
        if not image.alt.strip():
            report(image.line, f"the image '{image.name}' has no alternative text")
        figure = markdown.FIGURES in image.target
        if figure and not any(fence.draws(image.name) for fence in ran):
            expected = f"figure.savefig('{image.name}')"
            report(image.line, f"no block of this page draws '{image.name}'; expected {expected}")


def _check_formulas(page: Page, report: Report) -> None:
    for formula in page.formulas:
        try:
            maths.render(formula.tex, formula.display)
        except maths.FormulaError as error:
            report(formula.line, f"the formula '{short(formula.tex)}' does not parse: {error}")
