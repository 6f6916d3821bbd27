"""YAML with line numbers, checked against a small table of fields.

PyYAML's node graph is read directly: `safe_load` would silently keep the last of two equal keys
and forget the lines.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from guide.shape import Field

Report = Callable[[int, str], None]

LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)  # libyaml's is about ten times faster


@dataclass(frozen=True)
class Metadata:
    """Values that passed their checks, and the line of every key (and list item `key[0]`)."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]


def did_you_mean(word: str, known: Collection[str], alike: float = 0.6) -> str:
    """` Did you mean 'x'?` with the nearest of the known words, or an empty string.

    `alike` is the least similarity, from 0 to 1 (`difflib.SequenceMatcher.ratio`).
    """
    near = difflib.get_close_matches(word, known, n=1, cutoff=alike)
    return f" Did you mean '{near[0]}'?" if near else ''


def read(text: str, fields: Mapping[str, Field], first_line: int, report: Report) -> Metadata:
    """The mapping in `text`, whose first line is line `first_line` of its file.

    Faults go to `report(line, message)`; what is faulty is left out of the result.
    """
    root = compose(text, first_line, report)
    if root is None:
        return Metadata({}, {})
    if not isinstance(root, yaml.MappingNode):
        report(first_line, f"expected 'key: value' lines, found {_kind(root)}")
        return Metadata({}, {})
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in root.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else _kind(key_node)
        line = first_line + key_node.start_mark.line
        if key in lines:
            report(line, f"'{key}' stands here twice; keep one")
        elif key not in fields:
            expected = ', '.join(fields)
            report(line, f"unknown key '{key}'; expected {expected}.{did_you_mean(key, fields)}")
        else:
            lines[key] = line
            value = _value(key, value_node, fields[key], first_line, lines, report)
            if value is not None:
                values[key] = value
    for key, spec in fields.items():
        if spec.required and key not in lines:
            report(first_line, f"'{key}' is missing")
    return Metadata(values, lines)


def compose(text: str, first_line: int, report: Report) -> yaml.Node | None:
    """The node graph of a YAML text; None, after a report, when it cannot be read or is empty."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        report(line, f'unreadable YAML: {error.problem or error.context}')
        return None
    except yaml.reader.ReaderError as error:
        report(first_line, f'unreadable YAML: {error.reason}')
        return None
    if root is None:
        report(first_line, 'nothing here; expected YAML')
    return root


def _value(
    key: str,
    node: yaml.Node,
    spec: Field,
    first_line: int,
    lines: dict[str, int],
    report: Report,
) -> Any:
    line = first_line + node.start_mark.line
    if spec.kind is int:
        return _integer(key, node, spec, line, report)
    if spec.kind is bool:
        return _boolean(key, node, line, report)
    if spec.kind is str:
        return _string(key, node, spec, line, report)
    if not isinstance(node, yaml.SequenceNode):
        report(line, f"'{key}' should be a list, found {_kind(node)}")
        return None
    items: list[str] = []
    for child in node.value:
        child_line = first_line + child.start_mark.line
        item = _string(key, child, spec, child_line, report)
        if item is not None and item in items:
            report(child_line, f"'{item}' stands in '{key}' twice")
        elif item is not None:
            lines[f'{key}[{len(items)}]'] = child_line
            items.append(item)
    if spec.least is not None and len(node.value) < spec.least:
        report(lines[key], f"'{key}' has {len(node.value)} of at least {spec.least} entries")
    return tuple(items)


def _integer(key: str, node: yaml.Node, spec: Field, line: int, report: Report) -> int | None:
    if not isinstance(node, yaml.ScalarNode) or node.tag != 'tag:yaml.org,2002:int':
        report(line, f"'{key}' should be a whole number, found {_kind(node)}")
        return None
    number = int(yaml.safe_load(node.value))
    least, most = spec.least, spec.most
    if least is not None and most is not None and not least <= number <= most:
        report(line, f"'{key}' is {number}; expected {least} to {most}")
        return None
    return number


def _boolean(key: str, node: yaml.Node, line: int, report: Report) -> bool | None:
    if not isinstance(node, yaml.ScalarNode) or node.style or node.value not in ('true', 'false'):
        report(line, f"'{key}' should be true or false, found {_kind(node)}")
        return None
    return str(node.value) == 'true'


def _string(key: str, node: yaml.Node, spec: Field, line: int, report: Report) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        report(line, f"'{key}' should hold text, found {_kind(node)} (quote text with ': ' in it)")
        return None
    text = str(node.value).strip()
    if not text:
        report(line, f"'{key}' holds an empty text")
        return None
    if not spec.form.pattern.search(text):
        report(line, spec.form.fault.format(text=text))
        return None
    if spec.choices and text not in spec.choices:
        hint = did_you_mean(text, spec.choices)
        report(line, f"'{key}' is '{text}'; expected {', '.join(spec.choices)}.{hint}")
        return None
    return text


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return 'a mapping'
    if isinstance(node, yaml.SequenceNode):
        return 'a list'
    return f"'{node.value}'"
