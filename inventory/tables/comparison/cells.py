"""Measure sums, and tell how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.arithmetic import MINUS, Difference, Ratio, difference, ratio
from inventory.domain.intervals import Interval
from inventory.models.totals import NOTHING, Measure, Tally, range_with
from inventory.tables.comparison.question import INTERVALS
from inventory.wording.numbers import interval_words, number_words
from inventory.wording.totals import compared_words, may_belong_words, overlap_words

NO_COUNT = "–"
UNKNOWN_COUNT = "?"


@dataclass(frozen=True, slots=True)
class Cell:
    """Show one sum: its text, the shipments in it, the addresses of its lines and open links.

    ``may_belong`` is what may be of the same besides. ``conflicts`` counts the disagreements that arise here,
    and not on a type that has a row or column of its own. ``operand`` is what differences are taken of, and
    what is drawn; where it is None, ``reason`` says why there is none, with a gap for the thing's ``name``.
    """

    text: str
    operand: Interval | None
    reason: str
    tally: Tally
    address: str = ""
    label: str = ""
    links: str = ""
    may_belong: Tally = NOTHING
    conflicts: int = 0

    @property
    def uncounted(self) -> int:
        """Return the number of shipments on which nobody gives a number."""
        return self.tally.total.unknown_count

    @property
    def overlap(self) -> str:
        """Return who counts how many and what may be counted twice; empty where nothing may."""
        told = overlap_words(self.tally.overlap)
        compared = compared_words(self.tally.by_dataset) if told else ""
        return "; ".join(filter(None, (compared, told)))

    @property
    def dispute(self) -> str:
        """Return how many disagreements arise here; in words where all arise on another type."""
        if not self.conflicts:
            return _("disputed on another type") if self.tally.disputed else ""
        words = ngettext("%(number)s disputed", "%(number)s disputed", self.conflicts)
        return words % {"number": number_words(self.conflicts)}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is reported."""
        return not self.tally.total.count and not self.may_belong.total.count

    @property
    def membership(self) -> str:
        """Return how many records may belong here besides, and the total with them; empty where none may."""
        return may_belong_words(self.may_belong.total, range_with(self.tally, self.may_belong))

    @property
    def is_unknown(self) -> bool:
        """Tell whether something is reported, and nobody gives a number."""
        return self.text == UNKNOWN_COUNT

    @property
    def shipments(self) -> int:
        """Return the number of shipments."""
        return self.tally.total.count


@dataclass(frozen=True, slots=True)
class Contrast:
    """Show a difference or ratio; where there is none, ``value`` is None and ``reason`` says why.

    ``span`` is the number of columns it takes: a reason that holds for difference and ratio is told once.
    """

    value: Difference | Ratio | None
    reason: str = ""
    span: int = 1

    @property
    def text(self) -> str:
        """Return it as the reader's language writes it, or why there is none."""
        if isinstance(self.value, Difference):
            return difference_words(self.value)
        return ratio_words(self.value) if self.value else self.reason


def measured(measure: Measure, tally: Tally, conflicts: int) -> tuple[str, Interval | None, str]:
    """Return how a sum is written, what differences are taken of, and why there is nothing to take."""
    if measure in INTERVALS:
        return _bounded(measure, tally)
    if measure == Measure.CONFIRMED and not tally.seen:
        return NO_COUNT, None, _("n/a: nothing visually confirmed for %(name)s")
    count = conflicts if measure == Measure.CONFLICTS else counted(measure, tally)
    return number_words(count), Interval(count, count), ""


def _bounded(measure: Measure, tally: Tally) -> tuple[str, Interval | None, str]:
    if not tally.total.count:
        return NO_COUNT, None, _("n/a: no count for %(name)s")
    interval = tally.total.interval
    if interval is None:
        return UNKNOWN_COUNT, None, _("cannot be said: the count for %(name)s is unknown")
    if measure == Measure.BEST:
        return interval_words(interval), interval, ""
    end = interval.low if measure == Measure.LOW else interval.high
    if end is None:
        return _("no upper limit"), None, _("cannot be said: no upper limit for %(name)s")
    return number_words(end), Interval(end, end), ""


def counted(measure: Measure, tally: Tally) -> int:
    """Return what a measure counts that is no interval."""
    return {
        Measure.SHIPMENTS: tally.total.count,
        Measure.REPORTS: tally.reports,
        Measure.VOICES: tally.voices,
        Measure.CONFIRMED: tally.confirmed,
    }[measure]


def contrast(one: Cell, other: Cell, names: tuple[str, str]) -> tuple[Contrast, Contrast]:
    """Return the difference and the ratio of two cells, which are called by their things' names."""
    missing = _missing(one, other, names)
    if missing or one.operand is None or other.operand is None:
        none = Contrast(None, missing)
        return none, none
    quotient = ratio(one.operand, other.operand)
    return Contrast(difference(one.operand, other.operand)), _quotient(quotient, other, names[1])


def _quotient(quotient: Ratio | None, other: Cell, name: str) -> Contrast:
    """Return a ratio, or why the other count allows none."""
    if quotient:
        return Contrast(quotient)
    is_zero = other.operand is not None and other.operand.high == 0
    words = (
        _("cannot be said: the count for %(name)s is zero")
        if is_zero
        else _("cannot be said: the count for %(name)s may be zero")
    )
    return Contrast(None, words % {"name": name})


def _missing(one: Cell, other: Cell, names: tuple[str, str]) -> str:
    """Return why two cells have neither difference nor ratio; empty where they have."""
    for cell, name in zip((one, other), names, strict=True):
        if cell.operand is None:
            return cell.reason % {"name": name}
    is_open = [cell.operand is not None and cell.operand.high is None for cell in (one, other)]
    if all(is_open):
        return _("cannot be said: neither count has an upper limit")
    if any(is_open):
        name = names[is_open.index(True)]
        return _("cannot be said: no upper limit for %(name)s") % {"name": name}
    return ""


def difference_words(found: Difference) -> str:
    """Write a difference with signs and the separators of the active language."""
    if found.low == found.high:
        return _signed(found.low)
    return _("%(low)s to %(high)s") % {"low": _signed(found.low), "high": _signed(found.high)}


def ratio_words(found: Ratio) -> str:
    """Write a ratio with two decimals at most, as the active language writes them."""
    low, high = (number_format(Decimal(end)) for end in found.bounds)
    return str(low) if low == high else f"{low}–{high}"


def _signed(number: int) -> str:
    if number == 0:
        return "0"
    return f"+{number_words(number)}" if number > 0 else f"{MINUS}{number_words(-number)}"
