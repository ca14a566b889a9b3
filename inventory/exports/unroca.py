"""Write reported deliveries in the columns of the UN Register of Conventional Arms.

The Register prints what each state submits. Here a row is what one voice says of one type, the voice in the
place of the state. Where a count is no single number, the file has the number that its words name, as “about
50” does, or else its low end; the comments give the words and both ends.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable, Func
from django.db.models.functions import Coalesce, NullIf

from inventory.exports.export import Export
from inventory.exports.expressions import first_year, interval_words, joined, low, words
from inventory.exports.verdicts import NUMBERED, OUTCOME, verdict_on_type
from inventory.models import NOT_DELIVERED, ReportedDelivery, ReportedDetail

SCHEME = "unroca"
Kind = ReportedDetail.Kind


def export_unroca_like(queryset: QuerySet[ReportedDelivery]) -> Export:
    """Return the export of the lines of ``ReportedDelivery.objects.for_list()``, in their order.

    Left out are types in none of the Register's categories, and what did not arrive or went back.
    """
    rows = (
        queryset.exclude(report__stage__in=NOT_DELIVERED)
        .annotate(verdict=verdict_on_type(SCHEME, OUTCOME))
        .filter(verdict__isnull=False)
    )
    return Export("unroca_like", rows, unroca_columns())


def unroca_columns() -> dict[str, Combinable]:
    """Return what stands in each column, in the Register's order."""
    return {
        "Reporting State": F("voice_name"),
        "Year": first_year(F("shipment__period_days")),
        "Category": verdict_on_type(SCHEME, NUMBERED),
        "Exporter State(s)": _said(Kind.SUPPLIER, "party__name", F("shipment__supplier__name")),
        "Final importer State(s)": _said(
            Kind.RECIPIENT, "party__name", F("shipment__destination__country__name")
        ),
        "Number of items": Coalesce(F("best"), low("quantity")),
        "State of origin (if not exporter)": _said(Kind.ORIGIN, "place__country__name", Value("")),
        "Intermediate location (if any)": _said(Kind.TRANSIT, "place__name", Value("")),
        "Description of item": F("equipment_type__name"),
        "Comments on the transfer": _comments(),
    }


def _said(kind: str, value: str, otherwise: Combinable) -> Combinable:
    """Return what the line's report affirms, joined by slashes, else what stands for all reports."""
    details: QuerySet[Any] = ReportedDetail.objects.filter(
        report=OuterRef("report"), kind=kind, polarity=ReportedDetail.Polarity.AFFIRMED
    )
    named = details.exclude(**{f"{value}__isnull": True}).order_by(value).distinct()
    reported = NullIf(joined(named.values_list(value), " / "), Value(""))
    return Coalesce(reported, otherwise, output_field=TextField())


def _comments() -> Combinable:
    """Return what the other columns have no room for, joined by semicolons."""
    is_wide = Q(quantity__upper_inf=True) | Q(quantity__endswith__gt=F("quantity__startswith") + 1)
    interval = words(Value("interval: "), interval_words("quantity"))
    said = words(Value("as written: "), F("phrase"))
    called = words(Value("called: "), F("label"))
    comments = (
        _when(is_wide, interval),
        _when(~Q(phrase="") & ~Q(kind="exact"), said),
        _when(~Q(label="") & ~Q(label=F("equipment_type__name")), called),
        _when(Q(verdict="disputed"), Value("category disputed")),
    )
    return Func(Value("; "), *comments, function="concat_ws", output_field=TextField())


def _when(condition: Q, comment: Combinable) -> Case:
    return Case(When(condition, then=comment), output_field=TextField())
