"""Keep what tests write for themselves in memory: a database server waits for the disk otherwise."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 6 * 2**30  # bytes, several times what a run of two workers uses


def prefer_memory() -> None:
    """Make temporary files in memory, for this process and those that it starts, if there is room for them.

    A TMPDIR that somebody chose stays. A folder from which no program may be run is not used: some tests do.
    """
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return
    if shutil.disk_usage(MEMORY).free >= NEEDED:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None
