"""Run the demonstration as a person would: a real process, a real server, real signals."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import tracker
from benchmarks.killing import Site, kill_again_and_again
from inventory.management.editors import make_editor
from inventory.management.serving import PortError, check_port
from tests.waiting import LIMIT, wait_until

PROJECT = Path(tracker.__file__).parent.parent


class Demo:
    """Be one run of the demonstration, in a process group of its own."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self.data_dir, self.port = data_dir, port
        self.log = data_dir.parent / f"log-{time.monotonic_ns()}"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(port)],
                cwd=PROJECT,
                env=environment | {"TRACKER_DATA_DIR": str(data_dir)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def output(self) -> str:
        return self.log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=LIMIT) as response:
            return response.status, response.read().decode()

    def wait_until_served(self) -> "Demo":
        wait_until(self._is_served, "the site answers")
        return self

    def stop(self, number: int, *, to_group: bool) -> int:
        """Send a signal to the process, or to its whole group as a terminal does; return the exit code."""
        (os.killpg if to_group else os.kill)(self.process.pid, number)
        return self.process.wait(LIMIT)

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # What it started is told to end by that.
            self.process.wait(LIMIT)

    def _is_served(self) -> bool:
        assert self.process.poll() is None, self.output()
        try:
            return self.get("/healthz")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False


def processes_of(demo: Demo) -> list[str]:
    """Return the command lines of running processes of the demonstration's session or data directory."""
    listing = subprocess.run(
        ["ps", "-ww", "-eo", "sess=,stat=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in listing.stdout.splitlines()]
    return [
        line[2]
        for line in lines
        if not line[1].startswith("Z") and (line[0] == str(demo.process.pid) or str(demo.data_dir) in line[2])
    ]


def workers_of(demo: Demo) -> list[str]:
    """Return the command lines of the demonstration's workers."""
    return [command for command in processes_of(demo) if "serve_worker" in command]


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """Make a data directory that all tests of this module share; the first of them fills it."""
    # Root's server runs under another account, which must be able to enter; pytest's own folders are closed.
    folder = Path(tempfile.mkdtemp(prefix="tracker-demo-"))
    folder.chmod(0o755)
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(data_dir, port) -> Iterator[Callable[[], Demo]]:
    """Start demonstrations; one that still runs at the end is killed, and its database goes with it."""
    runs: list[Demo] = []

    def start_one() -> Demo:
        runs.append(Demo(data_dir, port))
        return runs[-1]

    yield start_one
    for run in runs:
        run.kill()
        wait_until(lambda run=run: not processes_of(run), "the database of a killed demonstration stops")


def test_it_loads_serves_and_leaves_nothing_behind(start, port):
    demo = start().wait_until_served()
    wait_until(lambda: "Stop with Ctrl-C." in demo.output(), "it says that it is ready")
    first = demo.output()
    assert f"http://127.0.0.1:{port}/" in first
    assert re.search(r"^january_2025_convoy\.toml: \d+ new, 0 changed, 0 unchanged$", first, re.MULTILINE)
    assert len(re.findall(r"password \S{16} \(shown only this once\)", first)) == 1
    assert demo.get("/admin/login/")[0] == 200
    assert demo.get("/static/inventory/tracker.css")[0] == 200
    assert any("postgres" in command for command in processes_of(demo))
    wait_until(lambda: workers_of(demo), "a worker runs")
    assert demo.stop(signal.SIGINT, to_group=True) == 0
    wait_until(lambda: not processes_of(demo), "all that it started ends")
    assert demo.output().endswith("Stopped.\n")
    assert "tracker.worker: stopped" in demo.output()
    assert "Warning" not in first


def test_it_can_be_stopped_before_it_serves(start):
    demo = start()
    wait_until(lambda: "Preparing" in demo.output(), "it begins")
    assert demo.stop(signal.SIGTERM, to_group=False) == 0
    wait_until(lambda: not processes_of(demo), "all that it started ends")
    assert demo.output().endswith("Stopped.\n")


def test_a_busy_port_is_named_before_anything_is_made(tmp_path, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        demo = Demo(tmp_path / "var", port)
        assert demo.process.wait(LIMIT) == 1
    assert f"Port {port} of 127.0.0.1 is in use by another program" in demo.output()
    assert "--port" in demo.output()
    assert not (tmp_path / "var" / "postgresql").exists()


def test_a_free_port_passes(port):
    check_port(port)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(PortError, match="is in use"):
            check_port(port)


@pytest.mark.django_db
def test_the_editor_may_edit_the_inventory_and_nothing_else(client, django_user_model):
    password = make_editor()
    editor = django_user_model.objects.get(username="editor")
    assert editor.check_password(password)
    assert (editor.is_staff, editor.is_superuser) == (True, False)
    for right in (
        "add_report",
        "change_reporteddelivery",
        "delete_reporteddelivery",
        "view_estimate",
        "add_assessment",
    ):
        assert editor.has_perm(f"inventory.{right}"), right
    for right in (
        "inventory.change_estimate",
        "inventory.add_importfinding",
        "inventory.delete_reportevent",
        "auth.change_user",
    ):
        assert not editor.has_perm(right), right
    assert make_editor() is None
    assert django_user_model.objects.get(username="editor").check_password(password)


def test_what_is_killed_comes_back_until_the_demonstration_itself_is_killed(
    start, data_dir, port, report_figure
):
    demo = start().wait_until_served()
    wait_until(lambda: workers_of(demo), "a worker runs")
    told = demo.output()
    assert "january_2025_convoy.toml: unchanged" in told
    assert "reference/: unchanged" in told
    assert " new, " not in told
    assert "shown only this once" not in told
    site = Site(demo.process.pid, port, data_dir)
    site.prepare()
    rows = list(kill_again_and_again(site, 3, longest_wait=1.0))
    for row in rows:
        report_figure(
            f"{row.victim} killed, seconds until web and worker work", f"{row.web:.1f}, {row.worker:.1f}"
        )
    assert [row.victim for row in rows] == ["postgresql", "web", "worker"]
    assert rows[-1].acknowledged > 0
    assert [(row.lost, row.in_part) for row in rows] == [(0, 0)] * 3
    demo.stop(signal.SIGKILL, to_group=False)
    wait_until(lambda: not workers_of(demo), "the worker ends")
    wait_until(lambda: not processes_of(demo), "all that it started ends")
