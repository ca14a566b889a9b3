"""Test what is said when the embedded server cannot be made or started."""

import pytest

from tests.tracker.embedded.processes import User, server_pid
from tracker.embedded import binaries
from tracker.embedded.cluster import Cluster
from tracker.embedded.errors import EmbeddedServerError
from tracker.embedded.server import EmbeddedServer


@pytest.fixture
def server(data_dir):
    server = EmbeddedServer(data_dir, is_durable=False)
    yield server
    server.release()


def test_files_that_cannot_be_written_are_shown_with_the_reason_and_leave_nothing_half_made(data_dir, server):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    output = User(data_dir, before=limit).output()
    assert "EmbeddedServerError: The database could not be made in" in output
    assert "initdb: " in output or "File too large" in output
    assert not (data_dir / "postgresql/data").exists()
    server.start()
    assert server_pid(data_dir)


def test_a_server_that_does_not_start_shows_the_end_of_its_log(data_dir, server):
    server.start()
    server.release()
    with (data_dir / "postgresql/data/postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match="unrecognized configuration parameter"):
        server.start()
    assert server_pid(data_dir) is None


def test_the_last_ten_logs_are_kept(data_dir, server):
    directory = data_dir / "postgresql"
    server.start()
    server.release()
    (directory / "log").write_text("run 1\n")
    for number in range(2, 12):
        Cluster(server._located(), is_durable=False)._keep_logs()
        (directory / "log").write_text(f"run {number}\n")
    assert sorted(path.name for path in directory.glob("log*")) == [
        "log",
        *(f"log.{n}" for n in range(1, 10)),
    ]
    assert (directory / "log.1").read_text() == "run 10\n"
    assert (directory / "log.9").read_text() == "run 2\n"
    server.start()
    assert (directory / "log.1").read_text() == "run 11\n"
    assert "ready to accept connections" in (directory / "log").read_text()


def test_another_version_s_data_are_refused(data_dir, server):
    server.start()
    server.release()
    (data_dir / "postgresql/data/PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 17"):
        server.start()


def test_a_platform_without_programs_is_told_of_the_alternative(tmp_path, monkeypatch, server):
    monkeypatch.setattr(binaries, "_package", lambda: tmp_path)
    with pytest.raises(EmbeddedServerError, match="DATABASE_URL"):
        server.start()


def test_a_missing_package_is_told_with_the_alternative(monkeypatch):
    monkeypatch.setattr(binaries, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedServerError, match="DATABASE_URL"):
        binaries.binary("pg_dump")


def test_programs_are_offered_by_name():
    assert binaries.binary("pg_dump").name == "pg_dump"
    assert binaries.binary("pg_dump").is_file()
