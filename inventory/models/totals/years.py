"""Add up estimates by year, and say which records may belong to a year besides those that certainly do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.models.totals.overlaps import add_up
from inventory.models.totals.tallies import NOTHING, SEVERAL_YEARS, EstimateQuerySet, Tally

type Years = tuple[int, int]  # first and last


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Hold sums by the values of columns and year, as ``by_year``; ``SEVERAL_YEARS`` is across years.

    ``spans`` are those across years, by their first and last year: no report says which part of them came
    when, so that they are in no year's sum. What is of unknown year may be of any: it has a sum of its own,
    by None, and is not told again beside each year.
    """

    by_year: Mapping[tuple[Any, ...], Tally]
    spans: Mapping[tuple[Any, ...], Mapping[Years, Tally]] = field(default_factory=dict)

    def may_belong(self, key: tuple[Any, ...], year: int | None) -> Tally:
        """Return what may have come in a year besides its own sum; nothing for what is no year."""
        if not year:
            return NOTHING
        spans = self.spans.get(key, {})
        return sum((found for (first, last), found in spans.items() if first <= year <= last), NOTHING)


def add_up_years(estimates: EstimateQuerySet, *columns: str) -> YearTotals:
    """Return what estimates amount to by columns and year. Runs the queries of ``add_up``."""
    by_year: dict[tuple[Any, ...], Tally] = {}
    spans: dict[tuple[Any, ...], dict[Years, Tally]] = {}
    found = add_up(estimates.with_years(), *columns, "first_year", "last_year")
    for (*values, first, last), tally in found.items():
        key = tuple(values)
        year = first if first == last else SEVERAL_YEARS
        by_year[*key, year] = by_year.get((*key, year), NOTHING) + tally
        if year == SEVERAL_YEARS:
            spans.setdefault(key, {})[first, last] = tally
    return YearTotals(by_year, spans)
