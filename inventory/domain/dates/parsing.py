"""Turn a date in EDTF (ISO 8601-2) into the first and the last day that it may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from inventory.domain.dates.refusals import DateFault
from inventory.domain.messages import Message, Told, Value, cut, message_of

LONGEST_DATE = 100  # characters
LAST_UNSPECIFIED = 2  # digits of a year; "20XX" is a century, "2XXX" says nothing.

# Code in the month's place: first month and number of months. ISO 8601-2 leaves the months of seasons
# open; these are the meteorological ones, in the year in which the season begins.
DIVISIONS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    25: (3, 3),
    26: (6, 3),
    27: (9, 3),
    28: (12, 3),
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}

MARK = "[?~%]?"
DATE = re.compile(
    rf"{MARK}(?P<year>[0-9X]{{4}}){MARK}"
    rf"(?:-{MARK}(?P<month>[0-9X]{{2}}){MARK}(?:-{MARK}(?P<day>[0-9X]{{2}}){MARK})?)?"
)
# A range of days is kept with the day after its last, which Python cannot hold after the year 9999.
LATEST_YEAR = date.max.year - 1
LEAP_YEAR = 2024  # Any leap year serves to check a day whose year is unspecified.


class DateError(ValueError):
    """Refuse a date, keeping it (`text`) beside the reason."""

    def __init__(self, text: str, reason: Message | DateFault, /, **values: Value) -> None:
        self.text = text
        self.reason = message_of(reason, **values)
        super().__init__(text, self.reason)

    @property
    def message(self) -> Message:
        """Return what to tell: the date and the reason."""
        return Message(Told.REFUSED, refused=cut(self.text), reason=self.reason)

    def __str__(self) -> str:
        return f"“{cut(self.text)}”: {self.reason}"


@dataclass(frozen=True, slots=True)
class DayInterval:
    """Hold the first and the last possible day; both belong to the interval.

    Raises DateError when the first day is after the last.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise DateError(f"{self.first}/{self.last}", DateFault.FIRST_AFTER_LAST)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def parse_edtf(text: str) -> DayInterval | None:
    """Turn EDTF text into the days that it may mean; None when it leaves the year open.

    Qualifiers (`?` uncertain, `~` approximate, `%` both) are accepted at every part and move no day.
    Raises DateError for everything else: other notations, days that do not exist, reversed intervals,
    and open ends (`2024-11/..`), since an index entry needs two ends.

    >>> for text in ("2025", "2025-01", "2025-01-17", "2025?-01-17", "2025-01-17~", "2025%"):
    ...     print(parse_edtf(text))
    2025-01-01/2025-12-31
    2025-01-01/2025-01-31
    2025-01-17
    2025-01-17
    2025-01-17
    2025-01-01/2025-12-31

    Unspecified digits, seasons, quarters and halves:

    >>> for text in ("202X", "20XX", "2025-XX", "2025-01-XX", "2025-1X", "2025-01-2X", "2025-XX-31"):
    ...     print(parse_edtf(text))
    2020-01-01/2029-12-31
    2000-01-01/2099-12-31
    2025-01-01/2025-12-31
    2025-01-01/2025-01-31
    2025-10-01/2025-12-31
    2025-01-20/2025-01-29
    2025-01-31/2025-12-31
    >>> for text in ("2025-21", "2025-22", "2025-23", "2025-24", "2025-33", "2025-36", "2025-40", "2025-41"):
    ...     print(parse_edtf(text))
    2025-03-01/2025-05-31
    2025-06-01/2025-08-31
    2025-09-01/2025-11-30
    2025-12-01/2026-02-28
    2025-01-01/2025-03-31
    2025-10-01/2025-12-31
    2025-01-01/2025-06-30
    2025-07-01/2025-12-31

    Intervals, and dates without a year:

    >>> print(parse_edtf("2024-11/2025-01"), parse_edtf("XXXX-01-17"), parse_edtf("XXXX"), parse_edtf(".."))
    2024-11-01/2025-01-31 None None None

    >>> for text in ("2025-02-30", "2025-01/2024-11", "2024-11/..", "2025-13", "17 January 2025", ""):
    ...     try:
    ...         parse_edtf(text)
    ...     except DateError as error:
    ...         print(error)
    “2025-02-30”: date.no_day
    “2025-01/2024-11”: date.ends_before_start
    “2024-11/..”: date.open_end
    “2025-13”: date.no_month(month='13')
    “17 January 2025”: date.no_edtf
    “”: date.empty
    """
    if len(text) > LONGEST_DATE:
        raise DateError(text[: LONGEST_DATE + 1], DateFault.TOO_LONG, number=LONGEST_DATE)
    if not text:
        raise DateError(text, DateFault.EMPTY)
    if text == "..":
        return None
    try:
        return _read(text)
    except _InvalidError as error:
        raise DateError(text, error.reason) from None


class _InvalidError(ValueError):
    """Carry the reason why a date is refused."""

    def __init__(self, reason: DateFault, /, **values: Value) -> None:
        self.reason = Message(reason, **values)
        super().__init__(self.reason)


# Files and forms read the same dates again and again.
@lru_cache(maxsize=10_000)
def _read(text: str) -> DayInterval | None:
    start, slash, end = text.partition("/")
    if not slash:
        return _read_date(text)
    if start in ("", "..") or end in ("", ".."):
        raise _InvalidError(DateFault.OPEN_END)
    first, last = _read_date(start), _read_date(end)
    if first is None or last is None:
        return None
    if first.first > last.last:
        raise _InvalidError(DateFault.ENDS_BEFORE_START)
    return DayInterval(first.first, last.last)


def _read_date(text: str) -> DayInterval | None:
    match = DATE.fullmatch(text)
    if match is None:
        raise _InvalidError(DateFault.NO_EDTF)
    year, month, day = match["year"], match["month"] or "XX", match["day"] or "XX"
    if "0000".startswith(year):
        raise _InvalidError(DateFault.YEARS)
    is_year_open = "X" in year[:-LAST_UNSPECIFIED] or "X" in year.rstrip("X")
    first_year, last_year = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if last_year > LATEST_YEAR and not is_year_open:
        raise _InvalidError(DateFault.YEARS)
    years = [LEAP_YEAR] if is_year_open else list(range(first_year, last_year + 1))
    if month.isdigit() and int(month) in DIVISIONS and match["day"] is None:
        days = _division(years, int(month))
    else:
        days = _days(years, month, day)
    return None if is_year_open else days


def _fitting(pattern: str, values: range) -> list[int]:
    """Return the values that, zero-padded, fit a pattern in which X is any digit."""
    if "X" not in pattern:
        return [int(pattern)] if int(pattern) in values else []
    shape = re.compile(pattern.replace("X", "[0-9]"))
    return [value for value in values if shape.fullmatch(f"{value:0{len(pattern)}}")]


def _division(years: list[int], code: int) -> DayInterval:
    """Return the months of a season, quarter, third or half, from the first year to the last."""
    start, length = DIVISIONS[code]
    years_on, end = divmod(start + length - 2, 12)
    last_year = years[-1] + years_on
    if last_year > LATEST_YEAR:
        raise _InvalidError(DateFault.YEARS)
    return DayInterval(date(years[0], start, 1), date(last_year, end + 1, monthrange(last_year, end + 1)[1]))


def _days(years: list[int], month: str, day: str) -> DayInterval:
    """Return the first and the last day that exist and fit the patterns."""
    months = _fitting(month, range(1, 13))
    if not months:
        raise _InvalidError(DateFault.NO_MONTH, month=month)
    numbers = _fitting(day, range(1, 32))
    first = next(_existing(years, months, numbers), None)
    last = next(_existing(years[::-1], months[::-1], numbers[::-1]), None)
    if first is None or last is None:
        raise _InvalidError(DateFault.NO_DAY)
    return DayInterval(first, last)


def _existing(years: list[int], months: list[int], numbers: list[int]) -> Iterator[date]:
    """Yield the days that exist, in the order of the lists; a century is never walked to its end."""
    for year, month, number in product(years, months, numbers):
        if number <= monthrange(year, month)[1]:
            yield date(year, month, number)
