"""What is copied or installed is what was reviewed, and badges name what is locked."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support import ROOT, locks
from support.tree import Node

from guide.bank import runs

PACKAGES: list[dict[str, Any]] = json.loads((ROOT / 'vendor.json').read_text('utf-8'))['packages']
FOLDERS = ('hooks/vendor', 'docs/assets/fonts', 'docs/assets/katex')
EVERY_LOCK = [*locks.HASHED, locks.TORCH]
GROUPS: dict[str, list[str]] = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))[
    'dependency-groups'
]
PINNED = re.compile(r'^[a-z0-9][a-z0-9.-]*(\[[\w,-]+\])?==[^\s;]+( ; .+?)?( \\)?$')

each_package = pytest.mark.parametrize('package', PACKAGES, ids=lambda package: package['name'])
PYTHONS = ['3.11.5', '3.12.0', '3.13.0', '3.14.0']
each_python = pytest.mark.parametrize('python', PYTHONS)
each_lock = pytest.mark.parametrize('path', EVERY_LOCK, ids=lambda path: path.name)


@each_package
def test_vendored_files_are_those_listed(package: dict[str, Any]) -> None:
    found = {
        path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in package['sha256']
    }
    assert found == package['sha256']


@each_package
def test_licences_lie_beside_the_files(package: dict[str, Any]) -> None:
    """MIT, OFL and MPL alike: whoever gets the files gets the licence, also from the site."""
    name = package['name'].rpartition('/')[2]
    wanted = {'LICENSE', 'LICENSE.txt', f'{name}-LICENSE.txt'}
    for folder in {(ROOT / path).parent for path in package['sha256']}:
        nearby = [*folder.iterdir(), *folder.parent.iterdir()]
        assert wanted & {file.name for file in nearby}, folder


@each_package
def test_integrity_is_the_one_that_the_registry_publishes(package: dict[str, Any]) -> None:
    if not shutil.which('npm'):
        pytest.skip('there is no npm here to ask the registry with')
    asking = ['npm', 'view', '--fetch-retries=0', '--fetch-timeout=10000']
    asked = subprocess.run(
        [*asking, f'{package["name"]}@{package["version"]}', 'dist.integrity'],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        pytest.skip('npm does not reach its registry')
    assert asked.stdout.strip() == package['integrity']


def test_nothing_else_is_vendored() -> None:
    listed = {path for package in PACKAGES for path in package['sha256']}
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob('*')
        if path.is_file()
    }
    assert found - listed == set()


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
