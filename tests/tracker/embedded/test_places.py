"""Test where the embedded server keeps its files, whoever runs it and wherever the project lies."""

import os
import pwd
import re
import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import psycopg
import pytest

from tests.tracker.embedded.processes import User, server_pid
from tracker.embedded import binaries, places
from tracker.embedded.account import account_of, server_account
from tracker.embedded.errors import EmbeddedServerError
from tracker.embedded.server import EmbeddedServer

NOBODY = pwd.getpwnam("nobody")


def answer_of(data_dir: Path) -> object:
    """Start a server in the directory, ask it something, and stop it."""
    server = EmbeddedServer(data_dir, is_durable=False)
    server.start()
    try:
        with psycopg.connect(**server.connection_parameters()) as connection:
            return connection.execute("select current_user").fetchone()[0]
    finally:
        server.release()


@pytest.mark.parametrize(
    "name",
    ["my site", "données 'été'", 'a,b "$(c)" `d`', "long-" * 30, "-D", "semi;colon & co"],
    ids=["spaces", "accents", "shell", "long", "option", "semicolon"],
)
def test_any_path_will_do(folder, name):
    assert answer_of(folder / name / "var") == "tracker"


def test_a_socket_that_cannot_lie_with_the_data_lies_in_a_closed_temporary_folder(folder):
    found = places.find_places(folder / ("long-" * 30))
    assert len(os.fsencode(found.sockets / places.SOCKET_NAME)) <= places.SOCKET_PATH_LIMIT
    assert found.sockets.stat().st_mode & 0o077 == 0
    assert places.find_places(folder / ("long-" * 30)) == found


def test_all_who_start_at_once_find_the_same_places(folder):
    start = Barrier(8)

    def find(data_dir):
        start.wait()
        return places.find_places(data_dir)

    with ThreadPoolExecutor(start.parties) as users:
        for turn in range(20):
            data_dirs = [folder / str(turn) / "var"] * start.parties
            assert len(set(users.map(find, data_dirs))) == 1


def test_a_temporary_folder_that_somebody_opened_is_refused(folder):
    found = places.find_places(folder / ("long-" * 30))
    found.sockets.chmod(0o777)
    with pytest.raises(EmbeddedServerError, match="closed to others"):
        places.find_places(folder / ("long-" * 30))


def test_a_data_directory_that_is_a_file_is_refused_with_the_settings_to_change(folder):
    (folder / "var").write_text("")
    with pytest.raises(EmbeddedServerError, match=r"TRACKER_DATA_DIR .* DATABASE_URL"):
        places.find_places(folder / "var")


@pytest.mark.usefixtures("as_root")
def test_a_folder_closed_to_others_stays_so_and_its_data_lie_elsewhere(folder, monkeypatch):
    monkeypatch.setattr(places, "SHARED_DIRECTORY", folder / "shared")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    modes = {path: path.stat().st_mode for path in (closed, *closed.parents)}
    assert answer_of(closed / "site" / "var") == "tracker"
    assert {path: path.stat().st_mode for path in modes} == modes
    assert (closed / "site/var/postgresql").resolve().is_relative_to(folder / "shared")
    assert answer_of(closed / "site" / "var") == "tracker"


@pytest.mark.usefixtures("as_root")
def test_programs_closed_to_the_account_are_copied_once(folder, monkeypatch):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    package = binaries._package()
    ignore = shutil.ignore_patterns("include")
    shutil.copytree(package, closed / package.name, ignore=ignore)
    shutil.copytree(f"{package}.libs", closed / f"{package.name}.libs")
    (closed / package.name / "pginstall/bin/postgres").chmod(0o700)
    monkeypatch.setattr(binaries, "_package", lambda: closed / package.name)
    monkeypatch.setattr(binaries, "SHARED_DIRECTORY", folder / "shared")
    assert answer_of(folder / "var") == "tracker"
    (copy,) = (folder / "shared").iterdir()
    made = copy.stat().st_mtime_ns
    assert answer_of(folder / "var") == "tracker"
    assert copy.stat().st_mtime_ns == made


@pytest.mark.usefixtures("as_root")
def test_root_s_server_belongs_to_an_account_without_rights(folder):
    answer_of(folder / "var")
    assert account_of((folder / "var/postgresql/data").stat().st_uid).name in {"postgres", "nobody"}
    assert (folder / "var").stat().st_uid == 0


@pytest.mark.usefixtures("as_root")
def test_a_normal_user_runs_the_server_as_themselves_and_root_may_join(folder):
    data_dir = folder / "home" / "var"
    data_dir.parent.mkdir()
    os.chown(data_dir.parent, NOBODY.pw_uid, NOBODY.pw_gid)
    become = f"os.setgroups([]); os.setgid({NOBODY.pw_gid}); os.setuid({NOBODY.pw_uid})"
    user = User(data_dir, before=become).wait_until_ready()
    assert (data_dir / "postgresql/data").stat().st_uid == NOBODY.pw_uid
    assert (data_dir / "postgresql").stat().st_mode & 0o077 == 0
    assert answer_of(data_dir) == "tracker"
    assert server_pid(data_dir)
    user.leave()
    assert server_pid(data_dir) is None
    assert answer_of(data_dir) == "tracker"
    User(data_dir, before=become).wait_until_ready().leave()


@pytest.mark.usefixtures("as_root")
def test_another_user_s_data_are_refused(folder):
    answer_of(folder / "var")
    become = f"os.setgroups([]); os.setgid(12345); os.setuid({NOBODY.pw_uid - 1})"
    output = User(folder / "var", before=become).output()
    assert "Permission denied" in output or "belongs to postgres" in output or "belongs to nobody" in output


def refusal_of(data, *, owner, user, monkeypatch):
    """Say whose the data are to be and who asks, and return what that is refused with."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "geteuid", lambda: user)
        patched.setattr(Path, "stat", lambda path, **_: SimpleNamespace(st_uid=owner))
        patched.setattr(Path, "exists", lambda path, **_: path.name == "data")
        with pytest.raises(EmbeddedServerError) as refusal:
            server_account(data)
    return str(refusal.value)


def test_a_copy_that_root_made_says_whose_it_has_to_be(tmp_path, monkeypatch):
    data = tmp_path / "my data" / "data"
    told = refusal_of(data, owner=0, user=0, monkeypatch=monkeypatch)
    assert f"The database in {data} belongs to root, as after a copy made by root." in told
    assert re.search(rf"As root: chown -R (postgres|nobody) '{data}'$", told)
    told = refusal_of(data, owner=0, user=NOBODY.pw_uid, monkeypatch=monkeypatch)
    assert told.endswith(f"As root: chown -R nobody '{data}'")
    assert "runs as 0" not in told


def test_another_person_s_data_say_whose_they_are_by_name(tmp_path, monkeypatch):
    told = refusal_of(tmp_path / "data", owner=NOBODY.pw_uid, user=1, monkeypatch=monkeypatch)
    assert "belongs to nobody, and this process runs as daemon. Run it as nobody or as root." in told
    assert f"give it to daemon, as root: chown -R daemon {tmp_path / 'data'}." in told
    told = refusal_of(tmp_path / "data", owner=54_321, user=54_322, monkeypatch=monkeypatch)
    assert "belongs to user number 54321, and this process runs as user number 54322." in told


@pytest.mark.usefixtures("as_root")
def test_what_is_said_of_a_copy_mends_it(folder):
    answer_of(folder / "var")
    # A copy as `cp -r` makes it, whose files are root's.
    shutil.copytree(folder / "var", folder / "copy", ignore=shutil.ignore_patterns(".s.*"))
    command = User(folder / "copy").output().partition("As root: ")[2].strip()
    assert command.startswith("chown -R ")
    subprocess.run(shlex.split(command), check=True)
    assert answer_of(folder / "copy") == "tracker"
