"""What `make newest` and `make portable` say of a run: which answer, which line, what differs."""

from __future__ import annotations

import newest
import portable
import pytest
from results import Results, problems
from support.pages import PAGE, PATH, line_of

from guide.model import Problem
from guide.source import parse

JUNIT = """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite tests="5">
<testcase classname="tests.examples.test_python" name="test_alone[docs/{path}:{line}]">
<failure message="Failed: docs/{path}:{line}: expected '#&gt; 3.0', got '#&gt; 4.0'"
>docs/{path}:{line}: expected '#&gt; 3.0', got '#&gt; 4.0'
docs/{path}:{line}: the figure a.svg changed: &lt;path d&gt; was 'M', is 'L'</failure></testcase>
<testcase classname="tests.examples.test_python" name="test_in_order[docs/{path}:{line}]">
<failure message="Failed"
>docs/{path}:{line}: expected '#&gt; 3.0', got '#&gt; 4.0'</failure></testcase>
<testcase classname="tests.examples.test_sql" name="test_question[sql]"><error
message="RuntimeError: no server&#10;more">Traceback</error></testcase>
<testcase classname="tests.examples.test_manifests" name="test_yaml[x]"/>
</testsuite></testsuites>
"""
LINE = line_of('```python {group="layers" fold', PAGE)
FOUND = (
    Problem(f'docs/{PATH}', LINE, "expected '#> 3.0', got '#> 4.0'"),
    Problem(f'docs/{PATH}', LINE, "the figure a.svg changed: <path d> was 'M', is 'L'"),
    Problem('tests/examples/test_sql.py', 1, 'test_question[sql]: RuntimeError: no server'),
)


def test_every_line_is_read_once_and_a_failure_without_one_is_kept() -> None:
    assert problems(JUNIT.format(path=PATH, line=LINE)) == FOUND
    assert problems('<testsuites/>') == ()


def newest_report(results: Results) -> str:
    page, _ = parse.page(PATH, PAGE)
    return newest.report(results, [page], [('numpy', '2.4.6', '2.5.0')])


def test_stale_answers_are_named_by_their_question() -> None:
    text = newest_report(Results(False, FOUND, '3 failed'))
    question = parse.page(PATH, PAGE)[0].question_at(LINE)
    assert question
    assert text.startswith(
        '2 answers went stale.\n\n'
        f'## {question.title} (`{PATH}#{question.id}`)\n\n'
        f"- docs/{PATH}:{LINE}: expected '#> 3.0', got '#> 4.0'\n"
        f"- docs/{PATH}:{LINE}: the figure a.svg changed: <path d> was 'M', is 'L'\n\n"
        '## `tests/examples/test_sql.py`\n\n'
        '- tests/examples/test_sql.py:1: test_question[sql]: RuntimeError: no server\n\n'
        '## Releases newer than the lock\n\n- numpy: 2.4.6 -> 2.5.0\n\n'
        '## The run\n\n```text\n3 failed\n```\n'
    )


@pytest.mark.parametrize(
    ('results', 'verdict'),
    [
        (Results(True, (), '9 passed'), 'Every answer still holds.'),
        (Results(False, FOUND[:1], '1 failed'), '1 answer went stale.'),
        (
            Results(False, (), 'INTERNALERROR'),
            'The run failed before it said of any answer whether it holds.',
        ),
    ],
)
def test_the_verdict_is_the_first_line(results: Results, verdict: str) -> None:
    assert newest_report(results).splitlines()[0] == verdict


def test_what_differs_is_listed_and_counted_for_each_processor() -> None:
    results = {
        'SSE4.2': Results(False, FOUND[:2], '1 failed'),
        'AVX2': Results(True, (), '9 passed'),
        'AVX-512': None,
    }
    assert portable.report(results) == (
        f"- SSE4.2: docs/{PATH}:{LINE}: expected '#> 3.0', got '#> 4.0'\n"
        f"- SSE4.2: docs/{PATH}:{LINE}: the figure a.svg changed: <path d> was 'M', is 'L'\n"
        '\n'
        '| Processor | Lines that differ | Figures that differ |\n'
        '| --- | --- | --- |\n'
        '| SSE4.2 | 1 | 1 |\n'
        '| AVX2 | 0 | 0 |\n'
        '| AVX-512 | skipped: not in this processor | |\n'
    )


def test_a_run_that_failed_otherwise_is_no_success() -> None:
    text = portable.report({'AVX2': Results(False, (), 'a\nINTERNALERROR')})
    assert text.startswith('- AVX2: the run failed: INTERNALERROR\n')
    assert portable.report({'AVX2': Results(True, (), '')}).startswith('Nothing differs.\n')


def test_a_processor_is_made_to_look_older_and_never_newer() -> None:
    found = ['X86_V3', 'X86_V4', 'AVX512_ICL']
    disabled = {
        name.partition(',')[0]: environment and environment['NPY_DISABLE_CPU_FEATURES']
        for name, environment in portable.kernels(found)
    }
    assert disabled == {'SSE4.2': ' '.join(found), 'AVX2': 'X86_V4 AVX512_ICL', 'AVX-512': ''}
    without = dict(portable.kernels(['X86_V3']))
    assert [name for name, environment in without.items() if environment is None] == [
        'AVX-512, TensorFlow without oneDNN',
        'AVX-512, TensorFlow with oneDNN',
    ]
    assert not any(environment for _, environment in portable.kernels([]))


def test_every_kernel_hashes_with_a_seed_of_its_own() -> None:
    kernels = [environment for _, environment in portable.kernels(['X86_V3', 'X86_V4'])]
    assert len({environment['PYTHONHASHSEED'] for environment in kernels if environment}) == 6
