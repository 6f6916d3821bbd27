"""TeX to HTML with MathML beside it, by KaTeX inside V8: nothing is left for the browser to do."""

from __future__ import annotations

import atexit
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from py_mini_racer import JSEvalException, MiniRacer

KATEX = Path(__file__).parents[2] / 'vendor' / 'katex' / 'katex.min.js'
FORMULA = Path(__file__).with_name('formula.js')

_ANNOTATION = re.compile('<annotation.*?</annotation>', re.DOTALL)  # the TeX once more
_lock = Lock()


class FormulaError(ValueError):
    """KaTeX could not parse a formula."""


@cache
def render(tex: str, display: bool) -> str:
    """The formula as HTML, hidden from screen readers, with MathML for them beside it.

    Raises FormulaError with KaTeX's own message when it does not parse.
    """
    options = {'displayMode': display, 'output': 'htmlAndMathml', 'strict': 'ignore'}
    call = f'formula({json.dumps(tex)}, {json.dumps(options)})'
    try:
        with _lock:  # `mkdocs serve` builds in a second thread
            return _ANNOTATION.sub('', str(_engine().eval(call)))
    except JSEvalException as error:
        # "<anonymous>:1: ParseError: KaTeX parse error: …", then a stack trace; what KaTeX could
        # not read is underlined with a combining character
        first = str(error).strip().splitlines()[0].replace('\u0332', '')
        raise FormulaError(re.sub(r'^.*?Error: (KaTeX parse error: )?', '', first)) from None


def close() -> None:
    """End the engine, if one was started; the next formula starts another.

    Left to its destructor, which runs while the interpreter is being taken down, it may wait for
    its thread for ever: on Python 3.13 each time. Whoever renders calls this when done, and the
    interpreter does at exit for those who do not.
    """
    with _lock:
        if _engine.cache_info().currsize:
            _engine().close()
            _engine.cache_clear()


@lru_cache(maxsize=1)
def _engine() -> MiniRacer:
    engine = MiniRacer()
    for script in (KATEX, FORMULA):
        engine.eval(script.read_text(encoding='utf-8'))
    return engine


atexit.register(close)  # before modules are taken down; twice does no harm
