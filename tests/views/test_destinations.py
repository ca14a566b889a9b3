"""Climb the ladder of the list of destinations, and of the pages of a country and a group."""

import csv
import datetime
import io

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from inventory.models import CountryAlias, Estimate, GroupMembership
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/destinations/"
PART = {"HX-Request": "true"}


def member(group, country, first, last=None, **values):
    """Make a membership from one day until another, or in force."""
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    return GroupMembership.objects.create(group=group, country=country, period=DateRange(*days), **values)


def mali():
    """Make Mali in a group since July 2024, with two shipments, one of them before."""
    country = factories.CountryFactory(
        code="ML", alpha3="MLI", name="Mali", name_fr="Mali (fr)", region="Western Africa"
    )
    CountryAlias.objects.create(country=country, name="Republic of Mali", language="en")
    group = factories.CountryGroupFactory(slug="aes", name="Alliance of Sahel States")
    member(group, country, "2024-07-06", role="confederation member", basis="Treaty of Niamey")
    bamako = factories.PlaceFactory(name="Bamako", country=country)
    russia = factories.PartyFactory(slug="russia", name="Russia")
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    for reference, period, count, values in (
        ("ML-NEW", "2025-01-17", 7, {"state": "conflict", "voice_count": 5, "supplier": russia}),
        ("ML-OLD", "2023", 3, {"state": "single", "voice_count": 1}),
    ):
        shipment = factories.ShipmentFactory(reference=reference, period=period, destination=bamako, **values)
        estimate(shipment, vehicles, count)
    return country


def estimate(shipment, equipment_type, count):
    """Make an estimate of exactly so many."""
    exactly = NumericRange(count, count + 1)
    return Estimate.objects.create(
        shipment=shipment, equipment_type=equipment_type, quantity=exactly, named_quantity=exactly,
        stated_by=1, voices=1, state="single", is_stated=True,
    )  # fmt: skip


def test_every_cell_of_a_full_row(client):
    mali()
    factories.CountryFactory(name="Without shipments")
    assert cells(client.get(URL, headers=PART)) == [
        {
            "Country": "Mali",
            "Shipments": "2",
            "Voices": "6",
            "In conflict": "1",
            "Latest period": "17 Jan 2025",
            "Region": "Western Africa",
            "Groups today": "Alliance of Sahel States",
        }
    ]


def test_every_cell_of_a_bare_row_has_a_word_for_what_is_unknown(client):
    country = factories.CountryFactory(name="Chad")
    factories.ShipmentFactory(destination=factories.PlaceFactory(country=country))
    assert list(cells(client.get(URL, headers=PART))[0].values()) == [
        "Chad", "1", "0", "0", "unknown", "unknown", "none recorded",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"text": "mali"}, ["Mali"]),
        ({"text": "MLI"}, ["Mali"]),
        ({"text": "republic"}, ["Mali"]),
        ({"group": "aes"}, ["Mali"]),
        ({"supplier": "Russia"}, ["Mali"]),
        ({"state": "conflict"}, ["Mali"]),
        ({"state": "agreed"}, []),
        ({"sort": "country"}, ["Chad", "Mali"]),
    ],
)
def test_filters_keep_the_right_rows_and_whole_counts(client, query, names):
    mali()
    chad = factories.CountryFactory(code="TD", name="Chad")
    former = factories.CountryGroupFactory(slug="former")
    member(former, chad, "1960-01-01", "1970-01-01")
    factories.ShipmentFactory(destination=factories.PlaceFactory(country=chad))
    rows = cells(client.get(URL, query, headers=PART))
    assert [row["Country"] for row in rows] == names
    assert [row["Shipments"] for row in rows if row["Country"] == "Mali"] == ["2"] * ("Mali" in names)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"group": "none"}, "“none” is no group."),
        ({"supplier": "Rusia"}, "Did you mean: Russia?"),
        ({"state": "bad"}, "Select a valid choice. bad is not"),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    mali()
    page = client.get(URL, query, headers=PART)
    assert words in page.content.decode()
    assert cells(page) == []
    assert client.get(URL, {**query, "export": "csv"}).status_code == 400


def test_a_page_that_is_not_there_is_said(client):
    mali()
    assert client.get(URL, {"page": "999999"}).status_code == 404


def test_groups_stand_below_with_their_members_today_and_shipments_while_members(client):
    country = mali()
    left = factories.CountryGroupFactory(slug="g5", name="G5 Sahel")
    member(left, country, "2014-02-16", "2022-05-15")
    factories.ShipmentFactory()
    page = client.get(URL)
    rows = table_rows(page)
    assert ["Alliance of Sahel States", "1", "1", "Mali"] in rows
    assert ["G5 Sahel", "0", "0", "no members today"] in rows
    assert "1 shipment</a> of which the country is unknown" in page.content.decode()


def test_an_empty_list_says_what_to_do_next(client):
    assert statuses(client.get(URL)) == ["0 destinations"]
    assert "No shipment has a destination yet." in client.get(URL).content.decode()


def test_htmx_gets_the_results_alone(client):
    mali()
    part = client.get(URL, headers=PART)
    assert part.content.strip().startswith(b'<div id="results">')
    assert b"Groups of countries" not in part.content


@pytest.mark.parametrize("address", [URL, "/destinations/ML/", "/destinations/groups/aes/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client, address, method):
    mali()
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    group = factories.CountryGroupFactory()
    for _number in range(size):
        place = factories.PlaceFactory()
        factories.ShipmentFactory(destination=place)
        member(group, place.country, "2000-01-01")
    # count; unknown; page; choice of groups; groups; members; countries of the map; flow; years; publications
    with django_assert_num_queries(10):
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order(client):
    mali()
    factories.ShipmentFactory(destination=factories.PlaceFactory(country__name="=Chad"))
    query = {"sort": "-country"}
    shown = [row["Country"] for row in cells(client.get(URL, query, headers=PART))]
    download = client.get(URL, {**query, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert shown == ["Mali", "=Chad"]
    assert [row["name"] for row in rows] == ["Mali", "'=Chad"]
    assert rows[0] == {
        "country": "ML",
        "country_alpha3": "MLI",
        "permalink": "http://testserver/destinations/ML/",
        "name": "Mali",
        "region": "Western Africa",
        "latitude": "",
        "longitude": "",
        "shipments": "2",
        "voices": "6",
        "shipments_in_conflict": "1",
        "latest_period": "2025-01-17",
        "latest_period_first_day": "2025-01-17",
        "latest_period_last_day": "2025-01-17",
        "groups": "Alliance of Sahel States",
    }


def test_a_country_shows_what_came_when_from_whom_and_how_sure(client):
    mali()
    page = client.get("/destinations/ml/")
    years = page.context["years"]
    assert [category.name for category in years.categories] == ["Vehicles"]
    assert [(row.label, row.totals[0].text) for row in years.rows] == [("2025", "7"), ("2023", "3")]
    assert (years.all.totals[0].text, years.all.totals[0].shipments) == ("10", 2)
    assert years.rows[0].totals[0].address == (
        "/deliveries/?country=ML&equipment=vehicles&period_from=2025&period_to=2025"
    )
    counts = page.context["counts"]
    assert counts == {"shipments": 2, "conflict": 1, "agreed": 0, "single": 1, "silent": 0}
    rows = table_rows(page)
    assert ["Year", "Vehicles"] in rows  # The unit is not said twice.
    assert ["Russia", "1", "0", "1", "5"] in rows
    assert ["unknown or disputed", "1", "1", "0", "1"] in rows
    assert [row.record.reference for row in page.context["table"].rows] == ["ML-NEW", "ML-OLD"]
    assert "/shipments/?country=ML&amp;export=csv" in page.content.decode()


def test_a_country_shows_its_facts_and_memberships(client):
    mali()
    page = client.get("/destinations/ML/")
    text = page.content.decode()
    for words in ("ML, MLI", "Western Africa", "Mali (fr)", "Republic of Mali"):
        assert words in text
    assert [
        "Alliance of Sahel States", "confederation member", "6 Jul 2024", "in force", "Treaty of Niamey"
    ] in table_rows(page)  # fmt: skip


def test_a_country_without_shipments_says_so(client):
    factories.CountryFactory(code="FR", name="France")
    assert "No shipment is recorded as headed to France." in client.get("/destinations/FR/").content.decode()


def test_a_group_counts_what_came_while_a_country_was_a_member(client):
    mali()
    page = client.get("/destinations/groups/aes/")
    assert [(row.label, row.totals[0].text) for row in page.context["years"].rows] == [("2025", "7")]
    assert page.context["counts"]["shipments"] == 1
    assert [row.record.reference for row in page.context["table"].rows] == ["ML-NEW"]
    assert [
        "Mali", "confederation member", "6 Jul 2024", "in force", "1", "Treaty of Niamey"
    ] in table_rows(page)  # fmt: skip


def test_a_shipment_over_two_memberships_is_counted_once_in_the_group(client):
    country = factories.CountryFactory()
    group = factories.CountryGroupFactory(slug="two")
    member(group, country, "2023-01-01", "2024-01-01", role="signatory")
    member(group, country, "2024-01-01", role="member")
    factories.ShipmentFactory(destination=factories.PlaceFactory(country=country), period="2023-12/2024-01")
    page = client.get("/destinations/groups/two/")
    assert page.context["counts"]["shipments"] == 1
    assert [membership.shipment_count for membership in page.context["memberships"]] == [1, 1]


@pytest.mark.parametrize("size", [1, 120])
def test_details_cost_the_same_however_much_came(client, django_assert_num_queries, size):
    country = mali()
    place = factories.PlaceFactory(country=country)
    factories.ShipmentFactory.create_batch(size, destination=place, period="2025")
    # country; aliases; memberships; several destinations, or suppliers; pairs; sums; categories;
    # datasets; days of events; suppliers; counts; flow; places; years; publications; shipments; items
    with django_assert_num_queries(18):
        client.get("/destinations/ML/")
    # group; memberships; members; several destinations, or suppliers; pairs; sums; categories;
    # datasets; days of events; counts; flow; countries; years; publications; shipments; items
    with django_assert_num_queries(18):
        client.get("/destinations/groups/aes/")


@pytest.mark.parametrize("address", ["/destinations/ZZ/", "/destinations/groups/none/"])
def test_what_is_unknown_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_map_and_the_flow_stand_on_the_page_and_not_in_its_parts(client):
    mali()
    page = client.get(URL)
    assert [(mark.destination.name, mark.number) for mark in page.context["map"].drawing.marks] == [
        ("Mali", 2)
    ]
    ribbons = page.context["flow"].drawing.ribbons
    assert [(ribbon.supplier, ribbon.destination, ribbon.number) for ribbon in ribbons] == [
        ("Russia", "Mali", 1),
        ("", "Mali", 1),
    ]
    assert [ribbon.address for ribbon in ribbons] == [
        "/shipments/?supplier=russia&country=ML",
        "/shipments/?missing=supplier&country=ML",
    ]
    for ribbon in ribbons:
        assert 'role="alert"' not in client.get(ribbon.address).content.decode()
    assert "figure" not in client.get(URL, headers=PART).context


def test_the_map_can_show_another_part_of_the_world_beside_any_filter(client):
    mali()
    page = client.get(URL, {"map": "europe", "text": "Mali"})
    assert page.context["map"].drawing.left_out == 1
    assert statuses(page) == ["1 destination with these filters"]
    assert client.get(URL, {"map": "atlantis"}).status_code == 404


def test_a_country_draws_what_came_when_from_whom_and_where(client):
    mali()
    page = client.get("/destinations/ML/")
    (panel,) = page.context["history"].drawing.panels
    assert [bar.text for bar in panel.bars] == ["2023: 3, 1 shipment", "2025: 7, 1 shipment"]
    assert panel.bars[1].address == (
        "/deliveries/?country=ML&equipment=vehicles&period_from=2025&period_to=2025"
    )
    # Nobody recorded where Bamako lies, so that it is told of and not drawn.
    assert page.context["map"].drawing.marks == ()
    assert "1 destination is not on this map." in page.content.decode()
    assert page.context["flow"].rows[0][:2] == ["Russia", "Mali"]


def test_a_country_that_nobody_can_place_has_no_map(client):
    country = factories.CountryFactory(code="XX")
    factories.ShipmentFactory(destination=factories.PlaceFactory(country=country))
    page = client.get("/destinations/XX/")
    assert page.context["map"] is None
    assert page.status_code == 200


def test_a_group_draws_the_countries_reached_while_they_were_members(client):
    mali()
    page = client.get("/destinations/groups/aes/")
    (mark,) = page.context["map"].drawing.marks
    assert (mark.destination.name, mark.number, mark.destination.conflicts) == ("Mali", 1, 1)
    assert [bar.text for bar in page.context["history"].drawing.panels[0].bars] == ["2025: 7, 1 shipment"]


def test_a_former_state_is_told_with_its_last_day(client):
    existence = DateRange(datetime.date(1949, 10, 7), datetime.date(1990, 10, 3))
    state = factories.CountryFactory(code="DDDE", is_former=True, existence=existence)
    assert "7 Oct 1949 – 2 Oct 1990" in client.get(state.get_absolute_url()).content.decode()
