"""Tighten counts over a tree on bare numbers: the quick way for the many that contradict nothing.

The rules are those of `tree.tighten`, which names the lines behind every bound where something contradicts.

>>> kin = Kin((1, 2, 3), (1,), parts={1: [2, 3]}, selections={}, others={})
>>> said = {1: Interval(0, 10), 2: Interval(4, None), 3: Interval(5, 9)}
>>> {key: str(bound) for key, bound in plain_bounds(kin, said, ()).items()}
{1: '9–10', 2: '4–5', 3: '5–6'}
>>> plain_bounds(kin, {**said, 2: Interval(6, None)}, ()) is None
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from inventory.domain.intervals import EVERYTHING, Interval, interval_of


class Kin(NamedTuple):
    """Sort the types below each type by how it counts them.

    `keys` are some types and all types above them, `parents` those of them that have others below them, each
    before those. `parts` add up to their parent, `selections` count some of its items over again, `others`
    have another unit.
    """

    keys: tuple[int, ...]
    parents: tuple[int, ...]
    parts: Mapping[int, Sequence[int]]
    selections: Mapping[int, Sequence[int]]
    others: Mapping[int, Sequence[int]]


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
    for key in kin.parents:
        is_whole = key in exhaustive
        if (is_whole or highs[key] is not None) and not _hand_down_plainly(
            key, kin, lows, highs, is_whole=is_whole
        ):
            return None
    return {key: interval_of(lows[key], highs[key]) for key in kin.keys}


def _gather_plainly(
    kin: Kin, lows: dict[int, int], highs: dict[int, int | None], exhaustive: Collection[int]
) -> bool:
    """Raise low ends to what the parts add up to, from the bottom up; tell whether any count is left."""
    for key in reversed(kin.parents):
        parts = kin.parts.get(key, ())
        low = max(lows[key], sum([lows[child] for child in parts]))
        for child in kin.selections.get(key, ()):
            low = max(low, lows[child])
        high = highs[key]
        if parts and key in exhaustive:
            high = _lower(high, _total([highs[child] for child in parts]))
        if high is not None and low > high:
            return False
        lows[key], highs[key] = low, high
    return True


def _hand_down_plainly(
    key: int, kin: Kin, lows: dict[int, int], highs: dict[int, int | None], *, is_whole: bool
) -> bool:
    """Give each part what the others leave; tell whether any count is left where "none" comes down."""
    low, high = lows[key], highs[key]
    parts = kin.parts.get(key, ())
    handed: dict[int, int | None] = {}
    if high is not None:
        slack = high - sum([lows[child] for child in parts])
        handed = {child: _lower(highs[child], slack + lows[child]) for child in parts}
    if is_whole:
        before = {child: highs[child] for child in parts}
        for child in parts:
            others = _total([end for sibling, end in before.items() if sibling != child])
            lows[child] = lows[child] if others is None else max(lows[child], low - others)
    highs.update(handed)
    for child in kin.selections.get(key, ()):
        highs[child] = _lower(highs[child], high)
    denied = kin.others.get(key, ()) if high == 0 else ()
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
