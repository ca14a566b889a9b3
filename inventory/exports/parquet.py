"""Write an export as Parquet, for those who compute with it: typed columns, an unknown value is null."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from typing import Any, BinaryIO

from inventory.exports.export import Export, type_of
from inventory.exports.files import written

READ_AT_ONCE = 2_000  # rows
ROWS_IN_A_GROUP = 20_000


def parquet(export: Export) -> Iterator[bytes]:
    """Yield the file. Memory grows with a group of rows, not with the file."""
    return written(lambda file: _write(export, file))


def _write(export: Export, file: BinaryIO) -> None:
    # Loaded when somebody asks for it: it takes as much memory as the rest of the site.
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    types = {"integer": pyarrow.int64(), "boolean": pyarrow.bool_(), "string": pyarrow.string()}
    fields = export.fields()
    schema = pyarrow.schema([(name, types[type_of(field)]) for name, field in fields.items()])
    texts = [type_of(field) == "string" for field in fields.values()]
    rows = export.cells().iterator(chunk_size=READ_AT_ONCE)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in batched(rows, ROWS_IN_A_GROUP, strict=False):
            columns = zip(*group, strict=True)
            arrays = [
                pyarrow.array([_text(value) for value in column] if is_text else column, type=kind)
                for column, is_text, kind in zip(columns, texts, schema.types, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
