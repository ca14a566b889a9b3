"""Test reading dates as programs write them, and deciding what is open by the whole column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.dates import (
    DateError,
    DateHabits,
    Remark,
    habits_of,
    may_be_date,
    parse_edtf,
    read_written,
)
from inventory.domain.dates.months import MONTHS, NAMES
from inventory.wording.messages import words

DAYS = st.dates(date(1970, 1, 1), date(2029, 12, 31))
ZERO = date(1899, 12, 30)
# Each form with what a day is in it; those of two orders are read by what the column tells.
FORMS = {
    "ISO": "{d:%Y-%m-%d}",
    "timestamp": "{d:%Y-%m-%d} 00:00:00",
    "ISO with zone": "{d:%Y-%m-%d}T00:00:00.000+02:00",
    "compact": "{d:%Y%m%d}",
    "slashes": "{d:%Y/%m/%d}",
    "Oracle": "{d:%d-%b-%Y}",
    "SAS": "{d:%d%b%Y}",
    "RFC 5322": "{d:%a, %d %b %Y}",
    "C": "{d:%a %b %d} 00:00:00 {d:%Y}",
    "SQL Server": "{d:%b %d %Y} 12:00AM",
    "Excel, long": "{d:%A, %B %d, %Y}",
    "British": "{d:%d/%m/%Y}",
    "British, with time": "{d:%d/%m/%Y} 0:00",
    "German": "{d:%d.%m.%Y}",
}
AMERICAN = {"American": "{d:%m/%d/%Y}", "short American": "{d.month}/{d.day}/{d:%y} 0:00"}


def outcome(text, habits=None):
    """Return what a text was read as, and else why it was refused."""
    try:
        return read_written(text, habits or DateHabits()).edtf, ""
    except DateError as error:
        return "", words(error.reason)


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_a_day_is_read_back_from_every_form_or_refused_as_open(days):
    for forms, is_day_first in ((FORMS, True), (AMERICAN, False)):
        for form in forms.values():
            column = [form.format(d=day) for day in days]
            told = habits_of(column).is_day_first
            assert told in (None, is_day_first)
            for habits in (DateHabits(is_day_first=is_day_first), DateHabits(is_day_first=told)):
                for day, text in zip(days, column, strict=True):
                    edtf, reason = outcome(text, habits)
                    is_open = "either way" in reason and habits.is_day_first is None
                    assert is_open or edtf == str(day)


@given(st.dates(date(1965, 1, 1), date(2035, 12, 31)))
def test_a_spreadsheets_number_of_a_day_is_read_or_asked_about(day):
    number = (day - ZERO).days
    written = read_written(str(number), DateHabits(is_spreadsheet=True))
    assert (written.edtf, written.remark) == (str(day), Remark.DAY_NUMBER)
    if number < 23_742:
        with pytest.raises(DateError, match=f"date.either_day.*'{day}'"):
            read_written(str(number))


@given(st.integers(1950, 2025), st.integers(1, 30))
def test_a_span_is_never_taken_for_a_month_nor_a_month_for_a_span(year, years):
    text = f"{year}-{(year + years) % 100:02}"
    is_month = 1 <= (year + years) % 100 <= 12
    crosses = (year + years) // 100 > year // 100
    edtf, reason = outcome(text)
    if reason:
        assert is_month or (crosses and years > 1 and "does not exist" in reason)
    else:
        assert edtf == (text if is_month else f"{year}/{year + years}")


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["2009-10", "2012-13"], True),
        (["2009-10", "2013-05"], False),
        (["2009-10", "2009-10-05"], False),
        (["2009-10"], None),
        (["2012-13", "2013-05"], None),
        (["2020-21", "2021-22"], True),
        (["2019–21"], True),
    ],
)
def test_one_form_of_a_column_tells_what_the_others_are(column, expected):
    assert habits_of(column).has_spans is expected


def test_no_season_or_quarter_is_read_where_none_is_written():
    for year in range(2000, 2026):
        for code in range(13, 42):
            try:
                edtf = read_written(f"{year}-{code}").edtf
            except DateError:
                continue
            assert edtf == f"{year}/{year // 100 * 100 + code}"


@given(st.text(max_size=40))
def test_any_text_is_a_date_no_date_or_refused(text):
    may_be_date(text)
    habits_of([text])
    edtf, reason = outcome(text)
    assert reason.endswith(".") or not edtf or parse_edtf(edtf)


def test_months_are_known_by_their_names_in_ten_languages():
    assert len(NAMES) == 12
    assert set(MONTHS.values()) == set(range(1, 13))
    for name, number in (("janv", 1), ("mär", None), ("mar", 3), ("dekabr", 12), ("ekim", 10), ("gru", 12)):
        assert MONTHS.get(name) == number


def test_what_two_digits_leave_open_is_refused():
    for text in ("17-Jan-45", "1/17/45", "Jan-45"):
        with pytest.raises(DateError, match="two_digits"):
            read_written(text)
    assert read_written("25-Jan-17", habits_of(["99-Jan-17"])).edtf == "2025-01-17"
    assert read_written("Feb-99").edtf == "1999-02"


def test_days_of_a_week_and_seconds():
    assert read_written("2025-W01").edtf == "2024-12-30/2025-01-05"
    with pytest.raises(DateError, match=r"no_week\(week='54'"):
        read_written("2025-W54")
    noon = 1_737_072_000
    assert (
        read_written(str(noon)).edtf
        == str(date(2025, 1, 17))
        == str(date(1970, 1, 1) + timedelta(seconds=noon))
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("{month} {year}", "{year}-{number:02}"),
        ("{month}. {year}", "{year}-{number:02}"),
        ("17 {month} {year}", "{year}-{number:02}-17"),
        ("{month} 17, {year}", "{year}-{number:02}-17"),
        ("{month}-24", "{year}-{number:02}"),
        ("{month} 24", "no date"),
    ],
)
def test_no_month_of_any_language_is_dropped(form, expected):
    """March 2024 begins as a Tuesday does in French, diciembre as one does in German."""
    for number, names in enumerate(NAMES, start=1):
        for month in names.split():
            for written in (month, month.title(), month.upper()):
                told = form.format(month=written, year=2024)
                try:
                    read = read_written(told).edtf
                except DateError:
                    continue
                assert read == expected.format(number=number, year=2024), told


def test_every_month_with_its_year_is_read():
    for number, names in enumerate(NAMES, start=1):
        for month in names.split():
            assert read_written(f"{month} 2024").edtf == f"2024-{number:02}", month
