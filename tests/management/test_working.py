"""Test that a worker that loses its database leaves at once, so that it can be started again."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import make_conninfo

from benchmarks.serving import database_address
from inventory.management.working import LOST
from tests.waiting import LIMIT, wait_until

NAME = "tracker-test-worker"


@pytest.fixture
def worker(tmp_path):
    """Run a worker on the tests' database, whose connections have a name of their own."""
    with (tmp_path / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve_worker"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": database_address(), "PGAPPNAME": NAME, "TRACKER_DATA_DIR": str(tmp_path)},
            stderr=log,
        )
        process.log = tmp_path / "log"
        yield process
        process.kill()
        process.wait()
    with psycopg.connect(make_conninfo(database_address()), autocommit=True) as admin:
        # What it wrote is in no transaction of the test's.
        admin.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.mark.django_db
def test_a_worker_that_loses_its_database_leaves_at_once(worker):
    wait_until(lambda: "working" in worker.log.read_text(), "it works")
    with psycopg.connect(make_conninfo(database_address()), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [NAME]
        )
    assert worker.wait(LIMIT) == LOST
    assert "lost the database, and leaves" in worker.log.read_text()
