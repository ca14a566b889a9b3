"""Test what `manage.py serve` refuses before it serves; that it serves, the demonstration's tests show."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from inventory.management.commands import serve
from inventory.management.sites import is_ready, site_supervisor


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(monkeypatch, settings, tmp_path):
    """Note what would be served instead of serving it, and keep the tests' connection open."""
    calls = []

    class Site:
        def run(self):
            calls[-1][-1]()

    monkeypatch.setattr(serve, "site_supervisor", lambda *what: calls.append(what) or Site())
    monkeypatch.setattr(connections, "close_all", lambda: None)
    settings.STATIC_ROOT = tmp_path / "static"
    return calls


@pytest.mark.django_db
def test_it_serves_where_it_is_told_and_says_when_it_is_ready(served, port, caplog, settings):
    caplog.set_level("INFO", "tracker.serve")
    call_command("serve", port=port, workers=3)
    assert served[0][:3] == ("127.0.0.1", port, 3)
    assert f"ready on http://127.0.0.1:{port}/" in caplog.text
    assert settings.STATIC_ROOT.is_dir()


def test_a_busy_port_is_named(served):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="is in use by another program"):
            call_command("serve", port=other.getsockname()[1])
    assert served == []


def test_what_is_no_address_of_this_machine_is_named(served, port):
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("serve", port=port, address="192.0.2.1")
    assert served == []


def test_a_database_that_misses_migrations_is_refused_with_what_to_do(served, port, monkeypatch):
    monkeypatch.setattr(serve, "missing_migrations", lambda: ["inventory.0042_more", "inventory.0043_less"])
    with pytest.raises(
        CommandError, match=r"misses 2 migrations, from inventory.0042_more on.*manage.py migrate"
    ):
        call_command("serve", port=port)
    assert served == []


def test_a_database_that_does_not_answer_yet_is_waited_for(served, port, monkeypatch, caplog):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(serve, "missing_migrations", refuse)
    call_command("serve", port=port)
    assert "does not answer yet: connection refused" in caplog.text
    assert len(served) == 1


def test_a_port_on_which_nobody_listens_is_not_ready(port):
    assert not is_ready("127.0.0.1", port)


def test_pages_are_stopped_before_the_worker():
    posts = site_supervisor("0.0.0.0", 8000, 2, lambda: None)._posts
    assert [post.program.name for post in posts] == ["web", "worker"]
