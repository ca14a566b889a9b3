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
        "publications": 2, "unarchived": 2, "sources": 2, "unrated": 2,
        "reports": 2, "lines": 2, "evidence": 1, "plurals": 0,
    }  # fmt: skip


def test_disputes_say_what_voices_exclude(client):
    disputed()
    (dispute,) = client.get("/").context["disputes"]
    assert [(item.subject, item.statements) for item in dispute.items] == [
        ("BMP-3", "none · 5"),
        ("Origin", "Syria · not Syria"),
    ]


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
    assert [row[3] for row in rows[1:]] == ["2025-03", "2025-01-28", "2025-01-26"]
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
        "/sources/?rating=none",
    ):
        assert f'href="{address}"' in page
        assert 'role="alert"' not in client.get(address).content.decode()
    assert 'action="/shipments/"' in page


@pytest.mark.parametrize("size", [1, 200])
def test_query_budget(client, django_assert_num_queries, size):
    for number in range(min(size, 12)):
        disputed(f"ML-{number}")
    factories.ReportFactory.create_batch(size)
    # seven counts; publications, reports, lines; disputed; types; reports, repeats, lines, details, evidence
    # and citations of these
    with django_assert_num_queries(18):
        client.get("/")


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
