"""What is installed is what was reviewed, and badges name what is locked."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support import ROOT, locks
from support.tree import Node

from guide.bank import runs

EVERY_LOCK = [*locks.HASHED, locks.TORCH]
GROUPS: dict[str, list[str]] = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))[
    'dependency-groups'
]
PINNED = re.compile(r'^[a-z0-9][a-z0-9.-]*(\[[\w,-]+\])?==[^\s;]+( ; .+?)?( \\)?$')

PYTHONS = ['3.11.5', '3.12.0', '3.13.0', '3.14.0']
each_python = pytest.mark.parametrize('python', PYTHONS)
each_lock = pytest.mark.parametrize('path', EVERY_LOCK, ids=lambda path: path.name)


@each_lock
def test_lock_file_names_no_address(path: Path) -> None:
    """Where packages come from is the choice of whoever installs them."""
    assert re.findall(r'.*(?:://|--index-url|--find-links|--extra).*', locks.read(path)) == []


@pytest.mark.parametrize('path', locks.HASHED, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    lines = locks.read(path).splitlines()
    starts = [number for number, line in enumerate(lines) if line and line[0] not in ' #']
    assert starts
    for start in starts:
        assert PINNED.match(lines[start]), lines[start]
        assert lines[start + 1].startswith('    --hash=sha256:'), lines[start]


def test_pytorch_is_pinned_and_may_be_any_build_of_its_release() -> None:
    """Its wheels differ by accelerator, so a hash would choose one for every machine."""
    assert re.fullmatch(r'torch==\d+(\.\d+)+\n', locks.read(locks.TORCH))


def test_every_group_is_locked_and_no_other() -> None:
    assert {path.stem for path in EVERY_LOCK} == set(GROUPS)


@each_python
@pytest.mark.parametrize('group', GROUPS)
def test_what_a_group_asks_for_is_what_its_lock_names(group: str, python: str) -> None:
    """A package that is asked for and not locked is missing on every machine but its author's."""
    pinned = runs.locked(locks.read(locks.FOLDER / f'{group}.txt'), python)
    for requirement in map(Requirement, GROUPS[group]):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f'{requirement} is not locked'
        assert requirement.specifier.contains(version, prereleases=True), (
            f'{requirement}: {version}'
        )


@each_python
def test_no_two_locks_name_different_versions(python: str) -> None:
    """They are installed into one environment: what is checked is what builds the site and runs."""
    named: dict[str, set[str]] = {}
    for path in EVERY_LOCK:
        for name, version in runs.locked(locks.read(path), python).items():
            named.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in named.items() if len(versions) > 1} == {}


def test_the_site_is_built_by_the_same_packages_on_every_python() -> None:
    """A lock may choose by Python; what the site asks for by name shows in its pages."""
    text = locks.read(locks.FOLDER / 'site.txt')
    asked = [canonicalize_name(Requirement(line).name) for line in GROUPS['site']]
    chosen = [{name: runs.locked(text, python)[name] for name in asked} for python in PYTHONS]
    assert chosen == [chosen[0]] * len(PYTHONS)


@each_python
def test_what_checks_a_change_is_light(python: str) -> None:
    """A contributor waits for it once; each of these is larger than all of it, or brings one."""
    light = {
        name
        for group in ('site', 'check')
        for name in runs.locked(locks.read(locks.FOLDER / f'{group}.txt'), python)
    }
    assert (
        light & {'keras', 'numpy', 'pandas', 'playwright', 'pyarrow', 'tensorflow', 'torch'}
        == set()
    )


def test_badges_name_what_is_locked(everything: Mapping[str, Node]) -> None:
    record = json.loads((ROOT / runs.RECORD).read_text(encoding='utf-8'))
    locked = runs.locked(locks.text(), record['python'])
    known = {f'{runs.NAMES.get(name, name)} {version}' for name, version in locked.items()}
    known |= {f'Python {record["python"]}', f'PostgreSQL {record["postgresql"]}'}
    badges = [
        badge.text
        for page in everything.values()
        for badge in page.all('p', 'dr-ran')
        if 'dr-ran--not' not in badge.classes
    ]
    assert len(badges) > 10
    for badge in badges:
        named = re.sub(r'^(Ran with |Drawn by a block on this page, )', '', badge).split(', ')
        assert set(named) <= known, badge
        assert any(name.startswith(('Python ', 'PostgreSQL ')) for name in named), badge
