"""Test which database the site uses."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from environs import ValidationError

from tracker.database import CONNECTION_AGE, database_settings, parse_database_url
from tracker.postgresql import base


def test_an_address_becomes_django_settings_with_kept_and_checked_connections():
    settings = parse_database_url("postgresql://ann:p%40ss@db.example.org:5433/tracker?sslmode=require")
    assert settings["ENGINE"] == "tracker.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("ann", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example.org", 5433, "tracker")
    assert settings["OPTIONS"] == {"sslmode": "require"}
    assert settings["CONN_HEALTH_CHECKS"] is True
    assert settings["CONN_MAX_AGE"] == CONNECTION_AGE


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("sqlite:///tracker.db", "not the address of a PostgreSQL database"),
        ("mysql://ann:hunter2@db.example.org/tracker", "not the address of a PostgreSQL database"),
        ("db.example.org", "not the address of a PostgreSQL database"),
        ("postgresql://ann:hunter2@db.example.org", "names no database"),
        ("postgresql://ann:hunter2@db.example.org:port/tracker", "cannot be read"),
        ("postgresql://ann:hunter2@[db/tracker", "cannot be read"),
    ],
)
def test_what_is_not_a_postgresql_database_is_refused_without_showing_its_password(address, reason):
    with pytest.raises(ValidationError, match=reason) as refusal:
        parse_database_url(address)
    assert "hunter2" not in str(refusal.value)


def test_a_named_server_is_used_as_it_is():
    named = {"ENGINE": "tracker.postgresql", "NAME": "tracker"}
    assert database_settings(named, Path("/srv/tracker")) == named


def test_without_a_named_server_the_embedded_one_keeps_its_files_in_the_data_directory(tmp_path):
    settings = database_settings({}, tmp_path / "var")
    assert settings["ENGINE"] == "tracker.embedded"
    assert settings["EMBEDDED_DIRECTORY"] == tmp_path / "var"
    assert settings["CONN_HEALTH_CHECKS"] is True
    assert list(tmp_path.iterdir()) == []


def test_a_server_before_16_is_refused_with_what_to_do(monkeypatch):
    wrapper = base.DatabaseWrapper(connection.settings_dict, "old")
    monkeypatch.setattr(wrapper, "get_database_version", lambda: (15, 14))
    with pytest.raises(ImproperlyConfigured, match=r"is PostgreSQL 15; 16 or newer is needed\. Upgrade it"):
        wrapper.check_database_version_supported()
    monkeypatch.setattr(wrapper, "get_database_version", lambda: (16, 0))
    wrapper.check_database_version_supported()


@pytest.mark.django_db
def test_tests_run_on_postgresql_16_or_newer_in_utf_8():
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int, getdatabaseencoding()")
        number, encoding = cursor.fetchone()
    assert number >= 160000
    assert encoding == "UTF8"
