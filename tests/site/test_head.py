"""What search engines, shared links and lost readers get."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from urllib.parse import urljoin

from support.site import HOME, Site, address
from support.tree import Node

CARD = (1200, 630)


def meta(page: Node, name: str) -> str:
    """The content of a page's only such `<meta>`."""
    found = [node for node in page.all('meta') if name in (node.get('name'), node.get('property'))]
    assert len(found) == 1, f'{len(found)} of {name}'
    return found[0].get('content')


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as a PNG's first chunk has them."""
    assert png.startswith(b'\x89PNG\r\n\x1a\n')
    width, height = struct.unpack('>II', png[16:24])
    return int(width), int(height)


def test_every_page_has_one_heading_of_the_first_level(everything: Mapping[str, Node]) -> None:
    assert {path: len(page.all('h1')) for path, page in everything.items()} == dict.fromkeys(
        everything, 1
    )


def test_every_page_has_a_title_of_its_own(everything: Mapping[str, Node]) -> None:
    titles = {path: page.one('head').one('title').text for path, page in everything.items()}
    assert len(set(titles.values())) == len(titles), titles
    assert [path for path, title in titles.items() if 'Dry Run' not in title] == []


def test_every_page_has_a_description_of_its_own(pages: Mapping[str, Node]) -> None:
    """Search engines cut at about 160 characters, and pass over what says next to nothing."""
    found = {path: meta(page, 'description') for path, page in pages.items()}
    assert len(set(found.values())) == len(found)
    assert {path: text for path, text in found.items() if not 50 <= len(text) <= 170} == {}


def test_every_page_names_its_address(pages: Mapping[str, Node]) -> None:
    for path, page in pages.items():
        assert page.one('link', rel='canonical').get('href') == address(path)
        assert meta(page, 'og:url') == address(path)


def test_shared_links_show_a_card(pages: Mapping[str, Node], site: Site) -> None:
    for path, page in pages.items():
        assert all(meta(page, f'og:{name}') for name in ('title', 'description', 'type')), path
        picture = site.file(meta(page, 'og:image'))
        assert picture is not None, path
        assert size((site.root / picture).read_bytes()) == CARD
        assert (meta(page, 'og:image:width'), meta(page, 'og:image:height')) == ('1200', '630')
        assert meta(page, 'og:image:alt')
        assert meta(page, 'twitter:card') == 'summary_large_image'


def test_card_is_light(site: Site) -> None:
    assert (site.root / 'assets/social-card.png').stat().st_size < 80_000


def test_sitemap_lists_every_page_and_no_other(pages: Mapping[str, Node], site: Site) -> None:
    listed = re.findall('<loc>(.*?)</loc>', site.text('sitemap.xml'))
    assert sorted(listed) == sorted(address(path) for path in pages)


def test_every_page_may_be_indexed(everything: Mapping[str, Node], site: Site) -> None:
    """But for the one that answers for addresses that lead nowhere."""
    told = {
        path: node.get('content')
        for path, page in everything.items()
        for node in page.all('meta', name='robots')
    }
    assert told == {'404.html': 'noindex'}
    assert site.files('txt') == [path for path in site.files('txt') if 'robots' not in path]


def test_every_page_says_its_language(everything: Mapping[str, Node]) -> None:
    assert {page.one('html').get('lang') for page in everything.values()} == {'en'}


def test_page_for_lost_readers_leads_on(
    everything: Mapping[str, Node], topics: Mapping[str, Node], site: Site
) -> None:
    """Whatever the address was: every topic and the first page are one plain link away."""
    article = everything['404.html'].one('article')
    deep = f'{HOME}no/such/page/'
    led = {site.file(urljoin(deep, link.get('href'))) for link in article.all('a')}
    assert led >= {*topics, 'index.html'}
    assert article.one('form').get('method') == 'get'
    assert site.file(urljoin(deep, article.one('form').get('action'))) == 'index.html'


def test_page_for_lost_readers_has_its_looks_at_any_depth(
    everything: Mapping[str, Node], site: Site
) -> None:
    lost = everything['404.html']
    needed = [link.get('href') for link in lost.all('link') if link.get('rel') != 'canonical']
    needed += [script.get('src') for script in lost.all('script') if script.get('src')]
    assert len(needed) > 5
    missing = [path for path in needed if not site.file(urljoin(f'{HOME}no/such/page/', path))]
    assert missing == []
