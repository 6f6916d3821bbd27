"""The command: every problem on a line of its own, and a status for CI."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT
from support.pages import CONCEPTS, PAGE, altered, line_of

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


def test_what_was_to_be_read_again_is_said_and_is_no_problem(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = altered('sources:', 'read: 2020-01\nagain: 2020-07\nsources:')
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    assert main(['check', str(docs)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        f'docs/questions/x.md:{line_of("again: ", page)}: '
        "the facts of 'dropout' were to be read again by 2020-07, no error"
    )


def test_problems_are_printed_one_a_line_and_fail(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = altered('difficulty: 2', 'difficulty: 9', altered('$p$', '$\\x$'))
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    assert main(['check', str(docs)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/questions/x.md:12: 'difficulty' is 9; expected 1 to 4",
        f"docs/questions/x.md:{line_of('    Each unit', page)}: the formula '\\x' does not parse: "
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


def test_the_project_is_told_from_its_docs_folder(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs.parent / 'mkdocs.yml').write_text('site_name: X\n', encoding='utf-8')
    with pytest.raises(SystemExit) as ended:
        main(['check', str(docs.parent)])
    assert ended.value.code == 2
    assert 'holds mkdocs.yml; expected the docs folder beside it' in capsys.readouterr().err


def test_a_file_is_told_from_a_folder(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(['check', str(docs / 'concepts.yml')])
    assert ended.value.code == 2
    assert "concepts.yml' is not a folder" in capsys.readouterr().err


def test_a_folder_that_may_not_be_read_is_said_to_be_one(
    docs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, 'access', lambda path, mode: False)
    with pytest.raises(SystemExit) as ended:
        main(['check', str(docs)])
    assert ended.value.code == 2
    assert 'cannot be read: Permission denied' in capsys.readouterr().err


def command(docs: Path, after: str = '', **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a shell starts it."""
    return subprocess.run(
        f'{shlex.quote(sys.executable)} -m guide check {shlex.quote(str(docs))} {after}',
        shell=True,
        env=os.environ | {'PYTHONPATH': str(ROOT / 'hooks'), 'PYTHONUTF8': '0'} | environment,
        capture_output=True,
        check=False,
    )


def test_what_the_terminal_cannot_show_is_escaped(docs: Path) -> None:
    page = altered('## Why does dropout help? { #dropout }', '## Wie → √π?')
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    done = command(docs, PYTHONIOENCODING='cp1252')
    assert (done.returncode, done.stderr) == (1, b'')
    assert b"docs/questions/x.md:9: 'Wie \\u2192 \\u221a\\u03c0?' has no id" in done.stdout


def test_a_pipe_that_is_closed_early_is_no_fault(docs: Path) -> None:
    page = PAGE + 'Stray.\n\n' * 20_000  # more than a pipe holds
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    done = command(docs, '| head -1')
    assert done.stderr == b''
    assert done.stdout.count(b'\n') == 1


def test_a_pipe_that_nobody_reads_is_no_fault(docs: Path) -> None:
    assert command(docs, '| (exec 0<&-; sleep 2)').stderr == b''


def test_a_problem_is_one_line_whatever_it_quotes(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = altered('difficulty: 2', 'difficulty: 2\n"two\\nlines\\e[31m": 1')
    (docs / 'questions' / 'x.md').write_text(page, encoding='utf-8')
    main(['check', str(docs)])
    first, _ = capsys.readouterr().out.splitlines()
    assert first.startswith("docs/questions/x.md:13: unknown key 'two lines\\x1b[31m'; expected")
