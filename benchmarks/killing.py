"""Kill PostgreSQL, web and worker of a running site at random moments: `python -m benchmarks.killing`.

Meanwhile people keep drafts and bring files, small ones that a request applies and large ones that the
worker does. After each kill this waits until the worker has done something new, and looks whether all that
was acknowledged is there, and nothing in part.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import django
import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.visiting import LARGE, SMALL, UNANSWERED, NotDoneError, Visitor, Writes, lines_of
from tracker.embedded.server import embedded_server

VICTIMS = ("postgresql", "web", "worker", "one web process")
NAME, PASSWORD = "killer", "a long enough password"
LONGEST_WAIT = 6.0  # seconds until the next kill, at most
PAUSE = 0.2  # seconds between two writes of one person
LATEST = 30.0  # seconds after which the worker has to work again
GIVE_UP = 120.0  # seconds after which a site is taken not to come back
SEED = 20_250_117
HEADS = ("moment", "victim", "at s", "asked", "acknowledged", "web s", "worker s", "lost", "in part")


@dataclass(frozen=True)
class Row:
    """Be one kill: what had been written until then, when all worked again, what was lost."""

    moment: int
    victim: str
    at: float
    asked: int
    acknowledged: int
    web: float
    worker: float
    lost: int
    in_part: int


class Site:
    """Be a site that runs here, on an embedded server, in one session of processes."""

    def __init__(self, supervisor: int, port: int, data_dir: Path) -> None:
        self.supervisor, self.port, self._data_dir = supervisor, port, data_dir
        self.writes, self._is_over = Writes(), threading.Event()
        self.source, self.types = "", [""]

    def be_ready(self) -> None:
        """Raise an error unless the site says that it is ready."""
        Visitor(self.port).ask("/readyz")

    def prepare(self) -> None:
        """Make an account that may write, and learn the names that files use."""
        from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - Django is set up by then

        with self._connect() as connection:
            connection.execute(
                "INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name,"
                " last_name, email, date_joined) VALUES (%s, %s, true, true, true, '', '', '', now())",
                [NAME, make_password(PASSWORD)],
            )
            self.source = str(
                self._values(connection, "SELECT slug FROM inventory_source ORDER BY id LIMIT 1")[0]
            )
            types = self._values(connection, "SELECT slug FROM inventory_equipmenttype ORDER BY id LIMIT 3")
            self.types = list(map(str, types))

    @contextlib.contextmanager
    def written_to(self) -> Iterator[None]:
        """Let people write all the time until the block ends."""
        threads = [
            threading.Thread(target=self._write, args=[kind])
            for kind in ("drafts", "small files", "large files")
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join()

    def kill(self, victim: str, chance: random.Random) -> None:
        """Kill what is named, PostgreSQL with all its processes, as a crash would."""
        programs = self._children(self.supervisor)
        web = [number for number, command in programs.items() if "serve_web" in command]
        if victim == "postgresql":
            file = next(self._data_dir.rglob("postmaster.pid"))
            postmaster = int(file.read_text().split()[0])
            found = [postmaster, *self._children(postmaster)]
        elif victim == "web":
            found = web
        elif victim == "one web process":
            found = [chance.choice(list(self._children(web[0])))]
        else:
            found = [number for number in programs if number not in web]
        for number in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def seconds_until_it_works(self) -> tuple[float, float]:
        """Wait for a page, then for something that only the worker does; return how long both took."""
        start = time.monotonic()
        visitor = Visitor(self.port)
        until_done(lambda: visitor.ask("/"))
        web = time.monotonic() - start
        until_done(lambda: visitor.sign_in(NAME, PASSWORD))
        shipment = str(uuid.uuid4())
        self.writes.asked[shipment] = LARGE
        content = lines_of(shipment, LARGE, self.source, self.types)
        batch = until_done(lambda: visitor.bring(content))
        until_done(lambda: visitor.settled(batch))
        return web, time.monotonic() - start

    def damage(self) -> tuple[int, int]:
        """Return how much of what was acknowledged is not there, and how many files are there in part."""
        acknowledged, drafts = set(self.writes.acknowledged), set(self.writes.drafts)
        asked = dict(self.writes.asked)
        with self._connect() as connection:
            counts: dict[str, int] = dict(
                connection.execute(
                    "SELECT shipment.uid::text, count(line.id) FROM inventory_shipment shipment"
                    " LEFT JOIN inventory_reporteddelivery line ON line.shipment_id = shipment.id GROUP BY 1"
                ).fetchall()
            )
            kept = set(self._values(connection, "SELECT uid::text FROM inventory_reportdraft"))
        lost = sum(counts.get(shipment, 0) == 0 for shipment in acknowledged) + len(drafts - kept)
        return lost, sum(counts.get(shipment, 0) not in {0, lines} for shipment, lines in asked.items())

    def _write(self, kind: str) -> None:
        """Write one thing after the other; what fails is begun anew, and counts as asked for alone."""
        visitor: Visitor | None = None
        while not self._is_over.is_set():
            try:
                visitor = visitor or self._signed_in()
                self._write_once(visitor, kind)
                self._is_over.wait(PAUSE)
            except (*UNANSWERED, NotDoneError):
                visitor = None
                self._is_over.wait(PAUSE)

    def _write_once(self, visitor: Visitor, kind: str) -> None:
        if kind == "drafts":
            self.writes.drafts.add(visitor.keep_draft())
            return
        lines = SMALL if kind == "small files" else LARGE
        shipment = str(uuid.uuid4())
        self.writes.asked[shipment] = lines
        batch = visitor.apply(visitor.bring(lines_of(shipment, lines, self.source, self.types)))
        if batch["state"] != "applied":
            raise NotDoneError(batch["state"])
        self.writes.acknowledged.add(shipment)

    def _signed_in(self) -> Visitor:
        visitor = Visitor(self.port)
        visitor.sign_in(NAME, PASSWORD)
        return visitor

    def _connect(self) -> psycopg.Connection:
        server = embedded_server(self._data_dir)
        return psycopg.connect(make_conninfo(**server.connection_parameters()), autocommit=True)

    @staticmethod
    def _values(connection: psycopg.Connection, query: str) -> list[object]:
        return [value for (value,) in connection.execute(query)]

    @staticmethod
    def _children(parent: int) -> dict[int, str]:
        """Return the command line of each process that another one started, by its number."""
        listing = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)],  # noqa: S607 - its place differs
            capture_output=True,
            text=True,
            check=False,
        )
        lines = (line.split(None, 1) for line in listing.stdout.splitlines())
        return {int(number): command for number, command in lines}


def until_done[Given](act: Callable[[], Given]) -> Given:
    """Try until the site answers, and return what it did. Raises TimeoutError when it never does."""
    deadline = time.monotonic() + GIVE_UP
    while True:
        try:
            return act()
        except UNANSWERED as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the site has not come back within {GIVE_UP:g} seconds") from error
            time.sleep(0.1)


def kill_again_and_again(
    site: Site, moments: int, seed: int = SEED, *, longest_wait: float = LONGEST_WAIT
) -> Iterator[Row]:
    """Kill something at each of so many random moments while people write, and yield what came of it."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    start = time.monotonic()
    with site.written_to():
        for moment in range(1, moments + 1):
            time.sleep(chance.uniform(0, longest_wait))
            victim = VICTIMS[(moment - 1) % len(VICTIMS)]
            at = time.monotonic() - start
            asked, acknowledged = site.writes.count()
            site.kill(victim, chance)
            web, worker = site.seconds_until_it_works()
            yield Row(moment, victim, at, asked, acknowledged, web, worker, *site.damage())


def line_of(cells: Iterable[object]) -> str:
    """Return a line of a table."""
    return " ".join(f"{f'{cell:.1f}' if isinstance(cell, float) else cell!s:>15}" for cell in cells)


@contextlib.contextmanager
def served_site(log_path: Path) -> Iterator[Site]:
    """Serve an empty site from a data directory of its own by `manage.py serve`, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="tracker-killing-") as folder, socket.socket() as probe:
        Path(folder).chmod(0o711)  # Root's database server runs under another account, which must enter.
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        data_dir = Path(folder) / "var"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment["TRACKER_DATA_DIR"] = str(data_dir)
        manage = [sys.executable, "manage.py"]
        for command in ("migrate", "load_reference"):
            subprocess.run([*manage, command, "--verbosity=0"], env=environment, check=True)
        with (
            log_path.open("wb") as log,
            subprocess.Popen([*manage, "serve", "--port", str(port)], env=environment, stderr=log) as server,
        ):
            try:
                until_done(Site(server.pid, port, data_dir).be_ready)
                yield Site(server.pid, port, data_dir)
            finally:
                server.terminate()


def main() -> int:
    """Print the table; return 1 when anything was lost, or was there in part, or came back too late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=30)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--log", type=Path, default=Path(os.devnull), help="Where the site's log is kept.")
    options = parser.parse_args()
    django.setup()
    rows: list[Row] = []
    with served_site(options.log) as site:
        site.prepare()
        print(line_of(HEADS))  # noqa: T201 - this is what it is for
        for row in kill_again_and_again(site, options.moments, options.seed):
            rows.append(row)
            print(line_of(astuple(row)), flush=True)  # noqa: T201 - as above
    return int(any(row.lost or row.in_part or row.worker > LATEST for row in rows))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    sys.exit(main())
