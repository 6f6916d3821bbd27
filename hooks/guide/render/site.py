"""What pages are rendered from: the bank and what stands beside it, and the page at hand."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guide.bank.bank import Bank
from guide.bank.links import Links
from guide.model import Fence, Page
from guide.render.paper import Pdfs


@dataclass(frozen=True)
class Site:
    """All that pages are rendered from."""

    bank: Bank
    figures: Mapping[str, str] = field(default_factory=dict)  # SVG by file name
    pdfs: Pdfs = field(default_factory=dict)
    site_url: str = ''  # ends in a slash
    report_url: str = ''  # of a new issue; the question and version are added
    version: str = ''


@dataclass
class PageContext:
    """The page being rendered."""

    site: Site
    page: Page
    links: Mapping[str, Links]
    blocks: dict[tuple[str, str | None], tuple[Fence, Sequence[str] | None]]

    def figure(self, name: str) -> str | None:
        """The SVG of a figure, which a notebook holds itself."""
        return self.page.figures.get(name) or self.site.figures.get(name)

    def href(self, target: str) -> str:
        """A link from this page to `path.md#id`, as MkDocs wants it: relative, to the source."""
        path, _, anchor = target.partition('#')
        if path == self.page.path:
            return f'#{anchor}'
        relative = posixpath.relpath(path, posixpath.dirname(self.page.path) or '.')
        return f'{relative}#{anchor}' if anchor else relative
