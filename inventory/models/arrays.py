"""Hand many keys to a query as one array: a parameter for each of a thousand takes ten times as long."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models.expressions import RawSQL

TYPES = {UUID: "uuid", str: "text", int: "bigint"}


def one_of(keys: Collection[Any], of: type | None = None) -> RawSQL:
    """Return what a lookup with ``in`` takes for keys of one type: identifiers, texts or whole numbers.

    ``of`` is UUID for identifiers that are given as texts.
    """
    kind = TYPES[of or next(map(type, keys), int)]
    # Nothing but a text needs quoting in an array, and the driver takes longer to write one.
    array = list(keys) if kind == "text" else f"{{{','.join(map(str, keys))}}}"
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [array])  # noqa: S611  (Made of TYPES alone.)
