"""Tell what a shipment's page concludes beside its matrix as lists tell it."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import compare
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method
from inventory.models import Estimate, Shipment
from inventory.models.readings import load_reading
from inventory.tables.findings import evidence_views, headline_items, judgement_views
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory(reference="ML-1")


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", slug="t-72", family=True)


def count(report, equipment_type, low, high):
    quantity = NumericRange(low, high + 1)
    factories.ReportedDeliveryFactory(
        report=report,
        equipment_type=equipment_type,
        kind="exact" if low == high else "range",
        quantity=quantity,
    )


def test_headline_items_are_those_of_the_list(shipment, tanks):
    report = factories.ReportFactory(shipment=shipment)
    count(report, tanks, 5, 7)
    count(report, tanks.parent, 9, 9)
    Estimate.objects.recompute([shipment.pk])
    reading = load_reading("ML-1")
    items = headline_items(reading, compare(reading.records.shipment_input(), reading.taxonomy))
    listed = Shipment.objects.for_list().get().items
    assert [item.type.text for item in items] == [estimate.equipment_type.name for estimate in listed]
    found = [item.interval and NumericRange(item.interval.low, item.interval.high + 1) for item in items]
    assert found == [estimate.quantity for estimate in listed]
    assert any(item.interval == Interval(9, 9) for item in items)


def test_headline_items_follow_another_method(shipment, tanks):
    for number in (5, 7):
        count(factories.ReportFactory(shipment=shipment), tanks, number, number)
    reading = load_reading("ML-1")
    case = reading.records.shipment_input()
    items = headline_items(reading, compare(case, reading.taxonomy, method=Method.ENVELOPE))
    assert [(item.interval, item.is_named) for item in items] == [(Interval(5, 7), False)]


def test_a_conflict_is_marked_in_the_headline(shipment, tanks):
    for number in (5, 7):
        count(factories.ReportFactory(shipment=shipment), tanks, number, number)
    reading = load_reading("ML-1")
    items = headline_items(reading, compare(reading.records.shipment_input(), reading.taxonomy))
    assert any(item.is_conflict for item in items)


def test_evidence_tells_its_counts_and_who_rests_on_it(shipment, tanks):
    report = factories.ReportFactory(shipment=shipment, publication__source__name="CAST")
    video = factories.EvidenceFactory(shipment=shipment)
    video.counts.create(equipment_type=tanks, count=1200)
    video.reports.add(report)
    factories.EvidenceFactory(shipment=shipment)
    first, second = evidence_views(load_reading("ML-1"))
    assert first.counts == ("T-72 1,200",)
    assert [(link.text, link.url) for link in first.reports] == [("CAST", f"#report-{report.pk}")]
    assert (second.counts, second.reports) == ((), ())


def test_a_judgement_names_the_type_or_the_detail_that_it_is_on(shipment, tanks):
    factories.AssessmentFactory(shipment=shipment, equipment_type=tanks)
    factories.AssessmentFactory(shipment=shipment, equipment_type=None, detail_kind="origin")
    subjects = {view.subject for view in judgement_views(load_reading("ML-1"))}
    assert subjects == {"T-72", "Origin"}
