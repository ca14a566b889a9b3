"""Keep the collector of circular garbage from walking through a whole file again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """Let the collector leave alone, for a while, all objects that are there already.

    Records are many and live until the end. As others join them, the collector would look at all of them time
    after time, which takes a tenth of an import. What is new meanwhile is still collected.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
