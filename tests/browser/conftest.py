"""Drive Debian's Chromium, and skip with a word on how to get it where there is none."""

import os
import shutil

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from inventory.imports import tasks
from inventory.imports.demo import load_demo
from inventory.imports.pipeline import receive
from inventory.models import ImportBatch, ReportedDelivery, Snapshot

# Without a window's own interface the same browser opens a page in half the time.
BUILDS = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BUILDS)), None)

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
                item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        # Root has no sandbox; the rest keeps the browser from looking for its maker's servers.
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture
def demo(transactional_db, live_server):
    """Serve the demonstration data; return the site's address."""
    for _ in load_demo():
        continue
    return live_server.url


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Serve the demonstration data to all tests of a module, which only read it; return the site's address.

    Loading takes seconds and is done once. The module is marked ``django_db``, so that there is a database,
    and its tests may not write: what a test writes is in a transaction that the site does not see.
    """
    with django_db_blocker.unblock():
        for _ in load_demo():
            continue
        anna = get_user_model().objects.create_superuser("anna", password="correct horse")
        for name, content in BROUGHT.items():
            tasks.start(receive(f"{name}.csv", content, anna))
        freeze(anna, "All sources", "")
        freeze(anna, "Newspapers", "kind=newspaper")
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        call_command("flush", verbosity=0, interactive=False)


def freeze(user, title, query):
    """Keep a snapshot of the list of sources."""
    client = Client()
    client.force_login(user)
    client.post("/snapshots/", {"title": title, "page": "source-list", "query": query})


@pytest.fixture(scope="module")
def annas_session(site, django_db_blocker):
    """Return the key of a session in which the editor Anna is signed in."""
    with django_db_blocker.unblock():
        return session_key(get_user_model().objects.get(username="anna"))


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
def visit_as_editor(visit, site, annas_session, page):
    """Open a path of ``pages.py`` as the editor Anna; return the page."""
    add_session(page, site, annas_session)
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
