"""Firefox without a driver: started by hand and spoken to in WebDriver BiDi."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ('firefox-esr', 'firefox')
PATIENCE = 60


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number = 0
        self.send('session.new', capabilities={})
        self.tab = self.send('browsingContext.getTree')['contexts'][0]['context']

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer; events in between are of no interest."""
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': params}
        self.socket.send(json.dumps(message))
        while True:
            answer: dict[str, Any] = json.loads(self.socket.recv(timeout=PATIENCE))
            if answer.get('id') == self.number:
                assert answer['type'] == 'success', answer
                found: dict[str, Any] = answer['result']
                return found

    def open(self, url: str) -> None:
        self.send('browsingContext.navigate', context=self.tab, url=url, wait='complete')

    def print(self) -> bytes:
        """The open page as a PDF on A4, margins as the style sheet has them."""
        answer = self.send(
            'browsingContext.print',
            context=self.tab,
            page={'width': 21.0, 'height': 29.7},
            background=True,
        )
        return base64.b64decode(answer['data'])


def find() -> str | None:
    """The path of a Firefox on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def firefox(path: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox of its own, with an empty profile; it says on which port it listens."""
    command = [path, '--headless', '--remote-debugging-port=0', '--profile', str(profile)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr is not None
    try:
        marker = 'WebDriver BiDi listening on '
        line = next((line for line in process.stderr if marker in line), '')
        assert line, 'Firefox ended before it listened'
        address = line.split(marker)[1].strip()
        with connect(f'{address}/session', max_size=None, proxy=None) as socket:
            tab = Firefox(socket)
            yield tab
            tab.send('browser.close')
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
