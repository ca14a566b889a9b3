"""Climb the ladder of the equipment tree and list, and of one type's page."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import ClassificationScheme, Country, EquipmentAlias, Estimate, SchemeCategory, Verdict
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/equipment/"
PART = {"HX-Request": "true"}


def tree():
    """Make vehicles › tanks › T-72, with a shipment in conflict on the last one and a denial of trucks."""
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles", position=1)
    tanks = factories.EquipmentTypeFactory(
        slug="tanks", name="Tanks", parent=vehicles, description="Battle tanks."
    )
    t72 = factories.EquipmentTypeFactory(family=True, slug="t-72", name="T-72", parent=tanks)
    EquipmentAlias.objects.create(equipment_type=t72, name="Т-72", language="ru")
    EquipmentAlias.objects.create(equipment_type=t72, name="T-72 Ural", language="en", scheme="sipri")
    mali = factories.CountryFactory(code="ML", name="Mali")
    shipment = factories.ShipmentFactory(
        reference="ML-1", period="2025-01-17", destination=factories.PlaceFactory(name="Bamako", country=mali)
    )
    for count in (5, 7):
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, equipment_type=t72, quantity=NumericRange(count, count + 1)
        )
    Estimate.objects.recompute([shipment.pk])
    return vehicles, tanks, t72


def row(response, name):
    return next(row for row in cells(response) if row["Name"] == name)


def test_every_cell_of_a_full_row(client):
    tree()
    assert row(client.get(URL, headers=PART), "T-72") == {
        "Name": "T-72",
        "Below": "Tanks",
        "Level": "Family",
        "Counted in": "Vehicles",
        "Shipments": "1",
        "Disputed": "1",
        "Reports": "2",
    }


def test_counts_take_in_the_types_below_each_shipment_and_report_once(client):
    _vehicles, tanks, t72 = tree()
    report = t72.deliveries.first().report
    factories.ReportedDeliveryFactory(report=report, equipment_type=tanks)
    superseded = factories.ReportedDeliveryFactory(report__superseded_by=report, equipment_type=tanks)
    page = client.get(URL, headers=PART)
    counts = {
        name: row(page, name)["Reports"] for name in ("Military equipment", "Vehicles", "Tanks", "T-72")
    }
    assert counts == {"Military equipment": "2", "Vehicles": "2", "Tanks": "2", "T-72": "2"}
    assert row(page, "Vehicles")["Shipments"] == "2"
    assert superseded.report.superseded_by == report


def test_the_tree_nests_types_and_leads_to_their_pages(client):
    tree()
    page = client.get(URL).content.decode()
    assert page.index('href="/equipment/vehicles/"') < page.index('href="/equipment/tanks/"')
    assert page.count("<details") == page.count("</details>")
    (root,) = client.get(URL).context["tree"]
    (vehicles,) = root.children
    assert (root.is_open, vehicles.is_open) == (True, False)
    assert [branch.type.slug for branch in vehicles.children[0].children] == ["t-72"]
    assert client.get(URL, {"text": "T-72"}).context["tree"] == ()


def test_siblings_stand_by_position_and_then_by_name(client):
    for position, name in ((2, "Aircraft"), (1, "Vessels"), (2, "Air defence")):
        factories.EquipmentTypeFactory(name=name, position=position)
    (root,) = client.get(URL).context["tree"]
    assert [branch.type.name for branch in root.children] == ["Vessels", "Air defence", "Aircraft"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"text": "t72"}, ["T-72"]),
        ({"text": "T 72"}, ["T-72"]),
        ({"text": "т-72"}, ["T-72"]),
        ({"text": "ural"}, ["T-72"]),
        ({"text": "-"}, ["T-72"]),
        ({"below": "Tanks", "sort": "name"}, ["T-72", "Tanks"]),
        ({"level": "category", "sort": "name"}, ["Tanks", "Vehicles"]),
        ({"unit": "items"}, ["Military equipment"]),
        ({"record": "conflict", "level": "family"}, ["T-72"]),
        ({"record": "no"}, []),
    ],
)
def test_filters_keep_the_right_rows_and_no_others(client, query, names):
    tree()
    assert [row["Name"] for row in cells(client.get(URL, query, headers=PART))] == names


def test_types_that_only_stand_in_plurals_wait_for_a_number(client):
    _vehicles, tanks, t72 = tree()
    plural = {"kind": "bare_plural", "quantity": NumericRange(2, None), "phrase": "tanks"}
    factories.ReportedDeliveryFactory(equipment_type=tanks, **plural)
    factories.ReportedDeliveryFactory(equipment_type=t72, **plural)
    assert [row["Name"] for row in cells(client.get(URL, {"record": "plurals"}, headers=PART))] == ["Tanks"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"below": "Tank"}, "Did you mean: Tanks?"),
        ({"level": "species"}, "Select a valid choice. species is not"),
        ({"text": "a\0"}, "Null characters are not allowed."),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    tree()
    page = client.get(URL, query)
    assert words in page.content.decode()
    assert table_rows(page) == []
    assert client.get(URL, {**query, "export": "csv"}).status_code == 400


def test_a_page_that_is_not_there_is_said_with_the_way_back(client):
    tree()
    page = client.get(URL, {"page": "999999"})
    assert page.status_code == 404
    assert "There is no page “999999”; the last page is 1." in page.content.decode()


def test_htmx_gets_the_results_alone(client):
    tree()
    part = client.get(URL, headers=PART)
    assert part.content.strip().startswith(b'<div id="results">')
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("address", [URL, "/equipment/t-72/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client, address, method):
    tree()
    assert getattr(client, method)(address).status_code == 405


def test_an_empty_tree_says_what_to_do_next(client):
    page = client.get(URL)
    assert statuses(page) == ["0 equipment types"]
    assert "manage.py load_reference" in page.content.decode()


def test_the_list_below_the_tree_is_in_the_order_of_the_list_alone(client):
    tree()
    alone = table_rows(client.get(URL, {"sort": "-shipments,below"}))
    assert len(alone) > 2
    assert [row for row in table_rows(client.get(URL)) if len(row) == len(alone[0])] == alone


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    parent = factories.EquipmentTypeFactory()
    factories.EquipmentTypeFactory.create_batch(size, parent=parent, family=True)
    with django_assert_num_queries(4):  # tree; pairs; sums; publications
        client.get(URL)
    with django_assert_num_queries(2):  # count; page
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order(client):
    tree()
    query = {"level": "category", "sort": "-name"}
    shown = [row["Name"] for row in cells(client.get(URL, query, headers=PART))]
    download = client.get(URL, {**query, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert [row["name"] for row in rows] == shown == ["Vehicles", "Tanks"]
    assert rows[1] == {
        "equipment_type": "tanks",
        "permalink": "http://testserver/equipment/tanks/",
        "name": "Tanks",
        "parent": "vehicles",
        "parent_name": "Vehicles",
        "path": "military-equipment/vehicles/tanks",
        "level": "category",
        "unit": "vehicles",
        "is_overlapping": "false",
        "description": "Battle tanks.",
        "shipments": "1",
        "shipments_in_conflict": "0",
        "reports": "2",
    }


def test_a_type_shows_its_place_names_and_where_it_was_reported(client):
    tree()
    page = client.get("/equipment/t-72/")
    text = page.content.decode()
    assert [one.name for one in page.context["path"]] == ["Military equipment", "Vehicles", "Tanks"]
    for words in ("Т-72", "Russian", "T-72 Ural", "(SIPRI)"):
        assert words in text
    (year,), (country,) = page.context["by_year"], page.context["by_country"]
    assert (year.label, year.shipments, year.low, year.high, year.tally.conflicts) == ("2025", 1, "5", "7", 1)
    assert year.address == "/deliveries/?equipment=t-72&period_from=2025&period_to=2025"
    assert (country.label, country.address) == ("Mali", "/deliveries/?equipment=t-72&country=ML")
    assert len(page.context["lines"].rows) == 2
    assert "/deliveries/?equipment=t-72" in text


def test_sums_add_low_and_high_ends_apart_and_leave_an_open_end_open(client):
    t72 = factories.EquipmentTypeFactory(slug="t-72", family=True)
    for low, high, period in (
        (2, 4, "2024"),
        (10, 13, "2024"),
        (5, None, "2023"),
        (7, 8, "2022/2023"),
        (1, 2, ""),
    ):
        line = factories.ReportedDeliveryFactory(
            report__shipment__period=period,
            equipment_type=t72,
            kind="range",
            quantity=NumericRange(low, high),
        )
        if high == low + 1:
            line.kind = "exact"
            line.save()
        Estimate.objects.recompute([line.shipment_id])
    totals = client.get("/equipment/t-72/").context["by_year"]
    assert [(total.label, total.shipments, total.low, total.high) for total in totals] == [
        ("2024", 2, "12", "15"),
        ("2023", 1, "5", "open"),
        ("2022", 0, "–", "–"),
        ("Across years", 1, "7", "7"),
        ("Unknown year", 1, "1", "1"),
    ]
    assert [total.membership for total in totals] == [
        "",
        "may belong: 1 record, up to 7; with it ≥ 5",
        "may belong: 1 record, up to 7",
        "",
        "",
    ]


def test_a_type_of_mixed_units_has_no_sums(client):
    tree()
    page = client.get("/equipment/military-equipment/")
    assert page.context["is_mixed"]
    assert ["Year", "Shipments", "Disputed"] in table_rows(page)


def test_verdicts_are_the_nearest_and_say_where_they_are_inherited_from(client):
    vehicles, tanks, _t72 = tree()
    unroca = ClassificationScheme.objects.create(slug="unroca", name="UN Register")
    silent = ClassificationScheme.objects.create(slug="none", name="Silent scheme")
    battle = SchemeCategory.objects.create(scheme=unroca, code="I", name="Battle tanks")
    Verdict.objects.create(
        scheme=unroca, equipment_type=vehicles, outcome="out", basis="Only some are reported."
    )
    Verdict.objects.create(
        scheme=unroca, equipment_type=tanks, outcome="in", category=battle, basis="16.5 tonnes or more."
    )
    rows = {row.scheme: row for row in client.get("/equipment/t-72/").context["verdicts"]}
    assert (rows[unroca].verdict.outcome, rows[unroca].inherited_from) == ("in", tanks)
    assert rows[silent].verdict is None
    own = client.get("/equipment/tanks/")
    assert own.context["verdicts"][1].inherited_from is None
    assert ["UN Register", "In IBattle tanks", "16.5 tonnes or more."] in [
        [cell.replace("I Battle", "IBattle") for cell in row] for row in table_rows(own)
    ]
    assert "says nothing of it" in own.content.decode()


@pytest.mark.parametrize("size", [1, 120])
def test_a_type_costs_the_same_however_much_is_reported(client, django_assert_num_queries, size):
    t72 = factories.EquipmentTypeFactory(slug="t-72", family=True)
    factories.EquipmentTypeFactory.create_batch(3, parent=t72, variant=True)
    report = factories.ReportFactory(shipment__destination=factories.PlaceFactory())
    others = factories.ReportFactory.create_batch(size - 1, shipment=report.shipment)
    for one in (report, *others):
        factories.ReportedDeliveryFactory(report=one, equipment_type=t72)
    Estimate.objects.recompute([report.shipment_id])
    # type; above; several destinations, or suppliers; wider types; pairs; sums; datasets; days of
    # events; countries; aliases; schemes and verdicts; below; publications; lines; number of lines
    with django_assert_num_queries(17):
        client.get("/equipment/t-72/")


def test_a_type_draws_what_came_when_and_where(client):
    tree()
    Country.objects.filter(code="ML").update(alpha3="MLI")
    page = client.get("/equipment/t-72/")
    (panel,) = page.context["history"].drawing.panels
    (bar,) = panel.bars
    assert bar.cross
    assert bar.text.endswith("1 shipment, 1 disputed")
    (mark,) = page.context["map"].drawing.marks
    assert (mark.destination.name, mark.destination.address) == (
        "Mali",
        "/deliveries/?equipment=t-72&country=ML",
    )


def test_a_type_of_mixed_units_has_no_sums_to_draw(client):
    tree()
    page = client.get("/equipment/military-equipment/")
    assert page.context["history"] is None


def test_the_tree_comes_with_what_was_reported_over_time(client):
    tree()
    page = client.get(URL)
    (panel,) = page.context["history"].drawing.panels
    assert (panel.name, [bar.address for bar in panel.bars]) == (
        "Vehicles",
        ["/deliveries/?equipment=vehicles&period_from=2025&period_to=2025"],
    )
    assert "history" not in client.get(URL, headers=PART).content.decode()


def test_an_unknown_type_is_not_found(client):
    assert client.get("/equipment/nothing/").status_code == 404
