"""Hold totals of the record: rows of registers beside events, decided and undecided, against brute force."""

from itertools import combinations
from random import Random

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.totals.links import Verdict, can_meet
from inventory.domain.totals.records import CountedShipment
from inventory.models import Estimate, Shipment, ShipmentLink
from inventory.models.candidates import closed_days
from inventory.models.totals.overlaps import load_overlaps
from tests import factories
from tests.models.sums import add_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


class World:
    """Hold a country with a city, two registers, and aircraft of two families."""

    def __init__(self):
        country = factories.CountryFactory(code="ML")
        self.mali = factories.PlaceFactory(country=country, kind="country")
        self.bamako = factories.PlaceFactory(country=country)
        self.sipri = factories.DatasetFactory(name="SIPRI")
        self.unroca = factories.DatasetFactory(name="UNROCA")
        self.aircraft = factories.EquipmentTypeFactory(unit="aircraft", slug="aircraft")
        self.l39, self.tb2 = (
            factories.EquipmentTypeFactory(parent=self.aircraft, unit="aircraft", family=True, slug=slug)
            for slug in ("l-39", "tb2")
        )

    def add(self, kind, low, high, **values):
        """Add a shipment that counts a family; ``low`` None is unknown, ``high`` None is open."""
        shipment = factories.ShipmentFactory(**{"period": "2022", "destination": self.mali, **values})
        quantity = None if low is None else NumericRange(low, None if high is None else high + 1)
        if quantity is None:
            report = factories.ReportFactory(shipment=shipment)
            factories.ReportedDeliveryFactory(
                report=report, equipment_type=kind, kind="unknown", quantity=None
            )
        for equipment_type in (kind, kind.parent):
            Estimate.objects.create(
                shipment=shipment,
                equipment_type=equipment_type,
                quantity=quantity,
                named_quantity=quantity,
                is_stated=equipment_type == kind,
                is_named=equipment_type != kind,
                stated_by=1,
                voices=1,
                compatible=0,
                incompatible=0,
                bases=1,
                state="single",
            )
        return shipment

    def total(self, kind=None):
        kind = kind or self.aircraft
        found = add_up(Estimate.objects.filter(equipment_type=kind), "equipment_type")
        return found[kind.pk,]


def told(tally):
    return str(tally.total.interval), {name: str(one.interval) for name, one in tally.by_dataset.items()}


def test_a_row_and_press_reports_are_not_added_while_it_is_undecided(world):
    row = world.add(world.l39, 14, 18, dataset=world.sipri)
    events = [
        world.add(world.l39, 8, 10, period="2022-03-01"),
        world.add(world.l39, 7, 11, period="2022-09-01", destination=world.bamako),
    ]
    found = world.total()
    assert told(found) == ("15–39", {"SIPRI": "14–18", "events": "15–21"})
    assert (found.overlap.twice, found.overlap.to_decide, found.total.count) == (21, 2, 3)
    user = factories.UserFactory()
    for event in events:
        ShipmentLink.objects.decide(row, event, "same_or_included", user, "")
    assert str(world.total().total.interval) == "15–18"
    for event in events:
        ShipmentLink.objects.decide(row, event, "distinct", user, "")
    assert told(world.total())[0] == "29–39"


def test_only_what_can_be_the_same_is_linked(world):
    world.add(world.l39, 5, 5, dataset=world.sipri)
    other = factories.PlaceFactory()
    for values in ({"kind": world.tb2}, {"period": "2023"}, {"destination": other}, {"dataset": world.sipri}):
        world.add(**{"kind": world.l39, "low": 2, "high": 2, **values})
    found = world.total()
    assert (str(found.total.interval), found.overlap.to_decide) == ("13", 0)


def test_registers_overlap_each_other_and_what_is_unknown_meets_everything(world):
    world.add(world.l39, 5, 5, dataset=world.sipri)
    world.add(world.l39, 4, 4, dataset=world.unroca)
    nowhere = world.add(world.l39, 3, 3, period="")
    type(nowhere).objects.filter(pk=nowhere.pk).update(destination=None)
    found = world.total()
    assert (str(found.total.interval), found.overlap.to_decide) == ("5–12", 3)


def test_suppliers_that_differ_keep_records_of_one_category_apart_not_of_one_designation(world):
    russia, china = factories.PartyFactory.create_batch(2)
    world.add(world.l39, 5, 5, dataset=world.sipri, supplier=russia)
    world.add(world.aircraft, 4, 4, supplier=china)
    assert str(world.total().total.interval) == "9"
    world.add(world.l39, 4, 4, supplier=china)
    assert str(world.total().total.interval) == "9–13"


def test_open_and_unknown_counts_are_told(world):
    world.add(world.l39, 7, 7, dataset=world.sipri)
    world.add(world.l39, 2, None, period="2023-01-01")
    world.add(world.l39, None, None, period="2024-06-01")
    total = world.total().total
    assert (str(total.interval), total.open_count, total.unknown_count) == ("≥ 9", 1, 1)


def test_likely_pairs_of_events_are_not_added(world):
    for low, day in ((5, "2022-03-01"), (6, "2022-03-05"), (2, "2022-12-01")):
        world.add(world.l39, low, low, period=day, destination=world.bamako)
    assert str(world.total().total.interval) == "8–13"


def test_groups_add_up_to_the_total_of_all(world):
    world.add(world.l39, 5, 6, dataset=world.sipri)
    world.add(world.l39, 4, 4, period="2022-12/2023-01")
    world.add(world.l39, 3, 3, period="2023-01-15")
    years = add_up(Estimate.objects.filter(equipment_type=world.l39).with_years(), "first_year", "last_year")
    assert {span: str(one.total.interval) for span, one in years.items()} == {
        (2022, 2022): "5–6",
        (2022, 2023): "4",
        (2023, 2023): "3",
    }
    together = sum(list(years.values())[1:], next(iter(years.values())))
    assert together.total == world.total(world.l39).total
    assert str(together.total.interval) == "8–13"


def test_the_low_end_equals_brute_force(world):
    for number in range(4):
        world.add(world.l39, 2 + number, 6, dataset=(world.sipri, world.unroca)[number % 2])
        world.add(world.l39, 1 + 2 * number, 9, period=f"2022-0{1 + 3 * (number % 3)}-01")
    overlaps = load_overlaps(Estimate.objects.filter(equipment_type=world.l39))
    lows = {
        one.shipment_id: one.named_quantity.lower for one in Estimate.objects.filter(equipment_type=world.l39)
    }
    edges = {pair for pair, verdict in overlaps.verdicts.items() if verdict is Verdict.UNDECIDED}
    best = max(
        sum(lows[key] for key in chosen)
        for size in range(len(lows) + 1)
        for chosen in combinations(sorted(lows), size)
        if not edges & set(combinations(chosen, 2))
    )
    assert world.total(world.l39).total.low == best


@pytest.mark.parametrize("seed", range(5))
def test_the_database_finds_just_the_pairs_that_can_meet(world, seed):
    random = Random(seed)
    places = [world.mali, world.bamako, factories.PlaceFactory(), None]
    suppliers = [*factories.PartyFactory.create_batch(2), None]
    periods = ["", "2021", "2021-12-31", "2022-01-01", "2022-06/2022-07", "2020/2023", "2022-01-20"]
    for number in range(40):
        dataset = (world.sipri, world.unroca, None)[number % 3]
        shipment = world.add(
            random.choice((world.l39, world.tb2)),
            *(1, 2),
            dataset=dataset,
            period=random.choice(periods),
            supplier=random.choice(suppliers),
        )
        Shipment.objects.filter(pk=shipment.pk).update(destination=random.choice(places))
    overlaps = load_overlaps(Estimate.objects.filter(equipment_type=world.aircraft))
    rows = Shipment.objects.select_related("destination").order_by("pk")
    shipments = [
        CountedShipment(
            row.pk,
            str(row.dataset_id),
            {},
            days=closed_days(row.period_days),
            place=row.destination and row.destination.country_id,
            supplier=row.supplier_id,
        )
        for row in rows
    ]
    meeting = {
        (one.key, other.key)
        for one, other in combinations(shipments, 2)
        if one.dataset != other.dataset and can_meet(one, other)
    }
    datasets = {one.key: one.dataset for one in shipments}
    found = {pair for pair in overlaps.verdicts if datasets[pair[0]] != datasets[pair[1]]}
    assert found == {pair for pair in meeting if _share_a_family(pair)}


def _share_a_family(pair):
    families = [
        set(Estimate.objects.filter(shipment=key, is_stated=True).values_list("equipment_type", flat=True))
        for key in pair
    ]
    return bool(families[0] & families[1])


@pytest.mark.parametrize("size", [1, 40])
def test_what_overlaps_nothing_costs_one_query_more(world, django_assert_num_queries, size):
    for number in range(size):
        world.add(world.l39, 1, 1, dataset=world.sipri, period=f"19{50 + number}")
    with django_assert_num_queries(2):  # pairs; sums
        assert str(world.total().total.interval) == str(size)
    world.add(world.l39, 1, 1, period="1950-05-05")
    with django_assert_num_queries(6):  # pairs; shipments; counts; types; sums; estimates that overlap
        world.total()
