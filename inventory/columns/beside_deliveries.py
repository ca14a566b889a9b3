"""Declare what the file of reported deliveries says beside what it states: names, days, and estimates.

An import ignores these columns.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import country_name, first_day, high, last_day, low
from inventory.models import State
from inventory.models.whole_record import Type

# Names of what codes stand for, and days that dates may mean.
SUPPLIER_NAME = replace(shared.SUPPLIER_NAME, value=F("shipment__supplier__name"))
SUPPLIER_COUNTRY = replace(shared.SUPPLIER_COUNTRY, value=F("shipment__supplier__country__code"))
SUPPLIER_COUNTRY_ALPHA3 = replace(
    shared.SUPPLIER_COUNTRY_ALPHA3, value=F("shipment__supplier__country__alpha3")
)
DESTINATION_NAME = replace(shared.DESTINATION_NAME, value=F("shipment__destination__name"))
DESTINATION_COUNTRY = replace(shared.DESTINATION_COUNTRY, value=F("shipment__destination__country__code"))
DESTINATION_COUNTRY_ALPHA3 = replace(
    shared.DESTINATION_COUNTRY_ALPHA3, value=F("shipment__destination__country__alpha3")
)
PERIOD_FIRST_DAY = replace(shared.PERIOD_FIRST_DAY, value=first_day(F("shipment__period_days")))
PERIOD_LAST_DAY = replace(shared.PERIOD_LAST_DAY, value=last_day(F("shipment__period_days")))
DATASET_NAME = replace(shared.DATASET_NAME, value=F("shipment__dataset__name"))
PUBLICATION_SOURCE_NAME = FileColumn(
    "publication_source_name",
    _("Name of the source"),
    "Name of the source that published the report.",
    value=F("report__publication__source__name"),
)
PUBLISHED_FIRST_DAY = replace(
    shared.PUBLISHED_FIRST_DAY, value=first_day(F("report__publication__published_days"))
)
PUBLISHED_LAST_DAY = replace(
    shared.PUBLISHED_LAST_DAY, value=last_day(F("report__publication__published_days"))
)
ASSERTER_NAME = FileColumn(
    "asserter_name",
    _("Name of the asserter"),
    "Name of the source that the report is attributed to. Empty: the publication speaks for itself.",
    value=F("report__asserter__name"),
)
EQUIPMENT_PATH = FileColumn(
    "equipment_path",
    _("Path of the type"),
    "Short names from the root of the tree down to the type, joined by slashes.",
    value=F("equipment_type__path"),
)
UNIT = replace(shared.UNIT, value=F("equipment_type__unit"))
LABEL_TYPE_NAME = FileColumn(
    "label_type_name",
    _("Name of the type of the label"),
    "Name of the type that the label means. Empty: none.",
    value=F("label_type__name"),
)
CITED_SOURCE_NAME = FileColumn(
    "cited_source_name",
    _("Name of the source of the count"),
    "Name of the source that the line's count is borrowed from. Empty: it is the report's own.",
    value=F("cited_source__name"),
)

# What follows from all lines on the shipment and type.
VOICE = replace(shared.VOICE, value=F("voice_name"))
ROOT_VOICE = replace(shared.ROOT_VOICE, value=F("root_voice_name"))
VOICES = replace(
    shared.VOICES,
    meaning="Independent voices that count the type in the shipment.",
    value=F("estimate_voices"),
)
ESTIMATE_LOW = replace(shared.ESTIMATE_LOW, value=low("estimate_quantity"))
ESTIMATE_HIGH = replace(shared.ESTIMATE_HIGH, value=high("estimate_quantity"))
ESTIMATE_SUPPORT = FileColumn(
    "estimate_support",
    _("Voices that the estimate fits"),
    "Independent voices that the estimate fits.",
    Type.INTEGER,
    F("estimate_support"),
)
ESTIMATE_VOICES = FileColumn(
    "estimate_voices",
    _("Voices that count the type"),
    "Independent voices that count the type in the shipment.",
    Type.INTEGER,
    F("estimate_voices"),
)
ESTIMATE_STATE = FileColumn(
    "estimate_state",
    _("State of the estimate"),
    "What independent voices amount to on the shipment and type: silent, single, agreed or conflict.",
    value=F("estimate_state"),
    choices=State,
)


def columns_beside() -> tuple[FileColumn, ...]:
    """Return the columns in their order, with names in the language of who asks now."""
    country = country_name("shipment__destination__country__")
    return (
        SUPPLIER_NAME,
        SUPPLIER_COUNTRY,
        SUPPLIER_COUNTRY_ALPHA3,
        DESTINATION_NAME,
        DESTINATION_COUNTRY,
        DESTINATION_COUNTRY_ALPHA3,
        replace(shared.DESTINATION_COUNTRY_NAME, value=country),
        PERIOD_FIRST_DAY,
        PERIOD_LAST_DAY,
        DATASET_NAME,
        PUBLICATION_SOURCE_NAME,
        PUBLISHED_FIRST_DAY,
        PUBLISHED_LAST_DAY,
        ASSERTER_NAME,
        EQUIPMENT_PATH,
        UNIT,
        LABEL_TYPE_NAME,
        CITED_SOURCE_NAME,
        VOICE,
        ROOT_VOICE,
        VOICES,
        ESTIMATE_LOW,
        ESTIMATE_HIGH,
        ESTIMATE_SUPPORT,
        ESTIMATE_VOICES,
        ESTIMATE_STATE,
    )
