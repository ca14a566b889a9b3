"""Keep Python from walking through a whole file again and again, and from letting the database wait."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
QUICK = 0.0005  # seconds; a tenth of what is usual
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


@contextmanager
def quick_turns() -> Iterator[None]:
    """Let threads take turns more often, for a while.

    A thread that the database has answered otherwise waits for one that computes, and the database with it.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(QUICK)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
