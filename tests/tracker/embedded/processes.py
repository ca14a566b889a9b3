"""Run other processes that use an embedded server."""

import os
import subprocess
import sys
from pathlib import Path

import tracker
from tests.waiting import LIMIT

USE = """
import os, signal, sys
from pathlib import Path
import psycopg
from tracker.embedded.errors import EmbeddedServerError
from tracker.embedded.server import embedded_server

server = embedded_server(Path(sys.argv[1]), is_durable=False)
{before}
server.start()
{after}
print("ready", os.getpid(), flush=True)
sys.stdin.read()
"""


class User:
    """Be a process that uses the server of a directory until it is told to leave."""

    def __init__(self, data_dir: Path, *, before: str = "", after: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE.format(before=before, after=after), str(data_dir)],
            cwd=Path(tracker.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait_until_ready(self) -> "User":
        line = self.process.stdout.readline()
        assert line.startswith("ready"), line + self.process.stdout.read()
        return self

    def leave(self) -> None:
        self.process.stdin.close()
        self._collect()
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self._collect()

    def output(self) -> str:
        """Return all that the process writes, after its end."""
        return self.process.communicate(timeout=LIMIT)[0]

    def _collect(self) -> None:
        self.process.wait(LIMIT)
        self.process.stdin.close()
        self.process.stdout.close()


def server_pid(data_dir: Path) -> int | None:
    """Return the number of the running server of the directory, None if none runs."""
    try:
        pid = int((data_dir / "postgresql" / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return None
    return pid
