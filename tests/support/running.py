"""Running blocks: every run in a process of its own, which begins where Python begins."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROGRAM = Path(__file__).with_name('launcher.py')
LIMIT = 300  # seconds for all blocks of a run; with nothing beside it, the longest takes a tenth

# What takes seconds to import is imported once, before the processes fork: if a run needs one of
# the names, all of its modules. Nothing else, because some libraries change how others log or warn.
_BASIC = ('numpy', 'pandas', 'scipy.stats', 'sklearn.ensemble', 'matplotlib.pyplot')
IMPORTED_FIRST: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(('numpy', 'pandas', 'scipy', 'sklearn', 'matplotlib'), _BASIC),
    'torch': (*_BASIC, 'torch'),
    **dict.fromkeys(('tensorflow', 'keras'), (*_BASIC, 'tensorflow', 'keras')),
}


@dataclass(frozen=True)
class Source:
    """A block to run."""

    name: str  # of its file, which tracebacks show
    code: str
    apart: bool = False  # as after a cell of a notebook, figures left open before it are closed


@dataclass(frozen=True)
class Ran:
    """What a block did."""

    written: tuple[tuple[int, str], ...] = ()  # to standard output: line of the block or 0, text
    figures: Mapping[str, str] = field(default_factory=dict)  # name of the file -> SVG
    errors: tuple[tuple[int, int, str], ...] = ()  # index of the block, line in it or 0, message


class Launchers:
    """Starts a launcher for each set of libraries and each seed of hashes, and keeps it."""

    def __init__(self) -> None:
        self._started: dict[tuple[tuple[str, ...], int], subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._started.values():
            process.terminate()
            process.communicate()

    def run(
        self, sources: Sequence[Source], folder: Path, seed: int = 0, limit: int = LIMIT
    ) -> list[Ran]:
        """What each block did, in order and in one namespace; nothing of those after an error.

        They run in a new folder `run` of the folder, strings hashed with the seed, for at most
        `limit` seconds.
        """
        place = folder / 'run'
        place.mkdir(parents=True)
        files = [folder / f'{source.name}.py' for source in sources]
        for file, source in zip(files, sources, strict=True):
            file.write_text(source.code, encoding='utf-8')
        request = {
            'folder': str(place),
            'files': [str(file) for file in files],
            'apart': [source.apart for source in sources],
            'limit': limit,
        }
        answer = self._ask(imported_first(source.code for source in sources), seed, request)
        ran = [
            Ran(
                written=tuple((line, text) for line, text in block['written']),
                figures=block['figures'],
                errors=tuple((index, line, text) for index, line, text in block['errors']),
            )
            for block in answer['blocks']
        ]
        if len(ran) < len(sources) and not (ran and ran[-1].errors):
            line, message = _end(answer['status'], place, files[len(ran)], limit)
            ran.append(Ran(errors=((len(ran), line, message),)))
        return ran

    def _ask(
        self, modules: tuple[str, ...], seed: int, request: Mapping[str, object]
    ) -> dict[str, Any]:
        process = self._started.get((modules, seed))
        if process is None:
            process = self._started[modules, seed] = _start(modules, seed)
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(request) + '\n')
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            del self._started[modules, seed]
            raise RuntimeError(f'{PROGRAM.name} ended with status {process.wait()}')
        answer: dict[str, Any] = json.loads(line)
        return answer


def imported_first(codes: Iterable[str]) -> tuple[str, ...]:
    """The modules that the launcher of these blocks has imported."""
    names = set()
    for code in codes:
        with suppress(SyntaxError):  # which the run will report
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition('.')[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module.partition('.')[0])
    modules = (
        module for name in IMPORTED_FIRST if name in names for module in IMPORTED_FIRST[name]
    )
    return tuple(dict.fromkeys(modules))


def _start(modules: tuple[str, ...], seed: int) -> subprocess.Popen[str]:
    """A launcher that sees the settings of the libraries, and none of this run's Python."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith('PYTHON')},
        'MPLBACKEND': 'svg',
        'PYTHONHASHSEED': str(seed),
    }
    process = subprocess.Popen(
        [sys.executable, '-P', PROGRAM],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding='utf-8',
    )
    assert process.stdin
    process.stdin.write(json.dumps(modules) + '\n')
    return process


def _end(status: int, folder: Path, file: Path, limit: int) -> tuple[int, str]:
    """The line where a block ended Python, or 0, and how."""
    stack = folder.with_suffix('.hung').read_text('utf-8')
    if stack:
        found = re.search(rf'File "{re.escape(str(file))}", line (\d+)', stack)
        return int(found[1]) if found else 0, f'it did not end within {limit} seconds'
    how = f'signal {signal.Signals(-status).name}' if status < 0 else f'exit status {status}'
    said = folder.with_suffix('.err').read_text('utf-8', 'replace').strip().splitlines()
    return 0, f'it ended Python with {how}' + (f': {said[-1]}' if said else '')
