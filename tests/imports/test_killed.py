"""Kill the worker, or the database server, at random moments of an import: it is whole or absent."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.imports.killed_site import LINES
from tests.waiting import wait_until
from tracker.embedded.server import embedded_server

MOMENTS = 20  # half of them kill the worker, half the server
TEMPLATE = "waiting"
SEED = 20250117


class Cluster:
    """A database server of this test's own, with a database in which an import waits to be applied."""

    def __init__(self, directory):
        self.directory = directory
        self.server = embedded_server(directory)
        self.server.start()

    def connect(self, name):
        parameters = self.server.connection_parameters() | {"dbname": name}
        return psycopg.connect(**parameters, autocommit=True)

    def environment(self, name):
        host = quote(self.server.address()["host"], safe="")
        return os.environ | {
            "DATABASE_URL": f"postgresql://tracker@{host}/{name}",
            "TRACKER_DATA_DIR": str(self.directory / "site"),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        }

    def run(self, name, *command):
        """Run a command of Python's on a database; raises CalledProcessError when it fails."""
        subprocess.run(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=self.environment(name), check=True
        )

    def create(self, name, template="template1"):
        with self.connect("postgres") as connection:
            parts = map(sql.Identifier, (name, template))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*parts))

    def drop(self, name):
        """Drop a database, each file of which a killed server would make safe again before it answers."""
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextlib.contextmanager
    def workers(self):
        """Be ready to start workers: one process that has loaded everything is forked for each."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.imports.forked_workers"],
            cwd=settings.BASE_DIR,
            env=self.environment(TEMPLATE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as self.forking:
            yield
            self.forking.stdin.close()

    @contextlib.contextmanager
    def worker(self, name):
        """Run a real worker, and kill it however the block ends."""
        print(name, file=self.forking.stdin, flush=True)
        number = int(self.forking.stdout.readline())
        try:
            yield number
        finally:
            kill([number])

    def kill_server(self):
        """Kill the server and all its processes as a crash would, and start it again."""
        file = next(self.directory.rglob("postmaster.pid"))
        postmaster = int(file.read_text().split()[0])
        listing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(postmaster)], capture_output=True, text=True, check=True
        )
        kill([postmaster, *map(int, listing.stdout.split())])
        self.server.start()

    def record(self, name):
        """Return how many rows each table of the record and of its history has."""
        with self.connect(name) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE tablename LIKE 'inventory\\_%'"
                " AND tablename !~ 'import(batch|progress)' ORDER BY 1"
            ).fetchall()
            count = sql.SQL("SELECT count(*) FROM {}")
            return {
                table: connection.execute(count.format(sql.Identifier(table))).fetchone()[0]
                for (table,) in tables
            }

    def state(self, name):
        with self.connect(name) as connection:
            return connection.execute("SELECT state FROM inventory_importbatch").fetchone()[0]

    def step(self, name):
        """Return what the worker tells that it is doing; None before it has begun."""
        with self.connect(name) as connection:
            row = connection.execute("SELECT step FROM inventory_importprogress").fetchone()
            return row and row[0]


def kill(processes):
    """Kill processes, some of which may be gone, and wait for the end of all."""
    for number in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    wait_until(lambda: not any(map(is_alive, processes)), "the end of what was killed")


def is_alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def cluster():
    directory = Path(tempfile.mkdtemp(prefix="tracker-killed-"))
    # Root's database server runs under another account, which must be able to enter.
    directory.chmod(0o711)
    cluster = Cluster(directory)
    cluster.create(TEMPLATE)
    cluster.run(TEMPLATE, "-m", "tests.imports.killed_site")
    with cluster.workers():
        yield cluster
    cluster.server.release()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="module")
def whole(cluster):
    """Apply the import undisturbed; return its record and how many seconds it took once begun.

    The second time counts: the first finds nothing in memory, and takes longer than all others.
    """
    for name in ("first", "whole"):
        cluster.create(name, TEMPLATE)
        with cluster.worker(name):
            wait_until(lambda name=name: cluster.step(name), "the import's beginning")
            start = time.monotonic()
            wait_until(lambda name=name: cluster.state(name) == "applied", "the import's end")
            seconds = time.monotonic() - start
    return cluster.record("whole"), seconds


def test_an_import_that_is_killed_at_any_moment_is_whole_or_absent(cluster, whole, report_figure):
    complete, seconds = whole
    absent = cluster.record(TEMPLATE)
    assert complete["inventory_reporteddelivery"] == LINES
    assert absent["inventory_reporteddelivery"] == absent["inventory_reporteddeliveryevent"] == 0
    chance = random.Random(SEED)
    # The last moments lie a little past the usual end, so that some imports have just finished.
    moments = sorted(chance.uniform(0, 1.1 * seconds) for _ in range(MOMENTS))
    found = []
    for number, moment in enumerate(moments):
        name = f"killed_{number}"
        victim = "server" if number % 2 else "worker"
        cluster.create(name, TEMPLATE)
        with cluster.worker(name) as worker:
            wait_until(lambda name=name: cluster.step(name), "the import's beginning")
            time.sleep(moment)
            step = cluster.step(name) or "finished"
            if victim == "server":
                cluster.kill_server()
            kill([worker])
        record, state = cluster.record(name), cluster.state(name)
        cluster.drop(name)
        outcome = "whole" if record == complete else "absent" if record == absent else f"in part: {record}"
        report_figure(
            f"{victim} killed {moment:.2f} s into {seconds:.2f} s, {step}", f"{outcome}, batch {state}"
        )
        found.append((outcome, state))
    assert set(found) <= {("whole", "applied"), ("absent", "applying")}
    assert ("absent", "applying") in found


def test_what_a_killed_worker_left_is_taken_up_by_the_next(cluster, whole):
    complete, _seconds = whole
    cluster.create("taken_up", TEMPLATE)
    with cluster.worker("taken_up"):
        wait_until(lambda: cluster.step("taken_up") == "planning", "the import's plan")
    assert cluster.state("taken_up") == "applying"
    # The rescue runs every fifteen seconds and takes a worker for lost that has been silent for twenty.
    with cluster.connect("taken_up") as connection:
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    with cluster.worker("taken_up"):
        wait_until(lambda: cluster.state("taken_up") == "applied", "the import's end")
    assert cluster.record("taken_up") == complete
