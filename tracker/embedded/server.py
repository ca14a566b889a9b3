"""Start and stop the embedded PostgreSQL server, shared by every process that uses its directory.

Two locks in the server's directory settle who does what. `users.lock` is held, shared, by each process that
uses the server; the kernel drops it however the process ends, so nobody counts or cleans up. `change.lock`
is held, exclusively, while the server is started or stopped. A process that leaves and finds that it can
have `users.lock` for itself was the last user, and stops the server; `keeper` does so if that one was killed.
"""

import atexit
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.embedded.cluster import Cluster
from tracker.embedded.places import Places, find_places


class EmbeddedServer:
    """Hold this process's share in the server of one directory.

    `is_durable=False` gives up safety after a power cut for speed: for tests alone. It counts for the process
    that starts the server.
    """

    def __init__(self, data_dir: Path, *, is_durable: bool = True) -> None:
        self._data_dir = data_dir
        self._is_durable = is_durable
        self._places: Places | None = None
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.release)

    def start(self) -> None:
        """See that the server runs and that this process is one of its users; cheap when both are true.

        Raises EmbeddedServerError, with the end of the server's log, when it cannot start.
        """
        with self._threads:
            if self._held is not None and self._cluster().is_running():
                return
            with self._changing():
                self._hold()
                try:
                    self._cluster().start()
                except BaseException:
                    self._drop()
                    raise

    def release(self) -> None:
        """End this process's use of the server, and stop the server if this was the last one."""
        with self._threads:
            if self._held is None:
                return
            with self._changing():
                self._drop()

    def address(self) -> dict[str, str]:
        """Return where the server listens, in the words of libpq: host and port."""
        return {"host": str(self._located().sockets), "port": "5432"}

    def connection_parameters(self) -> dict[str, str]:
        """Return all that a client such as `pg_dump` needs: host, port, user and dbname."""
        return {**self.address(), "user": "tracker", "dbname": "tracker"}

    def _forget(self) -> None:
        """Begin as a process that uses nothing; after a fork, the child becomes a user of its own."""
        held: int | None = getattr(self, "_held", None)
        if held is not None:
            # The parent's own descriptor keeps its share; this copy would keep it beyond the parent's end.
            os.close(held)
        self._held: int | None = None
        self._threads = threading.RLock()

    def _located(self) -> Places:
        if self._places is None:
            self._places = find_places(self._data_dir)
        return self._places

    def _cluster(self) -> Cluster:
        return Cluster(self._located(), is_durable=self._is_durable)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        lock = os.open(self._located().change_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _hold(self) -> None:
        if self._held is None:
            self._held = os.open(self._located().users_lock, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def _drop(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
        if self._is_unused():
            self._cluster().stop()

    def _is_unused(self) -> bool:
        """Tell whether no process uses the server, while no other can begin to.

        The keeper waits for the same moment and may have the lock for itself for an instant, but only once
        while we look. So a refusal counts if others share the lock, and if it comes a second time.
        """
        return (
            self._can_lock(fcntl.LOCK_EX)
            or not self._can_lock(fcntl.LOCK_SH)
            or self._can_lock(fcntl.LOCK_EX)
        )

    def _can_lock(self, kind: int) -> bool:
        lock = os.open(self._located().users_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(lock)


_servers: dict[Path, EmbeddedServer] = {}
_servers_lock = threading.Lock()


def embedded_server(data_dir: Path, *, is_durable: bool = True) -> EmbeddedServer:
    """Return this process's one hold on the server of the directory; nothing is started yet.

    The first call for a directory decides about `is_durable`.
    """
    with _servers_lock:
        if data_dir not in _servers:
            _servers[data_dir] = EmbeddedServer(data_dir, is_durable=is_durable)
        return _servers[data_dir]
