"""Add up in rows: what may lie at a place is told beside its sum, and adds nothing to its low end."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Estimate, Shipment
from inventory.models.totals import Dimension, range_with
from inventory.models.totals.adding import ALL, add_up_selected
from inventory.models.totals.selection import Selection
from tests import factories

pytestmark = pytest.mark.django_db

PERIODS = ["2014", "2012/2015", "2015-12-31/2016-01-01", "", "2013-05", "2014-01-01/2014-12-31", "2016"]


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(unit="vehicles", family=True)


@pytest.fixture
def shipments(tanks):
    """Make a shipment to a country of its own for each period, with ever more tanks."""
    for number, period in enumerate(PERIODS):
        shipment = factories.ShipmentFactory(period=period, destination=factories.PlaceFactory())
        report = factories.ReportFactory(shipment=shipment)
        quantity = NumericRange(2**number, 2**number + 1)
        factories.ReportedDeliveryFactory(report=report, equipment_type=tanks, quantity=quantity)
        Estimate.objects.recompute([shipment.pk])


def totals(tanks, row=Dimension.YEAR):
    return add_up_selected(Selection(types=[tanks]), [row])


def days_of_year(year):
    return date(year, 1, 1), date(year, 12, 31)


def days_of_month(year, month):
    return date(year, month, 1), (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(
        days=1
    )


@pytest.mark.usefixtures("shipments")
@pytest.mark.parametrize(
    ("row", "value", "days"),
    [
        *((Dimension.YEAR, year, days_of_year(year)) for year in range(2011, 2018)),
        *(
            (Dimension.MONTH, date(year, month, 1), days_of_month(year, month))
            for year, month in ((2012, 1), (2013, 5), (2013, 6), (2014, 3), (2015, 12), (2016, 1), (2016, 12))
        ),
    ],
)
def test_each_record_is_in_a_year_or_may_belong_to_it_or_neither(tanks, row, value, days):
    found = totals(tanks, row)
    certain, possible = 0, 0
    for number, shipment in enumerate(Shipment.objects.order_by("pk")):
        if shipment.period_days is None:
            continue
        first, last = shipment.period_days.lower, shipment.period_days.upper - timedelta(days=1)
        if days[0] <= first and last <= days[1]:
            certain += 2**number
        elif first <= days[1] and last >= days[0]:
            possible += 2**number
    place = (None, tanks.pk, (value,))
    own, beside = found.own(place), found.may_belong(place)
    assert (own.total.low, own.total.high) == (certain, certain)
    assert beside.total.high == possible
    both = range_with(own, beside)
    assert (both.low, both.high) == (certain, certain + possible)


@pytest.mark.usefixtures("shipments")
def test_what_is_no_year_has_nothing_beside_it(tanks):
    found = totals(tanks)
    assert [found.own((None, tanks.pk, (year,))).total.high for year in (0, None, ALL)] == [2 + 4, 8, 127]
    assert [found.may_belong((None, tanks.pk, (year,))).total.count for year in (0, None, ALL)] == [0, 0, 0]


def test_a_year_costs_what_a_sum_costs(tanks, django_assert_num_queries):
    with django_assert_num_queries(2):  # pairs; sums
        assert not totals(tanks).places()
