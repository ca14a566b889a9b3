"""Follow docs/run.md on a clean Debian, command by command: `deploy/try_run_md.py`, as root.

It makes a Debian with debootstrap in a folder of its own, puts a stand-in in the place of systemctl and a
certificate of its own in the place of Let's Encrypt's, runs the page's commands, and asks the site through
nginx and through Caddy. What is committed is what is tried. Ports 80, 443, 2019, 5432 and 8000 must be free.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SUITE = "trixie"
HOST = "tracker.localhost"  # curl takes it for this machine, and Caddy makes a certificate of its own for it
LINES = 99_000
PORTS = (80, 443, 2019, 5432, 8000)
BLOCK = re.compile(r"<!-- run: (.+?) -->\n```sh\n(.*?)```", re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)

CERTIFICATE = f"""
mkdir -p /etc/letsencrypt/live/{HOST}
cd /etc/letsencrypt/live/{HOST}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST} -addext subjectAltName=DNS:{HOST} \\
    -keyout privkey.pem -out fullchain.pem 2>/dev/null
cp fullchain.pem /usr/local/share/ca-certificates/try.crt
update-ca-certificates >/dev/null 2>&1
"""
# So many lines that a file of them is sent for a while.
FILL = f"""
cd /srv/tracker/site
set -a; . /etc/tracker.env; set +a
DJANGO_SETTINGS_MODULE=tracker.settings runuser -u tracker -- .venv/bin/python -c \\
    "import django; django.setup(); from benchmarks.data import fill_record, SEVERAL_VOICES as voices
fill_record({LINES + 1_000}, voices)"
"""
# What the page promises beyond its own commands. Each line fails by itself.
PROMISES = f"""
site=https://{HOST}
code="curl -sS -o /dev/null -w %{{http_code}}"
csv="$site/deliveries/?export=csv"
test "$(curl -fsS $site/readyz)" = "$(curl -fsS http://127.0.0.1:8000/readyz)"
curl -fsS -o /tmp/page $site/; grep -q "Military Equipment Tracker" /tmp/page
test "$($code $site/static/inventory/tracker.css)" = 200
curl -fsS -o /tmp/page -w '%{{time_starttransfer}} %{{time_total}}' "$csv" > /tmp/times
test "$(wc -l < /tmp/page)" -gt {LINES}
# A large file begins long before it ends.
awk '{{print; exit !($1 * 2 < $2)}}' /tmp/times
test "$($code http://{HOST}/)" -ge 301
test "$($code -H 'Host: a.example' http://127.0.0.1:8000/healthz)" = 200
test "$($code -H 'Host: other.example' http://127.0.0.1:8000/)" = 400
head -c 5000000 /dev/zero > /tmp/5mb
truncate -s 230M /tmp/230mb
test "$($code -u a:b -F file=@/tmp/5mb $site/api/imports)" = 401
test "$($code -u a:b -F file=@/tmp/230mb $site/api/imports)" -ge 400
grep -Eq "sign-in failed account=- address=(127.0.0.1|::1) " /var/log/tracker.log
"""


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield heading, kind and commands of each block of the page."""
    page = (PROJECT / "docs" / "run.md").read_text(encoding="utf-8")
    for found in BLOCK.finditer(page):
        heading = [each[1] for each in HEADING.finditer(page, 0, found.start())][-1]
        yield heading, found[1], found[2]


class Debian:
    """Be a Debian in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self, mirror: str) -> None:
        """Make it, with the project as something to clone and a stand-in for systemctl."""
        if not (self.root / "bin").exists():
            subprocess.run(
                ["debootstrap", "--variant=minbase", SUITE, self.root, *mirror.split()], check=True
            )
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        authorities = os.environ.get("SSL_CERT_FILE")
        if authorities:
            # A machine may reach registries only through a proxy whose authority it has to know.
            (self.root / "etc/ssl/certs").mkdir(parents=True, exist_ok=True)
            shutil.copy(authorities, self.root / "usr/local/share/authorities.pem")
        policy = self.root / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        stand_in = self.root / "usr/local/sbin/systemctl"
        shutil.copy(PROJECT / "deploy/stand_in_systemctl.py", stand_in)
        for path in (policy, stand_in):
            path.chmod(0o755)
        bundle = self.root / "srv/project.bundle"
        branch = subprocess.run(
            ["git", "rev-parse", "--abbrev-ref", "HEAD"],
            cwd=PROJECT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        subprocess.run(
            ["git", "bundle", "create", "--quiet", bundle, "HEAD", branch], cwd=PROJECT, check=True
        )

    @contextlib.contextmanager
    def mounted(self) -> Iterator[None]:
        """Mount what programs expect, and end all that still runs in it at the end."""
        # Nothing of this machine's own: what is left mounted could be deleted with the folder.
        mounts = [("proc", ["-t", "proc", "proc"]), ("dev/shm", ["-t", "tmpfs", "tmpfs"])]
        for place, options in mounts:
            subprocess.run(["mount", *options, self.root / place], check=True)
        try:
            yield
        finally:
            self._end_all()
            for place, _options in reversed(mounts):
                subprocess.run(["umount", "--lazy", self.root / place], check=True)

    def run(self, commands: str) -> None:
        """Run commands as root, with the variables that the page's reader sets. Exits where one fails."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "REPOSITORY": "/srv/project.bundle",
            "HOST": HOST,
            "DJANGO_SUPERUSER_USERNAME": "admin",
            "DJANGO_SUPERUSER_EMAIL": "admin@example.org",
            "DJANGO_SUPERUSER_PASSWORD": "only for this try",
        }
        if (self.root / "usr/local/share/authorities.pem").exists():
            place = "/usr/local/share/authorities.pem"
            environment |= {"SSL_CERT_FILE": place, "PIP_CERT": place}
        # Nobody is there to be asked for a password.
        script = commands.replace("manage.py createsuperuser", "manage.py createsuperuser --no-input")
        done = subprocess.run(
            ["chroot", self.root, "/bin/bash", "-euxo", "pipefail", "-c", script],
            env=environment,
            check=False,
        )
        if done.returncode:
            log = self.root / "var/log/tracker.log"
            sys.exit(f"failed with {done.returncode}\n{log.read_text()[-3_000:] if log.exists() else ''}")

    def _end_all(self) -> None:
        """Kill what still runs in the folder: by number, each seen to have it as its root."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (process / "root").readlink() == self.root:
                    os.kill(int(process.name), signal.SIGKILL)


def check_ports() -> None:
    """Exit when a port is taken that the site needs."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                sys.exit(f"port {port}: {error.strerror}")


def steps() -> Iterator[tuple[str, str]]:
    """Yield what is done, in order: the page's commands, with what stands in for the rest between them."""
    for heading, kind, commands in blocks():
        if kind == "not here, since it needs a public name":
            yield "a certificate of its own", CERTIFICATE
        elif kind == "debian, instead of nginx":
            yield "many lines", FILL
            yield "promises, through nginx", PROMISES + "systemctl stop nginx\n"
            yield heading, commands
            yield "promises, through Caddy", PROMISES
        elif kind == "debian":
            yield heading, commands
        elif kind == "anywhere":
            yield heading, "cd /srv/tracker/site; set -a; . /etc/tracker.env; set +a\n" + commands
    yield "ready again", "systemctl stop tracker; systemctl enable --now tracker\n" + PROMISES
    yield "all is stopped", "systemctl stop caddy; systemctl stop tracker; systemctl stop postgresql"


def main() -> None:
    """Follow the page, and print how long each step took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where it is made, and kept; else a temporary folder.")
    parser.add_argument("--mirror", default="", help="Where packages come from.")
    options = parser.parse_args()
    check_ports()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="tracker-debian-", dir="/var/tmp"))
    start, told = time.monotonic(), []
    debian = Debian(folder.resolve())
    try:
        debian.make(options.mirror)
        told.append(("a clean Debian", time.monotonic() - start))
        with debian.mounted():
            for name, commands in steps():
                begun = time.monotonic()
                debian.run(commands)
                told.append((name, time.monotonic() - begun))
    finally:
        for name, seconds in (*told, ("all", time.monotonic() - start)):
            print(f"{seconds:8.1f} s  {name}")  # noqa: T201 - this is what it is for
        if options.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
