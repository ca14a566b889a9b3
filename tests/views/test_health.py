"""Ask the site whether it can answer, as a monitor would."""

import pytest
from django.db import OperationalError, connection

URL = "/healthz"


@pytest.mark.django_db
def test_a_working_site_says_so_with_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # SELECT 1
        answer = client.get(URL)
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "answers"}


@pytest.mark.django_db
def test_the_answer_is_never_kept(client):
    assert "no-store" in client.get(URL)["Cache-Control"]


def test_a_site_without_its_database_says_so(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get(URL)
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "does not answer"}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405
