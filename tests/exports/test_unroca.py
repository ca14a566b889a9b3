"""Write lines in the columns of the UN Register, with the words beside a number that is none."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.columns import unroca
from inventory.columns.column import names_of
from inventory.exports.copy import csv_lines
from inventory.exports.unroca import export_unroca_like
from inventory.imports.unroca import COLUMNS, OPTIONAL, OTHER_NAMES
from inventory.models import ReportedDelivery
from tests import factories
from tests.exports.verdicts import judge
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db


def written(lines=None):
    """Return the rows of the file for all lines, or those given."""
    rows = ReportedDelivery.objects.for_list().order_by("pk") if lines is None else lines
    text = b"".join(csv_lines(export_unroca_like(rows))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def counts(outcome="in", **line):
    """Make a line on a type that the Register counts, and return its row."""
    made = factories.ReportedDeliveryFactory(**line)
    judge(made.equipment_type, "unroca", "I", "Battle tanks", outcome)
    return written()[0]


def test_the_columns_are_those_that_an_import_reads():
    names = [OTHER_NAMES.get(name.lower(), name.lower()) for name in names_of(unroca.COLUMNS)]
    assert sorted(names) == sorted((*COLUMNS, *OPTIONAL))


def test_every_cell_of_a_full_row():
    line = full_line()
    judge(line.equipment_type.parent, "unroca", "I", "Battle tanks", "disputed")
    syria = factories.PlaceFactory(name="Tartus", country=factories.CountryFactory(name="Syria"))
    for kind in ("origin", "transit"):
        factories.ReportedDetailFactory(report=line.report, kind=kind, place=syria)
    for name in ("Wagner Group", "Malian army"):
        army = factories.PartyFactory(name=name)
        factories.ReportedDetailFactory(report=line.report, kind="recipient", party=army, place=None)
    denied = factories.PartyFactory(name="Niger")
    factories.ReportedDetailFactory(
        report=line.report, kind="recipient", party=denied, place=None, polarity="denied"
    )
    assert written() == [
        {
            "Reporting State": "CAST",
            "Year": "2025",
            "Category": "I. Battle tanks",
            "Exporter State(s)": "Russia",
            "Final importer State(s)": "Malian army / Wagner Group",
            "Number of items": "7",
            "State of origin (if not exporter)": "Syria",
            "Intermediate location (if any)": "Tartus",
            "Description of item": "T-72B3",
            "Comments on the transfer": (
                "interval: 6–8; as written: about seven; called: T-72B3 tanks; category disputed"
            ),
        }
    ]


@pytest.mark.parametrize(
    ("line", "number", "comments"),
    [
        ({}, "3", ""),
        (
            {"quantity": NumericRange(3, 6), "kind": "vague", "phrase": "a few"},
            "3",
            "interval: 3–5; as written: a few",
        ),
        (
            {"quantity": NumericRange(101, None), "kind": "more_than", "phrase": "over 100"},
            "101",
            "interval: ≥ 101; as written: over 100",
        ),
        ({"denied": True}, "0", "as written: none"),
        ({"unknown": True}, "", "as written: undisclosed"),
    ],
)
def test_a_count_that_is_no_number_is_told_in_the_comments_and_unknown_stays_unknown(line, number, comments):
    row = counts(**line)
    assert (row["Number of items"], row["Comments on the transfer"]) == (number, comments)


def test_a_bare_row_leaves_empty_what_is_unknown():
    row = counts()
    assert {row[name] for name in ("Year", "Exporter State(s)", "Final importer State(s)")} == {""}
    line = ReportedDelivery.objects.get()
    assert row["Reporting State"] == line.report.publication.source.name


@pytest.mark.parametrize(
    "line", [{"outcome": "out"}, {"report__stage": "ordered"}, {"report__stage": "withdrawn"}]
)
def test_what_is_in_no_category_or_did_not_come_is_left_out(line):
    with pytest.raises(IndexError):
        counts(**line)


def test_the_nearest_verdict_decides():
    tanks = factories.EquipmentTypeFactory(name="Tanks")
    light = factories.EquipmentTypeFactory(name="Light tanks", parent=tanks)
    judge(tanks, "unroca", "I", "Battle tanks")
    judge(light, "unroca", "II", "Armoured combat vehicles")
    below = factories.EquipmentTypeFactory(name="Type 62", parent=light, family=True)
    for equipment_type in (tanks, below):
        factories.ReportedDeliveryFactory(equipment_type=equipment_type)
    assert [row["Category"] for row in written()] == ["I. Battle tanks", "II. Armoured combat vehicles"]
