"""Test what is found to be left to decide, and deciding many links at a time."""

from itertools import count

import pytest

from inventory.models import Estimate, Shipment, ShipmentLink
from inventory.models.open_links import around, decide_links, find_proposals, load_open_links, revoke_links
from inventory.models.totals.overlaps import load_overlaps
from tests import factories
from tests.models.test_overlaps import World

pytestmark = pytest.mark.django_db
SAME, DISTINCT = ShipmentLink.Verdict.SAME_OR_INCLUDED, ShipmentLink.Verdict.DISTINCT


@pytest.fixture
def world():
    return World()


@pytest.fixture
def anna():
    return factories.UserFactory(username="anna")


@pytest.fixture
def record(world):
    """Make two rows of one register and three events, one of which may be in both rows."""
    world.rows = [world.add(kind, 5, 5, dataset=world.sipri) for kind in (world.l39, world.tb2)]
    world.events = [
        world.add(world.l39, 2, 2, period="2022-03-01"),
        world.add(world.l39, 3, 9, period="2022-10-01", destination=world.bamako),
        world.add(world.tb2, 1, 1, period=""),
    ]
    return world


def pairs(proposals):
    return {one.pair for one in proposals}


def pair(one, other):
    return min(one.pk, other.pk), max(one.pk, other.pk)


def basis(link, _links):
    return f"{link.whole.reference} with {link.part.reference}"


def test_what_is_left_to_decide_is_what_totals_count(record):
    row, other = record.rows
    expected = {pair(row, record.events[0]), pair(row, record.events[1]), pair(other, record.events[2])}
    assert pairs(find_proposals(Shipment.objects.all())) == expected
    assert record.total().overlap.to_decide == len(expected)
    for kind in (record.l39, record.tb2):
        assert record.total(kind).overlap.to_decide == len(find_proposals(Shipment.objects.all(), [kind]))


def test_the_shipments_around_one_hold_all_that_it_can_be_linked_with(record):
    found = pairs(find_proposals(Shipment.objects.all()))
    for shipment in Shipment.objects.select_related("destination"):
        near = pairs(find_proposals(around(shipment)))
        assert {one for one in near if shipment.pk in one} == {one for one in found if shipment.pk in one}
    assert len(find_proposals(around(record.rows[0]))) <= len(found)


def test_the_words_of_both_are_read_for_each_type(record):
    row, event = record.rows[0], record.events[0]
    report = factories.ReportFactory(shipment=event)
    factories.ReportedDeliveryFactory(report=report, equipment_type=record.l39, phrase="a couple")
    proposal = next(one for one in find_proposals(Shipment.objects.all()) if one.pair == pair(row, event))
    (link,) = load_open_links([proposal])
    assert (link.whole, link.part) == (row, event)
    assert link.words == {(event.pk, record.l39.pk): ["a couple"]}
    assert not link.is_of_events


def test_many_are_decided_at_once_signed_with_their_basis_and_change_totals(record, anna):
    row, events = record.rows[0], record.events[:2]
    before = str(record.total(record.l39).total.interval)
    outcome = decide_links([pair(row, event) for event in events], SAME, anna, basis)
    assert [
        (link.decided_by, link.reason) for link in sorted(outcome.made, key=lambda one: one.other_id)
    ] == [(anna, f"{row.reference} with {event.reference}") for event in events]
    assert (outcome.held, outcome.gone) == ([], [])
    assert len({link.decided_at for link in outcome.made}) == 1
    assert (before, str(record.total(record.l39).total.interval)) == ("5–16", "5")
    assert ShipmentLink.objects.last_of(anna) == outcome.made
    assert len(find_proposals(Shipment.objects.all())) == 1


def test_what_was_revoked_is_undecided_again_and_stays_in_the_history(record, anna):
    bert = factories.UserFactory(username="bert")
    outcome = decide_links([pair(record.rows[0], record.events[0])], DISTINCT, anna, basis)
    keys = [link.pk for link in outcome.made]
    assert len(revoke_links(keys, bert)) == 1
    assert revoke_links(keys, anna) == []
    assert len(find_proposals(Shipment.objects.all())) == 3
    assert ShipmentLink.objects.last_of(anna) == []
    kept = ShipmentLink.objects.get()
    assert (kept.decided_by, kept.revoked_by) == (anna, bert)
    assert kept.events.count() == 2


def test_what_somebody_decided_in_the_meantime_stands(record, anna):
    bert = factories.UserFactory(username="bert")
    row, event = record.rows[0], record.events[0]

    def meanwhile(link, links):
        # Between reading what is undecided and writing what was decided.
        ShipmentLink.objects.decide(row, event, DISTINCT, bert, "Other tail numbers.")
        return basis(link, links)

    outcome = decide_links([pair(row, event)], SAME, anna, meanwhile)
    assert (outcome.made, [link.decided_by for link in outcome.held], outcome.gone) == ([], [bert], [])
    again = decide_links([pair(row, event)], SAME, anna, basis)
    assert ([link.verdict for link in again.held], ShipmentLink.objects.count()) == ([DISTINCT], 1)


def test_what_is_not_proposed_is_left_alone(record, anna):
    row, event = record.rows[0], record.events[2]  # of other types
    nothing = (2**40, 2**40 + 1)
    outcome = decide_links([pair(row, event), nothing], SAME, anna, basis)
    assert (outcome.made, outcome.gone) == ([], sorted([pair(row, event), nothing]))
    assert not ShipmentLink.objects.exists()


@pytest.mark.parametrize("size", [1, 30])
def test_query_budget(world, anna, django_assert_max_num_queries, size):
    numbers = count()
    for _ in range(size):
        world.add(world.l39, 5, 5, dataset=world.sipri, reference=f"ROW-{next(numbers)}")
    world.add(world.l39, 2, 2, period="2022-03-01")
    with django_assert_max_num_queries(7):  # pairs; shipments; estimates; types; shipments; types; lines
        links = load_open_links(find_proposals(Shipment.objects.all()))
    assert len(links) == size
    wanted = [link.proposal.pair for link in links]
    # two of the savepoint; locks; seven as above; insert, read
    with django_assert_max_num_queries(12):
        outcome = decide_links(wanted, SAME, anna, basis)
    assert len(outcome.made) == size
    assert load_overlaps(Estimate.objects.all()).undecided() == []
