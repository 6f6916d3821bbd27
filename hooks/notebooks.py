"""Shows each notebook of docs/notebooks/ as a page; the notebook itself is there to download."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from guide.source import notebooks

FIGURES = 'assets/figures'


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add a page and its figures for each notebook; a broken one is reported with all else."""
    for file in [file for file in files if notebooks.is_notebook(file.src_uri)]:
        path, text = file.src_uri, file.content_string
        try:
            page, figures = notebooks.markdown(path, text), notebooks.figures(path, text)
        except ValueError:
            continue
        files.append(File.generated(config, notebooks.page_path(path), content=page))
        for name, svg in figures.items():
            files.append(File.generated(config, f'{FIGURES}/{name}', content=svg))
