"""Test that states, groups and organisations are found under the names that others' tables give them."""

import csv
from collections import Counter

import pytest

from inventory.domain.dates import parse_edtf
from inventory.imports.files import read_contents
from inventory.imports.formats import FORMATS
from inventory.imports.tables import find_table
from inventory.models.names import Kind, Names, UnknownNameError
from inventory.wording.messages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
ENDS = (("Zaire", "1997", "1998"), ("East Germany", "1990-10", "1990-11"), ("USSR", "1991", "1992"))


def found(names, kind, name):
    try:
        return names.find(kind, name).slug
    except UnknownNameError as error:
        return str(error)


def test_states_and_others_are_found_under_the_names_of_those_who_count_them(data):
    with (data / "state_names.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(Counter(row["maker"] for row in rows)) == 8
    names, wrong = Names(), []
    for row in rows:
        name, bearer = row["name"], row["bearer"]
        expected = {Kind.PARTY: f"state-{bearer.lower()}", Kind.PLACE: f"country-{bearer.lower()}"}
        if not bearer.isupper():
            expected = {Kind.PARTY: bearer}
        wrong += [
            (row["maker"], name, told)
            for kind, slug in expected.items()
            if (told := found(names, kind, name)) != slug
        ]
    assert not wrong, wrong


def test_a_state_is_asked_about_after_its_end_only():
    names = Names()
    for name, last, asked in ENDS:
        assert names.find(Kind.PARTY, name, days=parse_edtf(last))
        with pytest.raises(UnknownNameError, match="ended on") as caught:
            names.find(Kind.PARTY, name, days=parse_edtf(asked))
        assert len(caught.value.proposals) >= 2


def staged(name, content):
    format_, table = find_table(read_contents(name, content), FORMATS)
    return format_.stage(table, Names())


def test_a_press_file_asks_about_a_state_that_had_ended_when_it_is_said_to_have_received(press):
    rows = ({"recipient": "Zaire"}, {"recipient": "Zaire", "event_date": "1990-01-17"})
    problems = staged("press.csv", press(*rows, {"supplier": "Russia; Mali"}).read_bytes()).problems
    assert "line 2, column recipient: “Zaire” ended on 1997-05-16" in str(problems[0])
    assert len(problems) == 1


def test_a_register_tells_how_many_of_its_deals_name_a_state_that_had_ended(data):
    deals = (data / "sipri_by_deal_2024-10-13.csv").read_bytes()
    assert not any("ended on" in words(note) for note in staged("deals.csv", deals).notes)
    late = staged("deals.csv", deals.replace(b"Mali,Russia,2022", b"Zaire,Soviet Union,2022"))
    assert late.problems == []
    assert [words(note) for note in late.notes if "ended on" in words(note)] == [
        "“Soviet Union” ended on 1991-12-25: 2 deals delivered later name it, first on line 18; kept as the "
        "register has it.",
        "“Zaire” ended on 1997-05-16: 2 deals delivered later name it, first on line 18; kept as the "
        "register has it.",
    ]
    years = (data / "sipri_by_delivery_year.csv").read_bytes().replace(b"Mali,", b"Zaire,")
    assert any("“Zaire” ended on" in words(note) for note in staged("years.csv", years).notes)
