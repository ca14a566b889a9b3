"""Make a shipment's headline of what the rows on it say: only what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inventory.domain.dates import parse_edtf
from inventory.models import Party, Place
from inventory.models.names import Names, Thing

LONGEST_TITLE = 200  # characters
# A party of these kinds receives in its own country; a company or a group may be anywhere.
AT_HOME = frozenset({Party.Kind.STATE, Party.Kind.ARMED_FORCE})


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what all rows on a shipment say, each thing once, in their order.

    ``has_others`` says that some suppliers are not named; ``is_shared`` that several supply together.
    ``places`` are those that count as destinations.
    """

    recipients: Sequence[Thing]
    suppliers: Sequence[Thing]
    places: Sequence[Thing]
    dates: Sequence[str]
    has_others: bool = False
    is_shared: bool = False


def headline(facts: Facts, names: Names) -> dict[str, Any]:
    """Return a shipment's title, supplier, destination and period.

    A supplier stands there if it is the only one. The destination is the one place that is named, in the
    recipient's country where that is known, or else that country.
    """
    is_one = len(facts.suppliers) == 1 and not facts.is_shared and not facts.has_others
    recipient = facts.recipients[0] if len(facts.recipients) == 1 else None
    place = _destination(recipient, facts.places, names)
    period = span_of(facts.dates)
    givers = [thing.name for thing in facts.suppliers] + (["others"] if facts.has_others else [])
    takers = [thing.name for thing in facts.recipients]
    return {
        "title": _title(givers, takers, place, period)[:LONGEST_TITLE],
        "supplier": facts.suppliers[0].pk if is_one else None,
        "destination": place.pk if place else None,
        "period": period,
    }


def _destination(recipient: Thing | None, places: Sequence[Thing], names: Names) -> Thing | None:
    country = recipient.country if recipient and recipient.kind in AT_HOME else None
    inside = {place for place in places if country is None or place.country == country}
    if len(inside) == 1:
        return inside.pop()
    return names.state_of(country) if country is not None else None


def _title(givers: Sequence[str], takers: Sequence[str], place: Thing | None, period: str) -> str:
    """Return a shipment's headline, such as ``Russia to Mali, Bamako airport, 2022-04-18``."""
    is_area = place is None or place.kind == Place.Kind.COUNTRY
    taker = _listed(takers) or (place.name if place else "")
    giver = _listed(givers)
    where = place.name if place and not is_area and place.name != taker else ""
    if giver and taker:
        start = f"{giver} to {taker}"
    else:
        start = f"To {taker}" if taker else f"From {giver}" if giver else "Shipment"
    return ", ".join(part for part in (start, where, period) if part)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), "".join(words[-1:])) if part)


def span_of(dates: Sequence[str]) -> str:
    """Return the date that all share, or the span from the earliest to the latest; empty for none.

    >>> span_of(["2025-01-17", "2025-01"]), span_of(["2025", "2025"]), span_of([])
    ('2025-01', '2025', '')
    """
    if len(set(dates)) <= 1:
        return dates[0] if dates else ""
    days = [(date, span) for date in dates if (span := parse_edtf(date))]
    if not days:
        return dates[0]
    first = min(days, key=lambda pair: (pair[1].first, pair[1].last))[0].partition("/")[0]
    last = max(days, key=lambda pair: (pair[1].last, pair[1].first))[0].rpartition("/")[2]
    return first if first == last else f"{first}/{last}"
