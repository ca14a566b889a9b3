"""Lists of the admin give chosen rows as the site's own exports do, and lead to the site's imports."""

import pytest
from django.contrib import admin
from django.urls import reverse

from inventory.admin.exporting import ExportingAdmin
from inventory.exports.formats import FORMATS, TABLE_FORMATS
from inventory.models import Country, EquipmentType, Publication, ReportedDelivery, Shipment, Source
from tests import factories

pytestmark = pytest.mark.django_db

# By the table: the site's list whose file the admin gives, and the column that names a row.
LISTS = {
    Shipment: ("/shipments/", "shipment_id"),
    ReportedDelivery: ("/deliveries/", "delivery_id"),
    Publication: ("/publications/", "publication_id"),
    Source: ("/sources/", "source"),
    EquipmentType: ("/equipment/", "equipment_type"),
    Country: ("/destinations/", "country"),
}


@pytest.fixture
def lines():
    """Report two lines, each with a shipment, publication, source, type and country of its own."""
    made = factories.ReportedDeliveryFactory.create_batch(2)
    for line in made:
        line.shipment.destination = factories.PlaceFactory()
        line.shipment.save()
    return made


def rows_of(model, line):
    """Return the row of a table that a line hangs on."""
    publication = line.report.publication
    return {
        Shipment: line.shipment,
        ReportedDelivery: line,
        Publication: publication,
        Source: publication.source,
        EquipmentType: line.equipment_type,
        Country: line.shipment.destination.country,
    }[model]


def export(client, model, chosen, name="csv", **more):
    data = {"action": f"export_{name}", "_selected_action": [row.pk for row in chosen]}
    return client.post(reverse(f"admin:inventory_{model._meta.model_name}_changelist"), data | more)


def content(answer):
    return b"".join(answer.streaming_content)


def test_every_table_with_a_list_of_its_own_can_be_exported():
    exporting = {model for model, one in admin.site._registry.items() if isinstance(one, ExportingAdmin)}
    assert exporting == set(LISTS)


@pytest.mark.parametrize("model", LISTS)
def test_chosen_rows_are_those_of_the_sites_own_file(client, editor, lines, model):
    address, _key = LISTS[model]
    whole = content(client.get(f"{address}?export=csv")).decode().splitlines()
    head, *one = content(export(client, model, [rows_of(model, lines[0])])).decode().splitlines()
    assert head == whole[0]
    assert len(one) == 1
    assert one[0] in whole[1:]
    _head, *both = (
        content(export(client, model, [rows_of(model, line) for line in lines])).decode().splitlines()
    )
    assert set(one) < set(both) <= set(whole[1:])


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_every_format_of_a_list_is_offered(client, editor, lines, name):
    shown = client.get(reverse("admin:inventory_shipment_changelist")).text
    assert f'<option value="export_{name}">Export the selected rows as {name}</option>' in shown
    answer = export(client, Shipment, [lines[0].shipment], name)
    assert answer["Content-Type"] == FORMATS[name].content_type
    assert content(answer)


def test_all_pages_of_a_filtered_list_are_exported_at_once(client, editor, lines):
    for _ in range(150):
        factories.ShipmentFactory(title="Wanted")
    address = reverse("admin:inventory_shipment_changelist")
    data = {"action": "export_csv", "select_across": "1", "_selected_action": [lines[0].shipment.pk]}
    answer = client.post(f"{address}?q=Wanted", data)
    assert len(content(answer).decode().splitlines()) == 151


def test_without_chosen_rows_nothing_is_exported(client, editor, lines):
    answer = export(client, Shipment, [], index=0)
    assert "Items must be selected" in client.get(answer["Location"]).text


def test_who_may_only_look_may_export(client, limited, lines):
    assert export(client, Shipment, [lines[0].shipment]).streaming
    assert export(client, Source, [lines[0].report.publication.source]).status_code == 403


def test_lists_lead_to_the_page_that_imports(client, editor, lines):
    assert 'href="/imports/add/"' in client.get(reverse("admin:inventory_reporteddelivery_changelist")).text
    assert 'href="/imports/add/"' not in client.get(reverse("admin:inventory_report_changelist")).text


def test_who_may_not_import_is_not_led_there(client, limited, lines):
    assert 'href="/imports/add/"' not in client.get(reverse("admin:inventory_shipment_changelist")).text
