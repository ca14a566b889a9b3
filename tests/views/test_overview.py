"""Read the overview as a visitor would, and the pages for errors."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.template.loader import render_to_string

from inventory.models import Estimate
from tests import factories
from tests.views.pages import table_rows

pytestmark = pytest.mark.django_db


def disputed(reference="ML-1"):
    """Make a shipment on which two voices exclude each other, on BMP-3 and on the origin."""
    shipment = factories.ShipmentFactory(
        reference=reference, title="Convoy", destination=factories.PlaceFactory(), period="2025-01-17"
    )
    bmp = factories.EquipmentTypeFactory(name="BMP-3", family=True)
    five = factories.ReportFactory(shipment=shipment, publication__published_on="2025-01-28")
    none = factories.ReportFactory(shipment=shipment, publication__published_on="2025-01-26")
    factories.ReportedDeliveryFactory(
        report=five, equipment_type=bmp, phrase="five", quantity=NumericRange(5, 6)
    )
    factories.ReportedDeliveryFactory(report=none, equipment_type=bmp, denied=True)
    syria = factories.PlaceFactory(name="Syria")
    factories.ReportedDetailFactory(report=five, kind="origin", place=syria)
    factories.ReportedDetailFactory(report=none, kind="origin", place=syria, polarity="denied")
    Estimate.objects.recompute([shipment.pk])
    return shipment


def test_an_empty_site_says_how_to_begin(client):
    page = client.get("/").content.decode()
    assert "Nothing is recorded yet." in page
    assert "manage.py demo" in page
    assert "sign in for data entry" in page
    client.force_login(factories.UserFactory(editor=True))
    assert "enter a first report" in client.get("/").content.decode()


def test_key_figures_count_the_record(client):
    disputed()
    factories.EvidenceFactory()
    figures = client.get("/").context["figures"]
    assert figures == {
        "shipments": 2, "destinations": 1, "conflicts": 1, "single": 0,
        "publications": 2, "unarchived": 2, "unlinked": 0, "sources": 2, "unrated": 2,
        "reports": 2, "lines": 2, "evidence": 1, "plurals": 0,
    }  # fmt: skip


def test_disputes_say_what_voices_exclude(client):
    disputed()
    (dispute,) = client.get("/").context["disputes"]
    assert [(item.subject, item.statements) for item in dispute.items] == [
        ("BMP-3", "none · 5"),
        ("Origin", "Syria · not Syria"),
    ]


def test_disputes_name_what_each_report_of_a_divided_voice_says_and_days_in_words(client):
    shipment = factories.ShipmentFactory(reference="ML-2")
    drones, agency = factories.EquipmentTypeFactory(family=True), factories.SourceFactory()
    for kind, low, high, day in (
        ("exact", 10, 11, "2021-12-31"),
        ("exact", 12, 13, "2021-10"),
        ("at_least", 4, None, "2021-10"),
    ):
        report = factories.ReportFactory(shipment=shipment, asserter=agency, attribution="stated")
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=drones, kind=kind, quantity=NumericRange(low, high)
        )
        factories.ReportedDetailFactory(report=report, kind="arrival", place=None, date=day)
    Estimate.objects.recompute([shipment.pk])
    (dispute,) = client.get("/").context["disputes"]
    assert [item.statements for item in dispute.items] == ["≥ 4 · 10 · 12", "October 2021 · 31 Dec 2021"]
    assert Estimate.objects.get(equipment_type=drones).quantity == NumericRange(10, 13)


def test_key_figures_lead_to_as_many_rows(client):
    disputed()
    newer = factories.ReportFactory(shipment=factories.ShipmentFactory())
    older = factories.ReportFactory(shipment=newer.shipment, superseded_by=newer)
    factories.ReportedDeliveryFactory(report=older)
    figures = client.get("/").context["figures"]
    listed = client.get("/deliveries/?superseded=include").context["table"].page.paginator.count
    assert figures["lines"] == listed == 3
    assert 'href="/deliveries/?superseded=include"' in client.get("/").text


def test_a_class_that_sources_dispute_is_named(client):
    shipment = factories.ShipmentFactory()
    linza = factories.EquipmentTypeFactory(name="Linza", family=True)
    for name in ("Ambulances", "Carriers"):
        factories.ReportedDeliveryFactory(
            report__shipment=shipment,
            equipment_type=linza,
            label_type=factories.EquipmentTypeFactory(name=name),
        )
    Estimate.objects.recompute([shipment.pk])
    (dispute,) = client.get("/").context["disputes"]
    assert [(item.subject, item.statements) for item in dispute.items] == [
        ("Linza, class", "Ambulances · Carriers")
    ]


def test_the_newest_reports_come_first_one_from_each_publication(client):
    disputed()
    edition = factories.PublicationFactory(published_on="2025-03", title="Register")
    factories.ReportFactory.create_batch(3, publication=edition, shipment__title="Row")
    rows = table_rows(client.get("/"))
    rows = [row for row in rows if len(row) == 5]
    assert [row[3] for row in rows[1:]] == ["March 2025", "28 Jan 2025", "26 Jan 2025"]
    assert rows[2][0] == "ML-1 Convoy"
    assert rows[2][4] == "BMP-3 “five” 5"


def test_what_needs_work_leads_to_lists_that_understand_it(client):
    disputed()
    page = client.get("/").content.decode()
    for address in (
        "/shipments/?state=single",
        "/shipments/?state=conflict",
        "/equipment/?record=plurals",
        "/publications/?missing=archived_url",
        "/publications/?missing=url",
        "/sources/?rating=none",
    ):
        assert f'href="{address}"' in page
        assert 'role="alert"' not in client.get(address).content.decode()
    assert 'action="/search/"' in page


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    for number in range(min(size, 12)):
        disputed(f"ML-{number}")
    factories.ReportFactory.create_batch(size)
    # seven counts; publications, reports, lines; disputed; types; reports, repeats, lines, details, evidence
    # and citations of these; countries; years of the map; newest month, pairs, sums, categories; publications
    with django_assert_num_queries(25):
        client.get("/")


def test_the_map_shows_countries_with_their_shipments_beside_it(client):
    mali = factories.CountryFactory(code="ML", alpha3="MLI", name="Mali")
    factories.CountryFactory(code="FR", alpha3="FRA", name="France")
    place = factories.PlaceFactory(country=mali)
    factories.ShipmentFactory(destination=place, state="conflict")
    factories.ShipmentFactory(destination=place)
    page = client.get("/")
    drawing = page.context["map"].drawing
    assert [(mark.destination.name, mark.number) for mark in drawing.marks] == [("Mali", 2)]
    assert page.context["map"].title == "Destinations of reported shipments: West Africa"
    assert table_rows(page).count(["Mali", "2", "1"]) == 2  # the figure's numbers, and the table beside it
    assert "France" not in page.content.decode()


def test_the_map_can_show_another_part_of_the_world(client):
    mali = factories.CountryFactory(code="ML", alpha3="MLI", name="Mali")
    factories.ShipmentFactory(destination=factories.PlaceFactory(country=mali))
    page = client.get("/", {"map": "world"})
    assert [(name, is_shown) for name, _label, is_shown in page.context["regions"]][-1] == ("world", True)
    assert len(page.context["map"].drawing.marks) == 1
    assert client.get("/", {"map": "europe"}).context["map"].drawing.left_out == 1
    assert client.get("/", {"map": "atlantis"}).status_code == 404


def test_months_count_what_came_in_one_and_set_apart_what_took_longer(client):
    vehicles = factories.EquipmentTypeFactory(name="Vehicles")
    for period, count in (("2025-01-17", 7), ("2025-01", 2), ("2024", 5), ("2020-01", 90)):
        shipment = factories.ShipmentFactory(period=period)
        report = factories.ReportFactory(shipment=shipment)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=vehicles, quantity=NumericRange(count, count + 1)
        )
        Estimate.objects.recompute([shipment.pk])
    months = client.get("/").context["months"]
    (panel,) = months.drawing.panels
    assert [(bar.shape, bar.text) for bar in panel.bars] == [
        ("exact", "Jan 25: 9, 2 shipments"),
        ("exact", "over a month: 5, 1 shipment"),
    ]
    assert panel.bars[0].address == (
        f"/deliveries/?equipment={vehicles.slug}&period_from=2025-01&period_to=2025-01"
    )
    # What is of 2024 may be of each of its months.
    assert len(months.rows) == 2 + 12
    assert months.rows[0][1].endswith(">may belong: 1 record, up to 5</a>")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_overview_is_only_read(client, method):
    assert getattr(client, method)("/").status_code == 405


def test_an_unknown_address_is_answered_in_the_frame(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "There is no such page" in page.content.decode()
    assert 'aria-label="Sections"' in page.content.decode()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("400.html", "The request was not understood"),
        ("403.html", "This is not open to you"),
        ("500.html", "Something went wrong"),
    ],
)
def test_error_pages_need_no_query(django_assert_num_queries, template, words):
    with django_assert_num_queries(0):
        page = render_to_string(template)
    assert words in page
    assert "</html>" in page


def test_an_error_of_the_site_says_so(client, monkeypatch):
    def fail(*_arguments, **_names):
        raise RuntimeError("broken")

    monkeypatch.setattr("inventory.views.overview.load_disputes", fail)
    client.raise_request_exception = False
    page = client.get("/")
    assert page.status_code == 500
    assert "The fault is the site’s, not yours." in page.content.decode()
