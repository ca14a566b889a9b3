"""Test the page on which people decide what names mean that nobody knows."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from inventory.imports import pipeline
from inventory.imports.pipeline import advance
from inventory.models import EquipmentAlias, EquipmentType, ImportBatch, NameDecision, Party, Place, Source
from tests import factories
from tests.imports.foreign_table import LOSSES, MAPPING

pytestmark = pytest.mark.django_db

State = ImportBatch.State
TABLE = "To;What;Count;Paper\nBamako;Tank;7;RAIDS\nBamako;tank;8;Petit Journal\nBamako;Boats;9;RAIDS\n"


@pytest.fixture
def editor(client):
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    factories.EquipmentTypeFactory(slug="boats", name="Boats")
    factories.PlaceFactory(slug="bamako", name="Bamako")
    user = factories.UserFactory(editor=True, username="anna")
    client.force_login(user)
    return user


def read(editor, content=TABLE, **values):
    batch = pipeline.receive("table.csv", content.encode(), editor)
    for name, value in {"mapping": MAPPING.to_json(), **values}.items():
        setattr(batch, name, value)
    batch.save()
    return advance(batch.uid)


def address(batch):
    return reverse("import-names", args=[batch.uid])


def questions(client, batch):
    """Return the questions of the page by name."""
    page = client.get(address(batch))
    return {question.undecided.name: question for question in page.context["questions"]}


def decide(client, batch, **decisions):
    """Post decisions: for each name (spaces as _) the values of its form."""
    asked = questions(client, batch)
    values = {f"{question.form.prefix}-choice": "later" for question in asked.values()}
    for name, given in decisions.items():
        prefix = asked[name.replace("_", " ")].form.prefix
        values |= {f"{prefix}-{field}": value for field, value in given.items()}
    page = client.post(address(batch), values, follow=True)
    batch.refresh_from_db()
    return page


def test_each_name_is_asked_once_with_proposals(client, editor):
    asked = questions(client, read(editor))
    assert list(asked) == ["Tank", "Petit Journal"]
    assert (asked["Tank"].undecided.count, asked["Tank"].undecided.lines) == (2, [2, 3])
    labels = [str(label) for _value, label in asked["Tank"].form.fields["choice"].choices]
    assert labels == ["Decide later", "Tanks", "Another", "A new one", "Leave its rows out"]


def test_once_all_names_are_decided_the_file_is_read_again(client, editor):
    batch = read(editor)
    tanks = EquipmentType.objects.get(slug="tanks")
    page = decide(
        client,
        batch,
        Tank={"choice": f"is-{tanks.pk}"},
        Petit_Journal={"choice": "new", "new_name": "Petit Journal", "new_kind": "newspaper"},
    )
    assert "2 names are decided." in page.content.decode()
    assert (batch.state, batch.rows_new) == (State.PLANNED, 3)
    decision = NameDecision.objects.get()
    assert (decision.name, decision.meaning, decision.decided_by) == ("Tank", tanks.pk, editor)
    assert Source.objects.get(name="Petit Journal").slug == "petit-journal"


def test_what_is_left_for_later_stays(client, editor):
    batch = read(editor)
    page = decide(client, batch, Tank={"choice": "skip"})
    assert page.redirect_chain == [(address(batch), 302)]
    assert list(questions(client, batch)) == ["Petit Journal"]
    assert batch.state == State.UNRESOLVED
    assert "its rows are left out" in page.content.decode()
    decide(client, batch, Petit_Journal={"choice": "skip"})
    assert (batch.state, batch.rows_skipped, batch.rows_new) == (State.PLANNED, 2, 1)


def test_a_spelling_for_everybody_is_an_alias_and_holds_for_the_source(client, editor):
    source = Source.objects.get(slug="raids")
    batch = read(editor, source=source)
    decide(client, batch, Tank={"choice": "other", "other": "tanks", "for_everybody": "on"})
    assert EquipmentAlias.objects.get().name == "Tank"
    assert NameDecision.objects.get().source == source


def test_a_new_thing_under_another_name_is_what_the_name_means(client, editor):
    batch = read(editor)
    parent = EquipmentType.objects.get(slug="tanks")
    decide(
        client,
        batch,
        Tank={"choice": "new", "new_name": "Zorg T-1", "new_kind": "family", "new_parent": "Tanks"},
    )
    made = EquipmentType.objects.get(slug="zorg-t-1")
    assert (made.parent, made.level, made.unit) == (parent, "family", parent.unit)
    assert NameDecision.objects.get().meaning == made.pk


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"choice": "other"}, "other", "Say which one."),
        ({"choice": "other", "other": "Nonsense"}, "other", "“Nonsense” is no known equipment type."),
        ({"choice": "new", "new_name": "Zorg", "new_parent": "Tanks"}, "new_kind", "Needed for a new one."),
        ({"choice": "new", "new_name": "Zorg", "new_kind": "family"}, "new_parent", "Needed for a new one."),
        ({"choice": "burn"}, "choice", "Select a valid choice. burn is not one of the available choices."),
    ],
)
def test_what_needs_more_is_refused_and_nothing_is_kept(client, editor, given, field, message):
    batch = read(editor)
    page = decide(client, batch, Tank=given, Petit_Journal={"choice": "skip"})
    assert page.status_code == 400
    (form,) = [one.form for one in page.context["questions"] if one.undecided.name == "Tank"]
    assert form.errors == {field: [message]}
    assert not NameDecision.objects.exists()


def test_what_the_record_refuses_is_told_at_its_name_and_nothing_is_kept(client, editor):
    batch = read(editor, "To;What;Count;Paper\nMali;Tank;7;RAIDS\n")
    page = decide(
        client,
        batch,
        Mali={"choice": "new", "new_name": "Mali", "new_kind": "country"},
        Tank={"choice": "skip"},
    )
    assert page.status_code == 400
    assert "A place of kind country names its country." in page.content.decode()
    assert not NameDecision.objects.exists()
    assert not Place.objects.filter(name="Mali").exists()
    country = factories.CountryFactory(name="Mali")
    decide(
        client,
        batch,
        Mali={"choice": "new", "new_name": "Mali", "new_kind": "country", "new_country": str(country.pk)},
    )
    assert Place.objects.get(name="Mali").country == country


def test_a_party_is_made_with_its_kind(client, editor):
    mapping = {"fields": {**MAPPING.to_json()["fields"], "supplier": {"constant": "Zorg Corps"}}}
    batch = read(editor, mapping=mapping)
    decide(client, batch, Zorg_Corps={"choice": "new", "new_name": "Zorg Corps", "new_kind": "armed_group"})
    assert Party.objects.get(name="Zorg Corps").kind == "armed_group"


def test_who_may_not_add_to_the_record_decides_for_the_source_alone(client, editor):
    batch = read(editor)
    importer = factories.UserFactory()
    importer.user_permissions.add(Permission.objects.get(codename="add_importbatch"))
    client.force_login(importer)
    page = decide(client, batch, Tank={"choice": "other", "other": "tanks", "for_everybody": "on"})
    assert "neither a new one nor a new spelling" in page.content.decode()
    assert not EquipmentAlias.objects.exists()
    decide(client, batch, Tank={"choice": "other", "other": "tanks"})
    assert NameDecision.objects.get().decided_by == importer


def test_a_decision_is_taken_back(client, editor):
    batch = read(editor)
    decide(client, batch, Tank={"choice": "skip"})
    decision = NameDecision.objects.get()
    other = factories.SourceFactory()
    foreign = NameDecision.objects.create(source=other, kind="place", name="x", is_skipped=True)
    forget = "import-name-forget"
    assert client.post(reverse(forget, args=[batch.uid, foreign.pk])).status_code == 404
    page = client.post(reverse(forget, args=[batch.uid, decision.pk]), follow=True)
    assert "What “Tank” means is open again." in page.content.decode()
    assert list(questions(client, batch)) == ["Tank", "Petit Journal"]


def test_many_names_are_asked_by_pages(client, editor, django_assert_max_num_queries):
    rows = "".join(f"Bamako;{letter * 3}{number};1;RAIDS\n" for number, letter in enumerate("qwzxjkvy" * 5))
    batch = read(editor, f"To;What;Count;Paper\n{rows}")
    with django_assert_max_num_queries(20 + 14):
        page = client.get(address(batch))
    assert len(page.context["questions"]) == 20
    second = client.get(address(batch), {"page": 2})
    assert len(second.context["questions"]) == 20
    # Who decides on the second page decides of its names alone.
    one = second.context["questions"][0]
    client.post(f"{address(batch)}?page=2", {f"{one.form.prefix}-choice": "skip"})
    assert NameDecision.objects.get().name == one.undecided.name


def test_the_names_of_a_list_of_losses_are_learnt(client, editor):
    batch = advance(pipeline.receive("losses.csv", LOSSES, editor).uid)
    page = client.get(address(batch))
    text = page.content.decode()
    assert "2 items in the list · Russia" in text
    assert "Leave its rows out" not in text
    decide(client, batch, **{"T-72B3M": {"choice": "other", "other": "Tanks"}})
    assert EquipmentAlias.objects.get().name == "T-72B3M"
    assert not NameDecision.objects.exists()
    assert "There is no name to learn." in client.get(address(batch)).content.decode()
