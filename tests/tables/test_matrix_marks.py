"""Mark cells with what a reader has to know beside the words."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import compare
from inventory.models.readings import load_reading
from inventory.tables.matrix import build_matrix
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory()


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True)


def source(name):
    return factories.SourceFactory(name=name, slug=name.lower())


def report(shipment, outlet, day, **values):
    publication = factories.PublicationFactory(source=outlet, published_on=day)
    return factories.ReportFactory(shipment=shipment, publication=publication, **values)


def line(made, kind, number, **values):
    factories.ReportedDeliveryFactory(
        report=made, equipment_type=kind, quantity=NumericRange(number, number + 1), **values
    )


def marks(shipment, kind):
    """Return the marks on the row of a type, as words of cell and card."""
    reading = load_reading(shipment.reference)
    matrix = build_matrix(reading, compare(reading.records.shipment_input(), reading.taxonomy))
    (row,) = (row for row in matrix.rows if row.key == kind.pk)
    return [(mark.label, mark.note) for cell in row.cells for mark in cell.marks]


def test_a_count_that_changed_when_repeated(shipment, tanks):
    root = report(shipment, source("Alpha"), "2025-01-20")
    copy = report(shipment, source("Beta"), "2025-01-21")
    factories.ReportRepeatFactory(report=copy, repeated=root)
    line(root, tanks, 7)
    line(copy, tanks, 70)
    assert marks(shipment, tanks) == [("Changed when repeated", "70 in Beta, in place of 7")]


def test_a_count_that_only_a_copy_gives(shipment, tanks):
    root = report(shipment, source("Alpha"), "2025-01-20")
    copy = report(shipment, source("Beta"), "2025-01-21")
    factories.ReportRepeatFactory(report=copy, repeated=root)
    line(copy, tanks, 70)
    assert marks(shipment, tanks) == [("Added when repeated", "70, only in Beta")]


def test_a_count_that_a_newer_one_excludes(shipment, tanks):
    alpha = source("Alpha")
    line(report(shipment, alpha, "2025-01-20"), tanks, 5)
    line(report(shipment, alpha, "2025-01-25"), tanks, 7)
    assert marks(shipment, tanks) == [("Updated by a newer count", "Older: Alpha, 20 Jan 2025")]


def test_a_voice_that_is_only_passed_on(shipment, tanks):
    made = report(shipment, source("Beta"), "2025-01-20", asserter=source("CAST"), attribution="stated")
    line(made, tanks, 7)
    ((label, note),) = marks(shipment, tanks)
    assert (label, note.split(":")[0]) == ("Passed on", "Only in the words of Beta")


def test_lines_that_may_be_the_same_items(shipment, tanks):
    made = report(shipment, source("Alpha"), "2025-01-20")
    for number in (5, 7):
        line(made, tanks, number, phrase=str(number))
    assert [label for label, _ in marks(shipment, tanks)] == ["Same items, or different?"]


def test_a_class_in_dispute_is_marked_on_each_cell_that_takes_part(shipment, tanks):
    for name in ("Carriers", "Ambulances"):
        made = report(shipment, source(name), "2025-01-20")
        line(made, tanks, 7, label=name, label_type=factories.EquipmentTypeFactory(name=f"{name} type"))
    assert [label for label, _ in marks(shipment, tanks)] == ["Class disputed", "Class disputed"]


def test_a_detail_that_a_copy_adds_or_hardens(shipment):
    root = report(shipment, source("Alpha"), "2025-01-20")
    copy = report(shipment, source("Beta"), "2025-01-21")
    factories.ReportRepeatFactory(report=copy, repeated=root)
    said = {"kind": "relation", "place": None, "text": "unrelated"}
    factories.ReportedDetailFactory(report=root, hedge="likely", **said)
    factories.ReportedDetailFactory(report=copy, hedge="most likely", **said)
    factories.ReportedDetailFactory(report=copy, kind="arrival", place=None, date="2025-01-17")
    reading = load_reading(shipment.reference)
    matrix = build_matrix(reading, compare(reading.records.shipment_input(), reading.taxonomy))
    found = {
        row.kind: [(mark.label, mark.note) for cell in row.columns for mark in cell.marks]
        for row in matrix.detail_rows.rows
    }
    assert found == {
        "relation": [("Changed when repeated", "Beta changes how surely it is said")],
        "arrival": [("Added when repeated", "only in Beta")],
    }
