"""Tell what was reported when: copies as copies, the undated in words, the estimate as it moved."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.charts.reported_when import Followed, followable_types, followed_type, timeline_figure
from inventory.domain.comparison import EstimationMethod, compare
from inventory.domain.reconciliation import Method
from inventory.models import ReportedDelivery
from inventory.models.readings import load_reading
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory(reference="ML-1")


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", slug="t-72", family=True)


def report_by(shipment, name, published_on="", equipment_type=None, count=0):
    source = factories.SourceFactory(name=name, slug=name.lower())
    publication = factories.PublicationFactory(source=source, published_on=published_on)
    report = factories.ReportFactory(shipment=shipment, publication=publication)
    if equipment_type is not None:
        quantity = NumericRange(count, count + 1)
        factories.ReportedDeliveryFactory(report=report, equipment_type=equipment_type, quantity=quantity)
    return report


def read(shipment):
    reading = load_reading(shipment.reference)
    return reading, compare(reading.records.shipment_input(), reading.taxonomy)


def figure_of(shipment, slug=""):
    reading, comparison = read(shipment)
    key = followed_type(reading, comparison, slug)
    return timeline_figure(reading, comparison, Followed(key, EstimationMethod(), "Most voices"))


def test_the_type_that_is_followed_is_stated_where_as_many_voices_imply_a_category(shipment):
    vehicles = factories.EquipmentTypeFactory(name="Vehicles", slug="vehicles")
    tanks = factories.EquipmentTypeFactory(name="T-72", slug="t-72", parent=vehicles, family=True)
    report_by(shipment, "Beta", "2025-01-20", tanks, 7)
    assert figure_of(shipment).title == "ML-1: reports by day, and the estimate of T-72"


def test_reports_stand_in_order_with_what_they_say_and_what_followed(shipment, tanks):
    report_by(shipment, "Beta", "2025-01-20", tanks, 7)
    report_by(shipment, "Alpha", "2025-01-17", tanks, 5)
    figure = figure_of(shipment, "t-72")
    assert figure.rows == [
        ["17 Jan 2025", "Alpha", "Alpha", "own words", "5", "5", "1 of 1"],
        ["20 Jan 2025", "Beta", "Beta", "own words", "7", "5–7", "2 of 2"],
    ]
    assert [lane.name for lane in figure.drawing.lanes] == ["Alpha", "Beta"]
    assert [step.is_disputed for step in figure.drawing.steps] == [False, True]
    assert figure.summary == "The estimate of T-72 was 5 at first and is 5–7 after all reports."
    assert figure.title == "ML-1: reports by day, and the estimate of T-72"


def test_the_title_says_to_what_the_estimate_narrowed_and_by_when(shipment, tanks):
    wide = report_by(shipment, "Alpha", "2025-01-17", tanks, 7)
    ReportedDelivery.objects.filter(report=wide).update(kind="range", quantity=NumericRange(5, 10))
    report_by(shipment, "Beta", "", tanks, 7)
    assert figure_of(shipment, "t-72").title.startswith("ML-1: reports by day")  # An undated report did it.
    report_by(shipment, "Gamma", "2025-01-20", tanks, 7)
    figure = figure_of(shipment, "t-72")
    assert figure.title == "ML-1: estimate of T-72 narrowed to 7 by 20 Jan 2025"
    assert figure.subtitle == "Estimate: T-72 (vehicles); method: Most voices"
    report_by(shipment, "Delta", "2025-01-24", tanks, 9)
    assert figure_of(shipment, "t-72").title.startswith("ML-1: reports by day")  # In dispute.


def test_a_copy_is_marked_and_stands_in_the_lane_of_its_voice(shipment, tanks):
    first = report_by(shipment, "Alpha", "2025-01-17", tanks, 5)
    copy = report_by(shipment, "Beta", "2025-01-18", tanks, 5)
    factories.ReportRepeatFactory(report=copy, repeated=first)
    figure = figure_of(shipment)
    (lane,) = figure.drawing.lanes
    assert [mark.kind for mark in lane.marks] == ["own", "copy"]
    assert [row[2:4] for row in figure.rows] == [["Alpha", "own words"], ["Alpha", "copy"]]


def test_the_first_to_pass_words_on_is_no_copy(shipment, tanks):
    report = report_by(shipment, "Paper", "2025-01-17", tanks, 5)
    report.asserter = factories.SourceFactory(name="Ministry")
    report.attribution = "stated"
    report.save()
    figure = figure_of(shipment)
    assert [mark.kind for mark in figure.drawing.lanes[0].marks] == ["own"]
    assert figure.rows[0][1:4] == ["Paper", "Ministry", "first to pass it on"]


def test_a_superseded_report_is_marked(shipment, tanks):
    old = report_by(shipment, "Alpha", "2025-01-17", tanks, 5)
    old.superseded_by = report_by(shipment, "Alpha2", "2025-01-20", tanks, 7)
    old.save()
    figure = figure_of(shipment)
    kinds = {mark.text.split(",")[0]: mark.kind for lane in figure.drawing.lanes for mark in lane.marks}
    assert kinds == {"Alpha": "superseded", "Alpha2": "own"}
    assert [row[5] for row in figure.rows] == ["5", "7"]


def test_undated_reports_are_told_in_words_and_come_last(shipment, tanks):
    report_by(shipment, "Undated", "", tanks, 7)
    report_by(shipment, "Dated", "2025-01-17", tanks, 5)
    figure = figure_of(shipment)
    assert [row[0] for row in figure.rows] == ["17 Jan 2025", "undated"]
    assert "Undated, so in the table alone, after all others: Undated." in figure.note
    assert [lane.name for lane in figure.drawing.lanes] == ["Dated"]


def test_without_any_day_the_table_stands_alone(shipment, tanks):
    report_by(shipment, "Undated", "", tanks, 7)
    figure = figure_of(shipment)
    assert figure.drawing is None
    assert figure.rows == [["undated", "Undated", "Undated", "own words", "7", "7", "1 of 1"]]
    assert figure.note.endswith("With them the estimate is 7.")


def test_a_span_counts_from_its_last_day(shipment, tanks):
    report_by(shipment, "Month", "2025-01", tanks, 7)
    report_by(shipment, "Day", "2025-01-30", tanks, 5)
    assert [row[1] for row in figure_of(shipment).rows] == ["Day", "Month"]


def test_without_any_count_the_reports_are_drawn_without_an_estimate(shipment):
    report_by(shipment, "Alpha", "2025-01-17")
    figure = figure_of(shipment)
    assert figure.title == "ML-1: reports by day"
    assert figure.rows == [["17 Jan 2025", "Alpha", "Alpha", "own words"]]
    assert figure.drawing.steps == ()
    assert len(figure.heads) == len(figure.rows[0])


def test_only_counted_types_can_be_followed_and_the_one_most_voices_count_is(shipment, tanks):
    trucks = factories.EquipmentTypeFactory(name="Trucks", slug="trucks", family=True)
    silent = factories.EquipmentTypeFactory(slug="silent", family=True)
    report_by(shipment, "Alpha", "2025-01-17", tanks, 5)
    report_by(shipment, "Beta", "2025-01-18", trucks, 2)
    report_by(shipment, "Gamma", "2025-01-18", trucks, 2)
    reading, comparison = read(shipment)
    followable = followable_types(comparison)
    assert {tanks.pk, trucks.pk} <= set(followable)
    assert silent.pk not in followable
    assert followed_type(reading, comparison, "t-72") == tanks.pk
    assert followed_type(reading, comparison, "silent") is None
    assert followed_type(reading, comparison, "") in {trucks.pk, trucks.parent_id}


def test_every_method_follows_the_same_types(shipment, tanks):
    report_by(shipment, "Alpha", "2025-01-17", tanks, 5)
    reading, usual = read(shipment)
    seen = compare(reading.records.shipment_input(), reading.taxonomy, method=Method.VISUALLY_CONFIRMED)
    assert followable_types(seen) == followable_types(usual)
