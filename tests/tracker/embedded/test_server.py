"""Test that the embedded server runs as long as somebody uses it, with real servers and real processes."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from tests.tracker.embedded.processes import server_pid
from tests.waiting import LIMIT, wait_until
from tracker.embedded.server import EmbeddedServer, embedded_server


@pytest.fixture
def server(data_dir: Path):
    server = EmbeddedServer(data_dir, is_durable=False)
    yield server
    server.release()


def query(server: EmbeddedServer, statement: str) -> object:
    with psycopg.connect(**server.connection_parameters(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def test_nothing_is_made_before_the_first_use(data_dir):
    embedded_server(data_dir)
    assert not data_dir.exists()


def test_a_process_has_one_hold_on_a_directory(data_dir):
    assert embedded_server(data_dir) is embedded_server(data_dir)


def test_the_server_is_postgresql_18_with_unicode_and_listens_on_no_network(server, data_dir):
    server.start()
    assert query(server, "show server_version").startswith("18.")
    assert query(server, "select lower('ÉTÉ') || upper('т')") == "étéТ"
    assert query(server, "show listen_addresses") == ""
    assert (data_dir / "postgresql/data/postmaster.pid").read_text().splitlines()[5].strip() == ""


def test_the_socket_is_closed_to_others(server):
    server.start()
    sockets = Path(server.connection_parameters()["host"])
    assert sockets.stat().st_mode & 0o077 == 0


def test_starting_twice_changes_nothing(server, data_dir):
    server.start()
    pid = server_pid(data_dir)
    server.start()
    assert server_pid(data_dir) == pid


def test_releasing_before_starting_does_nothing(server, data_dir):
    server.release()
    assert not data_dir.exists()


def test_safety_is_given_up_only_when_asked(data_dir, server):
    server.start()
    assert query(server, "show fsync") == "off"
    server.release()
    durable = EmbeddedServer(data_dir)
    durable.start()
    assert query(durable, "show fsync") == "on"
    durable.release()


def test_the_server_stops_with_its_last_user(server, data_dir, user):
    other = user().wait_until_ready()
    server.start()
    pid = server_pid(data_dir)
    other.leave()
    assert server_pid(data_dir) == pid
    assert query(server, "select 1") == 1
    server.release()
    assert server_pid(data_dir) is None


def test_data_outlive_the_server(server):
    server.start()
    query(server, "create function kept() returns int return 1")
    server.release()
    server.start()
    assert query(server, "select kept()") == 1


def test_processes_that_start_at_once_share_one_server(data_dir, user):
    users = [user(after="print(server._cluster()._pid())") for _ in range(4)]
    pids = {int(each.process.stdout.readline()) for each in users}
    assert pids == {server_pid(data_dir)}
    for each in users:
        each.leave()
    assert server_pid(data_dir) is None


def test_a_killed_user_does_not_keep_the_server(server, data_dir, user):
    server.start()
    user().wait_until_ready().kill()
    assert server_pid(data_dir)
    server.release()
    assert server_pid(data_dir) is None


def test_the_server_stops_when_its_only_user_is_killed(data_dir, user):
    user().wait_until_ready().kill()
    wait_until(lambda: server_pid(data_dir) is None, "the server stops")
    assert server_pid(data_dir) is None


def test_a_killed_server_is_started_again_with_what_was_committed(data_dir):
    server = EmbeddedServer(data_dir)
    server.start()
    query(server, "create function kept() returns int return 1")
    killed = server_pid(data_dir)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: server_pid(data_dir) is None, "the server dies")
    server.start()
    assert server_pid(data_dir) not in {None, killed}
    assert query(server, "select kept()") == 1
    server.release()


def test_a_pid_file_that_names_another_program_is_not_believed(server, data_dir):
    server.start()
    server.release()
    # After a restart of the machine, the old server's number may be anybody's: here it is this process's.
    (data_dir / "postgresql/data/postmaster.pid").write_text(f"{os.getpid()}\n")
    server.start()
    assert query(server, "select 1") == 1
    assert server_pid(data_dir) != os.getpid()


def test_ctrl_c_does_not_reach_the_server(data_dir, user):
    holder = user(before="signal.signal(signal.SIGINT, signal.SIG_IGN)").wait_until_ready()
    pid = server_pid(data_dir)
    os.killpg(holder.process.pid, signal.SIGINT)
    other = EmbeddedServer(data_dir, is_durable=False)
    other.start()
    assert server_pid(data_dir) == pid
    assert query(other, "select 1") == 1
    other.release()
    holder.leave()
    assert server_pid(data_dir) is None


def test_a_forked_child_uses_the_server_beyond_its_parent(data_dir, user):
    parent = user(after="if os.fork(): sys.exit()\nserver.start()").wait_until_ready()
    parent.process.wait(LIMIT)
    other = EmbeddedServer(data_dir, is_durable=False)
    other.start()
    assert query(other, "select 1") == 1
    other.release()
    assert server_pid(data_dir), "the child is a user still"
    parent.process.stdin.close()
    wait_until(lambda: server_pid(data_dir) is None, "the server stops with the child")
    parent.process.stdout.close()
