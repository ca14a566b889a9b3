"""Test that the database itself holds every reference to what it refers to, and finds it by an index."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

# An index that leaves rows out serves when what it leaves out is null, for nothing is looked up by null.
INDEXED = """
    SELECT attname FROM pg_index
    JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indrelid = %s::regclass
    AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = format('(%%I IS NOT NULL)', attname))
"""
# The columns that a foreign key holds to a table.
HELD = """
    SELECT attname FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
    WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = %s::regclass
"""
REFERENCES = [
    pytest.param(column, id=f"{model._meta.model_name}.{column.name}")
    for model in apps.get_app_config("inventory").get_models()
    for column in model._meta.local_fields
    if isinstance(column, ForeignKey) and not hasattr(model, "pgh_tracked_model")
]


@pytest.mark.django_db
@pytest.mark.parametrize("column", REFERENCES)
def test_reference_is_indexed(column: ForeignKey) -> None:
    assert column.column in _columns(INDEXED, column.model._meta.db_table)


@pytest.mark.django_db
@pytest.mark.parametrize("column", REFERENCES)
def test_reference_is_held(column: ForeignKey) -> None:
    table = column.model._meta.db_table
    held = _columns(HELD, table, column.related_model._meta.db_table)
    if column.column not in held:
        # What refers to a report of the same shipment refers to that shipment.
        assert column.name == "shipment"
        assert column.column in _columns(HELD, table, "inventory_report")


def _columns(query: str, *tables: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, tables)
        return {name for (name,) in cursor.fetchall()}
