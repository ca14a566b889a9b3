"""Write matrices as plain rows, one for each shipment and type, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inventory.tables.matrix.page import Matrix
from inventory.tables.matrix.rows import RowView

type FlatCell = str | int | None

TYPE_COLUMNS = ("shipment_reference", "equipment_type", "equipment_name", "depth", "unit")
ESTIMATE_COLUMNS = (
    "estimate_low",
    "estimate_high",
    "named_low",
    "named_high",
    "support",
    "voices",
    "state",
    "dissenters",
    "type_conflict",
    "confirmed",
)
SILENCE: tuple[FlatCell, ...] = ("", None, None)


def flat_rows(matrices: Mapping[str, Matrix]) -> Iterator[tuple[FlatCell, ...]]:
    """Yield the names of the columns, then a row for each type of the matrices, given by reference.

    Each voice has its words and its bounds, ``<source>_phrase``, ``<source>_low`` and ``<source>_high``; an
    empty phrase beside bounds means that they follow from other rows. An empty high end beside a low one
    is open, both empty mean that no count is given.
    """
    voices = tuple(dict.fromkeys(voice.slug for matrix in matrices.values() for voice in matrix.voices))
    parts = (f"{voice}_{part}" for voice in voices for part in ("phrase", "low", "high"))
    yield (*TYPE_COLUMNS, *parts, *ESTIMATE_COLUMNS)
    for reference, matrix in matrices.items():
        for row in matrix.rows:
            named = (reference, row.slug, row.type.text, row.depth, row.unit)
            yield (*named, *_said(matrix, row, voices), *_concluded(row))


def _said(matrix: Matrix, row: RowView, voices: Sequence[str]) -> Iterator[FlatCell]:
    own = {voice.slug: cell for voice, cell in zip(matrix.voices, row.cells, strict=True)}
    for voice in voices:
        cell = own.get(voice)
        yield from (cell.words, cell.low, cell.high) if cell else SILENCE


def _concluded(row: RowView) -> tuple[FlatCell, ...]:
    estimate = row.estimate
    return (
        estimate.low,
        estimate.high,
        estimate.named_interval.low if estimate.named_interval else None,
        estimate.named_interval.high if estimate.named_interval else None,
        estimate.support,
        estimate.total,
        estimate.state,
        "; ".join(estimate.dissenters),
        "; ".join(row.type_conflict),
        estimate.confirmed,
    )
