"""Run the tests on a throw-away PostgreSQL server, unless DATABASE_URL names another one.

The process that the person started makes one server without safety against power cuts; the workers that it
starts use the same one, each with a test database of its own.

Nothing here depends on how quick the machine is: examples have no deadline, and searches are not given up.
"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from factory.django import DjangoModelFactory

from benchmarks.chromium import HOW_TO_GET_ONE, VARIABLE, find_chromium, version_of
from inventory.models.search import texts
from tests import factories
from tests.memory import prefer_memory
from tests.waiting import LIMIT
from tracker.embedded.server import embedded_server

# Tells the workers where the server is that the first process started.
DIRECTORY_VARIABLE = "TRACKER_TEST_DATA_DIR"
# Names those properties of a test that are shown at the end of the run.
FIGURE = "figure"

# On a machine that is busy, any example may take long, and so may making it up. A test that leaves out checks
# of its own names this one as well. Examples are the same in every run, so that who changes nothing breaks
# nothing; ``--hypothesis-profile=search`` makes up new ones.
hypothesis.settings.register_profile(
    "search", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("tests", hypothesis.settings.get_profile("search"), derandomize=True)
hypothesis.settings.load_profile("tests")

# It comes every minute and counts no rows of a transaction that is not over, as a test's never is. Whatever
# reads many rows afterwards is planned for none, and takes minutes instead of milliseconds.
WITHOUT_AUTOVACUUM = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT oid::regclass FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', name);
    END LOOP;
END
$$
"""

_own_directory = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before anything connects, and point Django at it."""
    prefer_memory()
    # Each client of each test would look at every static file once more.
    settings.WHITENOISE_AUTOREFRESH = True
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


def pytest_report_header() -> str:
    """Say which browser the browser tests drive."""
    chromium = find_chromium()
    if chromium is None:
        return f"browser: none, so what needs one is skipped ({HOW_TO_GET_ONE})"
    return f"browser: {chromium}, {version_of(chromium)} ({VARIABLE} names another)"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its files once the last worker is gone."""
    directory = config.stash.get(_own_directory, None)
    if directory is not None:
        embedded_server(directory, is_durable=False).release()
        shutil.rmtree(directory)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the test database deaf to time, and end what still uses it when it is to go."""
    texts.PATIENCE = LIMIT * 1_000  # milliseconds
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(WITHOUT_AUTOVACUUM)
    yield
    # While Playwright's event loop runs, Django has another connection, and this one may have been ended.
    connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _start_counting_anew():
    """Let factories count from 0 in every test, so that what they make depends on no test before it."""
    for factory in vars(factories).values():
        if isinstance(factory, type) and issubclass(factory, DjangoModelFactory):
            factory.reset_sequence(0, force=True)


@pytest.fixture(autouse=True)
def _in_english():
    """Begin in the site's language: a request in another one leaves that active in its thread."""
    translation.activate(settings.LANGUAGE_CODE)


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
