"""Offer data directories for real servers, which no server outlives."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tracker.embedded.processes import User, server_pid
from tests.waiting import wait_until


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder that every account can enter; pytest's own temporary folders are closed to others.

    Temporary files of the servers go there as well.
    """
    path = Path(tempfile.mkdtemp(prefix="tracker-embedded-"))
    path.chmod(0o755)
    (path / "tmp").mkdir()
    (path / "tmp").chmod(0o1777)
    monkeypatch.setenv("TMPDIR", str(path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield path
    for data in path.rglob("postgresql"):
        wait_until(lambda data=data: server_pid(data.parent) is None, f"the server in {data} stops")
    shutil.rmtree(path)


@pytest.fixture
def data_dir(folder: Path) -> Path:
    """Name a data directory that does not exist yet."""
    return folder / "var"


@pytest.fixture
def as_root() -> None:
    """Skip the test for those who are not root."""
    if os.geteuid():
        pytest.skip("only root can change to another account")


@pytest.fixture
def user(data_dir: Path) -> Iterator[Callable[..., User]]:
    """Start processes that use the server of the data directory; those still there at the end are killed."""
    users: list[User] = []

    def start(**options: str) -> User:
        users.append(User(data_dir, **options))
        return users[-1]

    yield start
    for each in users:
        each.kill()
