"""Hold the profile of matrices to what the page of a shipment writes."""

from inventory.exports.matrix import HEAD, export_matrices, split_voice
from inventory.tables.matrix import flat_rows


def test_the_codebook_s_columns_are_those_of_a_matrix_with_any_voice():
    (head,) = flat_rows({})
    assert tuple(name for name in HEAD if not split_voice(name)[0]) == head


def test_numbers_are_numbers_and_all_else_is_text():
    types = export_matrices(HEAD, ()).types()
    assert [name for name, kind in types.items() if kind == "integer"] == [
        "depth", "<voice>_low", "<voice>_high", "estimate_low", "estimate_high", "named_low",
        "named_high", "support", "voices",
        "confirmed",
    ]  # fmt: skip
