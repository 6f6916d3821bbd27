"""What the site makes of Markdown, with the real settings and extensions, but without MkDocs."""

from __future__ import annotations

import html
import re
from functools import cache

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from guide.bank.bank import Bank
from guide.bank.vocabulary import Vocabulary
from guide.render.markup import GuideExtension, without_metadata
from guide.render.site import Site
from support import ROOT

_CODE = re.compile(r'<div class="(?:language-(\S+) )?highlight">(.*?)</div>', re.DOTALL)


@cache
def settings() -> MkDocsConfig:
    """The site's mkdocs.yml with everything that MkDocs adds to it."""
    return load_config(str(ROOT / 'mkdocs.yml'))


def shown(page: str) -> str:
    """The HTML of a page's text."""
    md = _markdown()
    md.reset()
    return md.convert(without_metadata(re.sub(r'\A---\n.*?\n---\n', '', page, flags=re.DOTALL)))


def code(page: str) -> list[tuple[str, str]]:
    """Language and text of each code block that the site shows, in order."""
    return [
        (language.lower(), html.unescape(re.sub('<[^>]*>', '', inside)).strip('\n'))
        for language, inside in _CODE.findall(shown(page))
    ]


@cache
def _markdown() -> Markdown:
    config = settings()
    extension = GuideExtension(Site(Bank((), Vocabulary({}))))
    return Markdown(
        extensions=[*config.markdown_extensions, extension], extension_configs=config.mdx_configs
    )
