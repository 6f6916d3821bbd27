"""What runs.json should say of the pages as they stand."""

from __future__ import annotations

import ast
import platform
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackagePath, files, packages_distributions

from packaging.utils import canonicalize_name

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
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return {name for module in modules if (name := distribution(module))}


def distribution(module: str) -> str | None:
    """What brings a module, as in `airflow.sdk`; None for the standard library.

    Where several distributions share a package, one that has the module's own files, if possible
    the one that is named like the package: not the one that a folder happens to list first.
    """
    package = module.partition('.')[0]
    if package in sys.stdlib_module_names:
        return None
    found = {canonicalize_name(name) for name in _distributions().get(package, ())}
    names: list[str] = sorted(found, key=lambda name: (name != package, name))
    holding = (name for name in names if len(names) == 1 or _holds(name, module))
    return next(holding, names[0] if names else None)


def _holds(distribution: str, module: str) -> bool:
    path = module.replace('.', '/')
    return any(str(file).startswith((f'{path}/', f'{path}.')) for file in _files(distribution))


@cache
def _files(distribution: str) -> tuple[PackagePath, ...]:
    return tuple(files(distribution) or ())
