"""Serve pages on a port of this machine."""

from __future__ import annotations

import errno
import os
import signal
import socket
from importlib import import_module
from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from inventory.management.programs import die_with_parent

ADDRESS = "127.0.0.1"
THREADS = 4  # requests at once in one process; each thread keeps a database connection
MOST_WORKERS = 16  # by themselves; their connections then stay below PostgreSQL's usual 100
STOP_LIMIT = 10  # seconds for requests that are being answered; what is still running then is cut off

# Its lines pass to the handlers of Django's LOGGING.
_LOG: dict[str, Any] = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


class PortError(RuntimeError):
    """Say why the site cannot be served on a port."""


def check_port(port: int, address: str = ADDRESS) -> None:
    """Raise PortError when another program listens on the port, or this user may not."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise PortError(f"{address} is not an address of this machine: {error.strerror}.") from error
    with socket.socket(family, kind, protocol) as probe:
        # Without this, a port whose last visitor left a moment ago would look busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortError(
                    f"Port {port} of {address} is in use by another program, perhaps by another demo. "
                    "Stop that one, or choose another port: --port 8001."
                ) from error
            raise PortError(f"Port {port} of {address} cannot be used: {error.strerror}.") from error


def leave_on_termination() -> None:
    """Let SIGTERM end the process as Ctrl-C does, so that what it started is stopped in good order."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def workers_by_cores() -> int:
    """Return how many processes answer requests unless somebody says: one for each core."""
    return min(os.process_cpu_count() or 1, MOST_WORKERS)


def serve(address: str, port: int, workers: int) -> None:
    """Serve pages until SIGINT or SIGTERM.

    The caller must have closed its database connections: the workers are forked.
    """
    server = Server(
        "tracker.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_dictconfig=_LOG,
        workers_kill_timeout=STOP_LIMIT,
        respawn_failed_workers=True,
    )
    # Loaded once: what is forked from here shares the memory, and answers at once.
    import_module(settings.ROOT_URLCONF)
    try:
        server.serve(target_loader=_load)
    except SystemExit:
        # Ctrl-C reaches the workers, too; the server then takes their end for a failure.
        if not server.interrupt_signal:
            raise


def _load(target: str) -> Any:
    """Load the application, in a worker, which must not outlive the process that stops it."""
    die_with_parent()
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
