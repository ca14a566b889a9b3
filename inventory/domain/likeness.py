"""Tell how like a shipment is to what a report says, with the reasons, so that a person can choose.

Nothing is ever chosen here. The score has at most 100 points; each reason gives its share of them. What
speaks against being the same (other days, another country) does not take points away but sets a ceiling:
no number of equal types makes a convoy of May out of one of January.

>>> from datetime import date
>>> january = Candidate(1, days=(date(2025, 1, 1), date(2025, 1, 31)), place=7, country=3)
>>> may = Candidate(2, days=(date(2025, 5, 1), date(2025, 5, 31)), place=7, country=3)
>>> report = Subject(places=frozenset({7}), countries=frozenset({3}), published=(date(2025, 1, 24),) * 2)
>>> for match in rank(report, [may, january]):
...     print(match.key, match.score, match.band.value, [reason.ground.value for reason in match.reasons])
1 70 strong ['same_place', 'dates_fit']
2 20 weak ['same_place', 'dates_apart']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from inventory.domain.intervals import Interval

type Days = tuple[date, date]  # first and last, both included

NEAR = timedelta(days=31)  # between days that may still be of one event
LATEST_NEWS = timedelta(days=60)  # after an event, in which it is written about

PRECISE = timedelta(days=62)  # A longer span of days, such as a year, says less.

STRONG = 65  # points from which a shipment is likely the same
FAIR = 35  # points from which it may be
LEAST = 15  # points below which it is not proposed
CEILING_APART = 20  # points of a shipment on other days, or to another country


class Ground(StrEnum):
    """Name what a likeness rests on, or what stands against it."""

    SAME_PLACE = "same_place"
    SAME_COUNTRY = "same_country"
    DATES_OVERLAP = "dates_overlap"
    DATES_FIT = "dates_fit"  # it happened in the weeks before the publication
    DATES_NEAR = "dates_near"
    SAME_TYPES = "same_types"
    SAME_COUNTS = "same_counts"
    OTHER_COUNTRY = "other_country"
    DATES_APART = "dates_apart"
    OTHER_SUPPLIER = "other_supplier"
    OTHER_TYPES = "other_types"
    OTHER_COUNTS = "other_counts"
    TOLD_APART = "told_apart"  # one publication reports on both, and not the same of both


POINTS = {
    Ground.SAME_PLACE: 40,
    Ground.SAME_COUNTRY: 30,
    Ground.DATES_OVERLAP: 30,
    Ground.DATES_FIT: 30,
    Ground.DATES_NEAR: 10,
    Ground.SAME_TYPES: 20,
    Ground.SAME_COUNTS: 10,
}
# What speaks against being the same. Other counts are what sources differ in, and no more than told.
AGAINST = frozenset(Ground) - POINTS.keys()


class Band(StrEnum):
    """Name how much a score says."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what is known of the thing to place: a report that is being entered, or a row of an import.

    ``places`` and ``countries`` are keys of where it may have gone, named as such or in a title; a place that
    is a whole country is a country alone. ``days`` are days of the event itself, ``published`` those of the
    publication. None and empty mean unknown.
    """

    places: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()
    days: Days | None = None
    published: Days | None = None
    counts: Mapping[int, Interval | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold what is known of a shipment that it may be; None and empty mean unknown."""

    key: int
    days: Days | None = None
    place: int | None = None
    country: int | None = None
    counts: Mapping[int, Interval | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Say why, with the points that it gives. ``types`` are the keys of the types that it is about."""

    ground: Ground
    points: int
    types: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Hold a candidate's score, of 100, and what it rests on; what stands against it comes last."""

    key: int
    score: int
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """Return how much the score says."""
        return band_of(self.score)


def rank(subject: Subject, candidates: Iterable[Candidate]) -> list[Match]:
    """Return the candidates that are like the subject at all, most alike first."""
    matches = (match(subject, candidate) for candidate in candidates)
    return sorted((one for one in matches if one.score >= LEAST), key=lambda one: (-one.score, one.key))


def match(subject: Subject, candidate: Candidate) -> Match:
    """Compare one candidate with the subject."""
    reasons = (*_where(subject, candidate), *_when(subject, candidate), *_what(subject, candidate))
    ordered = tuple(sorted(reasons, key=lambda reason: reason.ground in AGAINST))
    score = sum(reason.points for reason in ordered)
    if any(reason.ground in AGAINST for reason in ordered):
        score = min(score, CEILING_APART)
    return Match(candidate.key, score, ordered)


def band_of(score: int) -> Band:
    """Return how much a score says."""
    if score >= STRONG:
        return Band.STRONG
    return Band.FAIR if score >= FAIR else Band.WEAK


def _where(subject: Subject, candidate: Candidate) -> Iterable[Reason]:
    if candidate.place is not None and candidate.place in subject.places:
        yield _whole(Ground.SAME_PLACE)
    elif candidate.country is not None and subject.countries:
        is_same = candidate.country in subject.countries
        yield _whole(Ground.SAME_COUNTRY if is_same else Ground.OTHER_COUNTRY)


def _when(subject: Subject, candidate: Candidate) -> Iterable[Reason]:
    if candidate.days is None:
        return
    if subject.days is not None:
        gap = gap_between(subject.days, candidate.days)
        if gap <= timedelta(0):
            yield _dated(Ground.DATES_OVERLAP, candidate.days)
        else:
            yield _whole(Ground.DATES_NEAR if gap <= NEAR else Ground.DATES_APART)
    elif subject.published is not None:
        first, last = candidate.days
        is_later = first > subject.published[1]
        is_old = subject.published[0] - last > LATEST_NEWS
        is_apart = is_later or is_old
        yield _whole(Ground.DATES_APART) if is_apart else _dated(Ground.DATES_FIT, candidate.days)


def _dated(ground: Ground, days: Days) -> Reason:
    """Return a reason that rests on days: half as much where they are a season or a year."""
    return Reason(ground, POINTS[ground] if is_precise(days) else POINTS[ground] // 2)


def is_precise(days: Days) -> bool:
    """Tell whether days are few enough to say when something happened."""
    return days[1] - days[0] <= PRECISE


def gap_between(one: Days, other: Days) -> timedelta:
    """Return the time between two spans of days; zero or less where they share a day."""
    return max(one[0] - other[1], other[0] - one[1])


def _what(subject: Subject, candidate: Candidate) -> Iterable[Reason]:
    """Compare types and counts, by the share of the shorter list that the longer one holds too."""
    shared = sorted(subject.counts.keys() & candidate.counts.keys())
    if not shared:
        return
    part = len(shared) / min(len(subject.counts), len(candidate.counts))
    # Two lists of one type each that share it say less than two lists of six.
    weight = min(1.0, len(shared) / 3)
    yield Reason(Ground.SAME_TYPES, round(POINTS[Ground.SAME_TYPES] * part * weight), tuple(shared))
    agreed = tuple(key for key in shared if agree(subject.counts[key], candidate.counts[key]))
    if agreed:
        points = round(POINTS[Ground.SAME_COUNTS] * len(agreed) / len(shared) * weight)
        yield Reason(Ground.SAME_COUNTS, points, agreed)


def agree(one: Interval | None, other: Interval | None) -> bool:
    """Tell whether some number of items suits both counts; one that is not known suits none."""
    return one is not None and other is not None and one.intersection(other) is not None


def _whole(ground: Ground) -> Reason:
    return Reason(ground, POINTS.get(ground, 0))


def mentions[Key](title: str, names: Mapping[str, Key], longest: int = 4) -> frozenset[Key]:
    """Return what the names stand for that occur in a title as whole words.

    ``names`` are in lower case, words separated by one space; ``longest`` is how many words are tried.

    >>> sorted(mentions("Convoi russe à Bamako, Mali", {"mali": 1, "bamako": 2, "mal": 3}))
    [1, 2]
    """
    words = "".join(letter if letter.isalnum() or letter in "'’-" else " " for letter in title.casefold())
    split = words.split()
    spans = (
        " ".join(split[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(split) - length + 1)
    )
    return frozenset(names[span] for span in spans if span in names)
