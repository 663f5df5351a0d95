"""Connections, locks and transactions.

SQLite: WAL with synchronous=FULL; every write transaction of every thread, process and command holds
one lock (a mutex and an flock on write.lock) from BEGIN IMMEDIATE to the end of COMMIT, and
checkpoints happen only inside it, because SQLite before 3.51.3 may corrupt a WAL when two
connections write or checkpoint at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms.domain.errors import Unavailable

try:
    import fcntl
except ImportError:  # Windows: one process only, which the start-up check sees to; the mutex is enough
    fcntl = None  # type: ignore[assignment] # Windows has none

CHECKPOINT_PAGES = 1000
CONNECTIONS = 8  # to a SQLite file; whoever finds none free waits a moment
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA wal_autocheckpoint=0",  # checkpoints are ours, inside the lock
    "PRAGMA cache_size=-8000",
    "PRAGMA temp_store=MEMORY",
)


class Database:
    """One database. `reading()` never writes; `writing()` commits on success and rolls back on failure."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._lock = WriteLock(folder / "write.lock")
        self._writes = 0
        self.engine = self._engine()

    def _engine(self) -> Engine:
        if not self.sqlite:
            return create_engine(self.url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)
        engine = create_engine(
            self.url,
            pool_size=CONNECTIONS,
            max_overflow=0,  # a connection that is opened for one request costs more than the request
            pool_use_lifo=True,
            connect_args={"isolation_level": None},
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction. Raises Unavailable when the store cannot take it; nothing is then kept."""
        with self._exclusive(), Session(self.engine.execution_options(writing=True)) as session:
            try:
                yield session
                session.commit()
            except OperationalError as fault:
                session.rollback()
                raise Unavailable("The site cannot save anything at the moment. Nothing was lost.") from fault
            if self.sqlite:
                self._checkpoint(session)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        if not self.sqlite:
            yield
            return
        with self._lock:
            yield

    def _checkpoint(self, session: Session) -> None:
        """Moves the WAL into the database now and then, while the write lock is held."""
        self._writes += 1
        if self._writes % CHECKPOINT_PAGES == 0:
            raw: Any = session.connection().connection.driver_connection
            session.rollback()
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Closes every connection, under the write lock: the last one to close a WAL checkpoints it."""
        with self._exclusive():
            self.engine.dispose()
        self._lock.close()


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """To begin reading is said to the driver itself: by way of the engine it costs as much as a small query."""
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN")


class WriteLock:
    """One writer at a time: among threads by a mutex, among processes by an flock. Not re-entrant."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = threading.Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> None:
        self._mutex.acquire()
        try:
            self._claim()
        except BaseException:
            self._mutex.release()
            raise

    def _claim(self) -> None:
        if fcntl is None:
            return
        if self._file is None:
            try:
                self._file = self._path.open("ab")
            except OSError as fault:
                raise Unavailable("The site cannot save anything at the moment. Nothing was lost.") from fault
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        try:
            if fcntl is not None and self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._mutex.release()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
