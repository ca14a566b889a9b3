"""Declare the columns of the file of equipment types. Each count takes in the types below."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import permalink
from inventory.models import EquipmentType
from inventory.models.whole_record import Type

EQUIPMENT_TYPE = replace(shared.EQUIPMENT_TYPE, value=F("slug"))
NAME = replace(shared.NAME, meaning="Name of the type.", value=F("name"))
PARENT = FileColumn("parent", _("Below"), "Short name of the type above.", value=F("parent__slug"))
PARENT_NAME = FileColumn(
    "parent_name", _("Name of the type above"), "Name of the type above.", value=F("parent__name")
)
PATH = FileColumn(
    "path",
    _("Path"),
    "Short names from the root of the tree down to the type, joined by slashes.",
    value=F("path"),
)
LEVEL = FileColumn(
    "level",
    _("Level"),
    "Depth in the equipment tree: root, category, family or variant.",
    value=F("level"),
    choices=EquipmentType.Level,
)
UNIT = replace(shared.UNIT, value=F("unit"))
IS_OVERLAPPING = FileColumn(
    "is_overlapping",
    _("Counted under other types too"),
    "true: items of the type are counted under other types too, so it is left out of sums.",
    Type.BOOLEAN,
    F("is_overlapping"),
)
DESCRIPTION = FileColumn("description", _("Description"), "What the type takes in.", value=F("description"))
SHIPMENTS = replace(shared.SHIPMENTS, value=F("shipment_count"))
SHIPMENTS_IN_CONFLICT = replace(
    shared.SHIPMENTS_IN_CONFLICT,
    meaning=(
        "Shipments with a dispute that arises on this very type; those on types below are counted there."
    ),
    value=F("conflict_count"),
)
REPORTS = replace(shared.REPORTS, value=F("report_count"))


def equipment_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        EQUIPMENT_TYPE,
        replace(shared.PERMALINK, value=permalink(list_address, "slug")),
        NAME,
        PARENT,
        PARENT_NAME,
        PATH,
        LEVEL,
        UNIT,
        IS_OVERLAPPING,
        DESCRIPTION,
        SHIPMENTS,
        SHIPMENTS_IN_CONFLICT,
        REPORTS,
    )
