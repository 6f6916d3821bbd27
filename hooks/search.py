"""Gives Material's search box our worker, and it the documents of the bank.

Material's plugin draws the box; its own index would be a second one, so pages are kept out of it,
and the file it writes is replaced.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.publish import search
from guide.render.markup import GuideExtension

INDEX = 'search/search_index.json'
OPENSEARCH = 'opensearch.xml'

_OPENSEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{name}</ShortName>
  <Description>Interview questions on ML, AI and data</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">{url}assets/favicon.svg</Image>
  <Url type="text/html" template="{url}?q={{searchTerms}}"/>
</OpenSearchDescription>
"""


def on_page_markdown(markdown: str, page: Page, **_: object) -> None:
    """Keep the page out of the plugin's own index."""
    page.meta['search'] = {'exclude': True}


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Let browsers register the site as a search engine (OpenSearch 1.1), if it has an address."""
    if config.site_url:
        description = _OPENSEARCH.format(name=escape(config.site_name), url=escape(config.site_url))
        files.append(File.generated(config, OPENSEARCH, content=description))


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """Remember where each source is published."""
    if 'guide' not in config.extra:
        raise PluginError('mkdocs.yml lists hooks/search.py without hooks/questions.py')
    config.extra['addresses'] = {file.src_uri: file.url for file in files}


def on_post_build(config: MkDocsConfig) -> None:
    """Write the documents where Material fetches its index; it hands them to the worker."""
    addresses = cast('dict[str, str]', config.extra['addresses'])

    def href(source: str) -> str:
        path, hash_, anchor = source.partition('#')
        # MkDocs warns of links to a page that is missing, as concepts.md may be
        return f'{addresses.get(path, "")}{hash_}{anchor}'

    bank = cast(GuideExtension, config.extra['guide']).site.bank
    # Material marks the words of `?h=` after a jump, and splits them and the page by the separator.
    index = {
        'config': {'lang': ['en'], 'separator': r'[\s+]+', 'titles': search.titles()},
        'docs': search.documents(bank, href),
    }
    text = json.dumps(index, ensure_ascii=False, separators=(',', ':'))
    path = Path(config.site_dir) / INDEX
    path.parent.mkdir(exist_ok=True)  # Material's plugin has made it, if it is there
    path.write_text(text, encoding='utf-8')
