"""Fenced code blocks as pymdownx.superfences reads them, with their lines.

It has rules of its own for what closes a block, where an indent ends one and what may stand behind
the marks. So it is asked itself, and what the site shows as code is what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesBlockPreprocessor, SuperFencesCodeExtension

NAME = 'fenced_code_block'  # of SuperFences' preprocessor in Python-Markdown's list
PRIORITY = 25

_NUMBER = 'the code block from index {}'
_NUMBERED = re.compile(_NUMBER.format(r'(\d+)'))


@dataclass(frozen=True)
class Found:
    """A block: the indices of its first and last line, and its code without the indent."""

    start: int
    end: int
    indent: int  # of its opening marks, the signs of a quotation counted
    marks: str
    source: str


class Reader(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """SuperFences, which notes each block in `found` and puts its first line in its place.

    It takes any words behind the marks, where SuperFences leaves a block with some of them in the
    text: `fences.check` reports those, and the rest of the page is read as it was meant.
    """

    def run(self, lines: list[str]) -> Any:
        """The lines with a placeholder for each block."""
        self.found: list[Found] = []
        return super().run(lines)

    def handle_unrecognized(self, m: re.Match[str]) -> bool:
        """Whether marks with these words behind them open a block: not where it is `` `code` ``."""
        self.options: dict[str, str] = {}
        self.attrs: dict[str, str] = {}
        self.formatter = None
        return '`' not in m['unrecognized']

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:
        """Called with the indices of a whole block's lines, the last one excluded."""
        self.last = ws + self.normalize_ws(content)
        code = self.rebuild_block(self.code)
        self._store(
            self.normalize_ws('\n'.join(self.code)) + '\n', _NUMBER.format(start), start, end
        )
        self.found.append(Found(start, end - 1, self.ws_virtual_len, self.fence, code))
        self.clear()


def install(md: Markdown) -> Reader:
    """Have a Markdown with SuperFences read its blocks with a Reader, which is returned."""
    (extension,) = (e for e in md.registeredExtensions if isinstance(e, SuperFencesCodeExtension))
    extension.extend_super_fences('*', None, lambda *_: True, lambda md: None)
    reader = Reader(md)
    reader.config = extension.getConfigs()
    reader.extension = extension
    md.preprocessors.register(reader, NAME, PRIORITY)
    return reader


def read(lines: Sequence[str]) -> list[Found]:
    """Every block of a page, in order."""
    md, reader = _reader()
    md.reset()
    reader.run(md.preprocessors['normalize_whitespace'].run(list(lines)))
    return reader.found


def first_line(html: str) -> int | None:
    """The index of the first line of the block that a Reader has put this in the place of."""
    match = _NUMBERED.fullmatch(html)
    return int(match[1]) if match else None


@lru_cache(maxsize=1)
def _reader() -> tuple[Markdown, Reader]:
    md = Markdown(extensions=['attr_list', 'pymdownx.superfences'])
    return md, install(md)
