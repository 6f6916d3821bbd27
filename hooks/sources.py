"""Reads the docs folder as the core does, and leaves MkDocs only the files that are on the site.

What is hidden, excluded or cannot be read is out of its list before anything opens it, so that
`mkdocs build`, `mkdocs serve` and `python -m guide check` see the same pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from guide.bank import sources
from guide.source import settings

_drafts = False  # whether they are shown, as in `mkdocs serve`


def on_startup(command: Literal['build', 'gh-deploy', 'serve'], dirty: bool) -> None:
    """Remember the command: no later event knows it."""
    global _drafts
    _drafts = command == 'serve'


def on_pre_build(config: MkDocsConfig) -> None:
    """Read everything, before MkDocs follows a link that never ends."""
    config_file = Path(config.config_file_path or settings.PATH)  # none if MkDocs reads a pipe
    read = sources.read(Path(config.docs_dir), config_file, _drafts)
    if read.endless:
        found = [problem for problem in read.problems if problem.path.endswith(read.endless)]
        raise Abort('\n'.join(map(str, sorted(found))))
    config.extra['sources'] = read


@event_priority(100)  # before any other hook opens a file
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Take out what is not on the site; what is no UTF-8 is shown as well as it can be read."""
    read: sources.Sources = config.extra['sources']
    for file in list(files):
        if file.src_dir != config.docs_dir:
            continue  # of the theme
        if file.src_uri not in read.names:
            files.remove(file)
        elif file.src_uri in read.garbled:
            file.content_string = read.texts[file.src_uri]
