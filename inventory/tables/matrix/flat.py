"""Write the matrix as plain rows, one a type, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.tables.matrix.page import Matrix
from inventory.tables.matrix.rows import RowView

type FlatCell = str | int | None

TYPE_COLUMNS = ("equipment_type", "equipment_name", "depth", "unit")
ESTIMATE_COLUMNS = (
    "estimate_low",
    "estimate_high",
    "support",
    "voices",
    "state",
    "dissenters",
    "type_conflict",
    "confirmed",
)


def flat_rows(matrix: Matrix) -> Iterator[tuple[FlatCell, ...]]:
    """Yield the names of the columns, then a row for each type.

    Each voice has its words and its bounds, ``<source>_phrase``, ``<source>_low`` and ``<source>_high``; an
    empty phrase beside bounds means that they follow from other rows. An empty high end beside a low one
    is open, both empty mean that no count is given.
    """
    voices = (f"{voice.slug}_{part}" for voice in matrix.voices for part in ("phrase", "low", "high"))
    yield (*TYPE_COLUMNS, *voices, *ESTIMATE_COLUMNS)
    for row in matrix.rows:
        yield (row.slug, row.type.text, row.depth, row.unit, *_said(row), *_concluded(row))


def _said(row: RowView) -> Iterator[FlatCell]:
    for cell in row.cells:
        yield cell.words
        yield cell.low
        yield cell.high


def _concluded(row: RowView) -> tuple[FlatCell, ...]:
    estimate = row.estimate
    return (
        estimate.low,
        estimate.high,
        estimate.support,
        estimate.total,
        estimate.state,
        "; ".join(estimate.dissenters),
        "; ".join(row.type_conflict),
        estimate.confirmed,
    )
