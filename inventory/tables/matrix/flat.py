"""Write matrices as plain rows, one for each shipment and type, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inventory.columns.column import FileColumn
from inventory.columns.matrix import matrix_columns
from inventory.tables.matrix.page import Matrix
from inventory.tables.matrix.rows import RowView

type FlatCell = str | int | None

SILENCE: tuple[FlatCell, ...] = ("", None, None)


def flat_rows(matrices: Mapping[str, Matrix]) -> tuple[list[FileColumn], Iterator[tuple[FlatCell, ...]]]:
    """Return the columns, and a row for each type of the matrices, which are given by reference.

    Each voice has its words and its bounds; an empty phrase beside bounds means that they follow from other
    rows. What only copies of a voice say is no word of its own. An empty high end beside a low one is open,
    both empty mean that no count is given.
    """
    voices = tuple(dict.fromkeys(voice.slug for matrix in matrices.values() for voice in matrix.voices))
    rows = (
        (*_type(reference, row), *_said(matrix, row, voices), *_concluded(row))
        for reference, matrix in matrices.items()
        for row in matrix.rows
    )
    return matrix_columns(voices), rows


def _type(reference: str, row: RowView) -> tuple[FlatCell, ...]:
    """Return the cells of ``columns.matrix.TYPE``."""
    return (reference, row.slug, row.type.text, row.depth, row.unit)


def _said(matrix: Matrix, row: RowView, voices: Sequence[str]) -> Iterator[FlatCell]:
    """Yield the cells of ``columns.matrix.OF_A_VOICE`` for each voice."""
    own = {voice.slug: cell for voice, cell in zip(matrix.voices, row.cells, strict=True)}
    for voice in voices:
        cell = own.get(voice)
        yield from SILENCE if cell is None or cell.is_of_copies else (cell.words, cell.low, cell.high)


def _concluded(row: RowView) -> tuple[FlatCell, ...]:
    """Return the cells of ``columns.matrix.CONCLUDED``."""
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
