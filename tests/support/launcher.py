"""A program that imports libraries and then forks a process for every run of blocks.

So a run begins where Python begins, with nothing that an earlier one left (figures, seeds, options,
environment, patched modules, threads), and without the seconds that the imports take.

`support.running` starts it and says on standard input what to do, a line of JSON a run; each is
answered by a line of JSON on what was standard output. It imports nothing of this project, because
the blocks would find it imported.
"""

from __future__ import annotations

import atexit
import ctypes
import faulthandler
import gc
import importlib
import io
import json
import os
import signal
import sys
import threading
import traceback
import types
import warnings
from contextlib import suppress
from json import dumps  # by name, because a block may put something else in its place
from pathlib import Path
from typing import Any

MOST = 1_000_000  # bytes that a run may print, so that an endless loop does not fill the disk
C = ctypes.CDLL(None)


class Recorder(io.TextIOWrapper):
    """Standard output that remembers at which line of the block each text was written.

    Every text goes out at once, so that what something else has written to the same descriptor
    (a subprocess, C code) is found between two texts.
    """

    def __init__(self) -> None:
        stream = io.FileIO(1, 'w', closefd=False)
        super().__init__(stream, 'utf-8', newline='\n', write_through=True)
        self.file = ''  # of the block that runs
        self.written: list[tuple[int, str]] = []  # line of the block (0: of none), text
        self.seen = 0  # bytes of standard output that are in `written`
        self.lock = threading.RLock()

    def write(self, text: str) -> int:
        with self.lock:
            self.look()
            count = super().write(text)
            self.seen = os.fstat(1).st_size
            self.written.append((self.line(), text))
        if self.seen > MOST:
            raise OSError(f'more than {MOST:,} bytes of output')
        return count

    def line(self) -> int:
        """The line of the block that is being executed, also where that has called a library."""
        frame: types.FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        return frame.f_lineno if frame else 0

    def look(self) -> None:
        """Take in what anything but this object has written."""
        C.fflush(None)
        size = os.fstat(1).st_size
        if size > self.seen:
            text = os.pread(1, size - self.seen, self.seen).decode('utf-8', 'replace')
            self.written.append((0, text))
            self.seen = size


def main() -> None:
    requests = os.fdopen(os.dup(0), encoding='utf-8')
    answers = os.fdopen(os.dup(1), 'w', encoding='utf-8')
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    recorder = Recorder()
    sys.stdout = sys.__stdout__ = recorder  # before any library keeps a reference to another
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for name in json.loads(requests.readline()):
            with suppress(ImportError):  # the block that needs it will say so
                importlib.import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that `launch` ends what it started
    for request in requests:
        answers.write(dumps(launch(recorder, **json.loads(request))) + '\n')
        answers.flush()


def launch(
    recorder: Recorder, folder: str, files: list[str], apart: list[bool], limit: int
) -> dict[str, Any]:
    """Run the blocks, one after the other, in one new process; what they did, and how it ended."""
    report = Path(folder).with_suffix('.report')
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)  # a library may have started a thread
        child = os.fork()
    if not child:
        try:
            run(recorder, Path(folder), files, apart)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    try:
        status = wait(child, limit)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # and what it has left running
    blocks = [json.loads(line) for line in report.read_text('utf-8').splitlines()]
    return {'blocks': blocks, 'status': os.waitstatus_to_exitcode(status)}


def wait(child: int, limit: int) -> int:
    """The child's status; one that takes longer than the limit is told to say where it is."""
    signals = [signal.SIGKILL, signal.SIGUSR1]

    def overdue(*_: object) -> None:
        os.kill(child, signals.pop())
        signal.alarm(5 if signals else 0)

    signal.signal(signal.SIGALRM, overdue)
    signal.alarm(limit)
    try:
        return os.waitpid(child, 0)[1]
    finally:
        signal.alarm(0)


def run(recorder: Recorder, folder: Path, files: list[str], apart: list[bool]) -> None:
    """Run the blocks in one namespace, and write a line of JSON for each as soon as it is over."""
    report = folder.with_suffix('.report').open('w', encoding='utf-8')
    process = os.getpid()
    complaints: list[str] = []
    begin(folder, complaints)
    module = sys.modules['__main__'] = types.ModuleType('__main__')
    for index, (file, is_apart) in enumerate(zip(files, apart, strict=True)):
        if is_apart and (pyplot := sys.modules.get('matplotlib.pyplot')):
            pyplot.close('all')
        module.__file__ = sys.argv[0] = recorder.file = file
        recorder.written.clear()
        drawn = {path: path.stat().st_mtime_ns for path in folder.glob('*.svg')}
        errors: list[tuple[int, int, str]] = []
        try:
            source = Path(file).read_text('utf-8')
            exec(compile(source, file, 'exec', dont_inherit=True), module.__dict__)
            if index == len(files) - 1:
                end(recorder)
        except BaseException as error:
            errors.append(described(error, files, index))
        if os.getpid() != process:
            return  # the block has forked: its copy of this program has nothing to report
        recorder.look()
        done = {
            'written': recorder.written,
            'errors': errors + [(index, 0, complaint) for complaint in complaints],
            'figures': {
                path.name: path.read_text('utf-8')
                for path in sorted(folder.glob('*.svg'))
                if path.stat().st_mtime_ns != drawn.get(path)
            },
        }
        complaints.clear()
        report.write(dumps(done) + '\n')
        report.flush()
        if errors:
            return


def begin(folder: Path, complaints: list[str]) -> None:
    """Make the process like one that has just been started for this run."""
    os.setpgid(0, 0)
    for descriptor, suffix in ((1, '.out'), (2, '.err')):
        file = os.open(folder.with_suffix(suffix), os.O_RDWR | os.O_CREAT | os.O_APPEND)
        os.dup2(file, descriptor)
        os.close(file)
    faulthandler.register(signal.SIGUSR1, folder.with_suffix('.hung').open('w'), chain=True)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    atexit._clear()  # what libraries registered is the launcher's to do
    os.chdir(folder)
    sys.path.insert(0, '')
    # As in Python itself: what a library has yet to mend in its own code is no matter of the page.
    warnings.resetwarnings()
    warnings.simplefilter('error')
    warnings.simplefilter('ignore', DeprecationWarning)
    warnings.simplefilter('ignore', PendingDeprecationWarning)
    warnings.filterwarnings('error', category=DeprecationWarning, module='__main__')
    sys.unraisablehook = lambda raised: complaints.append(
        f'in a destructor: {raised.exc_type.__name__}: {raised.exc_value}'
    )
    threading.excepthook = lambda raised: complaints.append(
        f'in a thread: {raised.exc_type.__name__}: {raised.exc_value}'
    )
    # Seeds of this process's own, in the libraries that were imported before the fork: a block that
    # relies on one it has not set prints something else each time.
    if numpy := sys.modules.get('numpy'):
        numpy.random.seed()
    if torch := sys.modules.get('torch'):
        torch.default_generator.seed()


def end(recorder: Recorder) -> None:
    """What Python does at its end: wait for threads, call what was registered for it."""
    recorder.file = ''
    threading._shutdown()
    atexit._run_exitfuncs()


def described(error: BaseException, files: list[str], index: int) -> tuple[int, int, str]:
    """Index and line of the block where it was raised, and what it says."""
    place = (index, 0)
    trace = error.__traceback__
    while trace is not None:
        if (file := trace.tb_frame.f_code.co_filename) in files:
            place = (files.index(file), trace.tb_lineno)
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename in files:
        place = (files.index(error.filename), error.lineno or 0)
    return *place, f'{type(error).__name__}: {error}'


if __name__ == '__main__':
    main()
