"""Test which deals an edition of SIPRI's register covers; no database is needed."""

import pytest

from inventory.imports.sipri.scope import SET_ASIDE, Places, read_scope

ALL_YEARS = (
    "Transfers from All countries  to All countries . Deals with deliveries or orders made for year range"
    " '1950' to '2024'"
)
PLACES = Places("by", "to", "ordered", "delivered")


def scope_deal(by: str, to: str, ordered: str, delivered: str = "") -> dict[str, str]:
    return {"by": by, "to": to, "ordered": ordered, "delivered": delivered}


HELD = {
    "old": scope_deal("China", "Mali", "1998", "2001; 2002"),
    "new": scope_deal("China", "Mali", "2004", "2005"),
    "undated": scope_deal("China", "Mali", "", "2005"),
    "french": scope_deal("France", "Mali", "2004", "2005"),
    "to_togo": scope_deal("China", "Trinidad and Tobago", "2004"),
}


@pytest.mark.parametrize(
    ("line", "stated", "covered"),
    [
        (ALL_YEARS, [], {"old", "new", "undated", "french", "to_togo"}),
        ("Made by hand", [], {"old", "new", "undated", "french", "to_togo"}),
        (ALL_YEARS.replace("from All countries", "from China"), [], {"old", "new", "undated", "to_togo"}),
        (
            ALL_YEARS.replace("from All countries", "from France, Germany and China").replace(
                "to All countries", "to Trinidad and Tobago"
            ),
            [],
            {"to_togo"},
        ),
        (ALL_YEARS.replace("1950", "2000"), [HELD["old"]], {"old", "new", "undated", "french", "to_togo"}),
        # No row of the file was ordered before 2000: deals were chosen by their order.
        (ALL_YEARS.replace("1950", "2000"), [HELD["new"]], {"new", "undated", "french", "to_togo"}),
        (
            ALL_YEARS.replace("1950", "2000").replace(" or orders", ""),
            [HELD["new"]],
            {"old", "new", "undated", "french"},
        ),
        (f"{SET_ASIDE}register.csv", [], set()),
    ],
)
def test_an_edition_covers_what_its_preamble_asked_for(line, stated, covered):
    scope = read_scope(["", line], PLACES).told_by(stated)
    assert {uid for uid, cells in HELD.items() if scope.asks_for(cells)} == covered


def test_a_file_without_deals_of_some_countries_is_whole_or_an_extract_of_its_edition():
    held = {f"mali {year}": scope_deal("France", "Mali", str(year)) for year in range(1990, 2010)}
    held["togo"] = scope_deal("France", "Togo", "1990")
    scope = read_scope([ALL_YEARS], PLACES)
    stated = [held[f"mali {year}"] for year in range(1991, 2010)]
    assert scope.lacking(held, {"mali 1990", "togo"}, stated) == {"mali 1990", "togo"}
    stated = [held["togo"]]
    assert scope.lacking(held, held.keys() - {"togo"}, stated) == set()
    named = read_scope([ALL_YEARS.replace("to All countries", "to Mali")], PLACES)
    assert named.lacking(held, {"mali 1990", "togo"}, stated) == {"mali 1990"}
