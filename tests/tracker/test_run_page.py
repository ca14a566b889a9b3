"""Hold docs/run.md to what there is: its commands run, and its settings are those of the program.

The whole way, on a clean Debian, is walked by `deploy/try_run_md.py`, which needs root.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from inventory.imports.files import LARGEST_FILE
from inventory.management.serving import STOP_LIMIT
from inventory.management.sites import WORKER_STOP_LIMIT, site_supervisor
from tracker.database import parse_database_url

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "run.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- run: (.+?) -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
KINDS = {
    "given",
    "anywhere",
    "debian",
    "debian, instead of nginx",
    "not here, since it needs a public name",
    "not here, since it needs systemd",
}
EVERYTHING = [line for _, block in BLOCKS for line in block.splitlines()]
ANYWHERE = [line for kind, block in BLOCKS if kind == "anywhere" for line in block.splitlines()]
AS_TRACKER = "runuser -u tracker -- "
NAMES = ("tracker.env", "tracker.service", "nginx.conf", "Caddyfile")
FILES = {name: (ROOT / "deploy" / name).read_text(encoding="utf-8") for name in NAMES}
ENVIRONMENT = dict(
    line.split("=", 1) for line in FILES["tracker.env"].splitlines() if line and line[0] != "#"
)
UNIT = dict(
    line.split("=", 1) for line in FILES["tracker.service"].splitlines() if "=" in line and line[0] != "#"
)


def test_each_block_of_commands_says_where_it_runs():
    assert PAGE.count("```sh\n") == len(BLOCKS) > 10
    assert {kind for kind, _ in BLOCKS} == KINDS


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=lambda block: block.splitlines()[0])
def test_each_block_is_right_for_a_shell(block):
    checked = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("line", ANYWHERE)
def test_what_runs_anywhere_runs(line, tmp_path):
    as_tracker, command = line[: len(AS_TRACKER)], shlex.split(line[len(AS_TRACKER) :])
    assert (as_tracker, command[0]) == (AS_TRACKER, ".venv/bin/python")
    # The server that comes with the project: to check the settings, it need not even be started.
    environment = os.environ | ENVIRONMENT | {"TRACKER_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # The browser tests of this process set it.
    done = subprocess.run(
        [sys.executable, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_its_commands_and_files_are_there():
    commands = set(re.findall(r"manage\.py (\w+)", PAGE + UNIT["ExecStart"]))
    assert {"serve", "serve_web", "serve_worker", "migrate"} <= commands <= set(get_commands())
    files = set(re.findall(r"deploy/[\w.]+", PAGE))
    assert len(files) == len(NAMES) + 1
    assert all((ROOT / file).is_file() for file in files)


def test_its_settings_are_those_of_the_program_and_lead_to_the_socket_of_debian():
    described = set(re.findall(r"^#?([A-Z_]+)=", FILES["tracker.env"], re.MULTILINE))
    known = set(re.findall(r"^([A-Z_]+) {2,}", (ROOT / "tracker/settings.py").read_text(), re.MULTILINE))
    assert described <= known
    database = parse_database_url(ENVIRONMENT["DATABASE_URL"])
    assert (database["HOST"], database["USER"], database["NAME"]) == (
        "/var/run/postgresql",
        "tracker",
        "tracker",
    )


def test_the_unit_gives_programs_the_time_that_they_are_given_to_end():
    programs = [post.program for post in site_supervisor("127.0.0.1", 8000, 1, lambda: None)._posts]
    assert sum(program.stop_limit for program in programs) < int(UNIT["TimeoutStopSec"])
    assert int(UNIT["TimeoutStopSec"]) > STOP_LIMIT + WORKER_STOP_LIMIT
    assert (UNIT["Type"], UNIT["KillMode"]) == ("notify", "mixed")
    assert UNIT["ExecStart"] == f"{UNIT['WorkingDirectory']}/.venv/bin/python manage.py serve"


@pytest.mark.parametrize(
    ("name", "pattern"), [("nginx.conf", r"size (\d+)m;"), ("Caddyfile", r"size (\d+)MiB")]
)
def test_proxies_take_the_largest_file_and_the_form_around_it(name, pattern):
    (limit,) = re.findall(pattern, FILES[name])
    assert int(limit) == LARGEST_FILE // 1024**2 + 1
    assert f"of {limit} MB" in PAGE
    assert "127.0.0.1:8000" in FILES[name]


def test_nginx_replaces_what_visitors_say_of_themselves():
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in FILES["nginx.conf"]
