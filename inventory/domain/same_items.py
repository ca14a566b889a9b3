"""Say what two counts of one type in one report come to: of different items, of the same, or not said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.domain.intervals import EVERYTHING, Interval


@dataclass(frozen=True, slots=True)
class ToldTwice:
    """Hold what counts of one type come to by what is known of their items.

    ``added``: they are different ones. ``same``: they are the same, so that the larger count holds them all.
    ``not_said``: anything from the one to the other.
    """

    added: Interval
    same: Interval
    not_said: Interval


def told_twice(counts: Sequence[Interval | None]) -> ToldTwice:
    """Return what counts of one type in one report come to; at least one, None where the number is unknown.

    >>> found = told_twice([Interval(45, 45), Interval(90, 90)])
    >>> str(found.added), str(found.same), str(found.not_said)
    ('135', '90', '90–135')
    >>> str(told_twice([Interval(2, 3), None]).added)
    '≥ 2'
    """
    known = [EVERYTHING if count is None else count for count in counts]
    highs = [count.high for count in known if count.high is not None]
    is_open = len(highs) < len(known)
    lows = [count.low for count in known]
    added = Interval(sum(lows), None if is_open else sum(highs))
    same = Interval(max(lows), None if is_open else max(highs))
    return ToldTwice(added, same, Interval(same.low, added.high))
