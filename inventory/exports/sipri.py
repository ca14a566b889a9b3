"""Write what estimates come to in the columns of SIPRI's trade register (17 columns, from 2025 on).

The register prints one judged figure for each deal, weapon and year. Here a row is a shipment and a type that
reports count: the widest designation that they use, such as T-72B3 beside T-72B3M, and a class only where
they name nothing within it. So nothing stands in two rows. A figure is the one number that reports name, as
“about 50” does, or else the low end of the best-supported interval. It is marked as an estimate wherever that
interval is not one number, or voices are in conflict.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
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
from django.db.models.lookups import Contains, Exact

from inventory.exports.export import Export
from inventory.exports.expressions import first_year, joined, last_year, low, words
from inventory.exports.verdicts import NAME, OUTCOME, verdict_on_type
from inventory.models import (
    NOT_DELIVERED,
    EquipmentType,
    Estimate,
    ReportedDelivery,
    ReportedDetail,
    Shipment,
)

SCHEME = "sipri"
UNSURE = "[~?%]"  # marks of a date that is approximate or uncertain (EDTF)
NOTHING = Value("", CharField())  # What only SIPRI decides.


def export_sipri_like(queryset: QuerySet[Shipment]) -> Export:
    """Return the export of estimates on shipments, newest first, on types that SIPRI counts or may count."""
    return Export("sipri_like", _rows(queryset), sipri_columns())


def sipri_columns() -> dict[str, Combinable]:
    """Return what stands in each column, in SIPRI's order."""
    delivered = F("shipment__period_days")
    return {
        "SIPRI AT Database ID": _number_of_deal(),
        "Supplier": F("shipment__supplier__name"),
        "Recipient": _recipient(),
        "Designation": F("equipment_type__name"),
        "Description": F("equipment_type__parent__name"),
        "Armament category": _category(),
        "Order date": _ordered(),
        "Order date is estimate": _ordered_mark(),
        "Numbers delivered": _number(),
        "Numbers delivered is estimate": _mark(
            is_unknown=Q(quantity__isnull=True),
            is_sure=Q(quantity__endswith=F("quantity__startswith") + 1) & ~Q(state="conflict"),
        ),
        "Delivery year": first_year(delivered),
        "Delivery year is estimate": _mark(
            is_unknown=Q(shipment__period_days__isnull=True),
            is_sure=Q(Exact(first_year(delivered), last_year(delivered)))
            & ~Q(shipment__period__regex=UNSURE),
        ),
        "Status": NOTHING,
        "SIPRI estimate": NOTHING,
        "TIV deal unit": NOTHING,
        "TIV delivery values": NOTHING,
        "Local production": NOTHING,
    }


def _rows(shipments: QuerySet[Shipment]) -> QuerySet[Any]:
    """Return the estimates that stand in the file, on types that standing reports of deliveries count.

    Types whose items are counted under other types too are left out.
    """
    lines = _lines()
    estimates: QuerySet[Any] = Estimate.objects.annotate(verdict=verdict_on_type(SCHEME, OUTCOME))
    return estimates.filter(
        Exists(lines.filter(equipment_type=OuterRef("equipment_type"))),
        _is_widest_designation(lines) | _is_lone_class(lines),
        is_stated=True,  # Saves looking for lines on types that nobody names.
        shipment__in=shipments.order_by().values("pk"),
        verdict__isnull=False,
        equipment_type__is_overlapping=False,
    ).order_by(
        F("shipment__period_days").desc(nulls_last=True), "shipment__reference", "equipment_type__path"
    )


def _lines() -> QuerySet[ReportedDelivery]:
    """Return the lines of standing reports of deliveries on a row's shipment."""
    return ReportedDelivery.objects.filter(
        shipment=OuterRef("shipment"), report__superseded_by__isnull=True
    ).exclude(report__stage__in=NOT_DELIVERED)


def _is_widest_designation(lines: QuerySet[ReportedDelivery]) -> Q:
    """Return the condition that a row's type is a designation, and no line is on one above that counts."""
    names = Func(OuterRef("equipment_type__path"), template="(string_to_array(%(expressions)s, '/'))")
    # By short names, which are few and have an index; comparing paths looks at every type for each row.
    above = Func(
        F("equipment_type__slug"),
        names,
        template="(%(expressions)s)",
        arg_joiner=" = ANY ",
        output_field=BooleanField(),
    )
    counted = lines.annotate(verdict=verdict_on_type(SCHEME, OUTCOME)).filter(verdict__isnull=False)
    wider = counted.filter(above, equipment_type__level__in=EquipmentType.DESIGNATIONS).exclude(
        equipment_type=OuterRef("equipment_type")
    )
    return Q(~Exists(wider), equipment_type__level__in=EquipmentType.DESIGNATIONS)


def _is_lone_class(lines: QuerySet[ReportedDelivery]) -> Q:
    """Return the condition that no line is on a type below a row's, which is no designation."""
    # All paths begin at the root, so that one can be found in another only at its beginning.
    paths = joined(lines.order_by().values_list("equipment_type__path"), " ")
    is_above = Contains(paths, words(F("equipment_type__path"), Value("/")))
    return ~Q(is_above) & ~Q(equipment_type__level__in=EquipmentType.DESIGNATIONS)


def _number_of_deal() -> Combinable:
    """Return SIPRI's own number where the shipment came from its register, else nothing."""
    pattern = Value("^SIPRI-([0-9]{1,9})-")
    number = Func(F("shipment__reference"), pattern, function="substring", output_field=TextField())
    return Cast(number, IntegerField())


def _number() -> Combinable:
    """Return the one number that reports name and the estimate allows, else the estimate's low end."""
    of_type = _lines().filter(equipment_type=OuterRef("equipment_type"), best__isnull=False)
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
