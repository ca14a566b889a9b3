"""Climb the ladder of the list of shipments."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.filters.shipments import ShipmentFilter
from inventory.models import Estimate, Shipment
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/shipments/"


def estimate(shipment, equipment_type, quantity, **values):
    """Make an estimate that two voices agree on."""
    values = {"stated_by": 2, "voices": 2, "state": "agreed", "is_stated": True} | values
    return Estimate.objects.create(
        shipment=shipment, equipment_type=equipment_type, quantity=NumericRange(*quantity), **values
    )


def full_shipment():
    """Make a shipment with every column filled, and an estimate further down the tree that no list shows."""
    shipment = factories.ShipmentFactory(
        reference="ML-2025-01-17",
        title="Convoy to Bamako",
        supplier=factories.PartyFactory(slug="russia", name="Russia"),
        destination=factories.PlaceFactory(
            slug="bamako", name="Bamako", country=factories.CountryFactory(code="ML", name="Mali")
        ),
        period="2025-01-17",
        state="conflict",
        publication_count=7,
        voice_count=5,
        evidence_count=2,
        conflict_count=3,
    )
    guns = factories.EquipmentTypeFactory(slug="artillery", name="Artillery", unit="guns", position=2)
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles", position=1)
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=vehicles)
    estimate(shipment, guns, (3, 4), state="conflict")
    estimate(shipment, vehicles, (101, None))
    estimate(shipment, tanks, (7, 10))
    estimate(shipment, vehicles.parent, (104, None), is_stated=False)
    return shipment


def test_every_cell_of_a_full_row(client):
    full_shipment()
    assert cells(client.get(URL)) == [
        {
            "Reference": "ML-2025-01-17",
            "Title": "Convoy to Bamako",
            "Supplier": "Russia",
            "Destination": "→ Bamako, Mali",
            "Period": "17 Jan 2025",
            "Items, best supported": "Vehicles ≥ 101 Artillery 3 Disputed",
            "Publications": "7",
            "Voices": "5",
            "Evidence": "2",
            "State": "Disputed (3)",
        }
    ]


def test_every_cell_of_a_bare_row_has_a_word_for_what_is_unknown(client):
    shipment = factories.ShipmentFactory()
    assert cells(client.get(URL)) == [
        {
            "Reference": shipment.reference,
            "Title": shipment.title,
            "Supplier": "unknown",
            "Destination": "→ unknown",
            "Period": "unknown",
            "Items, best supported": "none counted",
            "Publications": "0",
            "Voices": "0",
            "Evidence": "0",
            "State": "No count reported",
        }
    ]


def test_a_total_that_somebody_stated_comes_before_the_categories(client):
    shipment = full_shipment()
    Estimate.objects.filter(shipment=shipment, equipment_type__level="root").update(is_stated=True)
    assert cells(client.get(URL))[0]["Items, best supported"].startswith(
        "Military equipment ≥ 104 Vehicles ≥ 101"
    )


def test_filters_keep_the_right_rows_and_no_others(client):
    full_shipment()
    factories.ShipmentFactory(reference="BF-1")
    assert [row["Reference"] for row in cells(client.get(URL, {"country": "ML"}))] == ["ML-2025-01-17"]
    assert statuses(client.get(URL, {"country": "ML"})) == ["1 shipment with these filters"]


def test_the_newest_come_first_and_those_of_unknown_period_last(client):
    for reference, period in (("A", "2024"), ("B", ""), ("C", "2025-01")):
        factories.ShipmentFactory(reference=reference, period=period)
    assert [row["Reference"] for row in cells(client.get(URL))] == ["C", "A", "B"]


def test_a_click_on_a_head_keeps_the_earlier_order_behind_it(client):
    for reference, title, voices in (("A", "x", 1), ("B", "y", 2), ("C", "x", 3)):
        factories.ShipmentFactory(reference=reference, title=title, voice_count=voices)
    page = client.get(URL, {"sort": ["title", "-voices"]})
    assert [row[0] for row in table_rows(page)[1:]] == ["C", "A", "B"]
    heads = {header.text: header for header in page.context["table"].headers}
    assert heads["Title"].sort == ("-title", "-voices")
    assert heads["Reference"].sort == ("reference", "title", "-voices")
    assert (heads["Title"].aria_sort, heads["Voices"].aria_sort) == ("ascending", "")
    assert (heads["Title"].rank, heads["Voices"].rank, heads["Reference"].rank) == (1, 2, 0)
    assert heads["Items, best supported"].sort == ()


@pytest.mark.parametrize("number", ["999999", "abc", "0"])
def test_a_page_that_is_not_there_is_said_with_the_way_back(client, number):
    factories.ShipmentFactory.create_batch(26)
    page = client.get(URL, {"page": number})
    assert page.status_code == 404
    assert "the last page is 2." in page.content.decode()
    assert 'href="?page=2"' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"state": "bad"}, "Select a valid choice. bad is not"),
        ({"place": "Nowhere"}, "Nothing is called “Nowhere”."),
        ({"group": "none"}, "“none” is no group."),
        ({"group_on": "2025"}, "Choose a group too."),
        ({"period_from": "2025", "period_to": "2024"}, "The period ends before it begins."),
        ({"period_from": "XXXX-01"}, "names no year"),
        ({"missing": "everything"}, "Select a valid choice. everything is not"),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    factories.ShipmentFactory()
    page = client.get(URL, query)
    assert words in page.content.decode()
    assert table_rows(page) == []
    refused = client.get(URL, {**query, "export": "csv"})
    assert refused.status_code == 400
    assert words in refused.content.decode()


def test_what_was_typed_stays_in_the_form_with_the_error_at_its_field(client):
    page = client.get(URL, {"place": "Nowhere", "text": "convoy"}).content.decode()
    assert 'value="Nowhere"' in page
    assert 'value="convoy"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_place_error"' in page


def test_htmx_gets_the_results_alone(client):
    part = client.get(URL, headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results">')
    assert "HX-Request" in part["Vary"]


def test_htmx_is_given_an_address_without_the_filters_left_empty(client):
    query = {"text": "north & south", "country": "", "sort": ["title", "-voices"]}
    part = client.get(URL, query, headers={"HX-Request": "true"})
    assert part["HX-Push-Url"] == "/shipments/?text=north+%26+south&sort=title&sort=-voices"
    assert client.get(URL, {"text": ""}, headers={"HX-Request": "true"})["HX-Push-Url"] == "/shipments/"
    assert "HX-Push-Url" not in client.get(URL, query)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_list_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    destination = factories.PlaceFactory()
    category = factories.EquipmentTypeFactory()
    for shipment in factories.ShipmentFactory.create_batch(size, destination=destination):
        estimate(shipment, category, (3, 4))
    # count; page; estimates; groups. Choices: what a shipment has one of; types; sources; stages; countries.
    with django_assert_num_queries(9):
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order(client):
    full_shipment()
    factories.ShipmentFactory(reference="B", voice_count=9)
    factories.ShipmentFactory(reference="A", voice_count=9)
    factories.ShipmentFactory(reference="C", voice_count=1)
    query = {"voices": "2", "sort": ["-voices", "reference"]}
    shown = [row["Reference"] for row in cells(client.get(URL, query))]
    download = client.get(URL, {**query, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert [row["reference"] for row in rows] == shown == ["A", "B", "ML-2025-01-17"]
    assert download["Content-Disposition"].startswith('attachment; filename="shipments_wide-2')


def test_a_list_without_rows_says_what_to_do_next(client):
    assert statuses(client.get(URL)) == ["0 shipments"]
    assert "Import a file of reports" in client.get(URL).content.decode()
    assert Shipment.objects.count() == 0


def test_the_download_of_the_columns_shown_has_these_in_their_order(client):
    full_shipment()
    query = {"columns": "state,title", "export": "shown"}
    rows = list(csv.reader(io.StringIO(b"".join(client.get(URL, query).streaming_content).decode())))
    assert rows == [
        ["reference", "state", "conflicts", "title"],
        ["ML-2025-01-17", "conflict", "3", "Convoy to Bamako"],
    ]


def test_a_column_that_does_not_exist_is_named_and_not_exported(client):
    factories.ShipmentFactory()
    assert "There is no column “colour”." in client.get(URL, {"columns": "colour"}).content.decode()
    refused = client.get(URL, {"columns": "colour", "export": "shown"})
    assert refused.status_code == 400
    assert "There is no column “colour”." in refused.content.decode()


def test_the_choices_of_a_long_list_are_counted_in_a_request_of_their_own(client, monkeypatch):
    monkeypatch.setattr(ShipmentFilter, "quick_rows", 0)
    full_shipment()
    at_first = client.get(URL, {"supplier": "russia"})
    assert [facet.is_counted for facet in at_first.context["desk"].facets] == [False] * 8
    assert 'hx-trigger="load"' in at_first.content.decode()
    assert 'href="?supplier=russia&amp;facets=counted"' in at_first.content.decode()
    part = client.get(URL, {"supplier": "russia"}, headers={"HX-Request": "true", "HX-Target": "facets"})
    assert 'id="choice-country-ML"' in part.content.decode()
    assert "<table" not in part.content.decode()
    assert "HX-Push-Url" not in part
    counted = client.get(URL, {"facets": "counted"})
    assert 'id="choice-country-ML"' in counted.content.decode()


def test_a_way_of_counting_that_does_not_exist_is_named(client):
    assert "not “all”." in client.get(URL, {"facets": "all"}).content.decode()


def test_an_editor_alone_is_offered_to_edit_selected_rows(client):
    full_shipment()
    assert "/edit/shipments/" not in client.get(URL).content.decode()
    client.force_login(factories.UserFactory(editor=True))
    assert 'formaction="/edit/shipments/"' in client.get(URL).content.decode()
