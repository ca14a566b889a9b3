"""Write an export as Parquet, for those who compute with it: typed columns, an unknown value is null."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from typing import Any, BinaryIO

from inventory.exports.export import AnyExport
from inventory.exports.files import written
from inventory.models.whole_record import Type

ROWS_IN_A_GROUP = 20_000


# What the driver gives is not always what the format takes, such as the identifier of a row.
CONVERTED: dict[Type, Callable[[Any], Any]] = {Type.STRING: str, Type.NUMBER: float}


def parquet(export: AnyExport) -> Iterator[bytes]:
    """Yield the file. Memory grows with a group of rows, not with the file."""
    return written(lambda file: _write(export, file))


def _write(export: AnyExport, file: BinaryIO) -> None:
    # Loaded when somebody asks for it: it takes as much memory as the rest of the site.
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    types = {
        Type.INTEGER: pyarrow.int64(),
        Type.NUMBER: pyarrow.float64(),
        Type.BOOLEAN: pyarrow.bool_(),
        Type.DATE: pyarrow.date32(),
        Type.STRING: pyarrow.string(),
    }
    schema = pyarrow.schema([(column.name, types[column.type]) for column in export.columns])
    as_kind = [CONVERTED.get(column.type) for column in export.columns]
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in batched(export.cells(), ROWS_IN_A_GROUP, strict=False):
            columns = zip(*group, strict=True)
            arrays = [
                pyarrow.array(_converted(column, convert), type=kind)
                for column, convert, kind in zip(columns, as_kind, schema.types, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _converted(column: Sequence[Any], convert: Callable[[Any], Any] | None) -> Sequence[Any]:
    return [None if value is None else convert(value) for value in column] if convert else column
