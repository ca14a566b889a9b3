"""Test that states, groups and organisations are found under the names that others' tables give them."""

import csv
from collections import Counter

import pytest

from inventory.domain.dates import parse_edtf
from inventory.models.names import Kind, Names, UnknownNameError

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
