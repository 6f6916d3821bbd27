"""Run the examples with the libraries installed here; write newest.md: which answers went stale.

Exit status 0 when none did, 1 when some did. Called by `make newest`, in an environment of the
newest releases.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from guide.bank import runs

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / 'newest.md'


def main() -> int:
    command = [sys.executable, '-m', 'pytest', 'tests/examples', '-q', '-k', 'test_block']
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    REPORT.write_text(report(run.returncode, run.stdout), encoding='utf-8')
    print(run.stdout)
    return int(run.returncode != 0)


def report(status: int, output: str) -> str:
    """The report in Markdown: what differs from the lock, and what pytest said."""
    verdict = 'Every answer still holds.' if status == 0 else 'Some answers went stale.'
    changes = '\n'.join(f'- {name}: {old} -> {new}' for name, old, new in newer()) or '- none'
    return (
        f'{verdict}\n\n## Releases newer than the lock\n\n{changes}\n\n'
        f'## The run\n\n```text\n{output.strip()[-50_000:]}\n```\n'
    )


def newer() -> list[tuple[str, str, str]]:
    """Name, locked version and installed version of each library that differs."""
    lock = ''.join((ROOT / name).read_text(encoding='utf-8') for name in runs.LOCKS)
    locked = runs.locked(lock, platform.python_version())
    return [(name, old, new) for name, old in locked.items() if (new := version(name)) != old]


if __name__ == '__main__':
    sys.exit(main())
