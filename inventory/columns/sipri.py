"""Declare the columns of the file in the shape of SIPRI's trade register, which give no words but its own."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import Exact

from inventory.columns.column import FileColumn
from inventory.columns.expressions import first_year, joined, last_year, low, words
from inventory.columns.verdicts import NAME, verdict_on_type
from inventory.models import NOT_DELIVERED, ReportedDelivery, ReportedDetail
from inventory.models.whole_record import Type

SCHEME = "sipri"
UNSURE = "[~?%]"  # marks of a date that is approximate or uncertain (EDTF)
NOTHING = Value("", CharField())  # What only SIPRI decides.


def _number_of_deal() -> Combinable:
    """Return SIPRI's own number where the shipment came from its register, else nothing."""
    pattern = Value("^SIPRI-([0-9]{1,9})-")
    number = Func(F("shipment__reference"), pattern, function="substring", output_field=TextField())
    return Cast(number, IntegerField())


def _number() -> Combinable:
    """Return the one number that reports name and the estimate allows, else the estimate's low end."""
    of_type = standing_lines().filter(equipment_type=OuterRef("equipment_type"), best__isnull=False)
    named = of_type.order_by().values("shipment").annotate(least=Min("best"), most=Max("best"))
    number = Subquery(named.filter(least=F("most")).values("least"))
    return Case(When(quantity__contains=number, then=number), default=low("quantity"))


def _recipient() -> Combinable:
    """Return whom standing reports name as recipient, else the country that the shipment is headed for."""
    named = _details(ReportedDetail.Kind.RECIPIENT).order_by("party__name").distinct()
    reported = NullIf(joined(named.values_list("party__name"), " / "), Value(""))
    return Coalesce(reported, F("shipment__destination__country__name"), output_field=TextField())


def _category() -> Combinable:
    """Return SIPRI's category, with a word where the verdict on the type is disputed."""
    name = verdict_on_type(SCHEME, NAME)
    disputed = words(name, Value(" (disputed)"))
    return Case(When(verdict="disputed", then=disputed), default=name, output_field=TextField())


def _ordered() -> Combinable:
    """Return the year of the order, where all that is said of it lies in one year."""
    first, last = _order_years()
    return Case(When(Exact(first, last), then=first), output_field=IntegerField())


def _ordered_mark() -> Combinable:
    """Return whether the year of the order is an estimate; nothing where there is none."""
    first, last = _order_years()
    unsure = _details(ReportedDetail.Kind.ORDERED).filter(date__regex=UNSURE)
    return Case(
        When(~Q(Exact(Coalesce(first, 0), Coalesce(last, 1))), then=NOTHING),
        When(Exists(unsure), then=Value("Yes")),
        default=Value("No"),
        output_field=CharField(),
    )


def _order_years() -> tuple[Subquery, Subquery]:
    """Return the first and the last year in which standing reports place the order."""
    said = _details(ReportedDetail.Kind.ORDERED).values("shipment")
    first = said.annotate(year=Min(first_year(F("date_days")))).values("year")
    last = said.annotate(year=Max(last_year(F("date_days")))).values("year")
    return Subquery(first), Subquery(last)


def _details(kind: str) -> QuerySet[Any]:
    """Return what standing reports affirm of a row's shipment."""
    return ReportedDetail.objects.filter(
        shipment=OuterRef("shipment"),
        kind=kind,
        polarity=ReportedDetail.Polarity.AFFIRMED,
        report__superseded_by__isnull=True,
    ).order_by()


def _mark(*, is_unknown: Q, is_sure: Q) -> Combinable:
    """Return whether a figure is an estimate, in SIPRI's words; nothing where there is none."""
    return Case(
        When(is_unknown, then=NOTHING),
        When(is_sure, then=Value("No")),
        default=Value("Yes"),
        output_field=CharField(),
    )


def standing_lines() -> QuerySet[ReportedDelivery]:
    """Return the lines of standing reports of deliveries on a row's shipment."""
    return ReportedDelivery.objects.filter(
        shipment=OuterRef("shipment"), report__superseded_by__isnull=True
    ).exclude(report__stage__in=NOT_DELIVERED)


DELIVERED = F("shipment__period_days")
COLUMNS = (
    FileColumn(
        "SIPRI AT Database ID",
        "",
        "SIPRI's number of the deal, where the shipment was read from its register. Empty: it was not.",
        Type.INTEGER,
        value=_number_of_deal(),
    ),
    FileColumn(
        "Supplier",
        "",
        "Name of the party that the equipment comes from, by the analysts' label. Empty: unknown.",
        value=F("shipment__supplier__name"),
    ),
    FileColumn(
        "Recipient",
        "",
        "Whom reports name as recipient, several joined by slashes; else the country that the "
        "shipment is headed for. Empty: unknown.",
        value=_recipient(),
    ),
    FileColumn(
        "Designation",
        "",
        "Name of the type: the widest designation that reports on the shipment count, or a class "
        "where they name nothing within it.",
        value=F("equipment_type__name"),
    ),
    FileColumn(
        "Description",
        "",
        "Name of the type above.",
        value=F("equipment_type__parent__name"),
    ),
    FileColumn(
        "Armament category",
        "",
        "SIPRI's category by the nearest verdict on the type or above it, with “(disputed)” where "
        "analysts dispute whether SIPRI counts it.",
        value=_category(),
    ),
    FileColumn(
        "Order date",
        "",
        "Year of the order, where all that reports say of it lies in one year. Empty: unknown or in dispute.",
        Type.INTEGER,
        value=_ordered(),
    ),
    FileColumn(
        "Order date is estimate",
        "",
        "Yes: a report calls the date approximate or uncertain. Empty: there is no year.",
        value=_ordered_mark(),
    ),
    FileColumn(
        "Numbers delivered",
        "",
        "The one number that reports name, such as 50 for “about 50”, if the best-supported interval "
        "of the shipment and type holds it; else that interval's low end. Empty: unknown, never zero; "
        "0: denied.",
        Type.INTEGER,
        value=_number(),
    ),
    FileColumn(
        "Numbers delivered is estimate",
        "",
        "Yes: the interval is not one number, or independent voices exclude each other. Empty: unknown.",
        value=_mark(
            is_unknown=Q(quantity__isnull=True),
            is_sure=Q(quantity__endswith=F("quantity__startswith") + 1) & ~Q(state="conflict"),
        ),
    ),
    FileColumn(
        "Delivery year",
        "",
        "Year in which the shipment's period begins. Empty: unknown.",
        Type.INTEGER,
        value=first_year(DELIVERED),
    ),
    FileColumn(
        "Delivery year is estimate",
        "",
        "Yes: the period reaches into another year, or is approximate or uncertain. Empty: there is no year.",
        value=_mark(
            is_unknown=Q(shipment__period_days__isnull=True),
            is_sure=Q(Exact(first_year(DELIVERED), last_year(DELIVERED)))
            & ~Q(shipment__period__regex=UNSURE),
        ),
    ),
    FileColumn(
        "Status",
        "",
        "Always empty: whether items are new is not recorded.",
        value=NOTHING,
    ),
    FileColumn(
        "SIPRI estimate",
        "",
        "Always empty: only SIPRI gives it.",
        value=NOTHING,
    ),
    FileColumn(
        "TIV deal unit",
        "",
        "Always empty: only SIPRI gives it.",
        value=NOTHING,
    ),
    FileColumn(
        "TIV delivery values",
        "",
        "Always empty: only SIPRI gives it.",
        value=NOTHING,
    ),
    FileColumn(
        "Local production",
        "",
        "Always empty: it is not recorded.",
        value=NOTHING,
    ),
)
