"""Copy the files listed in vendor.json out of their npm packages: `make vendor`.

A package is taken only if its tarball has the integrity written in vendor.json. After raising a
version, empty its integrity: the run then writes the registry's value, to be reviewed in the diff.
"""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / 'vendor.json'


def main() -> int:
    listed = json.loads(LIST.read_text(encoding='utf-8'))
    for package in listed['packages']:
        with tempfile.TemporaryDirectory() as folder:
            tarball = fetch(package['name'], package['version'], Path(folder))
            found = integrity(tarball.read_bytes())
            if package['integrity'] not in ('', found):
                print(f'{package["name"]}: integrity is {found}, not {package["integrity"]}')
                return 1
            package['integrity'] = found
            copied = unpack(tarball, package['files'])
        package['sha256'] = {path: digest(ROOT / path) for path in sorted(copied)}
        print(f'{package["name"]} {package["version"]}: {len(copied)} files')
    LIST.write_text(json.dumps(listed, indent=2) + '\n', encoding='utf-8')
    return 0


def fetch(name: str, version: str, folder: Path) -> Path:
    """The package's tarball, from the registry npm is set up with."""
    command = ['npm', 'pack', '--json', f'{name}@{version}']
    answer: Any = json.loads(
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    )
    entry = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    return folder / str(entry['filename'])


def integrity(data: bytes) -> str:
    """The value npm publishes for a tarball: its SHA-512, in base64."""
    return 'sha512-' + base64.b64encode(hashlib.sha512(data).digest()).decode()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(tarball: Path, files: dict[str, str | list[str]]) -> list[str]:
    """Write the listed files (pattern -> place or places); return where they are."""
    copied = []
    with tarfile.open(tarball) as archive:
        for member in archive.getmembers():
            name = member.name.partition('/')[2]
            for pattern, places in files.items():
                if not fnmatch.fnmatchcase(name, pattern):
                    continue
                source = archive.extractfile(member)
                assert source is not None, name
                data = source.read()
                for place in [places] if isinstance(places, str) else places:
                    target = place + Path(name).name if place.endswith('/') else place
                    (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
                    (ROOT / target).write_bytes(data)
                    copied.append(target)
    return copied


if __name__ == '__main__':
    sys.exit(main())
