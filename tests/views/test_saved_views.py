"""Keep the state of a list under a permanent address, open, rename, change and delete it."""

import uuid

import pytest
from django.test import Client

from inventory.access import Right
from inventory.models import ListPreference, SavedView
from inventory.views import saved_views
from tests import factories
from tests.views.pages import cells, statuses

pytestmark = pytest.mark.django_db

URL = "/views/"


@pytest.fixture
def owner(client):
    """Sign somebody in who may keep views, and no more."""
    user = factories.UserFactory(rights=[Right.KEEP])
    client.force_login(user)
    return user


def view(**values):
    """Keep a view of the shipments in conflict."""
    return SavedView.objects.create(
        **{"title": "In conflict", "page": "shipment-list", "query": "state=conflict&sort=title"} | values
    )


def test_saving_leads_to_the_list_and_anybody_may_open_the_address(client, owner):
    query = "state=conflict&sort=title&columns=reference,title&page=2&text="
    saved = client.post(URL, {"title": "Disputed", "page": "shipment-list", "query": query})
    kept = SavedView.objects.get()
    assert (kept.title, kept.owner, kept.query) == (
        "Disputed",
        owner,
        "state=conflict&sort=title&columns=reference,title",
    )
    assert saved.status_code == 302
    client.logout()
    opened = client.get(f"/views/{kept.uid}/")
    address = f"/shipments/?state=conflict&sort=title&columns=reference,title&view={kept.uid}"
    assert opened["Location"] == address
    page = client.get(address)
    assert page.context["desk"].view.view == kept
    assert not page.context["desk"].view.is_changed
    assert "Rename or delete" not in page.content.decode()


def test_a_list_says_that_it_was_changed_since(client):
    kept = view()
    changed = client.get(f"/shipments/?state=agreed&sort=title&view={kept.uid}")
    assert "changed since it was saved" in changed.content.decode()
    same = client.get(f"/shipments/?sort=title&state=conflict&view={kept.uid}&page=1&text=")
    assert "changed since it was saved" not in same.content.decode()


@pytest.mark.parametrize("wanted", ["x", "5646508d-0f23-4c9a-9fc8-5f4db3c13d9f"])
def test_a_list_names_a_view_that_does_not_exist(client, wanted):
    assert (
        f"There is no saved view “{wanted}” of this list."
        in client.get(f"/shipments/?view={wanted}").content.decode()
    )


def test_a_view_of_another_list_is_none_of_this_one(client):
    kept = view(page="source-list", query="")
    assert client.get(f"/shipments/?view={kept.uid}").context["desk"].view is None


def test_a_comparison_opens_as_it_was_kept(client):
    kept = view(page="comparison", query="destination=ML&destination=BF")
    assert client.get(f"/views/{kept.uid}/")["Location"] == "/compare/?destination=ML&destination=BF"


def test_an_unknown_address_is_not_found(client):
    assert client.get(f"/views/{uuid.uuid4()}/").status_code == 404


def test_the_views_are_listed_by_whose_they_are(client, owner):
    view(title="Mine", owner=owner)
    view(title="Theirs", owner=factories.UserFactory(username="ada"))
    view(title="Given", query="")
    page = client.get(URL)
    assert [[one.title for one in page.context[name]] for name in ("mine", "given", "others")] == [
        ["Mine"],
        ["Given"],
        ["Theirs"],
    ]
    assert "state:" in page.content.decode()


def test_without_views_the_page_says_what_to_do(client):
    assert "No view is saved yet." in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [({"title": "  "}, "This field is required."), ({"page": "admin:index"}, "Select a valid choice.")],
)
def test_a_view_that_cannot_be_kept_is_refused_and_nothing_lost(client, owner, values, words):
    refused = client.post(URL, {"title": "T", "page": "shipment-list", "query": "state=conflict"} | values)
    assert refused.status_code == 400
    assert words in refused.content.decode()
    assert "state=conflict" in refused.content.decode()
    assert not SavedView.objects.exists()


def test_a_visitor_is_asked_to_sign_in_before_saving(client):
    answer = client.post(URL, {"title": "T", "page": "shipment-list", "query": ""})
    assert answer["Location"] == "/accounts/login/?next=/views/"
    assert not SavedView.objects.exists()
    assert "to save this view under a title" in client.get("/shipments/").content.decode()


def test_the_owner_renames_changes_and_deletes(client, owner):
    kept = view(owner=owner)
    assert client.post(f"/views/{kept.uid}/edit/", {"title": "New"}).status_code == 302
    assert client.post(f"/views/{kept.uid}/update/", {"query": "state=agreed&view=x"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.title, kept.query) == ("New", "state=agreed")
    assert client.post(f"/views/{kept.uid}/edit/", {"title": ""}).status_code == 400
    assert client.post(f"/views/{kept.uid}/delete/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "update", "delete"])
@pytest.mark.parametrize("owned", [True, False])
def test_nobody_else_may_but_who_has_the_right(client, owner, verb, owned):
    kept = view(owner=factories.UserFactory() if owned else None)
    for nobody in (owner, factories.UserFactory(is_staff=True)):
        client.force_login(nobody)
        assert client.post(f"/views/{kept.uid}/{verb}/", {"title": "x", "query": ""}).status_code == 403
        assert "Rename or delete" not in client.get(URL).text
    client.force_login(factories.UserFactory(rights=[Right.CHANGE_VIEWS]))
    assert "Rename or delete" in client.get(URL).text
    assert client.post(f"/views/{kept.uid}/{verb}/", {"title": "x", "query": ""}).status_code == 302


def test_an_owner_who_lost_the_right_changes_nothing(client):
    former = factories.UserFactory()
    client.force_login(former)
    assert client.post(f"/views/{view(owner=former).uid}/delete/").status_code == 403


def test_without_the_right_nothing_is_kept_and_the_menu_says_so(client):
    client.force_login(factories.UserFactory())
    assert client.post(URL, {"title": "T", "page": "shipment-list"}).status_code == 403
    assert "Your account may not save views." in client.get("/shipments/").text
    assert not SavedView.objects.exists()


def test_a_person_keeps_so_many_and_no_more(client, owner, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 2)
    view(owner=factories.UserFactory())
    answers = [client.post(URL, {"title": "T", "page": "shipment-list"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 400]
    assert "You have 2 saved views" in answers[2].text
    assert SavedView.objects.filter(owner=owner).count() == 2


def test_a_state_that_is_too_long_is_refused(client, owner):
    kept = view(owner=owner)
    long = "text=" + "x" * 10_000
    assert client.post(URL, {"title": "T", "page": "shipment-list", "query": long}).status_code == 400
    answer = client.post(f"/views/{kept.uid}/update/", {"query": long}, follow=True)
    assert "The change was not saved." in answer.text
    kept.refresh_from_db()
    assert kept.query == "state=conflict&sort=title"


def test_what_became_of_a_view_is_in_its_history(client, owner):
    kept = view(owner=owner)
    client.post(f"/views/{kept.uid}/edit/", {"title": "New"})
    client.post(f"/views/{kept.uid}/delete/")
    events = SavedView.pgh_event_model.objects.order_by("pgh_id")
    assert [(event.pgh_label, event.title) for event in events] == [
        ("insert", "In conflict"),
        ("update", "New"),
        ("delete", "New"),
    ]
    assert events[2].pgh_context.metadata["user"] == owner.pk


def test_readers_see_public_names_and_no_accounts(client):
    view(owner=factories.UserFactory(username="ada-secret", known_as="Ada L."))
    without = view(owner=factories.UserFactory(username="bob-secret")).owner
    page = client.get(URL).text
    assert "Ada L." in page
    assert f"Contributor {without.pk}" in page
    assert "-secret" not in page


@pytest.mark.parametrize("verb", ["edit", "update", "delete"])
def test_a_visitor_is_asked_to_sign_in_before_changing(client, verb):
    kept = view()
    assert client.post(f"/views/{kept.uid}/{verb}/")["Location"].startswith("/accounts/login/")
    assert SavedView.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_changes_is_posted(client, owner, verb):
    assert client.get(f"/views/{view(owner=owner).uid}/{verb}/").status_code == 405
    assert client.post(f"/views/{uuid.uuid4()}/{verb}/").status_code == 404


def test_a_forged_post_is_refused(owner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    kept = view(owner=owner)
    assert strict.post(f"/views/{kept.uid}/delete/").status_code == 403
    assert SavedView.objects.filter(pk=kept.pk).exists()


def test_columns_are_remembered_with_the_account_and_forgotten(client, owner):
    address = "/views/columns/shipment-list/"
    factories.ShipmentFactory(title="Convoy")
    form = {"columns": "reference,title", "density": "compact", "query": "sort=title&columns=state"}
    assert client.post(address, form)["Location"] == "/shipments/?sort=title"
    assert list(cells(client.get("/shipments/"))[0]) == ["Reference", "Title"]
    assert list(cells(client.get("/shipments/?columns=state"))[0]) == ["Reference", "State"]
    assert ListPreference.objects.get().density == "compact"
    client.post(address, {"forget": "1"})
    assert not ListPreference.objects.exists()
    assert len(cells(client.get("/shipments/"))[0]) == 10


def test_columns_are_remembered_for_a_visitor_until_the_session_ends(client):
    client.post("/views/columns/source-list/", {"columns": "name", "density": "comfortable", "query": ""})
    factories.SourceFactory(name="CAST")
    assert cells(client.get("/sources/")) == [{"Name": "CAST"}]
    client.post("/views/columns/source-list/", {"forget": "1"})
    assert len(cells(client.get("/sources/"))[0]) > 1


@pytest.mark.parametrize(
    ("page", "form", "status"),
    [
        ("comparison", {"columns": "name", "density": "compact"}, 404),
        ("source-list", {"columns": "na-me", "density": "compact"}, 400),
        ("source-list", {"columns": "name", "density": "thin"}, 400),
    ],
)
def test_what_cannot_be_remembered_is_refused(client, page, form, status):
    assert client.post(f"/views/columns/{page}/", form).status_code == status


def test_the_statuses_of_a_list_opened_from_a_view_are_its_own(client):
    assert statuses(client.get(f"/shipments/?view={view().uid}")) == ["0 shipments"]


@pytest.mark.parametrize("size", [1, 100])
def test_query_budget(client, django_assert_num_queries, size):
    user = factories.UserFactory()
    for number in range(size):
        view(title=str(number), owner=user)
    with django_assert_num_queries(1):  # views with their owners
        client.get(URL)
