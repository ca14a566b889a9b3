"""Tell the database's planner what a large import wrote.

Until it looks for itself, about a minute later, it plans for tables as they were: a total over ten thousand
shipments that it takes for ten can last minutes.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from inventory.imports.schema import SCHEMAS
from inventory.models import Estimate

MANY = 1_000  # rows; fewer make no difference to plans
WRITTEN: list[type[Model]] = [*(schema.model for schema in SCHEMAS.values()), Estimate]


def renew_statistics(rows_new: int) -> None:
    """Have the planner look at the tables that imports write, if so many new rows make a difference.

    Takes some tenths of a second for each table, whatever its size.
    """
    if rows_new < MANY:
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in WRITTEN)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
