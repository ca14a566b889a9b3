"""Check the reading of EDTF dates against the calendar and the edtf package, and of everyday wording."""

import pickle
from calendar import monthrange
from collections.abc import Callable
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.dates import DateError, DayInterval, normalise_date, parse_edtf
from inventory.domain.dates.refusals import DateFault
from inventory.domain.messages import Message
from inventory.wording.messages import words

YEARS = st.integers(1900, 2100)
MARKS = st.sampled_from(["", "?", "~", "%"])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025", "2025-01-01/2025-12-31"),
        ("2025-01", "2025-01-01/2025-01-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2025-01-17", "2025-01-17"),
        ("2025?-01-17", "2025-01-17"),
        ("2025-01-17~", "2025-01-17"),
        ("2025-~01-?17", "2025-01-17"),
        ("2025%", "2025-01-01/2025-12-31"),
        ("202X", "2020-01-01/2029-12-31"),
        ("20XX", "2000-01-01/2099-12-31"),
        ("000X", "0001-01-01/0009-12-31"),
        ("2025-XX", "2025-01-01/2025-12-31"),
        ("2025-0X", "2025-01-01/2025-09-30"),
        ("2025-1X", "2025-10-01/2025-12-31"),
        ("2025-01-XX", "2025-01-01/2025-01-31"),
        ("2025-01-2X", "2025-01-20/2025-01-29"),
        ("2025-02-2X", "2025-02-20/2025-02-28"),
        ("2025-XX-31", "2025-01-31/2025-12-31"),
        ("202X-02-29", "2020-02-29/2028-02-29"),
        ("2025-21", "2025-03-01/2025-05-31"),
        ("2025-22", "2025-06-01/2025-08-31"),
        ("2025-23", "2025-09-01/2025-11-30"),
        ("2025-24", "2025-12-01/2026-02-28"),
        ("2023-24", "2023-12-01/2024-02-29"),
        ("2025-30", "2025-12-01/2026-02-28"),
        ("2025-33", "2025-01-01/2025-03-31"),
        ("2025-34", "2025-04-01/2025-06-30"),
        ("2025-35", "2025-07-01/2025-09-30"),
        ("2025-36", "2025-10-01/2025-12-31"),
        ("2025-38", "2025-05-01/2025-08-31"),
        ("2025-40", "2025-01-01/2025-06-30"),
        ("2025-41", "2025-07-01/2025-12-31"),
        ("202X-33", "2020-01-01/2029-03-31"),
        ("2024-11/2025-01", "2024-11-01/2025-01-31"),
        ("2024-11~/2025-01?", "2024-11-01/2025-01-31"),
        ("2025-06/2025", "2025-06-01/2025-12-31"),
        ("9998", "9998-01-01/9998-12-31"),
        ("XXXX", "None"),
        ("XXXX-01-17", "None"),
        ("XXXX-02-29", "None"),
        ("2XXX", "None"),
        ("X025", "None"),
        ("2X25-01", "None"),
        ("XXXX-01/XXXX-02", "None"),
        ("2024/XXXX", "None"),
        ("..", "None"),
    ],
)
def test_turns_edtf_into_the_days_it_may_mean(text: str, days: str) -> None:
    assert str(parse_edtf(text)) == days


NOT_EDTF = "This is no EDTF date, such as 2025-01-17, 2025-01 or 2024-11/2025-01."
OPEN_END = "An open end cannot be placed in time; write the last date that is certain."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The date is empty."),
        ("2025-02-30", "This day does not exist."),
        ("2023-02-29", "This day does not exist."),
        ("2025-02-3X", "This day does not exist."),
        ("XXXX-02-30", "This day does not exist."),
        ("2025-01-00", "This day does not exist."),
        ("2025-13", "Month “13” does not exist."),
        ("2025-00", "Month “00” does not exist."),
        ("2025-21-01", "Month “21” does not exist."),
        ("0000", "Years run from 0001 to 9998."),
        ("9998-24", "Years run from 0001 to 9998."),
        ("9999", "Years run from 0001 to 9998."),
        ("2025-01/2024-11", "The interval ends before it starts."),
        ("2024-11/..", OPEN_END),
        ("../2025", OPEN_END),
        ("2024-11/", OPEN_END),
        ("/", OPEN_END),
        ("17 January 2025", NOT_EDTF),
        ("2025-1-7", NOT_EDTF),
        (" 2025", NOT_EDTF),
        ("2025\n", NOT_EDTF),
        ("٢٠٢٥", NOT_EDTF),
        ("2025-01-17T10:00", NOT_EDTF),
        ("{2024,2025}", NOT_EDTF),
        ("2024/2025/2026", NOT_EDTF),
        ("-0044", NOT_EDTF),
        ("Y12025", NOT_EDTF),
    ],
)
def test_refuses_what_the_index_cannot_hold_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert (caught.value.text, words(caught.value.reason)) == (text, reason)
    assert words(caught.value.message) == f"“{text}”: {reason}"


@pytest.mark.parametrize("read", [parse_edtf, normalise_date])
def test_refuses_endless_text_with_a_short_message(read: object) -> None:
    assert callable(read)
    with pytest.raises(DateError) as caught:
        read("2" * 5_000_000)
    assert words(caught.value.reason) == "A date has at most 100 characters."
    assert len(str(caught.value)) < 200


def test_an_interval_of_days_cannot_be_reversed() -> None:
    with pytest.raises(DateError) as caught:
        DayInterval(date(2025, 1, 2), date(2025, 1, 1))
    assert words(caught.value.reason) == "The first day is after the last."


def test_an_error_can_be_sent_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(DateError("2025-13", DateFault.NO_MONTH, month="13")))
    assert (copy.text, copy.reason) == ("2025-13", Message(DateFault.NO_MONTH, month="13"))


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    """Draw a date in one of the forms that the edtf package reads too."""
    year, month = draw(YEARS), draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year, month)[1]))
    written = draw(
        st.sampled_from(
            [
                f"{year}",
                f"{year}-{month:02}",
                f"{year}-{month:02}-{day:02}",
                f"{year}-{draw(st.integers(21, 23))}",
                f"{year}-{draw(st.integers(33, 36))}",
                f"{year}-{draw(st.integers(40, 41))}",
            ]
        )
    )
    return written + draw(MARKS) if written.count("-") in (0, 2) else written


def expected_days(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last day according to the edtf package."""
    parsed = edtf.parse_edtf(text)
    return tuple(parsed.lower_strict()[:3]), tuple(parsed.upper_strict()[:3])


def found_days(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last day according to the tracker."""
    days = parse_edtf(text)
    assert days is not None
    return tuple(days.first.timetuple()[:3]), tuple(days.last.timetuple()[:3])


@given(edtf_dates())
def test_agrees_with_the_edtf_package(text: str) -> None:
    assert found_days(text) == expected_days(text)


@pytest.mark.parametrize(
    "text", ["202X", "20XX", "2025-XX", "2025-01-XX", "2025-XX-17", "2025?-01-17", "2025-01~-17", "~2025-01"]
)
def test_agrees_with_the_edtf_package_on_unspecified_and_qualified_parts(text: str) -> None:
    assert found_days(text) == expected_days(text)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_agrees_with_the_edtf_package_on_intervals(one: date, two: date) -> None:
    first, last = sorted((one, two))
    assert found_days(f"{first}/{last}") == expected_days(f"{first}/{last}")
    assert found_days(f"{first:%Y-%m}/{last:%Y}")[0] == (first.year, first.month, 1)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("17 January 2025", "2025-01-17"),
        ("17 Jan 2025", "2025-01-17"),
        ("17th of January, 2025", "2025-01-17"),
        ("January 17, 2025", "2025-01-17"),
        ("Jan. 17, 2025", "2025-01-17"),
        ("Friday, 17 January 2025", "2025-01-17"),
        ("on 17 January 2025", "2025-01-17"),
        ("17 janvier 2025", "2025-01-17"),
        ("le vendredi 17 janvier 2025", "2025-01-17"),
        ("1er février 2025", "2025-02-01"),
        ("17/01/2025", "2025-01-17"),
        ("17.01.2025", "2025-01-17"),
        ("01/17/2025", "2025-01-17"),
        ("01/01/2025", "2025-01-01"),
        ("2025/01/17", "2025-01-17"),
        ("2025-1-7", "2025-01-07"),
        ("2025 January 17", "2025-01-17"),
        ("January 2025", "2025-01"),
        ("August 2024", "2024-08"),
        ("août 2024", "2024-08"),
        ("AOÛT 2024", "2024-08"),
        ("aou\u0302t 2024", "2024-08"),
        ("déc. 2024", "2024-12"),
        ("en mai 2025", "2025-05"),
        ("01/2025", "2025-01"),
        ("2025", "2025"),
        ("2025.", "2025"),
        ("2020s", "202X"),
        ("années 2020", "202X"),
        ("202x", "202X"),
        ("2025 Q1", "2025-33"),
        ("Q4 2025", "2025-36"),
        ("T2 2025", "2025-34"),
        ("third quarter of 2025", "2025-35"),
        ("premier trimestre 2025", "2025-33"),
        ("last quarter of 2025", "2025-36"),
        ("H2 2024", "2024-41"),
        ("first half of 2024", "2024-40"),
        ("last half of 2024", "2024-41"),
        ("second semestre 2024", "2024-41"),
        ("spring 2024", "2024-21"),
        ("été 2024", "2024-22"),
        ("2024 autumn", "2024-23"),
        ("fall of 2024", "2024-23"),
        ("winter 2024/25", "2024-24"),
        ("hiver 2024-2025", "2024-24"),
        ("late May 2025", "2025-05~"),
        ("mid-May 2025", "2025-05~"),
        ("fin mai 2025", "2025-05~"),
        ("mi-mai 2025", "2025-05~"),
        ("2025-05 (late)", "2025-05~"),
        ("2025-05~ (late)", "2025-05~"),
        ("early 2025", "2025~"),
        ("circa 2025", "2025~"),
        ("about 17/01/2025", "2025-01-17~"),
        ("January 2025?", "2025-01?"),
        ("about May 2025?", "2025-05%"),
        ("17 January", "XXXX-01-17"),
        ("29 February", "XXXX-02-29"),
        ("janvier", "XXXX-01"),
        ("unknown", "XXXX"),
        ("sans date", "XXXX"),
        ("..", ".."),
        ("November 2024 – January 2025", "2024-11/2025-01"),
        ("from November 2024 to January 2025", "2024-11/2025-01"),
        ("mars 2025-avril 2025", "2025-03/2025-04"),
        ("de mars à mai 2024", "2024-03/2024-05"),
        ("Jan.–March 2025", "2025-01/2025-03"),
        ("17–18 January 2025", "2025-01-17/2025-01-18"),
        ("between 5 and 9 January 2025", "2025-01-05/2025-01-09"),
        ("du 5 au 9 janvier 2025", "2025-01-05/2025-01-09"),
        ("5 January 2025 - 9 February 2025", "2025-01-05/2025-02-09"),
        ("late 2024 to early 2025", "2024~/2025~"),
        ("2024-2025", "2024/2025"),
        ("2022-05-21/2022-05-22 (weekend)", "2022-05-21/2022-05-22"),
        ("2024-11/2025-01", "2024-11/2025-01"),
        (" 2025-01-17 ", "2025-01-17"),
        ("2025?-01-17", "2025?-01-17"),
    ],
)
def test_turns_everyday_wording_into_edtf(text: str, canonical: str) -> None:
    assert normalise_date(text) == canonical
    assert normalise_date(canonical) == canonical


NOT_READ = "This is no date that can be read; write it as 2025-01-17, 2025-01, 2025 or 17 January 2025."
RELATIVE = "The date depends on when it was written; give the date itself."
WEEKS = "Give the days of a week or weekend: 2025-01-18/2025-01-19."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The date is empty."),
        ("  ", "The date is empty."),
        ("03/04/2025", "Day and month can be read either way; write 2025-04-03 or 2025-03-04."),
        ("17/01/25", "Write the year with four digits."),
        ("weekend of 21 May 2022", WEEKS),
        ("last week", WEEKS),
        ("yesterday", RELATIVE),
        ("mois dernier", RELATIVE),
        ("winter 2025", "A winter lies in two years; write 2024-12/2025-02, or “winter 2024–2025”."),
        ("winter 2024/27", "A winter ends in the year after the one in which it begins."),
        ("third half of 2025", "There is no “third half” of a year."),
        ("umpteenth quarter of 2025", "There is no “umpteenth quarter” of a year."),
        ("31 February 2025", "This day does not exist."),
        ("13/13/2025", "Month “13” does not exist."),
        ("31–32 January 2025", "This day does not exist."),
        ("30–28 January 2025", "The interval ends before it starts."),
        ("2025-02-30", "This day does not exist."),
        ("2024-11/..", OPEN_END),
        ("٣ January 2025", "Write numbers with the digits 0–9; “٣” is ARABIC-INDIC DIGIT THREE."),
        ("garbage", NOT_READ),
        ("garbage to 2025", NOT_READ),
        ("garbage–March 2025", NOT_READ),
        ("about", NOT_READ),
        ("to 2025", NOT_READ),
        ("24 January 2025 at 10:00", NOT_READ),
        ("2025 (weekend) x", WEEKS),
        ("(late)", NOT_READ),
    ],
)
def test_refuses_wording_that_has_no_single_meaning(text: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        normalise_date(text)
    assert (caught.value.text, words(caught.value.reason)) == (text, reason)


FRENCH_MONTHS = """
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
"""


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_reads_every_day_in_every_wording(day: date) -> None:
    months = FRENCH_MONTHS.split()
    for text in (
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day.day} {months[day.month - 1]} {day:%Y}",
        f"{day:%A %d %b %Y}",
    ):
        assert normalise_date(text) == day.isoformat()
    assert parse_edtf(day.isoformat()) == DayInterval(day, day)


VOCABULARY = """
    17 1er 2024 2025 20XX 2025-01 2025-02-30 03/04/2025 January mai Feb. late early about ca. ? ~ % / – - to
    from de à and (late) (weekend) Q1 2025Q1 H2 first last quarter half of spring winter hiver 24 .. XXXX the
    le vers
"""
WORDS = st.sampled_from(VOCABULARY.split())


def refusal(read: Callable[[str], object], text: str) -> DateError | None:
    """Return the refusal of a text, None when it is read; let every other error through."""
    try:
        read(text)
    except DateError as error:
        return error
    return None


@given(st.text(max_size=40) | st.lists(WORDS, max_size=6).map(" ".join))
def test_any_text_gives_stable_edtf_or_a_date_error(text: str) -> None:
    error = refusal(normalise_date, text)
    if error:
        assert words(error.reason).endswith((".", "”."))
        return
    canonical = normalise_date(text)
    assert normalise_date(canonical) == canonical
    days = parse_edtf(canonical)
    assert days is None or days.first <= days.last


@given(st.text(alphabet="0123456789X-/?~%.", max_size=24))
def test_any_edtf_like_text_is_read_or_refused(text: str) -> None:
    error = refusal(parse_edtf, text)
    if error:
        assert error.text == text
        return
    days = parse_edtf(text)
    assert days is None or days.first <= days.last
    assert normalise_date(text) == text
