"""TeX to HTML with MathML beside it, by KaTeX inside V8: nothing is left for the browser to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from py_mini_racer import JSEvalException, MiniRacer
from pymdownx.arithmatex import RE_SMART_DOLLAR_INLINE

from guide.model import Fence, Formula

KATEX = Path(__file__).parent.parent / 'vendor' / 'katex' / 'katex.min.js'

_DISPLAY = re.compile(r'\$\$(.+?)\$\$', re.DOTALL)
_INLINE = re.compile(RE_SMART_DOLLAR_INLINE)  # what Arithmatex will find, so the same expression
_CODE = re.compile(r'(`+)(?!`).+?(?<!`)\1(?!`)')
_lock = Lock()


class FormulaError(ValueError):
    """KaTeX could not parse a formula."""


@cache
def render(tex: str, display: bool) -> str:
    """The formula as HTML, hidden from screen readers, with MathML for them beside it.

    Raises FormulaError with KaTeX's own message when it does not parse.
    """
    options = {'displayMode': display, 'output': 'htmlAndMathml', 'strict': 'ignore'}
    call = f'katex.renderToString({json.dumps(tex)}, {json.dumps(options)})'
    try:
        with _lock:  # `mkdocs serve` builds in a second thread
            return str(_engine().eval(call))
    except JSEvalException as error:
        # "<anonymous>:1: ParseError: KaTeX parse error: …", then a stack trace
        first = str(error).strip().splitlines()[0]
        raise FormulaError(re.sub(r'^.*?(KaTeX parse error|Error): ', '', first)) from None


def find(lines: list[str], fences: list[tuple[Fence, int]]) -> Iterator[Formula]:
    """Every formula of a page, outside code, with the line it starts on."""
    kept = list(lines)
    for fence, end in fences:
        kept[fence.line - 1 : end + 1] = [''] * (min(end, len(lines) - 1) - fence.line + 2)
    text = _CODE.sub(lambda match: ' ' * len(match[0]), '\n'.join(kept))
    if '$' not in text:
        return
    for match in _DISPLAY.finditer(text):
        yield Formula(text.count('\n', 0, match.start()) + 1, match[1].strip(), True)
    text = _DISPLAY.sub(lambda match: re.sub(r'[^\n]', ' ', match[0]), text)
    for match in _INLINE.finditer(text):
        tex = match[3]
        if tex and '\n\n' not in tex:
            yield Formula(text.count('\n', 0, match.start()) + 1, tex, False)


@lru_cache(maxsize=1)
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval(KATEX.read_text(encoding='utf-8'))
    return engine
