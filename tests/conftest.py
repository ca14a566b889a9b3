"""Run the tests on a throw-away PostgreSQL server, unless DATABASE_URL names another one.

The process that the person started makes one server without safety against power cuts; the workers that it
starts use the same one, each with a test database of its own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tracker.embedded.server import embedded_server

# Tells the workers where the server is that the first process started.
DIRECTORY_VARIABLE = "TRACKER_TEST_DATA_DIR"
# Names those properties of a test that are shown at the end of the run.
FIGURE = "figure"

_own_directory = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before anything connects, and point Django at it."""
    if "EMBEDDED_DIRECTORY" not in settings.DATABASES["default"]:
        return
    if not hasattr(config, "workerinput"):
        directory = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
        # Root's server runs under another account, which must be able to enter.
        directory.chmod(0o711)
        config.stash[_own_directory] = directory
        os.environ[DIRECTORY_VARIABLE] = str(directory)
    settings.DATABASES["default"]["EMBEDDED_DIRECTORY"] = Path(os.environ[DIRECTORY_VARIABLE])
    embedded_server(Path(os.environ[DIRECTORY_VARIABLE]), is_durable=False).start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its files once the last worker is gone."""
    directory = config.stash.get(_own_directory, None)
    if directory is not None:
        embedded_server(directory, is_durable=False).release()
        shutil.rmtree(directory)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what still uses the test database when it is to go: threads that wait for a browser."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def report_figure(record_property):
    """Tell a measured figure at the end of the run: ``report_figure("key presses", 97)``."""

    def report(name: str, value: object) -> None:
        record_property(FIGURE, [name, str(value)])

    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what tests measured, whichever worker ran them."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    figures = [
        (Path(report.nodeid.partition("::")[0]).name, *value)
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == FIGURE
    ]
    if figures:
        terminalreporter.section("measured figures")
    for file, name, value in sorted(figures):
        terminalreporter.line(f"{name}: {value}  ({file})")
