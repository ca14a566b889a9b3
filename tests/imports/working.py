"""Run a worker within the tests' own process."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from procrastinate.contrib.django import app

from inventory.imports import tasks


def work():
    """Run a worker until nothing is left to do, in a thread: a browser's tests run a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result()


def _work():
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as replaced:
            replaced.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    finally:
        connections.close_all()


@pytest.fixture
def worker(monkeypatch):
    """Have the worker's threads close their connections after each task, and leave no jobs behind.

    What runs by the clock runs only where a test asks for it.
    """
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    kept = connections.settings["default"]["CONN_MAX_AGE"]
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    yield work
    connections.settings["default"]["CONN_MAX_AGE"] = kept
    with connection.cursor() as cursor:
        # Django empties the tables that it manages, and not these.
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def large(monkeypatch):
    """Take every file for a large one, which is left to a worker."""
    monkeypatch.setattr(tasks, "AT_ONCE", 0)
