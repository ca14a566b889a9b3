"""Write reported deliveries as a file, one count line a row, so that the file can be imported again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from inventory.exports.export import Export
from inventory.exports.expressions import as_text, high, joined, low, permalink, picked
from inventory.models import Citation, ReportedDelivery, ReportRepeat


def export_deliveries(
    queryset: QuerySet[ReportedDelivery], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the lines of ``ReportedDelivery.objects.for_list()``, in their order.

    ``list_address`` is the absolute address of the list, below which the permalinks lie.
    """
    return Export("deliveries_long", queryset, picked(delivery_columns(list_address), names))


def delivery_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order.

    Identifiers are public ones. Bounds are closed; an empty high bound is an open end, both empty are an
    unknown count. ``repeats`` joins ``<basis>:<report>`` by spaces; ``cites`` joins by spaces
    ``<basis>:publication:<identifier>`` and ``<basis>:source:<slug>``. ``voices``
    counts the independent voices on the shipment and type.
    """
    return {
        "delivery_id": as_text("uid"),
        "permalink": permalink(list_address, "uid"),
        **_shipment_columns(),
        **_report_columns(),
        **_line_columns(),
        "voice": F("voice_name"),
        "voices": F("estimate_voices"),
        "estimate_low": low("estimate_quantity"),
        "estimate_high": high("estimate_quantity"),
        "estimate_support": F("estimate_support"),
        "estimate_voices": F("estimate_voices"),
        "estimate_state": F("estimate_state"),
    }


def _shipment_columns() -> dict[str, Combinable]:
    return {
        "shipment_id": as_text("shipment__uid"),
        "shipment_reference": F("shipment__reference"),
        "shipment_title": F("shipment__title"),
        "supplier": F("shipment__supplier__slug"),
        "destination": F("shipment__destination__slug"),
        "period": F("shipment__period"),
        "dataset": F("shipment__dataset__slug"),
    }


def _report_columns() -> dict[str, Combinable]:
    repeats = ReportRepeat.objects.filter(report=OuterRef("report_id")).order_by("pk")
    edge = Concat(F("basis"), Value(":"), as_text("repeated__uid"), output_field=TextField())
    return {
        "report_id": as_text("report__uid"),
        "publication_id": as_text("report__publication__uid"),
        "publication_source": F("report__publication__source__slug"),
        "publication_title": F("report__publication__title"),
        "publication_url": F("report__publication__url"),
        "archived_url": F("report__publication__archived_url"),
        "published_on": F("report__publication__published_on"),
        "language": F("report__publication__language"),
        "asserter": F("report__asserter__slug"),
        "attribution": F("report__attribution"),
        "attribution_phrase": F("report__attribution_phrase"),
        "is_first_hand": as_text("report__is_first_hand"),
        "stage": F("report__stage"),
        "report_modality": F("report__modality"),
        "report_hedge": F("report__hedge"),
        "credibility": F("report__credibility"),
        "report_quote": F("report__quote"),
        "repeats": joined(repeats.values_list(edge), " "),
        "cites": joined(_citations().values_list("target"), " "),
        "superseded_by": as_text("report__superseded_by__uid"),
    }


def _citations() -> QuerySet[Any]:
    """Return the citations of the line's publication with a ``target`` as the file writes it."""
    publication = Concat(
        F("basis"), Value(":publication:"), as_text("cited_publication__uid"), output_field=TextField()
    )
    source = Concat(F("basis"), Value(":source:"), F("cited_source__slug"), output_field=TextField())
    target = Case(When(cited_publication__isnull=False, then=publication), default=source)
    return (
        Citation.objects.filter(publication=OuterRef("report__publication_id"))
        .annotate(target=target)
        .order_by("pk")
    )


def _line_columns() -> dict[str, Combinable]:
    return {
        "equipment_type": F("equipment_type__slug"),
        "equipment_name": F("equipment_type__name"),
        "label": F("label"),
        "label_type": F("label_type__slug"),
        "phrase": F("phrase"),
        "kind": F("kind"),
        "low": low("quantity"),
        "high": high("quantity"),
        "best": F("best"),
        "base_id": as_text("base__uid"),
        "same_as_id": as_text("same_as__uid"),
        "cited_source": F("cited_source__slug"),
        "scope": F("scope"),
        "modality": F("modality"),
        "hedge": F("hedge"),
        "quote": F("quote"),
    }
