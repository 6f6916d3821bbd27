"""A small guide cut out of the real one: its smallest topic and notebook, and what they need."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from guide.bank import runs
from guide.source import parse
from support import DOCS, ROOT

INDEX = """\
---
description: Where the small guide begins.
---

# Small

<div markdown data-guide="find"></div>
<div markdown data-guide="topics"></div>
<div markdown data-guide="versions"></div>
<div markdown data-guide="skipped"></div>
"""

TOPIC = min((DOCS / 'questions').glob('*.md'), key=lambda path: path.stat().st_size)
NOTEBOOK = min((DOCS / 'notebooks').glob('*.ipynb'), key=lambda path: path.stat().st_size)

PAGE = f'docs/questions/{TOPIC.name}'
IPYNB = f'docs/notebooks/{NOTEBOOK.name}'
CONCEPTS = 'docs/concepts.yml'
CONFIG = 'mkdocs.yml'
LOCK = runs.LOCKS[0]


def files() -> dict[str, str]:
    """The texts of the guide by path; checked, they have no problem."""
    # what is related stands on other pages
    page = re.sub(r'^related: .*\n', '', TOPIC.read_text(encoding='utf-8'), flags=re.MULTILINE)
    record = json.loads((ROOT / runs.RECORD).read_text(encoding='utf-8'))
    names = (PAGE.removeprefix('docs/'), IPYNB.removeprefix('docs/'))
    record['blocks'] = {name: record['blocks'][name] for name in names if name in record['blocks']}
    imported = {
        library
        for blocks in record['blocks'].values()
        for libraries in blocks.values()
        for library in libraries
    }
    lock = _entries((ROOT / LOCK).read_text(encoding='utf-8'), r'(?=^[a-z])', imported)
    record['lock'] = runs.fingerprint(lock)
    used = {concept for q in parse.page(PAGE[5:], page)[0].questions for concept in q.concepts}
    return {
        CONFIG: _settings(names),
        'docs/index.md': INDEX,
        'docs/concepts.md': (DOCS / 'concepts.md').read_text(encoding='utf-8'),
        PAGE: page,
        IPYNB: NOTEBOOK.read_text(encoding='utf-8'),
        CONCEPTS: _entries((ROOT / CONCEPTS).read_text(encoding='utf-8'), r'^(?=- id: )', used),
        runs.RECORD: json.dumps(record, indent=1) + '\n',
        LOCK: lock,
    }


def write(folder: Path) -> Path:
    """The guide in a folder, with the assets that a build needs; its docs folder."""
    for path, text in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding='utf-8')
    for used in ('styles', 'icons', 'search', 'figures'):
        shutil.copytree(DOCS / 'assets' / used, folder / 'docs/assets' / used)
    return folder / 'docs'


def _entries(text: str, start: str, names: set[str]) -> str:
    """The entries of a list, each from one start to the next, that begin with one of the names."""
    named = re.compile(rf'(?:- id: )?({"|".join(map(re.escape, sorted(names)))})(?:==|\n)')
    found = re.split(start, text, flags=re.MULTILINE)
    return ''.join(entry for entry in found if named.match(entry))


def _settings(names: tuple[str, str]) -> str:
    """The real mkdocs.yml with these pages in its nav, and its paths absolute."""
    text = (ROOT / CONFIG).read_text(encoding='utf-8')
    nav = f'nav:\n  - Home: index.md\n  - Topics:\n      - {names[0]}\n  - Worked: {names[1]}\n'
    text = re.sub(r'^nav:\n(?: .*\n)+', f'{nav}  - Concepts: concepts.md\n', text, flags=re.M)
    text = re.sub(r'^watch:\n(?: .*\n)+', '', text, flags=re.M)
    text = text.replace('- hooks/', f'- {ROOT}/hooks/')
    return text.replace('custom_dir: ', f'custom_dir: {ROOT}/')
