"""Say what two counts of one type in one report come to: of different items, of the same, or not said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inventory.domain.intervals import EVERYTHING, Interval

TOTAL = re.compile(
    r"(?<!\w)(?:(?:in|a|the|grand) total|totals?\b|altogether|in all\b|overall|headline"
    r"|whole deal|au total|en tout|titre\b|en total|titular\b|no total|in totale"
    r"|insgesamt|gesamt|всего|итого|усього|łącznie|toplam)",
    re.IGNORECASE,
)
FURTHER = re.compile(
    r"(?<!\w)(?:another|additional|a further|further|more\b|extra\b|d['’]autres|une? autre|autres"
    r"|supplémentaire|de plus\b|en plus\b|otr[oa]s?\b|adicional|más\b|outr[oa]s?\b|mais\b"
    r"|altr[oiae]\b|weitere|zusätzlich"
    r"|ещ[её]|дополнительн|ще\b|додатков|kolejn|dodatkow|daha\b|ek\b)",
    re.IGNORECASE,
)
MORE_THAN = re.compile(r"(?<!\w)(?:more than|no more than|or more|mais de|más de)\b", re.IGNORECASE)


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


def adds_items(words: str) -> bool:
    """Return whether the words of a second count are of further items, beside those counted before.

    >>> adds_items("another two"), adds_items("deux autres"), adds_items("more than two")
    (True, True, False)
    """
    return bool(FURTHER.search(MORE_THAN.sub("", words)))


def is_total(words: str) -> bool:
    """Return whether the words of a count say that it is of all items.

    >>> is_total("75 in total"), is_total("nearly 100 vehicles (headline)"), is_total("totally new tanks")
    (True, True, False)
    """
    return bool(TOTAL.search(words))
