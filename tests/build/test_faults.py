"""Every fault an author can make is a warning that names file and line; strict builds stop."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from support.tiny import BASICS, CONCEPTS, PRACTICE, Project

INDEX = 'docs/index.md'
FIGURE = '../assets/figures/line.svg'


class Fault(NamedTuple):
    """A text of a file replaced by another; the warning names the line of `at` and says `says`."""

    path: str
    old: str
    new: str
    at: str
    says: str


FAULTS = {
    'no id': Fault(PRACTICE, ' { #second-seed }', '', '## Why', 'has no id'),
    'bad id': Fault(PRACTICE, '#second-seed', '#Second_Seed', '## Why', 'badly formed'),
    'second use of an id': Fault(
        PRACTICE, '{ #second-seed }', '{ #what-is-bias }', '## Why', 'docs/questions/basics.md:9'
    ),
    'nearly the same question': Fault(
        PRACTICE,
        'Why did the second seed score worse?',
        'What is a bias, and how does it show?',
        '## What',
        'nearly the same',
    ),
    'no metadata': Fault(
        PRACTICE, '```yaml question\n', '```yaml\n', '## Why', 'no ```yaml question block'
    ),
    'unreadable metadata': Fault(
        PRACTICE, 'difficulty: 1', 'difficulty: [1', 'concepts: [', 'unreadable YAML'
    ),
    'unknown key': Fault(
        PRACTICE, 'also:', 'allso:', 'allso:', "unknown key 'allso'; expected difficulty"
    ),
    'wrong difficulty': Fault(
        PRACTICE, 'difficulty: 1', 'difficulty: 7', 'difficulty: 7', 'expected 1 to 4'
    ),
    'a source without a link': Fault(
        PRACTICE, '"[Bouthillier', '"Bouthillier', '"Bouthillier', 'is not a link'
    ),
    'unknown concept': Fault(
        PRACTICE,
        'concepts: [variance]',
        'concepts: [varience]',
        '[varience]',
        "Did you mean 'variance'?",
    ),
    'unknown related question': Fault(
        BASICS,
        'related: [what-is-bias]',
        'related: [what-is-bais]',
        'related:',
        "Did you mean 'what-is-bias'?",
    ),
    'related to itself': Fault(
        BASICS,
        'related: [what-is-bias]',
        'related: [window-or-group]',
        'related:',
        'related to itself',
    ),
    'unknown kind of block': Fault(
        PRACTICE, '??? depth', '??? dept', '??? dept', "Did you mean 'depth'?"
    ),
    'no spoken answer': Fault(
        PRACTICE, '??? answer', '??? followup', '## Why', 'has no answer block'
    ),
    'no idea': Fault(PRACTICE, '??? idea', '??? followup', '## Why', 'has no idea block'),
    'an answer too long to say': Fault(
        PRACTICE,
        'A score is an estimate',
        'A score is an estimate ' * 40,
        '??? answer',
        'words in the answer; expected 80 to 120',
    ),
    'text outside the blocks': Fault(
        PRACTICE, '    Repeat it', 'Repeat it', 'Repeat it', 'outside the blocks'
    ),
    'a skipped heading level': Fault(
        INDEX, 'Here `##', '### Too deep\n\nHere `##', '### Too deep', 'level is skipped'
    ),
    'code without a language': Fault(BASICS, '```text', '```', '    ```\n    for', 'language'),
    'unknown option of a block': Fault(
        BASICS, 'fold="', 'fould="', 'fould="', "Did you mean 'fold'?"
    ),
    'a skip without a reason': Fault(
        BASICS, '"skip: needs 8 GPUs & a day"', '"skip"', 'test="skip"', 'gives no reason'
    ),
    'a formula that does not parse': Fault(BASICS, '$b^2 + v$', '$b^{2 + v$', 'b^{2', 'formula'),
    'a figure without words': Fault(
        BASICS, '![A line that rises from "nought" to ten]', '![]', '![]', 'no alternative text'
    ),
    'a figure that no block draws': Fault(
        BASICS, "savefig('line.svg')", "savefig('lines.svg')", '![A line', 'no block of this page'
    ),
    'an invisible character': Fault(
        PRACTICE, 'Repeat it', 'Repeat\u200b it', 'Repeat', 'ZERO WIDTH SPACE'
    ),
    'mojibake': Fault(PRACTICE, 'Repeat it', 'Repeat â€“ it', 'Repeat', 'mojibake'),
    'no description': Fault(INDEX, 'description:', 'title:', 'title:', "'description' is missing"),
    'a concept nobody uses': Fault(
        CONCEPTS, '- id: window', '- id: windows', '- id: windows', 'no question uses'
    ),
    'a name of two concepts': Fault(
        CONCEPTS, 'name: variance', 'name: bias', '- id: variance', "'bias' names 'bias'"
    ),
    'a neighbor that is its own name': Fault(
        CONCEPTS, '[bias, standard error]', '[variance]', '- id: variance', 'one of its own names'
    ),
    'a concept linked by halves': Fault(
        CONCEPTS,
        '  see: [bias, standard error]',
        '  linked: maybe',
        '  linked:',
        "should be true or false, found 'maybe'",
    ),
    'a name that the answer does not hold': Fault(
        PRACTICE,
        '  - random seed\n',
        '  - random seed, MVCC\n',
        '  - random seed, MVCC',
        "'MVCC' stands nowhere in 'second-seed'; treat it there or take it out of 'also'",
    ),
    'a concept that the answer does not treat': Fault(
        BASICS,
        'related: [what-is-bias]',
        'queries: [the systematic error of a window]\nrelated: [what-is-bias]',
        'queries:',
        "'systematic error' stands nowhere in 'window-or-group'",
    ),
    'a definition of two sentences': Fault(
        CONCEPTS,
        'to the current one.',
        'to the current one. Really.',
        '- id: window',
        'one sentence',
    ),
    'output that was edited': Fault(
        BASICS, '#> 1.5', '#> 1.6', '```python {group="draws"}', 'make update'
    ),
    'a code block that a later one closes': Fault(
        PRACTICE,
        '    Until the interval is short enough.',
        '    ```text\n    a\n     ```\n\n    And:\n\n    ```text\n    b\n    ```',
        '    ```text\n    a',
        'does not close this code block',
    ),
    'a block that is never opened': Fault(
        PRACTICE, '??? depth', '???  depth', '???  depth', 'one blank behind the marks'
    ),
    'an id that a block is given': Fault(
        BASICS,
        '{ #window-or-group }',
        '{ #what-is-bias-depth }',
        '## When',
        'that of the depth block of',
    ),
    'a heading nobody meant': Fault(
        PRACTICE, '    Repeat it', '    #1: Repeat it', '#1', 'becomes a heading'
    ),
    'a list in a paragraph': Fault(
        PRACTICE,
        'Until the interval is short enough.',
        'Until:\n    - it is\n    - short',
        '- it is',
        'a list has a blank line before it',
    ),
    'an angle bracket': Fault(
        PRACTICE, 'Repeat it', 'Repeat list<int>', 'Repeat', "'<int>' is read as HTML"
    ),
    'Markdown of another site': Fault(
        PRACTICE, 'Repeat it', 'Repeat[^1] it', 'Repeat', "'[^1]' is shown as typed"
    ),
    'a price': Fault(PRACTICE, 'Repeat it', 'For $5-$10 repeat it', '$5', 'becomes a formula'),
    'braces': Fault(PRACTICE, 'Repeat it', '**Repeat**{1} it', '**Repeat', 'read as attributes'),
    'an image by reference': Fault(
        BASICS,
        '![A line that rises',
        f'![][line]\n\n    [line]: {FIGURE}\n\n    ![A line that rises',
        '![][line]',
        'no alternative text',
    ),
    'a title that is none in YAML': Fault(
        INDEX, 'description:', 'title: yes\ndescription:', 'title:', "found the truth value 'yes'"
    ),
    'a character written as an escape': Fault(
        PRACTICE, '- random seed', '- "random\\u202e seed"', '- "random', 'RIGHT-TO-LEFT OVERRIDE'
    ),
    'a second byte order mark': Fault(
        INDEX, '---\ndescription:', '\ufeff\ufeff---\ndescription:', '---', 'stands here twice'
    ),
    'questions outside the navigation': Fault(
        'mkdocs.yml', ', questions/practice.md]', ']', '', 'outside the nav'
    ),
}


@pytest.mark.parametrize('fault', FAULTS.values(), ids=FAULTS)
def test_fault_stops_a_strict_build(project: Project, fault: Fault) -> None:
    """All warnings are out before it stops, and no page of the site has been written."""
    project.edit(fault.path, fault.old, fault.new)
    if fault.path == 'mkdocs.yml':
        place = f'{PRACTICE}:{project.line(PRACTICE, "## Why")}'
    else:
        place = f'{fault.path}:{project.line(fault.path, fault.at)}'
    result = project.build(strict=True)
    warned = [line for line in result.warnings if f'guide: {place}: ' in line]
    assert [line for line in warned if fault.says in line], '\n'.join([place, *result.warnings])
    assert result.aborted
    assert result.html == []


def test_all_faults_are_reported_at_once_and_in_order(project: Project) -> None:
    for name in ('no id', 'wrong difficulty', 'a concept nobody uses', 'no description'):
        project.edit(*FAULTS[name][:3])
    warnings = project.build(strict=True).warnings
    files = [line.split(':')[1].strip() for line in warnings]
    assert files == sorted(files)
    assert set(files) == {CONCEPTS, INDEX, PRACTICE, BASICS}


def test_faults_only_warn_in_a_build_that_is_not_strict(project: Project) -> None:
    """An author who looks at a draft sees the page, and beside it what is wrong."""
    for name in ('unknown concept', 'a formula that does not parse', 'unknown related question'):
        project.edit(*FAULTS[name][:3])
    result = project.build()
    assert len(result.warnings) >= 3
    assert not result.aborted
    assert 'b^{2 + v' in result.text('questions/basics/index.html')


def test_a_question_being_written_is_shown(project: Project) -> None:
    """`mkdocs serve` builds whatever is saved, and a build that fails would freeze its pages."""
    project.edit(PRACTICE, '# Practice', '# Practice\n\n## Why do\n\n## And how')
    project.edit(BASICS, 'difficulty: 2\n', 'difficulty:\n')
    project.edit(
        BASICS, '??? depth "See it run"\n\n    It is computed', '??? depth\n\n    It is computed'
    )
    result = project.build()
    assert len(result.warnings) >= 4
    assert 'Why do' in result.text('questions/practice/index.html')


def test_a_changed_block_says_that_it_has_not_run(project: Project) -> None:
    """And with it those that share its state: what they print may have changed too."""
    project.edit(BASICS, 'np.arange(4)', 'np.arange(5)')
    result = project.build()
    assert len(result.warnings) == 2
    page = result.text('questions/basics/index.html')
    assert 'dr-run' not in page
    assert page.count('Not run here: changed since the last run') == 2
    assert 'Drawn by a block' not in page


def test_changed_libraries_ask_for_a_new_run(project: Project) -> None:
    project.edit('requirements/examples.txt', '9.8.7', '9.8.8')
    result = project.build(strict=True)
    (warning,) = result.warnings
    assert 'runs.json:1: the libraries have changed' in warning
    assert result.aborted


@pytest.mark.parametrize(
    ('old', 'new', 'says'),
    [
        ('basics.md#what-is-bias', 'basic.md#what-is-bias', "'basic.md#what-is-bias'"),
        ('basics.md#what-is-bias', 'basics.md#what-is-bais', "'#what-is-bais'"),
        ('(basics.md#what-is-bias)', '(#nowhere)', "'#nowhere'"),
        ('(basics.md#what-is-bias)', '(/questions/basics/)', "'/questions/basics/'"),
    ],
    ids=['page', 'anchor', 'own anchor', 'absolute'],
)
def test_broken_link_warns(project: Project, old: str, new: str, says: str) -> None:
    project.edit(PRACTICE, old, new)
    result = project.build(strict=True)
    assert result.aborted
    (warning,) = result.warnings
    assert 'questions/practice.md' in warning
    assert says in warning


def test_a_missing_page_of_concepts_warns(project: Project) -> None:
    """What is searched leads to it from everywhere; that is no reason to break off."""
    (project.folder / 'docs/concepts.md').unlink()
    result = project.build(strict=True)
    assert result.aborted
    assert any('concepts.md' in warning for warning in result.warnings), result.warnings


def test_a_link_to_a_block_of_a_question_is_right(project: Project) -> None:
    """Blocks have ids of their own, and MkDocs knows them."""
    project.edit(PRACTICE, 'basics.md#what-is-bias', 'basics.md#what-is-bias-depth')
    assert project.build(strict=True).warnings == []


def test_a_link_to_a_concept_is_right(project: Project) -> None:
    project.edit(PRACTICE, 'variance moves it', '[variance](../concepts.md#variance) moves it')
    result = project.build(strict=True)
    assert result.warnings == []
    linked = '<a class="dr-concept" href="../../concepts/#variance" title="How far an estimate'
    assert linked in result.text('questions/practice/index.html')


def test_a_second_build_starts_afresh(project: Project) -> None:
    """`mkdocs serve` builds often in one process, so nothing of a build may outlive it."""
    assert project.build(strict=True).warnings == []
    project.edit(PRACTICE, 'Why did the second seed score worse?', 'Why do seeds differ?')
    project.edit(PRACTICE, '#second-seed', '#seeds')
    project.edit(CONCEPTS, 'from sample to sample', 'between samples')
    result = project.build(strict=True)
    assert result.warnings == []
    for page in result.html:
        text = page.read_text(encoding='utf-8')
        assert 'second-seed' not in text, page
        assert 'from sample to sample' not in text, page
    assert '"seeds"' in result.text('questions.json')


def test_a_fault_is_forgotten_once_it_is_repaired(project: Project) -> None:
    fault = FAULTS['unknown concept']
    project.edit(*fault[:3])
    assert project.build(strict=True).aborted
    project.edit(fault.path, fault.new, fault.old)
    repaired = project.build(strict=True)
    assert repaired.warnings == []
    assert len(repaired.html) == 5
