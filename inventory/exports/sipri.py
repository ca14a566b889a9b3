"""Write what estimates come to in the columns of SIPRI's trade register (17 columns, from 2025 on).

The register prints one judged figure for each deal, weapon and year. Here a row is a shipment and a type that
reports count: the widest designation that they use, such as T-72B3 beside T-72B3M, and a class only where
they name nothing within it. So nothing stands in two rows. A figure is the one number that reports name, as
“about 50” does, or else the low end of the best-supported interval. It is marked as an estimate wherever that
interval is not one number, or voices are in conflict.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import Contains

from inventory.columns.expressions import joined, words
from inventory.columns.sipri import COLUMNS, SCHEME, standing_lines
from inventory.columns.verdicts import OUTCOME, verdict_on_type
from inventory.exports.export import Export
from inventory.models import EquipmentType, Estimate, ReportedDelivery, Shipment


def export_sipri_like(queryset: QuerySet[Shipment]) -> Export:
    """Return the export of estimates on shipments, newest first, on types that SIPRI counts or may count."""
    return Export("sipri_like", _rows(queryset), COLUMNS)


def _rows(shipments: QuerySet[Shipment]) -> QuerySet[Any]:
    """Return the estimates that stand in the file, on types that standing reports of deliveries count.

    Types whose items are counted under other types too are left out.
    """
    lines = standing_lines()
    estimates: QuerySet[Any] = Estimate.objects.annotate(verdict=verdict_on_type(SCHEME, OUTCOME))
    return estimates.filter(
        Exists(lines.filter(equipment_type=OuterRef("equipment_type"))),
        _is_widest_designation(lines) | _is_lone_class(lines),
        is_stated=True,  # Saves looking for lines on types that nobody names.
        shipment__in=shipments.order_by().values("pk"),
        verdict__isnull=False,
        equipment_type__is_overlapping=False,
    ).order_by(
        F("shipment__period_days").desc(nulls_last=True), "shipment__reference", "equipment_type__path"
    )


def _is_widest_designation(lines: QuerySet[ReportedDelivery]) -> Q:
    """Return the condition that a row's type is a designation, and no line is on one above that counts."""
    names = Func(OuterRef("equipment_type__path"), template="(string_to_array(%(expressions)s, '/'))")
    # By short names, which are few and have an index; comparing paths looks at every type for each row.
    above = Func(
        F("equipment_type__slug"),
        names,
        template="(%(expressions)s)",
        arg_joiner=" = ANY ",
        output_field=BooleanField(),
    )
    counted = lines.annotate(verdict=verdict_on_type(SCHEME, OUTCOME)).filter(verdict__isnull=False)
    wider = counted.filter(above, equipment_type__level__in=EquipmentType.DESIGNATIONS).exclude(
        equipment_type=OuterRef("equipment_type")
    )
    return Q(~Exists(wider), equipment_type__level__in=EquipmentType.DESIGNATIONS)


def _is_lone_class(lines: QuerySet[ReportedDelivery]) -> Q:
    """Return the condition that no line is on a type below a row's, which is no designation."""
    # All paths begin at the root, so that one can be found in another only at its beginning.
    paths = joined(lines.order_by().values_list("equipment_type__path"), " ")
    is_above = Contains(paths, words(F("equipment_type__path"), Value("/")))
    return ~Q(is_above) & ~Q(equipment_type__level__in=EquipmentType.DESIGNATIONS)
