"""How a code block looks: what ran has holes, what was printed is on a bar, and a badge says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown import Markdown

from guide.model import Fence
from guide.source.fences import PSEUDO, RUN

# Material measures every `pre > code` of a page when it loads, also in closed blocks, which costs
# their layout and their fonts. A span between the two keeps it from finding them.
_OPEN, _OURS = '<pre><span></span><code>', '<pre><span class="dr-source"><code>'
_CLOSE, _CLOSED = '</code></pre>', '</code></span></pre>'

_LINE = re.compile(r'<span id="__span-\d+-(\d+)">(?:<a id=[^>]*></a>)?')


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
    if fence.language in RUN and libraries is not None:
        code = lines(highlighted, printed(fence), RUN[fence.language])
        html = f'<div class="dr-run">{code}{ran("Ran with", libraries)}</div>'
    elif fence.language in RUN or fence.skip_reason:
        reason = escape(fence.skip_reason or 'changed since the last run')
        badge = f'<p class="dr-ran dr-ran--not">Not run here: {reason}</p>'
        html = f'<div class="dr-code">{lines(highlighted, set())}{badge}</div>'
    else:
        kind = 'dr-code dr-code--text' if fence.language in PSEUDO else 'dr-code'
        html = f'<div class="{kind}">{lines(highlighted, set())}</div>'
    fold = fence.options.get('fold')
    if fold:
        summary = f'<summary><span class="dr-t">{escape(fold)}</span></summary>'
        return f'<details class="dr-fold">{summary}{html}</details>'
    return html


def ran(verb: str, libraries: Sequence[str]) -> str:
    """The badge of something that ran."""
    return f'<p class="dr-ran">{verb} {escape(", ".join(libraries))}</p>'


def printed(fence: Fence) -> set[int]:
    """The numbers, from 1, of the lines that hold printed output."""
    return {
        number
        for number, line in enumerate(fence.source.strip('\n').splitlines(), 1)
        if line.lstrip().startswith(RUN[fence.language])
    }


def lines(highlighted: str, outputs: set[int], mark: str = '') -> str:
    """Pygments' line spans without their ids, and output lines set apart from the code."""

    def line(match: re.Match[str]) -> str:
        return '<span class="dr-out">' if int(match[1]) in outputs else '<span>'

    html = _LINE.sub(line, _PLAIN.sub(r'\1', highlighted))
    html = html.replace(_OPEN, _OURS).replace(_CLOSE, _CLOSED)
    if not outputs:
        return html
    return re.sub(
        rf'(<span class="dr-out">)( *)<span class="c1">{escape(mark)}(.*?)</span>',
        rf'\1\2<span class="dr-out__p">{escape(mark)}</span>\3',
        html,
    )
