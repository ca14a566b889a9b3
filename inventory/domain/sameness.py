"""Tell how likely two recorded shipments are one, with the reasons, so that a person can decide.

Nothing is ever decided here. Reasons add up to the score, of 100 points. What speaks against takes away all
points above a ceiling, since no number of equal types makes one convoy of two that went in different months.

>>> from datetime import date
>>> january = Side(days=(date(2025, 1, 17), date(2025, 1, 17)), place=7, country=3)
>>> may = Side(days=(date(2025, 5, 1), date(2025, 5, 31)), place=7, country=3)
>>> found = liken(january, may)
>>> found.score, [(reason.ground.value, reason.points) for reason in found.reasons]
(20, [('same_place', 40), ('dates_apart', -20)])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inventory.domain.intervals import Interval
from inventory.domain.likeness import (
    CEILING_APART,
    FAIR,
    NEAR,
    POINTS,
    Band,
    Days,
    Ground,
    Reason,
    agree,
    band_of,
    gap_between,
    is_precise,
)

type Counts = Mapping[int, Interval | None]

SEVERAL = 3  # shared types from which they say as much as they can
# Points that are left at most beside what speaks against, in the order in which it takes points away.
CEILINGS = {
    Ground.OTHER_SUPPLIER: FAIR - 1,
    Ground.OTHER_TYPES: FAIR - 1,
    Ground.TOLD_APART: FAIR - 1,
    Ground.OTHER_COUNTRY: CEILING_APART,
    Ground.DATES_APART: CEILING_APART,
}


@dataclass(frozen=True, slots=True)
class Side:
    """Hold what is known of one of two shipments; None and empty mean unknown.

    ``counts`` are of the types that reports name, ``implied`` of those that follow from them up the tree.
    ``paths`` say where each of these types stands in the tree: its path begins with that of what contains
    it and a slash. ``publications`` are the keys of the documents that report on it.
    """

    days: Days | None = None
    place: int | None = None
    country: int | None = None
    supplier: int | None = None
    counts: Counts = field(default_factory=dict)
    implied: Counts = field(default_factory=dict)
    paths: Mapping[int, str] = field(default_factory=dict)
    publications: frozenset[int] = frozenset()

    def count_of(self, key: int) -> Interval | None:
        """Return the count of a type, be it named or implied; None where it is unknown."""
        return self.counts[key] if key in self.counts else self.implied.get(key)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold a score, of 100, and the reasons that add up to it; what speaks against comes last."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """Return how much the score says."""
        return band_of(self.score)


def liken(one: Side, other: Side) -> Likeness:
    """Compare two shipments; which of them comes first does not matter."""
    shared = _shared(one, other)
    reasons = [*_where(one, other), *_when(one, other), *_what(one, other, shared)]
    score = sum(reason.points for reason in reasons)
    reasons += _differing(one, other, shared)
    against = set(_against(one, other, shared))
    for ground, ceiling in CEILINGS.items():
        if ground in against:
            taken = max(0, score - ceiling)
            reasons.append(Reason(ground, -taken))
            score -= taken
    return Likeness(score, tuple(reasons))


def _where(one: Side, other: Side) -> Iterator[Reason]:
    if one.place is not None and one.place == other.place:
        yield Reason(Ground.SAME_PLACE, POINTS[Ground.SAME_PLACE])
    elif one.country is not None and one.country == other.country:
        yield Reason(Ground.SAME_COUNTRY, POINTS[Ground.SAME_COUNTRY])


def _when(one: Side, other: Side) -> Iterator[Reason]:
    if one.days is None or other.days is None:
        return
    gap = gap_between(one.days, other.days)
    if gap.days <= 0:
        points = POINTS[Ground.DATES_OVERLAP]
        is_sure = is_precise(one.days) and is_precise(other.days)
        yield Reason(Ground.DATES_OVERLAP, points if is_sure else points // 2)
    elif gap <= NEAR:
        yield Reason(Ground.DATES_NEAR, POINTS[Ground.DATES_NEAR])


def _shared(one: Side, other: Side) -> tuple[int, ...]:
    """Return the types that both report on: one names the other's type, or one that contains it.

    Of types that contain each other only the narrowest is told, since they are the same items.
    """
    named_by_both = one.counts.keys() & other.counts.keys()
    contained = (one.counts.keys() & other.implied.keys()) | (one.implied.keys() & other.counts.keys())
    found = named_by_both | contained
    paths = {key: path for side in (one, other) for key, path in side.paths.items() if key in found}
    wider = {key for key, path in paths.items() for below in paths.values() if below.startswith(f"{path}/")}
    return tuple(sorted(found - wider))


def _what(one: Side, other: Side, shared: tuple[int, ...]) -> Iterator[Reason]:
    """Compare types and counts, by the share of the shorter list that the longer one holds too."""
    if not shared:
        return
    part = min(1.0, len(shared) / max(1, min(len(one.counts), len(other.counts))))
    weight = min(1.0, len(shared) / SEVERAL)
    yield Reason(Ground.SAME_TYPES, round(POINTS[Ground.SAME_TYPES] * part * weight), shared)
    agreed = tuple(key for key in shared if agree(one.count_of(key), other.count_of(key)))
    if agreed:
        points = round(POINTS[Ground.SAME_COUNTS] * len(agreed) / len(shared) * weight)
        yield Reason(Ground.SAME_COUNTS, points, agreed)


def _differing(one: Side, other: Side, shared: Iterable[int]) -> list[Reason]:
    """Return the types whose counts exclude each other. Sources differ, so this takes no points away."""
    differing = tuple(key for key in shared if _exclude(one.count_of(key), other.count_of(key)))
    return [Reason(Ground.OTHER_COUNTS, 0, differing)] if differing else []


def _exclude(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and not agree(one, other)


def _against(one: Side, other: Side, shared: tuple[int, ...]) -> Iterator[Ground]:
    if _differ(one.country, other.country):
        yield Ground.OTHER_COUNTRY
    if one.days and other.days and gap_between(one.days, other.days) > NEAR:
        yield Ground.DATES_APART
    if _differ(one.supplier, other.supplier):
        yield Ground.OTHER_SUPPLIER
    is_unlike = bool(one.counts and other.counts and not shared)
    if is_unlike:
        yield Ground.OTHER_TYPES
    if one.publications & other.publications and (is_unlike or _differing(one, other, shared)):
        yield Ground.TOLD_APART


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
