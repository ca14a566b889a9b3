"""Ask the site whether it is alive and ready, as a monitor would."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from tracker.embedded.errors import EmbeddedServerError

ALIVE, READY = "/healthz", "/readyz"


@pytest.fixture
def a_worker():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def test_a_live_site_says_so_without_its_database(client):
    answer = client.get(ALIVE)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
@pytest.mark.usefixtures("a_worker")
def test_a_ready_site_says_so(client, django_assert_num_queries):
    with django_assert_num_queries(4):  # SELECT 1; the tables; their migrations; workers
        answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "answers",
        "migrations": "applied",
        "worker": "works",
    }


@pytest.mark.django_db
def test_a_site_without_a_worker_is_not_ready(client):
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["worker"]) == (503, "missing")


@pytest.mark.django_db
@pytest.mark.usefixtures("a_worker")
def test_a_site_that_misses_a_migration_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="inventory").order_by("-name")[0].delete()
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


@pytest.mark.parametrize(
    "error", [OperationalError("refused"), ImproperlyConfigured("too old"), EmbeddedServerError("broken")]
)
def test_a_site_without_its_database_is_not_ready(client, monkeypatch, caplog, error):
    def refuse():
        raise error

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get(READY)
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "database": "does not answer",
        "migrations": "unknown",
        "worker": "unknown",
    }
    assert str(error) in caplog.text
    # It is no fault of the site's, which would be mailed.
    assert {record.levelname for record in caplog.records} == {"WARNING"}


@pytest.mark.django_db
@pytest.mark.usefixtures("a_worker")
@pytest.mark.parametrize("url", [ALIVE, READY])
def test_probes_are_answered_by_any_host_and_over_plain_http_and_leave_no_line(client, settings, caplog, url):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["tracker.example"]
    caplog.set_level("INFO", "tracker.request")
    answer = client.get(url, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert caplog.records == []
    # Pages stay as strict as they were.
    assert client.get("/codebook/", headers={"host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.parametrize("url", [ALIVE, READY])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_they_are_only_read(client, method, url):
    assert getattr(client, method)(url).status_code == 405
