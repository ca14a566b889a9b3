"""Drive a Chromium over the demonstration data, and skip with a word on how to get it where there is none.

The data are loaded once for each worker. Tests that only read share one copy, which must stay as it is
(``site``); a test that writes has a copy of its own (``demo``). Neither is marked ``django_db``, which would
open a transaction in yet another database.
"""

import contextlib
import os

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from benchmarks.chromium import ARGUMENTS, HOW_TO_GET_ONE, find_chromium
from inventory.imports import tasks
from inventory.imports.demo import load_demo
from inventory.imports.pipeline import receive
from inventory.models import ImportBatch, ReportedDelivery, Snapshot
from tests.browser.databases import copy_database, count_rows, drop_database, name_beside, using
from tests.browser.fonts import ENVIRONMENT
from tests.waiting import LIMIT

CHROMIUM = find_chromium()
PATIENCE = LIMIT * 1_000  # milliseconds, as Playwright counts
expect.set_options(timeout=PATIENCE)

# Files on their way into the record, by the state in which they wait.
BROUGHT = {
    "unmapped": b"To;What;Count;Paper\nBamako;Tanks;seven;RAIDS\n",
    "unresolved": b"Donor,Recipient,Date,Source,Items (number)\nRussia,Mali,2026-03,RAIDS,Zorgomobil (3)\n",
}

# Playwright's synchronous interface runs an event loop in this thread, which Django would refuse to query in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=f"no browser: {HOW_TO_GET_ONE}"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "env": ENVIRONMENT,
        "args": ARGUMENTS,
        "timeout": PATIENCE,
    }


@pytest.fixture
def new_context(new_context):
    """Return a function that opens a browser of its own, ``page``'s included; it is closed after the test."""

    def open_context(**options):
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    return open_context


@pytest.fixture
def plain_page(new_context):
    """Open a page in a browser that runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker):
    """Serve whichever database is in use; return the address."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def empty(django_db_setup):
    """Return the name of the database of the other tests, which has tables and no rows between them."""
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def loaded(empty, django_db_blocker):
    """Load the demonstration data into a database of their own; return its name."""
    with django_db_blocker.unblock():
        name = name_beside("demo")
        copy_database(empty, name)
        with using(name):
            for _ in load_demo():
                continue
        yield name
        drop_database(name)


@pytest.fixture(scope="session")
def shared(loaded, django_db_blocker):
    """Add what pages show beside the demonstration data; return name, row counts and Anna's session."""
    with django_db_blocker.unblock():
        name = name_beside("site")
        copy_database(loaded, name)
        with using(name):
            anna = get_user_model().objects.create_superuser("anna", password="correct horse")
            for file, content in BROUGHT.items():
                tasks.start(receive(f"{file}.csv", content, anna))
            freeze(anna, "All sources", "")
            freeze(anna, "Newspapers", "kind=newspaper")
            session = session_key(anna)
            counts = count_rows()
        yield name, counts, session
        drop_database(name)


@pytest.fixture(autouse=True)
def db(request):
    """Make the site ready before anything else, so that it is taken down after the pages are closed.

    It stands in for pytest-django's fixture, by whose name the plugin knows that a test database is wanted.
    """
    assert not request.node.get_closest_marker("django_db"), "a transaction elsewhere; see the module"
    for name in {"demo", "site"}.intersection(request.fixturenames):
        request.getfixturevalue(name)


@contextlib.contextmanager
def serving_shared(shared, server, blocker):
    """Serve the demonstration data, and what is added to them, for reading alone; give the address."""
    name, counts, _ = shared
    with blocker.unblock(), using(name):
        yield server
        assert count_rows() == counts, "a test that writes uses demo"


@pytest.fixture
def site(shared, server, django_db_blocker):
    """Serve the shared data for one test; return the address."""
    with serving_shared(shared, server, django_db_blocker) as address:
        yield address


@pytest.fixture
def demo(loaded, server, django_db_blocker):
    """Serve a copy of the demonstration data that the test may change; return the address."""
    with django_db_blocker.unblock():
        name = name_beside("written")
        copy_database(loaded, name)
        with using(name):
            yield server
        drop_database(name)


def freeze(user, title, query):
    """Keep a snapshot of the list of sources."""
    client = Client()
    client.force_login(user)
    client.post("/snapshots/", {"title": title, "page": "source-list", "query": query})


@pytest.fixture
def visit(page, site, settings):
    """Open a path of ``pages.py`` as anybody may; return the page."""
    line = ReportedDelivery.objects.select_related("report__publication").order_by("pk").first()
    rows = {
        "line": line.uid,
        "publication": line.report.publication.uid,
        "report": line.report.pk,
        "shipment": line.shipment_id,
        **{name: ImportBatch.objects.get(file_name=f"{name}.csv").uid for name in BROUGHT},
        **dict(zip(("newest", "older"), Snapshot.objects.values_list("uid", flat=True), strict=True)),
        "import": ImportBatch.objects.filter(state="applied").latest("pk").uid,
    }

    def go(path, **options):
        settings.DEBUG = path == "/styleguide/"
        page.goto(site + path.format(**rows), **options)
        return page

    return go


@pytest.fixture
def visit_as_editor(visit, site, shared, page):
    """Open a path of ``pages.py`` as the editor Anna; return the page."""
    add_session(page, site, shared[2])
    return visit


def session_key(user):
    """Return the key of a new session of the user's."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def add_session(page, address, key):
    """Let the browser carry a session, as if the user had signed in by the form."""
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])


def sign_in(page, address, user):
    """Sign a user in without the form, for a test that uses ``demo``."""
    add_session(page, address, session_key(user))
