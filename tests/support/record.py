"""What runs.json should say of the pages as they stand."""

from __future__ import annotations

import ast
import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions

from guide.bank import runs
from guide.bank.bank import load
from guide.model import Fence, Page
from guide.source.fences import NOTEBOOK
from support import DOCS, locks, postgres


def current(date: str) -> runs.Runs:
    """The record that a run of the pages as they stand leaves."""
    bank, _ = load(DOCS)
    blocks = {page.path: dict(_entries(page)) for page in bank.pages}
    lock = runs.fingerprint(locks.text())
    return runs.Runs(date, platform.python_version(), lock, blocks, postgresql=postgres.version())


def _entries(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    before: dict[str, set[str]] = {}
    entries = []
    for fence, key in runs.runnable(page):
        imported = {runs.SERVER} if fence.language == 'sql' else _imports(fence)
        if group := runs.shared(page, fence):
            imported = before[group] = before.get(group, set()) | imported
        entries.append((key, tuple(sorted(imported, key=str.lower))))
    return entries


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def _python(fence: Fence) -> str:
    """The block's code, with calls in place of a notebook's `%magics` and `!commands`."""
    if fence.group != NOTEBOOK:
        return fence.source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(fence.source)


def _imports(fence: Fence) -> set[str]:
    """The distributions a block imports, leaving out the standard library."""
    modules = set()
    for node in ast.walk(ast.parse(_python(fence))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition('.')[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.partition('.')[0])
    known = _distributions()
    return {
        known[module][0].lower().replace('_', '-')
        for module in modules - sys.stdlib_module_names
        if module in known
    }
