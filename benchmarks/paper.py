"""What a topic costs on paper: `make bench`.

Each topic in each mode beside plain Material's print of the same Markdown (no hooks, every block
opened as Material does): pages, code blocks split although they fit on a page, words found on
paper, size, seconds.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from build_time import build, without
from playwright.sync_api import Page
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / 'tools'))

from browser import chromium  # noqa: E402
from server import serve  # noqa: E402

from guide.render.paper import MODES  # noqa: E402

WORD = re.compile(r'[A-Za-z]{4,}')

# Blocks as they are on paper; a mark no reader sees says where each begins and ends.
CODE = """() => [...document.querySelectorAll('article pre')].map(block => block.textContent)"""
WORDS = """() => {
  const copy = document.querySelector('article').cloneNode(true)
  const drawn = '.katex, .arithmatex, svg, .dr-acts, .dr-tools, .dr-paper, .headerlink, nav'
  copy.querySelectorAll(drawn).forEach(found => found.remove())
  return [...copy.querySelectorAll('h2, p, li, td, pre, summary')].filter(
    found => !found.querySelector('p, li, pre')).map(found => found.textContent).join('\\n')
}"""


@dataclass(frozen=True)
class Sheets:
    """One print."""

    pages: int
    split: int
    found: float
    size: int
    seconds: float


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(ROOT / 'mkdocs.yml', folder / 'ours')
        build(plain(folder), folder / 'plain')
        with chromium() as engine:
            page = engine.new_page()
            for site in ('plain', 'ours'):
                with serve(folder / site) as address:
                    for topic in sorted(
                        path.stem for path in (ROOT / 'docs/questions').glob('*.md')
                    ):
                        for mode in MODES if site == 'ours' else ('everything',):
                            page.goto(f'{address}questions/{topic}/')
                            report(site, topic, mode, measure(page, mode))


def plain(folder: Path) -> Path:
    """The configuration of the same Markdown without our hooks, style sheets and scripts."""
    shutil.copytree(ROOT / 'docs', folder / 'source' / 'docs')
    config = (ROOT / 'mkdocs.yml').read_text(encoding='utf-8')
    config = without(config, 'hooks', 'watch', 'extra_css', 'extra_javascript')
    config = config.replace('  custom_dir: overrides\n', '').replace('    logo: dry-run\n', '')
    path = folder / 'source' / 'mkdocs.yml'
    path.write_text(config, encoding='utf-8')
    return path


def measure(page: Page, mode: str) -> Sheets:
    page.evaluate('mode => { document.documentElement.dataset.print = mode }', mode)
    code: list[str] = page.evaluate(CODE)
    wanted = Counter(WORD.findall(page.evaluate(WORDS)))
    start = time.perf_counter()
    data = page.pdf(format='A4', print_background=True, tagged=True, outline=True)
    seconds = time.perf_counter() - start
    texts = [sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages]
    printed = Counter(WORD.findall(' '.join(texts)))
    kept = sum((wanted & printed).values()) / sum(wanted.values())
    return Sheets(len(texts), split(code, texts), kept, len(data), seconds)


def split(code: list[str], texts: list[str]) -> int:
    """How many code blocks of up to 50 lines stand whole on no page."""
    pages = [squeezed(text) for text in texts]
    short = [squeezed(block) for block in code if block.count('\n') <= 50]
    return sum(not any(block in page for page in pages) for block in short)


def squeezed(text: str) -> str:
    return ''.join(character for character in text if character.isalnum())


def report(site: str, topic: str, mode: str, sheets: Sheets) -> None:
    split_up = f'{sheets.split:3} split' if mode == 'everything' else ' ' * 9
    print(
        f'{site:6} {topic:20} {mode:11} {sheets.pages:3} pages {split_up} {sheets.found:7.1%} of '
        f'the words {sheets.size / 1e3:6.0f} KB {sheets.seconds:5.2f} s',
        flush=True,
    )


if __name__ == '__main__':
    main()
