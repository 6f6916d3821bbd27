"""YAML with line numbers, checked against a small table of fields.

PyYAML's node graph is read directly: `safe_load` would silently keep the last of two equal keys
and forget the lines. Of YAML only what a question needs is allowed: lists and mappings of texts
and numbers, written out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from guide.model import Report
from guide.shape import Field
from guide.source import characters
from guide.source.text import short

LONGEST = 1000  # characters of a text
DEEPEST = 10  # lists and mappings in one another

LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)  # libyaml's is about ten times faster

_NUMBER = re.compile(r'-?(?:0|[1-9]\d{0,8})', re.ASCII)  # no octal 02, 0x2, 1_0 or 1:30
_KINDS = {
    'tag:yaml.org,2002:bool': 'the truth value',
    'tag:yaml.org,2002:float': 'the number',
    'tag:yaml.org,2002:int': 'the number',
    'tag:yaml.org,2002:null': 'nothing:',
    'tag:yaml.org,2002:timestamp': 'the date',
    'tag:yaml.org,2002:value': 'the sign',
}


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
            expected, hint = ', '.join(fields), did_you_mean(key, fields)
            report(line, f"unknown key '{short(key)}'; expected {expected}.{hint}")
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
        for line, message in _unwanted(text):
            report(first_line + line, message)
        root = yaml.compose(text, Loader=LOADER)
    except _EndOfText as error:
        report(first_line + error.line, str(error))
        return None
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


class _EndOfText(ValueError):
    """Nothing can be made of a YAML text from this line on."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def _unwanted(text: str) -> Iterator[tuple[int, str]]:
    """What a YAML text may not hold, each with its line from 0.

    It is looked for among the events, which nothing has been made of yet: what is nested ten
    thousand deep has cost nothing so far. Raises _EndOfText for that, and for a second text.
    """
    depth = documents = 0
    event: Any
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > DEEPEST:
            raise _EndOfText(line, f'more than {DEEPEST} lists and mappings in one another')
        if documents > 1 or (isinstance(event, yaml.DocumentEndEvent) and event.explicit):
            raise _EndOfText(line, "'---' or '...' ends YAML; expected one text")
        if getattr(event, 'anchor', None):  # of what is referred to, and of the reference
            yield line, f"'{short(event.anchor)}' refers to another text; write it out"
        if getattr(event, 'tag', None):
            tag = short(event.tag.replace('tag:yaml.org,2002:', '!!'))
            yield line, f"the tag '{tag}' is not allowed; expected a text or a number"


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
    if not isinstance(node, yaml.ScalarNode) or not _NUMBER.fullmatch(node.value) or node.style:
        report(line, f"'{key}' should be a whole number, found {_kind(node)}")
        return None
    number = int(node.value)
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
    if len(text) > LONGEST:
        report(line, f"'{key}' has {len(text)} characters; expected at most {LONGEST}")
        return None
    if re.search('[\n\r\x85\u2028\u2029]', text):
        report(line, f"'{key}' holds a line break: {_kind(node)}; expected one line")
        return None
    if node.style == '"':  # may hold escapes; what is typed as it is, the page's check has seen
        for fault in characters.faults(text):
            report(line, fault)
    if not spec.form.pattern.search(text):
        report(line, spec.form.fault.format(text=text))
        return None
    if spec.choices and text not in spec.choices:
        hint = did_you_mean(text, spec.choices)
        report(line, f"'{key}' is '{text}'; expected {', '.join(spec.choices)}.{hint}")
        return None
    if node.tag != 'tag:yaml.org,2002:str':
        if node.tag in _KINDS:  # of others, the tag itself is reported
            found = f'{_KINDS[node.tag]} {_kind(node)}'
            report(line, f"'{key}' should hold text, found {found}; put it in quotes")
        return None
    return text


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return 'a mapping'
    if isinstance(node, yaml.SequenceNode):
        return 'a list'
    return f"'{short(node.value, 100)}'"
