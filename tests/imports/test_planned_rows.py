"""Test that what is computed from a plan alone is what the database would have given."""

from pathlib import Path

import pytest

from inventory.imports import applying
from inventory.imports.pipeline import import_file
from inventory.imports.planned_rows import planned_rows
from inventory.imports.reference import load_reference
from inventory.models import Estimate, Report, Shipment
from inventory.models.input_loading import load_input_rows
from tests.imports.delivery_rows import PUBLICATION, REPORT, SHIPMENT, row

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parent.parent / "data"
KEPT = ("state", "publication_count", "voice_count", "evidence_count", "conflict_count")


@pytest.fixture
def gathered(monkeypatch):
    """Collect the rows that imports take from their plans, by the shipment's primary key."""
    found = {}

    def gather(plan, pks):
        rows = planned_rows(plan, pks)
        found.update(rows)
        return rows

    monkeypatch.setattr(applying, "planned_rows", gather)
    return found


def enter(path):
    """Import a file that has no faults."""
    assert import_file(path, dry_run=False).plan.problems == []


def kept():
    """Return all that is computed of shipments."""
    estimates = Estimate.objects.order_by("shipment", "equipment_type")
    columns = [field.attname for field in Estimate._meta.concrete_fields if not field.primary_key]
    return list(estimates.values_list(*columns)), list(Shipment.objects.order_by("pk").values_list(*KEPT))


def check(gathered):
    """Hold rows, estimates and counts to those that the database gives now."""
    assert gathered == load_input_rows(list(gathered))
    before = kept()
    assert before[0]
    Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))
    assert kept() == before


@pytest.mark.parametrize("name", ["sipri_by_deal_2025-03-13.csv", "sipri_by_delivery_year.csv"])
def test_a_register_is_computed_from_its_plan_as_from_the_database(gathered, name):
    list(load_reference())
    enter(DATA / name)
    check(gathered)


def test_counts_of_every_shape_are_computed_from_the_plan(gathered, written):
    other = {"shipment_id": SHIPMENT, "shipment_reference": "ML-2025-01-17"}
    unknown = {"kind": "unknown", "low": "", "high": "", "phrase": "?"}
    enter(
        written(
            {"published_on": "2025-01", "stage": "ordered"},
            row(2, **other, kind="at_least", high="", published_on="2025?"),
            row(3, **other, equipment_type="boats", scope="subset", label_type="tanks"),
            row(4, **other, attribution="guessed", asserter="afp", is_first_hand="true"),
            row(5, **other, attribution="inferred", asserter="afp", superseded_by=REPORT),
            row(6, **unknown),
            row(7, superseded_by=REPORT),
            row(8, kind="none", low="0", high="0"),
            row(9, kind="none", low="0", high="0"),
        )
    )
    assert len(gathered) == Shipment.objects.count() == 5
    check(gathered)


def test_shipments_that_the_plan_does_not_say_all_of_are_left_to_the_database(gathered, written):
    enter(written({}, row(2)))
    assert len(gathered) == 2
    gathered.clear()
    shipments = {
        number: {"shipment_id": row(number)["shipment_id"], "shipment_reference": f"ML-{number}"}
        for number in (8, 9)
    }
    enter(
        written(
            shipments[9],  # An older report moves to a new shipment, which has a new one, too;
            row(4, **shipments[9]),
            row(5, publication_id=PUBLICATION),  # one publication was there before;
            row(6, cites="stated:source:afp"),  # two cite;
            row(7, cites=f"stated:publication:{PUBLICATION}"),
            row(8),
            {**row(10), **shipments[8], "repeats": row(8)["report_id"]},  # and one report repeats another.
            row(11),
        )
    )
    assert [Shipment.objects.get(pk=pk).reference for pk in gathered] == ["ML-11"]
    assert Report.objects.get(uid=REPORT).shipment.reference == "ML-9"
    check(gathered)


def test_two_reports_counted_alike_come_to_the_same_and_others_do_not(gathered, written):
    enter(written({}, row(2), row(3, low="9", high="9"), row(4, attribution="guessed")))
    check(gathered)
    tanks = Estimate.objects.filter(equipment_type__slug="tanks").order_by("shipment")
    assert [estimate.interval.low for estimate in tanks] == [7, 7, 9, 7]
