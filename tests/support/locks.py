"""The lock files, one a dependency group of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from guide.bank import runs
from support import ROOT

FOLDER = ROOT / 'requirements'
TORCH = FOLDER / 'torch.txt'  # the one without hashes
HASHED = sorted(set(FOLDER.glob('*.txt')) - {TORCH})


def text() -> str:
    """What the blocks of the pages run with: those lock files, one after the other."""
    return ''.join(read(ROOT / name) for name in runs.LOCKS)


def read(path: Path) -> str:
    """The text of a lock file."""
    return path.read_text(encoding='utf-8')
