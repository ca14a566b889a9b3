"""Run a background worker beside the site: it does what takes long, such as importing large files."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

STOP_LIMIT = 5  # seconds until a worker that does not end is killed; what it was at is then as if not begun
PR_SET_PDEATHSIG = 1  # of Linux: the signal that a process gets when its parent is gone


@contextmanager
def working() -> Iterator[subprocess.Popen[bytes]]:
    """Keep a worker until the block ends; on Linux it also goes when this process is killed."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # What goes wrong is told on the other channel.
        preexec_fn=_go_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
    )
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _go_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
