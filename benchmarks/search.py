"""How well and how fast the search finds: `make search-report`.

The queries of tests/search/queries.yml are typed into the real search box in Chromium, on this site
and on the same site with Material's own worker. Then the engine alone runs in Node: over the guide,
and over 1,000 and 10,000 generated questions.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / 'tools'), str(ROOT / 'tests')]

from browser import chromium  # noqa: E402
from server import serve  # noqa: E402
from support.queries import Query, Score, read, score  # noqa: E402

SEARCH = ROOT / 'docs/assets/search'
SIZES = (1_000, 10_000)
INDEX = 'search/search_index.json'

# Material's worker talks to the page by messages; this listens in. The box has the focus as soon as
# the page is loaded, before anybody could give it.
LISTEN = """
addEventListener('load', () => {
  document.querySelector('.md-search__input').focus()
  window.focused = performance.now()
})
const Ours = window.Worker
window.answers = []
window.Worker = class extends Ours {
  constructor(...given) {
    super(...given)
    this.addEventListener('message', ({ data }) => {
      if (data.type === 1) window.ready = performance.now()
      if (data.type === 3) window.answers.push([performance.now(), data.data.items])
    })
  }
}
"""
# Typed whole; the answer is that of the last key. Its locations, best first, and milliseconds.
ASK = """async query => {
  const box = document.querySelector('.md-search__input')
  const before = window.answers.length
  box.value = query
  const start = performance.now()
  box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }))
  while (window.answers.length === before && performance.now() - start < 5000)
    await new Promise(done => setTimeout(done, 1))
  if (window.answers.length === before) return [[], performance.now() - start]
  const [end, items] = window.answers.at(-1)
  return [items.flat().map(item => item.location), end - start]
}"""

SPEED = """
const Engine = require(`${process.argv[1]}/engine.js`)
const Results = require(`${process.argv[1]}/results.js`)
const documents = JSON.parse(require('fs').readFileSync(process.argv[2]))
const queries = JSON.parse(require('fs').readFileSync(process.argv[3]))
const start = performance.now()
const engine = new Engine(documents)
const ready = performance.now() - start
const times = queries.flatMap(query => [...query].map((_, end) => {
  const start = performance.now()
  Results.of(engine, query.slice(0, end + 1))
  return performance.now() - start
})).sort((a, b) => a - b)
const at = share => times[Math.floor((times.length - 1) * share)]
console.log(JSON.stringify([ready, at(0.5), at(0.95)]))
"""


def main() -> None:
    queries = read()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(ROOT / 'mkdocs.yml', folder / 'ours')
        build(without_our_search(folder), folder / 'material')
        for site in ('ours', 'material'):
            in_the_box(folder / site, queries)
        documents = json.loads((folder / 'ours' / INDEX).read_text(encoding='utf-8'))['docs']
        print('\nIn Node, without the box: each key of every query')
        in_node(folder, documents, queries)
        for size in SIZES:  # fewer queries, or it takes long
            in_node(folder, list(generated(documents, size)), queries[::5])


def build(config: Path, site: Path) -> None:
    command = [sys.executable, '-m', 'mkdocs', 'build', '-q', '-f', str(config), '-d', str(site)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def without_our_search(folder: Path) -> Path:
    """The site's settings without hooks/search.py, in a copy of the project."""
    copy = folder / 'project'
    for part in ('docs', 'hooks', 'overrides', 'requirements'):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / 'runs.json', copy)
    settings = (ROOT / 'mkdocs.yml').read_text(encoding='utf-8')
    (copy / 'mkdocs.yml').write_text(settings.replace('  - hooks/search.py\n', ''), 'utf-8')
    return copy / 'mkdocs.yml'


def in_the_box(site: Path, queries: Sequence[Query]) -> None:
    """Type every query into the search box of a site, and print how it answered."""
    index = (site / INDEX).read_bytes()
    published = json.loads((site / 'questions.json').read_text(encoding='utf-8'))['questions']
    known = {question['id'] for question in published}
    compressed = len(gzip.compress(index, 9))
    with serve(site) as address, chromium() as engine:
        page = engine.new_page()
        page.add_init_script(LISTEN)
        page.goto(address)
        page.wait_for_function('window.ready')
        print(
            f'\n{site.name}: index {compressed:,} bytes, {compressed / len(known):,.0f} a question'
        )
        begun, loaded = page.evaluate('[window.ready, window.ready - window.focused]')
        print(
            f'ready {loaded:.0f} ms after the page was loaded, {begun:.0f} after it began to load'
        )
        answers, times = ask(page, queries, known)
    print(f'answered in {statistics.median(times):.0f} ms (median), ', end='')
    print(f'{sorted(times)[int(0.95 * len(times))]:.0f} ms (95th percentile)')
    for half in ('development', 'held-out'):
        chosen = [(q, a) for q, a in zip(queries, answers, strict=True) if q.half == half]
        print(f'{half:<14} {"n":>4} {"S@1":>6} {"S@3":>6} {"MRR@10":>7} {"empty":>6}')
        for kind in [*dict.fromkeys(query.kind for query in queries), 'all']:
            some = [(q, a) for q, a in chosen if kind in (q.kind, 'all')]
            row(kind, score(*zip(*some, strict=True)))


def ask(
    page: Page, queries: Sequence[Query], known: set[str]
) -> tuple[list[list[str]], list[float]]:
    """The ids that each query found, best first, and the milliseconds each took."""
    answers, times = [], []
    for query in queries:
        locations, milliseconds = page.evaluate(ASK, query.query)
        answers.append(list(dict.fromkeys(identify(location, known) for location in locations)))
        times.append(milliseconds)
    return answers, times


def identify(location: str, known: set[str]) -> str:
    """The question a result leads to: the longest id that its anchor starts with; else itself."""
    anchor = location.partition('#')[2]
    found = [name for name in known if anchor == name or anchor.startswith(f'{name}-')]
    return max(found, key=len, default=location)


def row(kind: str, result: Score) -> None:
    print(
        f'  {kind:<12} {result.queries:>4} {result.first:>6.3f} {result.third:>6.3f} '
        f'{result.mrr:>7.3f} {result.empty:>6}'
    )


def in_node(folder: Path, documents: list[dict[str, Any]], queries: Sequence[Query]) -> None:
    """Print how long the engine takes to be ready and to answer, over these documents."""
    node = shutil.which('node')
    if node is None:
        print('no Node here: install it to measure the engine alone')
        return
    (folder / 'documents.json').write_text(json.dumps(documents), 'utf-8')
    (folder / 'queries.json').write_text(json.dumps([query.query for query in queries]), 'utf-8')
    files = [str(SEARCH), str(folder / 'documents.json'), str(folder / 'queries.json')]
    run = subprocess.run([node, '-e', SPEED, *files], check=True, capture_output=True, text=True)
    ready, median, late = json.loads(run.stdout)
    questions = sum(document['kind'] == 'question' for document in documents)
    print(
        f'{questions:>6} questions: ready in {ready:,.0f} ms, '
        f'a key in {median:.1f} ms (median), {late:.1f} ms (95th percentile)'
    )


def generated(documents: list[dict[str, Any]], size: int) -> Iterator[dict[str, Any]]:
    """The guide's concepts, and questions made of the parts of several of its own.

    Each takes title, answer, phrases and blocks from questions chosen by chance, and a new word, so
    that the vocabulary grows with the number of questions.
    """
    choose = random.Random(0)
    questions = [document for document in documents if document['kind'] == 'question']
    yield from (document for document in documents if document['kind'] == 'concept')
    for number in range(size):
        parts = {key: choose.choice(questions)[key] for key in questions[0]}
        coined = ''.join(choose.choices('abcdefghiklmnoprstu', k=8))
        yield parts | {
            'location': f'questions/generated/#q{number}',
            'title': f'{parts["title"]} {coined}',
        }


if __name__ == '__main__':
    main()
