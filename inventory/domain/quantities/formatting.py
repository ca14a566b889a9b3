"""Write quantities: as a phrase that reads back to the same quantity, and as short text for tables."""

from __future__ import annotations

from inventory.domain.intervals import Interval
from inventory.domain.quantities.lexicon import vague_words
from inventory.domain.quantities.parsing import parse_quantity
from inventory.domain.quantities.quantity import Kind, Quantity, QuantityError


def format_quantity(quantity: Quantity) -> str:
    """Write the canonical English phrase, which parses back to the same kind, interval and best figure.

    Where no plain wording says all three, the kind is followed by the interval.

    >>> format_quantity(parse_quantity("une centaine")), format_quantity(parse_quantity("plus de 3000"))
    ('about 100', 'more than 3000')
    >>> format_quantity(parse_quantity("half the vehicles", base=Interval(101, None)))
    'share (≥ 46)'
    >>> format_quantity(Quantity(Kind.APPROXIMATE, Interval(40, 60), 50))
    'approximate (40–60, best 50)'
    """
    phrase = _plain_phrase(quantity)
    return phrase if phrase and _reads_back(phrase, quantity) else _stated_phrase(quantity)


def count_text(quantity: Quantity) -> str:
    """Write a quantity for a table cell, with thousands separators and the interval where it adds something.

    >>> phrases = ("about 50", "plus de 3000", "dozens", "1 200", "tanks")
    >>> [count_text(parse_quantity(phrase)) for phrase in phrases]
    ['about 50 (45–55)', 'more than 3,000', 'dozens (24–99)', '1,200', '2 or more']
    """
    interval, kind = quantity.interval, quantity.kind
    if interval is None:
        return "unknown"
    if kind is Kind.BARE_PLURAL:
        return f"{interval.low:,} or more"
    phrase = _plain_phrase(quantity, separator=",")
    if phrase is None or not says_all(quantity):
        return f"{_bounds(interval)} ({kind.replace('_', ' ')})"
    return f"{phrase} ({_bounds(interval)})" if kind in (Kind.APPROXIMATE, Kind.VAGUE) else phrase


def says_all(quantity: Quantity) -> bool:
    """Tell whether the usual words for the kind of a quantity say all of it."""
    phrase = _plain_phrase(quantity)
    return phrase is not None and _reads_back(phrase, quantity)


def _plain_phrase(quantity: Quantity, separator: str = "") -> str | None:
    """Write the usual words for a quantity; whether they say all of it is for the caller to check."""
    interval = quantity.interval
    if interval is None:
        return "unknown"
    high = interval.high or 0
    numbered = {
        Kind.EXACT: f"{interval.low:{separator}}",
        Kind.AT_LEAST: f"at least {interval.low:{separator}}",
        Kind.MORE_THAN: f"more than {max(interval.low - 1, 0):{separator}}",
        Kind.AT_MOST: f"up to {high:{separator}}",
        Kind.FEWER_THAN: f"fewer than {high + 1:{separator}}",
        Kind.RANGE: f"{interval.low:{separator}}–{high:{separator}}",
    }
    return numbered.get(quantity.kind) or _worded_phrase(quantity, interval, separator)


def _worded_phrase(quantity: Quantity, interval: Interval, separator: str) -> str | None:
    match quantity.kind:
        case Kind.APPROXIMATE if quantity.best is not None:
            return f"about {quantity.best:{separator}}"
        case Kind.APPROXIMATE:
            return f"nearly {(interval.high or 0) + 1:{separator}}"
        case Kind.VAGUE:
            return vague_words().get(interval)
        case Kind.BARE_PLURAL:
            return "some"
        case Kind.NONE:
            return "none"
        case _:
            return None


def _stated_phrase(quantity: Quantity) -> str:
    """Write the form that fits every quantity: the kind, then the interval and the best figure."""
    bounds = "" if quantity.interval is None else str(quantity.interval)
    best = "" if quantity.best is None else f", best {quantity.best}"
    return f"{quantity.kind.replace('_', ' ')} ({bounds}{best})"


def _reads_back(phrase: str, quantity: Quantity) -> bool:
    try:
        read = parse_quantity(phrase)
    except QuantityError:
        # The plain words cannot carry this quantity, for example "up to 0".
        return False
    return (read.kind, read.interval, read.best) == (quantity.kind, quantity.interval, quantity.best)


def _bounds(interval: Interval) -> str:
    """Write an interval with thousands separators."""
    if interval.high is None:
        return f"≥ {interval.low:,}"
    return f"{interval.low:,}" if interval.is_exact else f"{interval.low:,}–{interval.high:,}"
