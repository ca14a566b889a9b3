"""Test rows that are written at once: what arrives is what was given, and history knows of it."""

import uuid

import pghistory
import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.bulk_rows import copy_rows, tell_history, update_rows
from inventory.models import Publication, ReportedDelivery, Shipment
from tests import factories

pytestmark = pytest.mark.django_db

AWKWARD = 'tab\there, line\nbreak, \r, \\N, \\., "quotes", Т-72Б3М, 🚚'
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60)


def shipment(**values):
    return {"id": 901, "uid": uuid.UUID(int=901), "reference": "R-901", "title": "Convoy", **values}


def events(name):
    """Return the kinds and contexts of what the history holds of a table."""
    return list(apps.get_model("inventory", name).objects.values_list("pgh_label", "pgh_context_id"))


def test_copied_rows_hold_what_was_given_and_else_defaults():
    place = factories.PlaceFactory()
    copy_rows(Shipment, [shipment(title=AWKWARD, destination=place.pk, period="2025-01")])
    found = Shipment.objects.get(pk=901)
    assert (found.uid, found.reference, found.title) == (uuid.UUID(int=901), "R-901", AWKWARD)
    assert (found.destination, found.supplier, found.note) == (place, None, "")
    assert (found.state, found.voice_count) == (Shipment().state, 0)
    assert str(found.period_days.lower) == "2025-01-01"  # The database computes it.


def test_a_default_that_is_made_is_made_for_each_row():
    rows = [{"id": pk, "reference": str(pk), "title": "Convoy"} for pk in (901, 902)]
    copy_rows(Shipment, rows)
    assert Shipment.objects.values("uid").distinct().count() == 2


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_arrive_as_they_are(texts):
    with transaction.atomic():
        rows = [shipment(id=pk, uid=uuid.uuid4(), reference=str(pk)) for pk in range(len(texts))]
        copy_rows(Shipment, ({**row, "note": text} for row, text in zip(rows, texts, strict=True)))
        assert list(Shipment.objects.order_by("pk").values_list("note", flat=True)) == texts
        transaction.set_rollback(True)


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_changed_texts_arrive_as_they_are(texts):
    with transaction.atomic():
        rows = [shipment(id=pk, uid=uuid.uuid4(), reference=str(pk)) for pk in range(len(texts))]
        copy_rows(Shipment, rows)
        update_rows(Shipment, ["note"], [{"id": pk, "note": text} for pk, text in enumerate(texts)])
        assert list(Shipment.objects.order_by("pk").values_list("note", flat=True)) == texts
        transaction.set_rollback(True)


def test_history_records_copied_and_changed_rows_in_their_context():
    with pghistory.context(file="convoys.csv") as context, transaction.atomic():
        tell_history()
        copy_rows(Shipment, [shipment()])
        update_rows(Shipment, ["title"], [{"id": 901, "title": "Another"}])
    assert events("ShipmentEvent") == [("insert", context.id), ("update", context.id)]


def test_a_row_that_breaks_a_rule_is_named_as_by_any_writer():
    factories.ShipmentFactory(reference="R-901")
    with pytest.raises(IntegrityError, match="R-901"), transaction.atomic():
        copy_rows(Shipment, [shipment()])
    assert Shipment.objects.count() == 1


def test_rows_may_refer_to_rows_that_come_later():
    report = factories.ReportFactory()
    tanks, boats = factories.EquipmentTypeFactory.create_batch(2)
    common = {"shipment": report.shipment_id, "report": report.pk, "quantity": NumericRange(3, 4)}
    copy_rows(
        ReportedDelivery,
        [
            {**common, "id": 901, "equipment_type": tanks.pk, "kind": "share", "base": 902},
            {**common, "id": 902, "equipment_type": boats.pk, "kind": "exact"},
        ],
    )
    connection.check_constraints()
    assert ReportedDelivery.objects.get(pk=901).base_id == 902


def test_changed_rows_hold_what_was_given_and_others_stay():
    changed, emptied, other = factories.ReportedDeliveryFactory.create_batch(3)
    update_rows(
        ReportedDelivery,
        ["quantity", "kind", "label_type"],
        [
            {"id": changed.pk, "quantity": NumericRange(7, None), "kind": "at_least", "label_type": None},
            {"id": emptied.pk, "quantity": None, "kind": "unknown", "label_type": other.equipment_type_id},
        ],
    )
    columns = ("quantity", "kind", "label_type")
    assert list(ReportedDelivery.objects.order_by("pk").values_list(*columns)) == [
        (NumericRange(7, None), "at_least", None),
        (None, "unknown", other.equipment_type_id),
        (NumericRange(3, 4), "exact", None),
    ]


def test_a_text_that_is_too_long_is_refused_and_not_cut():
    paper = factories.PublicationFactory()
    with pytest.raises(DataError), transaction.atomic():
        update_rows(Publication, ["title"], [{"id": paper.pk, "title": "x" * 301}])
    with pytest.raises(DataError), transaction.atomic():
        copy_rows(Shipment, [shipment(title="x" * 201)])


def test_no_rows_change_nothing():
    copy_rows(Shipment, [])
    update_rows(Shipment, ["title"], [])
    assert not Shipment.objects.exists()
