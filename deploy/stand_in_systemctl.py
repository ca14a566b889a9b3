#!/usr/bin/python3
"""Stand in for systemctl where systemd does not run, such as in a chroot: for deploy/try_run_md.py alone.

It starts what Debian's own packages would start, and runs tracker.service by the lines that matter for
whether it works: User, WorkingDirectory, EnvironmentFile, ExecStart, and Type=notify.
"""

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 120  # seconds
UNIT = Path("/etc/systemd/system/tracker.service")
PID = Path("/run/tracker.pid")
LOG = Path("/var/log/tracker.log")


def main(words: list[str]) -> int:
    """Do what systemctl is asked for."""
    action, *names = [word for word in words if word != "--now"]
    if action == "daemon-reload":
        return 0
    (name,) = names
    if name == "tracker":
        return tracker(action)
    return packaged(action, name)


def packaged(action: str, name: str) -> int:
    """Start, reload or stop a program of Debian's."""
    version = next((path.name for path in Path("/etc/postgresql").glob("*")), "")
    commands = {
        ("postgresql", "enable"): ["pg_ctlcluster", version, "main", "start"],
        ("postgresql", "stop"): ["pg_ctlcluster", version, "main", "stop"],
        ("nginx", "enable"): ["nginx"],
        ("nginx", "reload"): ["nginx", "-s", "reload"],
        ("nginx", "stop"): ["nginx", "-s", "quit"],
        ("caddy", "enable"): ["caddy", "start", "--config", "/etc/caddy/Caddyfile"],
        ("caddy", "reload"): ["caddy", "reload", "--config", "/etc/caddy/Caddyfile"],
        ("caddy", "stop"): ["caddy", "stop"],
    }
    with Path(f"/var/log/{name}.stand-in").open("ab") as log:
        return subprocess.run(commands[name, action], check=False, stdout=log, stderr=log).returncode


def tracker(action: str) -> int:
    """Start or stop the site."""
    if action == "stop":
        stop(int(PID.read_text()))
        return 0
    unit = dict(
        line.split("=", 1) for line in UNIT.read_text().splitlines() if "=" in line and line[0] != "#"
    )
    lines = Path(unit["EnvironmentFile"]).read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and line[0] != "#")
    account = pwd.getpwnam(unit["User"])
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified, LOG.open("ab") as log:
        notified.bind(f"\0stand-in-{os.getpid()}")
        notified.settimeout(LIMIT)
        process = subprocess.Popen(
            unit["ExecStart"].split(), cwd=unit["WorkingDirectory"], start_new_session=True,
            env={"PATH": os.environ["PATH"], "NOTIFY_SOCKET": f"@stand-in-{os.getpid()}", **settings},
            user=account.pw_uid, group=account.pw_gid, extra_groups=[],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        PID.write_text(str(process.pid))
        return int(notified.recv(100) != b"READY=1")


def stop(number: int) -> None:
    """Ask a process to end, and wait for that."""
    os.kill(number, signal.SIGTERM)
    deadline = time.monotonic() + LIMIT
    while Path(f"/proc/{number}").exists():
        if time.monotonic() > deadline:
            sys.exit(f"the site did not end within {LIMIT} seconds")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
