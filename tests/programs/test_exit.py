"""What renders formulas ends with the program, on every Python.

MiniRacer's own destructor waits for a thread while the interpreter is being taken down: on Python
3.13 for ever, before that sometimes, which is why each program is started often.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import ROOT, tiny
from support.tiny import BASICS, PRACTICE, Project

RUNS = 20
AT_ONCE = 2
PATIENCE = 30  # seconds; each takes one or two, alone
HUNG = -1

FORGETFUL = """
from guide.source import maths
for number in range(3):
    maths.render(f'x_{number}', False)
"""
FAILING = """
def on_post_page(output, **_):
    raise RuntimeError('a hook that fails')
"""

CHECK = ['-m', 'guide', 'check', 'docs']
BUILD = ['-m', 'mkdocs', 'build', '--strict', '--site-dir']


@pytest.fixture(scope='module')
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small guide, which every run only reads; it has formulas."""
    made = tiny.create(tmp_path_factory.mktemp('exit'))
    assert '$b^2 + v$' in (made.folder / BASICS).read_text(encoding='utf-8')
    return made


@pytest.mark.parametrize('program', ['check', 'build', 'forgetful'])
def test_it_ends_each_time(project: Project, tmp_path: Path, program: str) -> None:
    commands = {
        'check': [CHECK] * RUNS,
        'build': [[*BUILD, str(tmp_path / f'site-{number}')] for number in range(RUNS)],
        'forgetful': [['-c', FORGETFUL]] * RUNS,
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(lambda command: status(project, command), commands[program]))
    assert statuses == [0] * RUNS


def test_a_strict_build_that_finds_a_fault_ends(tmp_path: Path) -> None:
    project = tiny.create(tmp_path)
    project.edit(PRACTICE, 'concepts: [variance]', 'concepts: [varience]')
    assert status(project, [*BUILD, str(tmp_path / 'site')]) == 1


def test_a_strict_build_that_warns_ends(tmp_path: Path) -> None:
    """MkDocs' own warnings stop it when all is rendered."""
    project = tiny.create(tmp_path)
    project.edit(PRACTICE, 'basics.md#what-is-bias', 'basics.md#what-is-bais')
    assert status(project, [*BUILD, str(tmp_path / 'site')]) == 1


def test_a_build_that_breaks_off_ends(tmp_path: Path) -> None:
    project = tiny.create(tmp_path)
    project.write('failing.py', FAILING)
    project.edit('mkdocs.yml', 'hooks:', 'hooks:\n  - failing.py')
    assert status(project, [*BUILD, str(tmp_path / 'site')]) == 1


def status(project: Project, command: list[str]) -> int:
    """The exit status of Python with these arguments, run in the project; HUNG if it has none."""
    environment = os.environ | {'PYTHONPATH': str(ROOT / 'hooks')}
    try:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=project.folder,
            env=environment,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return HUNG
    return done.returncode
