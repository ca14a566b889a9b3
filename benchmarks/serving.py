"""Serve the database that Django is connected to, as a deployment does: by granian, files compressed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO
from urllib.parse import quote

from django.conf import settings
from django.db import connection

START_LIMIT = STOP_LIMIT = 120  # seconds


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Serve from a process of its own, on files collected for it; give the port and the process's number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": database_address(),
            "TRACKER_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        }
        _run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        command = [sys.executable, "manage.py", "serve_web", "--port", str(port), "--workers", "1"]
        with (
            (Path(folder) / "log").open("w+") as log,
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=log) as server,
        ):
            try:
                _wait_for(port, log)
                yield port, server.pid
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(STOP_LIMIT)


def database_address() -> str:
    """Return the address of the database in use, for another process."""
    parameters = connection.get_connection_params()
    user, host = (quote(str(parameters.get(name) or ""), safe="") for name in ("user", "host"))
    password = quote(str(parameters.get("password") or ""), safe="")
    return f"postgresql://{user}:{password}@{host}:{parameters.get('port') or 5432}/{parameters['dbname']}"


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, check=True)


def _wait_for(port: int, log: TextIO) -> None:
    """Wait until the worker answers: it may start after the process that starts it."""
    deadline = time.monotonic() + START_LIMIT
    while True:
        visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=START_LIMIT)
        try:
            visitor.request("GET", "/healthz")
            visitor.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                log.seek(0)
                sys.stderr.write(log.read())
                raise
            time.sleep(0.1)
        else:
            return
        finally:
            visitor.close()
