"""Serve the site on this machine until somebody stops it."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

ADDRESS = "127.0.0.1"
THREADS = 4  # requests at once; each thread keeps a database connection
STOP_LIMIT = 2  # seconds until a worker that does not end, such as one told while it starts, is killed


class PortError(RuntimeError):
    """Say why the site cannot be served on a port."""


def check_port(port: int) -> None:
    """Raise PortError when another program listens on the port, or this user may not."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Without this, a port whose last visitor left a moment ago would look busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortError(
                    f"Port {port} of {ADDRESS} is in use by another program, perhaps by another demo. "
                    "Stop that one, or choose another port: --port 8001."
                ) from error
            raise PortError(f"Port {port} of {ADDRESS} cannot be used: {error.strerror}.") from error


def leave_on_termination() -> None:
    """Let SIGTERM end the process as Ctrl-C does, so that what it started is stopped in good order."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)


def serve(port: int, on_start: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `on_start` is called when the port is open.

    The caller must have closed its database connections: the workers are forked.
    """
    server = Server(
        "tracker.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_LIMIT,
        respawn_failed_workers=True,
    )
    server.on_startup(on_start)
    try:
        server.serve()
    except SystemExit:
        # Ctrl-C reaches the workers, too; the server then takes their end for a failure.
        if not server.interrupt_signal:
            raise
