"""Tell others how far the work on a batch is, and hear whether it is to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import monotonic
from uuid import UUID

from django.db import connection

from inventory.models import ImportProgress

INTERVAL = 0.5  # seconds between two writings

# One statement, since it runs on a connection of its own.
WRITE = """
INSERT INTO inventory_importprogress (batch, step, done, total, started_at, updated_at, is_cancelled)
VALUES (%s, %s, %s, %s, now(), now(), false)
ON CONFLICT (batch) DO UPDATE SET step = excluded.step, done = excluded.done, total = excluded.total,
    updated_at = now()
RETURNING is_cancelled
"""


class Step(StrEnum):
    """Name what takes time, in order."""

    READING = "reading"
    PLANNING = "planning"
    WRITING = "writing"
    ESTIMATING = "estimating"
    UNDOING = "undoing"


class CancelledError(Exception):
    """Stop the work: somebody asked for it."""


type Tell = Callable[[Step, int, int], None]


def silent(step: Step, done: int, total: int) -> None:
    """Tell nobody, as for a file that is imported while somebody waits."""


@contextmanager
def telling(batch: UUID) -> Iterator[Tell]:
    """Give a function that tells how far a batch is: the step, how many of it are done, and of how many.

    It writes through a connection of its own, since others do not see what a transaction has not finished;
    at most twice a second, unless the step is another. It raises CancelledError when somebody asked to stop.
    """
    apart = connection.copy()
    last: tuple[Step | None, float] = (None, 0)

    def tell(step: Step, done: int, total: int) -> None:
        nonlocal last
        if step is last[0] and monotonic() - last[1] < INTERVAL:
            return
        last = step, monotonic()
        with apart.cursor() as cursor:
            cursor.execute(WRITE, [batch, step, done, total])
            if cursor.fetchone()[0]:
                raise CancelledError

    try:
        yield tell
    finally:
        apart.close()


def forget(batch: UUID) -> None:
    """Forget what was told and asked of earlier work on a batch."""
    ImportProgress.objects.filter(batch=batch).delete()


def ask_to_stop(batch: UUID) -> None:
    """Ask the work on a batch to stop; it does so within a second or when its step ends."""
    ImportProgress.objects.update_or_create(batch=batch, defaults={"is_cancelled": True})
