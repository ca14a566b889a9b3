"""Hold the profile of matrices to what the page of a shipment writes."""

from inventory.columns.column import names_of
from inventory.columns.matrix import OF_A_VOICE, PATTERN, matrix_columns
from inventory.exports.matrix import export_matrices
from inventory.tables.matrix import flat_rows


def test_the_codebook_s_columns_are_those_of_a_matrix_with_any_voice():
    columns, rows = flat_rows({})
    assert list(columns) == [column for column in PATTERN if column not in OF_A_VOICE]
    assert list(rows) == []


def test_numbers_are_numbers_and_all_else_is_text():
    export = export_matrices(matrix_columns(["le-monde"]), ())
    assert names_of(column for column in export.columns if column.type == "integer") == [
        "depth", "le-monde_low", "le-monde_high", "estimate_low", "estimate_high", "named_low",
        "named_high", "support", "voices",
        "confirmed",
    ]  # fmt: skip
