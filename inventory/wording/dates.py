"""Write dates as reported in the reader's language, as precisely as they were given and no more."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.domain.dates import DateError
from inventory.domain.dates.parts import DateParts, take_apart

# The codes of ISO 8601-2 that stand in the month's place.
DIVISIONS = {
    21: gettext_lazy("spring %(year)s"),
    22: gettext_lazy("summer %(year)s"),
    23: gettext_lazy("autumn %(year)s"),
    24: gettext_lazy("winter %(year)s"),
    25: gettext_lazy("spring %(year)s (northern hemisphere)"),
    26: gettext_lazy("summer %(year)s (northern hemisphere)"),
    27: gettext_lazy("autumn %(year)s (northern hemisphere)"),
    28: gettext_lazy("winter %(year)s (northern hemisphere)"),
    29: gettext_lazy("spring %(year)s (southern hemisphere)"),
    30: gettext_lazy("summer %(year)s (southern hemisphere)"),
    31: gettext_lazy("autumn %(year)s (southern hemisphere)"),
    32: gettext_lazy("winter %(year)s (southern hemisphere)"),
    33: gettext_lazy("first quarter of %(year)s"),
    34: gettext_lazy("second quarter of %(year)s"),
    35: gettext_lazy("third quarter of %(year)s"),
    36: gettext_lazy("fourth quarter of %(year)s"),
    37: gettext_lazy("first third of %(year)s"),
    38: gettext_lazy("second third of %(year)s"),
    39: gettext_lazy("last third of %(year)s"),
    40: gettext_lazy("first half of %(year)s"),
    41: gettext_lazy("second half of %(year)s"),
}


def date_words(edtf: str) -> str:
    """Write a date of the record in words of the active language; empty stays empty.

    What cannot be said in words, such as ``20XX``, and what is no date are returned as they stand.

    >>> from django.utils.translation import override
    >>> with override("en-gb"):
    ...     for text in ("2025-01-17", "2025-01", "2025-33", "2024~", "2025-01-17?", "20XX"):
    ...         date_words(text)
    '17 Jan 2025'
    'January 2025'
    'first quarter of 2025'
    'about 2024'
    '17 Jan 2025 (uncertain)'
    '20XX'
    >>> with override("en-gb"):
    ...     date_words("2025-01-10/2025-01-17"), date_words("2024-11/2025-01")
    ('10–17 Jan 2025', 'November 2024 – January 2025')
    """
    try:
        parts = take_apart(edtf) if edtf else None
    except DateError:
        parts = None
    if not parts:
        return edtf
    if len(parts) == 1:
        return _end(parts[0])
    first, last = parts
    if _is_within_a_month(first, last):
        return f"{first.day}–{_end(last)}"
    return f"{_end(first)} – {_end(last)}"


def _is_within_a_month(first: DateParts, last: DateParts) -> bool:
    """Tell whether both ends are certain days of one month, so that it needs naming only once."""
    are_days = first.day is not None and last.day is not None
    are_sure = not any((first.is_uncertain, first.is_approximate, last.is_uncertain, last.is_approximate))
    return are_days and are_sure and (first.year, first.month) == (last.year, last.month)


def _end(part: DateParts) -> str:
    words = _plain(part)
    if part.is_approximate:
        words = _("about %(date)s") % {"date": words}
    if part.is_uncertain:
        words = _("%(date)s (uncertain)") % {"date": words}
    return words


def _plain(part: DateParts) -> str:
    if part.month is None:
        return str(part.year)
    if part.month in DIVISIONS:
        return str(DIVISIONS[part.month]) % {"year": part.year}
    if part.day is None:
        return date_format(datetime.date(part.year, part.month, 1), "YEAR_MONTH_FORMAT")
    return date_format(datetime.date(part.year, part.month, part.day), "DATE_FORMAT")
