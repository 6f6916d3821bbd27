"""What stands beside the pages: settings, record, locks, PDFs and figures, broken."""

from __future__ import annotations

import json
import re

import pytest
from support.tiny import BASICS, Project

from guide.bank.bank import load
from guide.model import LISTINGS

CONFIG = 'mkdocs.yml'
LOCK = 'requirements/examples.txt'
INDEX = 'pdf/index.json'
PAGE = 'questions/basics/index.html'


def warnings(project: Project) -> list[str]:
    """What a build warns of; its pages are there all the same."""
    result = project.build()
    assert 'id="what-is-bias"' in result.text(PAGE)
    return [warning.removeprefix('guide: ') for warning in result.warnings]


def problems(project: Project) -> list[str]:
    return [str(problem) for problem in load(project.folder / 'docs')[1]]


@pytest.mark.parametrize(
    ('record', 'fault'),
    [
        ('null', 'found null; expected a mapping'),
        (
            '{"date": "x", "python": "3", "lock": "", "blocks": {}}',
            '\'date\' is "x"; expected a date as 2026-01-31',
        ),
    ],
)
def test_an_unreadable_record_is_one_problem_and_nothing_has_run(
    project: Project, record: str, fault: str
) -> None:
    project.write('runs.json', record)
    (found,) = problems(project)
    assert found == f"runs.json:1: {fault}; nothing counts as run; run 'make update'"
    result = project.build()
    assert result.warnings == [f'guide: {found}']
    assert result.text(PAGE).count('Not run here: changed since the last run') == 2
    assert '>last run ' not in result.text(PAGE)


def test_a_faulty_line_of_a_lock_is_named_and_the_others_count(project: Project) -> None:
    text = (project.folder / LOCK).read_text(encoding='utf-8')
    project.write(LOCK, f'{text}x==y==z\nscipy==1.0 ; python_version >\n')
    project.record()
    first, second = problems(project)
    assert first.startswith(f"{LOCK}:3: 'x==y==z' is not name==version; marker: ")
    assert second.startswith(f"{LOCK}:4: 'scipy==1.0 ; python_version >' is not name==version")
    result = project.build()
    assert result.warnings == [f'guide: {first}', f'guide: {second}']
    assert 'Ran with NumPy 9.8.7' in result.text(PAGE)


def test_an_unreadable_index_of_pdfs_is_one_problem(project: Project) -> None:
    project.write(INDEX, '{"basics": []}')
    expected = "'basics' is []; expected a mapping; delete the folder pdf and run 'make pdf' again"
    assert warnings(project) == [f'{INDEX}:1: {expected}']


def test_only_pdfs_that_are_there_are_offered(project: Project) -> None:
    facts = {'pages': 1, 'size': 1}
    modes = {mode: {'A4': {'file': f'pdf/{mode}.pdf', **facts}} for mode in ('short', 'everything')}
    project.write(INDEX, json.dumps({'basics': modes}))
    project.write('pdf/short.pdf', '%PDF')
    result = project.build(strict=True)
    assert result.warnings == []
    assert result.text(PAGE).count('dr-pdf') == 1


def test_settings_may_leave_out_what_mkdocs_does_not_ask_for(project: Project) -> None:
    """A copy of the guide under another name has no address yet."""
    settings = (project.folder / CONFIG).read_text(encoding='utf-8')
    project.write(CONFIG, f'{settings}\nsite_url:\nextra: {{repository: ~}}\n')
    result = project.build(strict=True)
    assert result.warnings == []
    text = result.text(PAGE)
    assert 'Report a mistake' not in text
    assert 'None' not in text
    assert not (result.site / 'opensearch.xml').exists()


def test_a_name_with_signs_of_markup_can_be_read_by_browsers(project: Project) -> None:
    settings = (project.folder / CONFIG).read_text(encoding='utf-8')
    project.write(CONFIG, f'{settings}\nsite_name: "A & <B>"\n')
    assert '<ShortName>A &amp; &lt;B&gt;</ShortName>' in project.build().text('opensearch.xml')


def test_an_unknown_list_is_named_and_the_rest_of_the_page_is_shown(project: Project) -> None:
    project.edit('docs/concepts.md', 'data-guide="concepts"', 'data-guide="concept"')
    line = project.line('docs/concepts.md', 'data-guide')
    expected = (
        f"docs/concepts.md:{line}: unknown list 'concept'; expected {', '.join(LISTINGS)}. "
        "Did you mean 'concepts'?"
    )
    assert problems(project) == [expected]
    result = project.build()
    assert f'guide: {expected}' in result.warnings
    assert '>Concepts<' in result.text('concepts/index.html')
    assert project.build(strict=True).html == []


def test_front_matter_that_is_refused_does_not_reach_the_templates(project: Project) -> None:
    lines = 'hide: 5\ntitle: [a]\ntemplate: none.html\nsearch: 5\nstatus: {a: b}\n'
    project.edit(BASICS, '---\n\n# Basics', f'{lines}---\n\n# Basics')
    assert len(warnings(project)) == lines.count('\n')


@pytest.mark.parametrize('svg', ['', '<html/>'])
def test_a_figure_that_is_no_svg_is_named_and_its_page_is_shown(project: Project, svg: str) -> None:
    project.write('docs/assets/figures/line.svg', svg)
    (found,) = warnings(project)
    assert found.startswith('docs/assets/figures/line.svg:1: ')


@pytest.mark.parametrize(
    ('missing', 'user'), [('sources', 'questions'), ('questions', 'notebooks')]
)
def test_a_hook_that_needs_another_says_so(
    project: Project, missing: str, user: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = (project.folder / CONFIG).read_text(encoding='utf-8')
    project.write(CONFIG, re.sub(rf'.*/hooks/{missing}\.py\n', '', settings))
    assert project.build().aborted
    assert f'mkdocs.yml lists hooks/{user}.py without hooks/{missing}.py' in caplog.text
