"""The Chromium of the browser tests and of what is printed: find it, start it, or install one.

Firefox, which only prints in one test, is installed where that takes one package and no more.

A system's own browser comes first. Without one: Debian's package where we may install it, else
the build that Playwright downloads.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')


def find() -> str | None:
    """The path of a Chromium on this machine: the system's, else Playwright's; None without one."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium of this machine, ended with the block; without one, all ends here."""
    path = find()
    if path is None:
        sys.exit('no Chromium on this machine; `make test` gets one')
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path)
        yield launched
        launched.close()


def install() -> None:
    if shutil.which('apt-get') and os.geteuid() == 0:
        for command in (['update', '-qq'], ['install', '-y', '-qq', 'chromium']):
            subprocess.run(['apt-get', *command], check=True)
    else:
        subprocess.run([sys.executable, '-m', 'playwright', 'install', 'chromium'], check=True)


def install_firefox() -> None:
    """Debian's package, where we may install it; elsewhere its test says that it is missing."""
    if shutil.which('firefox-esr') or not shutil.which('apt-get') or os.geteuid() != 0:
        return
    for command in (['update', '-qq'], ['install', '-y', '-qq', 'firefox-esr']):
        if subprocess.run(['apt-get', *command], check=False).returncode:
            print('no Firefox: its test will be skipped')
            return


def main() -> int:
    if find() is None:
        install()
    install_firefox()
    found = find()
    print(f'browser: {found}' if found else 'no browser found; install Chromium and try again')
    return 0 if found else 1


if __name__ == '__main__':
    sys.exit(main())
