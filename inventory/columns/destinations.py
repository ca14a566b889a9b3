"""Declare the columns of the file of destinations, a country a row."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import permalink
from inventory.models.whole_record import Type

COUNTRY = replace(shared.COUNTRY, value=F("code"))
NAME = replace(shared.NAME, value=F("name"))
REGION = FileColumn("region", _("Region"), "Part of the world.", value=F("region"))
LATITUDE = FileColumn(
    "latitude", _("Latitude"), "Degrees north (WGS 84). Empty: unknown.", Type.NUMBER, F("latitude")
)
LONGITUDE = FileColumn(
    "longitude", _("Longitude"), "Degrees east (WGS 84). Empty: unknown.", Type.NUMBER, F("longitude")
)
SHIPMENTS = replace(shared.SHIPMENTS, value=F("shipment_count"))
VOICES = replace(
    shared.VOICES, meaning="Independent voices, added up shipment by shipment.", value=F("voice_sum")
)
SHIPMENTS_IN_CONFLICT = replace(shared.SHIPMENTS_IN_CONFLICT, value=F("conflict_count"))
LATEST_PERIOD = FileColumn(
    "latest_period",
    _("Latest period"),
    "Period of the latest shipment, as EDTF (ISO 8601-2).",
    value=F("last_period"),
)
GROUPS = FileColumn(
    "groups",
    _("Groups today"),
    "Groups of countries that it is a member of today, joined by semicolons.",
    value=F("group_names"),
)
# Degrees; a file has a place for its rows if it has these columns.
POSITION = (LONGITUDE, LATITUDE)


def destination_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        COUNTRY,
        replace(shared.PERMALINK, value=permalink(list_address, "code")),
        NAME,
        REGION,
        LATITUDE,
        LONGITUDE,
        SHIPMENTS,
        VOICES,
        SHIPMENTS_IN_CONFLICT,
        LATEST_PERIOD,
        GROUPS,
    )
