"""What a cell of text may not hold, although a page may: in Jupyter each stands by itself."""

from __future__ import annotations

import re

from guide.model import RUN, Report
from guide.source import fences
from guide.source.notebooks.cells import Cell

_ATTACHMENT = re.compile(r'attachment:(?P<name>[^\s)"\'>]*)')


def check(cell: Cell, report: Report) -> bool:
    """Whether the cell can be put between others; every problem in it is reported."""
    lines = [line.text for line in cell.source]
    if lines[0].rstrip() == '---':
        remedy = "put 'title' and 'description' into the notebook's metadata"
        report(cell.source[0].number, f"a cell that starts with '---' is no front matter; {remedy}")
        return False
    if cell.kind == 'raw':
        return True
    found = fences.find(lines)
    closed = True
    for span, fault in fences.broken(lines, found):
        if span.start not in [fence.line - 1 for fence, _ in found]:
            at = cell.source[span.start].number
            report(at, f'{fault}; expected its end in the same cell')
            closed = False
    for fence, _ in found:
        if fence.language in RUN and not fence.skip_reason:
            at = cell.source[fence.line - 1].number
            report(at, f"'{fence.language}' in a Markdown cell never runs; make it a code cell")
    prose = fences.without_code(lines, found).split('\n')
    for line, text in zip(cell.source, prose, strict=True):
        for match in _ATTACHMENT.finditer(text):
            report(
                line.number,
                f"the attachment '{match['name']}' is not shown; "
                'draw it in a code cell, or save it beside the notebook',
            )
    return closed
