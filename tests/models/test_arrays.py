"""Test keys handed over as one array: a lookup finds just the rows that have one of them."""

import pytest

from inventory.models import Report, Shipment
from inventory.models.arrays import one_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["pk", "uid", "reference"])
def test_rows_with_one_of_the_keys_are_found(column):
    first, _, third = factories.ShipmentFactory.create_batch(3)
    keys = [getattr(one, column) for one in (third, first)]
    found = Shipment.objects.filter(**{f"{column}__in": one_of(keys)})
    assert set(found) == {first, third}


def test_keys_reach_through_relations():
    report, _ = factories.ReportFactory.create_batch(2)
    assert Report.objects.get(shipment__in=one_of([report.shipment_id])) == report
    assert Report.objects.get(shipment__uid__in=one_of([report.shipment.uid])) == report


def test_texts_are_taken_as_they_are():
    awkward = factories.ShipmentFactory(reference='"a", {b} \\ NULL')
    factories.ShipmentFactory(reference="NULL")
    assert Shipment.objects.get(reference__in=one_of([awkward.reference])) == awkward


def test_no_keys_find_nothing():
    factories.ShipmentFactory()
    assert not Shipment.objects.filter(pk__in=one_of([])).exists()
