"""Declare the columns of the file of shipments, with their best-supported counts as words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import as_text, interval_words, joined, permalink, words
from inventory.models import Estimate
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
DESTINATION = replace(shared.DESTINATION, value=F("destination__slug"))
DESTINATION_COUNTRY = FileColumn(
    "destination_country",
    _("Destination country"),
    "Two-letter code of the destination's country. Empty: unknown.",
    value=F("destination__country__code"),
)
PERIOD = replace(shared.PERIOD, value=F("period"))
DATASET = replace(shared.DATASET, value=F("dataset__slug"))
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


def shipment_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        SHIPMENT_ID,
        REFERENCE,
        replace(shared.PERMALINK, value=permalink(list_address, "reference")),
        TITLE,
        SUPPLIER,
        DESTINATION,
        DESTINATION_COUNTRY,
        PERIOD,
        DATASET,
        STATE,
        CONFLICTS,
        PUBLICATIONS,
        VOICES,
        EVIDENCE,
        ITEMS,
    )
