"""Test that estimates follow the reports that they are computed from."""

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import conclude
from inventory.domain.independence import CycleError
from inventory.domain.intervals import Interval
from inventory.models import Assessment, Citation, Estimate, Shipment, analysis, shipment_estimates
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", family=True)


def report_on(shipment, equipment_type, quantity, **kwargs):
    report = factories.ReportFactory(shipment=shipment, **kwargs)
    kind = "exact" if quantity.upper is not None and quantity.upper - quantity.lower == 1 else "range"
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=equipment_type, kind=kind, quantity=quantity
    )
    return report


def test_voices_that_agree_are_intersected_and_counted(tanks):
    shipment = factories.ShipmentFactory()
    report_on(shipment, tanks, NumericRange(7, 8))
    report_on(shipment, tanks, NumericRange(5, None))
    Estimate.objects.recompute([shipment.pk])
    estimate = Estimate.objects.get(shipment=shipment, equipment_type=tanks)
    assert (estimate.interval, estimate.stated_by, estimate.voices) == (Interval(7, 7), 2, 2)
    assert (estimate.state, estimate.is_stated, estimate.is_named) == ("agreed", True, False)
    shipment.refresh_from_db()
    assert (shipment.state, shipment.publication_count, shipment.voice_count) == ("agreed", 2, 2)
    assert (shipment.evidence_count, shipment.conflict_count) == (0, 0)


def test_types_above_a_stated_one_follow_without_being_stated(tanks):
    shipment = factories.ShipmentFactory()
    report_on(shipment, tanks, NumericRange(7, 8))
    Estimate.objects.recompute([shipment.pk])
    above = Estimate.objects.get(shipment=shipment, equipment_type=tanks.parent)
    assert not above.is_stated


def test_voices_that_disagree_are_a_conflict(tanks):
    shipment = factories.ShipmentFactory()
    report_on(shipment, tanks, NumericRange(5, 6))
    report_on(shipment, tanks, NumericRange(7, 8))
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert (shipment.state, shipment.conflict_count) == ("conflict", 1)
    assert Estimate.objects.get(shipment=shipment, equipment_type=tanks).state == "conflict"


def test_a_repetition_is_no_second_voice(tanks):
    shipment = factories.ShipmentFactory()
    first = report_on(shipment, tanks, NumericRange(7, 8))
    copy = report_on(shipment, tanks, NumericRange(7, 8))
    factories.ReportRepeatFactory(report=copy, repeated=first)
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert (shipment.publication_count, shipment.voice_count, shipment.state) == (2, 1, "single")


def test_a_citation_chain_through_publications_without_reports_is_followed(tanks):
    shipment = factories.ShipmentFactory()
    agency = factories.SourceFactory()
    middle = factories.PublicationFactory()
    Citation.objects.create(publication=middle, cited_source=agency)
    outlets = [report_on(shipment, tanks, NumericRange(7, 8)) for _ in range(2)]
    Citation.objects.create(publication=outlets[0].publication, cited_publication=middle)
    Citation.objects.create(publication=outlets[1].publication, cited_source=agency)
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert shipment.voice_count == 1


def test_an_order_never_enters_a_delivered_estimate(tanks):
    shipment = factories.ShipmentFactory()
    report_on(shipment, tanks, NumericRange(20, 21), stage="ordered")
    report_on(shipment, tanks, NumericRange(7, 8), stage="handed_over")
    Estimate.objects.recompute([shipment.pk])
    estimate = Estimate.objects.get(shipment=shipment, equipment_type=tanks)
    assert (estimate.interval, estimate.state) == (Interval(7, 7), "single")


def test_a_superseded_report_gives_way(tanks):
    shipment = factories.ShipmentFactory()
    old = report_on(shipment, tanks, NumericRange(5, 6))
    new = report_on(
        shipment,
        tanks,
        NumericRange(7, 8),
        publication=factories.PublicationFactory(source=old.publication.source),
    )
    old.superseded_by = new
    old.save()
    Estimate.objects.recompute([shipment.pk])
    assert Estimate.objects.get(shipment=shipment, equipment_type=tanks).interval == Interval(7, 7)


def test_details_in_conflict_put_the_shipment_in_conflict():
    shipment = factories.ShipmentFactory()
    for city in factories.PlaceFactory.create_batch(2):
        factories.ReportedDetailFactory(report__shipment=shipment, place=city)
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert (shipment.state, shipment.conflict_count) == ("conflict", 1)


def test_a_city_agrees_with_its_country():
    shipment = factories.ShipmentFactory()
    city = factories.PlaceFactory()
    country = factories.PlaceFactory(kind="country", country=city.country)
    factories.ReportedDetailFactory(report__shipment=shipment, place=city)
    factories.ReportedDetailFactory(report__shipment=shipment, place=country)
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert shipment.conflict_count == 0


def test_estimates_go_with_their_reports(tanks):
    shipment = factories.ShipmentFactory()
    report = report_on(shipment, tanks, NumericRange(7, 8))
    Estimate.objects.recompute([shipment.pk])
    report.delete()
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert (shipment.estimates.count(), shipment.state, shipment.voice_count) == (0, "silent", 0)


def test_a_circle_of_repetitions_is_refused(tanks):
    shipment = factories.ShipmentFactory()
    one, two = (report_on(shipment, tanks, NumericRange(7, 8)) for _ in range(2))
    factories.ReportRepeatFactory(report=one, repeated=two)
    factories.ReportRepeatFactory(report=two, repeated=one)
    with pytest.raises(CycleError), transaction.atomic():
        Estimate.objects.recompute([shipment.pk])


def test_an_assessment_goes_stale_when_the_estimate_under_it_changes(tanks):
    shipment = factories.ShipmentFactory()
    report_on(shipment, tanks, NumericRange(7, 8))
    assessment = factories.AssessmentFactory(shipment=shipment, equipment_type=tanks)
    Estimate.objects.recompute([shipment.pk])
    assert not Assessment.objects.get(pk=assessment.pk).is_stale
    other = report_on(shipment, tanks, NumericRange(5, 6))
    Estimate.objects.recompute([shipment.pk])
    assert Assessment.objects.get(pk=assessment.pk).is_stale
    other.delete()
    Estimate.objects.recompute([shipment.pk])
    assert not Assessment.objects.get(pk=assessment.pk).is_stale


def test_the_number_of_queries_does_not_grow_with_the_shipments(tanks, django_assert_max_num_queries):
    for size in (1, 60):
        shipments = factories.ShipmentFactory.create_batch(size)
        for shipment in shipments:
            report_on(shipment, tanks, NumericRange(7, 8))
        # taxonomy; savepoint ×2; lock; reports; repeats; lines; details; evidence; citations;
        # delete ×2; estimates; shipments; assessments
        with django_assert_max_num_queries(16):
            Estimate.objects.recompute(shipment.pk for shipment in shipments)
    assert Shipment.objects.filter(state="single").count() == 61


def test_reports_that_count_alike_are_concluded_from_once(tanks, monkeypatch):
    reports = [report_on(factories.ShipmentFactory(), tanks, NumericRange(7, 8)) for _ in range(3)]
    concluded = []
    monkeypatch.setattr(analysis, "CHUNK_SIZE", 1)
    monkeypatch.setattr(
        shipment_estimates, "conclude", lambda *given: concluded.append(given) or conclude(*given)
    )
    Estimate.objects.recompute([report.shipment_id for report in reports])
    assert len(concluded) == 1
    estimates = Estimate.objects.filter(equipment_type=tanks)
    assert [estimate.interval for estimate in estimates] == [Interval(7, 7)] * 3


def test_a_shipment_of_two_voices_on_different_types_is_of_one_source_per_count():
    line = factories.ReportedDeliveryFactory()
    Estimate.objects.recompute([line.report.shipment_id])
    shipment = Shipment.objects.get()
    assert shipment.state_label == "Single source"
    other = factories.ReportFactory(shipment=shipment)
    factories.ReportedDeliveryFactory(report=other, equipment_type=factories.EquipmentTypeFactory())
    Estimate.objects.recompute([shipment.pk])
    shipment.refresh_from_db()
    assert (shipment.state, shipment.state_label) == ("single", "One source per count")
