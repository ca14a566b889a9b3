"""Pairs that may be one are found by place and days, on the index, and never decided by themselves."""

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.likeness import AGAINST, Band, Ground
from inventory.imports.demo import load_demo
from inventory.models import Estimate, Merge, Shipment, ShipmentLink
from inventory.models.merging import merge_shipments
from inventory.models.pairs import AROUND_ONE, LIKELY, NEARBY, find_pairs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bamako():
    return factories.PlaceFactory(name="Bamako", country__name="Mali")


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", family=True)


@pytest.fixture
def convoy(bamako, tanks):
    """Make a convoy to Bamako with seven tanks."""
    return make("A", bamako, tanks)


def make(reference, place, equipment_type=None, period="2025-01-17", count=7):
    shipment = factories.ShipmentFactory(reference=reference, destination=place, period=period)
    if equipment_type is not None:
        quantity = NumericRange(count, count + 1)
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, equipment_type=equipment_type, quantity=quantity
        )
        Estimate.objects.recompute([shipment.pk])
    return shipment


def references(pairs):
    return [(pair.one.reference, pair.other.reference, pair.likeness.band.value) for pair in pairs]


def test_what_went_there_on_those_days_with_the_same_counts_is_found_with_its_reasons(convoy, bamako, tanks):
    make("B", bamako, tanks, "2025-01")
    (pair,) = find_pairs([convoy.pk], LIKELY)
    assert references([pair]) == [("A", "B", "strong")]
    assert [(reason.ground, reason.points) for reason in pair.likeness.reasons] == [
        (Ground.SAME_PLACE, 40),
        (Ground.DATES_OVERLAP, 30),
        (Ground.SAME_TYPES, 7),
        (Ground.SAME_COUNTS, 3),
    ]


def test_a_pair_is_told_once_whichever_is_asked_of(convoy, bamako, tanks):
    other = make("B", bamako, tanks)
    assert references(find_pairs([convoy.pk, other.pk], LIKELY)) == [("A", "B", "strong")]
    assert references(find_pairs([other.pk], LIKELY)) == [("B", "A", "strong")]


def test_most_alike_comes_first(convoy, bamako, tanks):
    make("B", factories.PlaceFactory(country=bamako.country), tanks)
    make("C", bamako, tanks)
    assert [pair.other.reference for pair in find_pairs([convoy.pk], LIKELY)] == ["C", "B"]


@pytest.mark.parametrize("period", ["", "2025-01"])
@pytest.mark.parametrize("is_place_known", [True, False])
def test_what_is_not_known_is_looked_for_by_the_rest(convoy, bamako, tanks, period, is_place_known):
    other = make("B", bamako if is_place_known else None, tanks, period)
    found = bool(find_pairs([convoy.pk], AROUND_ONE))
    assert found == bool(find_pairs([other.pk], AROUND_ONE)) == bool(period or is_place_known)


def test_that_both_are_military_equipment_says_nothing(convoy, bamako):
    make("B", bamako, factories.RootTypeFactory())
    (pair,) = find_pairs([convoy.pk], LIKELY)
    assert [reason.ground for reason in pair.likeness.reasons] == [Ground.SAME_PLACE, Ground.DATES_OVERLAP]


def test_other_countries_and_far_days_are_not_looked_at(convoy, tanks, bamako):
    make("B", factories.PlaceFactory(), tanks)
    make("C", bamako, tanks, "2025-05")
    make("D", bamako, tanks, "2023")
    assert find_pairs([convoy.pk], LIKELY) == []
    assert references(find_pairs([convoy.pk], AROUND_ONE)) == [("A", "C", "weak")]


def test_decided_pairs_are_not_proposed_again_until_that_is_revoked(convoy, bamako, tanks):
    other, user = make("B", bamako, tanks), factories.UserFactory()
    decision = ShipmentLink.objects.create(verdict="distinct", shipment=convoy, other=other, decided_by=user)
    assert find_pairs([convoy.pk], LIKELY) == find_pairs([other.pk], LIKELY) == []
    ShipmentLink.objects.update(revoked_by=user, revoked_at=decision.decided_at)
    assert len(find_pairs([other.pk], LIKELY)) == 1


def test_merged_shipments_are_in_no_pair(convoy, bamako, tanks):
    other = make("B", bamako, tanks)
    third = make("C", bamako, tanks)
    merge_shipments(other, convoy, factories.UserFactory(), "One convoy.")
    assert references(find_pairs([convoy.pk, other.pk, third.pk], LIKELY)) == [("A", "C", "strong")]


def test_the_later_conakry_convoys_are_never_likely_and_nothing_merges_by_itself():
    for _ in load_demo():
        continue
    january = Shipment.objects.get(reference="ML-2025-01-17")
    pairs = {pair.other.reference: pair.likeness for pair in find_pairs([january.pk], AROUND_ONE)}
    later = pairs["ML-2025-05"]
    assert (later.band, later.score) == (Band.WEAK, 20)
    assert later.reasons[-1].ground is Ground.DATES_APART
    months_later = Shipment.objects.filter(period__gte="2025-03").values_list("reference", flat=True)
    for reference in pairs.keys() & set(months_later):
        assert pairs[reference].band is Band.WEAK
        assert AGAINST & {reason.ground for reason in pairs[reference].reasons}
    assert not Merge.objects.exists()
    assert not Shipment.everything.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("size", [1, 60])
def test_query_budget(convoy, bamako, tanks, django_assert_num_queries, size):
    for number in range(size):
        make(f"B{number}", bamako, tanks)
    keys = list(Shipment.objects.values_list("pk", flat=True))
    # near ones; shipments; estimates; publications
    with django_assert_num_queries(4):
        assert find_pairs(keys, LIKELY)
    lonely = make("Z", factories.PlaceFactory())
    with django_assert_num_queries(1):
        assert not find_pairs([lonely.pk], LIKELY)


def test_what_is_near_is_read_off_the_index(convoy, bamako, report_figure):
    places = factories.PlaceFactory.create_batch(40)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventory_shipment (uid, reference, title, destination_id, period, note, state,"
            " publication_count, voice_count, evidence_count, conflict_count)"
            " SELECT gen_random_uuid(), 'N-' || n, 'Other', (%s::bigint[])[1 + n %% 41],"
            " to_char(date '2015-01-01' + n / 5, 'YYYY-MM-DD'), '', 'silent', 0, 0, 0, 0"
            " FROM generate_series(1, 20000) n",
            [[bamako.pk, *(place.pk for place in places)]],
        )
        cursor.execute("ANALYZE")
        keys = list(Shipment.objects.order_by("-pk").values_list("pk", flat=True)[:100])
        told = {"shipments": keys, "reach": 31, "read": 1000, "most": 50}
        cursor.execute(f"EXPLAIN (ANALYZE) {NEARBY}", told)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: ((destination_id = there.id) AND (period_days && " in plan
    read_whole = [line for line in plan.splitlines() if "Seq Scan on inventory_shipment " in line]
    assert all("(never executed)" in line for line in read_whole)
    report_figure("near ones of 100 among 20,000 shipments", plan.rpartition("Execution Time: ")[2])
