"""Test that settings from the environment are read exactly, and refused all at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import ValidationError

import tracker
from tracker import environment
from tracker.environment import (
    SECRET_KEY_LENGTH,
    Environment,
    kept_secret_key,
    parse_directory,
    parse_flag,
    parse_hosts,
    parse_origins,
    parse_secret_key,
    parse_words,
)

PROJECT = Path(tracker.__file__).parent.parent


def test_a_variable_that_is_not_set_or_blank_has_its_default(monkeypatch):
    monkeypatch.delenv("SAMPLE", raising=False)
    assert Environment().read("SAMPLE", parse_words, "a, b") == ["a", "b"]
    monkeypatch.setenv("SAMPLE", "  ")
    assert Environment().read("SAMPLE", parse_words, "a, b") == ["a", "b"]


def test_a_variable_that_is_set_is_parsed(monkeypatch):
    monkeypatch.setenv("SAMPLE", "no")
    values = Environment()
    assert values.read("SAMPLE", parse_flag, "1") is False
    values.seal()


def test_all_bad_variables_are_named_with_the_offending_text(monkeypatch):
    monkeypatch.setenv("FIRST", "perhaps")
    monkeypatch.setenv("SECOND", "https://example.org")
    monkeypatch.setenv("THIRD", "example.org")
    values = Environment()
    assert values.read("FIRST", parse_flag, "0") is False
    assert values.read("SECOND", parse_hosts, "localhost") == ["localhost"]
    assert values.read("THIRD", parse_hosts, "localhost") == ["example.org"]
    with pytest.raises(ImproperlyConfigured) as refusal:
        values.seal()
    assert str(refusal.value).splitlines() == [
        "Bad environment variables:",
        "  FIRST: 'perhaps' is neither 1, true, yes, on nor 0, false, no, off.",
        "  SECOND: 'https://example.org' is not a host name: write example.org, no scheme, port or path.",
    ]


@pytest.mark.parametrize("text", ["1", "true", "True", " YES ", "on"])
def test_flags_that_are_set(text):
    assert parse_flag(text) is True


@pytest.mark.parametrize("text", ["0", "false", "no", "Off "])
def test_flags_that_are_not_set(text):
    assert parse_flag(text) is False


@pytest.mark.parametrize("text", ["2", "ja", "y", "-", "truee"])
def test_what_is_no_flag_is_refused(text):
    with pytest.raises(ValidationError, match=text):
        parse_flag(text)


@pytest.mark.parametrize(
    "text",
    ["example.org:8000", "http://example.org", "example.org/x", "a b", "-a.org", "a;b", "[::1", "*.a.org"],
)
def test_what_is_no_host_is_refused(text):
    with pytest.raises(ValidationError, match="is not a host name"):
        parse_hosts(f"localhost, {text}")


@pytest.mark.parametrize("text", ["*", "localhost", "127.0.0.1", "[::1]", ".example.org", "x_1.example.org"])
def test_hosts_are_kept_as_written(text):
    assert parse_hosts(f" {text} ,") == [text]


@pytest.mark.parametrize(
    "text", ["example.org", "ftp://example.org", "https://", "https://example.org/", "https://a/b"]
)
def test_what_is_no_origin_is_refused(text):
    with pytest.raises(ValidationError, match="is not an origin"):
        parse_origins(text)


def test_a_directory_may_be_missing_but_not_lie_in_a_file(tmp_path):
    assert parse_directory(f" {tmp_path}/a/b ") == tmp_path / "a" / "b"
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "a"):
        with pytest.raises(ValidationError, match="is a file"):
            parse_directory(str(path))


def test_a_relative_directory_starts_where_the_command_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse_directory("data") == tmp_path / "data"


def test_a_short_secret_key_is_refused_without_showing_it():
    assert parse_secret_key("k" * SECRET_KEY_LENGTH) == "k" * SECRET_KEY_LENGTH
    with pytest.raises(ValidationError, match="has 6 characters") as refusal:
        parse_secret_key("hunter")
    assert "hunter" not in str(refusal.value)


def test_a_secret_key_is_made_once_and_closed_to_others(tmp_path):
    key = kept_secret_key(tmp_path / "var")
    assert len(key) >= SECRET_KEY_LENGTH
    assert kept_secret_key(tmp_path / "var") == key
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert kept_secret_key(tmp_path / "other") != key


def test_of_two_keys_made_at_once_the_first_counts(tmp_path, monkeypatch):
    def late(draft, path):
        path.write_text("the other process's key")
        original(draft, path)

    original = environment._link_unless_present
    monkeypatch.setattr(environment, "_link_unless_present", late)
    assert kept_secret_key(tmp_path) == "the other process's key"


def test_a_key_that_cannot_be_kept_names_the_variables_that_help(tmp_path):
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY, or TRACKER_DATA_DIR"):
        kept_secret_key(tmp_path)


def run_manage(data_dir: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with an environment of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "TRACKER_DATA_DIR": str(data_dir), **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_documented_production_environment_passes_the_deployment_check(tmp_path):
    result = run_manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=WARNING",
        ALLOWED_HOSTS="tracker.example.org",
        TRACKER_HTTPS="1",
        TRACKER_BEHIND_PROXY="1",
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout
    assert not (tmp_path / "postgresql").exists(), "checks need no database"


def test_bad_settings_are_a_message_and_no_trace(tmp_path):
    result = run_manage(tmp_path, "check", TRACKER_DEBUG="maybe", DATABASE_URL="sqlite:///tracker.db")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "error: Bad environment variables:",
        "  TRACKER_DEBUG: 'maybe' is neither 1, true, yes, on nor 0, false, no, off.",
        "  DATABASE_URL: is not the address of a PostgreSQL database: postgresql://user@host/name.",
    ]
