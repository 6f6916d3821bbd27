"""Links lead somewhere, ids are unique, nothing comes from another host, no Markdown is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from support.site import CSS_URL, HOME, Site, address, is_foreign, loaded
from support.tree import Node

# Signs of an unfinished rendering: stashed pieces, blocks, attribute lists, code, links, emphasis.
LEFT_OVER = re.compile(
    r'wzxhzdk|klzzwxh|\x02|\x03|\?\?\?|\{ ?[#:.]|`|\]\(|\*\*|\$\$|data-guide|held-\d'
)
OLD_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\)')
NOT_PROSE = ('code', 'pre', 'script', 'style', 'svg', 'math')


def prose(node: Node) -> Iterator[str]:
    """The texts a reader sees, and those in tooltips, without code and formulas."""
    for part in node.parts:
        if isinstance(part, str):
            yield part
        elif part.tag not in NOT_PROSE and 'katex' not in part.classes:
            yield from (part.get(name) for name in ('title', 'alt', 'aria-label'))
            yield from prose(part)


@pytest.fixture(scope='module')
def ids(everything: Mapping[str, Node]) -> dict[str, set[str]]:
    """The ids of every page."""
    return {path: {node.get('id') for node in page} for path, page in everything.items()}


def test_ids_are_unique_on_their_page(everything: Mapping[str, Node]) -> None:
    for path, page in everything.items():
        counts = Counter(node.get('id') for node in page if 'id' in node.attributes)
        assert [name for name, count in counts.items() if count > 1 or not name] == [], path


def test_what_names_an_id_finds_it(
    everything: Mapping[str, Node], ids: Mapping[str, set[str]]
) -> None:
    names = ('aria-labelledby', 'aria-describedby', 'aria-controls', 'for')
    for path, page in everything.items():
        named = {word for node in page for name in names for word in node.get(name).split()}
        assert named - ids[path] == set(), path


def test_every_link_leads_somewhere(
    everything: Mapping[str, Node], ids: Mapping[str, set[str]], site: Site
) -> None:
    """Pages, files and anchors; of the page for lost readers, from wherever it is shown."""
    for path, page in everything.items():
        broken = []
        start = address(path) if path != '404.html' else f'{HOME}no/such/page/'
        for link in page.all('a'):
            target = urljoin(start, link.get('href'))
            if urlsplit(target).netloc != urlsplit(HOME).netloc:
                continue
            found = path if link.get('href').startswith('#') else site.file(target)
            anchor = unquote(urlsplit(target).fragment)
            if found is None or (anchor and anchor not in ids.get(found, set())):
                broken.append(link.get('href'))
        assert broken == [], path


def test_no_link_is_empty(everything: Mapping[str, Node]) -> None:
    for path, page in everything.items():
        links = [link for link in page.all('a') if 'href' in link.attributes]
        assert [link.text for link in links if link.get('href') in ('', '#')] == [], path
        named = [
            link.text or link.get('aria-label') or link.get('title') or link.all('svg')
            for link in links
        ]
        assert all(named), path


def test_links_to_other_sites_are_encrypted(everything: Mapping[str, Node]) -> None:
    hrefs = {link.get('href') for page in everything.values() for link in page.all('a')}
    hrefs.discard('javascript:void(0)')  # Material's button that copies a search
    assert {href for href in hrefs if urlsplit(href).scheme not in ('', 'https')} == set()


def test_pages_load_nothing_from_another_host(everything: Mapping[str, Node]) -> None:
    for path, page in everything.items():
        named = list(loaded(page))
        assert len(named) > 5
        assert [reference for reference in named if is_foreign(path, reference)] == [], path


def test_what_pages_load_exists(everything: Mapping[str, Node], site: Site) -> None:
    for path, page in everything.items():
        names = [urljoin(address(path), name) for name in loaded(page) if name[:5] != 'data:']
        assert [name for name in names if site.file(name) is None] == [], path


def test_style_sheets_load_only_what_exists_here(site: Site) -> None:
    """Of a font's sources the first: KaTeX names older formats that no browser here asks for."""
    for path in site.files('css'):
        text = OLD_FONTS.sub('', site.text(path))
        assert '@import' not in text, path
        named = [match[2] for match in CSS_URL.finditer(text)]
        named = [name for name in named if not name.startswith(('data:', '#', '%23'))]
        found = {name: site.file(urljoin(address(path), name)) for name in named}
        assert [name for name, file in found.items() if file is None] == [], path


def test_no_markdown_is_left(everything: Mapping[str, Node]) -> None:
    for path, page in everything.items():
        found = [text.strip()[:80] for text in prose(page) if LEFT_OVER.search(text)]
        assert found == [], path


def test_every_picture_has_words(everything: Mapping[str, Node]) -> None:
    for path, page in everything.items():
        images = [*page.all('img'), *page.all('svg', role='img')]
        said = [image.get('alt') or image.get('aria-label') for image in images]
        assert all(said), path
