"""The built site on a port of this machine, as GitHub Pages would serve it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).resolve().parent.parent


def _prefix() -> str:
    """A project's site lives below its name, so no link may start at the root."""
    with (ROOT / 'mkdocs.yml').open(encoding='utf-8') as file:
        return urlsplit(str(yaml_load(file)['site_url'])).path.rstrip('/')


PREFIX = _prefix()


class _Pages(SimpleHTTPRequestHandler):
    """GitHub Pages in small: a site below a prefix, and 404.html for whatever is not there."""

    protocol_version = 'HTTP/1.1'

    def translate_path(self, path: str) -> str:
        """What is not below the prefix belongs to somebody else's site."""
        inside = path.removeprefix(PREFIX)
        return super().translate_path(inside if inside != path else '/outside-of-the-site')

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page, but still with the status of an error."""
        page = Path(self.directory, '404.html')
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the browser tests read failed requests from the browser."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no error of the site's."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port; the address it yields ends with a slash."""
    server = _Server(('127.0.0.1', 0), partial(_Pages, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.05})
    thread.start()
    try:
        yield f'http://127.0.0.1:{server.server_port}{PREFIX}/'
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
