"""The docs folder: which files stand in it, and the text of one.

MkDocs follows links and takes whatever is no folder for a file, then opens it: a named pipe would
keep it waiting, and a link to nowhere end it. So each is looked at before anything opens it.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from guide.model import Report, printable

PAGES = ('.md', '.markdown', '.mdown', '.mkdn', '.mkd')  # as in mkdocs.utils.is_markdown_file
LARGEST = 8 * 2**20  # bytes of a text; the longest page of the guide has a sixtieth of that

_KINDS = {
    stat.S_IFIFO: 'a named pipe',
    stat.S_IFSOCK: 'a socket',
    stat.S_IFCHR: 'a device',
    stat.S_IFBLK: 'a device',
}
_MARKS = {  # the longer first: UTF-32 begins as UTF-16 does
    codecs.BOM_UTF32_LE: 'UTF-32',
    codecs.BOM_UTF32_BE: 'UTF-32',
    codecs.BOM_UTF16_LE: 'UTF-16',
    codecs.BOM_UTF16_BE: 'UTF-16',
}


@dataclass(frozen=True)
class Folder:
    """What stands in a folder, by paths from there, with slashes."""

    names: tuple[str, ...]  # of the files that can be read, sorted
    faults: Mapping[str, str]  # of everything else: why it cannot be
    endless: tuple[str, ...] = ()  # of the faults, those that are links to a folder above them


def is_page(name: str) -> bool:
    """Whether MkDocs takes a file for a page."""
    return name.endswith(PAGES)


def address(name: str) -> str:
    """Where MkDocs publishes a page, from the root of the site: `questions/sql/`."""
    path = PurePosixPath(name)
    folder = path.parent if path.stem in ('index', 'README') else path.with_suffix('')
    return '' if folder == PurePosixPath('.') else f'{folder}/'


def find(folder: Path) -> Folder:
    """Everything in a folder and below it, without opening any of it."""
    faults: dict[str, str] = {}
    names, endless = [], []
    for name, fault in _walk(folder):
        if fault is None:
            names.append(name)
        else:
            faults[name] = fault
            endless += [name] if fault is _LOOP else []
    return Folder(tuple(sorted(names)), faults, tuple(endless))


def text(path: Path, report: Report) -> str | None:
    """The text of a file; empty where there is none, None (after a report) if it is unreadable."""
    if not os.path.lexists(path):
        return ''
    fault = _fault(path, path.name) or _too_large(path)
    if fault is None:
        try:
            return decode(path.read_bytes(), report)
        except OSError as error:
            fault = _unreadable(error)
    report(1, fault)
    return None


def decode(data: bytes, report: Report) -> str:
    """The text of a file's bytes, without a byte order mark and with `\\n` after each line.

    What is no UTF-8 is reported, and read as well as can be, so that the rest is checked too.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), '')
    unmarked = _without_mark(data)
    if encoding or unmarked:
        report(1, f'this is {encoding or "UTF-16"}; save the file as UTF-8')
        found = data.decode(encoding or unmarked, errors='replace')
    else:
        found = _utf_8(data, report)
    found = found.removeprefix('\ufeff')
    if found.startswith('\ufeff'):
        report(1, 'the byte order mark stands here twice; keep one, or better none')
    return _unix(found.lstrip('\ufeff'))


def shown(name: str) -> str:
    """A file's name as it can be printed, with escapes for bytes that are no UTF-8."""
    return printable(os.fsencode(name).decode(errors='backslashreplace'))


_LOOP = 'a link to a folder that it stands in itself; take it out'


def _walk(root: Path) -> Iterator[tuple[str, str | None]]:
    """Each file with what is wrong with it, or None. Folders are followed through links."""
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [('', frozenset())]
    while waiting:
        name, above = waiting.pop()
        try:
            status = (root / name).stat()
            entries = sorted(os.listdir(root / name))
        except OSError as error:
            yield name or '.', _unreadable(error)
            continue
        place = (status.st_dev, status.st_ino)
        if place in above:
            yield name, _LOOP
            continue
        for entry in entries:
            path = f'{name}/{entry}' if name else entry
            if os.path.isdir(root / path):
                waiting.append((path, above | {place}))
            else:
                yield path, _fault(root / path, path)


def _fault(path: Path, name: str) -> str | None:
    """Why a file cannot be read; None when it can."""
    if shown(name) != name:
        return 'a file name that is no UTF-8, or holds a control character; rename it'
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return f"a link to '{shown(os.readlink(path))}', which is not there"
    except OSError as error:
        return _unreadable(error)
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), 'a folder')
        return f'{kind}; expected a file'
    if not os.access(path, os.R_OK):
        return 'cannot be read: Permission denied'
    return None


def _too_large(path: Path) -> str | None:
    size = path.stat().st_size
    return f'{size:,} bytes; expected at most {LARGEST:,}' if size > LARGEST else None


def _unreadable(error: OSError) -> str:
    return f'cannot be read: {error.strerror}'


def _utf_8(data: bytes, report: Report) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode())
        line, column = before.count('\n') + 1, len(before) - before.rfind('\n')
        byte = f'the byte 0x{data[error.start]:02X} at character {column}'
        report(line, f'{byte} is no UTF-8; save the file as UTF-8')
        # U+FFFD would be reported once more
        return data.decode(errors='replace').replace('\ufffd', '?')


def _unix(text: str) -> str:
    """The text with `\\n` at the end of each line, whichever system wrote it."""
    return text.replace('\r\n', '\n').replace('\r', '\n')


def _without_mark(data: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark, in which every other byte is zero."""
    half = len(data) // 4
    if half and data[1::2].count(0) > half:
        return 'UTF-16-LE'
    return 'UTF-16-BE' if half and data[::2].count(0) > half else ''
