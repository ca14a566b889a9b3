"""Tell by how many voices, and how surely, a value is affirmed or denied."""

import pytest

from inventory.domain.comparison import StatementTally
from inventory.wording.certainty import tally_words

ONE, OTHER = (1,), (2,)


def tally(modality, **values):
    usual = {"is_affirmed": True, "is_partial": False, "is_hedged": False, "is_first_hand": False}
    return StatementTally(**usual | {"modality": modality, "voices": (ONE,)} | values)


@pytest.mark.parametrize(
    ("tallies", "words"),
    [
        ([], ""),
        ([tally("")], "stated by 1"),
        ([tally("reported", voices=(ONE, OTHER), is_first_hand=True)], "reported by 2 first-hand"),
        ([tally("assessed", is_hedged=True)], "assessed by 1 with a caveat"),
        ([tally("observed", is_first_hand=True)], "observed by 1"),
        ([tally("reported", is_affirmed=False)], "denied by 1"),
        (
            [tally("suspected"), tally("stated", is_partial=True), tally("observed", is_affirmed=False)],
            "suspected by 1, in part by 1; denied by 1 on observation",
        ),
    ],
)
def test_ways_of_saying_it_are_told_apart(tallies, words):
    assert tally_words(tallies) == words
