"""The whole guide read at once: its order, and all of its problems in one run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.pages import (
    CONCEPTS,
    LOCK,
    PAGE,
    PATH,
    altered,
    another,
    build,
    line_of,
    on_own_page,
    recorded,
)

from guide.bank import bank, runs
from guide.shape import FRONT_MATTER
from guide.source.fences import OPTIONS

MKDOCS = 'site_name: X\nnav:\n  - Home: index.md\n  - Topics:\n      - questions/x.md\n'
INDEX = '---\ndescription: A guide.\n---\n\n# Guide\n'


def test_every_problem_of_every_file_is_found_in_one_run_and_sorted() -> None:
    page = PAGE
    for old, new in [
        ('What every', 'What\u200b every'),
        ('{ #dropout }', '{ #Drop }'),
        ('difficulty: 2', 'difficulty: 7'),
        ('[dropout, ensemble]', '[dropout, ensemblee]'),
        ('$p$:', '$\\x$:'),
        ('"layers" fold', '"layers" bold'),
        ('![Loss falls with the rate]', '![]'),
        ('Nothing is dropped.\n', 'Nothing is dropped.\n\nStray.\n'),
    ]:
        page = altered(old, new, page)
    second = on_own_page(altered('averages', '√ó', another('twice', 'And twice?')))
    concepts = altered('averaged.', 'averaged. Two.', CONCEPTS)
    _, problems = build(page, concepts, nav=(), a=second)

    bold = '```python {group="layers" bold'

    def x(at: str) -> str:
        return f'docs/{PATH}:{line_of(at, page)}'

    assert problems == [
        "docs/concepts.yml:5: the definition of 'ensemble' should be one sentence, "
        'with its full stop',
        f"docs/questions/a.md:{line_of('√ó', second)}: '√ó' is mojibake; did you mean '×'?",
        'docs/questions/x.md:2: an invisible or broken character: ZERO WIDTH SPACE',
        "docs/questions/x.md:9: questions on a page outside the nav; add 'questions/x.md' to it",
        "docs/questions/x.md:9: the id 'Drop' is badly formed; "
        'expected lower-case words joined by hyphens, at most 40 characters',
        "docs/questions/x.md:12: 'difficulty' is 7; expected 1 to 4",
        "docs/questions/x.md:13: unknown concept 'ensemblee'; expected an id of concepts.yml. "
        "Did you mean 'ensemble'?",
        f"{x('    Each unit')}: the formula '\\x' does not parse: "
        'Undefined control sequence: \\x at position 1: \\x',
        f"{x(bold)}: unknown fence option 'bold'; expected {', '.join(OPTIONS)}. "
        "Did you mean 'fold'?",
        f"{x('![]')}: the image 'curve.svg' has no alternative text",
        f"{x('Stray.')}: text outside the blocks: 'Stray.'; indent it",
    ]


def test_pages_stand_in_the_order_of_the_nav_and_the_others_after_them() -> None:
    paths = ['questions/b.md', 'z.md', 'questions/a.md', 'index.md']
    nav = ['index.md', 'questions/b.md', 'questions/a.md']
    found, _ = bank.build(dict.fromkeys(paths, ''), nav)
    assert [page.path for page in found.pages] == [*nav, 'z.md']
    assert [page.path for page in found.topics] == nav[1:]


def test_questions_are_found_by_id_and_the_first_use_counts() -> None:
    again = on_own_page(another('dropout', 'What is drawn again?'))
    found, _ = build(PAGE + another('twice', 'And twice?'), b=again)
    assert list(found.questions) == ['dropout', 'twice']
    assert found.questions['dropout'].title == 'Why does dropout help?'
    assert found.by_path[PATH].questions[1] is found.questions['twice']


def project(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return folder / 'docs'


FILES = {
    'mkdocs.yml': MKDOCS,
    'runs.json': recorded(),
    'requirements/examples.txt': LOCK,
    'docs/index.md': INDEX,
    'docs/concepts.yml': CONCEPTS,
    f'docs/{PATH}': PAGE,
    'docs/assets/notes.txt': 'not a page',
}


def test_a_folder_is_read_with_what_stands_beside_it(tmp_path: Path) -> None:
    found, problems = bank.load(project(tmp_path, FILES))
    assert problems == []
    assert [page.path for page in found.pages] == ['index.md', PATH]
    assert found.runs.date == '2026-11-22'


def test_the_folder_is_named_even_when_it_is_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path, FILES | {'docs/index.md': ''}))
    _, (problem,) = bank.load(Path('.'))
    assert problem.path == 'docs/index.md'


def test_what_stands_beside_a_link_to_the_folder_counts(tmp_path: Path) -> None:
    """As for MkDocs, which does not ask where the link leads."""
    project(tmp_path / 'elsewhere', FILES | {'mkdocs.yml': '['})
    for name in ('mkdocs.yml', 'runs.json', runs.LOCKS[0]):
        project(tmp_path, {name: FILES[name]})
    (tmp_path / 'docs').symlink_to(tmp_path / 'elsewhere/docs')
    assert bank.load(tmp_path / 'docs')[1] == []


def test_a_file_that_is_no_utf_8_is_one_problem_and_the_rest_of_it_is_checked(
    tmp_path: Path,
) -> None:
    docs = project(tmp_path, FILES)
    index = INDEX.replace('# Guide', '# Führer').replace('description', 'descriptio')
    (docs / 'index.md').write_bytes(index.encode('latin-1'))
    assert [str(problem) for problem in bank.load(docs)[1]] == [
        "docs/index.md:2: 'description' is missing",
        f"docs/index.md:2: unknown key 'descriptio'; expected {', '.join(FRONT_MATTER)}. "
        "Did you mean 'description'?",
        'docs/index.md:5: the byte 0xFC at character 4 is no UTF-8; save the file as UTF-8',
    ]


def test_a_problem_in_a_notebook_is_reported_in_the_file_that_an_author_opens(
    tmp_path: Path,
) -> None:
    """As one of the page made of it, it would stand in a file that is not there."""
    cells = [
        {'cell_type': 'markdown', 'id': 'a', 'metadata': {}, 'source': ['# Sums']},
        {'cell_type': 'code', 'id': 'b', 'metadata': {}, 'source': ['print(1)'], 'outputs': []},
    ]
    metadata = {'description': 'Sums.'}
    notebook = {'cells': cells, 'metadata': metadata, 'nbformat': 4, 'nbformat_minor': 5}
    text = json.dumps(notebook, indent=1)
    _, (problem,) = bank.load(project(tmp_path, FILES | {'docs/notebooks/sums.ipynb': text}))
    expected = "docs/notebooks/sums.ipynb:{}: not run as it stands; run 'make update'"
    assert str(problem) == expected.format(line_of('print(1)', text))


def test_without_a_lock_file_nothing_is_said_of_runs(tmp_path: Path) -> None:
    names = ('mkdocs.yml', 'docs/index.md', 'docs/concepts.yml', f'docs/{PATH}')
    _, problems = bank.load(project(tmp_path, {name: FILES[name] for name in names}))
    assert problems == []
