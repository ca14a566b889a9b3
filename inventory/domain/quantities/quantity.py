"""Define what a count is: an interval, the kind of phrase it came from, and that phrase."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from inventory.domain.intervals import Interval

SHOWN_LENGTH = 80  # characters of a refused phrase that an error message repeats.


class Kind(StrEnum):
    """Name how a source worded a count; the values are the words of the domain."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"
    RANGE = "range"
    APPROXIMATE = "approximate"
    VAGUE = "vague"
    BARE_PLURAL = "bare_plural"
    SHARE = "share"
    NONE = "none"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """Name what a number counts where it counts no items."""

    FORMATION = "formation"  # battalion, company, battery
    PACKAGE = "package"  # crate, container, train
    GROUP = "group"  # convoy, batch, a long line
    MASS = "mass"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold the number that a phrase gives in a unit that is no item: two battalions, over 15 tons.

    `word` is the unit as written. `high` is None where the number has no upper end. Formations and
    packages are whole, mass and volume fractions. `is_above`: the number itself is left out, since "over 15
    tons" may be 15.4.
    """

    unit: Unit
    word: str
    low: Fraction
    high: Fraction | None
    is_above: bool = False

    def __str__(self) -> str:
        low = _decimal(self.low)
        if self.high is None:
            return f"{'>' if self.is_above else '≥'} {low} {self.word}"
        return f"{low} {self.word}" if self.low == self.high else f"{low}–{_decimal(self.high)} {self.word}"


def _decimal(number: Fraction) -> str:
    return f"{float(number):,.10g}" if number.denominator > 1 else f"{number.numerator:,}"


OPEN_KINDS = frozenset({Kind.AT_LEAST, Kind.MORE_THAN, Kind.BARE_PLURAL})


class QuantityError(ValueError):
    """Refuse a phrase, keeping it (`phrase`) beside a sentence for people (`reason`)."""

    def __init__(self, phrase: str, reason: str) -> None:
        super().__init__(phrase, reason)
        self.phrase = phrase
        self.reason = reason

    def __str__(self) -> str:
        shown = self.phrase if len(self.phrase) <= SHOWN_LENGTH else self.phrase[:SHOWN_LENGTH] + "…"
        return f"“{shown}”: {self.reason}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold one count as a source gave it.

    `interval` is None for kind `unknown` and for no other. `best` is the round figure that an
    approximate phrase names, or the exact part of an exact base line; it lies in the interval.
    `phrase` is evidence: it is kept as written, spaces included. `measure` is what it says in a unit that is
    no item; it can be read from the phrase again, so counts are equal whatever it is.

    Raises QuantityError when kind, interval and best contradict each other.
    """

    kind: Kind
    interval: Interval | None
    best: int | None = None
    phrase: str = ""
    measure: Measure | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        reason = self._contradiction()
        if reason:
            raise QuantityError(self.phrase, reason)

    def _contradiction(self) -> str:
        """Say what is inconsistent; empty when nothing is."""
        if self.interval is None:
            if self.kind is not Kind.UNKNOWN:
                return f"A count of kind {self.kind} needs an interval."
            return "An unknown count has no best figure." if self.best is not None else ""
        if self.kind is Kind.UNKNOWN:
            return "An unknown count has no interval."
        if self.best is not None and not self.interval.contains(Interval(self.best, self.best)):
            return f"The best figure {self.best} is outside {self.interval}."
        return self._misfit(self.interval)

    def _misfit(self, interval: Interval) -> str:
        """Say why the interval cannot belong to the kind; empty when it can."""
        if self.kind is Kind.NONE and interval != Interval(0, 0):
            return f"A count of kind none is 0, not {interval}."
        if self.kind is Kind.EXACT and not interval.is_exact:
            return f"A count of kind exact is one number, not {interval}."
        if self.kind in OPEN_KINDS and interval.high is not None:
            return f"A count of kind {self.kind} has no upper end, unlike {interval}."
        return ""
