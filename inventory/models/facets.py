"""Count the rows of a list by what they have: in one pass for all that a row has one of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, DateField, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractYear
from django.db.models.lookups import GreaterThan

from inventory.models.totals import SEVERAL_YEARS

type Counts = dict[Any, int]

# One pass over the rows serves every key; a pass for each would read and join all rows again.
COUNT_EACH = (
    "SELECT grouping({names}), {names}, count(*) FROM ({rows}) AS counted GROUP BY GROUPING SETS ({sets})"
)
# A report counts for the source that speaks and for the one that publishes, once for each shipment.
COUNT_SOURCES = """
WITH chosen (shipment_id) AS MATERIALIZED ({rows})
SELECT source, count(*) FROM (
    SELECT r.shipment_id, p.source_id AS source FROM chosen
    JOIN inventory_report r USING (shipment_id) JOIN inventory_publication p ON p.id = r.publication_id
    UNION
    SELECT r.shipment_id, r.asserter_id FROM chosen JOIN inventory_report r USING (shipment_id)
    WHERE r.asserter_id IS NOT NULL AND r.attribution IN ('stated', 'inferred')
) AS spoken GROUP BY source
"""
# What reports that stand say of a stage, and details that affirm one.
COUNT_STAGES = """
WITH chosen (shipment_id) AS MATERIALIZED ({rows})
SELECT stage, count(*) FROM (
    SELECT r.shipment_id, r.stage FROM chosen JOIN inventory_report r USING (shipment_id)
    WHERE r.stage <> '' AND r.superseded_by_id IS NULL
    UNION
    SELECT d.shipment_id, d.stage FROM chosen JOIN inventory_reporteddetail d USING (shipment_id)
    WHERE d.kind = 'stage' AND d.polarity = 'affirmed'
) AS reached GROUP BY stage
"""
# A line counts for its type and for every type above it.
COUNT_TYPES = """
WITH chosen (shipment_id) AS MATERIALIZED ({rows})
SELECT slug, count(*) FROM (
    SELECT DISTINCT l.shipment_id, unnest(string_to_array(t.path, '/')) AS slug FROM chosen
    JOIN inventory_reporteddelivery l USING (shipment_id)
    JOIN inventory_equipmenttype t ON t.id = l.equipment_type_id
) AS counted GROUP BY slug
"""


def count_each(queryset: QuerySet[Any], keys: Mapping[str, str | Combinable]) -> dict[str, Counts]:
    """Return how many rows have each value, for each of the keys, by its name. Runs one query.

    A key is a column or an expression of which a row has one value; null is a value too.
    """
    counts: dict[str, Counts] = {name: {} for name in keys}
    if not keys:
        return counts
    columns = [f"facet_{name}" for name in keys]
    expressions = {
        column: F(key) if isinstance(key, str) else key
        for column, key in zip(columns, keys.values(), strict=True)
    }
    rows = queryset.order_by().annotate(**expressions).values_list(*columns)
    sets = ", ".join(f"({column})" for column in columns)
    template = COUNT_EACH.format(names=", ".join(columns), rows="{rows}", sets=sets)
    masks = {_mask(place, len(columns)): name for place, name in enumerate(keys)}
    for mask, *values, number in _run(template, rows):
        name = masks[mask]
        counts[name][values[list(keys).index(name)]] = number
    return counts


def _mask(place: int, width: int) -> int:
    """Return what PostgreSQL's ``grouping`` gives for a set of one column: a bit for each left out."""
    return (1 << width) - 1 - (1 << (width - 1 - place))


def count_related(template: str, shipments: QuerySet[Any]) -> Counts:
    """Return how many of the shipments have each value, by one of the templates here. Runs one query."""
    return dict(_run(template, shipments.order_by().values_list("pk")))


def _run(template: str, rows: QuerySet[Any]) -> list[tuple[Any, ...]]:
    try:
        statement, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        # Only the constants above and Django's own statement become part of it; values are parameters.
        cursor.execute(template.replace("{rows}", statement), parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def year_of(days: str) -> Case:
    """Return the year in which a range of days lies: 0 where it reaches into another, null where unknown."""
    first, last = _year(days, "lower(%(expressions)s)"), _year(days, "upper(%(expressions)s) - 1")
    return Case(
        When(Q(**{f"{days}__isnull": True}), then=Value(None)),
        When(Q(GreaterThan(last, first)), then=Value(SEVERAL_YEARS)),
        default=first,
        output_field=IntegerField(),
    )


def _year(days: str, template: str) -> ExtractYear:
    return ExtractYear(Func(F(days), template=template, output_field=DateField()))


def roll_up(counts: Counts, paths: Mapping[Any, str]) -> Counts:
    """Add up counts by type over each type and every type above it, by slug."""
    totals: defaultdict[str, int] = defaultdict(int)
    for key, number in counts.items():
        for slug in paths[key].split("/"):
            totals[slug] += number
    return dict(totals)
