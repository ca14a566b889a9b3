"""Write the source line of a figure."""

import pytest

from inventory.charts.sourcing import source_words
from inventory.models.origins import Origins


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        (None, ""),
        (Origins("RAIDS", False, "2025-01-26", 0), "RAIDS, 26 Jan 2025"),
        (Origins("RAIDS", False, "", 1), "RAIDS, undated, and 1 other publication"),
        (
            Origins("SIPRI", True, "2026-02-12", 1046),
            "SIPRI, edition of 12 Feb 2026, and 1,046 other publications",
        ),
    ],
)
def test_the_leading_publication_is_named_and_the_others_counted(origins, words):
    assert source_words(origins) == words
