"""Wait for what has to come, with one limit for every test.

No test says how quick a machine has to be. The limit only makes a failure of what never comes.
"""

import os
import time
from collections.abc import Callable

LIMIT_VARIABLE = "TRACKER_TEST_LIMIT"
LIMIT = float(os.environ.get(LIMIT_VARIABLE, "120"))  # seconds; many times what anything here takes
POLL_INTERVAL = 0.02  # seconds


def wait_until[Given](condition: Callable[[], Given], what: str) -> Given:
    """Poll until the condition holds, and return what it gave; the test fails, naming what never came."""
    deadline = time.monotonic() + LIMIT
    while not (given := condition()):
        assert time.monotonic() < deadline, f"{what}: not within {LIMIT:g} seconds ({LIMIT_VARIABLE})"
        time.sleep(POLL_INTERVAL)
    return given
