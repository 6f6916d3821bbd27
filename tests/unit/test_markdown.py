"""What Markdown reads otherwise than it was meant is reported where it stands."""

from __future__ import annotations

import pytest
from support.pages import PATH, altered, line_of, problems_in_a_block, problems_of

from guide.source import parse

FIGURE = '../assets/figures/curve.svg'
IMAGE = f'<img src="{FIGURE}">'


def html(tag: str) -> str:
    return f"'{tag}' is read as HTML; expected Markdown, or `code` to show it"


def formula(tex: str) -> str:
    return f"'${tex}$' becomes a formula; a $ in a text is \\$"


def braces(text: str) -> str:
    return (
        f"what stands in braces behind '{text}' is read as attributes and not shown; "
        'write it as `code`'
    )


def heading(text: str) -> str:
    return f"'{text}' becomes a heading; expected # and a blank, or \\# in a text"


@pytest.mark.parametrize(
    ('text', 'problems'),
    [
        # tags
        ('A vector<int> of\nDict<str>.', [f'1: {html("<int>")}', f'2: {html("<str>")}']),
        ('a <b and c> d', [f'1: {html("<b and c>")}']),
        ('<b>bold</b> text', [f'1: {html("<b>")}']),
        ('Text.\n\n<div>\nx\n</div>', [f'3: {html("<div>")}']),
        ('<style>\np { color: red }', [f'1: {html("<style>")}']),
        (IMAGE, [f'1: {html(IMAGE)}']),
        ('Text </sub>.', ["1: '</sub>' closes nothing"]),
        ('H<sub>2O.', ["1: '<sub>' is never closed; expected </sub>"]),
        ('<!-- a\nb -->', ['1: a comment of several lines hides them all; take it out']),
        ('A &nosuch; one', ["1: '&nosuch;' is shown as typed: there is no such character"]),
        # formulas
        ('From $5-$10 to', [f'1: {formula("5-")}']),
        ('It is\n$20/$40 a year', [f'2: {formula("20/")}']),
        ('US$5 to US$6', [f'1: {formula("5 to US")}']),
        ('pay $5 a month or 10$', [f'1: {formula("5 a month or 10")}']),
        ('in $HOME/$USER', [f'1: {formula("HOME/")}']),
        ('So $$x$$ is', ['1: a formula between $$ stands in a paragraph of its own']),
        # emphasis, code, links
        ('It is\n2*3*4', ["2: '2*3*4' becomes emphasis; write it as `code`"]),
        (
            '``code` x',
            ['1: code with a backtick too many; expected as many before it as behind it'],
        ),
        ('See [this]().', ["1: the link 'this' leads nowhere; expected an address"]),
        ('See [](https://x.org).', ["1: the link to 'https://x.org' has no text"]),
        ('See [this](a b.md).', ["1: the address 'a b.md' has a blank in it"]),
        (
            'See [a][ref] and [b].\n\n[ref]: https://x.org\n[b]: https://y.org',
            [
                "3: '[ref]: …' is not shown; write the address into each link",
                "4: '[b]: …' is not shown; write the address into each link",
            ],
        ),
        # attributes
        ('The set **S**{1, 2} of', [f'1: {braces("S")}']),
        ('The set `S`{1, 2} of', [f'1: {braces("…")}']),
        ('*a*{ .x } b', [f'1: {braces("a")}']),
        ('Text.\n{1, 2}', [f'1: {braces("Text.")}']),
        ('| a | b |\n| - | - |\n| x {1, 2} | y |', [f'3: {braces("x")}']),
        # headings
        ('#1 of them is power.', [f'1: {heading("1 of them is power.")}']),
        ('Text.\n\nReally\n------', [f'3: {heading("Really")}']),
        ('Really\n======', [f'1: {heading("Really")}']),
        ('Text.\n\n- # One', [f'3: {heading("One")}']),
        # blocks
        ('Text.\n\n    more', ["3: 'more' becomes code by its indent; expected less, or ```text"]),
        (
            '- one\n\n        two',
            ["3: 'two' becomes code by its indent; expected less, or ```text"],
        ),
        (
            '| a | b |\n| - | - |\n| 1 | 2 |\n| 1 |\n| 1 | 2 | 3 |',
            [
                '4: this row has 1 cells; expected 2, as in the head (a | in a text is \\|)',
                '5: this row has 3 cells; expected 2, as in the head (a | in a text is \\|)',
            ],
        ),
        (
            '| a | b |\n| - | - |\n| $|x|$ | 2 |',
            ['3: this row has 4 cells; expected 2, as in the head (a | in a text is \\|)'],
        ),
        (
            '| a | b |\n| - | - |\n| `x\\|y` | 2 |',
            ["3: '\\|' in code is shown with its backslash; write | alone"],
        ),
        (
            'the number of all the rows that were read in the first pass is\n: 5 of them',
            [
                "1: 'the number of all the rows that were read in …' becomes a term, "
                "as the line after it starts with ': '"
            ],
        ),
        ('??? note "More"\n\n    Text.', ['1: \'??? note "More"\' becomes a block in another']),
    ],
)
def test_what_is_read_otherwise_is_reported(text: str, problems: list[str]) -> None:
    assert problems_in_a_block(text) == problems


@pytest.mark.parametrize(
    'text',
    [
        'the $n$th, $k$NN and $p$-value, $5$ and $n = 10$ of $2n - 1$',
        '$O(n \\log n)$, $\\text{a few words here}$, $p \\le 0.05$ and $x \\in \\{a, b\\}$',
        '[a](b.md){ .big }, ![A face](face.png){ width=300 }',
        'A lead.\n{ .dr-lead }',
        '### Three { #three }\n\nText.',
        'un*frigging*',
        'Text:\n\n```text\na\n```\n\n- one\n\n    ```text\n    b\n    ```',
    ],
)
def test_what_is_read_as_it_was_meant_is_let_be(text: str) -> None:
    assert problems_in_a_block(text) == []


def test_a_page_that_is_no_topic_is_held_to_the_same() -> None:
    text = '---\ndescription: About.\n---\n\n# About\n\n<details>\n\nMore <int>.\n\n</details>\n'
    _, problems = parse.page('about.md', text)
    assert [(problem.line, problem.message) for problem in problems] == [(7, html('<details>'))]


@pytest.mark.parametrize(
    ('image', 'messages'),
    [
        ('![a [b] c](../assets/figures/no.svg)', ["no block of this page draws 'no.svg'"]),
        (f'![]({FIGURE})', ["the image 'curve.svg' has no alternative text"]),
        (f'![][ref]\n\n[ref]: {FIGURE}', ["the image 'curve.svg' has no alt", "'[ref]: …' is not"]),
        (f'A ![line]({FIGURE})', ['a figure stands in a paragraph of its own']),
        (f'- ![line]({FIGURE})', ['a figure stands in a paragraph of its own']),
    ],
)
def test_no_image_gets_past_the_checks(image: str, messages: list[str]) -> None:
    found = problems_in_a_block(f'Text.\n\n{image}')
    assert len(found) == len(messages), found
    for place, problem, message in zip((3, 5), found, messages, strict=False):
        assert problem.startswith(f'{place}: {message}')


def test_a_rubric_needs_points() -> None:
    page = altered('    - names the average\n    - knows the scaling\n', '    Names the average.\n')
    message = 'the rubric block has no points; expected a list with -'
    assert problems_of(page) == [f'docs/{PATH}:{line_of("??? rubric", page)}: {message}']


@pytest.mark.parametrize(
    'line',
    [
        '???  followup "And at test time?"',
        "??? followup 'And at test time?'",
        '??? followup And at test time?',
        '???? followup "And at test time?"',
        '??? followup "And at test time?" {open}',
    ],
)
def test_a_line_that_is_to_open_a_block_does(line: str) -> None:
    """One problem, and none about what stands in the block, which is read as it was meant."""
    expected = 'opens no block; expected ??? kind "title", with one blank behind the marks'
    page = altered('??? followup "And at test time?"', line)
    assert problems_of(page) == [f"docs/{PATH}:{line_of(line, page)}: '{line}' {expected}"]


def test_a_block_needs_a_kind() -> None:
    page = altered('??? followup "And at test time?"', '??? "And at test time?"')
    line = line_of('??? "And', page)
    start = f"docs/{PATH}:{line}: unknown block ''; "
    assert any(problem.startswith(start) for problem in problems_of(page))


def test_a_paragraph_that_markdown_would_not_get_through_is_refused() -> None:
    long, odd = 'word ' * 2001, '[' * 40
    assert problems_in_a_block(f'Text.\n\n{long}\n\n{odd}') == [
        '3: a paragraph of 10009 characters; expected at most 10000',
        "5: more than 30 '[' without their ']'",
    ]
