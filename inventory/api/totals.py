"""Answer programs that ask for totals by year; reading needs no account."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from inventory.api.refusals import REFUSED
from inventory.api.schemas import Text
from inventory.columns import totals as columns
from inventory.columns.column import FileColumn, names_of
from inventory.exports.totals import export_totals
from inventory.models import Country, CountryGroup, EquipmentType, Party
from inventory.models.totals import Dimension, Thing
from inventory.models.totals.yearly import YearlyTotals, load_yearly, load_yearly_of_type

router = Router(tags=["totals"])
type Subject = Literal["destinations", "groups", "suppliers", "equipment"]


def _defined(column: FileColumn) -> Any:
    return Field(description=column.meaning.replace("Empty", "Null"))


class TotalOut(Schema):
    """What one dataset, or all of them, count of a type in a year."""

    equipment_type: str = _defined(columns.EQUIPMENT_TYPE)
    equipment_name: str = _defined(columns.EQUIPMENT_NAME)
    unit: str = _defined(columns.UNIT)
    year: str = _defined(columns.YEAR)
    dataset: str = _defined(columns.DATASET)
    low: int | None = _defined(columns.LOW)
    high: int | None = _defined(columns.HIGH)
    shipments: int = _defined(columns.SHIPMENTS)
    conflicts: int | None = _defined(columns.CONFLICTS)
    open: int = _defined(columns.OPEN)
    unknown: int = _defined(columns.UNKNOWN)
    twice: int | None = _defined(columns.TWICE)
    to_decide: int | None = _defined(columns.TO_DECIDE)
    may_belong: int = _defined(columns.MAY_BELONG)
    high_with: int | None = _defined(columns.HIGH_WITH)
    silence: Literal["not_covered", "no_record"] | None = _defined(columns.SILENCE)


class TotalsOut(Schema):
    """Totals by type, year and dataset, as the page of the same subject shows them."""

    items: list[TotalOut]


@router.get(
    "/{subject}/{key}",
    response={200: TotalsOut, **REFUSED},
    auth=None,
    url_name="totals",
    summary="Totals by year",
)
def totals(request: HttpRequest, subject: Subject, key: Text) -> TotalsOut:
    """Tell what came to a destination or group, from a supplier, or of a type, by year and dataset.

    `key` is a country's code, such as ML, or the short name of a group, supplier or type, such as t-72.
    """
    export = export_totals(_loaded(subject, key))
    rows = (dict(zip(names_of(export.columns), row, strict=True)) for row in export.cells())
    return TotalsOut(items=[TotalOut(**row) for row in rows])


def _loaded(subject: Subject, key: str) -> YearlyTotals:
    match subject:
        case "destinations":
            country = get_object_or_404(Country, code=key.upper())
            return load_yearly(Thing(Dimension.DESTINATION, country.pk, country.code, country.name))
        case "groups":
            group = get_object_or_404(CountryGroup, slug=key)
            thing = Thing(Dimension.DESTINATION, group.pk, group.slug, group.name, is_group=True)
            return load_yearly(thing)
        case "suppliers":
            party = get_object_or_404(Party, slug=key)
            return load_yearly(Thing(Dimension.SUPPLIER, party.pk, party.slug, party.name))
        case "equipment":
            return load_yearly_of_type(get_object_or_404(EquipmentType, slug=key))
