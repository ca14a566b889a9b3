"""Reconcile what independent voices say about one count, and name the state that they leave it in.

The method is Marzullo's (K. Marzullo, 1984; the one NTP uses for clocks): the counts that most
voices allow, told together with how many voices that is and which ones disagree. Nothing is ever
averaged, because reports are not samples of one variable. The other methods are here so that a
reader can see what they would have concluded.

>>> said = {"CAST": Interval(7, 7), "photos": Interval(5, None), "blog": Interval(2, 3)}
>>> best = reconcile(Method.MARZULLO, said)
>>> str(best.interval), best.support, best.total, sorted(best.dissenters)
('7', 2, 3, ['blog'])
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.intervals import Interval, interval_of


class Method(StrEnum):
    """Name the ways to draw one interval from many."""

    MARZULLO = "marzullo"
    INTERSECTION = "intersection"
    ENVELOPE = "envelope"
    VISUALLY_CONFIRMED = "visually_confirmed"
    PREFERRED = "preferred"


class State(StrEnum):
    """Name how far the voices on one type or detail agree.

    SILENT: no voice says anything. IMPLIED: nobody states it, but lines on other types bound it. SINGLE: one
    voice states it. AGREED: at least two, and some count suits them all. CONFLICT: no count suits all, or one
    voice's own words are in dispute. CONFLICT_BELOW: nobody states it, and a type below is in conflict.
    DENIED: all who state it say that there were none.
    """

    SILENT = "silent"
    IMPLIED = "implied"
    SINGLE = "single"
    AGREED = "agreed"
    CONFLICT = "conflict"
    CONFLICT_BELOW = "conflict_below"
    DENIED = "denied"


class Reconciled[K: Hashable](NamedTuple):
    """Hold what a method concludes, and which voices stand behind it.

    `interval` is None if the method concludes nothing (no voices, an empty intersection, no visual
    evidence, the preferred source silent). A supporter allows at least one count of the interval.
    `alternatives` is empty, or holds all equally supported regions, lowest first, of which
    `interval` is the lowest.
    """

    interval: Interval | None
    total: int
    supporters: frozenset[K]
    dissenters: frozenset[K]
    alternatives: tuple[Interval, ...] = ()

    @property
    def support(self) -> int:
        """Count the voices that the conclusion rests on: m of `total`."""
        return len(self.supporters)

    @property
    def is_tied(self) -> bool:
        """Tell whether another region has as many voices; the count is then in conflict."""
        return bool(self.alternatives)


def reconcile[K: Hashable](
    method: Method,
    intervals: Mapping[K, Interval],
    *,
    confirmed: int | None = None,
    preferred: K | None = None,
) -> Reconciled[K]:
    """Draw one interval from one interval per voice.

    `intervals` holds only the voices that give a count: a voice that says "undisclosed" limits
    nothing and is not among the total. `confirmed` is the number of items seen on evidence (None:
    no evidence), used by VISUALLY_CONFIRMED; `preferred` names the voice that PREFERRED follows.
    """
    match method:
        case Method.MARZULLO:
            return marzullo(intervals)
        case Method.INTERSECTION:
            return _resting_on(common(intervals.values()), intervals)
        case Method.ENVELOPE:
            return _resting_on(envelope(intervals.values()), intervals)
        case Method.VISUALLY_CONFIRMED:
            return _resting_on(None if confirmed is None else Interval(confirmed, None), intervals)
        case Method.PREFERRED:
            return _resting_on(None if preferred is None else intervals.get(preferred), intervals)


def marzullo[K: Hashable](intervals: Mapping[K, Interval]) -> Reconciled[K]:
    """Find the counts that most voices allow.

    If several separate regions have equally many voices, the lowest is taken, because it claims
    least, and all of them are told as `alternatives`.

    >>> tied = marzullo({"a": Interval(5, 5), "b": Interval(7, 7)})
    >>> str(tied.interval), tied.support, [str(region) for region in tied.alternatives]
    ('5', 1, ['5', '7'])
    """
    if not intervals:
        return Reconciled(None, 0, frozenset(), frozenset())
    # Where all agree, there is nothing to look for.
    if (shared := common(intervals.values())) is not None:
        return Reconciled(shared, len(intervals), frozenset(intervals), frozenset())
    # A most supported region starts where some voice's interval starts, so those are all candidates. That
    # voice stands behind no earlier one, so that no two have the same voices.
    backed = [
        [
            voice
            for voice, said in intervals.items()
            if said.low <= start and (said.high is None or start <= said.high)
        ]
        for start in sorted({said.low for said in intervals.values()})
    ]
    most = max(map(len, backed))
    best = [voices for voices in backed if len(voices) == most]
    found = [common([intervals[voice] for voice in voices]) for voices in best]
    regions = tuple([region for region in found if region is not None])
    supporters = frozenset(best[0])
    return Reconciled(
        regions[0],
        len(intervals),
        supporters,
        frozenset(intervals) - supporters,
        regions if len(regions) > 1 else (),
    )


def common(intervals: Iterable[Interval]) -> Interval | None:
    """Return the counts that all intervals allow; None if there are none, or no intervals.

    >>> common([Interval(101, None), Interval(90, 110)]), common([Interval(5, 5), Interval(7, 7)]), common([])
    (Interval(low=101, high=110), None, None)
    """
    said = list(intervals)
    if len(said) < 2:
        return said[0] if said else None
    low = max([interval.low for interval in said])
    high = min([interval.high for interval in said if interval.high is not None], default=None)
    return None if high is not None and low > high else interval_of(low, high)


def envelope(intervals: Iterable[Interval]) -> Interval | None:
    """Return the narrowest interval around all intervals; None if there are none.

    >>> str(envelope([Interval(5, 5), Interval(7, 9)])), str(envelope([Interval(5, 5), Interval(7, None)]))
    ('5–9', '≥ 5')
    """
    said = list(intervals)
    if len(said) < 2:
        return said[0] if said else None
    highs = [interval.high for interval in said if interval.high is not None]
    low = min([interval.low for interval in said])
    return interval_of(low, max(highs) if len(highs) == len(said) else None)


def claimed(intervals: Iterable[Interval]) -> Interval | None:
    """Return all that intervals which exclude each other claim; None if there are none.

    What excludes none of the others divides nothing and only narrows: "at least 4" beside 10 and 12.

    >>> str(claimed([Interval(10, 10), Interval(9, 11), Interval(12, 12), Interval(4, None)]))
    '9–12'
    >>> str(claimed([Interval(1, 5), Interval(8, 12), Interval(4, 9)])), str(claimed([Interval(5, 5)]))
    ('4–9', '5')
    """
    said = list(intervals)
    fitting = [one for one in said if all(map(one.meets, said))]
    dividing = envelope(one for one in said if one not in fitting)
    return common([*fitting, *([dividing] if dividing else [])])


def _resting_on[K: Hashable](interval: Interval | None, intervals: Mapping[K, Interval]) -> Reconciled[K]:
    """Sort the voices into those whose interval meets the conclusion and those whose does not."""
    supporters = frozenset(
        voice for voice, said in intervals.items() if interval is not None and said.intersection(interval)
    )
    return Reconciled(interval, len(intervals), supporters, frozenset(intervals) - supporters)
