"""Test the pages on which people decide whether two shipments are the same."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inventory.imports import pipeline
from inventory.imports.deliveries import COLUMNS
from inventory.imports.pipeline import advance
from inventory.models import Estimate, Merge, ReportedDelivery, Shipment, ShipmentLink
from tests import factories
from tests.imports.delivery_rows import ROW
from tests.views.pages import statuses, table_rows

pytestmark = pytest.mark.django_db

LIST = "/pairs/"
OF_ONE = "/shipments/A/pairs/"
PAIR = "/shipments/A/pairs/B/"


@pytest.fixture
def editor(client):
    user = factories.UserFactory(editor=True, username="anna", known_as="Anna K.")
    client.force_login(user)
    return user


@pytest.fixture
def bamako():
    return factories.PlaceFactory(name="Bamako", country__name="Mali", country__code="ML")


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="T-72", slug="t-72", family=True)


def make(reference, place, equipment_type, count=7, period="2025-01-17"):
    shipment = factories.ShipmentFactory(
        reference=reference, title=f"Convoy {reference}", destination=place, period=period
    )
    factories.ReportedDeliveryFactory(
        report__shipment=shipment, equipment_type=equipment_type, quantity=NumericRange(count, count + 1)
    )
    Estimate.objects.recompute([shipment.pk])
    return shipment


@pytest.fixture
def pair(bamako, tanks):
    """Make two shipments that may be one: five tanks and seven, on the same day."""
    return make("A", bamako, tanks, 5), make("B", bamako, tanks)


def text(response):
    return " ".join(response.content.decode().split())


def look(client, **form):
    """Open the page of the pair; return the form that merges."""
    preview = client.get(PAIR).context["preview"]
    return {"action": "merge", "reason": "One convoy.", "looked_at": preview.looked_at, **form}


def test_likely_pairs_are_listed_with_the_reasons_and_their_points(client, editor, pair):
    page = client.get(LIST)
    assert statuses(page) == ["1 likely pair, with one of the shipments 1–2 of 2, newest first."]
    words = text(page)
    for told in (
        "same destination: Bamako",
        "same days: 17 Jan 2025",
        "1 count differs: T-72",
        "+40",
        "77 of",
    ):
        assert told in words


def test_what_is_filtered_is_looked_at_alone(client, editor, pair, bamako, tanks):
    make("N", factories.PlaceFactory(country__code="NE"), tanks)
    assert (
        "1 likely pair, with one of the shipments 1–2 of 2"
        in statuses(client.get(LIST, {"country": "ML"}))[0]
    )
    page = client.get(LIST, {"shipment": "N"})
    assert statuses(page) == ["0 likely pairs, with one of the shipments 1–1 of 1, newest first."]
    assert "No two of these are likely one." in text(page)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("page=9", 404, "There is no such page."),
        ("page=x", 404, "There is no such page."),
        ("country=nowhere", 400, "nowhere"),
        ("colour=red", 400, "There is no filter “colour”."),
    ],
)
@pytest.mark.usefixtures("editor", "pair")
def test_what_cannot_be_listed_is_said(client, query, status, words):
    page = client.get(f"{LIST}?{query}")
    assert (page.status_code, words in text(page)) == (status, True)


@pytest.mark.parametrize("batch", ["x", "00000000-0000-4000-8000-000000000000"])
def test_an_import_that_does_not_exist_is_not_found(client, editor, batch):
    assert client.get(LIST, {"batch": batch}).status_code == 404


def test_the_page_of_one_shipment_tells_what_is_hardly_like_it_too(client, editor, pair, bamako, tanks):
    make("C", bamako, tanks, period="2025-05")
    page = client.get(OF_ONE)
    assert statuses(page)[0].startswith("2 shipments are like it, most alike first")
    assert [(view.other.reference, view.verdict) for view in page.context["pairs"]] == [
        ("B", "Looks like the same"),
        ("C", "Hardly the same"),
    ]
    assert "other days: May 2025" in text(page)
    assert 'href="/shipments/A/pairs/"' in text(client.get("/shipments/A/"))


def test_a_shipment_without_any_like_it_says_so(client, editor):
    factories.ShipmentFactory(reference="A")
    assert "No other shipment is like it." in text(client.get(OF_ONE))


def test_a_preview_shows_differences_what_moves_and_how_estimates_change(client, editor, pair, tanks):
    page = client.get(PAIR)
    rows = table_rows(page)
    assert ["Title", "Convoy A", "Convoy B"] in rows
    (row,) = [row for row in rows if row[0] == "T-72"]
    assert row == ["T-72", "5 Single source 1 of 1", "7 Single source 1 of 1", "5–7 Disputed 2 of 2"]
    assert "<strong>1</strong> report" in text(page)
    assert not Merge.objects.exists()


def test_a_merge_moves_all_and_the_old_address_leads_on_with_a_note(client, editor, pair):
    form = look(client)
    done = client.post(PAIR, form)
    merge = Merge.objects.get()
    assert done["Location"] == merge.get_absolute_url()
    assert (merge.merged_by, merge.reason) == (editor, "One convoy.")
    events = merge.events.get()
    assert events.pgh_context.metadata["user"] == editor.pk
    assert events.pgh_context.metadata["reason"] == "One convoy."
    led = client.get("/shipments/B/", {"method": "envelope"})
    assert led["Location"] == "/shipments/A/?method=envelope&merged=B"
    page = client.get(led["Location"])
    assert "B “Convoy B” was merged into this shipment" in statuses(page)[-1]
    assert merge.get_absolute_url() in text(page)
    assert "B “Convoy B” was merged" in text(client.get("/shipments/A/"))
    assert client.get("/shipments/B/pairs/")["Location"] == OF_ONE


def test_a_merged_shipment_stands_in_no_list_count_export_or_search(client, editor, pair):
    client.post(PAIR, look(client))
    assert statuses(client.get("/shipments/"))[-1].startswith("1 shipment")
    assert "Convoy B" not in text(client.get("/shipments/"))
    assert "Convoy B" not in client.get("/shipments/?export=csv").getvalue().decode()
    assert "/shipments/B/" not in client.get("/deliveries/?export=csv").getvalue().decode()
    assert "Convoy B" not in text(client.get("/search/?q=convoy"))
    destinations = client.get("/destinations/?export=csv").getvalue().decode()
    assert ",1," in destinations.splitlines()[1]
    assert "Convoy B" not in text(client.get("/destinations/ML/"))
    assert client.get("/").context is not None


def test_a_selection_that_names_it_finds_what_it_was_merged_into(client, editor, pair):
    client.post(PAIR, look(client))
    assert "Convoy A" in text(client.get("/shipments/?shipment=B"))
    assert len(table_rows(client.get("/deliveries/?shipment=B"))) == 3
    assert client.get("/compare/?shipment=B").status_code == 200
    assert client.get("/reports/add/?shipment=B").context["chosen"].reference == "A"


def test_a_merge_without_a_reason_is_refused_and_keeps_what_was_typed(client, editor, pair):
    page = client.post(PAIR, look(client, reason=" "))
    assert (page.status_code, "Say why they are the same." in text(page)) == (400, True)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("is_looked_at", [True, False])
def test_what_changed_meanwhile_is_shown_again_with_the_reason_typed(client, editor, pair, is_looked_at):
    form = look(client)
    ReportedDelivery.objects.update(hedge="perhaps")
    page = client.post(PAIR, form if is_looked_at else {**form, "looked_at": ""})
    assert page.status_code == 409
    assert "Somebody changed these shipments in the meantime." in text(page)
    assert "One convoy.</textarea>" in text(page)
    assert not Merge.objects.exists()


def test_what_cannot_be_merged_says_why(client, editor, pair, bamako, tanks):
    make("C", bamako, tanks)
    client.post(PAIR, look(client))
    assert "B was merged already; undo that first." in text(client.get("/shipments/C/pairs/B/"))
    assert "B was itself merged into another" in text(client.get("/shipments/B/pairs/C/"))
    page = text(client.get("/shipments/C/pairs/A/"))
    assert "Others were merged into A. Merge C into it" in page
    assert "A shipment cannot be merged into itself." in text(client.get("/shipments/A/pairs/A/"))
    form = {"action": "merge", "reason": "?", "looked_at": "x"}
    assert client.post("/shipments/C/pairs/A/", form).status_code == 400


@pytest.mark.parametrize("address", [PAIR, "/shipments/B/pairs/A/"])
def test_a_tally_is_never_merged_with_an_event_and_leads_to_the_desk(client, editor, pair, address):
    tally = pair[1]
    tally.dataset = factories.DatasetFactory()
    tally.save()
    page = client.get(address)
    assert page.context["preview"] is None
    assert "it is never the same as one event. Decide instead whether it includes the other." in text(page)
    assert 'href="/pairs/links/?of=B"' in text(page)
    assert 'value="merge"' not in text(page)
    refused = client.post(address, {"action": "merge", "reason": "?", "looked_at": "x"})
    assert refused.status_code == 400
    assert not Merge.objects.exists()
    client.post(address, {"action": "same_or_included"})
    assert ShipmentLink.objects.get().verdict == "same_or_included"
    assert client.get("/pairs/links/?of=B").status_code == 200


def test_not_the_same_is_remembered_signed_and_revocable(client, editor, pair):
    form = {"action": "distinct", "reason": "Two reports name both."}
    for _ in range(2):
        assert client.post(PAIR, form)["Location"] == OF_ONE
    decision = ShipmentLink.objects.get()
    assert (decision.decided_by, decision.reason) == (editor, "Two reports name both.")
    page = client.get(OF_ONE)
    assert page.context["pairs"] == []
    assert "Not the same: <a" in page.text
    assert statuses(client.get(LIST))[-1].startswith("0 likely pairs")
    refused = client.post(PAIR, {"action": "merge", "reason": "?", "looked_at": "x"})
    assert "that they are not the same; revoke that first." in text(refused)
    client.post(reverse("link-revoke", args=[decision.pk]))
    decision.refresh_from_db()
    assert decision.revoked_by == editor
    assert statuses(client.get(LIST))[-1].startswith("1 likely pair,")


def test_a_shipment_is_not_distinct_from_itself(client, editor, pair):
    client.post("/shipments/A/pairs/A/", {"action": "distinct"})
    assert not ShipmentLink.objects.exists()


def test_undoing_a_merge_from_its_page(client, editor, pair):
    client.post(PAIR, look(client))
    merge = Merge.objects.get()
    assert "Undo this merge" in text(client.get(merge.get_absolute_url()))
    done = client.post(reverse("merge-undo", args=[merge.uid]), follow=True)
    assert "B stands for itself again." in text(done)
    assert done.redirect_chain[-1][0] == "/shipments/B/"
    assert Shipment.objects.count() == 2
    page = text(client.get(merge.get_absolute_url()))
    assert "Undone by Anna K." in page
    assert "Undo this merge" not in page
    again = client.post(reverse("merge-undo", args=[merge.uid]))
    assert (again.status_code, "This merge was undone already." in text(again)) == (409, True)
    assert "undone since" in text(client.get(OF_ONE))


def test_what_would_be_lost_must_be_accepted(client, editor, pair):
    client.post(PAIR, look(client))
    merge = Merge.objects.get()
    pair[0].reports.get(pk=merge.moved["report"][0]).delete()
    undo = reverse("merge-undo", args=[merge.uid])
    refused = client.post(undo)
    assert refused.status_code == 409
    assert f"report {merge.moved['report'][0]} was deleted since; it stays deleted." in text(refused)
    assert client.post(undo, {"accepts_loss": "on"})["Location"] == "/shipments/B/"


def test_what_was_tied_since_is_named_and_no_button_offered(client, editor, pair):
    client.post(PAIR, look(client))
    merge = Merge.objects.get()
    moved = pair[0].reports.get(pk=merge.moved["report"][0])
    factories.ReportRepeatFactory(report=pair[0].reports.exclude(pk=moved.pk).get(), repeated=moved)
    page = text(client.get(merge.get_absolute_url()))
    assert f"repeats report {moved.pk}, and only one of them would move back." in page
    assert "Undo this merge" not in page
    assert client.post(reverse("merge-undo", args=[merge.uid])).status_code == 409


def test_anybody_can_read_why_but_only_editors_decide(client, pair):
    user = factories.UserFactory()
    merge = Merge.objects.create(shipment=pair[1], into=pair[0], reason="One.", moved=MOVED, merged_by=user)
    page = text(client.get(merge.get_absolute_url()))
    assert "One." in page
    assert "Undo" not in page
    undo, revoke = reverse("merge-undo", args=[merge.uid]), reverse("link-revoke", args=[1])
    for method, url in (("get", LIST), ("get", OF_ONE), ("get", PAIR), ("post", undo), ("post", revoke)):
        client.logout()
        assert getattr(client, method)(url)["Location"].startswith("/accounts/login/")
        client.force_login(user)
        assert getattr(client, method)(url).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="change_shipment"))
    assert client.get(LIST).status_code == 200


MOVED = {"report": [], "evidence": [], "assessment": [], "link": []}


def test_unknown_shipments_and_wrong_methods(client, editor, pair):
    for url in ("/shipments/Z/pairs/", "/shipments/A/pairs/Z/", "/shipments/A%00/pairs/"):
        assert client.get(url).status_code == 404
    assert (
        client.get(reverse("merge-detail", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404
    )
    assert client.post(reverse("link-revoke", args=[0])).status_code == 404
    assert client.post(LIST).status_code == client.put(PAIR).status_code == 405


@pytest.mark.parametrize("size", [1, 60])
@pytest.mark.usefixtures("editor", "pair")
def test_query_budgets(client, bamako, tanks, django_assert_num_queries, size):
    for number in range(size):
        make(f"N{number}", bamako, tanks)
    # session; user; count; keys; near ones; shipments; estimates; publications; types
    with django_assert_num_queries(9):
        client.get(LIST)
    # session; user; shipment; near ones; shipments; estimates; publications; types; decisions; merges
    with django_assert_num_queries(10):
        client.get(OF_ONE)


@pytest.mark.usefixtures("editor")
def test_a_preview_takes_no_more_queries_for_more_reports(client, pair, tanks):
    counts = []
    for number in (1, 60):
        for _ in range(number):
            report = factories.ReportFactory(shipment=pair[1])
            factories.ReportedDeliveryFactory(report=report, equipment_type=tanks)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAIR)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_reason_that_no_database_takes_is_kept_without_what_it_refuses(client, editor, pair):
    client.post(PAIR, look(client, reason="a\0b"))
    assert Merge.objects.get().reason == "a\N{REPLACEMENT CHARACTER}b"


def test_an_import_names_the_likely_pairs_that_it_made(client, editor, bamako, tanks):
    for reference in ("A", "B"):
        make(reference, bamako, tanks)
    factories.SourceFactory(slug="raids", name="RAIDS")
    own = {"shipment_reference": "NEW", "destination": bamako.slug, "period": "2025-01"}
    row = {**dict.fromkeys(COLUMNS, ""), **ROW, **own, "equipment_type": "t-72"}
    content = f"{','.join(row)}\n{','.join(row.values())}\n"
    batch = advance(pipeline.receive("new.csv", content.encode(), editor).uid)
    assert batch.state == "planned", list(batch.findings.values_list("code", "values"))
    assert "Same shipment?" not in text(client.get(batch.get_absolute_url()))
    pipeline.ask_to_apply(batch)
    advance(batch.uid)
    page = client.get(batch.get_absolute_url())
    pairs = [(view.one.reference, view.other.reference) for view in page.context["pairs"]]
    assert pairs == [("NEW", "A"), ("NEW", "B")]
    assert f'href="/pairs/?batch={batch.uid}"' in text(page)
    listed = client.get(LIST, {"batch": batch.uid})
    assert statuses(listed) == ["2 likely pairs, with one of the shipments 1–1 of 1, newest first."]
    assert "new.csv" in text(listed)
