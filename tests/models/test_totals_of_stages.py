"""Keep what was only promised, or was taken back, out of totals of deliveries."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import StageGroup, stage_group
from inventory.models import Estimate, Report
from inventory.models.comparisons import Selection, tally
from inventory.models.reports import Stage
from inventory.models.totals import Dimension, Measure, Thing
from tests import factories
from tests.models.sums import add_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(unit="vehicles", slug="tanks", family=True)


@pytest.fixture
def destination():
    return factories.PlaceFactory()


def report(tanks, shipment, stage, number):
    """Report a number of tanks at a stage."""
    made = factories.ReportFactory(shipment=shipment, stage=stage)
    factories.ReportedDeliveryFactory(
        report=made, equipment_type=tanks, quantity=NumericRange(number, number + 1)
    )
    Estimate.objects.recompute([shipment.pk])


def total(tanks):
    return add_up(Estimate.objects.filter(equipment_type=tanks), "equipment_type").get((tanks.pk,))


@pytest.mark.parametrize(
    "stage", [stage for stage in Stage.values if stage_group(stage) is not StageGroup.MOVED]
)
def test_what_did_not_move_adds_nothing_to_what_did(tanks, destination, stage):
    def made(**values):
        return factories.ShipmentFactory(destination=destination, period="2025-01-17", **values)

    report(tanks, made(), "arrived", 3)
    before = total(tanks)
    report(tanks, made(), stage, 100)
    report(tanks, made(tally=True), stage, 50)
    after = total(tanks)
    assert str(after.total.interval) == "3"
    assert (after.total, after.by_dataset, after.overlap) == (before.total, before.by_dataset, before.overlap)


def test_of_what_was_ordered_and_partly_came_only_that_part_counts(tanks, destination):
    shipment = factories.ShipmentFactory(destination=destination)
    report(tanks, shipment, "ordered", 160)
    assert total(tanks) is None
    report(tanks, shipment, "arrived", 36)
    assert str(total(tanks).total.interval) == "36"


def test_an_order_adds_nothing_to_what_one_source_counts(tanks, destination):
    shipment = factories.ShipmentFactory(destination=destination)
    report(tanks, shipment, "ordered", 160)
    source = Thing(Dimension.SOURCE, Report.objects.get().publication.source_id, "one", "One")
    selection = Selection(types=(tanks,))
    assert tally(selection, [source], [Dimension.EQUIPMENT], Measure.BEST).totals.places() == set()
