"""Declare the columns of the file of shipments, with their best-supported counts as words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import (
    as_text,
    country_name,
    first_day,
    high,
    interval_words,
    joined,
    last_day,
    low,
    permalink,
    words,
)
from inventory.models import EquipmentType, Estimate
from inventory.models.whole_record import Type


def _items() -> QuerySet[Any]:
    """Return the estimates that stand for a shipment with ``words`` such as ``Vehicles 101–110``."""
    estimates: QuerySet[Any] = Estimate.objects.headlines().filter(shipment=OuterRef("pk"))
    stated = words(F("equipment_type__name"), Value(" "), interval_words("quantity"))
    named = words(F("equipment_type__name"), Value(" "), interval_words("named_quantity"), Value(" named"))
    annotated: QuerySet[Any] = estimates.annotate(
        words=Case(When(is_named=True, named_quantity__isnull=False, then=named), default=stated)
    )
    return annotated


SHIPMENT_ID = replace(shared.SHIPMENT_ID, value=as_text("uid"))
REFERENCE = FileColumn(
    "reference",
    _("Reference"),
    "The shipment's reference, as analysts cite it.",
    value=F("reference"),
)
TITLE = replace(
    shared.TITLE, meaning="The analysts' label of the shipment; never evidence.", value=F("title")
)
SUPPLIER = replace(shared.SUPPLIER, value=F("supplier__slug"))
SUPPLIER_NAME = replace(shared.SUPPLIER_NAME, value=F("supplier__name"))
SUPPLIER_COUNTRY = replace(shared.SUPPLIER_COUNTRY, value=F("supplier__country__code"))
SUPPLIER_COUNTRY_ALPHA3 = replace(shared.SUPPLIER_COUNTRY_ALPHA3, value=F("supplier__country__alpha3"))
DESTINATION = replace(shared.DESTINATION, value=F("destination__slug"))
DESTINATION_NAME = replace(shared.DESTINATION_NAME, value=F("destination__name"))
DESTINATION_COUNTRY = replace(shared.DESTINATION_COUNTRY, value=F("destination__country__code"))
DESTINATION_COUNTRY_ALPHA3 = replace(
    shared.DESTINATION_COUNTRY_ALPHA3, value=F("destination__country__alpha3")
)
PERIOD = replace(shared.PERIOD, value=F("period"))
PERIOD_FIRST_DAY = replace(shared.PERIOD_FIRST_DAY, value=first_day(F("period_days")))
PERIOD_LAST_DAY = replace(shared.PERIOD_LAST_DAY, value=last_day(F("period_days")))
DATASET = replace(shared.DATASET, value=F("dataset__slug"))
DATASET_NAME = replace(shared.DATASET_NAME, value=F("dataset__name"))
STATE = replace(shared.STATE, value=F("state"))
CONFLICTS = replace(shared.CONFLICTS, value=F("conflict_count"))
PUBLICATIONS = replace(shared.PUBLICATIONS, value=F("publication_count"))
VOICES = replace(shared.VOICES, value=F("voice_count"))
EVIDENCE = FileColumn(
    "evidence",
    _("Evidence"),
    "Photographs, videos, images and records that reports rest on.",
    Type.INTEGER,
    F("evidence_count"),
)
# Their units differ, so there is no total.
ITEMS = FileColumn(
    "items",
    _("Items, best supported"),
    "Best-supported counts at the top of the equipment tree, joined by semicolons. Units differ, so there "
    "is no total.",
    value=joined(_items().values_list("words"), "; "),
)
# Of each type at the top of the tree that is counted in one unit, named after it.
ESTIMATE_LOW = FileColumn(
    "<type>_low",
    _("%(words)s: at least"),
    "The least that the best-supported interval of the shipment and type allows. Empty: unknown, or nothing "
    "is reported. There are two such columns for each type at the top of the equipment tree on which some "
    "shipment of the file has an estimate, named after the type.",
    Type.INTEGER,
)
ESTIMATE_HIGH = FileColumn(
    "<type>_high",
    _("%(words)s: at most"),
    "The most that it allows. Empty beside a low end: open, as where only parts of it are named.",
    Type.INTEGER,
)


def estimate_columns(equipment_type: EquipmentType, estimate: str) -> tuple[FileColumn, FileColumn]:
    """Return the columns of a type, whose estimate on the row's shipment ``estimate`` leads to."""
    named = {"type": equipment_type.slug, "words": equipment_type.name}
    return (
        replace(ESTIMATE_LOW.named(**named), value=low(f"{estimate}__quantity")),
        replace(ESTIMATE_HIGH.named(**named), value=high(f"{estimate}__quantity")),
    )


def shipment_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        SHIPMENT_ID,
        REFERENCE,
        replace(shared.PERMALINK, value=permalink(list_address, "reference")),
        TITLE,
        SUPPLIER,
        SUPPLIER_NAME,
        SUPPLIER_COUNTRY,
        SUPPLIER_COUNTRY_ALPHA3,
        DESTINATION,
        DESTINATION_NAME,
        DESTINATION_COUNTRY,
        DESTINATION_COUNTRY_ALPHA3,
        replace(shared.DESTINATION_COUNTRY_NAME, value=country_name("destination__country__")),
        PERIOD,
        PERIOD_FIRST_DAY,
        PERIOD_LAST_DAY,
        DATASET,
        DATASET_NAME,
        STATE,
        CONFLICTS,
        PUBLICATIONS,
        VOICES,
        EVIDENCE,
        ITEMS,
    )
