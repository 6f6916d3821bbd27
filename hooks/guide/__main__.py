"""The guide's own commands, for editors and CI:

python -m guide check docs        every problem, one a line; exit status 1 if there is one
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from guide.bank import bank
from guide.source import maths


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status: 0 all well, 1 problems found, 2 wrongly called."""
    parser = argparse.ArgumentParser(prog='guide', description='Check the guide without MkDocs.')
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    check = commands.add_parser('check', help='print every problem in a docs folder')
    check.add_argument('docs', type=Path)
    check.set_defaults(run=_check)
    parsed = parser.parse_args(arguments)
    if not parsed.docs.is_dir():
        parser.error(f"'{parsed.docs}' is not a folder; expected the docs folder")
    return int(parsed.run(parsed.docs))


def _check(docs: Path) -> int:
    found, problems = bank.load(docs)
    maths.close()
    for problem in problems:
        print(problem)
    summary = f'{len(found.questions)} questions on {len(found.topics)} pages'
    print(f'{summary}: {len(problems)} problems' if problems else f'{summary}, no problems')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
