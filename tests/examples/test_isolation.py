"""A run of blocks begins where Python begins, and what it printed is all of standard output."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.running import Launchers, Ran, Source, imported_first

# What a block may do to Python and to libraries, and an expression that shows it.
STATE = {
    'import builtins, decimal, json, locale, logging, math, os, random, sys, warnings': [
        ('os.environ["A"] = "1"', 'os.environ.get("A")'),
        ('os.chdir("/")', 'os.getcwd()[-3:]'),
        ('open("a.txt", "w").close()', 'os.path.exists("a.txt")'),
        ('sys.path.append("/a")', 'sys.path[-1]'),
        ('sys.setrecursionlimit(500)', 'sys.getrecursionlimit()'),
        ('sys.argv.append("a")', 'sys.argv[1:]'),
        ('warnings.simplefilter("always")', 'warnings.filters[0][0]'),
        ('logging.basicConfig(level=10)', 'logging.root.level, logging.root.handlers'),
        ('decimal.getcontext().prec = 3', 'decimal.getcontext().prec'),
        ('locale.setlocale(locale.LC_ALL, "C.UTF-8")', 'locale.setlocale(locale.LC_NUMERIC)'),
        ('math.pi = 3', 'math.pi'),
        ('builtins.a = 1', 'hasattr(builtins, "a")'),
        ('json.dumps = repr', 'json.dumps("a")'),
        ('b = 1', '"b" in globals()'),
    ],
    'import numpy as np': [
        ('np.set_printoptions(precision=2)', 'np.array([1 / 3])'),
        ('np.seterr(all="ignore")', 'np.geterr()'),
    ],
    'import pandas as pd': [
        ('pd.set_option("display.max_rows", 3)', 'pd.get_option("display.max_rows")'),
        ('pd.DataFrame.b = 1', 'hasattr(pd.DataFrame, "b")'),
    ],
    'import matplotlib.pyplot as plt': [
        ('plt.plot([1, 2, 3])', 'plt.get_fignums()'),
        ('plt.rcParams["lines.linewidth"] = 9', 'plt.rcParams["lines.linewidth"]'),
        ('plt.switch_backend("agg")', 'plt.get_backend()'),
    ],
    'import sklearn': [
        ('sklearn.set_config(transform_output="pandas")', 'sklearn.get_config()'),
    ],
    'import duckdb': [
        ('duckdb.sql("create table t as select 1")', 'duckdb.sql("show tables").fetchall()'),
    ],
    'import polars as pl': [
        ('pl.Config.set_tbl_rows(2)', 'pl.Config.state()["POLARS_FMT_MAX_ROWS"]'),
    ],
    'import torch': [
        ('torch.set_default_dtype(torch.float64)', 'torch.zeros(1).dtype'),
        ('torch.set_grad_enabled(False)', 'torch.is_grad_enabled()'),
        ('torch.set_num_threads(2)', 'torch.get_num_threads()'),
        (
            'torch.use_deterministic_algorithms(True)',
            'torch.are_deterministic_algorithms_enabled()',
        ),
        ('torch.set_printoptions(precision=1)', 'torch.tensor([1 / 3])'),
    ],
    'import keras\nimport tensorflow as tf': [
        ('keras.config.set_floatx("float64")', 'keras.config.floatx()'),
        ('keras.mixed_precision.set_global_policy("float16")', 'keras.config.dtype_policy()'),
        ('keras.layers.Dense(1)', 'keras.layers.Dense(1).name'),
        ('tf.config.run_functions_eagerly(True)', 'tf.config.functions_run_eagerly()'),
    ],
}

UNSEEDED = {
    'random': ('import random', 'random.seed(0)', 'random.random()'),
    'numpy': ('import numpy as np', 'np.random.seed(0)', 'np.random.rand()'),
    'numpy generator': ('import numpy as np', 'pass', 'np.random.default_rng().random()'),
    'scipy': ('import scipy.stats', 'import numpy; numpy.random.seed(0)', 'scipy.stats.norm.rvs()'),
    'sklearn': (
        'from sklearn.datasets import make_blobs',
        'import numpy; numpy.random.seed(0)',
        'make_blobs(9)[0].sum()',
    ),
    'torch': ('import torch', 'torch.manual_seed(0)', 'torch.rand(1).item()'),
    'tensorflow': (
        'import tensorflow as tf',
        'tf.random.set_seed(0)',
        'tf.random.normal([1]).numpy()',
    ),
    'keras': (
        'import keras',
        'keras.utils.set_random_seed(0)',
        'float(keras.random.normal([1])[0])',
    ),
}


@pytest.mark.parametrize('imports', STATE)
def test_nothing_that_a_block_changes_is_left_to_another(
    imports: str, launchers: Launchers, tmp_path: Path
) -> None:
    change = '\n'.join([imports, *(change for change, _ in STATE[imports])])
    look = '\n'.join([imports, *(f'print(repr(({look})))' for _, look in STATE[imports])])
    before = lines(launchers.run([Source('look', look)], tmp_path / '1')[0])
    together = launchers.run([Source('change', change), Source('look', look)], tmp_path / '2')
    pairs = zip(before, lines(together[1]), STATE[imports], strict=True)
    unseen = [change for was, now, (change, _) in pairs if was == now]
    assert unseen == [], 'a change has to show, or this test tests nothing'
    assert lines(launchers.run([Source('look', look)], tmp_path / '3')[0]) == before


@pytest.mark.parametrize('library', UNSEEDED)
def test_a_block_that_sets_no_seed_prints_something_else_each_time(
    library: str, launchers: Launchers, tmp_path: Path
) -> None:
    imports, seed, number = UNSEEDED[library]
    seeded = Source('seeded', f'{imports}\n{seed}\nprint({number})')
    unseeded = Source('unseeded', f'{imports}\nprint({number})')
    runs = [seeded, unseeded, unseeded]
    printed = [lines(launchers.run([run], tmp_path / str(n))[0]) for n, run in enumerate(runs)]
    assert printed[0] != printed[1] != printed[2]


def test_figures_are_closed_between_blocks_that_stand_apart(
    launchers: Launchers, tmp_path: Path
) -> None:
    draw = 'import matplotlib.pyplot as plt\n\nplt.plot([1, 2])\nprint(len(plt.gca().lines))'
    ran = [
        launchers.run([Source('a', draw), Source('b', draw, apart=apart)], tmp_path / str(apart))
        for apart in (True, False)
    ]
    assert [lines(blocks[1]) for blocks in ran] == [['1'], ['2']]


def test_blocks_of_a_run_share_names_and_files(launchers: Launchers, tmp_path: Path) -> None:
    first = 'def double(x):\n    return 2 * x\n\n\nopen("a", "w").close()'
    second = 'import os\n\nprint(double(2), os.listdir())'
    ran = launchers.run([Source('a', first), Source('b', second)], tmp_path)
    assert lines(ran[1]) == ["4 ['a']"]


def test_a_block_is_a_program_of_its_own(launchers: Launchers, tmp_path: Path) -> None:
    source = (
        'import inspect\nimport sys\n\n\ndef f(x: int): ...\n\n\n'
        'print(__name__, sys.argv == [__file__], f.__annotations__)\n'
        'print(inspect.getsource(f), end="")'
    )
    expected = ["__main__ True {'x': <class 'int'>}", 'def f(x: int): ...']
    assert lines(launchers.run([Source('a', source)], tmp_path)[0]) == expected


def test_a_block_sees_no_path_of_this_project(launchers: Launchers, tmp_path: Path) -> None:
    source = (
        'import sys\n\nprint([p for p in sys.path if p.endswith(("tests", "hooks", "support"))])'
    )
    assert lines(launchers.run([Source('a', source)], tmp_path)[0]) == ['[]']


def test_strings_are_hashed_with_the_seed_that_was_asked_for(
    launchers: Launchers, tmp_path: Path
) -> None:
    source = Source('a', 'print(hash("a"))')
    hashes = [lines(launchers.run([source], tmp_path / str(n), seed=n // 2)[0]) for n in range(4)]
    assert hashes[0] == hashes[1] != hashes[2] == hashes[3]


@pytest.mark.parametrize(
    ('source', 'written'),
    [
        ('print(1, 2, sep="\\n", end="!")', [(1, '1'), (1, '\n'), (1, '2'), (1, '!')]),
        ('x = 1\nprint(x)', [(2, '1'), (2, '\n')]),
        ('import sys\nsys.stdout.write("a\\n")', [(2, 'a\n')]),
        ('import sys\nprint("a", file=sys.stderr)', []),
        ('import warnings\nwarnings.simplefilter("default")\nwarnings.warn("a")', []),
        ('import pprint\n\npprint.pprint(1)', [(3, '1'), (3, '\n')]),
        ('def f():\n    print(1)\n\n\nf()', [(2, '1'), (2, '\n')]),
        ('exec("print(1)")', [(1, '1'), (1, '\n')]),
        ('import os\n\nos.write(1, b"a\\n")', [(0, 'a\n')]),
        (
            'import subprocess\n\nsubprocess.run(["echo", "a"])\nprint(1)',
            [(0, 'a\n'), (4, '1'), (4, '\n')],
        ),
        ('import ctypes\n\nctypes.CDLL(None).puts(b"a")', [(0, 'a\n')]),
        (
            'import threading\n\nt = threading.Timer(0.1, print, ["a"])\nt.start()',
            [(0, 'a'), (0, '\n')],
        ),
        ('import atexit\n\natexit.register(print, "a")', [(0, 'a'), (0, '\n')]),
        (
            'import os\n\nif not os.fork():\n    print("a")\nelse:\n    os.wait()',
            [(0, 'a\n')],
        ),
        (
            'import contextlib\nimport io\n\nwith contextlib.redirect_stdout(io.StringIO()):\n'
            '    print(1)',
            [],
        ),
    ],
)
def test_what_reaches_standard_output_is_known_with_its_line(
    source: str, written: list[tuple[int, str]], launchers: Launchers, tmp_path: Path
) -> None:
    [ran] = launchers.run([Source('a', source)], tmp_path)
    assert ran.errors == ()
    assert list(ran.written) == written


@pytest.mark.parametrize(
    ('source', 'line', 'message'),
    [
        ('x = 1\nx.y', 2, "AttributeError: 'int' object has no attribute 'y'"),
        ('x = 1\nif x', 2, "SyntaxError: expected ':' (a.py, line 2)"),
        ('raise SystemExit(3)', 1, 'SystemExit: 3'),
        ('raise KeyboardInterrupt', 1, 'KeyboardInterrupt: '),
        ('input()', 1, 'EOFError: EOF when reading a line'),
        ('import warnings\n\nwarnings.warn("old")', 3, 'UserWarning: old'),
        ('import os\n\nos._exit(3)', 0, 'it ended Python with exit status 3'),
        ('import ctypes\n\nctypes.string_at(0)', 0, 'it ended Python with signal SIGSEGV'),
        ('while True: pass', 1, 'it did not end within 2 seconds'),
        ('import time\n\n\ntime.sleep(60)', 4, 'it did not end within 2 seconds'),
        ('while True:\n    print("a" * 999)', 2, 'OSError: more than 1,000,000 bytes of output'),
        (
            'import threading\n\nthreading.Thread(target=lambda: 1 / 0).start()',
            0,
            'in a thread: ZeroDivisionError: division by zero',
        ),
        (
            'class A:\n    def __del__(self):\n        raise ValueError("a")\n\n\nA()',
            0,
            'in a destructor: ValueError: a',
        ),
    ],
)
def test_what_goes_wrong_is_told_with_its_line(
    source: str, line: int, message: str, launchers: Launchers, tmp_path: Path
) -> None:
    [ran] = launchers.run([Source('a', source)], tmp_path, limit=2)
    assert ran.errors == ((0, line, message),)


def test_nothing_runs_after_an_error_and_its_line_is_that_of_its_block(
    launchers: Launchers, tmp_path: Path
) -> None:
    codes = ['print(1)\n\n\ndef f():\n    return 1 / 0', 'f()', 'print(2)']
    sources = [Source(f'b{index}', code) for index, code in enumerate(codes)]
    first, second = launchers.run(sources, tmp_path)
    assert lines(first) == ['1']
    assert second.errors == ((0, 5, 'ZeroDivisionError: division by zero'),)


def test_a_block_that_ends_python_takes_no_later_run_with_it(
    launchers: Launchers, tmp_path: Path
) -> None:
    launchers.run([Source('a', 'import os\n\nos._exit(3)')], tmp_path / '1')
    assert lines(launchers.run([Source('a', 'print(1)')], tmp_path / '2')[0]) == ['1']


def test_the_figures_a_block_saves_are_its_own(launchers: Launchers, tmp_path: Path) -> None:
    save = 'from pathlib import Path\n\nPath("{}.svg").write_text("<svg/>")'
    ran = launchers.run([Source(name, save.format(name)) for name in 'ab'], tmp_path)
    assert [list(block.figures) for block in ran] == [['a.svg'], ['b.svg']]


def test_what_takes_long_to_import_is_imported_before() -> None:
    assert imported_first(['x = 1', 'import os.path', 'not python']) == ()
    assert imported_first(['from sklearn.svm import SVC']) == imported_first(['import numpy as np'])
    assert 'torch' in imported_first(['import os\nimport torch.nn as nn'])


def lines(ran: Ran) -> list[str]:
    assert ran.errors == ()
    return ''.join(text for _, text in ran.written).splitlines()
