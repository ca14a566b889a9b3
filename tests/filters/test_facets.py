"""Count what each further choice of a filter would show."""

import pytest
from django.http import QueryDict

from inventory.filters.deliveries import DeliveryFilter
from inventory.filters.facets import MOST_OPTIONS, SHOWN_OPTIONS
from inventory.filters.shipments import ShipmentFilter
from inventory.models import Estimate, ReportedDelivery, Shipment
from tests import factories

pytestmark = pytest.mark.django_db


def shipments(query=""):
    """Return the filter of shipments that a query string makes."""
    return ShipmentFilter(QueryDict(query), Shipment.objects.for_list())


def lines(query=""):
    """Return the filter of lines that a query string makes."""
    return DeliveryFilter(QueryDict(query), ReportedDelivery.objects.for_list())


def counts(chosen, name):
    """Return the number of rows by value that one filter offers, in its order."""
    facet = next(facet for facet in chosen.facets(is_counted=True) if facet.name == name)
    return {option.value: option.count for option in (*facet.options, *facet.others)}


@pytest.fixture
def record():
    """Make two shipments to Mali and one of which nothing is known, with four lines."""
    mali = factories.PlaceFactory(slug="bamako", country=factories.CountryFactory(code="ML", name="Mali"))
    russia = factories.PartyFactory(slug="russia", name="Russia")
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=vehicles)
    t72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=tanks, family=True)
    paper = factories.SourceFactory(slug="kyiv-post", name="Kyiv Post")
    cast = factories.SourceFactory(slug="cast", name="CAST")
    rows = (
        ("A", mali, russia, "2025-01", "agreed", (tanks, t72), cast, "arrived"),
        ("B", mali, None, "2024/2025", "conflict", (vehicles,), None, "arrived"),
        ("C", None, None, "", "silent", (t72,), None, ""),
    )
    for reference, place, supplier, period, state, types, asserter, stage in rows:
        shipment = factories.ShipmentFactory(
            reference=reference, destination=place, supplier=supplier, period=period, state=state
        )
        report = factories.ReportFactory(
            shipment=shipment, publication__source=paper, asserter=asserter, stage=stage
        )
        for equipment_type in types:
            factories.ReportedDeliveryFactory(report=report, equipment_type=equipment_type)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("country", {"ML": 2, "unknown": 1}),
        ("supplier", {"unknown": 2, "russia": 1}),
        ("year", {"2025": 1, "several": 1, "unknown": 1}),
        ("state", {"silent": 1, "agreed": 1, "conflict": 1}),
        ("equipment", {"vehicles": 3, "tanks": 2}),
        ("source", {"kyiv-post": 3, "cast": 1}),
        ("stage", {"arrived": 2}),
    ],
)
def test_shipments_divide_under_each_filter_and_each_count_is_what_the_choice_shows(record, name, expected):
    assert counts(shipments(), name) == expected
    for value, number in expected.items():
        assert shipments(f"{name}={value}").qs.count() == number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("country", {"ML": 3, "unknown": 1}),
        ("supplier", {"russia": 2, "unknown": 2}),
        ("year", {"2025": 2, "several": 1, "unknown": 1}),
        ("state", {"silent": 4}),
        ("equipment", {"vehicles": 4, "tanks": 3}),
        ("source", {"kyiv-post": 4, "cast": 2}),
        ("stage", {"arrived": 3, "unknown": 1}),
        ("kind", {"exact": 4}),
        ("modality", {"reported": 4}),
    ],
)
def test_lines_divide_under_each_filter_and_each_count_is_what_the_choice_shows(record, name, expected):
    assert counts(lines(), name) == expected
    for value, number in expected.items():
        assert lines(f"{name}={value}").qs.count() == number


def test_lines_with_and_without_a_silent_estimate_are_counted_together(record):
    line = ReportedDelivery.objects.get(shipment__reference="B")
    Estimate.objects.create(
        shipment=line.shipment,
        equipment_type=line.equipment_type,
        stated_by=0,
        voices=0,
        state="silent",
        is_stated=True,
    )
    assert counts(lines(), "state") == {"silent": 4}


def test_each_filter_leaves_itself_aside_and_heeds_the_others(record):
    chosen = shipments("country=ML&state=agreed")
    assert counts(chosen, "country") == {"ML": 1}
    assert counts(chosen, "state") == {"agreed": 1, "conflict": 1}
    assert counts(chosen, "supplier") == {"russia": 1}


def test_several_choices_of_one_filter_are_added_up(record):
    assert sorted(row.reference for row in shipments("state=agreed&state=silent").qs) == ["A", "C"]
    assert sorted(row.reference for row in shipments("country=ML&country=unknown").qs) == ["A", "B", "C"]
    assert sorted(row.reference for row in shipments("year=2025&year=several").qs) == ["A", "B"]
    assert sorted(row.reference for row in shipments("missing=period&missing=supplier").qs) == ["B", "C"]


def test_a_choice_without_rows_stays_to_be_taken_back(record):
    chosen = shipments("state=single")
    facet = next(facet for facet in chosen.facets(is_counted=True) if facet.name == "state")
    first = facet.options[0]
    assert (first.value, first.count, first.is_chosen) == ("single", 0, True)
    assert facet.is_open


def test_a_name_or_alias_is_understood_where_a_key_is(record):
    chosen = shipments("country=mali")
    assert sorted(row.reference for row in chosen.qs) == ["A", "B"]
    facet = chosen.facets(is_counted=True)[0]
    assert [(one.value, one.is_chosen) for one in facet.options] == [("ML", True), ("unknown", False)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("country=ML&country=XX", "Destination country: Nothing is called “XX”."),
        ("year=25", "Year: “25” is no year; write four figures, “several” or “unknown”."),
        ("year=0000", "Year: “0000” is no year; write four figures, “several” or “unknown”."),
        ("shipment=A&shipment=Z", "Selected shipments: There is no shipment “Z”."),
    ],
)
def test_one_wrong_value_among_others_selects_nothing_and_is_named(record, query, message):
    chosen = shipments(query)
    assert chosen.messages == [message]
    assert list(chosen.qs) == []
    assert all(not facet.is_counted for facet in chosen.facets(is_counted=True))


def test_what_was_typed_in_vain_stays_to_be_corrected(record):
    facet = shipments("supplier=russia&supplier=rusia").facets(is_counted=True)[1]
    assert (facet.typed, [one.value for one in facet.options]) == ("rusia", ["russia"])
    assert list(facet.errors) == ["Nothing is called “rusia”. Did you mean: Russia?"]


def test_selected_rows_are_a_filter_like_any_other(record):
    assert sorted(row.reference for row in shipments("shipment=a&shipment=C").qs) == ["A", "C"]
    keys = [str(uid) for uid in ReportedDelivery.objects.order_by("pk").values_list("uid", flat=True)[:2]]
    chosen = lines("&".join(f"selected={key}" for key in keys))
    assert sorted(str(line.uid) for line in chosen.qs) == sorted(keys)
    assert lines("selected=x").messages == ["Selected lines: There is no reported delivery “x”."]


def test_the_rarest_choices_are_left_to_their_names():
    for number in range(MOST_OPTIONS + 2):
        factories.ShipmentFactory(supplier=factories.PartyFactory(slug=f"p-{number}"))
    facet = shipments().facets(is_counted=True)[1]
    assert (len(facet.options), len(facet.others), facet.left_out) == (
        SHOWN_OPTIONS,
        MOST_OPTIONS - SHOWN_OPTIONS,
        2,
    )


def test_a_chip_names_a_shipment_by_its_reference(record):
    reference = Shipment.objects.latest("pk").reference
    assert [chip.text for chip in shipments(f"shipment={reference}").chips] == [reference]


def test_chips_name_what_is_set_and_lead_to_the_rest(record):
    chips = shipments("country=ML&state=agreed&state=conflict&sort=title&page=2").chips
    assert [(chip.label, chip.text) for chip in chips] == [
        ("Destination country", "Mali"),
        ("State", "Agreed"),
        ("State", "Disputed"),
    ]
    assert chips[1].query == "country=ML&state=conflict&sort=title"
    assert [chip.is_wrong for chip in shipments("state=bad").chips] == [True]


@pytest.mark.parametrize("size", [1, 120])
def test_counting_costs_the_same_however_many_rows(record, size, django_assert_num_queries):
    place = factories.PlaceFactory()
    factories.ShipmentFactory.create_batch(size, destination=place)
    chosen = shipments()
    # What a shipment has one of; types, sources, stages; names of countries, suppliers, types and sources.
    with django_assert_num_queries(8):
        assert len(chosen.facets(is_counted=True)) == 8
