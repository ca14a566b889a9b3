"""Tighten counts over a tree on bare numbers: the quick way for the many that contradict nothing.

The rules are those of `tree.tighten`, which names the lines behind every bound where something contradicts.

>>> kin = Kin((1, 2, 3), parts={1: [2, 3]})
>>> said = {1: Interval(0, 10), 2: Interval(4, None), 3: Interval(5, 9)}
>>> {key: str(bound) for key, bound in plain_bounds(kin, said, ()).items()}
{1: '9–10', 2: '4–5', 3: '5–6'}
>>> plain_bounds(kin, {**said, 2: Interval(6, None)}, ()) is None
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from inventory.domain.intervals import EVERYTHING, Interval


@dataclass(frozen=True, slots=True)
class Kin:
    """Sort the types below each type by how it counts them.

    `keys` are some types and all types above them, each parent before its children. `parts` add up to their
    parent, `selections` count some of its items over again, `others` have another unit.
    """

    keys: tuple[int, ...]
    parts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    selections: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    others: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def parents(self) -> list[int]:
        """Return the types that have others below them, each before those."""
        return [key for key in self.keys if key in self.parts or key in self.selections or key in self.others]


def plain_bounds(
    kin: Kin, stated: Mapping[int, Interval], exhaustive: Collection[int]
) -> dict[int, Interval] | None:
    """Tighten counts over a tree; None where they contradict each other.

    The types of `kin` are the stated ones and all above them. A type in `exhaustive` equals the sum of its
    parts.
    """
    lows = {key: stated.get(key, EVERYTHING).low for key in kin.keys}
    highs = {key: stated.get(key, EVERYTHING).high for key in kin.keys}
    parents = kin.parents()
    for key in reversed(parents):
        if not _gather_plainly(key, kin, lows, highs, is_whole=key in exhaustive):
            return None
    for key in parents:
        if not _hand_down_plainly(key, kin, lows, highs, is_whole=key in exhaustive):
            return None
    return {key: Interval(lows[key], highs[key]) for key in kin.keys}


def _gather_plainly(
    key: int, kin: Kin, lows: dict[int, int], highs: dict[int, int | None], *, is_whole: bool
) -> bool:
    """Raise the low end to what the parts add up to; tell whether any count is left."""
    low, high = lows[key], highs[key]
    for child in kin.selections.get(key, ()):
        low = max(low, lows[child])
    parts = kin.parts.get(key, ())
    if parts:
        low = max(low, sum([lows[child] for child in parts]))
        whole = _total([highs[child] for child in parts]) if is_whole else None
        high = _lower(high, whole)
    lows[key], highs[key] = low, high
    return high is None or low <= high


def _hand_down_plainly(
    key: int, kin: Kin, lows: dict[int, int], highs: dict[int, int | None], *, is_whole: bool
) -> bool:
    """Give each part what the others leave; tell whether any count is left where "none" comes down."""
    low, high = lows[key], highs[key]
    if high is None and not is_whole:
        return True
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
