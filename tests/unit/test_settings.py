"""What mkdocs.yml says of the pages, whatever else stands in it; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from guide.source import settings
from guide.source.settings import Settings

NAMES = ('index.md', 'a.md', 'b.md', 'questions/x.md', 'files/plan.pdf')


def read(text: str, **others: str) -> tuple[Settings, list[str]]:
    """The settings of a text and of other files by name (`base` is base.yml)."""
    texts = {'mkdocs.yml': text} | {f'{name}.yml': other for name, other in others.items()}
    found, problems = settings.read('mkdocs.yml', lambda name: texts.get(name, ''))
    return found, [str(problem) for problem in problems]


def problems(text: str, names: Collection[str] = NAMES, **others: str) -> list[str]:
    """Every problem of the settings and of their navigation."""
    found, faults = read(text, **others)
    return [*faults, *map(str, settings.check(found, names))]


def pages(text: str, **others: str) -> list[str]:
    found, faults = read(text, **others)
    assert faults == []
    return [entry.page for entry in found.nav or ()]


def test_the_navigation_is_read_in_order_at_any_depth() -> None:
    text = 'nav:\n- a.md\n- B: b.md\n- C:\n  - D: questions/x.md\n  - E: [index.md]\n'
    assert pages(text) == ['a.md', 'b.md', 'questions/x.md', 'index.md']
    assert problems(text) == []


@pytest.mark.parametrize('text', ['site_name: X\n', 'nav:\n', 'nav: []\n', 'nav: ~\n'])
def test_without_a_navigation_every_page_is_in_it(text: str) -> None:
    found, faults = read(text)
    assert (found.nav, faults) == (None, [])


def test_a_path_in_the_navigation_may_be_written_as_mkdocs_reads_it() -> None:
    assert pages('nav: [./a.md, questions//x.md]') == ['a.md', 'questions/x.md']


def test_links_to_other_sites_and_files_that_are_no_pages_may_stand_in_the_navigation() -> None:
    text = 'nav: [https://example.org/, Mail: "mailto:a@example.org", //x.org, files/plan.pdf]'
    assert problems(text) == []


def test_the_tags_that_mkdocs_allows_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('HOME_PAGE', 'a.md')
    text = (
        'site_url: !ENV [SITE_URL, "https://example.org/"]\n'
        'markdown_extensions:\n'
        '  - pymdownx.emoji:\n'
        '      emoji_index: !!python/name:material.extensions.emoji.twemoji\n'
        '      options: !!python/object/apply:os.system ["false"]\n'
        '  - pymdownx.snippets: {base_path: !relative $docs_dir}\n'
        'nav: [!ENV HOME_PAGE, !ENV [NO_SUCH_VARIABLE, b.md]]\n'
        'exclude_docs: !ENV [NO_SUCH_VARIABLE, "old.md"]\n'
    )
    assert pages(text) == ['a.md', 'b.md']
    assert not read(text)[0].publishes('old.md')


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('', '1: nothing here; expected YAML'),
        (
            '[' * 100_000,
            '1: unreadable YAML: more than 100 lists and mappings in one another',
        ),
        ('- a\n', "1: expected 'key: value' lines, as 'site_name: …'"),
        ('word\n', "1: expected 'key: value' lines, as 'site_name: …'"),
        ('site_name: X\nnav: [\n', '3: unreadable YAML: did not find expected node content'),
        ('a: 1\n\tb: 2\n', '2: unreadable YAML: found a tab character that violates indentation'),
        ('a: 1\nb: *c\n', '2: unreadable YAML: found undefined alias'),
        ('a: 1\nb: 2\na: 3\n', "3: 'a' stands here twice; keep one"),
        ('a:\n- b:\n    c: 1\n    c: 2\n', "4: 'c' stands here twice; keep one"),
        ('a: b\u202ec\n', '1: an invisible or broken character: RIGHT-TO-LEFT OVERRIDE'),
        ('nav: index.md\n', "1: 'nav' should be a list: - Title: page.md"),
        ('nav:\n  Home: index.md\n', "2: 'nav' should be a list: - Title: page.md"),
        ('nav:\n- index.md\n- 5\n', "3: found '5' in the nav; expected - Title: page.md"),
        ('nav:\n- index.md\n- A:\n', "3: found '' in the nav; expected - Title: page.md"),
        (
            'nav:\n- {A: a.md, B: b.md}\n',
            '2: found a mapping in the nav; expected - Title: page.md',
        ),
        ('nav:\n- A: &b [*b]\n', '2: this part of the nav stands in it twice'),
        ('nav:\n- a.md\n- A: a.md\n', "3: 'a.md' is in the nav already (line 2)"),
        (
            'nav:\n- a.md\n- qestions/x.md\n',
            "3: no page 'qestions/x.md'. Did you mean 'questions/x.md'?",
        ),
        ('nav:\n- /a/\n', "2: '/a/' in the nav is absolute; expected a page, as 'index.md'"),
        ('nav:\n- "http://["\n', "2: 'http://[' in the nav is no address: Invalid IPv6 URL"),
        (
            'nav: [a.md]\nexclude_docs: a.md\n',
            "1: 'a.md' is in the nav and not on the site (exclude_docs, draft_docs)",
        ),
        (
            'nav: [a.md]\ndraft_docs: a.md\n',
            "1: 'a.md' is in the nav and not on the site (exclude_docs, draft_docs)",
        ),
        (
            'exclude_docs: [a.md]\n',
            "1: 'exclude_docs' is a list; expected 'exclude_docs: |' and a pattern a line",
        ),
        (
            'draft_docs: 5\n',
            "1: 'draft_docs' is '5'; expected 'draft_docs: |' and a pattern a line",
        ),
        (
            'not_in_nav:\n  a: b\n',
            "2: 'not_in_nav' is a mapping; expected 'not_in_nav: |' and a pattern a line",
        ),
        ('INHERIT: [a]\n', "1: 'INHERIT' should name a file"),
        ('a: 1\nINHERIT: other.yml\n', "2: 'other.yml' is not there, or empty"),
        ('INHERIT: mkdocs.yml\n', "1: 'mkdocs.yml' inherits from itself"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, expected: str) -> None:
    assert problems(text) == [f'mkdocs.yml:{expected}']


def test_all_faults_are_found_in_one_run() -> None:
    text = 'nav:\n- 5\n- /x\n- none.md\nexclude_docs: 1\na: 1\na: 2\n'
    assert [problem.split(':')[1] for problem in sorted(problems(text))] == [
        '2',
        '3',
        '4',
        '5',
        '7',
    ]


def test_aliases_that_hold_themselves_end() -> None:
    assert problems('extra: &a {b: *a}\nnav: &n [&m [*n, *m]]\n') == [
        'mkdocs.yml:2: this part of the nav stands in it twice',
        'mkdocs.yml:2: this part of the nav stands in it twice',
    ]


def test_a_billion_aliases_are_not_followed() -> None:
    lines = ['x0: &a0 [a.md, b.md]', *(f'x{n}: &a{n} [*a{n - 1}, *a{n - 1}]' for n in range(1, 60))]
    found = problems('\n'.join([*lines, 'nav: [*a59]']))
    assert len(found) == 59


def test_what_is_inherited_counts_where_nothing_else_is_said() -> None:
    base = 'nav: [a.md]\nexclude_docs: old.md\n'
    assert pages('INHERIT: base.yml\nsite_name: X\n', base=base) == ['a.md']
    assert pages('INHERIT: base.yml\nnav: [b.md]\n', base=base) == ['b.md']
    assert not read('INHERIT: base.yml\n', base=base)[0].publishes('old.md')


def test_a_fault_in_an_inherited_file_is_named_there() -> None:
    assert problems('INHERIT: base.yml\n', base='nav:\n- none.md\n')[0].startswith('base.yml:2: no')
    found = problems('INHERIT: base.yml\n', base='INHERIT: mkdocs.yml\n')
    assert found == ["base.yml:1: 'mkdocs.yml' inherits from itself"]


@pytest.mark.parametrize(
    ('patterns', 'left_out', 'kept'),
    [
        ('', ['.x.md', '.git/x.md', 'a/.b/x.md', '._x.md', 'templates/x.md'], ['a/templates/x.md']),
        ('old.md', ['old.md', 'a/old.md'], ['a.md', 'old.md.md']),
        ('/old.md', ['old.md'], ['a/old.md']),
        ('drafts/', ['drafts/x.md', 'a/drafts/b/x.md'], ['drafts.md']),
        ('*.md\n  !index.md', ['a.md', 'b/c.md'], ['index.md', 'b/index.md']),
        ('!.x.md', ['.y.md'], ['.x.md']),
    ],
)
def test_patterns_leave_out_what_they_do_in_mkdocs(
    patterns: str, left_out: list[str], kept: list[str]
) -> None:
    found, faults = read(f'exclude_docs: |\n  {patterns}\n')
    assert faults == []
    assert [name for name in [*left_out, *kept] if found.publishes(name)] == kept


def test_drafts_are_left_out_of_a_build_and_shown_while_writing() -> None:
    found, _ = read('draft_docs: a.md\nexclude_docs: b.md\n')
    assert [found.publishes(name) for name in NAMES[:3]] == [True, False, False]
    assert [found.publishes(name, drafts=True) for name in NAMES[:3]] == [True, True, False]
    drafted, _ = read('nav: [a.md]\ndraft_docs: a.md\n')
    assert list(settings.check(drafted, NAMES, drafts=True)) == []


def test_a_draft_or_a_page_meant_to_be_outside_need_not_be_in_the_navigation() -> None:
    found, _ = read('not_in_nav: a.md\ndraft_docs: b.md\n')
    assert [found.may_be_unlisted(name) for name in NAMES[:3]] == [False, True, True]


def test_a_pattern_that_is_none_is_named_with_its_line() -> None:
    text = 'a: 1\nexclude_docs: |\n  old.md\n  !\n'
    assert problems(text) == ["mkdocs.yml:4: '!' in 'exclude_docs': Invalid git pattern: '!'"]
