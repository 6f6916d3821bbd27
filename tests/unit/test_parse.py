"""Pages: split into questions and blocks, with every fault on its line."""

from __future__ import annotations

import pytest
from support.pages import (
    PAGE,
    PATH,
    SPOKEN,
    altered,
    another,
    build,
    expect,
    line_of,
    problems_of,
)

from guide.model import Problem
from guide.shape import KINDS
from guide.source import parse

MARKED = [name for name, kind in KINDS.items() if kind.marked]
HEADING = '## Why does dropout help? { #dropout }'
NO_ID = "'Why does dropout help?' has no id; expected '## … { #short-name }'"
BADLY = 'is badly formed; expected lower-case words joined by hyphens, at most 40 characters'
LONG = 'a' * 41
FOLLOWUP = PAGE[PAGE.index('??? followup') : PAGE.index('??? pitfall')]
PITFALL = PAGE[PAGE.index('??? pitfall') : PAGE.index('??? rubric')]
RUBRIC = PAGE[PAGE.index('??? rubric') :]
ANSWER = PAGE[PAGE.index('??? answer') : PAGE.index('??? idea')]
IDEA = PAGE[PAGE.index('??? idea') : PAGE.index('??? depth')]
DEPTH = PAGE[PAGE.index('??? depth') : PAGE.index('??? followup')]
FIGURE = '![Loss falls with the rate](../assets/figures/curve.svg "Loss")'


def test_a_page_without_fault_has_no_problem() -> None:
    assert problems_of(PAGE) == []


@pytest.mark.parametrize(
    ('heading', 'message'),
    [
        ('## Why does dropout help?', NO_ID),
        ('## Why does dropout help? { .big }', NO_ID),
        ('## Why does dropout help? { #Dropout }', f"the id 'Dropout' {BADLY}"),
        ('## Why does dropout help? { #drop_out }', f"the id 'drop_out' {BADLY}"),
        ('## Why does dropout help? { #drop--out }', f"the id 'drop--out' {BADLY}"),
        ('## Why does dropout help? { #1-drop }', f"the id '1-drop' {BADLY}"),
        (f'## Why does dropout help? {{ #{LONG} }}', f"the id '{LONG}' {BADLY}"),
        ('## { #dropout }', "the heading of 'dropout' holds no question"),
    ],
)
def test_a_question_needs_a_well_formed_id(heading: str, message: str) -> None:
    expect(HEADING, heading, heading, message)


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (ANSWER, '', HEADING, '\'dropout\' has no answer block (??? answer "Say it")'),
        (IDEA, '', HEADING, '\'dropout\' has no idea block (??? idea "The idea")'),
        (DEPTH, '', HEADING, '\'dropout\' has no depth block (??? depth "See it run")'),
        (FOLLOWUP, '', HEADING, '\'dropout\' has no followup block (??? followup "Follow-up")'),
        (PITFALL, '', HEADING, '\'dropout\' has no pitfall block (??? pitfall "What goes wrong")'),
        (
            RUBRIC,
            '',
            HEADING,
            '\'dropout\' has no rubric block (??? rubric "What a strong answer covers")',
        ),
        (
            IDEA,
            f'??? answer "Again"\n\n    {SPOKEN}\n\n{IDEA}',
            '??? answer "Again"',
            "a second answer block in 'dropout'; expected one",
        ),
        (
            ANSWER + IDEA + DEPTH,
            IDEA + DEPTH + ANSWER,
            '??? answer',
            'the answer stands below the depth; expected it above',
        ),
        (
            IDEA + DEPTH,
            DEPTH + IDEA,
            '??? idea',
            'the idea stands below the depth; expected it above',
        ),
        (
            '??? pitfall "What goes wrong"',
            '??? pitfal "Mistakes"\n\n    None.\n\n??? pitfall "What goes wrong"',
            '??? pitfal ',
            f"unknown block 'pitfal'; expected {', '.join(MARKED)}. Did you mean 'pitfall'?",
        ),
        (
            '??? depth "See it run"',
            '??? depth',
            '??? depth',
            'the depth block has no title; expected ??? depth "…"',
        ),
        ('    Nothing is dropped.\n', '', '??? followup', 'the followup block is empty'),
        (
            SPOKEN,
            'word ' * 121,
            '??? answer',
            '121 words in the answer; expected 80 to 120',
        ),
        (
            '    Nothing is dropped.',
            '    Nothing is dropped.\n\nAnd so on.',
            'And so on.',
            "text outside the blocks: 'And so on.'; indent it",
        ),
        (
            '    Nothing is dropped.',
            '    Nothing is dropped.\n\n### More of it',
            '### More',
            "text outside the blocks: '### More of it'; indent it",
        ),
        (
            '    Nothing is dropped.',
            '    Nothing is dropped.\n\n```text\n??? odd\nb\n```',
            '```text\n???',
            'code outside the blocks; indent it under one',
        ),
        (
            '    Nothing is dropped.',
            '    ## Nothing is dropped.',
            '    ## Nothing',
            'a heading of a question stands outside its blocks; unindent',
        ),
        (
            '??? answer',
            '```yaml question\ndifficulty: 1\n```\n\n??? answer',
            '```yaml question\ndifficulty: 1',
            'a second ```yaml question block; keep one',
        ),
    ],
)
def test_a_faulty_question_is_reported_on_its_line(
    old: str, new: str, at: str, message: str
) -> None:
    expect(old, new, at, message)


def test_an_id_may_have_40_characters() -> None:
    assert problems_of(altered('{ #dropout }', f'{{ #{LONG[:40]} }}')) == []


def test_exactly_120_words_may_be_said() -> None:
    assert problems_of(altered(SPOKEN, 'word ' * 120)) == []


def test_a_question_without_metadata_is_reported() -> None:
    block = PAGE[PAGE.index('```yaml') : PAGE.index('??? answer')]
    message = f"docs/{PATH}:9: 'Why does dropout help?' has no ```yaml question block"
    assert message in problems_of(altered(block, ''))


def test_metadata_inside_a_block_is_no_metadata() -> None:
    page = altered('Nothing is dropped.', '```yaml question\n    difficulty: 1\n    ```')
    (problem,) = problems_of(page)
    place = line_of('    ```yaml question', page)
    assert problem.startswith(f"docs/{PATH}:{place}: unknown word 'question' after 'yaml'")


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'message'),
    [
        (
            '# Layers\n',
            'Layers\n',
            HEADING,
            "a heading level is skipped: 'Why does dropout help? { #dropout }' "
            'is level 2 after level 0',
        ),
        (
            'Nothing is dropped.',
            '#### Deep',
            '#### Deep',
            "a heading level is skipped: 'Deep' is level 4 after level 2",
        ),
    ],
)
def test_a_skipped_heading_level_is_reported(old: str, new: str, at: str, message: str) -> None:
    page = altered(old, new)
    assert problems_of(page) == [f'docs/{PATH}:{line_of(at, page)}: {message}']


def test_headings_may_go_deeper_one_by_one_and_back_at_once() -> None:
    page = altered('Nothing is dropped.', '### A\n\n    #### B') + another('twice', 'And twice?')
    assert problems_of(page) == []


def test_a_heading_in_code_is_no_heading() -> None:
    page = altered('for each unit: toss a coin', '# a\n    #### b\n    ## c')
    assert problems_of(page) == []
    assert list(build(page)[0].questions) == ['dropout']


@pytest.mark.parametrize(
    ('image', 'message'),
    [
        ('![](../assets/photo.png)', "the image 'photo.png' has no alternative text"),
        ("![ ](photo.png 'A title')", "the image 'photo.png' has no alternative text"),
        (
            '![Loss](../assets/figures/loss.svg)',
            "no block of this page draws 'loss.svg'; expected figure.savefig('loss.svg')",
        ),
        (
            '![Loss falls\n    and falls](../assets/figures/loss.svg)',
            "no block of this page draws 'loss.svg'; expected figure.savefig('loss.svg')",
        ),
    ],
)
def test_a_faulty_image_is_reported(image: str, message: str) -> None:
    expect('Nothing is dropped.', image, image, message)


def test_a_block_that_does_not_run_draws_nothing() -> None:
    expect(
        '{group="layers" fold="The code that draws it"}',
        '{test="skip: needs a screen"}',
        FIGURE,
        "no block of this page draws 'curve.svg'; expected figure.savefig('curve.svg')",
    )


def test_an_image_in_code_is_no_image() -> None:
    assert problems_of(altered('Nothing is dropped.', '`![](a.png)`')) == []


@pytest.mark.parametrize('text', ['', '---\ndescription: Empty.\n---\n', '\ufeff', '\n\n\n'])
def test_an_empty_topic_is_reported(text: str) -> None:
    page, problems = parse.page(PATH, text)
    assert page.questions == ()
    message = "no question on this page; expected '## … { #short-name }'"
    assert Problem(f'docs/{PATH}', 1, message) in problems


def test_a_page_that_is_no_topic_needs_no_question() -> None:
    _, problems = parse.page('about.md', '---\ndescription: About.\n---\n\n# About\n\n## Us\n')
    assert problems == []


@pytest.mark.parametrize('ending', ['\r\n', '\r'])
def test_line_ends_of_other_systems_make_no_difference(ending: str) -> None:
    page, problems = parse.page(PATH, PAGE.replace('\n', ending))
    expected, _ = parse.page(PATH, PAGE)
    assert problems == []
    assert (page.questions, page.fences, page.formulas, page.images) == (
        expected.questions,
        expected.fences,
        expected.formulas,
        expected.images,
    )


def test_what_reads_a_file_takes_off_its_byte_order_mark_and_a_second_one_is_text() -> None:
    assert f'docs/{PATH}:1: no front matter;' in ' '.join(problems_of('\ufeff' + PAGE))


def test_a_problem_is_one_line_that_a_terminal_shows_as_it_is() -> None:
    problem = Problem('docs/x.md', 1, "no 'a\nb\x1b[31m\u202e→é'")
    assert str(problem) == "docs/x.md:1: no 'a\\nb\\x1b[31m\\u202e→é'"


def test_what_a_question_holds() -> None:
    (question,) = build()[0].topics[0].questions
    assert (question.id, question.title, question.line) == ('dropout', 'Why does dropout help?', 9)
    assert question.difficulty == 2
    assert question.concepts == ('dropout', 'ensemble')
    assert question.also == ('random silencing', 'units switched off', 'noise on activations')
    assert question.lines['concepts'] == 13
    assert question.lines['also[1]'] == 16
    assert question.topic == 'x'
    assert question.link == 'questions/x.md#dropout'
    assert question.spoken == SPOKEN
    assert [(block.anchor, block.line) for block in question.blocks] == [
        ('answer', line_of('??? answer', PAGE)),
        ('idea', line_of('??? idea', PAGE)),
        ('depth', line_of('??? depth', PAGE)),
        ('followup-1', line_of('??? followup', PAGE)),
        ('pitfall', line_of('??? pitfall', PAGE)),
        ('rubric', line_of('??? rubric', PAGE)),
    ]


def test_what_a_page_holds() -> None:
    page = build()[0].by_path[PATH]
    assert page.description == 'What every interview asks about layers.'
    assert page.name == 'x'
    assert [(fence.line, fence.language, fence.group) for fence in page.fences] == [
        (line_of('```python', PAGE), 'python', 'layers'),
        (line_of('```python {group="layers" fold', PAGE), 'python', 'layers'),
        (line_of('```text', PAGE), 'text', None),
    ]
    assert page.fences[1].source == "figure.savefig('curve.svg')\nprint(kept.sum())\n#> 3.0"
    assert [(image.line, image.alt, image.name) for image in page.images] == [
        (line_of(FIGURE, PAGE), 'Loss falls with the rate', 'curve.svg')
    ]
    formulas = [line_of(formula, PAGE) for formula in ('$e = mc^2$', '$p$', '    $$')]
    assert [formula.line for formula in page.formulas] == formulas


@pytest.mark.parametrize(
    'source',
    [
        '[Bias](https://en.wikipedia.org/wiki/Bias_(statistics))',
        '[Paper](https://x.org/a), chapter 2',
    ],
)
def test_a_source_may_have_brackets_in_its_address_and_a_remark(source: str) -> None:
    old = '[Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)'
    found, problems = build(altered(old, source))
    assert problems == []
    assert found.questions['dropout'].sources == (source,)


def test_a_problem_names_the_folder_it_is_called_with() -> None:
    _, (problem,) = parse.page('about.md', '', root='pages')
    assert str(problem).startswith('pages/about.md:1: no front matter')
