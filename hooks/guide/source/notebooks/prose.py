"""What a cell of text may not hold, although a page may: in Jupyter each stands by itself."""

from __future__ import annotations

import re

from guide.model import Report
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
    found = [*fences.find(list(lines))]
    closed = True
    for fence, end in found:
        at = cell.source[fence.line - 1].number
        if end == len(lines):
            report(at, 'this code block is never closed; expected its end in the same cell')
            closed = False
        elif fence.language in fences.RUN and not fence.skip_reason:
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
