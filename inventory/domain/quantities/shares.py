"""Read fractions and percentages of a base line, and work them out in whole items."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from inventory.domain.intervals import Interval
from inventory.domain.quantities.hedges import Hedge
from inventory.domain.quantities.phrases import Item, Phrase
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.remainder import read_remainder
from inventory.domain.quantities.tokens import Shape

TOLERANCE = Fraction(1, 10)  # of the share: "half" stands for 45–55 % of the base.
WHOLE = Fraction(1)

type ShareBounds = tuple[Interval, int | None]


def read_share(phrase: Phrase, start: int, hedges: list[Hedge], base: Interval | None) -> ShareBounds | None:
    """Read a fraction or percentage of a base line at a place; None where none stands there.

    Raises RefusalError where the base line is missing, or another count follows.
    """
    found = _fraction(phrase, start)
    if found is None:
        return None
    share, relation, end = found
    rest = read_remainder(phrase, end, None)
    hedge = _single([*hedges, *rest.hedges, *([relation] if relation else [])])
    if not 0 < share <= WHOLE:
        raise RefusalError(CountFault.SHARE_LIMITS)
    if base is None:
        raise RefusalError(CountFault.NO_BASE)
    interval = share_of(base, share, hedge)
    part = share * base.low
    is_named = hedge is None and base.is_exact and part.denominator == 1
    return interval, part.numerator if is_named else None


def _fraction(phrase: Phrase, start: int) -> tuple[Fraction, Hedge | None, int] | None:
    items = phrase.items
    entry = items[start].entry
    end = start + 1
    if entry.share is not None:
        if end < len(items) and not _is_of_base(phrase, items[end]):
            return None
        return entry.share, Hedge.MORE_THAN if entry.is_most else None, end
    if end >= len(items):
        return None
    is_before, is_behind = "percent" in entry.roles, items[end].has("percent")
    number = items[end].number if is_before else items[start].number
    if number is None or not (is_before or is_behind):
        return None
    return Fraction(number) / 100, None, end + 1


def _is_of_base(phrase: Phrase, item: Item) -> bool:
    """Return whether a word may follow a share: "half the vehicles", not "half tracks" or "a third T-72"."""
    if item.entry.scale or (item.entry.number is not None and not item.has("article")):
        return False
    return item.shape in (Shape.WORD, Shape.SIGN) and not phrase.is_plural(item)


def _single(hedges: list[Hedge]) -> Hedge | None:
    """Reduce the bounds of a share to one; "about half" is half, which is blurred already."""
    bounding = set(hedges) - {Hedge.APPROXIMATE, Hedge.DOUBTFUL}
    if len(bounding) > 1:
        raise RefusalError(CountFault.TWO_BOUNDS)
    return bounding.pop() if bounding else None


def share_of(base: Interval, share: Fraction, relation: Hedge | None = None) -> Interval:
    """Work out a share of a base line, rounded inward to whole items.

    A base so small that no whole item lies inside is rounded outward instead: half of three is 1–2.
    `relation` narrows one side: "more than half" runs from above one half to the whole base.

    >>> str(share_of(Interval(101, None), Fraction(1, 2))), str(share_of(Interval(100, 100), Fraction(1, 3)))
    ('≥ 46', '30–36')
    """
    least, most = _fractions(share, relation)
    low = floor(least * base.low) + 1 if relation is Hedge.MORE_THAN else ceil(least * base.low)
    if relation in (Hedge.AT_MOST, Hedge.FEWER_THAN):
        low = min(1, base.low)
    if base.high is None:
        return Interval(low, None)
    high = (
        ceil(most * base.high) - 1
        if relation in (Hedge.FEWER_THAN, Hedge.NEARLY)
        else floor(most * base.high)
    )
    if low > high:
        low, high = floor(least * base.low), ceil(most * base.high)
    return Interval(low, high)


def _fractions(share: Fraction, relation: Hedge | None) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest part of the base that a worded share stands for."""
    if relation in (Hedge.AT_LEAST, Hedge.MORE_THAN):
        return share, WHOLE
    if relation in (Hedge.AT_MOST, Hedge.FEWER_THAN):
        return Fraction(0), share
    if relation is Hedge.NEARLY:
        return share * (1 - TOLERANCE), share
    return share * (1 - TOLERANCE), min(WHOLE, share * (1 + TOLERANCE))
