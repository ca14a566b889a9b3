"""Test the desk on which people decide which shipments are of the same deliveries."""

import re

import pytest
from django.urls import reverse

from inventory.models import Shipment, ShipmentLink
from inventory.models.open_links import find_proposals
from tests import factories
from tests.models.test_overlaps import World
from tests.views.pages import statuses

pytestmark = pytest.mark.django_db

DESK, DECIDE, UNDO = "/pairs/links/", "/pairs/links/decide/", "/pairs/links/undo/"
SCRIPT = {"headers": {"accept": "application/json"}}


@pytest.fixture
def editor(client):
    user = factories.UserFactory(editor=True, username="anna", known_as="Anna K.")
    client.force_login(user)
    return user


@pytest.fixture
def record():
    """Make a row of a register that may include two events, and two events that nothing is like."""
    world = World()
    russia = factories.PartyFactory(name="Russia")
    world.row = world.add(
        world.l39, 5, 5, dataset=world.sipri, reference="ROW", title="L-39 from Russia", supplier=russia
    )
    world.events = [
        world.add(world.l39, 2, 2, period="2022-03-01", reference="MARCH", supplier=russia),
        world.add(world.l39, 9, 9, period="2022-10-01", reference="OCTOBER"),
    ]
    world.add(world.tb2, 1, 1, period="2022-03-01", reference="DRONE", destination=factories.PlaceFactory())
    for shipment, phrase in zip((world.row, *world.events), ("5", "a couple", "nine"), strict=True):
        factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=world.l39, phrase=phrase)
    return world


def value(world, number):
    return f"{world.row.pk}-{world.events[number].pk}"


def text(response):
    return " ".join(response.content.decode().split())


def decisions():
    held = ShipmentLink.objects.filter(revoked_at=None)
    return {(link.other.reference, link.verdict, link.decided_by.username) for link in held}


def test_the_desk_groups_links_by_the_row_with_both_sides_and_reasons(client, editor, record):
    page = client.get(DESK)
    (group,) = page.context["groups"]
    assert (group.head, [row.other.reference for row in group.rows]) == (record.row, ["MARCH", "OCTOBER"])
    assert statuses(page)[0] == "2 links to decide"
    words = text(page)
    for told in ("L-39 from Russia", "a couple", "same supplier: Russia", "supplier unknown in one"):
        assert told in words
    assert [bool(row.objections) for row in group.rows] == [False, True]
    assert "Split: includes all 2" in words


def test_a_visitor_sees_the_list_and_no_buttons(client, record):
    page = client.get(DESK)
    assert page.status_code == 200
    assert "MARCH" in text(page)
    assert 'name="accept"' not in text(page)
    assert client.post(DECIDE, {"accept": value(record, 0)}).status_code == 302
    client.force_login(factories.UserFactory())
    assert 'name="accept"' not in text(client.get(DESK))
    for address in (DECIDE, UNDO):
        assert client.post(address, {"accept": value(record, 0), "link": "1"}).status_code == 403
    assert decisions() == set()


@pytest.mark.parametrize(
    ("query", "status", "number"),
    [
        ("country=ML", 200, 2),
        ("country=ML&equipment=l-39&year=2022", 200, 2),
        ("equipment=tb2", 200, 0),
        ("of=OCTOBER", 200, 1),
        ("of=DRONE", 200, 0),
        ("of=nothing", 404, None),
        ("of=%00", 404, None),
        ("colour=red", 400, 0),
        ("page=9", 200, 2),
    ],
)
@pytest.mark.usefixtures("editor", "record")
def test_the_desk_is_filtered_as_lists_are(client, query, status, number):
    factories.CountryFactory(code="NE")
    page = client.get(f"{DESK}?{query}")
    assert page.status_code == status
    if number is not None:
        assert page.context["shown"].paginator.count == number


@pytest.mark.parametrize("address", [DECIDE, UNDO])
def test_decisions_are_posted(client, editor, address):
    assert client.get(address).status_code == 405
    assert client.post(DESK).status_code == 405


def test_one_press_decides_signed_with_the_proposal_as_its_basis(client, editor, record):
    answer = client.post(DECIDE, {"accept": value(record, 0)}, **SCRIPT).json()
    link = ShipmentLink.objects.get()
    assert answer["decided"] == {value(record, 0): link.pk}
    assert (answer["missed"], answer["words"]) == ([], "1 link decided: Same or included.")
    assert link.decided_by == editor
    assert link.reason.startswith("Proposed: same country: ")
    assert "same supplier: Russia" in link.reason
    assert str(record.total(record.l39).total.interval) == "11–14"


def test_several_that_are_ticked_are_decided_together_without_a_script(client, editor, record):
    form = {"reject": "ticked", "link": [value(record, 0), value(record, 1)], "reason": "Other\0airframes."}
    page = client.post(f"{DECIDE}?country=ML", form, follow=True)
    assert page.redirect_chain == [(f"{DESK}?country=ML", 302)]
    assert "2 links decided: Not the same." in text(page)
    assert decisions() == {("MARCH", "distinct", "anna"), ("OCTOBER", "distinct", "anna")}
    assert set(ShipmentLink.objects.values_list("reason", flat=True)) == {
        "Other\N{REPLACEMENT CHARACTER}airframes."
    }
    assert "No links to decide here." in text(page)
    assert "Your last 2 decisions" in text(page)


def test_a_row_is_split_between_events_and_the_basis_says_so(client, editor, record):
    (group,) = client.get(DESK).context["groups"]
    client.post(DECIDE, {"split": group.pairs})
    assert {verdict for _other, verdict, _who in decisions()} == {"same_or_included"}
    assert "Split between MARCH, OCTOBER." in ShipmentLink.objects.first().reason
    assert str(record.total(record.l39).total.interval) == "5–11"  # 2 and 9 do not fit into 5


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"accept": "ticked"},
        {"accept": "x"},
        {"accept": "7"},
        {"accept": "7-7"},
        {"accept": "1-2-3"},
        {"reject": f"1-{2**63}"},
        {"split": " ".join(f"{number}-1000" for number in range(501))},
        {"link": "1-2"},
    ],
)
@pytest.mark.usefixtures("editor", "record")
def test_what_makes_no_sense_is_refused_and_said(client, form):
    refused = client.post(DECIDE, form, **SCRIPT)
    assert refused.status_code == 400
    assert refused.json()["words"].endswith("Nothing was decided.")
    assert client.post(DECIDE, form, follow=True).status_code == 200
    assert decisions() == set()


def test_what_is_no_proposal_is_left_and_said(client, editor, record):
    answer = client.post(DECIDE, {"accept": "1-2"}, **SCRIPT).json()
    assert (answer["decided"], answer["missed"]) == ({}, ["1-2"])
    assert answer["words"] == "1 link is not proposed any more and was left as it is."


def test_a_decision_that_somebody_made_meanwhile_stands_and_is_told(client, editor, record):
    bert = factories.UserFactory(username="bert")
    ShipmentLink.objects.decide(record.row, record.events[0], "distinct", bert, "")
    answer = client.post(DECIDE, {"accept": value(record, 0)}, **SCRIPT).json()
    assert (answer["decided"], answer["missed"]) == ({}, [value(record, 0)])
    assert "was decided by bert in the meantime: Not the same." in answer["words"]
    assert decisions() == {("MARCH", "distinct", "bert")}


def test_the_last_decision_is_undone_and_only_once(client, editor, record):
    client.post(DECIDE, {"split": f"{value(record, 0)} {value(record, 1)}"})
    keys = [link.pk for link in client.get(DESK).context["last"]]
    assert len(keys) == 2
    answer = client.post(UNDO, {"link": keys}, **SCRIPT).json()
    assert (len(answer["opened"]), answer["words"]) == (2, "2 links are undecided again.")
    assert decisions() == set()
    again = client.post(UNDO, {"link": keys}, follow=True)
    assert "These decisions were revoked already." in text(again)
    assert len(find_proposals(Shipment.objects.all())) == 2


@pytest.mark.parametrize("keys", [[], ["x"], [str(2**63)], [str(number) for number in range(501)]])
def test_an_undo_of_nothing_is_refused(client, editor, keys):
    assert client.post(UNDO, {"link": keys}, **SCRIPT).status_code == 400


def test_a_tallys_page_lists_its_links_and_revokes_them(client, editor, record):
    client.post(DECIDE, {"accept": value(record, 0), "reason": "One contract."})
    page = client.get("/shipments/ROW/")
    assert [row.other.reference for row in page.context["links"].open] == ["OCTOBER"]
    words = text(page)
    assert "1 link to decide" in words
    assert re.search(r"Same or included: .*MARCH.*by Anna K\. on .*: One contract\.", words)
    assert f'href="{DESK}?of=ROW"' in words
    (link,) = ShipmentLink.objects.all()
    undone = client.post(reverse("link-revoke", args=[link.pk]), {"back": "ROW"})
    assert undone.url == "/shipments/ROW/#links"
    assert len(client.get("/shipments/ROW/").context["links"].open) == 2


def test_an_events_page_has_no_list_of_links(client, record):
    page = client.get("/shipments/MARCH/")
    assert page.context["links"] is None
    assert "Links to other records" not in text(page)


def test_every_link_to_the_desk_leads_to_as_many_links_as_it_names(client, record):
    for address in ("/destinations/ML/", "/equipment/l-39/", "/compare/?destination=ML&rows=equipment"):
        found = re.findall(
            rf'<a href="({DESK}[^"]*)">[^<]*?(\d+) links? to decide', text(client.get(address))
        )
        assert found, address
        for link, number in found:
            assert client.get(link.replace("&amp;", "&")).context["shown"].paginator.count == int(number)


def test_rows_of_registers_are_never_proposed_for_merging(client, editor, record):
    words = text(client.get("/pairs/"))
    assert "ROW" not in words
    assert f'href="{DESK}"' in words
    assert "A register&#x27;s row is never merged" in text(client.get("/shipments/ROW/pairs/")) or (
        "A register's row is never merged" in text(client.get("/shipments/ROW/pairs/"))
    )


@pytest.mark.parametrize("size", [1, 40])
def test_query_budget(client, editor, record, django_assert_max_num_queries, size):
    for number in range(size):
        record.add(record.l39, 1, 1, period="2022-05-01", reference=f"E-{number}")
    client.get(DESK)
    # session; user; pairs; shipments; estimates; types; two of pairs of events; shipments; types; lines; last
    with django_assert_max_num_queries(12):
        client.get(DESK)
    # session; user; two of the savepoint; locks; six and three as above; insert; read
    with django_assert_max_num_queries(16):
        client.post(DECIDE, {"accept": value(record, 0)}, **SCRIPT)
