"""Tighten counts over a tree on bare numbers: the quick way for the many that contradict nothing.

The rules are those of `tree.tighten`, which names the lines behind every bound where something contradicts.

>>> kin = Kin((1, 2, 3), {1: Family(parts=[2, 3], selections=[], others=[])})
>>> said = {1: Interval(0, 10), 2: Interval(4, None), 3: Interval(5, 9)}
>>> {key: str(bound) for key, bound in plain_bounds(kin, said, ()).items()}
{1: '9–10', 2: '4–5', 3: '5–6'}
>>> plain_bounds(kin, {**said, 2: Interval(6, None)}, ()) is None
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from inventory.domain.intervals import EVERYTHING, Interval, interval_of


class Family(NamedTuple):
    """Sort the types directly below a type by how it counts them.

    `parts` add up to it, `selections` count some of its items over again, `others` have another unit.
    """

    parts: list[int]
    selections: list[int]
    others: list[int]


class Kin(NamedTuple):
    """Hold some types and all types above them, each before those below it, and the families of those."""

    keys: tuple[int, ...]
    families: dict[int, Family]


def plain_bounds(
    kin: Kin, stated: Mapping[int, Interval], exhaustive: Collection[int]
) -> dict[int, Interval] | None:
    """Tighten counts over a tree; None where they contradict each other.

    The types of `kin` are the stated ones and all above them, and maybe others. A type in `exhaustive` equals
    the sum of its parts.
    """
    lows = dict.fromkeys(kin.keys, EVERYTHING.low)
    highs: dict[int, int | None] = dict.fromkeys(kin.keys, EVERYTHING.high)
    for key, interval in stated.items():
        lows[key], highs[key] = interval.low, interval.high
    if not _gather_plainly(kin, lows, highs, exhaustive):
        return None
    for key, family in kin.families.items():
        is_whole = key in exhaustive
        if (is_whole or highs[key] is not None) and not _hand_down_plainly(
            key, family, lows, highs, is_whole=is_whole
        ):
            return None
    return {key: interval_of(lows[key], highs[key]) for key in kin.keys}


def _gather_plainly(
    kin: Kin, lows: dict[int, int], highs: dict[int, int | None], exhaustive: Collection[int]
) -> bool:
    """Raise low ends to what the parts add up to, from the bottom up; tell whether any count is left."""
    for key, family in reversed(kin.families.items()):
        low = max(lows[key], sum([lows[child] for child in family.parts]))
        for child in family.selections:
            low = max(low, lows[child])
        high = highs[key]
        if key in exhaustive and family.parts:
            high = _lower(high, _total([highs[child] for child in family.parts]))
        if high is not None and low > high:
            return False
        lows[key], highs[key] = low, high
    return True


def _hand_down_plainly(
    key: int, family: Family, lows: dict[int, int], highs: dict[int, int | None], *, is_whole: bool
) -> bool:
    """Give each part what the others leave; tell whether any count is left where "none" comes down."""
    low, high = lows[key], highs[key]
    handed: dict[int, int | None] = {}
    if high is not None:
        slack = high - sum([lows[child] for child in family.parts])
        handed = {child: _lower(highs[child], slack + lows[child]) for child in family.parts}
    if is_whole:
        before = {child: highs[child] for child in family.parts}
        for child in family.parts:
            others = _total([end for sibling, end in before.items() if sibling != child])
            lows[child] = lows[child] if others is None else max(lows[child], low - others)
    highs.update(handed)
    for child in family.selections:
        highs[child] = _lower(highs[child], high)
    denied = family.others if high == 0 else ()
    highs.update(dict.fromkeys(denied, 0))
    return not any(lows[child] for child in denied)


def _total(ends: list[int | None]) -> int | None:
    """Add ends up; an open one leaves the sum open."""
    known = [end for end in ends if end is not None]
    return sum(known) if len(known) == len(ends) else None


def _lower(end: int | None, other: int | None) -> int | None:
    """Return the lower of two ends, of which None is open."""
    if end is None or other is None:
        return other if end is None else end
    return min(end, other)
