"""Fill every form and filter of the site, the admin and the API with hostile values: nothing may be a 500.

What is done is bounded by counts. The environment asks for a longer search, with another seed each time:

    TRACKER_FUZZ_REQUESTS=10000 TRACKER_FUZZ_UPLOADS=200 TRACKER_FUZZ_SEED=7 uv run pytest -n0 tests/hostile

Each request is undone afterwards, so that none depends on another, and a failure tells all that repeats it.
"""

import json
import os
import random
import time
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from inventory import models
from tests import factories
from tests.hostile.values import VALUES, Forms, file_of, mangled
from tests.test_access import ALL
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("TRACKER_FUZZ_SEED", "16"))
REQUESTS = int(os.environ.get("TRACKER_FUZZ_REQUESTS", "250"))
UPLOADS = int(os.environ.get("TRACKER_FUZZ_UPLOADS", "30"))


class Fuzzer:
    """Send requests as an editor, undo each, and keep what failed and what took longest."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(factories.UserFactory(editor=True, username="hostile"))
        self.session = dict(self.client.cookies)
        self.failed = []
        self.slowest = (0.0, "")
        self.sent = 0

    def send(self, method, address, data=None, **options):
        """Send one request; return the answer's page, empty where it is none."""
        self.client.cookies.clear()
        self.client.cookies.update(self.session)
        begun = time.perf_counter()
        with transaction.atomic():
            answer = getattr(self.client, method)(address, data, **options)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        told = f"{answer.status_code}: {method} {address} {str(data)[:400]}"
        self.slowest = max(self.slowest, (time.perf_counter() - begun, told))
        self.sent += 1
        # The site is not ready, since no worker runs beside tests.
        if answer.status_code >= (504 if address == "/readyz" else 500):
            self.failed.append(told)
        return body.decode(errors="replace") if "html" in answer.get("Content-Type", "") else ""

    def told(self):
        """Return how many were sent, and which took longest."""
        return f"{self.sent}; {self.slowest[0]:.2f} s: {self.slowest[1][:60]}"


@pytest.fixture
def fuzzer(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Fuzzer()


@pytest.fixture
def places():
    """Return addresses of pages with rows, and of every address that needs none."""
    line = full_line()
    rows = [line, line.report, line.shipment, line.report.publication, line.equipment_type, line.report.voice]
    rows += [
        line.shipment.destination.country,
        models.SavedView.objects.create(title="T", page="source-list"),
    ]
    found = [row.get_absolute_url() for row in rows if hasattr(row, "get_absolute_url")]
    for row in rows:
        name = f"admin:inventory_{row._meta.model_name}"
        found += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "delete", "history")]
    return found + [
        one.path for one in ALL if not one.name.startswith("admin:inventory_") or "999" not in one.path
    ]


def test_forms_filters_and_the_api_take_hostile_values(fuzzer, places, report_figure):
    chance = random.Random(SEED)
    chance.shuffle(places)
    while fuzzer.sent < REQUESTS:
        place = places[fuzzer.sent % len(places)]
        forms = Forms(fuzzer.send("get", place)).found
        names = {name for _, _, held in forms for name in held} | {"page", "sort", "view", "q", "p", "kind"}
        fuzzer.send("get", place, mangled(chance, dict.fromkeys(names, "")))
        for action, method, held in chance.sample(forms, min(len(forms), 2)):
            address = urljoin(place, action)
            if not urlsplit(address).netloc:
                fuzzer.send(method, address, mangled(chance, held))
        if place.startswith("/api/imports"):
            field = chance.choice(("fingerprint", "names", "reading", "mapping"))
            body = chance.choice((*VALUES, *(json.dumps({field: value}) for value in VALUES)))
            fuzzer.send("post", place, body, content_type="application/json")
    report_figure("hostile requests; slowest", fuzzer.told())
    assert fuzzer.failed == []


def test_hostile_files_are_refused_or_read(fuzzer, report_figure):
    chance = random.Random(SEED)
    while fuzzer.sent < UPLOADS:
        name, content = file_of(chance)
        file = SimpleUploadedFile("x", content)
        file._name = name  # Past the library's own cleaning, which a client does not have.
        place = chance.choice(("/imports/add/", "/api/imports"))
        fuzzer.send("post", place, {"file": file, "source": chance.choice(("", *VALUES))})
    report_figure("hostile uploads; slowest", fuzzer.told())
    assert fuzzer.failed == []
