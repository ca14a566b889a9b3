"""Choose the account that runs the embedded server: PostgreSQL refuses to run as root."""

import os
import pwd
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.embedded.errors import EmbeddedServerError

# The first of these that exists runs the server for root. No account is added to the machine.
UNPRIVILEGED_ACCOUNTS = ("postgres", "nobody")
SOCKETS = "socket"  # the directory beside the data that belongs to the same account


@dataclass(frozen=True, slots=True)
class Account:
    """Run commands as one account of this machine, which may be the current one."""

    uid: int
    gid: int
    name: str

    @property
    def is_current(self) -> bool:
        """Tell whether this process runs as the account already."""
        return self.uid == os.geteuid()

    def run_options(self) -> dict[str, Any]:
        """Return the `subprocess` options that run a command as the account, away from the terminal.

        A session of its own keeps Ctrl-C from the server; the root directory as working directory is one that
        every account can enter; PG* variables meant for other servers are left out.
        """
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        options: dict[str, Any] = {
            "cwd": "/",
            "env": environment | {"LC_ALL": "C"},
            "start_new_session": True,
            "stdin": subprocess.DEVNULL,
        }
        if not self.is_current:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}
        return options

    def can_enter(self, path: Path) -> bool:
        """Tell whether the account can enter the directory or run the program, parent folders included."""
        command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, **self.run_options()).returncode == 0

    def own(self, path: Path) -> None:
        """Give the path to the account."""
        if not self.is_current:
            os.chown(path, self.uid, self.gid)


def account_of(uid: int) -> Account:
    """Return the account with the number; raises EmbeddedServerError if the machine knows none."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        raise EmbeddedServerError(
            f"User number {uid} has no name on this machine, which PostgreSQL needs to run. "
            "Add an entry to /etc/passwd, or set DATABASE_URL to use another server."
        ) from error
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def server_account(cluster: Path) -> Account:
    """Return who runs the server: the owner of the data, else this user, else an account without rights.

    Raises EmbeddedServerError when the data belong to another user.
    """
    user = os.geteuid()
    owner = cluster.stat().st_uid if cluster.exists() else None
    if owner and user in {0, owner}:
        return account_of(owner)
    if owner is not None:
        raise EmbeddedServerError(_wrong_owner(cluster, owner, user))
    return account_of(user) if user else _unprivileged_account()


def _wrong_owner(cluster: Path, owner: int, user: int) -> str:
    """Say whose the data are, why that does not do, and how to mend it."""
    heir = _name_of(user) if user else _unprivileged_account().name
    copied = [path for path in (cluster, cluster.with_name(SOCKETS)) if path.exists()]
    mend = f"chown -R {heir} {shlex.join(map(str, copied))}"
    if not owner:
        return (
            f"The database in {cluster} belongs to root, as after a copy made by root. PostgreSQL does "
            f"not run as root, so the data must belong to the account that runs it. As root: {mend}"
        )
    return (
        f"The database in {cluster} belongs to {_name_of(owner)}, and this process runs as {heir}. Run it as "
        f"{_name_of(owner)} or as root. If it is a copy of your own, give it to {heir}, as root: {mend}. "
        "Or set TRACKER_DATA_DIR to another directory."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"


def _unprivileged_account() -> Account:
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            return account_of(pwd.getpwnam(name).pw_uid)
        except KeyError:
            # This machine has no such account; the next one is tried.
            continue
    raise EmbeddedServerError(
        "PostgreSQL refuses to run as root, and this machine has no account named "
        f"{' or '.join(UNPRIVILEGED_ACCOUNTS)}. Run as a normal user, or set DATABASE_URL."
    )
