"""Tell the planner of a large import, and leave it alone after a small one."""

import pytest
from django.db import connection

from inventory.imports.statistics import MANY, renew_statistics
from inventory.models import Shipment
from tests import factories

pytestmark = pytest.mark.django_db


def rows_known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [Shipment._meta.db_table])
        return cursor.fetchone()[0]


def test_the_planner_knows_of_what_a_large_import_wrote_and_not_of_a_small_one():
    before = rows_known()
    factories.ShipmentFactory.create_batch(7)
    renew_statistics(MANY - 1)
    assert rows_known() == before
    renew_statistics(MANY)
    assert rows_known() == 7
