"""What is copied or installed is what was reviewed, and badges name what is locked."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from support import ROOT
from support.record import lock_text
from support.tree import Node

from guide.bank import runs

PACKAGES: list[dict[str, Any]] = json.loads((ROOT / 'vendor.json').read_text('utf-8'))['packages']
FOLDERS = ('hooks/vendor', 'docs/assets/fonts', 'docs/assets/katex')
LOCKS = sorted((ROOT / 'requirements').glob('*.txt'))
PINNED = re.compile(r'^[a-z0-9][a-z0-9.-]*(\[[\w,-]+\])?==[^\s;]+( ; .+?)?( \\)?$')

each_package = pytest.mark.parametrize('package', PACKAGES, ids=lambda package: package['name'])
each_lock = pytest.mark.parametrize('path', LOCKS, ids=lambda path: path.name)


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
    command = ['npm', 'view', f'{package["name"]}@{package["version"]}', 'dist.integrity']
    asked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
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
    text = path.read_text(encoding='utf-8')
    assert re.findall(r'.*(?:://|--index-url|--find-links|--extra).*', text) == []


@pytest.mark.parametrize('name', ['site.txt', 'test.txt'])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    path = ROOT / 'requirements' / name
    lines = path.read_text(encoding='utf-8').splitlines()
    starts = [number for number, line in enumerate(lines) if line and line[0] not in ' #']
    assert len(starts) > 10
    for start in starts:
        assert PINNED.match(lines[start]), lines[start]
        assert lines[start + 1].startswith('    --hash=sha256:'), lines[start]


def test_pytorch_is_pinned_and_may_be_any_build_of_its_release() -> None:
    """Its wheels differ by accelerator, so a hash would choose one for every machine."""
    text = (ROOT / 'requirements/torch.txt').read_text(encoding='utf-8')
    assert [line for line in text.splitlines() if not line.lstrip().startswith('#')] == [
        f'torch=={version("torch").partition("+")[0]}'
    ]


def test_site_is_built_with_what_is_tested() -> None:
    tested, published = (
        runs.locked((ROOT / f'requirements/{name}.txt').read_text(encoding='utf-8'), '3.11.7')
        for name in ('test', 'site')
    )
    assert published.items() <= tested.items()


def test_badges_name_what_is_locked(everything: Mapping[str, Node]) -> None:
    record = json.loads((ROOT / runs.RECORD).read_text(encoding='utf-8'))
    locked = runs.locked(lock_text(), record['python'])
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
