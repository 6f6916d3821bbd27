"""A guide of three questions that tests change and build with the real mkdocs.yml and hooks."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ['NO_MKDOCS_2_WARNING'] = '1'  # read when MkDocs first looks for its themes

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.utils.yaml import yaml_load

from guide.bank import runs
from guide.bank.bank import load
from support import DOCS, ROOT

TEMPLATE = ROOT / 'tests/build/project'
DATE = '2026-01-31'
PYTHON = '3.11.7'

BASICS = 'docs/questions/basics.md'
PRACTICE = 'docs/questions/practice.md'
CONCEPTS = 'docs/concepts.yml'

ADDRESS = 'http://127.0.0.1:8000/dry-run/'  # of `mkdocs serve`

NAV = """
nav:
  - index.md
  - Topics: [questions/basics.md, questions/practice.md]
  - concepts.md
"""


@dataclass(frozen=True)
class Build:
    """What one build left: the site's folder, the warnings, and whether strict mode gave up."""

    site: Path
    warnings: list[str] = field(default_factory=list)
    aborted: bool = False
    said: str = ''  # on giving up

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding='utf-8')

    @property
    def html(self) -> list[Path]:
        return sorted(self.site.rglob('*.html'))


@dataclass(frozen=True)
class Project:
    """A copy of the small guide in a folder of its own."""

    folder: Path

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands in the file exactly once."""
        text = (self.folder / path).read_text(encoding='utf-8')
        assert text.count(old) == 1, f'{path} holds {old!r} {text.count(old)} times'
        self.write(path, text.replace(old, new))

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding='utf-8')

    def line(self, path: str, words: str) -> int:
        """The line of the first use of the words in a file."""
        text = (self.folder / path).read_text(encoding='utf-8')
        assert words in text, f'{path} does not hold {words!r}'
        return text.count('\n', 0, text.index(words)) + 1

    def record(self) -> None:
        """Write runs.json as if every block had just run."""
        lock = (self.folder / runs.LOCKS[0]).read_text(encoding='utf-8')
        docs = self.folder / 'docs'
        blocks: dict[str, dict[str, tuple[str, ...]]] = {}
        for page in load(docs)[0].pages:
            numpy = ('numpy',) if 'import numpy' in page.text else ()
            blocks[page.path] = {key: numpy for _, key in runs.runnable(page)}
        self.write(runs.RECORD, runs.write(runs.Runs(DATE, PYTHON, runs.fingerprint(lock), blocks)))

    def build(self, *, strict: bool = False, serve: bool = False) -> Build:
        """Build the site as MkDocs' command line does, in this process; or as `serve` does."""
        site = self.folder / 'site'
        with _warnings() as warnings:
            config = load_config(
                config_file=str(self.folder / 'mkdocs.yml'), site_dir=str(site), strict=strict
            )
            config.plugins.on_startup(command='serve' if serve else 'build', dirty=False)
            try:
                build(config, serve_url=ADDRESS if serve else None)
            except Abort as error:
                return Build(site, warnings, aborted=True, said=str(error))
        return Build(site, warnings)


def create(folder: Path) -> Project:
    """The small guide in a folder, with the real settings except for its pages."""
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    for used in ('styles', 'icons', 'search'):
        shutil.copytree(DOCS / 'assets' / used, folder / 'docs/assets' / used)
    project = Project(folder)
    project.write('mkdocs.yml', _settings())
    project.record()
    return project


def _settings() -> str:
    """The real mkdocs.yml, inherited; what it says relative to itself is said absolutely."""
    with (ROOT / 'mkdocs.yml').open(encoding='utf-8') as file:
        real = yaml_load(file)
    hooks = ''.join(f'\n  - {ROOT / hook}' for hook in real['hooks'])
    return (
        f'INHERIT: {ROOT / "mkdocs.yml"}\n{NAV}\nhooks:{hooks}\n'
        f'theme:\n  custom_dir: {ROOT / "overrides"}\nwatch: [runs.json]\n'
    )


class _Collector(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """The warnings on MkDocs' loggers: those that count in strict mode, and no others."""
    found: list[str] = []
    handler = _Collector(found)
    logger = logging.getLogger('mkdocs')
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
