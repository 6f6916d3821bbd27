"""Copy the files that vendor.json names out of node_modules: `make vendor`.

Which version is copied stands in package.json, and `npm ci` has checked it against the integrity in
package-lock.json. What was copied is written down beside its list, so that the tests know a changed
file, and a raised version whose files were not copied, without npm.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main(root: Path = ROOT) -> int:
    """Copy all or, where something is missing, say what and copy nothing."""
    listed = json.loads((root / 'vendor.json').read_text(encoding='utf-8'))
    lock = json.loads((root / 'package-lock.json').read_text(encoding='utf-8'))['packages']
    packages = listed['packages']
    problems = [problem for package in packages for problem in missing(root, lock, package)]
    if problems:
        print('\n'.join(problems))
        return 1
    for package in packages:
        package['integrity'] = lock[f'node_modules/{package["name"]}']['integrity']
        package['sha256'] = replace(root, package)
        print(f'{package["name"]}: {len(package["sha256"])} files')
    text = json.dumps(listed, indent=2, ensure_ascii=False)
    (root / 'vendor.json').write_text(text + '\n', encoding='utf-8')
    return 0


def missing(root: Path, lock: dict[str, Any], package: dict[str, Any]) -> Iterator[str]:
    """What keeps a package from being copied, a line each."""
    name = package['name']
    locked = lock.get(f'node_modules/{name}', {}).get('version')
    if locked is None:
        yield f"vendor.json: '{name}' is not in package-lock.json; run 'npm install {name}'"
        return
    found = root / 'node_modules' / name / 'package.json'
    installed = json.loads(found.read_text(encoding='utf-8'))['version'] if found.exists() else None
    if installed != locked:
        yield f"node_modules: {name} is {installed}, expected {locked}; run 'npm ci'"
        return
    for pattern in package['files']:
        if not any((root / 'node_modules' / name).glob(pattern)):
            yield f"vendor.json: {name} {locked} has no file '{pattern}'"


def replace(root: Path, package: dict[str, Any]) -> dict[str, str]:
    """Put a package's files in place of those copied before; each one's SHA-256, by its path."""
    for path in package.get('sha256', {}):
        (root / path).unlink(missing_ok=True)
    copied = {}
    for source, path in places(root, package):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / path)
        copied[path] = hashlib.sha256(source.read_bytes()).hexdigest()
    return dict(sorted(copied.items()))


def places(root: Path, package: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Each file that a pattern matches, with each place it is for: a path, or a folder and `/`."""
    for pattern, targets in package['files'].items():
        for source in sorted((root / 'node_modules' / package['name']).glob(pattern)):
            for target in [targets] if isinstance(targets, str) else targets:
                yield source, target + source.name if target.endswith('/') else target


if __name__ == '__main__':
    sys.exit(main())
