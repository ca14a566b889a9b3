"""Lay out sums of estimates by year: low and high ends apart, open and unknown ends told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from inventory.domain.totals.records import Silence
from inventory.models import EquipmentType
from inventory.models.totals import NOTHING, SEVERAL_YEARS, Tally, range_with
from inventory.models.totals.adding import ALL, Totals
from inventory.models.totals.covered import Covered
from inventory.wording.numbers import interval_words, number_words
from inventory.wording.totals import (
    compared_words,
    may_belong_words,
    nothing_words,
    open_words,
    overlap_words,
    silence_words,
)

NO_SUM = "–"  # where nothing certainly belongs


@dataclass(frozen=True, slots=True)
class Total:
    """Show one sum of estimates with what it is of, and the addresses of its lines and undecided links.

    ``may_belong`` is what may be of the same, and is not in the sum. ``silent`` are the datasets without a
    record in it.
    """

    label: str
    tally: Tally
    address: str = ""
    links: str = ""
    may_belong: Tally = NOTHING
    silent: Mapping[str, Silence] = field(default_factory=dict)

    @property
    def shipments(self) -> int:
        """Return how many shipments are added up."""
        return self.tally.total.count

    @property
    def uncounted(self) -> int:
        """Return on how many of them nobody gives a count."""
        return self.tally.total.unknown_count

    @property
    def low(self) -> str:
        """Return the sum of the low ends; a word where no count is known."""
        interval = self.tally.total.interval
        if not self.shipments:
            return NO_SUM
        return _("unknown") if interval is None else number_words(interval.low)

    @property
    def high(self) -> str:
        """Return the sum of the high ends; a word where one of them is open or unknown."""
        interval = self.tally.total.interval
        if not self.shipments:
            return NO_SUM
        if interval is None:
            return _("unknown")
        return _("open") if interval.high is None else number_words(interval.high)

    @property
    def datasets(self) -> str:
        """Return what each dataset counts, where more than one does."""
        return compared_words(self.tally.by_dataset)

    @property
    def overlap(self) -> str:
        """Return what may be counted twice; empty where nothing is left to decide."""
        return overlap_words(self.tally.overlap)

    @property
    def membership(self) -> str:
        """Return how many records may belong here besides; empty where none may."""
        return may_belong_words(self.may_belong.total, range_with(self.tally, self.may_belong))

    @property
    def dispute(self) -> str:
        """Return how many disputes arise here, each counted once; empty where nothing is in dispute."""
        if self.tally.conflicts:
            return number_words(self.tally.conflicts)
        return _("on another type") if self.tally.disputed else ""

    @property
    def silence(self) -> str:
        """Return which datasets have nothing here, and why, so that nobody takes that for zero."""
        return silence_words(self.silent) if self.shipments else nothing_words(self.silent)

    @property
    def openness(self) -> str:
        """Return how many counts leave the upper end open or unknown; empty where none does."""
        return open_words(self.tally.total)

    @property
    def text(self) -> str:
        """Return both ends as pages write intervals; empty where there is no shipment."""
        if not self.shipments:
            return ""
        interval = self.tally.total.interval
        return _("uncounted") if interval is None else interval_words(interval)


@dataclass(frozen=True, slots=True)
class YearRow:
    """Hold the sums of one year, in the order of the categories."""

    label: str
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """Hold sums of estimates by year and category; categories are never added up, years are in ``all``."""

    categories: tuple[EquipmentType, ...]
    rows: tuple[YearRow, ...]
    all: YearRow


def year_label(year: int | None) -> str:
    """Return how a year is called; shipments of unknown or spanning period have no year of their own."""
    if year is None:
        return _("Unknown year")
    return _("Across years") if year == SEVERAL_YEARS else str(year)


def year_order(year: int | None) -> tuple[bool, bool, int]:
    """Return the key that sorts the newest year first, then what spans years, then what is unknown."""
    return year is None, year == SEVERAL_YEARS, -(year or 0)


def lines_address(filters: Mapping[str, str], year: int | None = None) -> str:
    """Return the list of the lines behind a sum; one year's, where it is known."""
    days = {"period_from": str(year), "period_to": str(year)} if year else {}
    return reverse("delivery-list", query={**filters, **days})


def links_address(filters: Mapping[str, str], *years: int | None) -> str:
    """Return the list of the undecided links of a sum; of given years alone, if any are."""
    words = {None: "unknown", SEVERAL_YEARS: "several"}
    chosen = {"year": [words.get(year, str(year)) for year in years]} if years else {}
    return reverse("link-list", query={**filters, **chosen})


def months_address(
    filters: Mapping[str, str], first: datetime.date, last: datetime.date, *, to_decide: bool = False
) -> str:
    """Return the list of the lines behind a sum over the months of these days, or of what is to decide."""
    days = {"period_from": f"{first:%Y-%m}", "period_to": f"{last:%Y-%m}"}
    return reverse("link-list" if to_decide else "delivery-list", query={**filters, **days})


def year_table(
    totals: Totals, categories: Iterable[EquipmentType], filters: Mapping[str, str], covered: Covered
) -> YearTable:
    """Lay out totals by year, categories in the order of the tree.

    ``filters`` select the lines behind them. Categories come with their parents, root first of all.
    """
    told = (totals, covered)
    shown = tuple(sorted(categories, key=tree_order))
    rows = tuple(
        YearRow(year_label(year), tuple(_total_of(told, category, filters, year) for category in shown))
        for year in sorted(totals.values(), key=year_order)
    )
    all_years = tuple(_total_of(told, category, filters) for category in shown)
    return YearTable(shown, rows, YearRow(_("All years"), all_years))


def _total_of(
    told: tuple[Totals, Covered], category: EquipmentType, filters: Mapping[str, str], *years: int | None
) -> Total:
    """Return what came of a category in a year, or in all of them."""
    totals, covered = told
    place = (None, category.pk, years or (ALL,))
    chosen = {**filters, "equipment": category.slug}
    has_silence = all(years)  # Of what spans years or is of unknown ones, no dataset says that it looked.
    return Total(
        category.name,
        totals.own(place),
        lines_address(chosen, *years),
        links_address(chosen, *years),
        totals.may_belong(place),
        covered.silent(totals.own(place), category.pk, *years) if has_silence else {},
    )


def tree_order(category: EquipmentType) -> tuple[int, int, str]:
    """Return what sorts the types at the top of the tree, also those that stand one level below it."""
    parent = category.parent
    is_below_top = parent is not None and parent.parent_id is not None
    branch = parent.position if parent and is_below_top else category.position
    return (branch if parent else -1, category.position if is_below_top else 0, category.name)
