"""Read dates as programs write them: spreadsheets, data frames, databases and their exports.

A form that can be read in two ways is decided by all dates of its column, which are the ``DateHabits``; where
these leave it open, it is refused with both readings. ``wording`` reads what people write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from inventory.domain.dates.months import MONTHS
from inventory.domain.dates.parsing import LONGEST_DATE, DateError, parse_edtf
from inventory.domain.dates.refusals import DateFault
from inventory.domain.dates.wording import normalise_date
from inventory.domain.no_value import is_no_value
from inventory.domain.spelling import fold

LAST_MONTH, LAST_DAY = 12, 31
UNDATED = "XXXX"  # What words such as "date unknown" are read as
CENTURY_ENDS = (30, 70)  # Years of two digits below are of this century, from the second on of the last one.
DAY_ZERO = date(1899, 12, 30)  # of spreadsheets
DAYS = range(18_264, 49_675)  # Spreadsheets' numbers of the days from 1950 to 2035
UNIX_DAYS = range(10_000, 23_742)  # Days since 1970 from 1997 to 2035, as R counts them
SECONDS = range(315_532_800, 2_051_222_400)  # since 1970, from 1980 to 2035
NO_DATE = re.compile(r"0000-00-00(?: 00:00:00)?|0?0[/.]0?0[/.]0000|1/0/1900|1900-01-00|\.\.")

TIME = re.compile(
    r"(?:(?<=\d)T|,? +)(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(?P<half>[ap]\.?m\.?)?"
    r"(?: ?(?:Z|[A-Z]{3,5}|[+-]\d{2}(?::?\d{2})?))?",
    re.IGNORECASE,
)
COMPACT_TIME = re.compile(r"(?P<day>\d{8})[T ](?P<time>\d{4}(?:\d{2})?)Z?")
OF_C = re.compile(
    r"(?P<month>[a-z]{3}) +(?P<day>\d{1,2}) (?P<time>\d\d:\d\d:\d\d)(?: [a-z]{3,5})? (?P<year>\d{4})"
)
WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so)[a-z]{0,7}\.?,? +"
    # A year alone follows a month: March 2024 is no Tuesday (mardi).
    r"(?!\d{4}$)(?=\d|[a-z])"
)
NAMED = r"(?P<month>[^\W\d_]{3,}\.?)"
BETWEEN = r"[-/. ]"
SHORT_YEAR = re.compile(r"(?P<year>\d{4}) ?(?P<mark>[-/–]) ?(?P<end>\d{2})")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIGURES = re.compile(r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})")


class Remark(StrEnum):
    """Name what was made of a date that is worth telling."""

    TIME_DROPPED = "time dropped"
    DAY_NUMBER = "day number"
    SECONDS = "seconds"
    MONTH_YEAR = "month and short year"


@dataclass(frozen=True, slots=True)
class DateHabits:
    """Say how the dates of a column are written, as far as it can be told; None where it cannot.

    ``is_day_first``: 03/04/2025 is in April. ``has_spans``: 2009-10 is a span of years, no month.
    ``is_year_first``: 25-Jan-17 is of 2025. ``is_spreadsheet``: numbers of five digits are those of a
    spreadsheet's days. ``has_years``: no date is without its year, so that Jan 25 is a month of 2025.
    """

    is_day_first: bool | None = None
    has_spans: bool | None = None
    is_year_first: bool = False
    is_spreadsheet: bool = False
    has_years: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """Hold what a cell says as EDTF, empty where it states no date, and what was made of it, if anything."""

    edtf: str
    remark: Remark | None = None


NO_HABITS = DateHabits()


def habits_of(texts: Iterable[str]) -> DateHabits:
    """Return how the dates of a column, or of all such columns of a table, are written.

    >>> habits_of(["03/04/2025", "17/04/2025"]).is_day_first, habits_of(["2009-10", "2012-13"]).has_spans
    (True, True)
    >>> habits_of(["03/04/2025", "04/03/2025"]).is_day_first, habits_of(["2009-10"]).has_spans
    (None, None)
    """
    firsts, seconds, spans, months = 0, 0, 0, 0
    is_year_first = is_spreadsheet = False
    for text in texts:
        bare = _without_time(text.strip())
        if match := FIGURES.fullmatch(bare):
            firsts += int(match["one"]) > LAST_MONTH
            seconds += int(match["two"]) > LAST_MONTH
        elif match := SHORT_YEAR.fullmatch(bare):
            may_be = _may_be(match)
            spans += may_be == (False, True)
            months += may_be == (True, False)
        elif ISO_DAY.fullmatch(bare):
            months += 1  # Who writes days so writes months so, too.
        elif match := DAY_NAMED.fullmatch(bare):
            is_year_first = is_year_first or int(match["day"]) > LAST_DAY
        elif (number := _whole(bare)) is not None:
            is_spreadsheet = is_spreadsheet or (number in DAYS and number not in UNIX_DAYS)
    return DateHabits(
        None if bool(firsts) == bool(seconds) else bool(firsts),
        None if bool(spans) == bool(months) else bool(spans),
        is_year_first,
        is_spreadsheet,
    )


def read_written(text: str, habits: DateHabits = NO_HABITS) -> WrittenDate:
    """Read a date as a program or a person wrote it. Raises DateError for one that is open, or no date.

    >>> def read(*texts, **habits):
    ...     return [read_written(text, DateHabits(**habits)).edtf for text in texts]
    >>> read("17-Jan-2025", "17-Jan-25", "Jan-25", "17/01/2025 00:00", "1/17/2025 0:00", "20250117", "2024.0")
    ['2025-01-17', '2025-01-17', '2025-01', '2025-01-17', '2025-01-17', '2025-01-17', '2024']
    >>> read("Fri, 17 Jan 2025", "17JAN2025:00:00", "Fri Jan 17 00:00:00 2025", "2025-W03", "NaT", "45674")
    ['2025-01-17', '2025-01-17', '2025-01-17', '2025-01-13/2025-01-19', '', '2025-01-17']
    >>> read("2009-10", "2012-13", "1999-00", has_spans=True), read("03/04/25", is_day_first=True)
    (['2009/2010', '2012/2013', '1999/2000'], ['2025-04-03'])
    >>> read("Jan 25", "Mrz 25", has_years=True)
    ['2025-01', '2025-03']
    """
    if len(text) > LONGEST_DATE:
        raise DateError(text[: LONGEST_DATE + 1], DateFault.TOO_LONG, number=LONGEST_DATE)
    return _read(text, habits)


# Tables give the same dates on many rows.
@lru_cache(maxsize=10_000)
def _read(text: str, habits: DateHabits) -> WrittenDate:
    bare = " ".join(text.split())
    if is_no_value(bare) or NO_DATE.fullmatch(bare):
        return WrittenDate("")
    day = _without_time(bare)
    try:
        found = _read_day(day, habits)
        if found is None:
            found = WrittenDate(normalise_date(day))
        edtf = "" if found.edtf == UNDATED else found.edtf
        if edtf and parse_edtf(edtf) is None:
            raise DateError(text, DateFault.YEAR_MISSING)
    except DateError as error:
        raise DateError(text, error.reason) from None
    return WrittenDate(edtf, Remark.TIME_DROPPED if _has_hours(bare) else found.remark)


def may_be_date(text: str) -> bool:
    """Tell whether a cell states a date, in a form that is open among them; a number of days alone is none.

    >>> [may_be_date(text) for text in ("17-Jan-25", "03/04/2025", "2009-10", "2024", "", "45674", "T-72")]
    [True, True, True, True, False, False, False]
    """
    bare = _without_time(" ".join(text.split()))
    number = NUMBER.fullmatch(bare)
    if number and len(number["whole"]) not in (4, 8):
        return False
    try:
        return bool(read_written(text).edtf)
    except DateError:
        return bool(FIGURES.fullmatch(bare) or SHORT_YEAR.fullmatch(bare))


def _without_time(text: str) -> str:
    """Return a date without the time of day behind or inside it."""
    if match := COMPACT_TIME.fullmatch(text):
        return match["day"]
    folded = fold(text)
    if match := OF_C.search(folded):
        return f"{match['day']} {match['month']} {match['year']}"
    if match := re.fullmatch(r"(?P<day>\d{1,2}[a-z]{3}\d{2,4}):\d{2}:\d{2}(?::\d{2})?", folded):
        return match["day"]
    match = TIME.search(text)
    return text[: match.start()].rstrip(",") if match and match.start() and match.end() == len(text) else text


def _has_hours(text: str) -> bool:
    """Tell whether a time of day stands there that is not midnight."""
    match = COMPACT_TIME.fullmatch(text) or TIME.search(text) or OF_C.search(fold(text))
    if match is None or _without_time(text) == text:
        return False
    is_midnight = not match["time"].strip("0:.,") or (
        match["time"].startswith("12:00")
        and not match["time"][5:].strip("0:.,")
        and (match.groupdict().get("half") or "").lower().startswith("a")
    )
    return not is_midnight


def _read_day(text: str, habits: DateHabits) -> WrittenDate | None:
    """Read a date without its time; None where no program writes such a form."""
    folded = WEEKDAY.sub("", fold(text), count=1)
    for pattern, read in FORMS:
        if (match := pattern.fullmatch(folded)) and (found := read(match, habits)) is not None:
            return found
    return None


def _of_figures(match: re.Match[str], habits: DateHabits) -> WrittenDate:
    """Read day and month in figures: in the column's order, else in the only one that is possible."""
    one, two, year = int(match["one"]), int(match["two"]), _year(match["year"], match.string)
    first, second = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
    is_day_first = habits.is_day_first
    if is_day_first is None:
        if one <= LAST_MONTH and two <= LAST_MONTH and one != two:
            raise DateError(match.string, DateFault.EITHER_ORDER, first=first, second=second)
        is_day_first = two <= LAST_MONTH
    return WrittenDate(first if is_day_first else second)


def _of_short_year(match: re.Match[str], habits: DateHabits) -> WrittenDate:
    """Read 2009-10 as a month or as a span of years: as it can only be, or as the column is written."""
    is_month, is_span = _may_be(match)
    year, end = int(match["year"]), int(match["end"])
    month, span = f"{year:04}-{end:02}", f"{year:04}/{year + (end - year) % 100:04}"
    if is_month and is_span:
        if habits.has_spans is None:
            raise DateError(match.string, DateFault.EITHER_SPAN, month=month, span=span)
        is_span = habits.has_spans
    if not is_month and not is_span:
        raise DateError(match.string, DateFault.NO_MONTH, month=f"{end:02}")
    return WrittenDate(span if is_span else month)


def _may_be(match: re.Match[str]) -> tuple[bool, bool]:
    """Return whether a year and two digits may be a month, and whether they may be a span of years.

    A dash of print joins years; a span is of fifty years at most, and short of a century.
    """
    years_on = (int(match["end"]) - int(match["year"])) % 100
    is_month = 1 <= int(match["end"]) <= LAST_MONTH and match["mark"] != "–"
    crosses = int(match["end"]) < int(match["year"]) % 100
    return is_month, 0 < years_on <= 50 and (not crosses or years_on == 1)


def _of_day_name(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    """Read 17-Jan-2025, 17-Jan-25 and, where years stand first, 25-Jan-17."""
    month = MONTHS.get(match["month"].rstrip("."))
    if month is None:
        return None
    day, year = match["day"], match["year"]
    if habits.is_year_first and len(year) <= 2:
        day, year = year, day
    return WrittenDate(f"{_year(year, match.string)}-{month:02}-{int(day):02}")


def _of_month_name(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    """Read Jan-2025 and Jan-25: no spreadsheet shows a day behind its month."""
    month = MONTHS.get(match["month"].rstrip("."))
    if month is None:
        return None
    remark = Remark.MONTH_YEAR if len(match["year"]) == 2 else None
    return WrittenDate(f"{_year(match['year'], match.string)}-{month:02}", remark)


def _of_month_before_year(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    """Read Jan 25, as a spreadsheet shows a month in German, where no date lacks its year."""
    return _of_month_name(match, habits) if habits.has_years else None


def _of_year_name(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    month = MONTHS.get(match["month"].rstrip("."))
    if month is None:
        return None
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return WrittenDate(f"{match['year']}-{month:02}{day}")


def _of_hidden_year(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    if match["month"].rstrip(".") not in MONTHS:
        return None
    raise DateError(match.string, DateFault.YEAR_HIDDEN)


def _of_number(match: re.Match[str], habits: DateHabits) -> WrittenDate | None:
    """Read a number: a year, a day without marks, a month, a spreadsheet's day, seconds since 1970."""
    text = match["whole"]
    number = int(text)
    if len(text) == 4:
        return WrittenDate(text)
    if len(text) == 8 and "1900" <= text[:4] <= "2099":
        return WrittenDate(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    if len(text) == 6 and "1900" <= text[:4] <= "2099" and 1 <= int(text[4:]) <= LAST_MONTH:
        return WrittenDate(f"{text[:4]}-{text[4:]}")
    if number in DAYS and (habits.is_spreadsheet or number not in UNIX_DAYS):
        return WrittenDate(f"{DAY_ZERO + timedelta(number)}", Remark.DAY_NUMBER)
    if number in DAYS or number in UNIX_DAYS:
        days = [f"{start + timedelta(number)}" for start in (DAY_ZERO, date(1970, 1, 1))]
        raise DateError(text, DateFault.EITHER_DAY, spreadsheet=days[0], unix=days[1])
    seconds = number // 1000 if len(text) == 13 else number
    if seconds in SECONDS:
        return WrittenDate(f"{datetime.fromtimestamp(seconds, UTC).date()}", Remark.SECONDS)
    raise DateError(text, DateFault.NO_NUMBER)


def _of_week(match: re.Match[str], habits: DateHabits) -> WrittenDate:
    """Return the days of a week of ISO 8601."""
    try:
        first = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError as error:
        raise DateError(match.string, DateFault.NO_WEEK, week=match["week"], year=match["year"]) from error
    return WrittenDate(f"{first}/{first + timedelta(6)}")


def _year(text: str, written: str) -> str:
    """Return a year in four digits; of two it is told only where the century is plain."""
    if len(text) == 4:
        return text
    if len(text) != 2 or CENTURY_ENDS[0] <= int(text) < CENTURY_ENDS[1]:
        raise DateError(written, DateFault.TWO_DIGITS)
    return f"20{text}" if int(text) < CENTURY_ENDS[0] else f"19{text}"


def _whole(text: str) -> int | None:
    match = NUMBER.fullmatch(text)
    return int(match["whole"]) if match else None


NUMBER = re.compile(r"(?P<whole>[0-9]{4,13})(?:[.,]0+)?")
DAY_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}}){BETWEEN}{{0,2}}{NAMED}{BETWEEN}{{0,2}}(?P<year>\d{{4}}|\d{{2}})", re.IGNORECASE
)
FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], DateHabits], WrittenDate | None]]] = [
    (FIGURES, _of_figures),
    (SHORT_YEAR, _of_short_year),
    (DAY_NAMED, _of_day_name),
    (re.compile(rf"{NAMED}(?:[-/.'’]|(?<=\.) )(?P<year>\d{{4}}|\d{{2}})"), _of_month_name),
    (re.compile(rf"{NAMED} (?P<year>\d{{4}})"), _of_month_name),
    (re.compile(rf"{NAMED} (?P<year>\d{{2}})"), _of_month_before_year),
    (re.compile(rf"(?P<year>\d{{4}}){BETWEEN}?{NAMED}(?:{BETWEEN}(?P<day>\d{{1,2}}))?"), _of_year_name),
    (re.compile(rf"\d{{1,2}}[-/.]{NAMED}"), _of_hidden_year),
    (re.compile(r"(?P<year>\d{4})-?w(?P<week>\d{2})(?:-\d)?"), _of_week),
    (NUMBER, _of_number),
]
