"""Test the pages that say how a file is read and what its columns hold."""

import pytest
from django.urls import reverse

from inventory.imports import pipeline
from inventory.imports.pipeline import advance
from inventory.models import ImportBatch, MappingProfile, ReportedDelivery
from tests import factories
from tests.imports.foreign_table import FOREIGN, MAPPING
from tests.views.pages import table_rows

pytestmark = pytest.mark.django_db

State = ImportBatch.State
CHOSEN = {
    "destination-column": "To",
    "equipment_type-column": "What",
    "phrase-column": "Count",
    "publication_source-column": "Paper",
}


@pytest.fixture
def editor(client):
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    factories.EquipmentTypeFactory(slug="boats", name="Boats")
    factories.PlaceFactory(slug="bamako", name="Bamako")
    user = factories.UserFactory(editor=True)
    client.force_login(user)
    return user


def received(editor, content=FOREIGN, name="foreign.csv"):
    return advance(pipeline.receive(name, content, editor).uid)


def address(batch, name="import-mapping"):
    return reverse(name, args=[batch.uid])


def chosen(page):
    """Return what the form shows as chosen."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value()}


def test_the_table_is_shown_with_a_guess(client, editor):
    page = client.get(address(received(editor)))
    assert table_rows(page)[:2] == [
        ["Line", "To", "What", "Count", "Paper"],
        ["2", "Bamako", "Tanks", "seven", "RAIDS"],
    ]
    assert chosen(page)["phrase-column"] == "Count"
    assert chosen(page)["publication_source-column"] == "Paper"


def test_a_mapping_is_taken_the_file_read_by_it_and_the_mapping_saved(client, editor):
    batch = received(editor)
    page = client.post(address(batch), {**CHOSEN, "title": "Convoys"}, follow=True)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_new, batch.mapping) == (State.PLANNED, 2, MAPPING.to_json())
    assert "The mapping is saved as “Convoys”." in page.content.decode()
    profile = MappingProfile.objects.get()
    assert (profile.title, profile.mapping, profile.owner) == ("Convoys", MAPPING.to_json(), editor)
    pipeline.ask_to_apply(batch)
    advance(batch.uid)
    assert ReportedDelivery.objects.count() == 2


def test_a_saved_mapping_is_shown_for_the_next_table(client, editor):
    mapping = {
        "fields": {"phrase": {"column": "Gone"}, "supplier": {"constant": "Russia"}},
        "is_packed": True,
    }
    profile = MappingProfile.objects.create(title="Old", mapping=mapping, owner=editor)
    page = client.get(address(received(editor)), {"profile": profile.pk})
    assert chosen(page) == {"phrase-column": "Gone", "supplier-constant": "Russia", "is_packed": True}
    assert "has no such columns, which the saved mapping reads: Gone." in page.content.decode()


@pytest.mark.parametrize("profile", ["", "0", "nonsense", "9" * 40, "²"])
def test_a_mapping_that_is_not_there_leaves_the_guess(client, editor, profile):
    page = client.get(address(received(editor)), {"profile": profile})
    assert chosen(page)["phrase-column"] == "Count"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"phrase-column": ""}, "Say which column or constant is the “Count as written” or “At least”"),
        ({"phrase-constant": "12"}, "Choose the column, or type what is the same in all rows."),
        ({"phrase-column": "Nonsense"}, "Select a valid choice."),
        ({"title": "Theirs"}, "Somebody else has saved a mapping under this title."),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_and_kept_as_chosen(client, editor, values, message):
    MappingProfile.objects.create(title="Theirs", mapping={}, owner=factories.UserFactory())
    batch = received(editor)
    page = client.post(address(batch), {**CHOSEN, **values})
    assert page.status_code == 400
    assert message in page.content.decode()
    assert chosen(page)["destination-column"] == "To"
    batch.refresh_from_db()
    assert (batch.state, batch.mapping) == (State.UNMAPPED, None)


def test_a_mapping_of_mine_is_saved_anew_under_its_title(client, editor):
    MappingProfile.objects.create(title="Mine", mapping={}, owner=editor)
    client.post(address(received(editor)), {**CHOSEN, "title": "Mine"})
    assert MappingProfile.objects.get().mapping == MAPPING.to_json()


def test_a_file_without_a_table_has_nothing_to_map(client, editor):
    batch = received(editor, b"\x89PNG\r\n\x1a\n")
    page = client.get(address(batch), follow=True)
    assert page.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert "it is a PNG image" in page.content.decode()


def test_what_is_applied_is_not_mapped_anew(client, editor):
    batch = received(editor)
    client.post(address(batch), CHOSEN)
    batch.refresh_from_db()
    pipeline.ask_to_apply(batch)
    advance(batch.uid)
    page = client.post(address(batch), {**CHOSEN, "phrase-column": "What"}, follow=True)
    assert "meanwhile the import is at “Applied”" in page.content.decode()
    batch.refresh_from_db()
    assert batch.mapping == MAPPING.to_json()


def test_a_file_is_read_as_somebody_says(client, editor):
    batch = received(editor, "To,What\nBamako,Tanks “big”\n".encode("cp1251"))
    page = client.get(address(batch, "import-reading"))
    assert "It was read as Windows-1252." in page.content.decode()
    client.post(address(batch, "import-reading"), {"encoding": "Windows-1251", "header_line": "2"})
    batch.refresh_from_db()
    assert batch.reading == {"encoding": "Windows-1251", "header_line": 2}
    assert "line 2: no known header" in batch.message


def test_a_way_of_reading_that_is_not_known_is_refused(client, editor):
    batch = received(editor)
    page = client.post(address(batch, "import-reading"), {"encoding": "EBCDIC", "header_line": "0"})
    assert page.status_code == 400
    assert set(page.context["form"].errors) == {"encoding", "header_line"}
    batch.refresh_from_db()
    assert batch.reading == {}


def test_a_file_that_cannot_be_read_so_says_it_and_can_be_read_otherwise(client, editor):
    batch = received(editor, FOREIGN + b"\n" * (1 - len(FOREIGN) % 2))
    client.post(address(batch, "import-reading"), {"encoding": "UTF-16"})
    page = client.get(address(batch, "import-reading"))
    assert "It could not be read." in page.content.decode()
    client.post(address(batch, "import-reading"), {"encoding": ""})
    batch.refresh_from_db()
    assert (batch.state, batch.reading) == (State.UNMAPPED, {})
