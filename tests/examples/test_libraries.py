"""The pages name the versions of the locks, so these must be what the blocks run with."""

from __future__ import annotations

import platform
from importlib.metadata import version

from support import locks

from guide.bank import runs


def test_what_is_installed_is_what_is_locked() -> None:
    locked = runs.locked(locks.text(), platform.python_version())
    installed = {name: version(name).partition('+')[0] for name in locked}  # +cpu: a build of it
    assert installed == locked
