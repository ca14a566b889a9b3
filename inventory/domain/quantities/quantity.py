"""Define what a count is: an interval, the kind of phrase it came from, and that phrase."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    `phrase` is evidence: it is kept as written, spaces included.

    Raises QuantityError when kind, interval and best contradict each other.
    """

    kind: Kind
    interval: Interval | None
    best: int | None = None
    phrase: str = ""

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
