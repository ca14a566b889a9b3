"""Test guessing what the columns of a table say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.mapping import DayOrder, Field, suggest


def columns(header, rows=()):
    return {name.value: given.column for name, given in suggest(header, rows).fields.items()}


def test_english_names_are_known():
    header = [
        "ID",
        "Exporter",
        "Importer",
        "Weapon designation",
        "Quantity",
        "Delivery date",
        "Source",
        "Link",
    ]
    assert columns(header) == {
        "key": "ID",
        "supplier": "Exporter",
        "recipient": "Importer",
        "equipment_type": "Weapon designation",
        "phrase": "Quantity",
        "date": "Delivery date",
        "publication_source": "Source",
        "publication_url": "Link",
    }


def test_french_names_are_known_without_their_accents():
    header = [
        "Pays fournisseur",
        "Bénéficiaire",
        "MATERIEL",
        "Quantité",
        "Année de livraison",
        "Média",
        "Lien",
    ]
    assert columns(header) == {
        "supplier": "Pays fournisseur",
        "recipient": "Bénéficiaire",
        "equipment_type": "MATERIEL",
        "phrase": "Quantité",
        "date": "Année de livraison",
        "publication_source": "Média",
        "publication_url": "Lien",
    }


def test_our_own_names_are_known():
    header = [name.value for name in Field]
    assert columns(header) == {name: name for name in header}


def test_names_that_say_more_are_known():
    assert columns(["Supplier (state)", "Recipient state", "Number of items", "Type of weapon"]) == {
        "supplier": "Supplier (state)",
        "recipient": "Recipient state",
        "phrase": "Number of items",
        "equipment_type": "Type of weapon",
    }


def test_bounds_are_told_from_the_number():
    assert columns(["Number of items (min)", "Number of items (max)", "Number of items"]) == {
        "phrase": "Number of items",
        "low": "Number of items (min)",
        "high": "Number of items (max)",
    }


def test_a_description_alone_says_the_type():
    assert columns(["Description", "Number"]) == {"equipment_type": "Description", "phrase": "Number"}
    assert columns(["Description", "Type"]) == {"equipment_type": "Type", "label": "Description"}


def test_cells_that_say_otherwise_win_over_the_name():
    rows = [["https://a.example/1", "3", "T-72"], ["https://a.example/2", "about 5", "D-30"]]
    assert columns(["Source", "x", "Type"], rows) == {"publication_url": "Source", "equipment_type": "Type"}
    assert columns(["Total", "Type"], [["all of them", "T-72"], ["the rest", "T-80"]]) == {
        "equipment_type": "Type"
    }


def test_cells_alone_show_addresses_dates_and_numbers():
    rows = [["3", "2025-01-17", "https://a.example", "Mali"], ["4", "May 2025", "https://b.example", "Niger"]]
    assert columns(["a1", "b1", "c1", "d1"], rows) == {"phrase": "a1", "date": "b1", "publication_url": "c1"}


def test_two_columns_of_numbers_are_not_chosen_between():
    assert columns(["a1", "b1"], [["3", "4"], ["5", "6"]]) == {}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["03/04/2025", "17/04/2025"], DayOrder.DAY_FIRST),
        (["03/04/2025", "04/17/2025"], DayOrder.MONTH_FIRST),
        (["03/04/2025"], DayOrder.UNKNOWN),
        (["17/04/2025", "04/17/2025"], DayOrder.UNKNOWN),
    ],
)
def test_the_order_of_day_and_month_is_found_where_it_shows(dates, order):
    found = suggest(["Date"], [[date] for date in dates])
    assert (found.day_order, found.fields[Field.DATE].column) == (order, "Date")


def test_packed_cells_are_noticed():
    assert suggest(["Items"], [["CAESAR (19); Bohdana (18)"], ["T-72 (3)"]]).is_packed
    assert not suggest(["Items"], [["CAESAR"], ["T-72 (M1)"]]).is_packed


@given(
    st.lists(st.text(max_size=15), unique=True, max_size=8),
    st.lists(st.lists(st.text(max_size=8), max_size=8)),
)
def test_each_column_is_used_once_and_exists(header, rows):
    used = [given.column for given in suggest(header, rows).fields.values()]
    assert len(used) == len(set(used))
    assert set(used) <= set(header)


def test_a_number_of_the_row_is_no_count():
    rows = [["1", "a"], ["2", "b"], ["3", "c"]]
    assert "phrase" not in columns(["id", "x"], rows)
    assert "phrase" not in columns(["n1", "x"], rows)
    assert columns(["id", "how many"], [["1", "7"], ["2", "dozens"]])["phrase"] == "how many"


def test_a_column_via_names_places_or_outlets():
    assert columns(["via"], [["Conakry"], ["Conakry"]]) == {"transit": "via"}
    assert columns(["via"], [["kassataya.com"], ["https://maliactu.net/"]])["passed_on_by"] == "via"


def test_names_of_columns_are_known_in_spanish():
    header = ["Medio", "País", "Fecha", "Equipo", "Cantidad", "Fuente original", "Cita", "Enlace", "Caso"]
    assert set(columns(header, [])) == {
        *("publication_source", "destination", "date", "equipment_type", "phrase", "cited_source"),
        *("quote", "publication_url", "group"),
    }
