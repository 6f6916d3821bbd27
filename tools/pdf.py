"""Print each topic in every mode, the topics of each role, and the guide: `make pdf`.

Chromium prints the built site on A4 and Letter. What has contents is printed twice: the first print
says on which pages the questions start, and the second carries those numbers, as CSS alone cannot
do there. Writes pdf/*.pdf and pdf/index.json, from which the next build links them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from browser import chromium
from playwright.sync_api import Page
from pypdf import PdfReader
from server import serve

from guide.render.paper import GUIDE, MODES, PAPERS
from guide.shape import ROLES

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / 'pdf'

# Every topic of the guide in one document, behind a cover and one list of contents.
JOIN = """async ({ pages, cover }) => {
  const article = document.querySelector('article')
  const parts = []
  for (const url of pages) {
    const html = await (await fetch(url)).text()
    const found = new DOMParser().parseFromString(html, 'text/html').querySelector('article')
    const part = document.createElement('section')
    part.className = 'dr-part'
    part.append(...found.childNodes)
    parts.push(part)
  }
  article.innerHTML = cover
  article.append(...parts)
  const list = article.querySelector('.dr-contents ol')
  for (const part of parts) {
    const item = document.createElement('li')
    item.append(part.querySelector('h1').firstChild.textContent)
    item.append(part.querySelector('.dr-contents ol'))
    part.querySelector('.dr-contents').remove()
    list.append(item)
  }
  const glossary = article.querySelector('.dr-glossary')
  const seen = new Map()
  for (const sheet of article.querySelectorAll('.dr-glossary')) {
    for (const entry of sheet.querySelectorAll('dl > div')) seen.set(entry.innerHTML, entry)
    sheet.remove()
  }
  const name = entry => entry.firstChild.textContent.toLowerCase()
  const entries = [...seen.values()].sort((a, b) => name(a) < name(b) ? -1 : 1)
  glossary.querySelector('dl').replaceChildren(...entries)
  article.append(glossary)
}"""

NUMBER = """pages => {
  for (const [id, page] of Object.entries(pages))
    document.querySelectorAll(`[data-page-of="${id}"]`).forEach(at => { at.textContent = page })
}"""


Questions = list[dict[str, Any]]  # of questions.json
Index = dict[str, dict[str, dict[str, dict[str, Any]]]]  # what is printed, mode, paper: facts


def main(site: Path, out: Path = OUT, topics: Container[str] | None = None) -> int:
    """Print the built site into a folder: all of it, or these topics alone."""
    if not (site / 'questions.json').exists():
        print(f"{site}: no built site; run 'make build' first")
        return 1
    out.mkdir(exist_ok=True)
    data = json.loads((site / 'questions.json').read_text(encoding='utf-8'))
    questions = [q for q in data['questions'] if topics is None or q['topic'] in topics]
    index: Index = {}
    with serve(site) as root, chromium() as engine:
        page = engine.new_page()
        # What scripts add is hidden on paper, but would make a file ten times as large.
        page.route('**/*.js', lambda route: route.abort())
        for topic in _topics(questions):
            page.goto(f'{root}questions/{topic}/')
            index[topic] = {mode: print_papers(page, out, topic, mode, questions) for mode in MODES}
        for name, mode, chosen in bundles(questions):
            join(page, root, name, chosen)
            index[name] = {mode: print_papers(page, out, name, mode, questions)}
    (out / 'index.json').write_text(json.dumps(index, indent=1) + '\n', encoding='utf-8')
    return 0


def bundles(questions: Questions) -> Iterator[tuple[str, str, Questions]]:
    """Each document of several topics: its name, how it is printed, and its questions."""
    for role in ROLES:
        if chosen := [question for question in questions if role in question['roles']]:
            yield role, 'study', chosen
    yield GUIDE, 'everything', questions


def join(page: Page, root: str, name: str, questions: Questions) -> None:
    """Make the page one of all these questions' topics, behind a cover."""
    topics = _topics(questions)
    page.goto(f'{root}questions/{topics[0]}/')
    cover = (Path(__file__).with_name('cover.html')).read_text(encoding='utf-8')
    site = page.locator('meta[property="og:site_name"]').get_attribute('content') or ''
    facts = f'{len(questions)} questions on {len(topics)} topics'
    facts = facts if name == GUIDE else f'For the {name}: {facts}'
    pages = [f'{root}questions/{topic}/' for topic in topics]
    page.evaluate(JOIN, {'pages': pages, 'cover': cover.format(name=site, facts=facts)})


def print_papers(
    page: Page, out: Path, name: str, mode: str, questions: Questions
) -> dict[str, dict[str, Any]]:
    """Print the page as it stands, in a mode, on each paper; return their index entries."""
    page.evaluate('mode => { document.documentElement.dataset.print = mode }', mode)
    stem = f'{name.lower().replace(" ", "-")}-{mode}'
    return {
        paper: print_pdf(page, out / f'{stem}-{paper.lower()}.pdf', paper, questions)
        for paper in PAPERS
    }


def print_pdf(page: Page, path: Path, paper: str, questions: Questions) -> dict[str, Any]:
    """Print the page with page numbers in its contents, if it has some; return the index entry."""
    page.wait_for_load_state('networkidle')
    page.evaluate('document.fonts.ready')
    page.emulate_media(media='print')
    titles = {question['id']: question['question'] for question in questions}
    for _ in range(2):
        page.pdf(path=path, format=paper, print_background=True, tagged=True, outline=True)
        if not page.locator('.dr-contents').first.is_visible():
            break
        starts = outline_pages(path)
        found = {id: starts[plain(title)] for id, title in titles.items() if plain(title) in starts}
        page.evaluate(NUMBER, found)
    pages = len(PdfReader(path).pages)
    print(f'{path.name}: {pages} pages, {path.stat().st_size / 1e3:.0f} KB', flush=True)
    return {'file': f'pdf/{path.name}', 'pages': pages, 'size': path.stat().st_size}


def _topics(questions: Questions) -> list[str]:
    return list(dict.fromkeys(question['topic'] for question in questions))


def outline_pages(path: Path) -> dict[str, int]:
    """The page, from 1, on which each heading of the outline stands."""
    reader = PdfReader(path)
    found: dict[str, int] = {}

    def walk(entries: list[Any]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                number = reader.get_destination_page_number(entry)
                if number is not None:
                    found.setdefault(once(plain(str(entry.title))), number + 1)

    walk(reader.outline)
    return found


def once(title: str) -> str:
    """A title, as letters, without the beginning that Chromium lists twice.

    That happens to a heading of which it had set some lines before it moved it to the next page.
    """
    for cut in range(len(title) // 2, 9, -1):
        if title[cut:].startswith(title[:cut]):
            return title[cut:]
    return title


def plain(title: str) -> str:
    """A heading's letters and digits: quotes and code marks differ between sources."""
    return ''.join(character for character in title.lower() if character.isalnum())


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / 'site'))
