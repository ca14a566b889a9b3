"""Take a date in EDTF apart, so that it can be written in words."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.dates.parsing import DATE, parse_edtf

SEPARATOR = "/"
UNCERTAIN, APPROXIMATE = "?%", "~%"


@dataclass(frozen=True, slots=True)
class DateParts:
    """Hold the figures of one end of a date, and how surely it was given.

    ``month`` may be a code of ISO 8601-2 from 21 to 41 for a season, quarter, third or half; None where the
    date has no month. ``day`` is None where it has no day.
    """

    year: int
    month: int | None
    day: int | None
    is_uncertain: bool
    is_approximate: bool


def take_apart(text: str) -> tuple[DateParts, ...] | None:
    """Return the parts of a date, of both ends of an interval; None where a digit is left open.

    Raises DateError for what is no EDTF date.

    >>> take_apart("2025-01-17~")
    (DateParts(year=2025, month=1, day=17, is_uncertain=False, is_approximate=True),)
    >>> [part.month for part in take_apart("2024-11/2025-33?")]
    [11, 33]
    >>> take_apart("202X-01") is None
    True
    """
    parse_edtf(text)
    ends = [_part(end) for end in text.split(SEPARATOR)]
    known = tuple(end for end in ends if end is not None)
    return known if len(known) == len(ends) else None


def _part(text: str) -> DateParts | None:
    match = DATE.fullmatch(text)
    if match is None or "X" in text:
        return None
    return DateParts(
        year=int(match["year"]),
        month=int(match["month"]) if match["month"] else None,
        day=int(match["day"]) if match["day"] else None,
        is_uncertain=any(mark in text for mark in UNCERTAIN),
        is_approximate=any(mark in text for mark in APPROXIMATE),
    )
