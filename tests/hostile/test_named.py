"""Every value that once ended in an error 500, by name."""

import pytest

from inventory.admin.base import MOST_NEW_ROWS
from inventory.models import PlaceAlias, Report
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(factories.UserFactory(editor=True))


@pytest.mark.parametrize("value", ["x", "\0", "99999999999999999999", "-1", "1,2", ""])
@pytest.mark.parametrize(
    "path",
    [
        "shipment/add/?supplier=",
        "evidence/add/?shipment=",
        "report/add/?publication=",
        "dataset/add/?recipients=",
    ],
)
def test_relations_named_in_the_address_of_a_form(client, path, value):
    answer = client.get(f"/admin/inventory/{path}{value}".replace("\0", "%00"))
    assert answer.status_code == 200


def test_what_is_there_is_still_taken_from_the_address(client):
    shipment = factories.ShipmentFactory()
    page = client.get(f"/admin/inventory/report/add/?shipment={shipment.pk}&note=Seen")
    assert page.context["adminform"].form.initial == {"shipment": str(shipment.pk), "note": "Seen"}


@pytest.mark.parametrize(
    "query",
    [
        "modality__exact=%00",
        "modality__exact=x%00",
        "id__exact=99999999999999999999",
        "id__in=x",
        "shipment__id__exact=x",
        "%00=1",
        "p=99999999999999999999",
        "o=99.99",
    ],
)
def test_lookups_with_junk(client, query):
    assert client.get(f"/admin/inventory/report/?{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize("key", ["x", "\0", "99999999999999999999", "-1"])
@pytest.mark.parametrize("action", ["delete_selected", "export_csv", "nonsense"])
def test_actions_on_rows_that_are_none(client, key, action):
    report = factories.ReportFactory()
    sent = {"action": action, "_selected_action": [key, report.pk], "index": "0"}
    assert client.post("/admin/inventory/report/", sent).status_code in (200, 302)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "_00", "99999999999999999999"])
def test_saving_a_row_that_is_none(client, key):
    sent = {"version": "1", "note": "x"}
    assert client.post(f"/admin/inventory/report/{key}/change/", sent).status_code == 302


def test_a_value_that_no_column_holds_is_a_bad_request(client):
    # Django's own page of accounts does not refuse it before the database does.
    assert client.get("/admin/auth/user/?username__exact=%00").status_code == 400


@pytest.mark.parametrize("value", ["x", "\0", "99999999999999999999", "🎖", ["1", "x"]])
@pytest.mark.parametrize(
    ("path", "field"), [("groupmembership", "group"), ("report", "shipment"), ("dataset", "recipients")]
)
def test_relations_that_are_sent_come_back_on_the_form(client, path, field, value):
    answer = client.post(f"/admin/inventory/{path}/add/", {field: value})
    assert answer.status_code == 200
    assert "errornote" in answer.text


@pytest.mark.parametrize("claimed", ["1000", "9223372036854775808", "9" * 20])
@pytest.mark.parametrize("saved", [0, 3])
def test_a_form_is_not_made_for_each_row_that_a_request_claims(client, claimed, saved):
    place = factories.PlaceFactory()
    for number in range(saved):
        PlaceAlias.objects.create(place=place, name=f"Name {number}")
    address = f"/admin/inventory/place/{place.pk}/change/" if saved else "/admin/inventory/place/add/"
    sent = {"name": "X", "aliases-TOTAL_FORMS": claimed, "aliases-INITIAL_FORMS": str(saved)}
    answer = client.post(address, sent)
    (inline,) = answer.context["inline_admin_formsets"]
    assert len(inline.formset.forms) == saved + MOST_NEW_ROWS
    assert f"Please submit at most {saved + MOST_NEW_ROWS} forms." in answer.text
