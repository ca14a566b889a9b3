"""Edit several rows at once: choose, look, change; all or nothing."""

import uuid

import pytest
from django.contrib.auth.models import Permission

from inventory.models import Estimate, ReportedDelivery, Shipment
from tests import factories
from tests.views.pages import table_rows

pytestmark = pytest.mark.django_db

URL = "/edit/shipments/"
LINES = "/edit/deliveries/"


@pytest.fixture
def editor(client):
    """Sign an editor in."""
    user = factories.UserFactory(editor=True)
    client.force_login(user)
    return user


@pytest.fixture
def russia():
    return factories.PartyFactory(slug="russia", name="Russia")


def look(client, url, form):
    """Post the first step; return the page and the form of the second."""
    page = client.post(url, form)
    return page, {**form, "looked_at": page.context["looked_at"]}


def test_the_form_names_the_selected_rows(client, editor):
    factories.ShipmentFactory(reference="A", title="Convoy")
    page = client.get(URL, {"shipment": "A"}).content.decode()
    assert "1 selected row" in page
    assert "A Convoy" in page


def test_old_and_new_are_shown_before_anything_changes(client, editor, russia):
    factories.ShipmentFactory(reference="A", supplier=factories.PartyFactory(name="Belarus"))
    factories.ShipmentFactory(reference="B", supplier=russia)
    page, _ = look(client, URL, {"shipment": ["A", "B"], "supplier": "russia"})
    assert [row[1:] for row in table_rows(page)] == [
        ["Field", "Old", "New"],
        ["Supplier", "Belarus", "Russia"],
    ]
    assert Shipment.objects.get(reference="A").supplier.name == "Belarus"


def test_shipments_become_tallies_of_a_dataset_and_events_again(client, editor):
    dataset = factories.DatasetFactory(slug="ministry", name="The Ministry")
    shipment = factories.ShipmentFactory(reference="A")
    for values, made in (({"dataset": "ministry"}, dataset), ({"dataset_unknown": "on"}, None)):
        page, form = look(client, URL, {"shipment": ["A"], **values})
        assert len(table_rows(page)) == 2
        client.post(URL, form)
        shipment.refresh_from_db()
        assert shipment.dataset == made


def test_what_was_looked_at_is_changed_and_estimates_and_history_follow(client, editor, russia):
    line = factories.ReportedDeliveryFactory(report__shipment__reference="A")
    _, form = look(client, URL, {"shipment": ["A"], "supplier": "russia", "destination_unknown": "on"})
    done = client.post(URL, form)
    assert done["Location"] == "/shipments/?shipment=A"
    shipment = Shipment.objects.get()
    assert shipment.supplier == russia
    assert Estimate.objects.filter(shipment=shipment, equipment_type=line.equipment_type).exists()
    event = shipment.events.order_by("-pgh_id").filter(supplier=russia).first()
    assert event.pgh_context.metadata["operation"] == "bulk edit"
    assert event.pgh_context.metadata["user"] == editor.pk


def test_lines_take_a_scope_and_the_reports_certainty(client, editor):
    line = factories.ReportedDeliveryFactory(modality="alleged")
    form = {"selected": [str(line.uid)], "scope": "subset", "modality": "as-report"}
    page, form = look(client, LINES, form)
    assert "as the report" in page.content.decode()
    client.post(LINES, form)
    line.refresh_from_db()
    assert (line.scope, line.modality) == ("subset", "")


def test_rows_that_changed_meanwhile_are_shown_again_and_left_alone(client, editor, russia):
    shipment = factories.ShipmentFactory(reference="A")
    _, form = look(client, URL, {"shipment": ["A"], "supplier": "russia"})
    other = factories.PartyFactory()
    Shipment.objects.update(supplier=other)
    answer = client.post(URL, form)
    assert answer.status_code == 409
    assert "Somebody changed these rows in the meantime." in answer.content.decode()
    shipment.refresh_from_db()
    assert shipment.supplier == other


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"shipment": ["A"]}, "Choose at least one value to set."),
        ({"shipment": ["A"], "supplier": "nobody"}, "Select a valid choice."),
        ({"shipment": ["A"], "supplier": "russia", "supplier_unknown": "on"}, "Either choose one"),
        ({"shipment": ["A", "Z"], "supplier": "russia"}, "“Z”"),
        ({"supplier": "russia"}, "No row is selected."),
        ({"shipment": [f"{n}" for n in range(501)]}, "identified by “0”"),
    ],
)
def test_what_cannot_be_done_is_named(client, editor, russia, form, words):
    factories.ShipmentFactory(reference="A")
    answer = client.post(URL, form)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_selection_that_is_too_large_is_refused(client, editor):
    factories.ShipmentFactory.create_batch(501)
    references = list(Shipment.objects.values_list("reference", flat=True))
    answer = client.post(URL, {"shipment": references})
    assert "Edit 500 rows at most at once." in answer.content.decode()


def test_nothing_to_change_is_said(client, editor, russia):
    factories.ShipmentFactory(reference="A", supplier=russia)
    page, _ = look(client, URL, {"shipment": ["A"], "supplier": "russia"})
    assert "nothing would change" in page.content.decode()


@pytest.mark.parametrize("url", [URL, LINES])
def test_only_those_may_who_may_change_the_record(client, url):
    assert client.get(url)["Location"].startswith("/accounts/login/")
    user = factories.UserFactory()
    client.force_login(user)
    assert client.get(url).status_code == 403
    for codename in ("change_shipment", "change_reporteddelivery"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    assert client.get(url).status_code == 400


def test_a_line_that_does_not_exist_is_named(client, editor):
    missing = uuid.uuid4()
    assert str(missing) in client.get(LINES, {"selected": missing}).content.decode()
    assert client.put(LINES).status_code == 405
    assert not ReportedDelivery.objects.exists()


@pytest.mark.parametrize("size", [1, 100])
def test_query_budget(client, editor, russia, django_assert_num_queries, size):
    factories.ShipmentFactory.create_batch(size)
    references = list(Shipment.objects.values_list("reference", flat=True))
    # session; user; selection; party; rows
    with django_assert_num_queries(5):
        client.post(URL, {"shipment": references, "supplier": "russia"})
