"""Run the migrations back and forth."""

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_migrations_can_be_reversed_and_run_again():
    call_command("migrate", "inventory", "zero", verbosity=0)
    with connection.cursor() as cursor:
        left = [
            name for name in connection.introspection.table_names(cursor) if name.startswith("inventory_")
        ]
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'inventory_%'")
        functions = cursor.fetchone()
    call_command("migrate", "inventory", verbosity=0)
    with connection.cursor() as cursor:
        again = connection.introspection.table_names(cursor)
    assert left == []
    assert functions == (0,)
    assert "inventory_reporteddelivery" in again
