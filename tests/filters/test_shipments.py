"""Select shipments by each filter: the right ones, and no others."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict

from inventory.filters.deliveries import DeliveryFilter
from inventory.filters.shipments import ShipmentFilter
from inventory.models import Estimate, ReportedDelivery, Shipment
from tests import factories

pytestmark = pytest.mark.django_db


def found(query):
    """Return the references of the shipments that the query string selects, sorted."""
    chosen = ShipmentFilter(QueryDict(query), Shipment.objects.for_list())
    assert not chosen.has_errors, chosen.messages
    return sorted(shipment.reference for shipment in chosen.qs)


def lines(query):
    """Return the references of the lines' shipments that the query string selects, sorted."""
    chosen = DeliveryFilter(QueryDict(query), ReportedDelivery.objects.for_list())
    assert not chosen.has_errors, chosen.messages
    return sorted(line.shipment.reference for line in chosen.qs)


def messages(query):
    """Return what the filter says against the query string."""
    chosen = ShipmentFilter(QueryDict(query), Shipment.objects.for_list())
    assert list(chosen.qs) == []
    return chosen.messages


@pytest.fixture
def convoy():
    """Make a shipment that every filter finds, with one line, beside an empty one with a bare line."""
    mali = factories.CountryFactory(code="ML", name="Mali")
    sahel = factories.CountryGroupFactory(slug="sahel", name="Sahel")
    sahel.memberships.create(country=mali, period=DateRange("2023-09-16", None))
    convoy = factories.ShipmentFactory(
        reference="convoy",
        title="Convoy to Bamako",
        supplier=factories.PartyFactory(slug="russia", name="Russia"),
        destination=factories.PlaceFactory(slug="bamako", name="Bamako", country=mali),
        period="2025-01",
        state="conflict",
        voice_count=3,
    )
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=vehicles)
    tanks.aliases.create(name="chars")
    report = factories.ReportFactory(
        shipment=convoy,
        publication__source=factories.SourceFactory(slug="kyiv-post", name="Kyiv Post"),
        publication__url="",
        asserter=factories.SourceFactory(slug="cast", name="CAST"),
        stage="arrived",
        modality="alleged",
        quote="Seen near the river port.",
    )
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=tanks, label="main battle tanks", kind="approximate"
    )
    Estimate.objects.create(
        shipment=convoy, equipment_type=tanks, stated_by=2, voices=3, state="conflict", is_stated=True
    )
    army = factories.PartyFactory(slug="fama", name="Malian army")
    corps = factories.PartyFactory(slug="africa-corps", name="Africa Corps")
    for detail in (
        {"kind": "recipient", "party": army, "place": None},
        {"kind": "end_user", "party": corps, "place": None},
        {"kind": "origin", "place": factories.PlaceFactory(slug="conakry", name="Conakry")},
    ):
        factories.ReportedDetailFactory(report=report, **detail)
    factories.ReportedDeliveryFactory(report__shipment__reference="other")
    return convoy


@pytest.mark.parametrize(
    "query",
    [
        "country=ML",
        "group=sahel",
        "group=sahel&group_on=2024",
        "place=bamako",
        "place=Conakry",
        "supplier=RUSSIA",
        "recipient=fama",
        "end_user=Africa+Corps",
        "equipment=vehicles",
        "equipment=Tanks",
        "equipment=CHARS",
        "source=cast",
        "source=Kyiv+Post",
        "period_from=2025-01-20",
        "period_to=2025-01",
        "period_from=2024&period_to=January+2025",
        "stage=arrived",
        "state=conflict",
        "voices=2",
        "missing=url",
        "text=bamako",
        "text=RIVER",
        "text=bamako+battle",
    ],
)
def test_each_filter_keeps_the_convoy_alone_in_both_lists(convoy, query):
    assert found(query) == ["convoy"]
    assert lines(query) == ["convoy"]


@pytest.mark.parametrize("query", ["kind=approximate", "modality=alleged", "shipment=CONVOY"])
def test_filters_of_lines(convoy, query):
    assert lines(query) == ["convoy"]


@pytest.mark.parametrize(
    "query",
    [
        "group=sahel&group_on=2022",
        "recipient=africa-corps",
        "end_user=fama",
        "supplier=fama",
        "period_from=2025-02",
        "period_to=2024",
        "stage=ordered",
        "voices=4",
        "text=bamako+helicopter",
        "state=agreed",
    ],
)
def test_what_does_not_hold_is_not_found(convoy, query):
    assert found(query) == []
    assert lines(query) == []


@pytest.mark.parametrize(
    "query", ["missing=supplier", "missing=destination", "missing=period", "state=silent"]
)
def test_what_is_missing_finds_the_other(convoy, query):
    assert found(query) == ["other"]
    assert lines(query) == ["other"]


def test_membership_counts_on_the_shipments_own_days():
    mali = factories.CountryFactory()
    group = factories.CountryGroupFactory(slug="ecowas")
    group.memberships.create(country=mali, period=DateRange("1975-05-28", "2025-01-29"))
    for reference, period in (("before", "2025-01-28"), ("after", "2025-01-29"), ("when", "")):
        factories.ShipmentFactory(
            reference=reference, period=period, destination=factories.PlaceFactory(country=mali)
        )
    assert found("group=ecowas") == ["before"]
    assert found("group=ecowas&group_on=2020") == ["after", "before", "when"]
    assert found("group=ecowas&group_on=2026") == []


def test_a_guessed_speaker_is_no_voice(convoy):
    convoy.reports.update(attribution="guessed")
    assert found("source=cast") == []
    assert found("source=kyiv-post") == ["convoy"]


def test_a_denied_detail_and_a_superseded_stage_find_nothing(convoy):
    convoy.details.update(polarity="denied")
    newer = factories.ReportFactory(shipment=convoy)
    convoy.reports.exclude(pk=newer.pk).update(superseded_by=newer)
    assert found("recipient=fama") == found("place=conakry") == found("stage=arrived") == []


def test_a_shipment_is_found_once_however_many_lines_match(convoy):
    report = convoy.reports.get()
    for name in ("a", "b"):
        factories.ReportedDeliveryFactory(
            report=report,
            label="battle",
            equipment_type__parent=convoy.deliveries.get(label="main battle tanks").equipment_type,
            equipment_type__slug=name,
        )
    assert found("equipment=tanks&text=battle") == ["convoy"]


def test_an_unknown_name_is_answered_with_similar_ones(convoy):
    assert messages("place=Bamko") == ["Place in any role: Nothing is called “Bamko”. Did you mean: Bamako?"]
    assert messages("equipment=charss") == [
        "Equipment and below: Nothing is called “charss”. Did you mean: Tanks?"
    ]
    assert messages("supplier=qqqq") == ["Supplier: Nothing is called “qqqq”."]


def test_an_ambiguous_name_is_answered_with_the_slugs():
    for slug in ("kati-ml", "kati-ng"):
        factories.PlaceFactory(slug=slug, name="Kati")
    assert messages("place=Kati") == [
        "Place in any role: “Kati” is the name of several; give one of: kati-ml, kati-ng."
    ]
    factories.ShipmentFactory(reference="x")
    assert found("place=kati-ml") == []


def test_a_slug_goes_before_a_name_and_a_name_before_an_alias():
    town = factories.PlaceFactory(slug="gao", name="Gao town")
    airport = factories.PlaceFactory(slug="gao-airport", name="Gao")
    airport.aliases.create(name="Gao town")
    for place in (town, airport):
        factories.ShipmentFactory(reference=place.slug, destination=place)
    assert found("place=GAO") == ["gao"]
    assert found("place=gao+TOWN") == ["gao"]


def test_errors_are_counted_and_named_before_any_row_is_read():
    factories.ShipmentFactory()
    assert messages("state=bad&colour=red") == [
        "State: Select a valid choice. bad is not one of the available choices.",
        "There is no filter “colour”. The filters are: text, country, supplier, year, equipment, state, "
        "source, stage, missing, group, group_on, period_from, period_to, place, recipient, end_user, "
        "voices, shipment.",
    ]


def test_the_first_year_and_the_last_are_dates_like_others(convoy):
    assert found("period_from=0001&period_to=9998") == ["convoy"]


def test_nothing_typed_selects_all_and_counts_no_filter(convoy):
    chosen = ShipmentFilter(QueryDict("text=&state=&sort=title&page=2"), Shipment.objects.for_list())
    assert (chosen.qs.count(), chosen.active_count) == (2, 0)
    assert ShipmentFilter(QueryDict("state=agreed&text=x"), Shipment.objects.for_list()).active_count == 2
