"""A report is entered on one page: counts, details, repetitions; bad input stays and is told at its field."""

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.urls import reverse

from inventory.models import Estimate, Report, ReportedDelivery, ReportRepeat, Shipment
from tests import factories
from tests.admin.pages import errors_of, page_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

ADD = "admin:inventory_report_add"


def change(row):
    return reverse(f"admin:inventory_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def shipment():
    return factories.ShipmentFactory(reference="ML-2025-01-17")


@pytest.fixture
def publication():
    return factories.PublicationFactory(source__name="defenceWeb")


@pytest.fixture
def vehicles():
    return factories.EquipmentTypeFactory(name="Vehicles")


@pytest.fixture
def trucks(vehicles):
    return factories.EquipmentTypeFactory(name="Trucks", parent=vehicles)


@pytest.fixture
def typed(client, shipment, publication):
    """Return what an editor typed into an empty form who chose shipment and publication."""
    return page_data(client.get(reverse(ADD))) | {"shipment": shipment.pk, "publication": publication.pk}


def with_line(number, equipment_type, phrase, **more):
    """Return a typed count line."""
    values = {"equipment_type": equipment_type.pk, "phrase": phrase} | more
    return {f"deliveries-{number}-{name}": value for name, value in values.items()}


def test_a_report_with_two_lines_and_a_share_is_entered_at_once(client, typed, shipment, vehicles, trucks):
    typed |= with_line(0, trucks, "half the vehicles", share_of=vehicles.pk)
    typed |= with_line(1, vehicles, "over 100")
    typed |= {"details-0-kind": "arrival", "details-0-date": "17 January 2025"}
    response = client.post(reverse(ADD), typed)
    assert response.status_code == 302, errors_of(response)
    report = Report.objects.get()
    lines = {line.equipment_type.name: line for line in report.deliveries.all()}
    assert lines["Vehicles"].quantity == NumericRange(101, None)
    assert (lines["Trucks"].quantity, lines["Trucks"].base) == (NumericRange(46, None), lines["Vehicles"])
    assert report.details.get().date == "2025-01-17"
    assert {row.shipment_id for row in (*lines.values(), report.details.get())} == {shipment.pk}
    shipment.refresh_from_db()
    assert (shipment.voice_count, shipment.publication_count, shipment.state) == (1, 1, "single")
    assert Estimate.objects.get(equipment_type=trucks).quantity == NumericRange(46, None)


def test_the_interval_is_shown_beside_the_words(client, trucks):
    line = factories.ReportedDeliveryFactory(
        equipment_type=trucks, phrase="about 50", kind="approximate", quantity=NumericRange(45, 56), best=50
    )
    assert "45–55 · approximate, best 50" in client.get(change(line.report)).text
    assert "45–55 · approximate, best 50" in client.get(change(line)).text


def test_an_interval_given_by_hand_says_so(client, trucks):
    line = factories.ReportedDeliveryFactory(
        equipment_type=trucks, phrase="несколько", kind="range", quantity=NumericRange(3, 6)
    )
    assert "3–5 · range · by hand" in client.get(change(line.report)).text


@pytest.mark.parametrize(
    ("bad", "field", "message"),
    [
        ({"deliveries-0-phrase": "1e9"}, "deliveries-0-phrase", "scientific notation"),
        ({"deliveries-0-phrase": "½"}, "deliveries-0-phrase", "VULGAR FRACTION ONE HALF"),
        ({"deliveries-0-low": "5", "deliveries-0-high": "3"}, "deliveries-0-high", "At most 3 is below"),
        ({"deliveries-0-low": "-1"}, "deliveries-0-low", "greater than or equal to 0"),
        ({"deliveries-0-phrase": "half of them"}, "deliveries-0-share_of", "name the type"),
        ({"details-0-kind": "destination"}, "details-0-place", "The destination takes a place."),
        ({"details-0-kind": "arrival", "details-0-date": "soon"}, "details-0-date", "no date"),
        ({"details-0-kind": "stage", "details-0-text": "x"}, "details-0-text", "leave this empty"),
        ({"attribution": "unattributed", "asserter": "source"}, "asserter", "names no speaker"),
        ({"credibility": "1"}, "credibility", "at least two independent voices"),
        ({"shipment": ""}, "shipment", "required"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(client, typed, bad, field, message):
    trucks = factories.EquipmentTypeFactory(name="Trucks")
    if bad.get("asserter"):
        bad = bad | {"asserter": factories.SourceFactory().pk}
    typed |= with_line(0, trucks, "three D-30", quote="Trois D-30.") | bad
    response = client.post(reverse(ADD), typed)
    assert response.status_code == 200
    errors = errors_of(response)
    assert message in " ".join(errors[field])
    kept = page_data(response)
    for name in ("deliveries-0-quote", *bad):
        assert str(kept.get(name, "")) == str(typed[name])
    assert not Report.objects.exists()


def test_credibility_1_is_accepted_with_a_second_voice(client, typed, shipment, trucks):
    factories.ReportFactory(shipment=shipment)
    Estimate.objects.recompute([shipment.pk])
    response = client.post(reverse(ADD), typed | with_line(0, trucks, "3") | {"credibility": "1"})
    assert response.status_code == 302, errors_of(response)
    assert Report.objects.get(credibility=1).shipment.voice_count == 2


def test_the_second_voice_under_a_grade_of_1_cannot_be_deleted(client, shipment):
    confirmed, other = factories.ReportFactory.create_batch(2, shipment=shipment)
    Estimate.objects.recompute([shipment.pk])
    Report.objects.filter(pk=confirmed.pk).update(credibility=1)
    connection.check_constraints()
    address = reverse("admin:inventory_report_delete", args=[other.pk])
    response = client.post(address, {"post": "yes"}, follow=True)
    assert "Nothing was deleted. “Confirmed by other sources” needs at least two" in response.text
    assert Report.objects.filter(pk=other.pk).exists()


def test_a_report_that_repeats_itself_through_three_others_is_refused_with_the_path(client, shipment):
    first, second, third, fourth = (
        factories.ReportFactory(shipment=shipment, publication__source__name=name)
        for name in ("Alpha", "Bravo", "Charlie", "Delta")
    )
    for copy, original in ((second, third), (third, fourth), (fourth, first)):
        factories.ReportRepeatFactory(report=copy, repeated=original)
    data = page_data(client.get(change(first))) | {"repeat_edges-0-repeated": second.pk}
    errors = errors_of(client.post(change(first), data))
    names = [
        f"{name} (report {report.pk})"
        for name, report in (
            ("Alpha", first),
            ("Bravo", second),
            ("Charlie", third),
            ("Delta", fourth),
            ("Alpha", first),
        )
    ]
    assert errors == {
        "repeat_edges-0-repeated": [f"This would make the report repeat itself: {' → '.join(names)}."]
    }
    assert not ReportRepeat.objects.filter(report=first).exists()


@pytest.mark.parametrize(("which", "message"), [("itself", "cannot repeat itself"), ("other", "ML-OTHER")])
def test_a_report_repeats_neither_itself_nor_one_on_another_shipment(client, shipment, which, message):
    report = factories.ReportFactory(shipment=shipment)
    repeated = report if which == "itself" else factories.ReportFactory(shipment__reference="ML-OTHER")
    data = page_data(client.get(change(report))) | {"repeat_edges-0-repeated": repeated.pk}
    assert message in errors_of(client.post(change(report), data))["repeat_edges-0-repeated"][0]


def test_moving_a_report_takes_its_rows_along_and_computes_both_shipments(client, shipment, trucks):
    line = factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=trucks)
    Estimate.objects.recompute([shipment.pk])
    other = factories.ShipmentFactory()
    data = page_data(client.get(change(line.report))) | {"shipment": other.pk}
    response = client.post(change(line.report), data)
    assert response.status_code == 302, errors_of(response)
    line.refresh_from_db()
    assert line.shipment_id == other.pk
    assert set(Estimate.objects.values_list("shipment", flat=True)) == {other.pk}
    assert list(Shipment.objects.order_by("pk").values_list("voice_count", flat=True)) == [0, 1]


def test_a_report_stays_where_others_repeat_it(client, shipment):
    edge = factories.ReportRepeatFactory(report__shipment=shipment)
    data = page_data(client.get(change(edge.repeated))) | {"shipment": factories.ShipmentFactory().pk}
    assert "repeat this one" in errors_of(client.post(change(edge.repeated), data))["shipment"][0]


def test_deleting_reports_from_the_list_computes_their_shipment(client, shipment, trucks):
    line = factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=trucks)
    Estimate.objects.recompute([shipment.pk])
    data = {"action": "delete_selected", "_selected_action": [line.report_id], "post": "yes"}
    response = client.post(reverse("admin:inventory_report_changelist"), data)
    assert response.status_code == 302
    assert not Report.objects.exists()
    assert not Estimate.objects.exists()


def test_a_stale_edit_is_refused_shows_who_changed_what_and_keeps_what_was_typed(client, shipment, trucks):
    report = factories.ReportFactory(shipment=shipment, hedge="likely")
    opened = page_data(client.get(change(report)))
    meanwhile = opened | with_line(0, trucks, "seven") | {"hedge": "reportedly"}
    client.force_login(factories.UserFactory(editor=True, username="boris"))
    assert client.post(change(report), meanwhile).status_code == 302

    response = client.post(change(report), opened | {"note": "Mine."})
    assert response.status_code == 200
    (message,) = errors_of(response)["__all__"]
    assert "boris: Report" in message
    assert "Hedge: likely → reportedly" in message
    assert "Phrase: — → seven" in message
    assert page_data(response)["note"] == "Mine."
    report.refresh_from_db()
    assert (report.note, report.hedge) == ("", "reportedly")

    again = client.post(change(report), page_data(response))
    assert again.status_code == 302, errors_of(again)
    report.refresh_from_db()
    assert (report.note, report.hedge) == ("Mine.", "likely")
    assert report.deliveries.get().phrase == "seven"


def test_an_edit_of_a_line_that_was_removed_meanwhile_is_refused_not_broken(client, trucks):
    line = factories.ReportedDeliveryFactory(equipment_type=trucks)
    opened = page_data(client.get(change(line.report)))
    ReportedDelivery.objects.filter(pk=line.pk).delete()
    response = client.post(change(line.report), opened | {"deliveries-0-phrase": "four"})
    assert response.status_code == 200
    assert "was changed while you were editing" in errors_of(response)["__all__"][0]
    assert 'value="four"' in response.text


def test_the_history_tells_who_changed_which_line(client, trucks):
    line = factories.ReportedDeliveryFactory(equipment_type=trucks)
    data = page_data(client.get(change(line.report))) | {"deliveries-0-phrase": "about 50"}
    assert client.post(change(line.report), data).status_code == 302
    response = client.get(reverse("admin:inventory_report_history", args=[line.report_id]))
    newest = response.context["moments"][0]
    assert newest.user == "anna"
    (entry,) = newest.entries
    assert (entry.subject, entry.action) == (f"Reported delivery {line.pk}", "changed")
    assert {(told.label, told.old, told.new) for told in entry.changes} == {
        ("Phrase", "three", "about 50"),
        ("Kind", "Exact", "Approximate"),
        ("Quantity", "3", "45–55"),
        ("Best number", "", "50"),
    }
    assert "45–55" in response.text


def test_changing_a_base_line_by_itself_changes_its_share(client, typed, vehicles, trucks):
    typed |= with_line(0, vehicles, "100") | with_line(1, trucks, "half", share_of=vehicles.pk)
    assert client.post(reverse(ADD), typed).status_code == 302
    base = ReportedDelivery.objects.get(equipment_type=vehicles)
    data = page_data(client.get(change(base))) | {"phrase": "200"}
    response = client.post(change(base), data)
    assert response.status_code == 302, errors_of(response)
    assert ReportedDelivery.objects.get(equipment_type=trucks).quantity == NumericRange(90, 111)
    assert Estimate.objects.get(equipment_type=trucks).quantity == NumericRange(90, 111)


def test_a_line_is_added_by_itself_under_its_reports_shipment(client, trucks):
    report = factories.ReportFactory()
    address = reverse("admin:inventory_reporteddelivery_add")
    data = page_data(client.get(address)) | {
        "report": report.pk,
        "equipment_type": trucks.pk,
        "phrase": "3",
    }
    response = client.post(address, data)
    assert response.status_code == 302, errors_of(response)
    assert report.deliveries.get().shipment_id == report.shipment_id
    assert Estimate.objects.get(equipment_type=trucks).quantity == NumericRange(3, 4)


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        (
            "about 50",
            {
                "kind": "approximate",
                "low": 45,
                "high": 55,
                "best": 50,
                "text": "45–55 · approximate, best 50",
            },
        ),
        (
            "over 100",
            {
                "kind": "more_than",
                "low": 101,
                "high": None,
                "best": None,
                "text": "≥ 101 · more than",
            },
        ),
        ("half the vehicles", {"kind": "share", "text": "a share – of which line? Name its type below."}),
        ("1e9", {"error": "Write the number out, without scientific notation, such as 1000."}),
    ],
)
def test_words_are_read_back_while_they_are_typed(client, phrase, answer):
    response = client.get(reverse("report-read-count"), {"phrase": phrase})
    assert response.json() == answer


def test_reading_back_takes_no_posts(client):
    assert client.post(reverse("report-read-count")).status_code == 405


def test_the_page_of_a_report_offers_the_reading_to_the_script(client):
    text = client.get(reverse(ADD)).text
    assert f'data-read-count="{reverse("report-read-count")}"' in text
    assert "inventory/count_preview.js" in text
