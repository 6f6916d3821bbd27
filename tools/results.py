"""Runs the examples and reads what pytest found: each line that is not as published."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from guide.model import Problem

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = ('-n', '2', '--dist', 'loadgroup')

_PROBLEM = re.compile(r'^(docs/\S+?):(\d+): (.+)$', re.MULTILINE)


@dataclass(frozen=True)
class Results:
    """Whether all tests passed, what they found, and all that pytest said."""

    passed: bool
    problems: tuple[Problem, ...]
    output: str


def run(tests: Sequence[str], environment: Mapping[str, str] | None = None) -> Results:
    """Run tests of the examples, with additional variables in the environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / 'junit.xml'
        command = [
            sys.executable,
            '-m',
            'pytest',
            '-q',
            *PROCESSES,
            f'--junit-xml={report}',
            *tests,
        ]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        xml = report.read_text(encoding='utf-8') if report.exists() else '<testsuites/>'
    return Results(done.returncode == 0, problems(xml), done.stdout)


def problems(junit: str) -> tuple[Problem, ...]:
    """The problems in a report in pytest's JUnit XML, sorted, each once.

    A failure that names no line of a page is one at the first line of the test.
    """
    return tuple(sorted(set(_problems(ElementTree.fromstring(junit)))))


def _problems(suites: ElementTree.Element) -> Iterator[Problem]:
    for case in suites.iter('testcase'):
        for failure in [*case.iter('failure'), *case.iter('error')]:
            text = failure.text or ''
            named = [Problem(path, int(line), said) for path, line, said in _PROBLEM.findall(text)]
            summary = next(iter(failure.get('message', '').splitlines()), '')
            test = f'{case.get("classname", "").replace(".", "/")}.py'
            yield from named or [Problem(test, 1, f'{case.get("name")}: {summary}')]
