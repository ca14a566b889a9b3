"""Know what a served site consists of: pages, and the worker for what takes long."""

from __future__ import annotations

import http.client
from collections.abc import Callable

from inventory.management import serving
from inventory.management.programs import Program
from inventory.management.supervising import Supervisor

WORKER_STOP_LIMIT = 10.0  # seconds; what it is at is then as if not begun, and taken up at the next start
ASK_LIMIT = 5.0  # seconds for an answer to whether the site is ready
# Addresses on which a server hears all of the machine's, and the one under which it is reached here.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound here


def site_supervisor(address: str, port: int, workers: int, on_ready: Callable[[], None]) -> Supervisor:
    """Return what keeps pages and worker running; requests are finished before the worker is stopped."""
    web = (
        "serve_web", "--address", address, "--port", str(port), "--workers", str(workers),
    )  # fmt: skip
    programs = [
        # Longer than the server gives its own processes, which it stops before it ends.
        Program("web", web, serving.STOP_LIMIT + 5.0),
        Program("worker", ("serve_worker",), WORKER_STOP_LIMIT),
    ]
    return Supervisor(programs, lambda: is_ready(address, port), on_ready)


def is_ready(address: str, port: int) -> bool:
    """Tell whether the site on the port says of itself that it is ready."""
    visitor = http.client.HTTPConnection(EVERYWHERE.get(address, address), port, timeout=ASK_LIMIT)
    try:
        visitor.request("GET", "/readyz")
        return visitor.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        # Nobody listens yet, or who did has just gone.
        return False
    finally:
        visitor.close()
