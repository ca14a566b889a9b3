"""A date is written in the reader's language, as precisely as it was given and no more."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from inventory.wording.dates import DIVISIONS, date_words


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("", ""),
        ("2025", "2025"),
        ("2025-01", "January 2025"),
        ("2025-01-17", "17 Jan 2025"),
        ("2025-01-17~", "about 17 Jan 2025"),
        ("2025%", "about 2025 (uncertain)"),
        ("2025-21", "spring 2025"),
        ("2025-40", "first half of 2025"),
        ("2025-01-10/2025-01-17", "10–17 Jan 2025"),
        ("2025-01-10~/2025-01-17", "about 10 Jan 2025 – 17 Jan 2025"),
        ("2024-11/2025-01", "November 2024 – January 2025"),
        ("XXXX-01-17", "XXXX-01-17"),
        ("..", ".."),
        ("last week", "last week"),
    ],
)
def test_a_date_in_words(edtf, english):
    with override("en-gb"):
        assert date_words(edtf) == english


def test_a_french_reader_sees_french_months():
    with override("fr"):
        assert date_words("2025-01-17") == "17 janvier 2025"
        assert date_words("2025-08") == "août 2025"


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(9998, 12, 31)))
def test_every_day_is_told_from_every_other(day):
    with override("en-gb"):
        assert datetime.datetime.strptime(date_words(day.isoformat()), "%d %b %Y").date() == day  # noqa: DTZ007


def test_every_division_of_a_year_has_words_of_its_own():
    with override("en-gb"):
        assert len({date_words(f"2025-{code}") for code in DIVISIONS}) == len(DIVISIONS) == 21
