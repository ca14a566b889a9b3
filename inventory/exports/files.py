"""Hold a format that cannot be streamed in a file that is gone once it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

CHUNK_SIZE = 65_536  # bytes


def written(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """Let ``write`` fill a temporary file, which may fail; return what it holds, in chunks."""
    file = tempfile.TemporaryFile(prefix="tracker-export-")  # noqa: SIM115 - It is closed once it is sent.
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return _chunks(file)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_SIZE):
            yield chunk
