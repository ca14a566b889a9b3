"""Add up by year: what may lie in a year is told beside its sum, and never in it."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Estimate, Shipment
from inventory.models.totals.years import add_up_years
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


def totals(tanks):
    return add_up_years(Estimate.objects.filter(equipment_type=tanks), "equipment_type")


@pytest.mark.usefixtures("shipments")
@pytest.mark.parametrize("year", range(2011, 2018))
def test_each_record_is_in_a_year_or_may_belong_to_it_or_neither(tanks, year):
    found = totals(tanks)
    certain, possible = 0, 0
    for number, shipment in enumerate(Shipment.objects.order_by("pk")):
        days = shipment.period_days
        first, last = (None, None) if days is None else (days.lower.year, _last_year(days))
        if first == last == year:
            certain += 2**number
        elif first is not None and first < last and first <= year <= last:
            possible += 2**number
    own = found.by_year.get((tanks.pk, year))
    assert (own.total.high if own else 0) == certain
    beside = found.may_belong((tanks.pk,), year).total
    assert (beside.low, beside.high) == (possible, possible)


def _last_year(days):
    return (days.upper - timedelta(days=1)).year


@pytest.mark.usefixtures("shipments")
def test_what_is_no_year_has_nothing_beside_it(tanks):
    found = totals(tanks)
    assert found.by_year[tanks.pk, 0].total.high == 2 + 4
    assert found.by_year[tanks.pk, None].total.high == 8
    assert [found.may_belong((tanks.pk,), year).total.count for year in (0, None)] == [0, 0]


def test_a_year_costs_what_a_sum_costs(tanks, django_assert_num_queries):
    with django_assert_num_queries(2):  # pairs; sums
        assert totals(tanks).by_year == {}
