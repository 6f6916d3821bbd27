"""`mkdocs serve` follows an author: changes show soon, faults are named, and it lives on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from server import PREFIX
from support import tiny
from support.tiny import PRACTICE, Project

SECONDS = 2.0  # from saving a file to the new page, on a machine that does nothing else
SLOWER = 10  # a CI machine shares its cores, and other tests may run beside this one
PATIENCE = 60.0  # until the test gives up on something that should happen
PAUSE = 0.02  # between two looks


@dataclass(frozen=True)
class Server:
    """A running `mkdocs serve` and everything it has printed."""

    process: subprocess.Popen[bytes]
    address: str
    output: Path

    def page(self, path: str = 'questions/practice/') -> str:
        """The page, or nothing while the server cannot answer."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            return ''

    def printed(self) -> str:
        return self.output.read_text(encoding='utf-8')

    def last_build(self) -> str:
        """What the last build that has ended printed (of MkDocs' messages it says some once)."""
        *_, build, _ = ['', *self.printed().split('Reloading browsers')]
        return build.rpartition('Building documentation...')[2]

    def until(self, happened: Callable[[], bool], what: str) -> float:
        """Wait; the seconds that took."""
        start = time.monotonic()
        while not happened():
            assert self.process.poll() is None, f'the server died\n{self.printed()}'
            assert time.monotonic() - start < PATIENCE, f'never {what}\n{self.printed()}'
            time.sleep(PAUSE)
        return time.monotonic() - start


@pytest.fixture(scope='module')
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One copy for this module: each test leaves it as it was."""
    return tiny.create(tmp_path_factory.mktemp('served'))


@pytest.fixture(scope='module')
def server(project: Project) -> Iterator[Server]:
    """The copy, served on a free port; ended as with Ctrl+C, and by force if that does not do."""
    address = f'127.0.0.1:{_free_port()}'
    output = project.folder / 'output.txt'
    temporary = project.folder / 'temporary'  # where MkDocs puts the served site
    temporary.mkdir()
    with output.open('wb') as file:
        process = subprocess.Popen(
            [sys.executable, '-m', 'mkdocs', 'serve', '--dev-addr', address],
            cwd=project.folder,
            env=os.environ | {'TMPDIR': str(temporary), 'PYTHONUNBUFFERED': '1'},
            stdout=file,
            stderr=subprocess.STDOUT,
            # A shell tells what it runs in the background to ignore Ctrl+C, and that is inherited.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    found = Server(process, f'http://{address}{PREFIX}/', output)
    try:
        found.until(lambda: 'Serving on' in found.printed(), 'served')
        yield found
    finally:
        _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return int(probe.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_a_change_shows_soon(project: Project, server: Server) -> None:
    """Saved text is on the page about as fast as an author looks up from the editor."""
    assert 'luckiest' in server.page()
    project.edit(PRACTICE, 'It is the luckiest.', 'It is the fortunate one.')
    seconds = server.until(lambda: 'the fortunate one' in server.page(), 'showed the change')
    print(f'{seconds:.2f} s from saving to the new page')  # seen with `pytest -rP`
    assert seconds < SECONDS * SLOWER
    project.edit(PRACTICE, 'It is the fortunate one.', 'It is the luckiest.')
    server.until(lambda: 'luckiest' in server.page(), 'showed the old text')


def test_a_fault_is_named_and_the_server_lives_on(project: Project, server: Server) -> None:
    """The page is shown as far as it can be, so that the author can go on."""
    right, wrong = 'concepts: [variance]', 'concepts: [varience]'
    place = f'{PRACTICE}:{project.line(PRACTICE, right)}: '
    project.edit(PRACTICE, right, wrong)
    server.until(lambda: place in server.last_build(), 'named the fault')
    assert f"WARNING -  guide: {place}unknown concept 'varience'" in server.last_build()
    assert 'id="second-seed"' in server.page()

    project.edit(PRACTICE, wrong, right)
    server.until(lambda: place not in server.last_build(), 'built again without the warning')
    assert 'WARNING' not in server.last_build()
    assert 'id="second-seed"' in server.page()


def test_a_page_that_is_no_utf_8_is_named_and_the_server_lives_on(
    project: Project, server: Server
) -> None:
    """Left to MkDocs, it ends in a traceback that names no file, and nothing is served any more."""
    path = project.folder / PRACTICE
    whole = path.read_bytes()
    before, after = whole.split(b'It is the luckiest.')
    line = before.count(b'\n') + 1
    path.write_bytes(before + b'It is the l\xfcckiest.' + after)
    place = f'WARNING -  guide: {PRACTICE}:{line}: the byte 0xFC at character '
    server.until(lambda: place in server.last_build(), 'named the byte')
    assert 'It is the l?ckiest.' in server.page()

    path.write_bytes(whole)
    server.until(lambda: place not in server.last_build(), 'built again without the warning')
    assert 'It is the luckiest.' in server.page()


def test_what_an_editor_leaves_beside_a_page_is_not_noticed(
    project: Project, server: Server
) -> None:
    """Emacs locks a file by a link to nowhere; a pipe would keep whoever opens it waiting."""
    folder = project.folder / 'docs/questions'
    (folder / '.#practice.md').symlink_to('me@host.1')
    os.mkfifo(folder / '.pipe.md')
    try:
        project.edit(PRACTICE, 'It is the luckiest.', 'It is the fortunate one.')
        server.until(lambda: 'the fortunate one' in server.page(), 'showed the change')
        assert 'WARNING' not in server.last_build()
    finally:
        (folder / '.#practice.md').unlink()
        (folder / '.pipe.md').unlink()
    project.edit(PRACTICE, 'It is the fortunate one.', 'It is the luckiest.')
    server.until(lambda: 'luckiest' in server.page(), 'showed the old text')


def test_it_ends_when_it_is_asked_to(server: Server) -> None:
    """The last test here: Ctrl+C, and the prompt is back."""
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=PATIENCE) == 0
