"""A YAML or JSON text as a graph of nodes, each of which knows its line.

Nothing is made of what stands there, so that any tag may, and that keys that stand twice are seen.
"""

from __future__ import annotations

from typing import Any

import yaml

from guide.model import Report
from guide.source.metadata import LOADER

DEEPEST = 100  # lists and mappings in one another; libyaml's loader overflows its stack at 100,000


def compose(text: str, report: Report) -> Any:
    """The outermost node; None, after a report, where the text is empty or unreadable."""
    try:
        if _is_deep(text):
            report(1, f'unreadable YAML: more than {DEEPEST} lists and mappings in one another')
            return None
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report(mark.line + 1 if mark else 1, f'unreadable YAML: {error.problem or error.context}')
        return None
    except yaml.reader.ReaderError as error:
        report(1, f'unreadable YAML: {error.reason}')
        return None
    if root is None:
        report(1, 'nothing here; expected YAML')
    return root


def line(node: Any) -> int:
    """The line on which a node starts."""
    return int(node.start_mark.line) + 1


def _is_deep(text: str) -> bool:
    """Whether it goes too deep; looked for among the events, before anything is made of them."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False
