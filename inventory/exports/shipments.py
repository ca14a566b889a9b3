"""Write shipments as a file, one a row, with their best-supported counts as words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable

from inventory.exports.export import Export
from inventory.exports.expressions import as_text, interval_words, joined, permalink, picked, words
from inventory.models import Estimate, Shipment


def export_shipments(
    queryset: QuerySet[Shipment], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of shipments, in their order.

    ``list_address`` is the absolute address of their list.
    """
    return Export("shipments_wide", queryset, picked(shipment_columns(list_address), names))


def shipment_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order.

    ``items`` joins by semicolons the estimates at the top of the equipment tree, as the list shows them;
    their units differ, so there is no total.
    """
    return {
        "shipment_id": as_text("uid"),
        "reference": F("reference"),
        "permalink": permalink(list_address, "reference"),
        "title": F("title"),
        "supplier": F("supplier__slug"),
        "destination": F("destination__slug"),
        "destination_country": F("destination__country__code"),
        "period": F("period"),
        "dataset": F("dataset__slug"),
        "state": F("state"),
        "conflicts": F("conflict_count"),
        "publications": F("publication_count"),
        "voices": F("voice_count"),
        "evidence": F("evidence_count"),
        "items": joined(_items().values_list("words"), "; "),
    }


def _items() -> QuerySet[Any]:
    """Return the estimates that stand for a shipment with ``words`` such as ``Vehicles 101–110``."""
    estimates: QuerySet[Any] = Estimate.objects.headlines().filter(shipment=OuterRef("pk"))
    stated = words(F("equipment_type__name"), Value(" "), interval_words("quantity"))
    named = words(F("equipment_type__name"), Value(" "), interval_words("named_quantity"), Value(" named"))
    annotated: QuerySet[Any] = estimates.annotate(
        words=Case(When(is_named=True, named_quantity__isnull=False, then=named), default=stated)
    )
    return annotated
