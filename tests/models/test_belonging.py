"""Hold what certainly belongs to a place, a group, a period or a type, and what may, against brute force."""

from datetime import date
from random import Random

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Estimate, GroupMembership, Shipment, ShipmentLink
from inventory.models.comparisons import tally
from inventory.models.totals import Dimension, Measure, Thing, load_members, range_with
from inventory.models.totals.adding import ALL, add_up_selected
from inventory.models.totals.belonging import belonging_to, load_divided
from inventory.models.totals.selection import Selection
from tests import factories

pytestmark = pytest.mark.django_db

PERIODS = ["2022", "2022-05", "2021/2022", "2022-12/2023-01", "2023-06-01", "2020/2025", ""]


@pytest.fixture
def world():
    return World()


class World:
    """Hold three countries, of which two are in a group since September 2023, and a tree of three types."""

    def __init__(self):
        self.countries = [factories.CountryFactory(code=code) for code in ("ML", "NE", "BF")]
        self.places = [factories.PlaceFactory(country=country, kind="country") for country in self.countries]
        self.suppliers = factories.PartyFactory.create_batch(2)
        self.vehicles = factories.EquipmentTypeFactory(unit="vehicles", slug="vehicles")
        self.tanks = factories.EquipmentTypeFactory(unit="vehicles", slug="tanks", parent=self.vehicles)
        self.t72 = factories.EquipmentTypeFactory(
            unit="vehicles", slug="t-72", parent=self.tanks, family=True
        )
        self.t72.refresh_from_db()
        self.group = factories.CountryGroupFactory(slug="alliance")
        for country in self.countries[:2]:
            GroupMembership.objects.create(group=self.group, country=country, period=(date(2022, 9, 1), None))

    def add(self, number, *places, kind=None, **values):
        """Add a shipment of so many; of several places none is its headline."""
        headed = places[0] if len(places) == 1 else None
        shipment = factories.ShipmentFactory(**{"period": "2022", "destination": headed, **values})
        report = factories.ReportFactory(shipment=shipment)
        quantity = NumericRange(number, number + 1)
        factories.ReportedDeliveryFactory(report=report, equipment_type=kind or self.t72, quantity=quantity)
        for place in places if len(places) > 1 else ():
            factories.ReportedDetailFactory(report=report, kind="destination", place=place)
        Estimate.objects.recompute([shipment.pk])
        return shipment

    def thing(self, number):
        country = self.countries[number]
        return Thing(Dimension.DESTINATION, country.pk, country.code, country.name)

    def alliance(self):
        return Thing(Dimension.DESTINATION, self.group.pk, "alliance", "Alliance", is_group=True)

    def selection(self, *things, types=None):
        return Selection(
            members=load_members(things, None), divided=load_divided(), types=types or [self.t72]
        )


def ends(own, possible):
    """Return the low and the high end of what certainly belongs, and the high end with what may."""
    both = range_with(own, possible)
    return own.total.low, own.total.high, both.high


def test_mali_or_niger_is_part_of_neither_low_and_of_both_highs(world):
    mali, niger, _ = world.places
    world.add(5, mali)
    world.add(3, niger, period="2023")
    world.add(2, mali, niger, period="2021")
    world.add(7)  # Where to, no report says.
    found = add_up_selected(world.selection(), [Dimension.DESTINATION])
    at = {number: (None, world.t72.pk, (country.pk,)) for number, country in enumerate(world.countries)}
    assert ends(found.own(at[0]), found.may_belong(at[0])) == (5, 5, 7)
    assert ends(found.own(at[1]), found.may_belong(at[1])) == (3, 3, 5)
    assert at[2] not in found.places()
    everywhere = (None, world.t72.pk, (ALL,))
    assert found.own(everywhere).total.high == 17
    assert found.may_belong(everywhere).total.count == 0


def test_mali_or_niger_certainly_went_to_one_of_the_two(world):
    mali, niger, burkina = world.places
    world.add(2, mali, niger)
    world.add(4, niger, burkina, period="2023")
    things = [world.thing(0), world.thing(1)]
    found = tally(world.selection(), things, [Dimension.EQUIPMENT], Measure.BEST).totals
    shown = {
        thing: ends(found.own((thing, world.t72.pk, ())), found.may_belong((thing, world.t72.pk, ())))
        for thing in (0, 1, None)
    }
    assert shown == {0: (0, 0, 2), 1: (0, 0, 6), None: (2, 2, 6)}


def test_a_denied_place_and_a_withdrawn_report_divide_nothing(world):
    mali, niger, _ = world.places
    shipment = world.add(2, mali, niger)
    assert load_divided().destinations == {shipment.pk: {mali.country_id, niger.country_id}}
    shipment.details.filter(place=niger).update(polarity="denied")
    assert load_divided().destinations == {shipment.pk: {mali.country_id}}
    newer = factories.ReportFactory(shipment=shipment)
    shipment.reports.exclude(pk=newer.pk).update(superseded_by=newer)
    assert load_divided().destinations == {}


def test_what_may_be_the_same_is_not_counted_twice_in_the_high_end_once_it_is_decided(world):
    mali, niger, _ = world.places
    register = factories.DatasetFactory()
    row = world.add(5, mali, dataset=register)
    event = world.add(3, mali, niger, period="2022-05-01")
    place = (None, world.t72.pk, (mali.country_id,))

    def shown():
        found = add_up_selected(world.selection(), [Dimension.DESTINATION])
        return ends(found.own(place), found.may_belong(place))

    assert shown() == (5, 5, 8)
    ShipmentLink.objects.decide(row, event, "same_or_included", factories.UserFactory(), "")
    assert shown() == (5, 5, 5)


def test_tanks_may_be_t_72_as_far_as_no_other_tank_is_named(world):
    mali, *_ = world.places
    world.add(5, mali, kind=world.tanks)
    world.add(2, mali, period="2023")
    world.add(9, mali, kind=world.vehicles, period="2024")
    t64 = factories.EquipmentTypeFactory(unit="vehicles", slug="t-64", parent=world.tanks, family=True)
    found = add_up_selected(world.selection(), [Dimension.YEAR])
    for year, told in ((2022, (0, 0, 5)), (2023, (2, 2, 2)), (2024, (0, 0, 9)), (ALL, (2, 2, 16))):
        place = (None, world.t72.pk, (year,))
        assert ends(found.own(place), found.may_belong(place)) == told
    shipment = Shipment.objects.get(period="2022")
    report = shipment.reports.get()
    factories.ReportedDeliveryFactory(report=report, equipment_type=t64, quantity=NumericRange(4, 5))
    Estimate.objects.recompute([shipment.pk])
    found = add_up_selected(world.selection(), [Dimension.YEAR])
    assert found.may_belong((None, world.t72.pk, (2022,))).total.high == 1


@pytest.mark.parametrize("seed", range(4))
def test_every_surface_counts_what_brute_force_counts(world, seed):
    random = Random(seed)
    records = []
    for number in range(12):
        places = random.sample(range(3), random.choice((1, 1, 1, 2, 2, 3)))
        # One supplier each, so that no two may be of the same deliveries.
        supplier, period = factories.PartyFactory(), random.choice(PERIODS)
        made = world.add(
            2**number, *(world.places[place] for place in places), period=period, supplier=supplier
        )
        made.refresh_from_db()
        records.append((2**number, set(places), made.period_days))
    things = [world.thing(0), world.thing(1), world.alliance()]
    found = tally(
        world.selection(*things), things, [Dimension.EQUIPMENT, Dimension.YEAR], Measure.BEST
    ).totals
    for thing in (0, 1, 2, None):
        for year in (2019, 2021, 2022, 2023, ALL):
            place = (thing, world.t72.pk, (year,))
            assert ends(found.own(place), found.may_belong(place)) == _brute(records, thing, year), place
    for thing in things:
        members, divided = load_members([thing], None), load_divided()
        alone = add_up_selected(
            Selection(belonging_to(thing, members, divided), members, divided, [world.t72]),
            [Dimension.YEAR],
        )
        for year in (2021, 2022, 2023, ALL):
            place = (None, world.t72.pk, (year,))
            told = _brute(records, things.index(thing), year)
            assert ends(alone.own(place), alone.may_belong(place)) == told


def _brute(records, thing, year):
    """Return the three ends by looking at each record: how far it lies at a place and in a year."""
    certain = possible = 0
    for number, places, days in records:
        level = min(_at(places, days, thing), _in(days, year))
        certain += number * (level == 2)
        possible += number * (level >= 1)
    return certain, certain, possible


def _at(places, days, thing):
    countries = {0: {0}, 1: {1}, 2: {0, 1}, None: {0, 1}}[thing]
    level = 2 if places <= countries else 1 if places & countries else 0
    if thing != 2:
        return level
    if days is None or days.upper <= date(2022, 9, 1):
        return 0
    return min(level, 2 if days.lower >= date(2022, 9, 1) else 1)


def _in(days, year):
    if year == ALL:
        return 2
    if days is None or days.upper <= date(year, 1, 1) or days.lower > date(year, 12, 31):
        return 0
    return 2 if days.lower >= date(year, 1, 1) and days.upper <= date(year + 1, 1, 1) else 1
