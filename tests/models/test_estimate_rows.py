"""Test that estimates are written only where they have changed."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Estimate, ReportedDelivery
from inventory.models.estimate_rows import COLUMNS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    line = factories.ReportedDeliveryFactory(
        equipment_type=factories.EquipmentTypeFactory(family=True), kind="exact", quantity=NumericRange(7, 8)
    )
    Estimate.objects.recompute([line.shipment_id])
    return line


def test_every_column_of_an_estimate_is_written():
    columns = {column.attname for column in Estimate._meta.concrete_fields if not column.primary_key}
    assert {*COLUMNS, "shipment_id"} == columns


def versions():
    """Return each row with where it stands in the table, which changes with every write."""
    return set(
        Estimate.objects.extra(select={"version": "inventory_estimate.ctid::text"}).values_list(
            "pk", "version"
        )
    )


def test_estimates_that_say_the_same_are_not_written_again(line):
    before = versions()
    Estimate.objects.recompute([line.shipment_id])
    assert versions() == before


def test_only_what_has_changed_is_written(line):
    before = set(Estimate.objects.values_list("pk", flat=True))
    ReportedDelivery.objects.filter(pk=line.pk).update(quantity=NumericRange(9, 10))
    Estimate.objects.recompute([line.shipment_id])
    assert set(Estimate.objects.values_list("pk", flat=True)) == before
    assert Estimate.objects.get(equipment_type=line.equipment_type).quantity == NumericRange(9, 10)


def test_estimates_of_types_that_nobody_names_any_more_go_and_others_stay(line):
    other = factories.ReportedDeliveryFactory()
    Estimate.objects.recompute([other.shipment_id])
    kept = set(Estimate.objects.filter(shipment=other.shipment_id).values_list("pk", flat=True))
    line.delete()
    Estimate.objects.recompute([line.shipment_id])
    assert set(Estimate.objects.values_list("pk", flat=True)) == kept


def test_sums_past_what_the_database_holds_are_told_as_at_least_the_most_that_it_does():
    category = factories.EquipmentTypeFactory()
    report = factories.ReportFactory()
    for _ in range(2):
        factories.ReportedDeliveryFactory(
            report=report,
            equipment_type=factories.EquipmentTypeFactory(parent=category),
            kind="range",
            quantity=NumericRange(1_500_000_000, 2_000_000_001),
        )
    Estimate.objects.recompute([report.shipment_id])
    assert Estimate.objects.get(equipment_type=category).quantity == NumericRange(2**31 - 1, None)


def test_what_copies_alone_add_is_no_estimate(line):
    sam = factories.EquipmentTypeFactory(parent=factories.EquipmentTypeFactory(), family=True)
    copy = factories.ReportRepeatFactory(report__shipment=line.report.shipment, repeated=line.report).report
    factories.ReportedDeliveryFactory(report=copy, equipment_type=sam)
    Estimate.objects.recompute([line.shipment_id])
    found = Estimate.objects.exclude(equipment_type__parent=None)
    assert set(found.values_list("equipment_type", flat=True)).isdisjoint({sam.pk, sam.parent_id})
    assert found.get(equipment_type=line.equipment_type).quantity == NumericRange(7, 8)
    factories.ReportedDeliveryFactory(report=line.report, equipment_type=sam, kind="unknown", quantity=None)
    Estimate.objects.recompute([line.shipment_id])
    assert found.get(equipment_type=sam).state == "silent"
