"""Serve ten thousand lines as a deployment does: from granian, with files hashed and compressed.

``python -m tests.browser.loaded_site PORT`` wants a TRACKER_DATA_DIR of its own; SIGINT or SIGTERM ends it.
"""

import os
import subprocess
import sys

import django

LINES = 10_000
READY = b"Serving.\n"  # is printed when the port is open


def prepare():
    """Make the database and collect the files that browsers load."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first

    from benchmarks.data import fill  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0, interactive=False)
    fill(LINES)
    call_command("collectstatic", verbosity=0, interactive=False)


def main(port):
    """Prepare in a process of its own, since settings are read before files are collected; then serve."""
    subprocess.run([sys.executable, "-m", __spec__.name], check=True)
    django.setup()
    from inventory.management.serving import leave_on_termination, serve  # noqa: PLC0415 - as above

    leave_on_termination()
    serve(port, lambda: os.write(sys.stdout.fileno(), READY))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        django.setup()
        prepare()
    else:
        main(int(sys.argv[1]))
