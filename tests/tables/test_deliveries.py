"""Sort reported deliveries by every column that offers it."""

import pytest

from inventory.models import ReportedDelivery
from inventory.tables.deliveries import DeliveryTable
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("direction", ["", "-"])
def test_every_column_can_sort(direction):
    factories.ReportedDeliveryFactory.create_batch(2)
    names = DeliveryTable(ReportedDelivery.objects.for_list()).sortable
    assert len(names) == 13
    for name in names:
        table = DeliveryTable(ReportedDelivery.objects.for_list(), order_by=f"{direction}{name}")
        assert len(list(table.queryset)) == 2
