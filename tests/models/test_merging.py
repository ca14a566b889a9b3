"""A shipment that turned out to be another goes into it whole, and comes back exactly."""

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.intervals import Interval
from inventory.models import (
    Assessment,
    Estimate,
    Evidence,
    Merge,
    Report,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    Shipment,
    ShipmentLink,
)
from inventory.models.merging import (
    LINKS,
    LossError,
    MergeError,
    OutdatedMergeError,
    fingerprint,
    merge_shipments,
    preview_merge,
    undo_merge,
)
from tests import factories

pytestmark = pytest.mark.django_db

RECORD = (Shipment, Report, ReportRepeat, ReportedDelivery, ReportedDetail, Evidence, Assessment, LINKS)


def record():
    """Return all rows of the record with their keys, and the estimates."""
    kept = {model: list(model._default_manager.order_by("pk").values()) for model in RECORD}
    estimates = Estimate.objects.order_by("shipment", "equipment_type").values()
    return kept, [{name: value for name, value in one.items() if name != "id"} for one in estimates]


@pytest.fixture
def user():
    return factories.UserFactory(username="anna")


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", slug="t-72", family=True)


@pytest.fixture
def into(tanks):
    """Make a shipment on which one voice counts five tanks."""
    shipment = factories.ShipmentFactory(reference="A", title="Convoy")
    report = factories.ReportFactory(shipment=shipment)
    factories.ReportedDeliveryFactory(report=report, equipment_type=tanks, quantity=NumericRange(5, 6))
    Estimate.objects.recompute([shipment.pk])
    return shipment


@pytest.fixture
def shipment(tanks):
    """Make another, on which two reports, of which one repeats the other, count seven."""
    shipment = factories.ShipmentFactory(reference="B", title="The same")
    report = factories.ReportFactory(shipment=shipment)
    factories.ReportedDeliveryFactory(report=report, equipment_type=tanks, quantity=NumericRange(7, 8))
    factories.ReportedDetailFactory(report=report)
    factories.ReportRepeatFactory(report=factories.ReportFactory(shipment=shipment), repeated=report)
    factories.EvidenceFactory(shipment=shipment).reports.add(report)
    factories.AssessmentFactory(shipment=shipment, equipment_type=tanks)
    Estimate.objects.recompute([shipment.pk])
    return shipment


def check():
    """Check what is checked at the end of a transaction."""
    connection.check_constraints()


def test_all_that_is_on_it_moves_and_estimates_follow(shipment, into, user, tanks):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    assert {model.objects.exclude(shipment=into).count() for model in RECORD[1:-1]} == {0}
    assert (into.reports.count(), into.evidence.count(), into.assessments.count()) == (3, 1, 1)
    estimate = Estimate.objects.get(shipment=into, equipment_type=tanks)
    assert (estimate.state, estimate.voices) == ("conflict", 2)
    assert not Estimate.objects.filter(shipment=shipment).exists()
    assert (merge.merged_by, merge.reason, merge.undone_at) == (user, "One convoy.", None)


def test_it_stays_as_a_record_but_stands_in_no_list(shipment, into, user):
    merge_shipments(shipment, into, user, "One convoy.")
    kept = Shipment.everything.get(reference="B")
    assert (kept.merged_into, kept.standing, kept.title) == (into, into, "The same")
    assert list(Shipment.objects.values_list("reference", flat=True)) == ["A"]
    assert Shipment.objects.get().title == "Convoy"


def test_undoing_brings_everything_back_as_it_was(shipment, into, user):
    before = record()
    merge = merge_shipments(shipment, into, user, "One convoy.")
    undo_merge(merge, user)
    assert record() == before
    merge.refresh_from_db()
    assert merge.undone_by == user
    with pytest.raises(MergeError, match="undone already"):
        undo_merge(merge, user)
    merge_shipments(shipment, into, user, "It is, after all.")


def test_the_history_names_the_merge(shipment, into, user):
    with pghistory.context(user=user.pk):
        merge = merge_shipments(shipment, into, user, "One convoy.")
    told = shipment.reports.model.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata
    assert told == {
        "user": user.pk, "operation": "merge", "merged": "B", "into": "A", "reason": "One convoy.",
    }  # fmt: skip
    assert merge.events.get().pgh_label == "insert"


def test_evidence_with_the_very_same_file_stays_and_the_reports_rest_on_its_twin(shipment, into, user):
    file = "a" * 64
    Evidence.objects.filter(shipment=shipment).update(sha256=file)
    twin = factories.EvidenceFactory(shipment=into, sha256=file)
    Estimate.objects.recompute([into.pk])
    before = record()
    assert [one.sha256 for one in preview_merge(shipment, into, user).kept] == [file]
    merge = merge_shipments(shipment, into, user, "One convoy.")
    assert twin.reports.get().shipment == into
    assert shipment.evidence.count() == 1
    undo_merge(merge, user)
    assert record() == before


def test_a_preview_tells_what_would_be_and_changes_nothing(shipment, into, user, tanks):
    before = record()
    preview = preview_merge(shipment, into, user)
    assert record() == before
    assert not Merge.objects.exists()
    assert preview.counts == {"report": 2, "evidence": 1, "assessment": 1, "line": 1, "detail": 1}
    (change,) = preview.changes
    assert (change.into.interval, change.shipment.interval) == (Interval(5, 5), Interval(7, 7))
    merge_shipments(shipment, into, user, "One convoy.", looked_at=preview.looked_at)
    now = Estimate.objects.get(shipment=into, equipment_type=tanks)
    assert (change.merged.interval, change.merged.state) == (now.interval, now.state)
    assert preview.merged.voice_count == Shipment.objects.get().voice_count == 2


def test_what_changed_since_it_was_looked_at_is_not_merged(shipment, into, user):
    looked_at = fingerprint(shipment, into)
    ReportedDelivery.objects.filter(shipment=shipment).update(hedge="perhaps")
    with pytest.raises(OutdatedMergeError):
        merge_shipments(shipment, into, user, "One convoy.", looked_at=looked_at)
    assert shipment.reports.count() == 2


def test_what_cannot_be_merged_is_refused_with_the_reason(shipment, into, user):
    with pytest.raises(MergeError, match="into itself"):
        merge_shipments(into, into, user, "?")
    merge_shipments(shipment, into, user, "One convoy.")
    third = factories.ShipmentFactory(reference="C")
    with pytest.raises(MergeError, match="B was merged already"):
        merge_shipments(shipment, third, user, "?")
    with pytest.raises(MergeError, match="B was itself merged into another"):
        merge_shipments(third, shipment, user, "?")
    with pytest.raises(MergeError, match="Merge C into it, or undo"):
        merge_shipments(into, third, user, "?")


@pytest.mark.parametrize("ends", [("B", "C"), ("C", "B"), ("A", "C")])
def test_the_database_refuses_chains_itself(shipment, into, user, ends):
    merge_shipments(shipment, into, user, "One convoy.")
    factories.ShipmentFactory(reference="C")
    one, other = (Shipment.everything.get(reference=reference) for reference in ends)
    with pytest.raises(IntegrityError, match=r"merge_no_chain|merge_one_at_a_time|got"), transaction.atomic():
        Merge.objects.create(shipment=one, into=other, reason="?", merged_by=user)


def test_nothing_can_be_put_on_a_merged_shipment(shipment, into, user):
    merge_shipments(shipment, into, user, "One convoy.")
    report = into.reports.first()
    for write in (
        lambda: factories.ReportFactory(shipment=shipment),
        lambda: Report.objects.filter(pk=report.pk).update(shipment=shipment),
        lambda: factories.EvidenceFactory(shipment=shipment),
        lambda: factories.AssessmentFactory(shipment=shipment),
    ):
        with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
            write()


def test_a_report_that_was_on_its_way_while_its_shipment_was_merged_is_refused(shipment, into, user):
    merge_shipments(shipment, into, user, "One convoy.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            # As if it had been written before the merge was there to be seen.
            cursor.execute("SET LOCAL session_replication_role = replica")
            factories.ReportFactory(shipment=shipment)
            cursor.execute("SET LOCAL session_replication_role = origin")
        with pytest.raises(IntegrityError, match="merged into another meanwhile"):
            Estimate.objects.recompute([shipment.pk])


def test_a_merge_is_never_deleted(shipment, into, user):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    with pytest.raises(Exception, match="Cannot delete rows"), transaction.atomic():
        merge.delete()


def test_what_was_added_since_stays_and_edits_are_kept(shipment, into, user):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    own = Report.objects.exclude(pk__in=merge.moved["report"]).get()
    added = factories.ReportFactory(shipment=into)
    ReportedDelivery.objects.filter(report__in=merge.moved["report"]).update(hedge="perhaps")
    undo_merge(merge, user)
    assert set(into.reports.all()) == {own, added}
    assert shipment.deliveries.get().hedge == "perhaps"


def test_undoing_is_refused_where_rows_are_gone_until_that_is_accepted(shipment, into, user):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    elsewhere = factories.ShipmentFactory(reference="C")
    Assessment.objects.all().delete()
    Evidence.objects.update(shipment=elsewhere)
    with pytest.raises(LossError) as refused:
        undo_merge(merge, user)
    assert str(refused.value).splitlines() == [
        f"evidence {merge.moved['evidence'][0]} stands on C since; it stays there.",
        f"assessment {merge.moved['assessment'][0]} was deleted since; it stays deleted.",
    ]
    undo_merge(merge, user, accepts_loss=True)
    assert (shipment.reports.count(), shipment.evidence.count(), elsewhere.evidence.count()) == (2, 0, 1)


def test_undoing_is_refused_where_people_tied_what_moved_to_what_stays(shipment, into, user):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    new = Report.objects.get(pk=merge.moved["report"][0])
    old = Report.objects.exclude(pk__in=merge.moved["report"]).get()
    factories.ReportRepeatFactory(report=old, repeated=new)
    Report.objects.filter(pk=new.pk).update(superseded_by=old)
    Evidence.objects.get().reports.add(old)
    with pytest.raises(MergeError) as refused:
        undo_merge(merge, user, accepts_loss=True)
    assert len(str(refused.value).splitlines()) == 3
    assert f"Report {old.pk} repeats report {new.pk}" in str(refused.value)
    assert Shipment.objects.count() == 1


def test_a_grade_that_needs_both_voices_keeps_them_together(shipment, into, user):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    Report.objects.filter(pk=merge.moved["report"][0]).update(credibility=1)
    check()
    with pytest.raises(IntegrityError, match="two independent voices"), transaction.atomic():
        undo_merge(merge, user)
    assert Shipment.objects.count() == 1


@pytest.mark.parametrize("moment", ["decided", "revoked"])
def test_that_two_are_not_the_same_is_decided_once_in_one_order(shipment, into, user, moment):
    one, other = sorted([shipment, into], key=lambda each: each.pk)
    decision = ShipmentLink.objects.create(verdict="distinct", shipment=one, other=other, decided_by=user)
    assert decision.counterpart(one) == other
    if moment == "revoked":
        ShipmentLink.objects.update(revoked_by=user, revoked_at=decision.decided_at)
        ShipmentLink.objects.create(verdict="distinct", shipment=one, other=other, decided_by=user)
    for rule, ends in (("one_at_a_time", (one, other)), ("in_order", (other, one)), ("in_order", (one, one))):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            ShipmentLink.objects.create(verdict="distinct", shipment=ends[0], other=ends[1], decided_by=user)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("merge_not_into_itself", {"into_same": True}),
        ("merge_reason_not_blank", {"reason": " "}),
        ("merge_undone_by_somebody", {"undone_at": "2025-01-01 00:00Z"}),
    ],
)
def test_rules_of_merges(shipment, into, user, rule, values):
    merge = merge_shipments(shipment, into, user, "One convoy.")
    if values.pop("into_same", False):
        values = {"into": shipment}
    with pytest.raises(IntegrityError, match=f"{rule}|got"), transaction.atomic():
        Merge.objects.filter(pk=merge.pk).update(**values)


def test_a_distinction_is_revoked_by_somebody(shipment, into, user):
    one, other = sorted([shipment, into], key=lambda each: each.pk)
    ShipmentLink.objects.create(verdict="distinct", shipment=one, other=other, decided_by=user)
    with pytest.raises(IntegrityError, match="shipmentlink_revoked_by_somebody"), transaction.atomic():
        ShipmentLink.objects.update(revoked_at="2025-01-01 00:00Z")


def test_a_link_has_a_known_verdict(shipment, into, user):
    one, other = sorted((shipment, into), key=lambda made: made.pk)
    with pytest.raises(IntegrityError, match="shipmentlink_verdict_known"), transaction.atomic():
        ShipmentLink.objects.create(shipment=one, other=other, verdict="perhaps", decided_by=user)


def test_another_decision_revokes_the_one_that_held(shipment, into, user):
    for verdict in ("distinct", "same_or_included", "same_or_included"):
        ShipmentLink.objects.decide(shipment, into, verdict, user, "Looked at both.")
    held = ShipmentLink.objects.between(into, shipment).get()
    assert (held.verdict, ShipmentLink.objects.count()) == ("same_or_included", 2)
    assert ShipmentLink.pgh_event_model._default_manager.count() == 3


def test_a_tally_is_not_merged_into_an_event(shipment, into, user):
    Shipment.objects.filter(pk=into.pk).update(dataset=factories.DatasetFactory())
    into.refresh_from_db()
    with pytest.raises(MergeError, match="never the same as one event"):
        merge_shipments(shipment, into, user, "One.")
