"""The command: every problem on a line of its own, and a status for CI."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.pages import CONCEPTS, PAGE, altered

from guide.__main__ import main


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A docs folder without a fault."""
    folder = tmp_path / 'docs'
    (folder / 'questions').mkdir(parents=True)
    (folder / 'questions' / 'x.md').write_text(PAGE, encoding='utf-8')
    (folder / 'concepts.yml').write_text(CONCEPTS, encoding='utf-8')
    return folder


def test_a_guide_without_problems_is_counted(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', str(docs)]) == 0
    assert capsys.readouterr().out == '1 questions on 1 pages, no problems\n'


def test_problems_are_printed_one_a_line_and_fail(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = altered('difficulty: 2', 'difficulty: 9', altered('$p$', '$\\x$'))
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    assert main(['check', str(docs)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/questions/x.md:12: 'difficulty' is 9; expected 1 to 4",
        "docs/questions/x.md:30: the formula '\\x' does not parse: "
        'Undefined control sequence: \\x at position 1: \\x',
        '1 questions on 1 pages: 2 problems',
    ]


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        ([], 'the following arguments are required: COMMAND'),
        (['check'], 'the following arguments are required: docs'),
        (['czech', '.'], "invalid choice: 'czech'"),
        (['check', 'nowhere'], "'nowhere' is not a folder; expected the docs folder"),
    ],
)
def test_a_wrong_call_is_told_from_a_problem(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
