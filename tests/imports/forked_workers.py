"""Start real workers without waiting for Python each time: ``python -m tests.imports.forked_workers``.

It wants a DATABASE_URL. For each line of its input, which names a database, it forks a worker on that
database and writes the worker's number.
"""

import os
import signal
import sys

import django


def main():
    """Prepare what all workers have in common, and fork one for each line."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first
    from django.db import connection  # noqa: PLC0415 - as above

    # Nobody waits for those that are killed.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        worker = os.fork()
        if worker:
            os.write(sys.stdout.fileno(), f"{worker}\n".encode())
            continue
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a worker says is no number.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        connection.settings_dict["NAME"] = line.strip()
        call_command("procrastinate", "worker")
        return


if __name__ == "__main__":
    main()
