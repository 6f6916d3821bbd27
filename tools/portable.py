"""Run the examples as on older and newer processors; write portable.md: which lines differ.

Libraries choose their code by what the processor can do, so sums are taken in another order and
differ in their last digits. What a page prints must not. The settings below make each library
choose as it would elsewhere. The seed of hashes, which orders sets, changes along with them. SQL
and manifests are left out: none of the settings reaches what runs them.

Exit status 0 when nothing differs, 1 when something does.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from results import ROOT, Results, run

REPORT = ROOT / 'portable.md'
TESTS = ('tests/examples/test_python.py::test_alone', 'tests/examples/test_notebooks.py')

# What a processor can do, and how each library is told: OpenBLAS (of NumPy and SciPy), PyTorch,
# oneDNN (of PyTorch and TensorFlow) and MKL (of PyTorch). NumPy's own code: see `disabled`.
LEVELS: Mapping[str, Mapping[str, str]] = {
    'SSE4.2': {
        'OPENBLAS_CORETYPE': 'Nehalem',
        'ATEN_CPU_CAPABILITY': 'default',
        'ONEDNN_MAX_CPU_ISA': 'SSE41',
        'MKL_CBWR': 'COMPATIBLE',
    },
    'AVX2': {
        'OPENBLAS_CORETYPE': 'Haswell',
        'ATEN_CPU_CAPABILITY': 'avx2',
        'ONEDNN_MAX_CPU_ISA': 'AVX2',
        'MKL_CBWR': 'AVX2',
    },
    'AVX-512': {
        'OPENBLAS_CORETYPE': 'SkylakeX',
        'ATEN_CPU_CAPABILITY': 'avx512',
        'ONEDNN_MAX_CPU_ISA': 'AVX512_CORE',
        'MKL_CBWR': 'AVX512',
    },
}
ONEDNN = {'0': 'TensorFlow without oneDNN', '1': 'TensorFlow with oneDNN'}


def main() -> int:
    """Run everything on every kind of processor, write the report and print it."""
    results: dict[str, Results | None] = {}
    for name, environment in kernels(features()):
        start = time.monotonic()
        results[name] = found = run(TESTS, environment) if environment else None
        said = f'{len(found.problems)} differ' if found else 'skipped'
        print(f'{name}: {said}, {time.monotonic() - start:.0f} s', flush=True)
    text = report(results)
    REPORT.write_text(text, encoding='utf-8')
    print(f'\n{text}')
    return int(any(result and not result.passed for result in results.values()))


def features() -> list[str]:
    """What NumPy finds in this processor and has code for, as in `['X86_V3', 'X86_V4']`."""
    import numpy  # which only the examples need: this module's tests run without it

    found: list[str] = numpy.show_config(mode='dicts')['SIMD Extensions'].get('found', [])
    return found if platform.machine().lower() in ('x86_64', 'amd64') else []


def kernels(found: Sequence[str]) -> Iterator[tuple[str, dict[str, str] | None]]:
    """The name and the environment of each run; None for what this processor cannot do."""
    wide = [name for name in found if name == 'X86_V4' or name.startswith('AVX512')]
    able = {'SSE4.2': bool(found), 'AVX2': set(found) > set(wide), 'AVX-512': bool(wide)}
    disabled = {'SSE4.2': found, 'AVX2': wide, 'AVX-512': []}
    for seed, (level, onednn) in enumerate(product(LEVELS, ONEDNN)):
        environment = {
            **LEVELS[level],
            'NPY_DISABLE_CPU_FEATURES': ' '.join(disabled[level]),
            'TF_ENABLE_ONEDNN_OPTS': onednn,
            'PYTHONHASHSEED': str(seed),
        }
        yield f'{level}, {ONEDNN[onednn]}', environment if able[level] else None


def report(results: Mapping[str, Results | None]) -> str:
    """Every line that differs, then how many there are on each kind of processor."""
    lines = []
    table = ['| Processor | Lines that differ | Figures that differ |', '| --- | --- | --- |']
    for name, result in results.items():
        if result is None:
            table.append(f'| {name} | skipped: not in this processor | |')
            continue
        lines += [f'- {name}: {problem}' for problem in result.problems]
        if not (result.passed or result.problems):
            lines.append(f'- {name}: the run failed: {result.output.strip().splitlines()[-1]}')
        figures = sum('the figure ' in problem.message for problem in result.problems)
        table.append(f'| {name} | {len(result.problems) - figures} | {figures} |')
    return '\n'.join([*(lines or ['Nothing differs.']), '', *table]) + '\n'


if __name__ == '__main__':
    sys.exit(main())
