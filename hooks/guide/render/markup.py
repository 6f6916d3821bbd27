"""Pages as HTML: a Python-Markdown extension.

Markdown has already become an element tree when this runs; it renders formulas, figures and code,
fills the listings, and hands a topic's page to `topic`. It runs before `toc` (priority 5), so that
ids made here count as anchors, and MkDocs resolves the links made here.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesCodeExtension

from guide.bank import links, runs
from guide.model import Fence, Page
from guide.render import code, listings, tables
from guide.render.elements import classes, element
from guide.render.site import PageContext, Site
from guide.render.topic import Topic
from guide.source import fences, maths

PRIORITY = 5.5  # after smarty (6), before toc and MkDocs' list of anchors (5)

_FIGURES = 'assets/figures/'


class GuideExtension(Extension):
    """Renders one page after another; `page` says which is next."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.start_site(site)

    def start_site(self, site: Site) -> None:
        """What all pages from here on are rendered from."""
        self.site = site
        self.links = links.build(site.bank.questions)
        self.context: PageContext | None = None

    def start(self, path: str) -> None:
        """The page that is converted next."""
        page = self.site.bank.by_path.get(path)
        ran = _ran(page, self.site.bank.runs) if page else {}
        self.context = PageContext(self.site, page, self.links, ran) if page else None

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Pages(md, self), 'guide', PRIORITY)
        for extension in md.registeredExtensions:
            if isinstance(extension, SuperFencesCodeExtension):
                extension.extend_super_fences('*', self._code, _any_options, lambda md: None)

    def _code(
        self, src: str = '', language: str = '', options: Any = None, md: Any = None, **kwargs: Any
    ) -> str:
        """The formatter of every fenced block."""
        attributes = kwargs.pop('attrs', {})
        shown = code.highlight(md, src, language, {}, {**kwargs, 'attrs': {}})
        if self.context is None:
            return shown
        key = (src.strip('\n'), attributes.get('group'))
        fence, libraries = self.context.blocks.get(
            key, (Fence(0, language, src, dict(attributes)), None)
        )
        return code.show(shown, fence, libraries)


def without_metadata(markdown: str) -> str:
    """The text without its ```yaml question blocks: what they say is shown in another form."""
    lines = markdown.split('\n')
    for fence, end in fences.find(lines):
        if fences.is_metadata(fence):
            lines[fence.line - 1 : end + 1] = [''] * len(lines[fence.line - 1 : end + 1])
    return '\n'.join(lines)


def _any_options(language: str, inputs: Any, options: Any, attrs: Any, md: Any) -> bool:
    """Every option is taken along; the core has checked them."""
    md.preprocessors['fenced_code_block'].get_hl_settings()
    attrs.update(inputs)
    return True


def _ran(page: Page, record: runs.Runs) -> dict[Any, tuple[Fence, Sequence[str] | None]]:
    keys = {id(fence): key for fence, key in runs.runnable(page)}
    return {
        (fence.source.strip('\n'), fence.group): (
            fence,
            record.libraries(page.path, keys[id(fence)]) if id(fence) in keys else None,
        )
        for fence in page.fences
    }


class _Pages(Treeprocessor):
    def __init__(self, md: Markdown, extension: GuideExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        context = self.extension.context
        if context is None:
            return
        content = _Content(context, self.md.htmlStash.store)
        tables.fit(root, self.md.htmlStash)
        content.formulas(root)
        content.figures(root)
        content.tables(root)
        listings.fill(root, context.site, context.href)
        if context.page.is_topic:
            Topic(context).render(root)


@dataclass
class _Content:
    """What any page may hold."""

    context: PageContext
    store: Callable[[str], str]  # HTML -> what stands for it until the page is written

    def formulas(self, root: Element) -> None:
        """Arithmatex's elements, rendered."""
        for found in root.iter():
            if 'arithmatex' not in classes(found):
                continue
            display = found.tag == 'div'
            try:
                rendered = maths.render(html.unescape(found.text or '').strip(), display)
            except maths.FormulaError:
                continue  # reported by the parser; the reader sees the TeX
            found.text = self.store(rendered)
            found.set('class', 'dr-math' if display else 'dr-math--inline')
            if display:  # it scrolls by itself, so it must be reachable and named
                found.attrib |= {'tabindex': '0', 'role': 'group', 'aria-label': 'Formula'}

    def figures(self, root: Element) -> None:
        """A paragraph that holds only one of our figures becomes that figure, inlined."""
        for paragraph in root.iter('p'):
            image = paragraph[0] if len(paragraph) == 1 else None
            if image is None or image.tag != 'img' or _FIGURES not in image.get('src', ''):
                continue
            name = posixpath.basename(image.get('src', ''))
            svg = self.context.figure(name) or ''
            if '<svg' in svg:
                self._figure(paragraph, image, name, svg)

    def _figure(self, paragraph: Element, image: Element, name: str, svg: str) -> None:
        alt, caption = (html.unescape(image.get(key, '')) for key in ('alt', 'title'))
        label = f'role="img" aria-label="{html.escape(alt)}"'
        inlined = svg[svg.index('<svg') :].replace('<svg', f'<svg {label}', 1)
        paragraph.clear()
        paragraph.tag = 'figure'
        paragraph.set('class', 'dr-figure')
        paragraph.text = self.store(inlined)
        if caption:
            paragraph.append(element('figcaption', '', caption))
        for fence, libraries in self.context.blocks.values():
            if libraries and fence.draws(name):
                badge = f'Drawn by a block on this page, {", ".join(libraries)}'
                paragraph.append(element('p', 'dr-ran', badge))

    def tables(self, root: Element) -> None:
        """A cell without words above a column of labels is no heading to announce."""
        for cell in root.iter('th'):
            if not len(cell) and not (cell.text or '').strip():
                cell.tag = 'td'
