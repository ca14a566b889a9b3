"""Define what a count is: an interval, the kind of phrase it came from, and that phrase."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message, Told, Value, cut, message_of
from inventory.domain.quantities.refusals import CountFault


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
    """Refuse a phrase, keeping it (`phrase`) beside the reason."""

    def __init__(self, phrase: str, reason: Message | CountFault, /, **values: Value) -> None:
        self.phrase = phrase
        self.reason = message_of(reason, **values)
        super().__init__(phrase, self.reason)

    @property
    def message(self) -> Message:
        """Return what to tell: the phrase and the reason."""
        return Message(Told.REFUSED, refused=cut(self.phrase), reason=self.reason)

    def __str__(self) -> str:
        return f"“{cut(self.phrase)}”: {self.reason}"


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

    def _contradiction(self) -> Message | None:
        """Say what is inconsistent; None when nothing is."""
        if self.interval is None:
            if self.kind is not Kind.UNKNOWN:
                return Message(CountFault.NEEDS_INTERVAL, kind=str(self.kind))
            return Message(CountFault.UNKNOWN_BEST) if self.best is not None else None
        if self.kind is Kind.UNKNOWN:
            return Message(CountFault.UNKNOWN_INTERVAL)
        if self.best is not None and not self.interval.contains(Interval(self.best, self.best)):
            return Message(CountFault.BEST_OUTSIDE, number=self.best, interval=str(self.interval))
        return self._misfit(self.interval)

    def _misfit(self, interval: Interval) -> Message | None:
        """Say why the interval cannot belong to the kind; None when it can."""
        if self.kind is Kind.NONE and interval != Interval(0, 0):
            return Message(CountFault.NONE_IS_ZERO, interval=str(interval))
        if self.kind is Kind.EXACT and not interval.is_exact:
            return Message(CountFault.EXACT_IS_ONE, interval=str(interval))
        if self.kind in OPEN_KINDS and interval.high is not None:
            return Message(CountFault.NO_UPPER_END, kind=str(self.kind), interval=str(interval))
        return None
