"""Run one program beside others: start it, see how it ended, end it and all that it started."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings

PR_SET_PDEATHSIG = 1  # of Linux: the signal that a process gets when its parent is gone


@dataclass(frozen=True, slots=True)
class Program:
    """Be a command of `manage.py`, with the seconds that it is given to end in good order."""

    name: str
    arguments: tuple[str, ...]
    stop_limit: float


class Run:
    """Be one run of a program, in a process group of its own, which Ctrl-C at a terminal does not reach.

    What it says on its standard error is ours. On Linux it is told to end when this process is killed.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", *program.arguments],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
        )

    @property
    def number(self) -> int:
        """Return the number of its process."""
        return self._process.pid

    def status(self) -> int | None:
        """Return how it ended, a signal as a negative number; None while it runs."""
        status = self._process.poll()
        if status is not None:
            self._kill_group()
        return status

    def stop(self) -> None:
        """Ask it to end, and kill it when it takes too long."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(self._program.stop_limit)
        self._kill_group()
        self._process.wait()

    def _kill_group(self) -> None:
        """Kill what is left: a killed web server leaves workers, which would keep its port."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """On Linux, have this process told to end when the one that started it is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
