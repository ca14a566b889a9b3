"""Make, start and stop one PostgreSQL server; `server` sees that only one process does so at a time."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from tracker.embedded import keeper
from tracker.embedded.binaries import server_binary
from tracker.embedded.errors import EmbeddedServerError
from tracker.embedded.places import Places

ROLE = "tracker"
DATABASE = "tracker"
MAJOR_VERSION = "18"
START_LIMIT = 120  # seconds; replaying the log after a crash of a large database takes its time
STOP_LIMIT = 120  # seconds; a fast stop still writes what is in memory
POLL_INTERVAL = 0.01  # seconds
LOG_LINES = 12  # lines of the log in an error message
KEPT_LOGS = 10  # the log of this run, and those of the nine before it

_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """Run the server in the given places."""

    def __init__(self, places: Places, *, is_durable: bool) -> None:
        self._places = places
        self._is_durable = is_durable

    def is_running(self) -> bool:
        """Tell whether the server runs, judging by the process that its pid file names."""
        pid = self._pid()
        return pid is not None and _is_alive(pid)

    def start(self) -> None:
        """Make the database files if there are none, and start the server unless it runs."""
        if self.is_running():
            return
        if not self._places.data.exists():
            self._initialise()
        self._check_version()
        self._write_access_rules()
        # A file that outlived its server is in the way while its number belongs to another process, or to the
        # server itself, which is dead until its parent takes note of it.
        (self._places.data / "postmaster.pid").unlink(missing_ok=True)
        (self._places.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        self._launch()
        self._launch_keeper()
        self._create_database()

    def stop(self) -> None:
        """Stop the server, ending the sessions of others; it is a fault if there are any."""
        pid = self._pid()
        if pid is None or not _is_alive(pid):
            return
        os.kill(pid, signal.SIGINT)
        if not _wait_until(lambda: not _is_alive(pid), STOP_LIMIT):
            raise EmbeddedServerError(
                f"The database did not stop within {STOP_LIMIT} seconds.{self._log_end()}"
            )

    def _pid(self) -> int | None:
        try:
            return int((self._places.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _initialise(self) -> None:
        """Make the database files beside their final place: a half-made set is never taken for one."""
        draft = self._places.directory / "data.partial"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._places.account.own(draft)
        command = [
            str(server_binary("initdb", self._places.account)),
            f"--pgdata={draft}",
            f"--username={ROLE}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth-local=peer",
            "--auth-host=reject",
        ]
        if not self._is_durable:
            command.append("--no-sync")
        self._run(command)
        draft.rename(self._places.data)

    def _run(self, command: list[str]) -> None:
        result = subprocess.run(
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            **self._places.account.run_options(),
        )  # fmt: skip
        if result.returncode:
            end = "\n".join(result.stdout.splitlines()[-LOG_LINES:])
            raise EmbeddedServerError(f"The database could not be made in {self._places.directory}:\n{end}")

    def _check_version(self) -> None:
        found = (self._places.data / "PG_VERSION").read_text().strip()
        if found != MAJOR_VERSION:
            raise EmbeddedServerError(
                f"The database in {self._places.data} was made by PostgreSQL {found}, not {MAJOR_VERSION}. "
                "Dump it with the older release of this project and restore it here."
            )

    def _write_access_rules(self) -> None:
        """Let in, without a password, those who may run the server: their account and root, by who they are.

        The socket's directory is closed to everyone else already; the kernel names the peer as well.
        """
        names = {pwd.getpwuid(0).pw_name, pwd.getpwuid(os.geteuid()).pw_name}
        self._write("pg_hba.conf", "local all all peer map=users\nlocal replication all peer map=users\n")
        self._write("pg_ident.conf", "".join(f'users "{name}" {ROLE}\n' for name in sorted(names)))

    def _write(self, name: str, text: str) -> None:
        path = self._places.directory / name
        path.unlink(missing_ok=True)
        path.write_text(text)
        # The server's account reads the file, and may not be the one that owns it.
        path.chmod(0o644)

    def _settings(self) -> dict[str, str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._places.sockets),
            "unix_socket_permissions": "0700",
            "hba_file": str(self._places.directory / "pg_hba.conf"),
            "ident_file": str(self._places.directory / "pg_ident.conf"),
            "port": "5432",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        return settings if self._is_durable else settings | _THROW_AWAY

    def _launch(self) -> None:
        """Start the server and wait until it answers.

        A killed server leaves sessions that end a moment later; until then a new one refuses to start.
        """
        self._keep_logs()
        deadline = time.monotonic() + START_LIMIT
        while not self._launch_once():
            if "still in use" not in self._log_end() or time.monotonic() > deadline:
                raise EmbeddedServerError(f"The database did not start.{self._log_end()}")
            time.sleep(POLL_INTERVAL)

    def _keep_logs(self) -> None:
        """Keep the logs of earlier runs as log.1, the last one, and so on; the oldest goes."""
        log = self._places.log
        kept = [log, *(log.with_name(f"{log.name}.{number}") for number in range(1, KEPT_LOGS))]
        for older, younger in zip(kept[:0:-1], kept[-2::-1], strict=True):
            if younger.exists():
                younger.replace(older)

    def _launch_once(self) -> bool:
        """Start the server as a child of nobody here, so that no dead process waits to be collected."""
        command = [str(server_binary("postgres", self._places.account)), "-D", str(self._places.data)]
        for name, value in self._settings().items():
            command += ["-c", f"{name}={value}"]
        script = '"$@" >&2 & echo $!'
        self._places.log.unlink(missing_ok=True)
        with self._places.log.open("wb") as log:
            launched = subprocess.run(
                ["/bin/sh", "-c", script, "sh", *command], check=True, stdout=subprocess.PIPE, stderr=log,
                **self._places.account.run_options(),
            )  # fmt: skip
        pid = int(launched.stdout)
        return _wait_until(lambda: self._is_ready(pid) or not _is_alive(pid), START_LIMIT) and self._is_ready(
            pid
        )

    def _launch_keeper(self) -> None:
        """Start the process that stops the server when its users were killed, in a session of its own."""
        places = self._places
        arguments = [places.users_lock, places.change_lock, places.data / "postmaster.pid", self._pid()]
        subprocess.run(
            # -I and -S: nothing but the standard library, whatever the environment says.
            [
                "/bin/sh",
                "-c",
                '"$@" &',
                "sh",
                sys.executable,
                "-I",
                "-S",
                keeper.__file__,
                *map(str, arguments),
            ],
            check=True,
            cwd="/",
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self._places.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        # The server writes the file line by line; the eighth is its state, padded with spaces.
        return len(lines) == 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _create_database(self) -> None:
        with psycopg.connect(
            host=str(self._places.sockets), port=5432, user=ROLE, dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute(
                "select true from pg_database where datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))

    def _log_end(self) -> str:
        try:
            lines = self._places.log.read_text(errors="replace").splitlines()
        except FileNotFoundError:
            return ""
        return "\n".join(["", f"The end of {self._places.log}:", *lines[-LOG_LINES:]])


def _is_alive(pid: int) -> bool:
    """Tell whether the number is that of a running PostgreSQL server.

    Linux says more than whether the process exists: one that is dead but not collected by its parent does
    not count, nor does another program that was given the number after a restart of the machine.
    """
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return False
    except PermissionError:
        # The number belongs to another user's process, which is not a server that we started.
        return False
    except FileNotFoundError:
        return not Path("/proc/self/stat").exists()
    name, _, rest = status.partition("(")[2].rpartition(")")
    return name in {"postgres", "sh"} and rest.split()[0] != "Z"


def _wait_until(condition: Callable[[], bool], limit: float) -> bool:
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_INTERVAL)
    return True
