"""Test which shipments a report may be about."""

from datetime import date

import pytest

from inventory.domain.likeness import Subject
from inventory.models.candidates import likely_shipments

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9998, 12, 31)])
def test_the_first_and_the_last_days_can_be_looked_around(day):
    assert likely_shipments(Subject(days=(day, day)), 5) == []
