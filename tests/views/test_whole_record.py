"""Open the page of the whole record and take its files, as different people."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Permission

from inventory.models import ReportDraft
from inventory.models.whole_record import TABLES
from tests import factories

pytestmark = pytest.mark.django_db

PAGE, FILES = "/record/", "/record/download/"
SECRET = "For the one who wrote it"


@pytest.fixture
def editor(client):
    """Sign in as one who may do everything."""
    person = factories.UserFactory(editor=True)
    client.force_login(person)
    return person


def sign_in_with(client, *rights):
    """Sign in as one who has these rights alone."""
    person = factories.UserFactory()
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)


def archive_of(response):
    """Return the contents of a streamed archive by name."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_page_says_what_each_file_holds_and_leads_to_them(client, editor):
    page = client.get(PAGE).content.decode()
    for table in TABLES:
        assert f"<code>{table.name}.csv</code>" in page
    assert f'href="{FILES}"' in page
    assert f'href="{FILES}?private=1"' in page
    assert "It is computed from the reports." in page


def test_it_is_reached_from_the_menus(client, editor):
    assert client.get("/").content.decode().count(f'href="{PAGE}"') == 2


def test_the_archive_is_named_after_the_day_and_holds_all_tables(client, editor):
    response = client.get(FILES)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="record-20')
    names = {f"{table.name}.csv" for table in TABLES if not table.is_private}
    assert set(archive_of(response)) == names | {"datapackage.json"}


def test_drafts_and_private_texts_only_when_asked_for(client, editor):
    factories.PublicationFactory(text=SECRET)
    factories.PublicationFactory(text="For all to read", is_text_public=True)
    ReportDraft.objects.create(owner=editor, content={"title": SECRET})
    usual = archive_of(client.get(FILES))
    assert SECRET not in "".join(usual.values())
    assert "For all to read" in usual["publications.csv"]
    whole = archive_of(client.get(FILES, {"private": "1"}))
    assert SECRET in whole["publications.csv"]
    assert SECRET in whole["report_drafts.csv"]


def test_no_file_holds_what_belongs_to_an_account(client, editor):
    editor.email, editor.first_name = "secret@tracker.example", SECRET
    editor.set_password("a-long-password")
    editor.save()
    client.force_login(editor)
    factories.AssessmentFactory(assessed_by=editor)
    texts = archive_of(client.get(FILES, {"private": "1"}))
    assert texts["people.csv"] == f"username\n{editor.username}\n"
    for private in (editor.email, editor.password, SECRET):
        assert private not in "".join(texts.values())


@pytest.mark.parametrize("address", [PAGE, FILES])
def test_a_visitor_is_asked_to_sign_in(client, address):
    response = client.get(address)
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("address", [PAGE, FILES])
def test_who_may_not_bring_files_gets_none(client, address):
    sign_in_with(client, "view_reportdraft", "add_report")
    assert client.get(address).status_code == 403


def test_who_may_not_see_drafts_gets_and_is_offered_none(client):
    sign_in_with(client, "add_importbatch")
    page = client.get(PAGE).content.decode()
    assert "private=1" not in page
    assert "second download" not in page
    assert client.get(FILES, {"private": "1"}).status_code == 403
    assert "report_drafts.csv" not in archive_of(client.get(FILES))


@pytest.mark.parametrize("address", [PAGE, FILES])
def test_other_methods_are_refused(client, editor, address):
    assert client.post(address).status_code == 405


def test_the_page_reads_nothing_of_the_record(client, editor, django_assert_num_queries):
    with django_assert_num_queries(2):  # session; person
        client.get(PAGE)
