"""How a code block looks: what ran has holes, what was printed is on a bar, and a badge says so.

A reader looks for what came out first. A block of more than twelve lines of code therefore shows
its telling lines, if its `key` names some, then what it printed, and folds the whole block, as it
stands in the source, below that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown import Markdown

from guide.model import RUN, Fence
from guide.source.fences import PSEUDO

# Material measures every `pre > code` of a page when it loads, also in closed blocks, which costs
# their layout and their fonts. A span between the two keeps it from finding them.
_OPEN, _OURS = '<pre><span></span><code>', '<pre><span class="dr-source"><code>'
_CLOSE, _CLOSED = '</code></pre>', '</code></span></pre>'

TALL = 20  # lines that are kept together on paper

_LINE = re.compile(r'<span id="__span-\d+-\d+">(?:<a id=[^>]*></a>)?')  # the next one, or the end


# Three inks: text, keywords, literals (and grey comments). Names, operators and punctuation are
# text, so their spans say nothing, and they are two thirds of a page's elements.
_PLAIN = re.compile(r'<span class="(?![ksmlc]|ow)[a-z0-9]+">([^<]*)</span>')


def highlight(md: Markdown, source: str, language: str, options: Any, kwargs: Any) -> str:
    """The block as pymdownx.highlight shows it."""
    preprocessor = md.preprocessors['fenced_code_block']
    html: str = preprocessor.highlight(  # type: ignore[attr-defined]
        src=source, language=language, options=options, md=md, **kwargs
    )
    return html


def show(highlighted: str, fence: Fence, libraries: Sequence[str] | None) -> str:
    """A highlighted block in its frame, with the badge that says whether and how it ran.

    `libraries` are those it ran with, as `['NumPy 2.4.6', 'Python 3.11.7']`; None if it has not.
    """
    block = _Block.read(highlighted, fence)
    if fence.language in RUN and libraries is not None:
        frame, code, badge = 'dr-run', block.whole(outputs=True), ran('Ran with', libraries)
    elif fence.language in RUN or fence.skip_reason:
        reason = escape(fence.skip_reason or 'changed since the last run')
        frame, code = 'dr-code', block.whole(outputs=False)
        badge = f'<p class="dr-ran dr-ran--not">Not run here: {reason}</p>'
    else:
        frame = 'dr-code dr-code--text' if fence.language in PSEUDO else 'dr-code'
        code, badge = block.whole(outputs=False), ''
    if len(fence.lines) > TALL:
        frame += ' dr-tall'
    if 'fold' in fence.options:
        return fold(fence.options['fold'], f'<div class="{frame}">{code}{badge}</div>')
    if fence.is_long:
        words = f'The code, {len(fence.code)} lines'
        code = f'{block.key()}{block.printed() if libraries else ""}{fold(words, code)}'
        frame += ' dr-long'
    return f'<div class="{frame}">{code}{badge}</div>'


def fold(words: str, html: str) -> str:
    """The HTML behind a line of its own."""
    summary = f'<summary><span class="dr-t">{escape(words)}</span></summary>'
    return f'<details class="dr-fold">{summary}{html}</details>'


def ran(verb: str, libraries: Sequence[str]) -> str:
    """The badge of something that ran."""
    return f'<p class="dr-ran">{verb} {escape(", ".join(libraries))}</p>'


@dataclass(frozen=True)
class _Block:
    """A highlighted block, line by line: what stands before, its lines, and what closes it."""

    head: str
    lines: Sequence[str]
    tail: str
    fence: Fence

    @classmethod
    def read(cls, highlighted: str, fence: Fence) -> _Block:
        """Split what Pygments wrote at its line spans, without their ids."""
        html = _PLAIN.sub(r'\1', highlighted).replace(_OPEN, _OURS).replace(_CLOSE, _CLOSED)
        head, *lines = _LINE.split(html)
        last, span, tail = lines[-1].rpartition(
            '</span></code>' if '</code>' in html else '</span>'
        )
        if not span:
            return cls(html, (), '', fence)
        lines = [line.removesuffix('</span>') for line in [*lines[:-1], last]]
        return cls(head, lines, span.removeprefix('</span>') + tail, fence)

    def whole(self, *, outputs: bool) -> str:
        """Every line; those it printed on the bar, if it may be said that it printed them."""
        on_the_bar = self.fence.outputs if outputs else frozenset()
        shown = [
            _on_the_bar(line, RUN[self.fence.language])
            if number in on_the_bar
            else f'<span>{line}</span>'
            for number, line in enumerate(self.lines, 1)
        ]
        return f'{self.head}{"".join(shown)}{self.tail}'

    def key(self) -> str:
        """The telling lines, which `key="12-16"` in the fence names; empty without."""
        if self.fence.key is None:
            return ''
        first, last = self.fence.key
        chosen = self.lines[first - 1 : last]
        indent = min(
            (len(line) - len(line.lstrip(' ')) for line in chosen if line.strip()), default=0
        )
        shown = ''.join(f'<span>{line[indent:] or line}</span>' for line in chosen)
        return f'<div class="dr-telling">{self.head}{shown}{self.tail}</div>'

    def printed(self) -> str:
        """What it printed, as a machine would have: without the marks and their indent."""
        if not self.fence.printed:
            return ''
        lines = (
            f'<span class="dr-out">{escape(line, quote=False)}\n</span>'
            for line in self.fence.printed
        )
        source = f'<span class="dr-source"><code>{"".join(lines)}</code></span>'
        return f'<pre class="dr-printed">{source}</pre>'


def _on_the_bar(line: str, mark: str) -> str:
    """A line of output, with its mark in a fainter ink."""
    marked = re.sub(
        rf'^( *)<span class="c1">{re.escape(escape(mark))}(.*?)</span>',
        rf'\1<span class="dr-out__p">{escape(mark)}</span>\2',
        line,
    )
    return f'<span class="dr-out">{marked}</span>'
