"""Write totals by year as a file: a row for each type, year and dataset, as the page beside it shows them."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.columns.totals import COLUMNS
from inventory.domain.arithmetic import Sum
from inventory.domain.totals.records import EVENTS
from inventory.exports.export import RecordExport, Value
from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, datasets_with, range_with
from inventory.models.totals.adding import ALL, Totals
from inventory.models.totals.covered import Covered
from inventory.models.totals.yearly import YearlyTotals

PROFILE = "totals"
ALL_DATASETS, PRESS = "all", "press"
YEARS = {None: "unknown", SEVERAL_YEARS: "several", ALL: "total"}
NO_TOTALS = YearlyTotals(Totals(), (), Covered())


def export_totals(yearly: YearlyTotals) -> RecordExport:
    """Return the export of totals by year, types in the order of their paths, the newest year first.

    Of each type and year all datasets together come first, then each by itself, also where it has nothing.
    """
    types = sorted(yearly.types, key=lambda kind: kind.path)
    years = sorted(yearly.totals.values() - {None, SEVERAL_YEARS}, reverse=True)
    rest = [year for year in (SEVERAL_YEARS, None) if year in yearly.totals.values()]
    rows = [row for kind in types for year in (*years, *rest, ALL) for row in _rows(yearly, kind, year)]
    return RecordExport(PROFILE, COLUMNS, rows)


def _rows(yearly: YearlyTotals, kind: EquipmentType, year: int | None) -> Iterator[list[Value]]:
    place = (None, kind.pk, (year,))
    own, possible = yearly.totals.own(place), yearly.totals.may_belong(place)
    head: list[Value] = [kind.slug, kind.name, kind.unit, YEARS.get(year, str(year))]
    overlap, with_all = own.overlap, range_with(own, possible)
    all_ends = _ends(own.total)
    beside = [overlap.twice, overlap.to_decide, possible.total.count, _high(with_all)]
    yield [*head, ALL_DATASETS, *all_ends[:3], own.conflicts, *all_ends[3:], *beside, None]
    has_silence = year == ALL or bool(year)
    silent = yearly.covered.silent(own, kind.pk, None if year == ALL else year) if has_silence else {}
    with_each = datasets_with(own, possible)
    for name in sorted({*with_each, *silent}, key=lambda name: (name == EVENTS, name)):
        found = own.by_dataset.get(name, Sum())
        ends = _ends(found)
        membership = [possible.by_dataset.get(name, Sum()).count, _high(with_each.get(name, Sum()))]
        label = PRESS if name == EVENTS else name
        why = silent[name].value if name in silent else None
        yield [*head, label, *ends[:3], None, *ends[3:], None, None, *membership, why]


def _ends(found: Sum) -> list[Value]:
    """Return both ends and what leaves them open: low, high, shipments, open, unknown."""
    low = found.interval.low if found.interval else None
    return [low, _high(found), found.count, found.open_count, found.unknown_count]


def _high(found: Sum) -> int | None:
    return found.interval.high if found.interval else None


def no_totals() -> RecordExport:
    """Return the columns of a file of totals, without rows."""
    return export_totals(NO_TOTALS)
