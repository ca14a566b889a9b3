"""Turn a number and the words that bound or blur it ("at least", "about") into an interval."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from inventory.domain.intervals import Interval
from inventory.domain.quantities.quantity import Kind
from inventory.domain.quantities.refusals import CountFault, RefusalError

TENTHS_BELOW = 9  # "About 50" reaches down to nine tenths and up to eleven tenths, rounded outward.
TENTHS_ABOVE = 11
LEAST_ODD = 10  # items; "20-odd" is 20–29, "200-odd" 200–219.


class Hedge(StrEnum):
    """Name what a phrase does to its number; lexicons use the values."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"
    APPROXIMATE = "approximate"
    NEARLY = "nearly"
    ODD = "odd"  # A little more than the round number: "20-odd", "30 с лишним".
    DOUBTFUL = "doubtful"  # "Perhaps": blurs a plain number, leaves what is blurred or bounded as it is.


class Nature(Enum):
    """Tell how firmly an amount was worded before any hedge is applied to it."""

    PLAIN = auto()
    ROUND = auto()
    VAGUE = auto()
    RANGE = auto()
    HEDGED = auto()


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold the figures that a phrase names: `low` equals `high` for a single number."""

    low: int
    high: int
    nature: Nature = Nature.PLAIN


type Bounds = tuple[Kind, Interval, int | None]


def apply_hedges(hedges: list[Hedge], amount: Amount) -> Bounds:
    """Apply all hedges of a phrase; "at least about 20" is one bound on a blurred number.

    Raises RefusalError for two different bounds, and where the words bound nothing.

    >>> apply_hedges([Hedge.AT_LEAST, Hedge.APPROXIMATE], Amount(20, 20))
    (<Kind.AT_LEAST: 'at_least'>, Interval(low=18, high=None), None)
    """
    if not hedges:
        return apply_hedge(None, amount)
    bounding = set(hedges) - {Hedge.APPROXIMATE, Hedge.DOUBTFUL}
    if len(bounding) > 1:
        raise RefusalError(CountFault.TWO_BOUNDS)
    is_blurred = Hedge.APPROXIMATE in hedges
    if not bounding:
        is_doubted = amount.nature is Nature.PLAIN
        return apply_hedge(Hedge.APPROXIMATE if is_blurred or is_doubted else None, amount)
    if is_blurred and amount.nature is not Nature.VAGUE:
        _, blurred, _ = apply_hedge(Hedge.APPROXIMATE, amount)
        amount = Amount(blurred.low, blurred.high or blurred.low, Nature.HEDGED)
    return apply_hedge(bounding.pop(), amount)


def apply_hedge(hedge: Hedge | None, amount: Amount) -> Bounds:
    """Turn a number and its hedge into kind, interval and best figure.

    "About one" is kept at one or more: a report of an approximate delivery is not a denial.
    Raises RefusalError where the words bound nothing ("fewer than 1", "about 0", "up to 20-30").

    >>> apply_hedge(Hedge.APPROXIMATE, Amount(50, 50))
    (<Kind.APPROXIMATE: 'approximate'>, Interval(low=45, high=55), 50)
    """
    if amount.low > amount.high:
        raise RefusalError(CountFault.BACKWARDS, low=amount.low, high=amount.high)
    if hedge is None or hedge is Hedge.APPROXIMATE:
        return _unbounded(hedge, amount)
    if amount.nature is Nature.RANGE:
        raise RefusalError(CountFault.BOUND_RANGE)
    return _bounded(hedge, amount)


def _unbounded(hedge: Hedge | None, amount: Amount) -> Bounds:
    interval = Interval(amount.low, amount.high)
    if amount.nature is Nature.VAGUE:
        # "Some dozens" is no less vague than "dozens".
        return Kind.VAGUE, interval, None
    if hedge is None and amount.nature is Nature.RANGE:
        return Kind.RANGE, interval, None
    if hedge is None and amount.nature is Nature.PLAIN:
        return (Kind.EXACT if amount.low else Kind.NONE), interval, None
    if amount.high == 0:
        raise RefusalError(CountFault.ZERO_ABOUT)
    low = max(min(1, amount.low), amount.low * TENTHS_BELOW // 10)
    widened = Interval(low, -(-amount.high * TENTHS_ABOVE // 10))
    return Kind.APPROXIMATE, widened, amount.low if interval.is_exact else None


def _bounded(hedge: Hedge, amount: Amount) -> Bounds:
    match hedge:
        case Hedge.AT_LEAST:
            return Kind.AT_LEAST, Interval(amount.low, None), None
        case Hedge.MORE_THAN:
            return Kind.MORE_THAN, Interval(amount.low + 1, None), None
        case Hedge.AT_MOST:
            return Kind.AT_MOST, _from_one(amount.high), None
        case Hedge.FEWER_THAN:
            return Kind.FEWER_THAN, _from_one(amount.high - 1), None
        case Hedge.ODD:
            past = max(LEAST_ODD, amount.low // 10)
            return Kind.APPROXIMATE, Interval(amount.low, amount.high + past - 1), None
        case _:
            return _nearly(amount)


def _nearly(amount: Amount) -> Bounds:
    if amount.low != amount.high:
        raise RefusalError(CountFault.NEARLY_ONE)
    _from_one(amount.high - 1)
    return Kind.APPROXIMATE, Interval(amount.low * TENTHS_BELOW // 10, amount.high - 1), None


def _from_one(high: int) -> Interval:
    """Bound a reported count from above; it is at least one, since "none" has words of its own."""
    if high < 1:
        raise RefusalError(CountFault.NOT_POSITIVE)
    return Interval(1, high)
