"""Declare the columns of the file in the shape of the UN Register, which give no words but its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable, Func
from django.db.models.functions import Coalesce, NullIf

from inventory.columns.column import FileColumn
from inventory.columns.expressions import first_year, interval_words, joined, low, words
from inventory.columns.verdicts import NUMBERED, verdict_on_type
from inventory.models import ReportedDetail
from inventory.models.whole_record import Type

SCHEME = "unroca"
Kind = ReportedDetail.Kind


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


COLUMNS = (
    FileColumn(
        "Reporting State",
        "",
        "Name of the voice, in the place of the state that submits. It is a state only where a state spoke.",
        value=F("voice_name"),
    ),
    FileColumn(
        "Year",
        "",
        "Year in which the shipment's period begins. Empty: unknown.",
        Type.INTEGER,
        value=first_year(F("shipment__period_days")),
    ),
    FileColumn(
        "Category",
        "",
        "Number and name of the Register's category by the nearest verdict on the type or above it. "
        "Empty: in dispute.",
        value=verdict_on_type(SCHEME, NUMBERED),
    ),
    FileColumn(
        "Exporter State(s)",
        "",
        "Whom the report names as supplier, several joined by slashes; else the shipment's. Empty: unknown.",
        value=_said(Kind.SUPPLIER, "party__name", F("shipment__supplier__name")),
    ),
    FileColumn(
        "Final importer State(s)",
        "",
        "Whom the report names as recipient, several joined by slashes; else the country that the "
        "shipment is headed for. Empty: unknown.",
        value=_said(Kind.RECIPIENT, "party__name", F("shipment__destination__country__name")),
    ),
    FileColumn(
        "Number of items",
        "",
        "The number that the words name, such as 50 for “about 50”; else the low end of the count. "
        "Empty: unknown, never zero; 0: denied. The comments say where the count is no single number.",
        Type.INTEGER,
        value=Coalesce(F("best"), low("quantity")),
    ),
    FileColumn(
        "State of origin (if not exporter)",
        "",
        "Countries that the report names as origin, joined by slashes. Empty: not said.",
        value=_said(Kind.ORIGIN, "place__country__name", Value("")),
    ),
    FileColumn(
        "Intermediate location (if any)",
        "",
        "Places that the report names on the way, joined by slashes. Empty: not said.",
        value=_said(Kind.TRANSIT, "place__name", Value("")),
    ),
    FileColumn(
        "Description of item",
        "",
        "Name of the equipment type.",
        value=F("equipment_type__name"),
    ),
    FileColumn(
        "Comments on the transfer",
        "",
        "Both ends of a count that is no single number, the words of the count and of the equipment, "
        "and whether the category is disputed, joined by semicolons.",
        value=_comments(),
    ),
)
