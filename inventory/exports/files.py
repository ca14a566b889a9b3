"""Hold a format that cannot be streamed in a file that is gone once it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

CHUNK_SIZE = 65_536  # bytes


def written(write: Callable[[BinaryIO], None]) -> _Chunks:
    """Let ``write`` fill a temporary file, which may fail; return what it holds, in chunks."""
    file = tempfile.TemporaryFile(prefix="tracker-export-")  # noqa: SIM115 - It is closed once it is sent.
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return _Chunks(file)


class _Chunks:
    """Yield what a file holds, and close it at the end, or unread when its answer is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if chunk := self._file.read(CHUNK_SIZE):
            return chunk
        self.close()
        raise StopIteration

    def close(self) -> None:
        self._file.close()
