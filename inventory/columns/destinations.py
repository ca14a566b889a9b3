"""Declare the columns of the file of destinations, a country a row."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import country_name, first_day, last_day, permalink
from inventory.models.whole_record import Type

COUNTRY = replace(shared.COUNTRY, value=F("code"))
COUNTRY_ALPHA3 = replace(shared.COUNTRY_ALPHA3, value=F("alpha3"))
NAME = replace(
    shared.NAME,
    meaning="Name of the country, in the language of who asked for the file.",
)
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
LATEST_PERIOD_FIRST_DAY = FileColumn(
    "latest_period_first_day",
    _("First day of the latest period"),
    "First day that latest_period may mean. Empty: unknown.",
    Type.DATE,
    first_day(F("last_days")),
)
LATEST_PERIOD_LAST_DAY = FileColumn(
    "latest_period_last_day",
    _("Last day of the latest period"),
    "Last day that latest_period may mean. Empty: unknown.",
    Type.DATE,
    last_day(F("last_days")),
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
        COUNTRY_ALPHA3,
        replace(shared.PERMALINK, value=permalink(list_address, "code")),
        replace(NAME, value=country_name()),
        REGION,
        LATITUDE,
        LONGITUDE,
        SHIPMENTS,
        VOICES,
        SHIPMENTS_IN_CONFLICT,
        LATEST_PERIOD,
        LATEST_PERIOD_FIRST_DAY,
        LATEST_PERIOD_LAST_DAY,
        GROUPS,
    )
