"""Render what several tables share, with a word for what is unknown."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Country, Place
from inventory.tables.cells import date_text, interval_text, place_text, state_mark


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (NumericRange(7, 8), "7"),
        (NumericRange(2, 4), "2–3"),
        (NumericRange(101, None), "≥ 101"),
        (NumericRange(0, 1), "0"),
        (None, ""),
    ],
)
def test_a_range_is_shown_closed_and_an_unknown_is_never_zero(quantity, text):
    assert interval_text(quantity) == text


def test_a_place_links_to_its_country_and_a_country_is_named_once():
    mali = Country(code="ML", name="Mali")
    assert place_text(Place(name="Bamako", kind="city", country=mali)) == (
        'Bamako, <a href="/destinations/ML/">Mali</a>'
    )
    assert (
        place_text(Place(name="Mali", kind="country", country=mali)) == '<a href="/destinations/ML/">Mali</a>'
    )
    assert place_text(Place(name="Sahel <west>", kind="region")) == "Sahel &lt;west&gt;"
    assert "unknown" in place_text(None)


def test_dates_and_states_have_words():
    assert ">January 2025<" in date_text("2025-01")
    assert "unknown" in date_text("")
    assert "Single source" in state_mark("single")
    assert "No count reported" in state_mark("")
    assert "Conflict (3)" in state_mark("conflict", "Conflict (3)")
