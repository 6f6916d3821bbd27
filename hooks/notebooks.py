"""Shows each notebook as a page, by mkdocs-jupyter with our template.

on_config         keeps MathJax out of the pages
on_files          leaves out what is no notebook, which has been reported
on_pre_page       hands mkdocs-jupyter the notebook as it was checked
on_page_content   lets MkDocs render what the template made, so that links and anchors are checked
on_post_page      puts the notebook beside its page, to download
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data
from mkdocs_jupyter.config import settings

from guide.model import Page as GuidePage
from guide.render.markup import GuideExtension
from guide.source import notebooks

log = get_plugin_logger('notebooks')

settings.templates_dir = str(notebooks.TEMPLATES)

_DOWNLOAD = re.compile('(?<=<a class="dr-download" )href="[^"]*"')


def on_config(config: MkDocsConfig) -> None:
    """Keep MathJax out: from release 0.27 on, the plugin puts a later one into every page."""
    config.plugins['mkdocs-jupyter'].config['mathjax_version'] = 2


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what is no notebook; it has been reported, and mkdocs-jupyter would stop at it."""
    pages = _pages(config)
    for file in list(files):
        if notebooks.is_notebook(file.src_uri) and file.src_uri not in pages:
            files.remove(file)


@event_priority(100)
def on_pre_page(page: Page, **_: object) -> Page:
    """Write the notebook as it was checked where mkdocs-jupyter, which comes next, reads it."""
    path = page.file.src_uri
    if notebooks.is_notebook(path):
        copy = Path(tempfile.mkdtemp()) / Path(path).name
        checked = notebooks.tidied(path, _file(page).content_string)
        copy.write_text(json.dumps(checked), encoding='utf-8')
        page.file.abs_src_path = str(copy)
    return page


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """The page made of the Markdown in the filled template."""
    path = page.file.src_uri
    if not notebooks.is_notebook(path):
        return html
    shutil.rmtree(Path(page.file.abs_src_path or '').parent)
    page.file.abs_src_path = _file(page).abs_src_path
    text = notebooks.markdown(html)
    if text != _pages(config)[path].text:
        log.warning(
            f'{path} is shown otherwise than it was checked; '
            'a Jupyter configuration on this machine may change it'
        )
    page.markdown, facts = get_data(text)
    page.meta.update(facts)
    type(page).render(page, config, files)  # MkDocs' own, in whose place this page has another
    link = f'href="{get_relative_url(quote(path), page.url)}" download'  # not to its page
    return _DOWNLOAD.sub(link, page.content or '', count=1)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Copy the notebook as it is: `notebooks/x.ipynb` beside `notebooks/x/`."""
    if notebooks.is_notebook(page.file.src_uri):
        target = Path(config.site_dir) / page.file.src_uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_file(page).content_bytes)


def _file(page: Page) -> File:
    """The notebook's file, which mkdocs-jupyter has wrapped."""
    return cast(File, cast(Any, page.file).file)


def _pages(config: MkDocsConfig) -> Mapping[str, GuidePage]:
    if 'guide' not in config.extra:
        raise PluginError('mkdocs.yml lists hooks/notebooks.py without hooks/questions.py')
    return cast(GuideExtension, config.extra['guide']).site.bank.by_path
