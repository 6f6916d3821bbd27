"""What stands in docs/ and is not for readers: check, build and serve see the same pages."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files
from mkdocs.utils import markdown_extensions
from support import tiny
from support.tiny import BASICS, CONCEPTS, PRACTICE, Project

from guide.bank import sources
from guide.bank.bank import load
from guide.source import files

DRAFT = 'docs/questions/draft.md'
CONFIG = 'mkdocs.yml'


def add_settings(project: Project, text: str) -> None:
    settings = (project.folder / CONFIG).read_text(encoding='utf-8')
    project.write(CONFIG, f'{settings}\n{text}\n')


def add_draft(project: Project) -> None:
    """A third topic, whose question is the second's under another name."""
    text = (project.folder / PRACTICE).read_text(encoding='utf-8')
    text = text.replace('second-seed', 'unfinished').replace(
        'Why did the second seed score', 'Is it'
    )
    project.write(DRAFT, text)


def problems(project: Project) -> list[str]:
    return [str(problem) for problem in load(project.folder / 'docs')[1]]


def test_what_is_a_page_and_where_it_is_shown_is_as_in_mkdocs() -> None:
    assert set(files.PAGES) == set(markdown_extensions)
    for name in ('index.md', 'a/README.md', 'a.markdown', 'questions/x.md', 'a/b.c.mkd'):
        assert (files.address(name) or './') == File(name, 'docs', 'site', True).url


@pytest.mark.parametrize(
    'settings',
    [
        '',
        'exclude_docs: draft.md',
        'exclude_docs: |\n  /questions/*\n  !basics.md\n  # remark\n  notebooks/',
        'exclude_docs: |\n  !.x.md\n  !/templates/',
        'draft_docs: |\n  draft.md\n  a/\nexclude_docs: |\n  *.svg',
        'not_in_nav: draft.md',
    ],
)
def test_the_same_files_are_on_the_site_as_mkdocs_puts_there(
    project: Project, settings: str
) -> None:
    for name in (
        '.x.md',
        '.hidden/x.md',
        'questions/draft.md',
        'questions/._draft.md',
        'a/templates/x.md',
        'templates/x.md',
        'notebooks/.ipynb_checkpoints/x-checkpoint.ipynb',
        'folder.md/x.txt',
        'a/x.markdown',
    ):
        project.write(f'docs/{name}', '')
    add_settings(project, settings)
    config = load_config(str(project.folder / CONFIG))
    mkdocs = {file.src_uri for file in get_files(config) if file.inclusion.is_included()}
    served = {file.src_uri for file in get_files(config) if file.inclusion.is_in_serve()}
    docs = project.folder / 'docs'
    assert sources.read(docs).names == mkdocs
    assert sources.read(docs, drafts=True).names == served


def litter(project: Project) -> None:
    """What editors, systems and tools leave in a folder, none of which is for readers."""
    docs = project.folder / 'docs'
    (docs / 'questions/old.md').mkdir()
    (docs / 'questions/.#basics.md').symlink_to('me@host.1')
    (docs / 'questions/._basics.md').write_bytes(b'\0\5\x16\7\xff\xfe')
    (docs / 'questions/.basics.md.swp').write_bytes(b'b0VIM\xff')
    (docs / 'questions/basics.md~').write_bytes(b'\xff')
    (docs / 'questions/#basics.md#').write_bytes(b'\xff')
    (docs / 'notebooks/.ipynb_checkpoints').mkdir(parents=True)
    (docs / 'notebooks/.ipynb_checkpoints/x-checkpoint.ipynb').write_bytes(b'{')
    os.mkfifo(docs / '.pipe.md')


def test_what_editors_leave_behind_is_not_read(project: Project) -> None:
    litter(project)
    assert problems(project) == []
    result = project.build(strict=True)
    assert (result.warnings, result.aborted) == ([], False)
    assert not list(result.site.rglob('*basics.md*'))
    assert not list(result.site.rglob('*.ipynb'))


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(project: Project) -> None:
    docs = project.folder / 'docs'
    os.mkfifo(docs / 'questions/pipe.md')
    (docs / 'questions/lost.md').symlink_to('nowhere.md')
    (docs / 'assets/lost.png').symlink_to('nowhere.png')
    Path(docs / 'questions' / os.fsdecode(b'f\xfchrer.md')).touch()
    expected = [
        "docs/assets/lost.png:1: a link to 'nowhere.png', which is not there",
        r'docs/questions/f\xfchrer.md:1: a file name that is no UTF-8, or holds a control '
        'character; rename it',
        "docs/questions/lost.md:1: a link to 'nowhere.md', which is not there",
        'docs/questions/pipe.md:1: a named pipe; expected a file',
    ]
    with socket.socket(socket.AF_UNIX) as end:
        here = os.getcwd()
        os.chdir(docs)  # the name of a socket is short
        end.bind('socket.md')
        os.chdir(here)
        expected.append('docs/socket.md:1: a socket; expected a file')
        assert problems(project) == expected
        result = project.build()
        assert result.warnings == [f'guide: {problem}' for problem in expected]
        assert 'second-seed' in result.text('questions/practice/index.html')


def test_a_link_to_a_folder_above_it_stops_the_build_with_its_name(project: Project) -> None:
    """MkDocs would walk it till the system gives up, and two of them for ever."""
    for name in ('a', 'b'):
        (project.folder / f'docs/{name}').symlink_to('.')
    expected = [
        f'docs/{name}:1: a link to a folder that it stands in itself; take it out' for name in 'ab'
    ]
    assert problems(project) == expected
    result = project.build()
    assert result.aborted
    assert result.html == []
    assert result.said == '\n'.join(expected)


def test_a_linked_folder_is_read_as_it_is_built(project: Project) -> None:
    add_draft(project)
    (project.folder / 'elsewhere').mkdir()
    (project.folder / DRAFT).rename(project.folder / 'elsewhere/draft.md')
    (project.folder / 'docs/questions/linked').symlink_to(project.folder / 'elsewhere')
    (problem,) = problems(project)
    assert problem == (
        'docs/questions/linked/draft.md:7: questions on a page outside the nav; '
        "add 'questions/linked/draft.md' to it"
    )
    result = project.build()
    assert 'unfinished' in result.text('questions/linked/draft/index.html')


def found(result: tiny.Build) -> set[str]:
    """The ids in everything that is made of all questions, and on the pages of the others."""
    data = json.loads(result.text('questions.json'))['questions']
    index = json.loads(result.text('search/search_index.json'))['docs']
    pages = (path for path in result.html if 'draft' not in path.parts)
    linked = ''.join(path.read_text(encoding='utf-8') for path in pages)
    return {
        *(question['id'] for question in data),
        *(document['location'].partition('#')[2] for document in index),
        *(['unfinished'] if 'unfinished' in linked else []),
    }


@pytest.mark.parametrize('setting', ['exclude_docs', 'draft_docs'])
def test_questions_of_a_page_that_is_not_published_are_nowhere(
    project: Project, setting: str
) -> None:
    add_draft(project)
    add_settings(project, f'{setting}: draft.md')
    assert problems(project) == []
    result = project.build(strict=True)
    assert result.warnings == []
    assert 'second-seed' in found(result)
    assert 'unfinished' not in found(result)
    assert not (result.site / 'questions/draft').exists()


def test_a_draft_is_shown_and_checked_while_its_author_serves_it(project: Project) -> None:
    add_draft(project)
    project.edit(DRAFT, 'difficulty: 1', 'difficulty: 9')
    add_settings(project, 'draft_docs: draft.md')
    assert project.build(strict=True).warnings == []
    served = project.build(serve=True)
    line = project.line(DRAFT, 'difficulty')
    assert served.warnings == [f"guide: {DRAFT}:{line}: 'difficulty' is 9; expected 1 to 4"]
    assert 'Also asked as' in served.text('questions/draft/index.html')
    assert 'unfinished' in found(served)
    assert 'unfinished' not in found(project.build())


def test_a_page_meant_to_be_outside_the_navigation_is_published_like_any_other(
    project: Project,
) -> None:
    add_draft(project)
    add_settings(project, 'not_in_nav: draft.md')
    assert problems(project) == []
    result = project.build(strict=True)
    assert result.warnings == []
    assert 'unfinished' in found(result)


def test_an_excluded_page_that_stands_in_the_navigation_is_a_dead_link(project: Project) -> None:
    """MkDocs keeps the entry and says so only to those who ask for more messages."""
    add_settings(project, 'exclude_docs: practice.md')
    line = project.line(CONFIG, 'questions/practice.md')
    expected = (
        f"mkdocs.yml:{line}: 'questions/practice.md' is in the nav and not on the site "
        '(exclude_docs, draft_docs)'
    )
    assert expected in problems(project)
    assert f'guide: {expected}' in project.build(strict=True).warnings


def test_a_link_to_an_excluded_page_warns(project: Project) -> None:
    add_draft(project)
    add_settings(project, 'exclude_docs: draft.md')
    project.edit(PRACTICE, 'basics.md#what-is-bias', 'draft.md')
    (warning,) = project.build(strict=True).warnings
    assert "link 'draft.md'" in warning


@pytest.mark.parametrize(
    ('name', 'message'),
    [
        ('questions/new.MD', "no page to MkDocs; expected '.md' at the end of its name"),
        ('questions/c#.md', 'a page with # or % or ? in its name; rename it'),
        (
            'questions/basics/index.md',
            "has the address of 'questions/basics.md', 'questions/basics/'",
        ),
        ('README.md', "has the address of 'README.md', ''; rename one"),
        ('questions/practice.markdown', "has the address of 'questions/practice.markdown'"),
    ],
)
def test_a_page_that_mkdocs_would_not_show_is_named(
    project: Project, name: str, message: str
) -> None:
    project.write(f'docs/{name}', '---\ndescription: A.\n---\n\n# A\n')
    assert any(message in problem for problem in problems(project)), problems(project)


def test_a_page_may_have_another_ending(project: Project) -> None:
    path = project.folder / PRACTICE
    path.rename(path.with_suffix('.markdown'))
    settings = (project.folder / CONFIG).read_text(encoding='utf-8')
    project.write(CONFIG, settings.replace('practice.md', 'practice.markdown'))
    project.record()
    assert problems(project) == []
    result = project.build(strict=True)
    assert result.warnings == []
    data = json.loads(result.text('questions.json'))['questions']
    assert 'questions/practice/#second-seed' in [question['url'] for question in data]


BAD = b'\xf6'


def damage(project: Project, path: str, words: str) -> tuple[int, int]:
    """Put a byte that is no UTF-8 before the words; its line and place."""
    file = project.folder / path
    before, after = file.read_bytes().split(words.encode(), 1)
    file.write_bytes(before + BAD + words.encode() + after)
    text = before.decode()
    return text.count('\n') + 1, len(text) - text.rfind('\n')


DAMAGED = {
    PRACTICE: 'Repeat it',
    'docs/index.md': 'Here `##',
    CONCEPTS: 'A function that',
    'docs/assets/figures/line.svg': '<path',
    'docs/assets/styles/base.css': '}',
    'runs.json': '"date"',
    'requirements/examples.txt': 'numpy',
}


def test_files_that_are_no_utf_8_are_named_by_check_build_and_serve(project: Project) -> None:
    """MkDocs alone ends with a traceback that names no file, and serves nothing any more."""
    expected = set()
    for path, words in DAMAGED.items():
        line, place = damage(project, path, words)
        byte = f'the byte 0xF6 at character {place}'
        expected.add(f'{path}:{line}: {byte} is no UTF-8; save the file as UTF-8')
    found = problems(project)
    assert expected <= set(found)
    for serve in (False, True):
        result = project.build(serve=serve)
        assert result.warnings == [f'guide: {problem}' for problem in found]
        assert 'second-seed' in result.text('questions/practice/index.html')
    strict = project.build(strict=True)
    assert strict.warnings == result.warnings
    assert strict.aborted
    assert strict.html == []


def test_settings_that_are_no_utf_8_are_named(project: Project) -> None:
    line, place = damage(project, CONFIG, 'nav:')
    expected = f'the byte 0xF6 at character {place} is no UTF-8; save the file as UTF-8'
    assert f'mkdocs.yml:{line}: {expected}' in problems(project)


def test_a_page_in_another_encoding_is_shown_all_the_same(project: Project) -> None:
    path = project.folder / PRACTICE
    text = path.read_text(encoding='utf-8')
    path.write_bytes(text.encode('utf-16'))
    result = project.build()
    expected = f'guide: {PRACTICE}:1: this is UTF-16; save the file as UTF-8'
    assert result.warnings == [expected]
    assert 'luckiest' in result.text('questions/practice/index.html')


def test_a_second_byte_order_mark_does_not_show_the_front_matter(project: Project) -> None:
    path = project.folder / BASICS
    path.write_bytes(b'\xef\xbb\xbf' * 2 + path.read_bytes())
    result = project.build()
    (warning,) = result.warnings
    assert warning.startswith(f'guide: {BASICS}:1: the byte order mark stands here twice')
    assert '<p>description:' not in result.text('questions/basics/index.html')
