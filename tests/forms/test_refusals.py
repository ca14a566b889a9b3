"""Say in words what the database refused."""

import pytest
from django.db import IntegrityError, transaction

from inventory.forms.refusals import message_of
from inventory.models.merging import merge_shipments
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_report_on_a_merged_shipment_is_refused_with_the_way_on():
    merged = factories.ShipmentFactory()
    merge_shipments(merged, factories.ShipmentFactory(), factories.UserFactory(), "One convoy.")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        factories.ReportFactory(shipment=merged)
    assert message_of(refused.value) == "This shipment was merged into another; choose that one."
