"""Find what a figure's title may claim: only what is true at both ends of every interval that is drawn.

Where nothing may be claimed, a title says what, where and when.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from itertools import dropwhile, pairwise

from django.utils.translation import gettext as _

from inventory.domain.intervals import EVERYTHING, Interval
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_prose


def leading[K: Hashable](counts: Mapping[K, Interval | None]) -> K | None:
    """Return what has more than each of the others, whatever numbers the intervals stand for.

    None where there is no such thing. An unknown count (None) may be any number; what nothing is reported of
    is not among the counts, and a single count leads nothing.

    >>> leading({"2024": Interval(7, 9), "2025": Interval(12, None)}), leading({"2024": Interval(7, 7)})
    ('2025', None)
    >>> leading({"2024": Interval(7, 12), "2025": Interval(12, 14)})
    >>> leading({"2024": Interval(7, 7), "2025": None})
    """
    known = {key: count for key, count in counts.items() if count is not None}
    if len(known) < 2 or len(known) < len(counts):
        return None
    first = max(known, key=lambda key: known[key].low)
    highs = [count.high for key, count in known.items() if key != first]
    is_above = all(high is not None and high < known[first].low for high in highs)
    return first if is_above else None


def narrowed_on(estimates: Sequence[tuple[date, Interval | None]]) -> date | None:
    """Return the day on which an estimate became what it is, if each one before held all that came after.

    ``estimates`` are in the order of the days. None where it moved otherwise, never moved, or has no upper
    limit.

    >>> before, after = (date(2025, 1, 17), Interval(101, None)), (date(2025, 1, 26), Interval(101, 110))
    >>> narrowed_on([before, after]), narrowed_on([after, before]), narrowed_on([before])
    (datetime.date(2025, 1, 26), None, None)
    """
    # Before the first count there was no estimate; a later one without a count holds any number.
    known = [(day, found or EVERYTHING) for day, found in dropwhile(lambda one: one[1] is None, estimates)]
    if not known or known[-1][1].high is None:
        return None
    if not all(one.contains(other) for (_day, one), (_later, other) in pairwise(known)):
        return None
    day, _found = next(one for one in known if one[1] == known[-1][1])
    return None if known[0][1] == known[-1][1] else day


def with_most(title: str, name: str, count: Interval) -> str:
    """Return a title with what leads, and by how many it is counted."""
    return _("%(title)s. Most: %(name)s, %(count)s") % {
        "title": title,
        "name": name,
        "count": interval_prose(count),
    }


def narrowing_words(shipment: str, equipment: str, estimate: Interval, day: date) -> str:
    """Return such as “ML-2025-01-17: estimate of vehicles narrowed to 101–110 by 26 Jan 2025”."""
    words = _("%(shipment)s: estimate of %(equipment)s narrowed to %(estimate)s by %(day)s")
    return words % {
        "shipment": shipment,
        "equipment": equipment,
        "estimate": interval_prose(estimate),
        "day": date_words(str(day)),
    }
