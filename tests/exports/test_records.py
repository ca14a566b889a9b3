"""Test that computed records become harmless lines of CSV."""

import csv
import io

import pytest

from inventory.exports.records import record_lines


def rows(names, records):
    return list(csv.reader(io.StringIO(b"".join(record_lines(names, records)).decode())))


def test_the_head_comes_first_and_unknown_is_empty():
    assert rows(["name", "low"], [["Tanks", 7], ["Guns", None]]) == [
        ["name", "low"],
        ["Tanks", "7"],
        ["Guns", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'=x", "＝x", "#REF!"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert rows(["name"], [[text]])[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["T-72", "a=b", "'quoted'", "Côte d’Ivoire, “x”\ny"])
def test_other_texts_stay_as_they_are(text):
    assert rows(["name"], [[text]])[1] == [text]


def test_negative_numbers_stay_numbers():
    assert rows(["difference_low"], [[-3]])[1] == ["-3"]
