"""Work on what takes long, such as importing large files, for as long as the database is there."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from tracker.logs import event

LOST = 75  # exit status: what failed may go well when it is tried again (EX_TEMPFAIL)
# A database whose machine is gone sends no word of it; then it is asked for one after ten seconds.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

_logger = logging.getLogger("tracker.worker")


async def work() -> None:
    """Work until SIGINT or SIGTERM; end the process at once when the database is lost.

    Procrastinate would try to say to the database that it stops, for many seconds. Whoever started this
    process starts it again, and then it takes up what it was at.
    """
    with app.replace_connector(app.connector.get_worker_connector()) as replaced:  # type: ignore[attr-defined]
        async with _leaving_when_lost(), replaced.open_async():
            event(_logger, logging.INFO, "working")
            await replaced.run_worker_async()
            event(_logger, logging.INFO, "stopped")


@asynccontextmanager
async def _leaving_when_lost() -> AsyncIterator[None]:
    """Keep a connection of which nothing is asked, so that whatever happens to it is the end of it."""
    parameters: dict[str, Any] = {**connector_params("default"), **KEEPALIVES, "autocommit": True}
    loop = asyncio.get_running_loop()
    async with await psycopg.AsyncConnection.connect(**parameters) as lifeline:
        loop.add_reader(lifeline.fileno(), _look, lifeline.pgconn)
        try:
            yield
        finally:
            loop.remove_reader(lifeline.fileno())


def _look(lifeline: psycopg.pq.abc.PGconn) -> None:
    """Read what came, a changed setting for instance; end the process when it was the end."""
    try:
        lifeline.consume_input()
    except psycopg.OperationalError:
        event(_logger, logging.WARNING, "lost the database, and leaves")
        # Not in good order: a thread may wait for the database, and what it was at is undone already.
        os._exit(LOST)
