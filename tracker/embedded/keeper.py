"""Stop the embedded server when all its users are gone, even those that were killed.

A user that ends in good order stops the server itself; this process is for the others. It is started beside
the server, with the paths of the two locks and of the pid file, and the server's number. It imports nothing
but the standard library, to be small.
"""

import fcntl
import os
import signal
import sys
import time
from pathlib import Path

POLL_INTERVAL = 0.05  # seconds


def keep(users_lock: Path, change_lock: Path, pid_file: Path, server: int) -> None:
    """Wait, without polling, until nobody uses the server any more; then stop it if it still runs."""
    is_over = False
    while not is_over:
        with users_lock.open("rb") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
        # A new user may come between the two locks, so the first is tried again under the second.
        with change_lock.open("rb") as change, users_lock.open("rb") as users:
            fcntl.flock(change, fcntl.LOCK_EX)
            is_over = _is_stopped(pid_file, server) or _stopped_unless_used(users.fileno(), pid_file, server)


def _stopped_unless_used(users: int, pid_file: Path, server: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    os.kill(server, signal.SIGINT)
    while not _is_stopped(pid_file, server):
        time.sleep(POLL_INTERVAL)
    return True


def _is_stopped(pid_file: Path, server: int) -> bool:
    """Tell whether this server is gone; another one that runs by now has a keeper of its own."""
    try:
        os.kill(server, 0)
        return pid_file.read_text().split("\n", 1)[0] != str(server)
    except (FileNotFoundError, ProcessLookupError):
        return True


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
