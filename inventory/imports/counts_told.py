"""Tell counts as they were read, for people to hold them to what a file says."""

from __future__ import annotations

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message
from inventory.domain.quantities import Kind, Quantity, says_all
from inventory.imports.codes import Counted, KindCode


def count_message(quantity: Quantity) -> Message:
    """Return what a count says, with its bounds where its words leave them open.

    >>> from inventory.domain.quantities import parse_quantity
    >>> [count_message(parse_quantity(phrase)) for phrase in ("12", "at least 3", "tanks")]
    [counted.number(number=12), counted.at_least(number=3), counted.or_more(number=2)]
    """
    interval, kind = quantity.interval, quantity.kind
    if interval is None:
        return Message(Counted.UNKNOWN)
    if kind is Kind.BARE_PLURAL:
        return Message(Counted.OR_MORE, number=interval.low)
    told = _usual(quantity, interval) if says_all(quantity) else None
    return told or Message(
        Counted.OF_KIND, bounds=interval_message(interval), kind=Message(KindCode[kind.name])
    )


def interval_message(interval: Interval) -> Message:
    """Return the bounds of a count."""
    if interval.high is None:
        return Message(Counted.LEAST, number=interval.low)
    if interval.is_exact:
        return Message(Counted.NUMBER, number=interval.low)
    return Message(Counted.RANGE, low=interval.low, high=interval.high)


def _usual(quantity: Quantity, interval: Interval) -> Message | None:
    """Return the usual words for a kind of count; None for one that has none."""
    kind, high = quantity.kind, interval.high or 0
    if kind in (Kind.EXACT, Kind.RANGE):
        return interval_message(interval)
    if kind is Kind.APPROXIMATE:
        return _near(quantity.best, interval)
    if kind is Kind.NONE:
        return Message(Counted.NONE)
    numbered = {
        Kind.AT_LEAST: Message(Counted.AT_LEAST, number=interval.low),
        Kind.MORE_THAN: Message(Counted.MORE_THAN, number=interval.low - 1),
        Kind.AT_MOST: Message(Counted.UP_TO, number=high),
        Kind.FEWER_THAN: Message(Counted.FEWER_THAN, number=high + 1),
    }
    return numbered.get(kind)


def _near(best: int | None, interval: Interval) -> Message:
    bounds = interval_message(interval)
    if best is None:
        return Message(Counted.NEARLY, number=(interval.high or 0) + 1, bounds=bounds)
    return Message(Counted.ABOUT, number=best, bounds=bounds)
