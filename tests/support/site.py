"""The built site: how it is built, and which file answers for which address."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.utils.yaml import yaml_load

from support import ROOT
from support.tree import Node

CSS_URL = re.compile(r'url\(\s*(["\']?)(.*?)\1\s*\)')
LOADING = ('src', 'poster', 'data', 'action', 'formaction', 'xlink:href', 'background')


def settings() -> dict[str, object]:
    """The site's mkdocs.yml."""
    with (ROOT / 'mkdocs.yml').open(encoding='utf-8') as file:
        return dict(yaml_load(file))


HOME = str(settings()['site_url'])


def build(engine: str, project: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build a project's site strictly into a folder, in a process of its own.

    The engine is `mkdocs` or `properdocs`; what it said is in `stdout`.
    """
    command = [sys.executable, '-m', engine, 'build', '--strict', '-f', 'mkdocs.yml']
    environment = os.environ | {
        'NO_MKDOCS_2_WARNING': '1',
        'PYTHONPATH': str(ROOT / 'hooks'),
        'GITHUB_SHA': 'f' * 40,  # as in the deployment: report links carry the version
    }
    return subprocess.run(
        [*command, '--site-dir', str(folder)],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Site:
    """The folder of a built site."""

    root: Path

    def files(self, ending: str) -> list[str]:
        """Paths of the files with an ending, from the root of the site."""
        found = self.root.rglob(f'*.{ending}')
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding='utf-8')

    def file(self, address: str) -> str | None:
        """The path of the file that answers for an address of the site; None when none does."""
        parts = urlsplit(address)
        base = urlsplit(HOME)
        if parts.netloc != base.netloc or not parts.path.startswith(base.path):
            return None
        path = unquote(parts.path.removeprefix(base.path))
        if path == '' or path.endswith('/'):
            path += 'index.html'
        return path if (self.root / path).is_file() else None


def address(path: str) -> str:
    """Where a file of the site is found."""
    return HOME + re.sub(r'(^|/)index\.html$', r'\1', path)


def is_foreign(path: str, reference: str) -> bool:
    """Whether what a file refers to lies on another host."""
    parts = urlsplit(urljoin(address(path), reference))
    return parts.scheme in ('http', 'https') and parts.netloc != urlsplit(HOME).netloc


def loaded(page: Node) -> Iterator[str]:
    """What a page makes the browser ask for, or says it may."""
    for node in page:
        if node.tag not in ('a', 'area') and node.get('href'):
            yield node.get('href')
        yield from (node.get(name) for name in LOADING if node.get(name))
        yield from (part.split()[0] for part in node.get('srcset').split(',') if part.strip())
        css = node.source if node.tag == 'style' else node.get('style')
        yield from (match[2] for match in CSS_URL.finditer(css))
