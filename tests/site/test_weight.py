"""Pages are light, and the style sheets hang together."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from support import ROOT
from support.site import Site, address
from support.tree import Node

FIRST_VIEW = 200_000  # bytes of a topic, compressed, before anything is searched for
NOTEBOOK = 45_000  # bytes of a notebook's page, compressed, without its pictures
INDEX_OF_SEARCH = 1_000_000  # bytes, compressed; asked for in the background

USED = re.compile(r'var\(\s*(--[\w-]+)')
CLASS = re.compile(r'\.(dr-[\w-]+)')
DEFINED = re.compile(r'(--[\w-]+)\s*:')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def compressed(data: bytes) -> int:
    """As a server sends it at best."""
    return len(gzip.compress(data, 9))


def first_view(path: str, page: Node, site: Site) -> dict[str, int]:
    """What a topic's first view takes: file -> compressed bytes."""
    head = [link for link in page.all('link') if link.get('rel') in ('stylesheet', 'preload')]
    names = [link.get('href') for link in head]
    names += [script.get('src') for script in page.all('script') if script.get('src')]
    names.append(json.loads(page.one('script', id='__config').source)['search'])  # its worker
    files = [path, *(site.file(urljoin(address(path), name)) for name in names)]
    return {str(file): compressed((site.root / str(file)).read_bytes()) for file in files}


def test_first_view_of_a_topic_is_light(topics: Mapping[str, Node], site: Site) -> None:
    sizes = {path: first_view(path, page, site) for path, page in topics.items()}
    largest = max(sizes.values(), key=lambda files: sum(files.values()))
    print(sum(largest.values()), largest)  # seen with `pytest -rP`
    assert len(largest) >= 8
    assert sum(largest.values()) <= FIRST_VIEW, largest


def test_a_notebook_is_light(pages: Mapping[str, Node], site: Site) -> None:
    """mkdocs-jupyter's own template would put 574 KB of styles into each."""
    texts = [site.text(path) for path in pages if path.startswith('notebooks/')]
    assert texts
    for text in texts:
        rest = re.sub(r'(?<=<figure class="dr-figure">)<svg.*?</svg>', '', text, flags=re.DOTALL)
        assert len(rest) < len(text)
        assert compressed(rest.encode()) <= NOTEBOOK


def test_index_of_the_search_is_light(site: Site) -> None:
    indexes = [site.root / path for path in site.files('json') if path.startswith('search/')]
    assert indexes
    assert sum(compressed(path.read_bytes()) for path in indexes) <= INDEX_OF_SEARCH


def sheets(site: Site, folder: str) -> Iterator[str]:
    for path in site.files('css'):
        if path.startswith(folder):
            yield COMMENT.sub('', site.text(path))


def test_every_custom_property_in_use_is_defined(
    everything: Mapping[str, Node], site: Site
) -> None:
    """A misspelt token fails silently: the browser takes the initial value."""
    inline = [
        text
        for page in everything.values()
        for node in page
        for text in (node.get('style'), node.source if node.tag == 'style' else '')
    ]
    own = [*sheets(site, 'assets/styles/'), *inline]
    used = {name for text in own for name in USED.findall(text)}
    defined = {name for text in (*sheets(site, ''), *inline) for name in DEFINED.findall(text)}
    assert len(used) > 10
    assert used - defined == set()


def test_every_class_of_ours_in_the_sheets_is_used(
    everything: Mapping[str, Node], site: Site
) -> None:
    """By a page, a script, or what prints the whole guide; a rule for nothing is never missed."""
    styled = {name for text in sheets(site, 'assets/styles/') for name in CLASS.findall(text)}
    shown = {name for page in everything.values() for node in page for name in node.classes}
    texts = [site.text(path) for path in site.files('js') if path.startswith('assets/s')]
    texts += [
        (ROOT / 'tools' / name).read_text(encoding='utf-8') for name in ('pdf.py', 'cover.html')
    ]
    made = {name for name in styled if any(name in text for text in texts)}
    put_together = {'dr-pdf', 'dr-hit--fact'}  # where `make pdf` has run, and in search/results.js
    assert len(styled) > 30
    assert styled - shown - made - put_together == set()
