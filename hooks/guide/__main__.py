"""The guide's own commands, for editors and CI:

python -m guide check docs        every problem, one a line; exit status 1 if there is one; and
                                  what was to be read again by now, which is none
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from guide.bank import bank, check
from guide.source import maths, settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status: 0 all well, 1 problems found, 2 wrongly called."""
    parser = argparse.ArgumentParser(prog='guide', description='Check the guide without MkDocs.')
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    command = commands.add_parser('check', help='print every problem in a docs folder')
    command.add_argument('docs', type=Path)
    command.set_defaults(run=_check)
    parsed = parser.parse_args(arguments)
    if fault := _no_docs(parsed.docs):
        parser.error(fault)
    return int(parsed.run(parsed.docs))


def _no_docs(folder: Path) -> str | None:
    """Why a folder cannot be the docs folder; None when it can."""
    if not os.path.isdir(folder):
        return f"'{folder}' is not a folder; expected the docs folder"
    if not os.access(folder, os.R_OK | os.X_OK):
        return f"'{folder}' cannot be read: Permission denied"
    if os.path.exists(folder / settings.PATH):
        return f"'{folder}' holds {settings.PATH}; expected the docs folder beside it"
    return None


def _check(docs: Path) -> int:
    found, problems = bank.load(docs)
    maths.close()
    summary = f'{len(found.questions)} questions on {len(found.topics)} pages'
    count = f': {len(problems)} problems' if problems else ', no problems'
    stale = check.stale(found.topics, f'{date.today():%Y-%m}', docs.name)
    _print([*map(str, problems), *(f'{entry}, no error' for entry in stale), summary + count])
    return 1 if problems else 0


def _print(lines: Iterable[str]) -> None:
    """Print to whatever is there: another encoding than UTF-8, or a pipe that is closed early."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors='backslashreplace')
    with suppress(BrokenPipeError):  # whoever reads has seen enough
        print(*lines, sep='\n', flush=True)


if __name__ == '__main__':
    sys.exit(main())
