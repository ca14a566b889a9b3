"""Drafts are their owner's alone in the admin as well, and private texts need their right."""

import pytest

from inventory.access import Right
from inventory.models import Publication, ReportDraft
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Names of witnesses."


def staff(client, *rights):
    """Sign staff in that may view and change publications, besides what is given."""
    mine = ["inventory.view_publication", "inventory.change_publication", *rights]
    user = factories.UserFactory(is_staff=True, rights=mine)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ["superuser", "staff"])
def test_a_draft_is_its_owners_alone(client, role):
    owner = factories.UserFactory(is_staff=True, rights=["inventory.view_reportdraft"], username="owner")
    draft = ReportDraft.objects.create(owner=owner, content={"publication-title": TEXT})
    address = f"/admin/inventory/reportdraft/{draft.pk}/change/"
    client.force_login(owner)
    assert TEXT in client.get(address).text
    other = {"editor": True} if role == "superuser" else {"rights": ["inventory.view_reportdraft"]}
    client.force_login(factories.UserFactory(**{"is_staff": True} | other))
    assert client.get(address).status_code == 302
    assert client.get(f"/admin/inventory/reportdraft/{draft.pk}/history/").status_code == 302
    assert "field-owner" not in client.get("/admin/inventory/reportdraft/").text


def test_a_private_text_needs_its_right_everywhere(client):
    publication = factories.PublicationFactory(text=TEXT)
    pages = (
        publication.get_absolute_url(),
        f"/admin/inventory/publication/{publication.pk}/change/",
        f"/admin/inventory/publication/{publication.pk}/history/",
    )
    staff(client)
    for page in pages:
        assert TEXT not in client.get(page).text, page
    # Nor is it made public by who may not read it.
    client.post(
        pages[1], {"is_text_public": "on", "text": "x", "title": "T", "source": publication.source_id}
    )
    kept = Publication.objects.get()
    assert (kept.text, kept.is_text_public) == (TEXT, False)
    staff(client, Right.READ_TEXT)
    for page in pages[:2]:
        answer = client.get(page)
        assert TEXT in answer.text, page
        assert "no-store" in answer["Cache-Control"]


def test_a_public_text_is_everybodys(client):
    publication = factories.PublicationFactory(text=TEXT, is_text_public=True)
    answer = client.get(publication.get_absolute_url())
    assert TEXT in answer.text
    assert not answer.has_header("Cache-Control")


def test_who_may_not_bring_a_file_is_led_nowhere(client):
    staff(client)
    assert client.get("/admin/inventory/importbatch/add/").status_code == 403
