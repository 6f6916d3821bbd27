"""Connects the core (the `guide` package beside this file) to MkDocs' events.

on_config      checks that the build can say who it is; starts the Markdown extension
on_files       reads the whole site into the bank and reports every problem
on_page_*      hands each page to the extension and the templates what the bank knows of it
on_env         escapes what each page says of itself
on_post_build  publishes questions.json and its schema
on_shutdown    ends what renders the formulas
"""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.bank import bank as banks
from guide.bank import runs, vocabulary
from guide.model import Page as GuidePage
from guide.publish import export, schema
from guide.render import markup, topic
from guide.render.markup import GuideExtension
from guide.render.paper import Pdf
from guide.render.site import Site
from guide.source import maths

log = get_plugin_logger('guide')

PDFS = 'pdf'  # the folder `make pdf` writes into, and its place on the site


def on_config(config: MkDocsConfig) -> None:
    """Add an extension of this build's own: `mkdocs serve` builds often in one process."""
    extension = GuideExtension(Site(banks.Bank((), vocabulary.Vocabulary({}))))
    config.markdown_extensions.append(cast(Any, extension))
    config.extra['guide'] = extension


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read every page before any is rendered, so that links can go forwards too."""
    extension = _extension(config)
    texts = {
        file.src_uri: file.content_string
        for file in files
        if banks.is_source(file.src_uri) and file.generated_by is None
    }
    nav = banks.nav_paths(cast(Any, config))
    record = _project_text(config, runs.RECORD)
    lock = ''.join(_project_text(config, name) for name in runs.LOCKS)
    bank, problems = banks.build(
        texts, nav, record=record, lock=lock, root=Path(config.docs_dir).name
    )
    for problem in problems:
        log.warning(str(problem))
    if problems and config.strict:
        raise Abort(f'{len(problems)} problems in the guide; nothing was built')
    extension.start_site(
        Site(
            bank,
            figures=_figures(files),
            pdfs=_pdfs(files, config),
            site_url=config.site_url or '',
            report_url=f'{config.extra["repository"]}/issues/new',
            version=_version(),
        )
    )
    if (words := files.get_file_from_path(vocabulary.PATH)) is not None:
        files.remove(words)  # its content is published as the concept index


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Tell the extension which page comes next, and take the metadata out of its text."""
    extension = _extension(config)
    extension.start(page.file.src_uri)
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


def _page(config: MkDocsConfig, page: Page) -> GuidePage | None:
    return _extension(config).site.bank.by_path.get(page.file.src_uri)


def _figures(files: Files) -> dict[str, str]:
    """The text of every figure, by file name."""
    return {
        Path(file.src_uri).name: file.content_string
        for file in files
        if file.src_uri.startswith('assets/figures/') and file.src_uri.endswith('.svg')
    }


def _pdfs(files: Files, config: MkDocsConfig) -> dict[str, dict[str, Pdf]]:
    """The PDFs that `make pdf` has made, by topic and mode; each is published with the site."""
    folder = Path(config.config_file_path).parent / PDFS
    index = json.loads(_project_text(config, f'{PDFS}/index.json') or '{}')
    for path in sorted(folder.glob('*.pdf')) if index else ():
        files.append(File.generated(config, f'{PDFS}/{path.name}', abs_src_path=str(path)))
    return {
        topic: {mode: Pdf(**facts) for mode, facts in modes.items()}
        for topic, modes in index.items()
    }


def _project_text(config: MkDocsConfig, name: str) -> str:
    path = Path(config.config_file_path).parent / name
    return path.read_text(encoding='utf-8') if path.exists() else ''


def _version() -> str:
    """The commit the site is built from, as the deployment names it; empty elsewhere."""
    return os.environ.get('GITHUB_SHA', '')[:10]
