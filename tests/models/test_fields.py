"""Hold the database's reading of EDTF against the domain's, and its columns to their validators."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from inventory.domain.dates import DateError, parse_edtf
from inventory.models import Shipment
from tests import factories

years = st.one_of(st.integers(1, 9999), st.integers(9990, 9999)).map("{:04}".format)
months = st.integers(1, 12).map("{:02}".format)
days = st.integers(1, 31).map("{:02}".format)
marks = st.sampled_from(["", "?", "~", "%"])
dates = st.one_of(
    st.builds("{}{}".format, years, marks),
    st.builds("{}-{}{}".format, years, months, marks),
    st.builds("{}-{}-{}{}".format, years, months, days, marks),
    st.builds("{}{}-{}-{}".format, years, marks, months, days),
    st.builds("{}-{}".format, years, st.integers(21, 41)),
    st.from_regex(r"[012][0-9X]{3}-[01X][0-9X]-[0-3X][0-9X]", fullmatch=True),
    st.builds("{}-{}-XX".format, years, months),
    st.builds("{:03}X".format, st.integers(1, 999)),
    st.builds("{:02}XX".format, st.integers(1, 99)),
    st.builds("{}-XX".format, years),
    st.builds("XXXX-{}-{}".format, months, days),
)
texts = st.one_of(dates, st.builds("{}/{}".format, dates, dates), st.text("0123456789-/X?~%. ", max_size=12))


def read_by_domain(text):
    """Return first and last day, None for no days, or "refused"."""
    try:
        found = parse_edtf(text)
    except DateError:
        return "refused"
    return found and (found.first, found.last)


def read_by_database(text):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # As a column of dates is read: its first day, and the day after the last.
            cursor.execute("SELECT inventory_edtf_days(%s)", [text])
            (found,) = cursor.fetchone()
    except DatabaseError:
        return "refused"
    return found and (found.lower, found.upper - timedelta(days=1))


@pytest.mark.django_db
@settings(
    max_examples=400,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
    ],
)
@given(text=texts)
def test_the_database_reads_a_date_as_the_domain_does(text):
    expected = read_by_domain(text)
    # Forms let through only what the domain reads, so the database may be the more lenient of the two.
    assume(expected != "refused")
    assert read_by_database(text) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["9998-12-31", "9998", "0001", "0001-01-01/9998-12"])
def test_the_first_and_the_last_years_are_read_back(text):
    shipment = factories.ShipmentFactory(period=text)
    shipment = Shipment.objects.get(pk=shipment.pk)
    assert (shipment.period_days.lower, shipment.period_days.upper - timedelta(days=1)) == read_by_domain(
        text
    )


@pytest.mark.parametrize("text", ["9999", "999X", "99XX", "9998-24", "9999-12-31", "2025/9999-01", "0000"])
def test_a_year_that_cannot_be_read_back_is_refused(text):
    with pytest.raises(ValidationError, match="Years run from 0001 to 9998"):
        Shipment._meta.get_field("period").run_validators(text)


@pytest.mark.parametrize("text", ["yesterday", "2025-13", "2025-02-30", "2025-01-17/2025-01-10"])
def test_a_date_that_is_no_edtf_is_refused_with_the_reason(text):
    with pytest.raises(ValidationError) as refused:
        Shipment._meta.get_field("period").run_validators(text)
    assert text in str(refused.value)


@pytest.mark.django_db
def test_the_days_of_a_date_are_read_back_on_saving():
    shipment = factories.ShipmentFactory(period="2024-11/2025-01")
    assert (str(shipment.period_days.lower), str(shipment.period_days.upper)) == ("2024-11-01", "2025-02-01")
