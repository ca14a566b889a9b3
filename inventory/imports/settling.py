"""Keep the collector of circular garbage from walking through a whole file again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
YOUNG_AT_ONCE, SELDOM = 1_000, 10_000  # new objects, and collections of such before older ones are looked at


@contextmanager
def settled() -> Iterator[None]:
    """Let the collector leave alone, for a while, all objects that are there already.

    Records are many and live until the end. As others join them, the collector would look at all of them time
    after time, which takes a tenth of an import. What is new meanwhile is still collected, if it is soon done
    with.
    """
    gc.freeze()
    gc.set_threshold(YOUNG_AT_ONCE, SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
        gc.unfreeze()
