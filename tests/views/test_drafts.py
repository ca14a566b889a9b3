"""Drafts are their owner's alone: kept, listed, gone on with, thrown away."""

import uuid

import pytest

from inventory.models import ReportDraft
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/reports/drafts/"
SAVE = "/reports/drafts/save/"


@pytest.fixture
def editor(client):
    user = factories.UserFactory(editor=True, username="anna")
    client.force_login(user)
    return user


@pytest.fixture
def draft(editor):
    content = {"publication-title": "Convoy", "lines-TOTAL_FORMS": "1", "lines-0-equipment_type": "Tanks"}
    return ReportDraft.objects.create(owner=editor, content=content)


@pytest.fixture
def foreign():
    return ReportDraft.objects.create(
        owner=factories.UserFactory(editor=True), content={"publication-title": "Foreign"}
    )


def test_the_first_save_makes_a_draft_and_tells_where_it_is(client, editor):
    answer = client.post(
        SAVE, {"publication-title": "Convoy", "csrfmiddlewaretoken": "x", "draft": ""}
    ).json()
    draft = ReportDraft.objects.get(owner=editor)
    assert answer["draft"] == str(draft.uid)
    assert answer["address"] == f"/reports/add/?draft={draft.uid}"
    assert answer["saved"].startswith("Draft saved at ")
    assert draft.content["publication-title"] == "Convoy"
    assert "csrfmiddlewaretoken" not in draft.content


def test_the_next_save_changes_it(client, draft):
    client.post(SAVE, {"publication-title": "Another", "draft": str(draft.uid)})
    assert ReportDraft.objects.get().content["publication-title"] == "Another"


@pytest.mark.parametrize("named", ["foreign", "gone", "nonsense"])
def test_a_draft_that_is_not_ones_own_is_never_written_to(client, editor, foreign, named):
    names = {"foreign": str(foreign.uid), "gone": str(uuid.uuid4()), "nonsense": "x"}
    client.post(SAVE, {"publication-title": "Mine", "draft": names[named]})
    foreign.refresh_from_db()
    assert foreign.content == {"publication-title": "Foreign"}
    assert ReportDraft.objects.get(owner=editor).content["publication-title"] == "Mine"


def test_whoever_is_signed_out_is_told_so(client):
    response = client.post(SAVE, {"publication-title": "Convoy"})
    assert response.status_code == 403
    assert response.json()["error"] == "You are signed out."
    assert response.json()["login"].startswith("/accounts/login/")


def test_whoever_may_not_add_reports_keeps_no_drafts(client):
    client.force_login(factories.UserFactory())
    assert client.post(SAVE, {}).status_code == 403
    assert ReportDraft.objects.count() == 0


def test_the_list_shows_ones_own(client, draft, foreign):
    text = client.get(LIST).text
    assert "Convoy" in text
    assert "Foreign" not in text
    assert "1 draft, newest first" in text


def test_an_empty_list_says_what_to_do(client, editor):
    assert "You have no drafts" in client.get(LIST).text


def test_the_list_costs_one_query_whatever_its_length(client, editor, django_assert_num_queries):
    ReportDraft.objects.bulk_create(ReportDraft(owner=editor, content={}) for _ in range(60))
    with django_assert_num_queries(3):  # session; user; drafts
        client.get(LIST)


def test_a_draft_is_gone_on_with(client, draft):
    response = client.get(f"{LIST}{draft.uid}/", follow=True)
    assert response.context["fields"]["publication"]["title"].value == "Convoy"
    assert response.context["fields"]["lines"][0].main["equipment_type"].value == "Tanks"


def test_a_foreign_draft_is_not_found(client, editor, foreign):
    assert client.get(f"{LIST}{foreign.uid}/").status_code == 404
    response = client.get("/reports/add/", {"draft": str(foreign.uid)})
    assert response.status_code == 404
    assert "No such draft" in response.text


def test_a_draft_is_thrown_away_by_its_owner_alone(client, draft, foreign):
    assert client.post(f"{LIST}{foreign.uid}/discard/").status_code == 404
    assert client.get(f"{LIST}{draft.uid}/discard/").status_code == 405
    response = client.post(f"{LIST}{draft.uid}/discard/", follow=True)
    assert "thrown away" in response.text
    assert list(ReportDraft.objects.all()) == [foreign]


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get(LIST).url.startswith("/accounts/login/")
