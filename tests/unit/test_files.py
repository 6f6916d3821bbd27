"""What stands in a folder: found without opening it, and read as text in UTF-8."""

from __future__ import annotations

import codecs
import os
import socket
from pathlib import Path

import pytest

from guide.source import files


def test_files_are_found_at_any_depth_in_a_stable_order(tmp_path: Path) -> None:
    for name in ('b.md', 'a/c.md', 'a/b/d.png', '.hidden/e.md'):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / 'empty').mkdir()
    (tmp_path / 'folder.md').mkdir()
    found = files.find(tmp_path)
    assert found.names == ('.hidden/e.md', 'a/b/d.png', 'a/c.md', 'b.md')
    assert found.faults == {}


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / 'elsewhere').mkdir()
    (tmp_path / 'elsewhere/x.md').touch()
    (tmp_path / 'docs').mkdir()
    (tmp_path / 'docs/linked').symlink_to(tmp_path / 'elsewhere')
    (tmp_path / 'docs/one.md').symlink_to(tmp_path / 'elsewhere/x.md')
    assert files.find(tmp_path / 'docs').names == ('linked/x.md', 'one.md')


def test_a_link_to_a_folder_above_it_ends(tmp_path: Path) -> None:
    (tmp_path / 'a').mkdir()
    (tmp_path / 'a/up').symlink_to('..')
    (tmp_path / 'a/here').symlink_to('.')
    (tmp_path / 'a/x.md').touch()
    found = files.find(tmp_path)
    assert found.names == ('a/x.md',)
    assert sorted(found.endless) == ['a/here', 'a/up']
    assert 'a link to a folder that it stands in' in found.faults['a/up']


def test_what_is_no_file_is_said_to_be_something_else(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe.md')
    (tmp_path / '.#x.md').symlink_to('me@host.1')
    (tmp_path / 'device.md').symlink_to('/dev/null')
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(tmp_path / 'socket.md'))
        found = files.find(tmp_path)
    assert found.names == ()
    assert found.faults == {
        'pipe.md': 'a named pipe; expected a file',
        '.#x.md': "a link to 'me@host.1', which is not there",
        'device.md': 'a device; expected a file',
        'socket.md': 'a socket; expected a file',
    }


@pytest.mark.parametrize('name', [b'f\xfchrer.md', b'two\nlines.md', b'\x1b[31m.md'])
def test_a_name_that_cannot_be_printed_is_a_fault(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).touch()
    (fault,) = files.find(tmp_path).faults.values()
    assert fault == 'a file name that is no UTF-8, or holds a control character; rename it'


def test_a_name_is_shown_on_one_line() -> None:
    assert files.shown(os.fsdecode(b'f\xfchrer\n.md')) == 'f\\xfchrer\\n.md'
    assert files.shown('Führer √π.md') == 'Führer √π.md'


def test_what_may_not_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so permissions alone would not show it everywhere."""
    (tmp_path / 'a').mkdir()
    (tmp_path / 'x.md').touch()
    monkeypatch.setattr(os, 'access', lambda path, mode: Path(path).name != 'x.md')
    real = os.listdir

    def listed(path: Path) -> list[str]:
        if path.name == 'a':
            raise PermissionError(13, 'Permission denied')
        return real(path)

    monkeypatch.setattr(os, 'listdir', listed)
    expected = 'cannot be read: Permission denied'
    assert files.find(tmp_path).faults == {'a': expected, 'x.md': expected}


def text(path: Path) -> tuple[str | None, list[str]]:
    """The text of a file, and what is reported of it."""
    reported: list[str] = []
    found = files.text(path, lambda line, message: reported.append(f'{line}: {message}'))
    return found, reported


def test_a_missing_file_is_empty_and_no_fault(tmp_path: Path) -> None:
    assert text(tmp_path / 'x.md') == ('', [])


def test_what_is_no_file_has_no_text(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'x.md')
    assert text(tmp_path / 'x.md') == (None, ['1: a named pipe; expected a file'])
    assert text(tmp_path) == (None, ['1: a folder; expected a file'])


def test_a_file_may_be_too_large_to_be_a_text(tmp_path: Path) -> None:
    with (tmp_path / 'x.md').open('wb') as file:
        file.truncate(files.LARGEST + 1)
    fault = '1: 8,388,609 bytes; expected at most 8,388,608'
    assert text(tmp_path / 'x.md') == (None, [fault])


def test_a_file_that_goes_before_it_is_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path) -> bytes:
        raise FileNotFoundError(2, 'No such file or directory')

    (tmp_path / 'x.md').touch()
    monkeypatch.setattr(Path, 'read_bytes', gone)
    assert text(tmp_path / 'x.md') == (None, ['1: cannot be read: No such file or directory'])


def decoded(data: bytes) -> tuple[str, list[str]]:
    reported: list[str] = []
    found = files.decode(data, lambda line, message: reported.append(f'{line}: {message}'))
    return found, reported


@pytest.mark.parametrize(
    'data',
    [
        b'a\nb\xc3\xa9\n',
        b'a\r\nb\xc3\xa9\r\n',
        b'a\rb\xc3\xa9\r',
        codecs.BOM_UTF8 + b'a\nb\xc3\xa9\n',
    ],
)
def test_utf_8_is_read_whichever_system_wrote_it(data: bytes) -> None:
    assert decoded(data) == ('a\nbé\n', [])


@pytest.mark.parametrize(
    ('data', 'place', 'read'),
    [
        (b'a\nF\xfchrer\n', '2: the byte 0xFC at character 2', 'a\nF?hrer\n'),
        (b'a\r\xc3\xa9\xe2\x80', '2: the byte 0xE2 at character 2', 'a\né?'),
        (b'\xed\xa0\x80', '1: the byte 0xED at character 1', '???'),
        (b'a\xff\nb\xff\n', '1: the byte 0xFF at character 2', 'a?\nb?\n'),
    ],
    ids=['latin-1', 'cut off', 'surrogate', 'first of two'],
)
def test_a_byte_that_is_no_utf_8_is_named_with_its_place(
    data: bytes, place: str, read: str
) -> None:
    assert decoded(data) == (read, [f'{place} is no UTF-8; save the file as UTF-8'])


@pytest.mark.parametrize(
    ('encoding', 'name'),
    [('utf-16', 'UTF-16'), ('utf-16-le', 'UTF-16'), ('utf-16-be', 'UTF-16'), ('utf-32', 'UTF-32')],
)
def test_other_unicode_is_named_and_read(encoding: str, name: str) -> None:
    expected = [f'1: this is {name}; save the file as UTF-8']
    assert decoded('# Über\n\nText.\n'.encode(encoding)) == ('# Über\n\nText.\n', expected)


def test_a_second_byte_order_mark_is_reported_and_left_out() -> None:
    fault = '1: the byte order mark stands here twice; keep one, or better none'
    assert decoded(2 * codecs.BOM_UTF8 + b'---\n') == ('---\n', [fault])


@pytest.mark.parametrize('data', [b'', b'\0', b'a\0b', b'\n'])
def test_a_zero_byte_alone_is_no_other_encoding(data: bytes) -> None:
    assert decoded(data) == (data.decode(), [])


@pytest.mark.parametrize(
    ('name', 'address'),
    [
        ('index.md', ''),
        ('README.md', ''),
        ('a.md', 'a/'),
        ('questions/sql.markdown', 'questions/sql/'),
        ('questions/index.md', 'questions/'),
        ('a/b.c.md', 'a/b.c/'),
    ],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(name: str, address: str) -> None:
    assert files.address(name) == address
