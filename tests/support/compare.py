"""Differences between what a page says and what a run printed, a line of text for each.

The reports of `make newest` and `make portable` are made of these lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest


def differences(path: str, first: int, stands: Sequence[str], ran: Sequence[str]) -> list[str]:
    """`docs/x.md:12: expected '#> 1', got '#> 2'` for each line that differs.

    `first` is the number of the first line of what stands in the file of that path.
    """
    return [f'{path}:{first + index}: {change}' for index, change in changes(stands, ran)]


def changes(stands: Sequence[str], ran: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The index of each line that differs, and how; of a new line, that of the one before it."""
    matcher = SequenceMatcher(None, stands, ran, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind != 'equal':
            pairs = zip_longest(stands[start:end], ran[from_:to])
            for index, (old, new) in enumerate(pairs, start):
                yield max(0, min(index, end - 1)), f'expected {_quoted(old)}, got {_quoted(new)}'


def _quoted(line: str | None) -> str:
    return 'nothing' if line is None else repr(line.strip())
