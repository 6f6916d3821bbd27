"""Connects the core (the `guide` package beside this file) to MkDocs' events.

on_config      checks that the build can say who it is; starts the Markdown extension
on_files       makes the bank of what hooks/sources.py has read, and reports every problem
on_page_*      hands each page to the extension and the templates what the bank knows of it
on_env         escapes what each page says of itself
on_post_build  publishes questions.json and its schema
on_shutdown    ends what renders the formulas
"""

from __future__ import annotations

import json
import os
from collections.abc import MutableMapping
from html import escape
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.bank import bank as banks
from guide.bank import vocabulary
from guide.bank.sources import Sources
from guide.model import Page as GuidePage
from guide.model import Problem
from guide.publish import export, schema
from guide.render import markup, paper, topic
from guide.render.markup import GuideExtension
from guide.render.site import Site
from guide.shape import FRONT_MATTER
from guide.source import maths
from guide.source.files import text as read_text

log = get_plugin_logger('guide')

PDFS = 'pdf'  # the folder `make pdf` writes into, and its place on the site


def on_config(config: MkDocsConfig) -> None:
    """Add an extension of this build's own: `mkdocs serve` builds often in one process."""
    extension = GuideExtension(Site(banks.Bank((), vocabulary.Vocabulary({}))))
    config.markdown_extensions.append(cast(Any, extension))
    config.extra['guide'] = extension


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Make the bank of all pages before one is rendered, so that links can go forwards too."""
    extension = _extension(config)
    read: Sources | None = config.extra.get('sources')
    if read is None:
        raise PluginError('mkdocs.yml lists hooks/questions.py without hooks/sources.py')
    bank, problems = banks.of(read)
    pdfs, faults = _pdfs(files, config)
    problems = sorted([*problems, *faults])
    for problem in problems:
        log.warning(str(problem))
    if problems and config.strict:
        raise Abort(f'{len(problems)} problems in the guide; nothing was built')
    repository = config.extra.get('repository')
    extension.start_site(
        Site(
            bank,
            figures=_figures(files),
            pdfs=pdfs,
            site_url=config.site_url or '',
            report_url=f'{repository}/issues/new' if repository else '',
            version=_version(),
        )
    )
    if (words := files.get_file_from_path(vocabulary.PATH)) is not None:
        files.remove(words)  # its content is published as the concept index


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Tell the extension which page comes next, and take the metadata out of its text."""
    extension = _extension(config)
    extension.start(page.file.src_uri)
    _leave_out_what_is_wrong(page.meta)
    if page.is_homepage:
        page.meta['search'] = {'exclude': True}  # it only says where other pages are
    source = _page(config, page)
    if source is None or not source.is_topic:
        return markdown
    page.meta['subtitle'] = str(len(source.questions))
    return markup.without_metadata(markdown)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Escape what each page says of itself: Material puts it into attributes and links as it is."""
    for page in [file.page for file in files.documentation_pages() if file.page]:
        for key in {'title', 'description'} & page.meta.keys():
            page.meta[key] = escape(str(page.meta[key]))
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, **_: object) -> None:
    """What the templates need: whether there are formulas, and a topic's structured data."""
    source = _page(config, page)
    topical = source is not None and source.is_topic
    # Material reads the heading of the contents here, and knows only one for the whole site.
    config.mdx_configs.setdefault('toc', {})['title'] = 'Questions' if topical else 'On this page'
    if source is None:
        return
    date = _extension(config).site.bank.runs.date
    context['has_formulas'] = bool(source.formulas)
    context['last_run'] = topic.day(date) if date else ''
    if topical:
        context['structured_data'] = export.structured_data(source, page.canonical_url or '', date)


def on_post_build(config: MkDocsConfig) -> None:
    """Publish the questions as data, and what the data may hold."""
    data = {
        'questions.json': export.questions(_extension(config).site.bank),
        schema.FILE: schema.schema(config.site_url or ''),
    }
    for name, content in data.items():
        text = json.dumps(content, ensure_ascii=False)
        (Path(config.site_dir) / name).write_text(text, encoding='utf-8')


def on_shutdown() -> None:
    """End the formulas' engine, whether or not the build came to its end."""
    maths.close()


def _extension(config: MkDocsConfig) -> GuideExtension:
    return cast(GuideExtension, config.extra['guide'])


def _leave_out_what_is_wrong(front_matter: MutableMapping[str, Any]) -> None:
    """Keep what the check lets pass: templates and MkDocs take the rest at its word."""
    for key, value in list(front_matter.items()):
        if key not in FRONT_MATTER or not isinstance(value, FRONT_MATTER[key].kind):
            del front_matter[key]


def _page(config: MkDocsConfig, page: Page) -> GuidePage | None:
    return _extension(config).site.bank.by_path.get(page.file.src_uri)


def _figures(files: Files) -> dict[str, str]:
    """The text of every figure, by file name."""
    return {
        Path(file.src_uri).name: file.content_string
        for file in files
        if file.src_uri.startswith('assets/figures/') and file.src_uri.endswith('.svg')
    }


def _pdfs(files: Files, config: MkDocsConfig) -> tuple[paper.Pdfs, list[Problem]]:
    """The PDFs that `make pdf` has made, by topic and mode; each is published with the site."""
    folder = Path(config.config_file_path).parent / PDFS
    problems: list[Problem] = []

    def report(line: int, message: str) -> None:
        problems.append(Problem(f'{PDFS}/index.json', line, message))

    text = read_text(folder / 'index.json', report)
    made = {f'{PDFS}/{path.name}': path for path in folder.glob('*.pdf') if path.is_file()}
    pdfs = paper.read(text, made, report) if text else {}
    for name, path in made.items() if pdfs else ():
        files.append(File.generated(config, name, abs_src_path=str(path)))
    return pdfs, problems


def _version() -> str:
    """The commit the site is built from, as the deployment names it; empty elsewhere."""
    return os.environ.get('GITHUB_SHA', '')[:10]
