"""Represent a count that is only partly known as a closed interval of whole items.

>>> str(Interval(7, 7)), str(Interval(2, 3)), str(Interval(101, None)), str(Interval(0, 0))
('7', '2–3', '≥ 101', '0')
>>> Interval(20, 30).intersection(Interval(25, None))
Interval(low=25, high=30)
>>> Interval(5, 5).intersection(Interval(7, 7)) is None
True
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


class EmptyInterval(ValueError):  # noqa: N818  (The name says what is wrong with the bounds.)
    """Tell that the bounds given hold no count: they are reversed, or reach below zero."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Bound a count of items from below and, unless `high` is None, from above.

    Both ends belong to the interval. Intervals have no order of their own: "less than" between
    overlapping counts has no single meaning, so nothing here sorts them.

    Raises EmptyInterval for `low > high` or `low < 0`.

    >>> Interval(30, 20)
    Traceback (most recent call last):
    ...
    inventory.domain.intervals.EmptyInterval: The low end 30 is above the high end 20.
    >>> Interval(-1, None)
    Traceback (most recent call last):
    ...
    inventory.domain.intervals.EmptyInterval: The low end -1 is below zero.
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0:
            raise EmptyInterval(f"The low end {self.low} is below zero.")
        if self.high is not None and self.high < self.low:
            raise EmptyInterval(f"The low end {self.low} is above the high end {self.high}.")

    @property
    def is_exact(self) -> bool:
        """Tell whether exactly one count is possible."""
        return self.low == self.high

    def intersection(self, other: Interval) -> Interval | None:
        """Return the counts that both intervals allow; None when they share none."""
        if not self.meets(other):
            return None
        low = self.low if self.low >= other.low else other.low
        high = self.high
        if high is None or (other.high is not None and other.high < high):
            high = other.high
        # Every comparison comes by here thousands of times, mostly with one interval inside the other.
        if low == self.low and high == self.high:
            return self
        return interval_of(low, high)

    def meets(self, other: Interval) -> bool:
        """Return whether some count is allowed by both.

        >>> Interval(2, None).meets(Interval(7, 7)), Interval(5, 5).meets(Interval(6, 9))
        (True, False)
        """
        begins_in_time = self.high is None or other.low <= self.high
        return begins_in_time and (other.high is None or self.low <= other.high)

    def contains(self, other: Interval) -> bool:
        """Tell whether every count that `other` allows is allowed here too.

        >>> Interval(2, None).contains(Interval(7, 7)), Interval(2, 9).contains(Interval(2, None))
        (True, False)
        """
        return self.low <= other.low and (
            self.high is None or (other.high is not None and other.high <= self.high)
        )

    def __str__(self) -> str:
        if self.high is None:
            return f"≥ {self.low}"
        return str(self.low) if self.is_exact else f"{self.low}–{self.high}"


EVERYTHING = Interval(0, None)
# The same few counts come up in one shipment after another.
interval_of = lru_cache(maxsize=10_000)(Interval)
