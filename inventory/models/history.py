"""Keep the history of a table by statement-level database triggers."""

from collections.abc import Callable, Sequence
from typing import cast

import pghistory
from django.db import models


def with_history[Model: type[models.Model]](
    *, exclude: Sequence[str] = (), found_by: Sequence[str] = ()
) -> Callable[[Model], Model]:
    """Record every insert, update and delete of the decorated model, bulk SQL and COPY included.

    Statement-level triggers cost about a quarter of row-level ones on bulk writes. TRUNCATE records nothing.
    ``exclude`` names columns that are computed from others and have no history of their own, ``found_by`` the
    foreign keys by which events are looked up: no other has an index there, since every row written pays.
    """
    track = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        exclude=list(exclude) or None,
        meta={"indexes": [models.Index(fields=(name,)) for name in found_by]},
    )
    return cast("Callable[[Model], Model]", track)
