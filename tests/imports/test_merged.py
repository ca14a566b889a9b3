"""Files that speak of a shipment which was merged find what it was merged into; undoing minds merges."""

import pytest

from inventory.imports import pipeline
from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY, PRESS_REPORTS
from inventory.imports.pipeline import advance, import_file
from inventory.imports.planning import Status
from inventory.imports.reference import load_reference
from inventory.models import ImportBatch, ReportedDelivery, Shipment, ShipmentLink
from inventory.models.merging import merge_shipments, undo_merge
from tests import factories
from tests.imports.delivery_rows import row

pytestmark = pytest.mark.django_db

State = ImportBatch.State


def applied(path):
    batch = advance(pipeline.receive(path.name, path.read_bytes(), None).uid)
    pipeline.ask_to_apply(batch)
    return advance(batch.uid)


def undone(batch):
    pipeline.ask_to_undo(batch, factories.UserFactory())
    return advance(batch.uid)


@pytest.fixture
def user():
    return factories.UserFactory(username="anna")


@pytest.fixture
def batch(written):
    """Import two shipments with a line each, ML-1 and ML-2."""
    return applied(written(row(1), row(2)))


def shipments():
    return [Shipment.everything.get(reference=reference) for reference in ("ML-1", "ML-2")]


def test_the_same_file_again_changes_nothing_and_says_where_its_records_are(batch, written, user):
    into, shipment = shipments()
    merge_shipments(shipment, into, user, "One convoy.")
    again = advance(pipeline.receive("again.csv", written(row(1), row(2)).read_bytes(), None).uid)
    assert (again.rows_unchanged, again.rows_changed, again.rows_new) == (2, 0, 0)
    assert [one.text for one in again.findings.all()] == [
        "The shipment “ML-2” was merged into “ML-1”: what the file reports on it is kept on that one, and its"
        " headline is left as it is."
    ]
    assert into.reports.count() == 2


def test_new_records_of_a_merged_shipment_follow_it_and_do_not_bring_it_back(batch, written, user):
    into, shipment = shipments()
    merge = merge_shipments(shipment, into, user, "One convoy.")
    changed = row(2, shipment_title="Another title", phrase="eight", low="8", high="8")
    more = {
        **row(3, shipment_reference="ML-2", shipment_title="Another title"),
        "shipment_id": row(2)["shipment_id"],
    }
    later = applied(written(changed, more, name="later.csv"))
    assert later.state == State.APPLIED
    assert (into.reports.count(), shipment.reports.count()) == (3, 0)
    assert ReportedDelivery.objects.filter(shipment=into, phrase="eight").exists()
    shipment.refresh_from_db()
    assert (shipment.merged_into, shipment.title) == (into, "Convoy")
    # What came later was never on the merged shipment, and stays.
    undo_merge(merge, user)
    assert (into.reports.count(), shipment.reports.count()) == (2, 1)


def test_a_merge_between_plan_and_apply_makes_the_plan_another(batch, written, user):
    more = {**row(3, shipment_reference="ML-2"), "shipment_id": row(2)["shipment_id"]}
    path = written(row(2), more, name="later.csv")
    later = advance(pipeline.receive(path.name, path.read_bytes(), None).uid)
    pipeline.ask_to_apply(later)
    into, shipment = shipments()
    merge_shipments(shipment, into, user, "One convoy.")
    again = advance(later.uid)
    assert again.state == State.PLANNED
    assert into.reports.count() == 2


def test_a_file_that_names_it_by_reference_alone_finds_the_other(user):
    load_reference()
    into = factories.ShipmentFactory(reference="A")
    merge_shipments(factories.ShipmentFactory(reference="ML-2025-05"), into, user, "One convoy.")
    outcome = import_file(PRESS_REPORTS, dry_run=False)
    assert not outcome.has_problems
    assert into.reports.count() > 1
    again = import_file(PRESS_REPORTS, dry_run=False)
    assert (again.plan.count(Status.NEW), again.plan.count(Status.CHANGED)) == (0, 0)


def test_a_matrix_of_a_merged_shipment_is_refused_with_the_way_on(batch, user, tmp_path):
    into, shipment = shipments()
    merge_shipments(shipment, into, user, "One convoy.")
    head = "equipment_type,equipment_name,depth,unit,estimate_low,estimate_high,state"
    content = f"{head},raids_phrase,raids_low,raids_high\ntanks,Tanks,1,vehicles,7,7,single,seven,7,7\n"
    refused = advance(pipeline.receive("ML-2-matrix.csv", content.encode(), None).uid)
    assert refused.state == State.REFUSED
    assert "“ML-2” was merged into “ML-1”" in refused.message
    several = f"shipment_reference,{head}\nML-2,tanks,Tanks,1,vehicles,7,7,single\n"
    wrong = advance(pipeline.receive("all.csv", several.encode(), None).uid)
    assert wrong.state == State.WRONG
    problem = wrong.findings.get(kind="p")
    assert (problem.line, problem.column) == (2, "shipment_reference")
    assert "“ML-2” was merged into “ML-1”" in problem.text


def test_undoing_an_import_whose_shipments_were_merged_is_refused(batch, user):
    into, shipment = shipments()
    merge = merge_shipments(shipment, into, user, "One convoy.")
    refused = undone(batch)
    assert refused.state == State.APPLIED
    assert "ML-2 was merged into ML-1 on " in refused.message.splitlines()[1]
    assert refused.message.splitlines()[1].endswith("by anna.")
    undo_merge(merge, user)
    assert "and taken apart again." in undone(batch).message


def test_undoing_an_import_takes_what_was_decided_of_its_pairs_along(batch, user):
    one, other = shipments()
    ShipmentLink.objects.create(verdict="distinct", shipment=one, other=other, decided_by=user)
    assert undone(batch).state == State.UNDONE
    assert not ShipmentLink.objects.exists()
    assert ShipmentLink.pgh_event_model._default_manager.count() == 2


def test_a_case_loaded_again_follows_a_merge(user):
    load_reference()
    load_case(CONVOY)
    into = factories.ShipmentFactory(reference="A")
    shipment = Shipment.objects.exclude(pk=into.pk).order_by("pk").last()
    count = shipment.reports.count()
    merge_shipments(shipment, into, user, "One convoy.")
    counts = load_case(CONVOY)
    assert (counts.new, counts.changed, into.reports.count()) == (0, 0, count)
