"""What is copied from npm is what package.json pins, and each file is the one that was copied."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import vendor
from support import ROOT

PACKAGES: list[dict[str, Any]] = json.loads((ROOT / 'vendor.json').read_text('utf-8'))['packages']
PINS: dict[str, Any] = json.loads((ROOT / 'package.json').read_text('utf-8'))
LOCK: dict[str, Any] = json.loads((ROOT / 'package-lock.json').read_text('utf-8'))['packages']
FOLDERS = ('hooks/vendor', 'docs/assets/fonts', 'docs/assets/katex', 'tests/browser/axe')

each_package = pytest.mark.parametrize('package', PACKAGES, ids=lambda package: package['name'])


@each_package
def test_vendored_files_are_those_copied(package: dict[str, Any]) -> None:
    found = {
        path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in package['sha256']
    }
    assert found == package['sha256']


@each_package
def test_vendored_files_are_of_the_locked_release(package: dict[str, Any]) -> None:
    """A proposal that raises a version changes the lock alone: `make vendor` has to follow."""
    assert package['integrity'] == LOCK[f'node_modules/{package["name"]}']['integrity']


@each_package
def test_licences_lie_beside_the_files(package: dict[str, Any]) -> None:
    """MIT, OFL and MPL alike: whoever gets the files gets the licence, also from the site."""
    name = package['name'].rpartition('/')[2]
    wanted = {'LICENSE', 'LICENSE.txt', f'{name}-LICENSE.txt'}
    for folder in {(ROOT / path).parent for path in package['sha256']}:
        nearby = [*folder.iterdir(), *folder.parent.iterdir()]
        assert wanted & {file.name for file in nearby}, folder


def test_nothing_else_is_vendored() -> None:
    listed = {path for package in PACKAGES for path in package['sha256']}
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob('*')
        if path.is_file()
    }
    assert found
    assert found - listed == set()


def test_every_npm_package_is_pinned_once() -> None:
    """What is copied is a dependency, what only lints is one for development."""
    assert sorted(PINS['dependencies']) == sorted(package['name'] for package in PACKAGES)
    for name, version in (PINS['dependencies'] | PINS['devDependencies']).items():
        assert re.fullmatch(r'\d+\.\d+\.\d+', version), name
        assert LOCK[f'node_modules/{name}']['version'] == version


def test_the_lock_of_npm_has_hashes_and_names_no_registry() -> None:
    """Where packages come from is the choice of whoever installs them."""
    locked = {path: entry for path, entry in LOCK.items() if path}
    assert locked
    assert [path for path, entry in locked.items() if 'resolved' in entry] == []
    assert [path for path, entry in locked.items() if 'integrity' not in entry] == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that copies two files of one package, installed."""
    write(
        tmp_path / 'vendor.json',
        {
            'packages': [
                {
                    'name': '@a/b',
                    'files': {
                        'LICENSE': ['docs/b-LICENSE.txt', 'hooks/LICENSE'],
                        'dist/*.js': 'docs/',
                    },
                }
            ]
        },
    )
    write(
        tmp_path / 'package-lock.json',
        {'packages': {'node_modules/@a/b': {'version': '1.2.0', 'integrity': 'sha512-x'}}},
    )
    write(tmp_path / 'node_modules/@a/b/package.json', {'version': '1.2.0'})
    write(tmp_path / 'node_modules/@a/b/LICENSE', 'MIT')
    write(tmp_path / 'node_modules/@a/b/dist/b.js', 'b()')
    return tmp_path


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding='utf-8')


def listed(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / 'vendor.json').read_text(encoding='utf-8'))
    return found['packages'][0]


def test_files_are_copied_to_each_place_and_written_down(root: Path) -> None:
    assert vendor.main(root) == 0
    assert (root / 'docs/b.js').read_text('utf-8') == 'b()'
    assert listed(root)['integrity'] == 'sha512-x'
    assert listed(root)['sha256'] == {
        'docs/b-LICENSE.txt': hashlib.sha256(b'MIT').hexdigest(),
        'docs/b.js': hashlib.sha256(b'b()').hexdigest(),
        'hooks/LICENSE': hashlib.sha256(b'MIT').hexdigest(),
    }


def test_a_file_that_a_new_release_renames_leaves_no_old_one(root: Path) -> None:
    vendor.main(root)
    (root / 'node_modules/@a/b/dist/b.js').rename(root / 'node_modules/@a/b/dist/c.js')
    vendor.main(root)
    assert sorted(path.name for path in (root / 'docs').iterdir()) == ['b-LICENSE.txt', 'c.js']
    assert 'docs/b.js' not in listed(root)['sha256']


@pytest.mark.parametrize(
    ('path', 'content', 'problem'),
    [
        (
            'package-lock.json',
            {'packages': {}},
            "vendor.json: '@a/b' is not in package-lock.json; run 'npm install @a/b'",
        ),
        (
            'node_modules/@a/b/package.json',
            {'version': '1.1.0'},
            "node_modules: @a/b is 1.1.0, expected 1.2.0; run 'npm ci'",
        ),
        (
            'vendor.json',
            {'packages': [{'name': '@a/b', 'files': {'nothing*': 'docs/', 'LICENSE': 'docs/'}}]},
            "vendor.json: @a/b 1.2.0 has no file 'nothing*'",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_copied(
    root: Path, capsys: pytest.CaptureFixture[str], path: str, content: object, problem: str
) -> None:
    write(root / path, content)
    assert vendor.main(root) == 1
    assert capsys.readouterr().out == f'{problem}\n'
    assert not (root / 'docs').exists()
