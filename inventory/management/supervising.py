"""Keep programs running: start again, ever more slowly, what ends, and stop all in good order."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from inventory.management.programs import Program, Run
from tracker.logs import event

POLL_INTERVAL = 0.1  # seconds
READY_INTERVAL = 0.5  # seconds between questions whether all are ready, until they are
SHORTEST_DELAY, LONGEST_DELAY = 0.5, 8.0  # seconds before a program is started again; each is twice the last
STEADY = 20.0  # seconds; what ran so long begins with the shortest delay again

_logger = logging.getLogger("tracker.serve")


@dataclass
class _Post:
    """Know the run of one program, or when it begins."""

    program: Program
    run: Run | None = None
    due_at: float = 0.0
    began_at: float = 0.0
    failures: int = 0


class Supervisor:
    """Run programs, the first of which is stopped first, until SIGINT or SIGTERM.

    `on_ready` is called once, when `is_ready` has said so for the first time.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        is_ready: Callable[[], bool],
        on_ready: Callable[[], None],
        *,
        start: Callable[[Program], Run] = Run,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._posts = [_Post(program) for program in programs]
        self._is_ready, self._on_ready = is_ready, on_ready
        self._start, self._clock = start, clock
        self._ask_at: float | None = 0.0
        self._is_told_to_stop = False

    def run(self) -> None:
        """Keep the programs running until somebody asks to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._be_told)
        try:
            while not self._is_told_to_stop:
                self.tend()
                time.sleep(POLL_INTERVAL)
        finally:
            self.stop()

    def tend(self) -> None:
        """Start what is due, note what has ended, and tell when all are ready for the first time."""
        now = self._clock()
        for post in self._posts:
            if post.run is None and now >= post.due_at:
                post.run, post.began_at = self._start(post.program), now
                event(_logger, logging.INFO, f"{post.program.name} started", process=post.run.number)
            elif post.run is not None and (status := post.run.status()) is not None:
                self._note_end(post, status, now)
        if self._ask_at is not None and now >= self._ask_at:
            self._ask_at = None if self._is_ready() else now + READY_INTERVAL
            if self._ask_at is None:
                notify("READY=1")
                self._on_ready()

    def stop(self) -> None:
        """Stop the programs one after the other, in their order."""
        notify("STOPPING=1")
        for post in self._posts:
            if post.run is not None:
                post.run.stop()
                post.run = None

    def _note_end(self, post: _Post, status: int, now: float) -> None:
        if now - post.began_at >= STEADY:
            post.failures = 0
        delay = min(SHORTEST_DELAY * 2**post.failures, LONGEST_DELAY)
        post.run, post.due_at, post.failures = None, now + delay, post.failures + 1
        event(
            _logger, logging.WARNING, f"{post.program.name} ended, and is started again",
            status=status, seconds=delay,
        )  # fmt: skip

    def _be_told(self, number: int, frame: FrameType | None) -> None:
        self._is_told_to_stop = True


def notify(state: str) -> None:
    """Tell systemd of a change where it asked for that, as its Type=notify does."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            # An "@" stands for the NUL byte of Linux's abstract addresses.
            channel.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
            channel.send(state.encode())
