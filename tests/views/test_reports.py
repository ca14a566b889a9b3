"""A report is typed, recognised, reviewed and recorded; what is wrong is told, and nothing is lost."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from inventory.models import (
    Citation,
    EquipmentAlias,
    Estimate,
    Publication,
    Report,
    ReportDraft,
    ReportedDelivery,
    ReportRepeat,
    Shipment,
)
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/reports/add/"


@pytest.fixture
def editor(client):
    user = factories.UserFactory(editor=True, username="anna")
    client.force_login(user)
    return user


@pytest.fixture
def mali():
    return factories.CountryFactory(name="Mali", code="ML")


@pytest.fixture
def bamako(mali):
    return factories.PlaceFactory(name="Bamako", country=mali)


@pytest.fixture
def convoy(bamako):
    return factories.ShipmentFactory(
        reference="ML-2025-01-17", title="Convoy", destination=bamako, period="2025-01"
    )


@pytest.fixture
def tanks():
    made = factories.EquipmentTypeFactory(name="Tanks", slug="tanks")
    EquipmentAlias.objects.create(equipment_type=made, name="chars", language="fr")
    return made


@pytest.fixture
def rfi():
    return factories.SourceFactory(name="RFI", slug="rfi", url="https://www.rfi.fr/", language="fr")


@pytest.fixture
def typed(editor, convoy, tanks, rfi):
    """Return a report as typed, which can be recorded as it is."""
    return {
        "publication-url": "https://www.rfi.fr/convoi",
        "publication-title": "Convoi à Bamako",
        "publication-published_on": "24 janvier 2025",
        "shipment-choice": "ML-2025-01-17",
        "report-voice": "own",
        "report-modality": "reported",
        "lines-TOTAL_FORMS": "3",
        "lines-0-equipment_type": "chars",
        "lines-0-phrase": "sept",
        "details-TOTAL_FORMS": "2",
        "details-0-kind": "destination",
        "details-0-value": "bamako",
    }


def post(client, typed, action, **more):
    return client.post(ADD, typed | {"action": action} | more)


def problems(response):
    return [(problem.field, problem.message) for problem in response.context["problems"]]


def test_the_form_opens_empty_with_the_focus_on_the_address(client, editor):
    response = client.get(ADD)
    assert response.status_code == 200
    assert "Add a report" in response.text
    assert response.text.count(" autofocus") == 1
    assert len(response.context["fields"]["lines"]) == 8


def test_a_shipment_in_the_address_is_chosen(client, editor, convoy):
    response = client.get(ADD, {"shipment": "ML-2025-01-17"})
    assert response.context["chosen"] == convoy
    assert 'value="ML-2025-01-17" checked' in response.text


def test_an_unknown_shipment_in_the_address_chooses_nothing(client, editor):
    assert client.get(ADD, {"shipment": "\0nowhere"}).context["chosen"] is None


def test_a_visitor_is_led_to_sign_in(client):
    response = client.get(ADD, {"shipment": "ML-1"})
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=%2Freports%2Fadd%2F%3Fshipment%3DML-1"


@pytest.mark.parametrize("path", [ADD, "/reports/drafts/", "/reports/names/", "/reports/read-date/"])
def test_who_may_not_add_reports_is_refused(client, path):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get(path).status_code == 403


def test_other_methods_are_refused(client, editor):
    assert client.put(ADD).status_code == 405
    assert client.get("/reports/recognise/").status_code == 405
    assert client.get("/reports/drafts/save/").status_code == 405


def test_a_report_is_recorded_in_one_go_with_its_estimates(client, typed, convoy, tanks, rfi):
    response = post(client, typed, "record")
    report = Report.objects.get()
    assert response.url == f"/shipments/ML-2025-01-17/#report-{report.pk}"
    publication = report.publication
    assert (publication.source, publication.published_on, publication.language) == (rfi, "2025-01-24", "fr")
    line = report.deliveries.get()
    assert (line.equipment_type, line.phrase, line.shipment) == (tanks, "sept", convoy)
    assert (line.quantity.lower, line.quantity.upper) == (7, 8)
    assert report.details.get().place.name == "Bamako"
    assert Estimate.objects.get(shipment=convoy, equipment_type=tanks).quantity.lower == 7
    convoy.refresh_from_db()
    assert convoy.voice_count == 1


def test_the_review_tells_what_would_be_recorded_and_records_nothing(client, typed, convoy, tanks):
    earlier = factories.ReportFactory(shipment=convoy)
    factories.ReportedDeliveryFactory(report=earlier, equipment_type=tanks)
    Estimate.objects.recompute([convoy.pk])
    response = post(client, typed, "review")
    assert response.status_code == 200
    review = response.context["review"]
    assert [(line.name, line.phrase, line.reading) for line in review.lines] == [
        ("Tanks", "sept", "7 · exact")
    ]
    assert [(detail.kind, detail.value) for detail in review.details] == [("Destination", "Bamako")]
    (change,) = [one for one in review.changes if one.name == "Tanks"]
    assert (change.before.count, change.before.state, change.after.state) == ("3", "single", "conflict")
    assert (review.voices_before, review.voices_after) == (1, 2)
    assert Report.objects.count() == 1
    assert Publication.objects.count() == 1
    assert Estimate.objects.get(shipment=convoy, equipment_type=tanks).quantity.lower == 3


def test_a_line_without_words_of_count_is_a_plural_and_said_to_be(client, typed):
    response = post(client, typed, "review", **{"lines-0-phrase": ""})
    assert response.context["review"].lines[0].reading == "≥ 2 · bare plural"
    assert "No count is given for Tanks" in response.context["review"].notices[0]


def test_a_share_without_a_base_is_one_of_the_only_total(client, typed):
    factories.EquipmentTypeFactory(name="Vehicles")
    total = {"lines-1-equipment_type": "Vehicles", "lines-1-phrase": "over 100", "lines-1-scope": "total"}
    post(client, typed, "record", **total, **{"lines-0-phrase": "half"})
    share = Report.objects.get().deliveries.get(kind="share")
    assert (share.base.equipment_type.name, share.quantity.lower) == ("Vehicles", 46)


AGAIN = {"lines-1-equipment_type": "tanks", "lines-1-phrase": "90"}


def test_a_second_count_of_a_type_is_asked_about_with_what_would_follow(client, typed):
    response = post(client, typed, "record", **AGAIN)
    assert problems(response) == [
        (
            "id_lines-1-same_items",
            "Two counts of Tanks. Are they the same items? Add them: 97 · same items: 90 · not said: 90–97.",
        )
    ]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("answer", "scope", "is_same"),
    [
        ({"same_items": "same"}, "unspecified", True),
        ({"same_items": "different"}, "additional", False),
        ({"same_items": "not_said"}, "unspecified", False),
        ({"scope": "additional"}, "additional", False),
        ({"label": "others"}, "unspecified", False),
    ],
)
def test_a_second_count_of_a_type_is_recorded_as_answered(client, typed, answer, scope, is_same):
    told = {f"lines-1-{name}": value for name, value in answer.items()}
    post(client, typed, "record", **AGAIN, **told)
    first, second = ReportedDelivery.objects.order_by("pk")
    assert (second.scope, second.same_as == first, first.scope) == (scope, is_same, "unspecified")


def test_a_count_may_be_borrowed_from_a_source(client, typed):
    source = factories.SourceFactory(name="Frontelligence")
    post(client, typed, "record", **{"lines-0-cited_source": "Frontelligence"})
    assert ReportedDelivery.objects.get().cited_source == source


def test_a_share_of_nothing_is_refused(client, typed):
    response = post(client, typed, "record", **{"lines-0-phrase": "half"})
    assert [field for field, _ in problems(response)] == ["id_lines-0-share_of"]


def test_a_report_that_contradicts_itself_is_told_and_kept(client, typed, tanks):
    factories.EquipmentTypeFactory(name="T-72", parent=tanks, family=True)
    more = {"lines-1-equipment_type": "T-72", "lines-1-phrase": "nine"}
    notices = post(client, typed, "review", **more).context["review"].notices
    assert any("contradicts itself on Tanks: at least 9 by T-72, but at most 7" in one for one in notices)


def test_unknown_names_are_refused_with_proposals_and_a_way_to_add_them(client, typed):
    response = post(client, typed, "review", **{"lines-0-equipment_type": "Tankz"})
    assert response.status_code == 422
    (problem,) = response.context["problems"]
    assert problem.field == "id_lines-0-equipment_type"
    assert problem.proposals == ("Tanks",)
    assert problem.add_url == f"{reverse('admin:inventory_equipmenttype_add')}?name=Tankz"
    assert "sept" in response.text


def test_a_name_of_two_types_is_told_apart_by_its_slug(client, typed):
    factories.EquipmentTypeFactory(name="Tiger", slug="tiger-tank")
    factories.EquipmentTypeFactory(name="Tiger", slug="tiger-helicopter")
    response = post(client, typed, "review", **{"lines-0-equipment_type": "tiger"})
    assert response.context["problems"][0].proposals == ("tiger-helicopter", "tiger-tank")
    assert post(client, typed, "review", **{"lines-0-equipment_type": "tiger-tank"}).status_code == 200


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"publication-title": ""}, "id_publication-title"),
        ({"publication-url": "nonsense here"}, "id_publication-url"),
        ({"publication-url": "https://unknown.example/a"}, "id_publication-source"),
        ({"publication-published_on": "03/04/2025"}, "id_publication-published_on"),
        ({"shipment-choice": ""}, "shipments"),
        ({"shipment-choice": "other", "shipment-other": "NO-1"}, "id_shipment-other"),
        ({"shipment-choice": "new"}, "id_shipment-title"),
        ({"report-voice": "stated"}, "id_report-asserter"),
        ({"report-asserter": "RFI"}, "id_report-voice"),
        ({"report-asserter": "Nobody at all", "report-voice": "stated"}, "id_report-asserter"),
        ({"report-same_as": "x"}, "id_report-same_as"),
        ({"lines-0-phrase": "1e9"}, "id_lines-0-phrase"),
        ({"lines-1-equipment_type": "tanks"}, "id_lines-1-same_items"),
        ({"lines-1-phrase": "three"}, "id_lines-1-equipment_type"),
        ({"details-0-value": ""}, "id_details-0-value"),
        ({"details-0-value": "Bamakoo"}, "id_details-0-value"),
        ({"details-1-kind": "arrival", "details-1-value": "last week"}, "id_details-1-value"),
        ({"details-1-kind": "stage", "details-1-value": "lost"}, "id_details-1-value"),
        ({"details-1-kind": "destination", "details-1-value": "Bamako"}, "id_details-1-value"),
        ({"details-1-value": "Bamako"}, "id_details-1-kind"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_kept_as_a_draft(client, typed, more, field):
    response = post(client, typed, "record", **more)
    assert response.status_code == 422
    assert field in [place for place, _ in problems(response)]
    assert Report.objects.count() == 0
    assert ReportDraft.objects.get().content["publication-published_on"]


def test_a_report_that_says_nothing_is_refused(client, typed):
    empty = {name: text for name, text in typed.items() if not name.startswith(("lines-0", "details-0"))}
    assert problems(post(client, empty, "record"))[0][1].startswith("The report says nothing yet")


def test_a_new_shipment_gets_a_reference_of_its_own(client, typed, bamako):
    new = {
        "shipment-choice": "new",
        "shipment-title": "Another convoy",
        "shipment-destination": "Bamako",
        "shipment-period": "January 2025",
    }
    factories.ShipmentFactory(reference="ML-2025-01")
    post(client, typed, "record", **new)
    shipment = Shipment.objects.get(title="Another convoy")
    assert (shipment.reference, shipment.destination, shipment.period) == ("ML-2025-01-B", bamako, "2025-01")


def test_a_new_shipment_can_be_a_tally_of_a_dataset_over_a_period(client, typed, bamako):
    made = factories.DatasetFactory(slug="ministry", name="The Ministry")
    assert "A tally: The Ministry" in client.get(ADD).text
    new = {
        "shipment-choice": "new",
        "shipment-title": "All tanks of 2024",
        "shipment-destination": "Bamako",
        "shipment-dataset": "ministry",
    }
    refused = post(client, typed, "record", **new)
    asked = ("id_shipment-period", "Enter the period that the tally counts over, such as 2024.")
    assert problems(refused) == [asked]
    assert '<option value="ministry" selected>' in refused.text
    unknown = post(client, typed, "record", **new | {"shipment-dataset": "none", "shipment-period": "2024"})
    assert [field for field, _message in problems(unknown)] == ["id_shipment-dataset"]
    post(client, typed, "record", **new, **{"shipment-period": "2024"})
    assert Shipment.objects.get(title="All tanks of 2024").dataset == made


def test_a_new_shipment_that_looks_like_a_known_one_is_asked_about(client, typed):
    new = {"shipment-choice": "new", "shipment-title": "Convoy to Bamako", "shipment-period": "2025-01"}
    notices = post(client, typed, "review", **new).context["review"].notices
    assert any("looks like ML-2025-01-17 Convoy" in notice for notice in notices)


def test_a_known_address_is_added_to_and_not_repeated(client, typed, rfi):
    known = factories.PublicationFactory(source=rfi, url="http://rfi.fr/convoi/")
    response = post(client, typed, "record")
    assert problems(response)[0][0] == "id_publication-url"
    post(client, typed, "record", **{"publication-existing": str(known.uid)})
    assert Report.objects.get().publication == known
    assert Publication.objects.count() == 1


def test_another_publication_may_have_the_same_address(client, typed, rfi):
    factories.PublicationFactory(source=rfi, url="https://www.rfi.fr/convoi")
    post(client, typed, "record", **{"publication-existing": "new"})
    assert Publication.objects.count() == 2


def test_a_speaker_is_recorded_with_how_that_is_known(client, typed):
    factories.SourceFactory(name="CAST")
    said = {
        "report-voice": "inferred",
        "report-asserter": "cast",
        "report-attribution_phrase": "according to CAST",
    }
    post(client, typed, "record", **said)
    report = Report.objects.get()
    assert (report.voice.name, report.attribution) == ("CAST", "inferred")


def test_lines_and_details_of_an_earlier_report_are_copied_and_the_repetition_recorded(
    client, typed, convoy, tanks
):
    earlier = factories.ReportFactory(shipment=convoy, stage="arrived")
    vehicles = factories.EquipmentTypeFactory(name="Vehicles")
    base = factories.ReportedDeliveryFactory(report=earlier, equipment_type=vehicles, scope="total")
    factories.ReportedDeliveryFactory(
        report=earlier, equipment_type=tanks, phrase="half", kind="share", base=base, quantity="[1,3)"
    )
    factories.ReportedDetailFactory(report=earlier, kind="arrival", place=None, date="2025-01-17")
    same = {"report-same_as": str(earlier.uid), "report-is_repeat": "on"}
    form = post(client, typed, "copy", **same)
    rows = form.context["fields"]["lines"]
    assert [row.main["equipment_type"].value for row in rows] == ["Vehicles", "Tanks", "", "", ""]
    copied = ReportDraft.objects.get().content
    assert post(client, copied, "record").status_code == 302
    report = Report.objects.exclude(pk=earlier.pk).get()
    assert report.stage == "arrived"
    assert {line.phrase for line in report.deliveries.all()} == {"three", "half"}
    assert report.details.get().date == "2025-01-17"
    assert ReportRepeat.objects.get().repeated == earlier
    convoy.refresh_from_db()
    assert convoy.voice_count == 1


def test_copying_asks_for_a_report(client, typed):
    response = post(client, typed, "copy")
    assert "Choose the report" in response.text
    assert response.context["fields"]["lines"][0].main["phrase"].value == "sept"


def test_more_rows_keep_what_is_typed(client, typed):
    rows = post(client, typed, "more").context["fields"]["lines"]
    assert len(rows) == 13
    assert rows[0].main["phrase"].value == "sept"


def test_a_report_of_very_many_lines_fits_into_one_form(client, editor):
    fields = ("equipment_type", "phrase", "quantity_0", "quantity_1", "scope", "label", "base", "quote")
    long = {f"lines-{row}-{name}": "x" for row in range(300) for name in fields}
    answer = post(client, long | {"lines-TOTAL_FORMS": "300"}, "keep")
    assert answer.status_code == 302
    assert ReportDraft.objects.get().content["lines-299-quote"] == "x"


def test_a_right_is_needed_for_what_is_made_besides_the_report(client, typed, convoy):
    limited = factories.UserFactory(is_staff=True)
    limited.user_permissions.add(Permission.objects.get(codename="add_report"))
    client.force_login(limited)
    assert ("entry", "You may not add publications.") in problems(post(client, typed, "record"))


def test_what_the_database_refuses_is_told(client, typed, convoy):
    response = post(client, typed, "record", **{"report-credibility": "1"})
    assert response.status_code == 422
    assert "needs at least two independent voices" in response.context["problems"][0].message
    assert Report.objects.count() == 0


def test_publications_in_a_circle_are_told(client, typed, rfi):
    one = factories.PublicationFactory(source=rfi, url="https://www.rfi.fr/convoi")
    two = factories.PublicationFactory()
    Citation.objects.create(publication=one, cited_publication=two)
    Citation.objects.create(publication=two, cited_publication=one)
    response = post(client, typed, "review", **{"publication-existing": str(one.uid)})
    assert response.status_code == 422
    assert "circle" in response.context["problems"][0].message


def test_recording_lets_the_draft_go(client, typed, editor):
    post(client, typed, "keep")
    draft = ReportDraft.objects.get()
    post(client, typed, "record", draft=str(draft.uid))
    assert not ReportDraft.objects.exists()


def test_shipments_are_proposed_with_reasons_and_none_is_chosen(client, typed, convoy, bamako):
    factories.ShipmentFactory(reference="ML-2025-05", destination=bamako, period="2025-05")
    del typed["shipment-choice"]
    response = client.post("/reports/recognise/", typed)
    first, second = response.context["proposals"]
    assert first.shipment == convoy
    assert first.reasons[0] == "same destination: Bamako"
    assert first.verdict == "Looks like this one"
    assert (second.verdict, second.against) == ("Hardly this one", ("other days: 2025-05",))
    assert "checked" not in response.text
    assert 'data-source="RFI"' in response.text


@pytest.mark.parametrize("count", [1, 40])
def test_recognising_takes_as_many_queries_for_many_lines_as_for_one(
    client, typed, django_assert_max_num_queries, count
):
    names = [factories.EquipmentTypeFactory().name for _ in range(count)]
    lines = {f"lines-{number}-equipment_type": name for number, name in enumerate(names)}
    # session; user; publication, source by address; shipment; place and country names; places; types;
    # shipments; estimates; reports of the shipment
    with django_assert_max_num_queries(19):
        client.post("/reports/recognise/", typed | lines | {"lines-TOTAL_FORMS": str(count)})


def test_names_fit_by_alias_and_without_signs(client, editor, tanks):
    factories.EquipmentTypeFactory(name="T-72B3M", variant=True)
    answer = client.get("/reports/names/", {"kind": "equipment type", "text": "t72b"}).json()
    assert answer == {
        "names": [{"value": "T-72B3M", "name": "T-72B3M", "note": ""}],
        "unique": "T-72B3M",
    }
    answer = client.get("/reports/names/", {"kind": "equipment type", "text": "char"}).json()
    assert answer["names"] == [{"value": "Tanks", "name": "Tanks", "note": "chars"}]


def test_names_that_only_look_alike_are_never_taken_over(client, editor, tanks):
    answer = client.get("/reports/names/", {"kind": "equipment type", "text": "tnaks"}).json()
    assert answer["unique"] == ""


def test_an_unknown_kind_of_name_is_refused(client, editor):
    assert client.get("/reports/names/", {"kind": "colour", "text": "red"}).status_code == 400


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("17 January 2025", {"edtf": "2025-01-17", "text": "17 January 2025 · 2025-01-17"}),
        ("January 2025", {"edtf": "2025-01", "text": "1 January 2025 – 31 January 2025 · 2025-01"}),
        ("17 January", {"edtf": "XXXX-01-17", "text": "XXXX-01-17 · the year is open"}),
    ],
)
def test_dates_are_read_back(client, editor, phrase, answer):
    assert client.get("/reports/read-date/", {"phrase": phrase}).json() == answer


def test_a_date_that_cannot_be_read_says_why(client, editor):
    answer = client.get("/reports/read-date/", {"phrase": "03/04/2025"}).json()
    assert answer["error"].startswith("Day and month can be read either way")


def test_a_form_sent_after_the_session_ended_comes_back_as_a_draft(client, typed, editor):
    client.logout()
    response = post(client, typed, "review")
    assert response.url.startswith("/accounts/login/")
    client.force_login(editor)
    response = client.get(ADD)
    draft = ReportDraft.objects.get(owner=editor)
    assert response.url == f"{ADD}?draft={draft.uid}"
    assert draft.content["lines-0-phrase"] == "sept"
