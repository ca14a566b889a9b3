"""Freeze what a list shows, read it at its permanent address, cite it, and compare two of a kind."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inventory.access import Right
from inventory.models import ListPage, Snapshot, Source
from inventory.tables.snapshots import with_keys
from inventory.views import snapshots
from tests import factories
from tests.views.compared import World, convoys
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/snapshots/"
COMPARE = "/snapshots/compare/"
NOWHERE = "5646508d-0f23-4c9a-9fc8-5f4db3c13d9f"
FREEZE = {"title": "Mali, July", "page": "publication-list", "query": "source=afp&page=2&columns=title"}


@pytest.fixture
def person(client):
    """Sign somebody in who may freeze results, and no more."""
    user = factories.UserFactory(username="ada-account", known_as="Ada", rights=[Right.FREEZE])
    client.force_login(user)
    return user


@pytest.fixture
def publications():
    """Publish two documents by AFP and one by another source."""
    afp = factories.SourceFactory(name="AFP", slug="afp")
    factories.PublicationFactory(title="=Convoy", source=afp)
    factories.PublicationFactory(title="Port", source=afp)
    factories.PublicationFactory(title="Elsewhere")


def snapshot(content="reference,title\nML-1,Convoy\n", **values):
    """Keep a snapshot with a content."""
    return Snapshot.objects.create(
        **{
            "title": "Mali",
            "profile": "shipments_wide",
            "path": "/shipments/?destination=ML&sort=title",
            "content": content,
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
            "row_count": content.count("\n") - 1,
        }
        | values
    )


def test_freezing_keeps_the_lists_own_file_under_an_address(client, person, publications):
    answer = client.post(URL, FREEZE, follow=True)
    frozen = Snapshot.objects.get()
    assert answer.redirect_chain == [(f"/snapshots/{frozen.uid}/", 302)]
    downloaded = b"".join(client.get("/publications/?source=afp&export=csv").streaming_content)
    assert frozen.content.encode() == downloaded
    assert frozen.sha256 == hashlib.sha256(downloaded).hexdigest()
    assert (frozen.title, frozen.profile, frozen.path, frozen.row_count, frozen.taken_by) == (
        "Mali, July",
        "publications",
        "/publications/?source=afp",
        2,
        person,
    )
    assert f"http://testserver/snapshots/{frozen.uid}/" in answer.content.decode()


def test_a_snapshot_stays_what_it_was(client, person, publications):
    client.post(URL, FREEZE)
    before = Snapshot.objects.get()
    factories.PublicationFactory(title="Later", source=Source.objects.get(slug="afp"))
    after = Snapshot.objects.get()
    assert after.content == before.content
    assert "Later" not in client.get(before.get_absolute_url()).content.decode()


@pytest.mark.parametrize("page", [page for page in ListPage if page is not ListPage.COMPARISON])
def test_every_list_can_be_frozen(client, person, page):
    factories.ReportedDeliveryFactory()
    answer = client.post(URL, {"title": "T", "page": page})
    assert answer.status_code == 302
    assert Snapshot.objects.get().is_sound


def test_a_comparison_can_be_frozen_cited_and_compared_with_a_later_one(client, person):
    world = World()
    convoys(world)
    asked = "destination=ML&destination=BF&rows=equipment&split=year"
    page = client.get(f"/compare/?{asked}").content.decode()
    assert '<input type="hidden" name="page" value="comparison">' in page
    assert "Freeze this result" in page
    freeze = {"title": "Mali and Burkina Faso", "page": "comparison", "query": asked}
    client.post(URL, freeze)
    old = Snapshot.objects.get()
    assert old.content.encode() == b"".join(client.get(f"/compare/?{asked}&export=csv"))
    assert old.content.startswith("equipment_type,equipment_name,year,unit,ML_low")
    world.count(world.shipment(world.bamako, "2025-02"), world.t72, 20, 20)
    world.count(world.shipment(world.bobo, "2019"), world.guns, 3, 3)
    client.post(URL, freeze)
    new = Snapshot.objects.latest("pk")
    answer = client.get(COMPARE, {"old": old.uid, "new": new.uid, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert ("added", "guns · 2019 · guns", "Guns") in [(row["what"], row["key"], row["row"]) for row in rows]
    changed = {(row["key"], row["column"]): (row["old"], row["new"]) for row in rows}
    assert changed["vehicles · 2025 · vehicles", "ML_low"] == ("7", "20")
    assert "Guns" in client.get(COMPARE, {"old": old.uid, "new": new.uid}).content.decode()
    packed = zipfile.ZipFile(io.BytesIO(b"".join(client.get(old.get_absolute_url(), {"export": "package"}))))
    fields = json.loads(packed.read("datapackage.json"))["resources"][0]["schema"]["fields"]
    types = {field["name"]: field["type"] for field in fields}
    assert (types["ML_low"], types["difference_low"], types["ratio_low"]) == ("integer", "integer", "number")
    assert all(field["description"] for field in fields)


def test_rows_of_a_comparison_that_are_of_the_same_are_told_apart():
    rows = [{"part": "detail", "thing": "raids", "value": value} for value in ("Mali", "Mali", "Niger")]
    keyed = with_keys("comparison", rows)
    assert [row["row"] for row in keyed] == [
        "detail · raids · Mali",
        "detail · raids · Mali (2)",
        "detail · raids · Niger",
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": "  "}, "This field is required."),
        ({"page": "admin:index"}, "Select a valid choice."),
        ({"page": "comparison", "query": "rows=equipment"}, "Nothing was frozen."),
        ({"page": "comparison", "query": "destination=XX"}, "XX"),
        ({"query": "source=nobody"}, "nobody"),
    ],
)
def test_what_cannot_be_frozen_is_refused_and_nothing_lost(client, person, values, words):
    refused = client.post(URL, FREEZE | values)
    assert refused.status_code == 400
    page = refused.content.decode()
    assert words in page
    assert "Nothing was frozen." in page
    assert (values.get("query") or FREEZE["query"]).replace("&", "&amp;") in page
    assert not Snapshot.objects.exists()


def test_a_result_that_is_too_large_is_refused(client, person, publications, monkeypatch):
    monkeypatch.setattr(snapshots, "LARGEST", 10)
    refused = client.post(URL, FREEZE)
    assert refused.status_code == 400
    assert "Filter the list further, or download it." in refused.content.decode()
    assert not Snapshot.objects.exists()


def test_a_visitor_is_asked_to_sign_in_before_freezing(client):
    assert client.post(URL, FREEZE)["Location"] == "/accounts/login/?next=/snapshots/"
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("address", [COMPARE, f"/snapshots/{NOWHERE}/"])
def test_pages_of_snapshots_are_only_read(client, address):
    assert client.post(address).status_code == 405


def test_the_list_tells_what_each_froze(client, person):
    kept = snapshot(taken_by=person)
    page = client.get(URL)
    assert cells(page) == [
        {
            "Title": "Mali",
            "Kind": "shipments_wide",
            "What it shows": "destination: ML · sort: title",
            "Rows": "1",
            "Frozen by": "Ada",
            "Frozen on": cells(page)[0]["Frozen on"],
        }
    ]
    assert statuses(page) == ["1 snapshot"]
    assert f'href="/snapshots/{kept.uid}/"' in page.content.decode()


def test_the_list_sorts_and_names_what_it_cannot(client):
    snapshot(title="B", path="/shipments/")
    snapshot(title="A")
    assert [row["Title"] for row in cells(client.get(f"{URL}?sort=title"))] == ["A", "B"]
    assert [row["Title"] for row in cells(client.get(URL))] == ["A", "B"]
    assert cells(client.get(f"{URL}?sort=title"))[1]["What it shows"] == "everything"
    assert "cannot be sorted by “x”" in client.get(f"{URL}?sort=x").content.decode()
    assert client.get(f"{URL}?page=9").status_code == 404


def test_without_snapshots_the_page_says_what_to_do(client):
    assert "Nothing is frozen yet." in client.get(URL).content.decode()


def test_the_list_never_reads_contents(client, django_assert_num_queries):
    for _ in range(30):
        snapshot()
    with django_assert_num_queries(2) as queries:  # count; page
        assert len(cells(client.get(URL))) == 25
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)


def test_a_snapshot_shows_its_rows_and_how_to_cite_it(client):
    kept = snapshot("reference,title\nML-1,'=SUM(A1)\nML-2,Convoy\n")
    page = client.get(kept.get_absolute_url())
    assert cells(page) == [
        {"reference": "ML-1", "title": "=SUM(A1)"},
        {"reference": "ML-2", "title": "Convoy"},
    ]
    words = page.content.decode()
    assert f"2 rows, http://testserver/snapshots/{kept.uid}/ (SHA-256 {kept.sha256[:12]}…)" in words
    assert kept.sha256 in words
    assert 'href="/shipments/?destination=ML&amp;sort=title"' in words
    assert "somebody changed it" not in words


def test_a_fragment_holds_the_rows_alone(client):
    kept = snapshot()
    part = client.get(kept.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "ML-1" in part
    assert "How to cite it" not in part


def test_a_long_snapshot_is_read_page_by_page(client, django_assert_num_queries):
    kept = snapshot("reference\n" + "".join(f"ML-{number}\n" for number in range(60)))
    with django_assert_num_queries(2):  # snapshot; others of its kind
        page = client.get(f"{kept.get_absolute_url()}?page=3")
    assert [row["reference"] for row in cells(page)] == [f"ML-{number}" for number in range(50, 60)]
    assert client.get(f"{kept.get_absolute_url()}?page=4").status_code == 404


def test_a_very_long_cell_is_shown_whole(client):
    words = "word " * 40_000
    page = client.get(snapshot(f"reference,title\nML-1,{words}\n").get_absolute_url())
    assert words.strip() in page.content.decode()


def test_an_empty_result_can_be_cited_too(client):
    page = client.get(snapshot("reference,title\n").get_absolute_url())
    assert "No row matched." in page.content.decode()


def test_a_content_that_was_changed_says_so(client):
    kept = snapshot(sha256="0" * 64)
    assert "Do not cite it." in client.get(kept.get_absolute_url()).content.decode()


def test_an_unknown_snapshot_or_file_is_not_found(client):
    assert client.get(f"/snapshots/{NOWHERE}/").status_code == 404
    assert client.get(f"{snapshot().get_absolute_url()}?export=exe").status_code == 404


def file_of(client, kept, asked):
    answer = client.get(f"{kept.get_absolute_url()}?export={asked}")
    return answer, b"".join(answer.streaming_content)


def test_the_file_is_the_content_byte_by_byte(client):
    kept = snapshot()
    answer, content = file_of(client, kept, "csv")
    assert content == kept.content.encode()
    day = f"{kept.taken_at:%Y-%m-%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="shipments_wide-{day}.csv"'


@pytest.mark.parametrize(
    ("asked", "content_type", "start"),
    [
        ("txt", "text/plain; charset=utf-8", "Military Equipment Tracker, “Mali”"),
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{military-equipment-tracker-"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - DATA"),
    ],
)
def test_the_citation_comes_as_a_file(client, asked, content_type, start):
    answer, content = file_of(client, snapshot(), asked)
    assert answer["Content-Type"] == content_type
    assert content.decode().startswith(start)


def test_the_data_package_holds_the_frozen_file_with_what_its_columns_mean(client):
    kept = snapshot("reference,gone\nML-1,x\n")
    _, content = file_of(client, kept, "package")
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        described = json.loads(files.read("datapackage.json"))
        assert files.read(described["resources"][0]["path"]) == kept.content.encode()
    fields = described["resources"][0]["schema"]["fields"]
    assert [(one["name"], bool(one.get("description"))) for one in fields] == [
        ("reference", True),
        ("gone", False),
    ]


def test_two_snapshots_are_compared_cell_by_cell(client, django_assert_max_num_queries):
    old = snapshot("reference,title,items\nML-1,Convoy,2\nML-2,Port,1\nML-3,Same,\n")
    new = snapshot("reference,title,items\nML-1,Convoy,3\nML-3,Same,\nML-4,New,1\n", title="Later")
    address = f"{COMPARE}?old={old.uid}&new={new.uid}"
    with django_assert_max_num_queries(6):  # old; new; twice the choices, and whether there are any
        page = client.get(address)
    assert table_rows(page)[1:] == [
        ["added", "ML-4 · New", "", "", ""],
        ["removed", "ML-2 · Port", "", "", ""],
        ["changed", "ML-1 · Convoy", "items", "2", "3"],
    ]
    assert statuses(page) == ["3 differences"]
    answer = client.get(f"{address}&export=csv")
    assert b"".join(answer.streaming_content).decode().splitlines() == [
        "what,key,row,column,old,new",
        "added,ML-4,ML-4 · New,,,",
        "removed,ML-2,ML-2 · Port,,,",
        "changed,ML-1,ML-1 · Convoy,items,2,3",
    ]
    assert "ML-4" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert client.get(f"{address}&page=2").status_code == 404


def test_two_that_are_the_same_say_so_and_columns_of_one_alone_are_named(client):
    old, new = snapshot(), snapshot()
    assert "Nothing differs." in client.get(f"{COMPARE}?old={old.uid}&new={new.uid}").content.decode()
    more = snapshot("reference,title,state\nML-1,Convoy,agreed\n")
    assert (
        "Only the later one has these columns: state"
        in client.get(f"{COMPARE}?old={old.uid}&new={more.uid}").content.decode()
    )
    assert (
        "Only the earlier one has these columns: state"
        in client.get(f"{COMPARE}?old={more.uid}&new={new.uid}").content.decode()
    )


def test_an_emptied_cell_reads_as_empty(client):
    old, new = snapshot(), snapshot("reference,title\nML-1,\n")
    page = client.get(f"{COMPARE}?old={old.uid}&new={new.uid}")
    assert table_rows(page)[1] == ["changed", "ML-1", "title", "Convoy", "empty"]


def test_without_two_the_page_asks_which(client):
    snapshot(title="One")
    page = client.get(COMPARE)
    assert page.status_code == 200
    assert "One (" in page.content.decode()


@pytest.mark.parametrize(
    ("old", "words"),
    [("x", "There is no such snapshot."), (NOWHERE, "There is no such snapshot."), ("", "required")],
)
def test_a_snapshot_that_does_not_exist_is_named(client, old, words):
    refused = client.get(f"{COMPARE}?old={old}&new={snapshot().uid}")
    assert refused.status_code == 400
    assert words in refused.content.decode()


def test_files_of_different_kinds_are_not_compared(client):
    old, new = snapshot(), snapshot(profile="sources", title="Who")
    refused = client.get(f"{COMPARE}?old={old.uid}&new={new.uid}")
    assert refused.status_code == 400
    assert "“Mali” holds shipments_wide, “Who” holds sources." in refused.content.decode()


def test_without_the_right_nothing_is_frozen_and_no_list_offers_it(client):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.post(URL, FREEZE).status_code == 403
    assert "Freeze this result" not in client.get("/publications/").text
    assert not Snapshot.objects.exists()


def test_a_person_freezes_so_many_and_no_more(client, person, publications, monkeypatch):
    monkeypatch.setattr(snapshots, "MOST_SNAPSHOTS", 1)
    snapshot(taken_by=factories.UserFactory())
    assert client.post(URL, FREEZE).status_code == 302
    refused = client.post(URL, FREEZE)
    assert refused.status_code == 400
    assert "You have 1 snapshots" in refused.text
    # One that was withdrawn makes room.
    Snapshot.objects.get(taken_by=person).withdraw(person, "Wrong filter.")
    assert client.post(URL, FREEZE).status_code == 302


def test_a_person_freezes_so_much_and_no_more(client, person, publications, monkeypatch):
    client.post(URL, FREEZE)
    kept = Snapshot.objects.get()
    size = len(kept.content.encode())
    assert Snapshot.objects.sizes_of(person) == (1, size)
    monkeypatch.setattr(snapshots, "MOST_CONTENT", 2 * size - 1)
    assert "MB together" in client.post(URL, FREEZE).text
    monkeypatch.setattr(snapshots, "MOST_CONTENT", 2 * size)
    assert client.post(URL, FREEZE).status_code == 302


def withdraw(client, kept, reason="It held a private number."):
    return client.post(f"/snapshots/{kept.uid}/withdraw/", {"withdrawal_reason": reason})


def test_a_withdrawn_snapshot_leaves_a_tombstone(client, person):
    kept = snapshot(content="reference,title\nML-1,Secret\n", taken_by=person)
    other = snapshot(title="Other")
    assert "Withdraw snapshot" in client.get(kept.get_absolute_url()).text
    assert withdraw(client, kept).status_code == 302
    client.logout()
    for query in ({}, {"export": "csv"}, {"export": "package"}, {"export": "bib"}):
        stone = client.get(kept.get_absolute_url(), query)
        assert stone.status_code == 410
        assert "Secret" not in stone.text
    for words in (
        kept.sha256,
        "It held a private number.",
        f"http://testserver/snapshots/{kept.uid}/",
        "Ada",
    ):
        assert words in stone.text
    assert "ada-account" not in stone.text
    kept.refresh_from_db()
    assert (kept.content, kept.withdrawn_by, kept.is_sound) == ("", person, True)
    # It stays on the list, and is compared with nothing.
    assert "(withdrawn)" in client.get(URL).text
    assert client.get(COMPARE, {"old": kept.uid, "new": other.uid}).status_code == 400
    assert str(kept.uid) not in client.get(other.get_absolute_url()).text


def test_only_the_owner_and_who_has_the_right_withdraw(client, person):
    foreign = snapshot(taken_by=factories.UserFactory())
    assert withdraw(client, foreign).status_code == 403
    assert "Withdraw snapshot" not in client.get(foreign.get_absolute_url()).text
    client.force_login(factories.UserFactory(rights=[Right.WITHDRAW]))
    assert withdraw(client, foreign).status_code == 302
    assert withdraw(client, foreign).status_code == 404  # once


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "\0"])
def test_withdrawing_needs_a_reason(client, person, reason):
    kept = snapshot(taken_by=person)
    answer = client.post(f"/snapshots/{kept.uid}/withdraw/", {"withdrawal_reason": reason}, follow=True)
    assert "Nothing was withdrawn." in answer.text
    assert Snapshot.objects.standing().get() == kept


@pytest.mark.parametrize(
    "change",
    ["title = 'x'", "content = ''", "sha256 = repeat('0', 64)", "withdrawn_at = now()"],
)
def test_the_database_lets_nothing_else_of_it_change(client, person, change):
    for kept in (snapshot(), snapshot(taken_by=person)):
        if kept.taken_by:
            kept.withdraw(person, "Wrong.")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE inventory_snapshot SET {change} WHERE id = {kept.pk}")


def test_a_withdrawal_changes_nothing_of_what_was_cited(person):
    kept = snapshot(taken_by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.filter(pk=kept.pk).update(
            content="", withdrawn_at=timezone.now(), withdrawn_by=person, withdrawal_reason="x", title="Other"
        )
