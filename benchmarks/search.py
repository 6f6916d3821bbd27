"""How well and how fast the search finds: `make search-report`.

The queries of tests/search/queries.yml are typed into the real search box in Chromium, on this site
and on the same site with Material's own worker; then very long ones, on this site. Then the engine
alone runs in Node: over the guide, and over 1,000 and 10,000 generated questions.
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
from support.engine import scripts  # noqa: E402
from support.queries import Query, Score, read, score  # noqa: E402

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

# Below the scripts of the search: its arguments are the documents, the queries whose every key is
# timed, and long ones, which are pasted whole, once each.
SPEED = """
import { readFileSync } from 'node:fs'
const [documents, queries, long] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path)))
const time = action => {
  const start = performance.now()
  action()
  return performance.now() - start
}
let engine
const ready = time(() => { engine = new Engine(documents) })
const keys = queries.flatMap(query => [...query].map((_, end) => query.slice(0, end + 1)))
const times = keys.map(key => time(() => Results.of(engine, key))).sort((a, b) => a - b)
const at = share => times[Math.floor((times.length - 1) * share)]
const pasted = long.map(query => time(() => Results.of(engine, query)))
console.log(JSON.stringify([ready, at(0.5), at(0.95), pasted]))
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
        pasted = {name: page.evaluate(ASK, query)[1] for name, query in long_queries().items()}
    print(f'answered in {statistics.median(times):.0f} ms (median), ', end='')
    print(f'{sorted(times)[int(0.95 * len(times))]:.0f} ms (95th percentile)')
    print(', '.join(f'{name} in {time:.0f} ms' for name, time in pasted.items()))
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
    given = {
        'documents.json': documents,
        'queries.json': [query.query for query in queries],
        'long.json': [*long_queries().values()],
    }
    for name, data in given.items():
        (folder / name).write_text(json.dumps(data), 'utf-8')
    engine = '\n'.join(path.read_text(encoding='utf-8') for path in scripts())
    (folder / 'speed.mjs').write_text(engine + SPEED, 'utf-8')
    command = [node, 'speed.mjs', *given]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    ready, median, late, pasted = json.loads(run.stdout)
    questions = sum(document['kind'] == 'question' for document in documents)
    print(
        f'{questions:>6} questions: ready in {ready:,.0f} ms, '
        f'a key in {median:.1f} ms (median), {late:.1f} ms (95th percentile), '
        f'the slowest long query in {max(pasted):.0f} ms'
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


def long_queries() -> dict[str, str]:
    """What is pasted and not typed: words of the pages, misspelled ones, and one without an end."""
    choose = random.Random(0)
    pages = sorted((ROOT / 'docs/questions').glob('*.md'))
    words = ' '.join(page.read_text(encoding='utf-8') for page in pages).split()
    pasted = {f'{n:,} words': ' '.join(choose.choices(words, k=n)) for n in (10, 100, 350, 2_000)}
    misspelled = [''.join(choose.sample(word, len(word))) for word in words if len(word) == 9]
    return pasted | {
        '24 misspelled words': ' '.join(misspelled[:24]),
        'a word of 100,000 letters': 'a' * 100_000,
    }


if __name__ == '__main__':
    main()
