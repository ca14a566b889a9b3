"""Settle where the embedded server keeps its files, so that its account can reach them."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tracker.embedded.account import SOCKETS, Account, server_account
from tracker.embedded.binaries import SHARED_DIRECTORY, open_directory
from tracker.embedded.errors import EmbeddedServerError

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 103  # bytes; Linux takes 107, macOS 103

# PostgreSQL reads the socket's directory as a list and libpq the host, so commas and quotes are not for them.
_PLAIN_PATH = re.compile(r"/[\w./-]+( +[\w./-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Places:
    """Name the files of one server. The directory belongs to the user, data and sockets to the account."""

    directory: Path
    sockets: Path
    account: Account

    @property
    def data(self) -> Path:
        """Return PostgreSQL's data directory."""
        return self.directory / "data"

    @property
    def log(self) -> Path:
        """Return the server's log since it was last started; those of earlier runs are log.1 to log.9."""
        return self.directory / "log"

    @property
    def change_lock(self) -> Path:
        """Return the file that is locked while the server is started or stopped."""
        return self.directory / "change.lock"

    @property
    def users_lock(self) -> Path:
        """Return the file that every user of the server holds a shared lock on."""
        return self.directory / "users.lock"


def find_places(data_dir: Path) -> Places:
    """Return the places of the server for the data directory, made if missing; no other folder is changed.

    Raises EmbeddedServerError when they cannot be made or the server's account cannot reach them.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(data_dir):
            directory = _server_directory(data_dir / "postgresql")
            account = server_account(directory / "data")
            return Places(directory, _socket_directory(directory, account), account)
    except OSError as error:
        raise EmbeddedServerError(
            f"The database cannot be kept in {data_dir}: {error}. Set TRACKER_DATA_DIR to another directory, "
            "or DATABASE_URL to use another server."
        ) from error


@contextmanager
def _one_at_a_time(directory: Path) -> Iterator[None]:
    """Keep processes that start at once from seeing each other's places half made."""
    lock = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _server_directory(wanted: Path) -> Path:
    """Return the directory itself, or one elsewhere in its stead if the account cannot reach it."""
    account = server_account(wanted / "data")
    if account.is_current:
        wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
        return wanted.resolve()
    open_directory(wanted)
    directory = wanted.resolve()
    if account.can_enter(directory):
        return directory
    if any(directory.iterdir()):
        raise EmbeddedServerError(
            f"The account {account.name}, which runs the database for root, cannot enter {directory}. "
            "Open its parent folders to other users, or set TRACKER_DATA_DIR to another directory."
        )
    stand_in = SHARED_DIRECTORY / "databases" / _digest(directory)
    open_directory(SHARED_DIRECTORY)
    open_directory(stand_in.parent)
    open_directory(stand_in)
    directory.rmdir()
    # The link tells where the data are, and takes every later command there.
    wanted.symlink_to(stand_in)
    return stand_in


def _socket_directory(directory: Path, account: Account) -> Path:
    """Return a directory for the socket, closed to all but the account, with a path that PostgreSQL takes."""
    sockets = directory / SOCKETS
    path = str(sockets / SOCKET_NAME)
    if len(os.fsencode(path)) > SOCKET_PATH_LIMIT or not _PLAIN_PATH.fullmatch(path):
        sockets = Path(tempfile.gettempdir()) / f"tracker-{account.uid}-{_digest(directory)}"
    if not sockets.exists():
        sockets.mkdir(mode=0o700)
        account.own(sockets)
    status = sockets.lstat()
    if status.st_uid != account.uid or status.st_mode & 0o077:
        # Somebody else may have made it first, to be spoken to in the server's place.
        raise EmbeddedServerError(
            f"{sockets} must belong to {account.name} and be closed to others. Remove it."
        )
    return sockets


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
