"""Formulas: rendered, and reported when they do not parse."""

from __future__ import annotations

import re

import pytest
from support.pages import PAGE, PATH, altered, build, expect, line_of, problems_of

from guide.source import maths


@pytest.mark.parametrize(
    ('new', 'message'),
    [
        (
            r'$\frac{p$',
            r"the formula '\frac{p' does not parse: "
            r"Unexpected end of input in a macro argument, expected '}' at end of input: \frac{p",
        ),
        (
            r'$\undefined$',
            r"the formula '\undefined' does not parse: "
            r'Undefined control sequence: \undefined at position 1: \undefined',
        ),
    ],
)
def test_a_formula_that_does_not_parse_is_reported(new: str, message: str) -> None:
    expect('$p$', new, new, message)


def test_a_display_formula_is_reported_where_it_opens() -> None:
    page = altered('\\odot x}{p}', '\\odot x}{p')
    (problem,) = problems_of(page)
    assert problem.startswith(f'docs/{PATH}:{line_of("    $$", page)}: the formula ')


@pytest.mark.parametrize('code', ['`$\\frac$`', '```text\n    $\\frac$\n    ```'])
def test_there_is_no_formula_in_code(code: str) -> None:
    assert problems_of(altered('Nothing is dropped.', code)) == []


def test_there_is_no_formula_in_front_matter() -> None:
    assert problems_of(altered('What every', 'What $\\frac$ every')) == []


def test_prices_are_no_formula() -> None:
    page = altered('Nothing is dropped.', 'It costs $5 and $10.')
    assert problems_of(page) == []
    (before,), (after,) = build(PAGE)[0].topics, build(page)[0].topics
    assert [f.tex for f in after.formulas] == [f.tex for f in before.formulas]


def test_a_formula_is_rendered_for_the_eye_and_for_screen_readers() -> None:
    html = maths.render('a^2', False)
    assert '<math ' in html
    assert '<span class="katex-html" aria-hidden="true">' in html
    assert 'display' not in html
    assert 'katex-display' in maths.render('a^2', True)


@pytest.mark.parametrize('tex', ['\\frac{a', 'a}', '\\nonsense', "'\\", '</script>"\\x'])
def test_what_is_no_formula_raises_with_a_message_of_one_line(tex: str) -> None:
    with pytest.raises(maths.FormulaError) as caught:
        maths.render(tex, False)
    message = str(caught.value)
    assert message
    assert '\n' not in message
    assert 'ParseError' not in message


def test_the_engine_survives_a_formula_that_does_not_parse() -> None:
    with pytest.raises(maths.FormulaError):
        maths.render('\\frac{b', False)
    assert 'katex' in maths.render('b', False)


def wide(tex: str, display: bool = True) -> float:
    """How wide a formula says that its widest piece is; 0 where it says nothing."""
    found = re.match(
        r'<span class="katex[a-z-]*" style="--dr-wide:([\d.]+);"', maths.render(tex, display)
    )
    return float(found[1]) if found else 0.0


SUM = ' + '.join(f'x_{{{number}}}' for number in range(30))


@pytest.mark.parametrize('display', [True, False], ids=['display', 'inline'])
def test_a_formula_whose_lines_can_end_says_nothing_of_its_width(display: bool) -> None:
    assert wide(SUM, display) == 0
    assert wide(r'\frac{1}{2} = ' * 20 + '1', display) == 0


@pytest.mark.parametrize(
    ('tex', 'em'),  # as Chromium measures them
    [
        (rf'\left( {SUM} \right)', 72.4),
        (rf'\frac{{{SUM}}}{{2}}', 71.9),
        (rf'\sqrt{{{SUM}}} + 1', 73.7),
        (rf'\begin{{aligned}} y &= {SUM} \\ &= 1 \end{{aligned}}', 73.5),
        (rf'1 = \Large \left( {SUM} \right)', 103.2),
        (rf'\sum_{{{SUM}}} x', 42.5),
    ],
)
def test_a_wide_formula_says_how_wide_its_widest_piece_is(tex: str, em: float) -> None:
    assert wide(tex) == pytest.approx(em, rel=0.02)
    assert wide(tex, display=False) > 15


def test_the_letters_of_a_text_are_guessed_rather_too_wide() -> None:
    words = 'the number of true positives and of false positives'  # 21.2 em in Chromium
    assert 21.2 < wide(rf'\text{{{words}}}') < 25.5
