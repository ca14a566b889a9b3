"""Add, subtract and divide counts that are only partly known, so that no bound claims too much.

Low and high ends are added apart. An open end stays open, an unknown count keeps its sum from having an
upper end, and a sum of nothing but unknown counts is unknown.

>>> total = Sum.of([Interval(5, 7), Interval(2, 2), Interval(3, None)])
>>> str(total.interval), total.count
('≥ 10', 3)
>>> Sum.of([None, None]).interval is None
True
>>> str(difference(Interval(7, 9), Interval(2, 3))), str(ratio(Interval(7, 9), Interval(2, 3)))
('+4 to +7', '2.33–4.5')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from inventory.domain.intervals import Interval

DECIMALS = 2  # of a ratio as written
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Sum:
    """Carry a sum of counts so that sums can be added up further.

    `low` and `high` add up the ends that are known. `count` says how many counts were added, `open_count`
    how many of them have no upper end, and `unknown_count` how many are wholly unknown.

    >>> Sum.of([Interval(1, 2)]) + Sum.of([None]) == Sum.of([Interval(1, 2), None])
    True
    """

    count: int = 0
    low: int = 0
    high: int = 0
    open_count: int = 0
    unknown_count: int = 0

    @classmethod
    def of(cls, counts: Iterable[Interval | None]) -> Sum:
        """Return the sum of counts; None stands for an unknown one.

        >>> str(Sum.of([Interval(5, 7), None]).interval), str(Sum.of([Interval(0, 0)]).interval)
        ('≥ 5', '0')
        """
        listed = list(counts)
        known = [count for count in listed if count is not None]
        highs = [count.high for count in known if count.high is not None]
        return cls(
            count=len(listed),
            low=sum([count.low for count in known]),
            high=sum(highs),
            open_count=len(known) - len(highs),
            unknown_count=len(listed) - len(known),
        )

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.count + other.count,
            self.low + other.low,
            self.high + other.high,
            self.open_count + other.open_count,
            self.unknown_count + other.unknown_count,
        )

    @property
    def interval(self) -> Interval | None:
        """Return what the sum can be; None if nothing was added or every count is unknown."""
        if self.count == self.unknown_count:
            return None
        return Interval(self.low, None if self.open_count or self.unknown_count else self.high)


@dataclass(frozen=True, slots=True)
class Difference:
    """Bound a difference of two counts from either side; it may be negative.

    >>> [str(Difference(*ends)) for ends in [(2, 2), (-3, 5), (0, 0)]]
    ['+2', '−3 to +5', '0']
    """

    low: int
    high: int

    def __str__(self) -> str:
        return _signed(self.low) if self.low == self.high else f"{_signed(self.low)} to {_signed(self.high)}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Bound a quotient of two counts from either side.

    It is written with two decimals at most: one value rounded to the nearest, two rounded outward.

    >>> str(Ratio(Fraction(7, 5), Fraction(7, 5))), str(Ratio(Fraction(2, 3), Fraction(2, 3)))
    ('1.4', '0.67')
    >>> str(Ratio(Fraction(1, 3), Fraction(2, 3))), str(Ratio(Fraction(0), Fraction(3)))
    ('0.33–0.67', '0–3')
    """

    low: Fraction
    high: Fraction

    @property
    def bounds(self) -> tuple[str, str]:
        """Return both ends as decimal numbers; they are the same for a ratio that is known."""
        scale = 10**DECIMALS
        if self.low == self.high:
            nearest = _decimal(round(self.low * scale))
            return nearest, nearest
        return _decimal(floor(self.low * scale)), _decimal(ceil(self.high * scale))

    def __str__(self) -> str:
        return "–".join(dict.fromkeys(self.bounds))


def difference(minuend: Interval, subtrahend: Interval) -> Difference | None:
    """Return every difference that two counts allow; None where one has no upper end.

    A bound from one side alone ("at least −5") reads like a finding and is none.

    >>> str(difference(Interval(5, 9), Interval(7, 8))), difference(Interval(100, None), Interval(20, 30))
    ('−3 to +2', None)
    """
    if minuend.high is None or subtrahend.high is None:
        return None
    return Difference(minuend.low - subtrahend.high, minuend.high - subtrahend.low)


def ratio(dividend: Interval, divisor: Interval) -> Ratio | None:
    """Return every quotient of two counts; None where one has no upper end or the divisor may be zero.

    >>> str(ratio(Interval(7, 9), Interval(5, 5))), ratio(Interval(7, 7), Interval(0, 5))
    ('1.4–1.8', None)
    """
    if dividend.high is None or divisor.high is None or divisor.low == 0:
        return None
    return Ratio(Fraction(dividend.low, divisor.high), Fraction(dividend.high, divisor.low))


def _signed(number: int) -> str:
    if number == 0:
        return "0"
    return f"+{number}" if number > 0 else f"{MINUS}{-number}"


def _decimal(hundredths: int) -> str:
    """Return a number of hundredths as a decimal without needless zeros."""
    whole, rest = divmod(hundredths, 10**DECIMALS)
    return f"{whole}.{rest:0{DECIMALS}d}".rstrip("0").rstrip(".")
