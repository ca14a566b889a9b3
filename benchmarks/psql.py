"""Have PostgreSQL's own client do a work, as the limit of what can be done."""

from __future__ import annotations

import os
import subprocess

from django.db import connection

from tracker.embedded.binaries import binary


def run_psql(statements: str) -> None:
    """Run statements on the benchmark's database; what they write goes nowhere. The first fault is raised."""
    parameters = connection.get_connection_params()
    command = [str(binary("psql")), "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", "-"]
    options = {"host": "--host", "port": "--port", "user": "--username", "dbname": "--dbname"}
    for name, option in options.items():
        if parameters.get(name):
            command += [option, str(parameters[name])]
    environment = os.environ | {"PGPASSWORD": str(parameters.get("password") or "")}
    subprocess.run(command, input=statements.encode(), stdout=subprocess.DEVNULL, env=environment, check=True)
