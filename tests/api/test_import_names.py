"""Test that programs decide what names mean, as people do on the page."""

import pytest
from django.contrib.auth.models import Permission

from inventory.imports import pipeline
from inventory.imports.pipeline import advance
from inventory.models import EquipmentAlias, EquipmentType, ImportBatch, NameDecision, Place, Source
from tests import factories
from tests.api.asking import IMPORTS, is_refusal, post
from tests.imports.foreign_table import LOSSES, MAPPING

pytestmark = pytest.mark.django_db

State = ImportBatch.State
TABLE = b"To;What;Count;Paper\nBamako;Tank;7;RAIDS\nBamako;tank;8;Petit Journal\nBamako;Boats;9;RAIDS\n"
TANK = {"kind": "equipment type", "name": "Tank"}
JOURNAL = {"kind": "source", "name": "Petit Journal"}


@pytest.fixture
def unresolved(anna):
    """Return a batch with two names that nobody knows."""
    return advance(pipeline.receive("table.csv", TABLE, anna, mapping=MAPPING.to_json()).uid)


def address(batch):
    return f"{IMPORTS}/{batch.uid}/names"


def decide(client, batch, *decisions):
    return post(client, address(batch), {"decisions": decisions})


def test_each_name_is_listed_once_with_proposals(editor, unresolved, django_assert_max_num_queries):
    # session; person; batch; decisions; names; register and aliases of two kinds; a search for each name
    with django_assert_max_num_queries(5 + 4 + 2):
        told = editor.get(address(unresolved)).json()
    assert (told["count"], told["next"]) == (2, None)
    assert told["items"][0] == {
        "kind": "equipment type",
        "name": "Tank",
        "count": 2,
        "lines": [2, 3],
        "columns": ["What"],
        "remark": "",
        "proposals": [{"slug": "tanks", "name": "Tanks"}],
    }
    (second,) = editor.get(address(unresolved), {"limit": 1, "offset": 1}).json()["items"]
    assert second["name"] == "Petit Journal"


def test_once_all_names_are_decided_the_file_is_read_again(editor, anna, unresolved):
    answer = decide(
        editor,
        unresolved,
        {**TANK, "choice": "other", "other": "tanks"},
        {**JOURNAL, "choice": "new", "new_name": "Petit Journal", "new_kind": "newspaper"},
    )
    told = answer.json()
    assert (answer.status_code, told["state"], told["rows"]["new"]) == (200, "planned", 3)
    decision = NameDecision.objects.get()
    assert (decision.name, decision.means_equipment_type.slug, decision.decided_by) == ("Tank", "tanks", anna)
    assert Source.objects.get(name="Petit Journal").slug == "petit-journal"


def test_what_is_left_for_later_stays(editor, unresolved):
    assert decide(editor, unresolved, {**TANK, "choice": "skip"}).json()["state"] == "unresolved"
    assert [one["name"] for one in editor.get(address(unresolved)).json()["items"]] == ["Petit Journal"]
    told = decide(editor, unresolved, {**JOURNAL, "choice": "skip"}).json()
    assert (told["state"], told["rows"]["skipped"]) == ("planned", 2)


def test_a_spelling_is_kept_for_everybody(editor, unresolved):
    decide(editor, unresolved, {**TANK, "choice": "other", "other": "Tanks", "for_everybody": True})
    assert EquipmentAlias.objects.get().name == "Tank"


def test_a_new_type_stands_below_another(editor, unresolved):
    new = {"new_name": "Zorg T-1", "new_kind": "family", "new_parent": "tanks"}
    decide(editor, unresolved, {**TANK, "choice": "new", **new})
    made = EquipmentType.objects.get(slug="zorg-t-1")
    assert (made.parent.slug, made.level) == ("tanks", "family")


def test_a_new_place_names_its_country_by_code(editor, anna):
    country = factories.CountryFactory(code="ML", name="Mali")
    batch = pipeline.receive(
        "t.csv", b"To;What;Count;Paper\nGao;Tanks;7;RAIDS\n", anna, mapping=MAPPING.to_json()
    )
    batch = advance(batch.uid)
    gao = {"kind": "place", "name": "Gao", "choice": "new", "new_name": "Gao", "new_kind": "city"}
    refused = decide(editor, batch, {**gao, "new_country": "XX"})
    assert is_refusal(refused, 422)
    (fault,) = refused.json()["faults"]
    assert fault["field"] == "decisions.0.new_country"
    assert "“XX” is not one of the available choices" in fault["message"]
    assert decide(editor, batch, {**gao, "new_country": "ML"}).json()["state"] == "planned"
    assert Place.objects.get(name="Gao").country == country


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"choice": "other"}, "other", "Say which one."),
        ({"choice": "other", "other": "Nonsense"}, "other", "“Nonsense” is no known equipment type."),
        ({"choice": "other", "other": "x" * 300}, "other", "at most 200 characters"),
        ({"choice": "new", "new_name": "Z", "new_parent": "tanks"}, "new_kind", "Needed for a new one."),
        ({"choice": "new", "new_name": "Z", "new_kind": "family"}, "new_parent", "Needed for a new one."),
        ({"choice": "new", "new_name": "Z", "new_kind": "x", "new_parent": "tanks"}, "new_kind", "valid"),
    ],
)
def test_what_needs_more_is_refused_and_nothing_is_kept(editor, unresolved, given, field, message):
    answer = decide(editor, unresolved, {**JOURNAL, "choice": "skip"}, {**TANK, **given})
    assert is_refusal(answer, 422)
    (fault,) = answer.json()["faults"]
    assert fault["field"] == f"decisions.1.{field}"
    assert message in fault["message"]
    assert not NameDecision.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decisions": []},
        {"decisions": "all"},
        {"decisions": [1]},
        {"decisions": [{**TANK, "choice": "burn"}]},
        {"decisions": [{**TANK, "choice": "skip", "colour": "red"}]},
        {"decisions": [{**TANK, "kind": "person", "choice": "skip"}]},
        {"decisions": [{**TANK, "name": "T\0", "choice": "skip"}]},
        {"decisions": [{**TANK, "choice": "other", "other": "\0"}]},
        {"decisions": [{**TANK, "name": "Boats", "choice": "skip"}]},
        {"decisions": [{**TANK, "choice": "skip"}, {**TANK, "name": "TANK", "choice": "skip"}]},
        {"decisions": [{**TANK, "choice": "skip"}] * 501},
    ],
    ids=range(12),
)
def test_what_is_no_decision_is_refused_and_nothing_is_kept(editor, unresolved, sent):
    answer = post(editor, address(unresolved), sent)
    assert is_refusal(answer, 422)
    assert answer.json()["faults"][0]["field"].split(".")[0] == "decisions"
    assert not NameDecision.objects.exists()


def test_who_may_not_add_to_the_record_decides_for_the_source_alone(client, unresolved):
    importer = factories.UserFactory()
    importer.user_permissions.add(Permission.objects.get(codename="add_importbatch"))
    client.force_login(importer)
    known = {**TANK, "choice": "other", "other": "tanks"}
    refused = decide(client, unresolved, {**known, "for_everybody": True})
    assert is_refusal(refused, 422)
    assert "neither a new one nor a new spelling" in refused.json()["message"]
    assert not EquipmentAlias.objects.exists()
    decide(client, unresolved, known)
    assert NameDecision.objects.get().decided_by == importer


def test_the_names_of_a_list_of_losses_are_learnt(editor, anna):
    batch = advance(pipeline.receive("losses.csv", LOSSES, anna).uid)
    (name,) = editor.get(address(batch)).json()["items"]
    assert (name["name"], name["remark"]) == ("T-72B3M", "Russia")
    of = {"kind": "equipment type", "name": "T-72B3M"}
    assert is_refusal(decide(editor, batch, {**of, "choice": "skip"}), 422)
    answer = decide(editor, batch, {**of, "choice": "other", "other": "Tanks"})
    assert (answer.status_code, answer.json()["state"]) == (200, "refused")
    assert EquipmentAlias.objects.get().name == "T-72B3M"


def test_a_batch_without_names_to_decide_has_none(editor, planned):
    assert editor.get(address(planned)).json() == {"count": 0, "next": None, "items": []}
    assert is_refusal(decide(editor, planned, {**TANK, "choice": "skip"}), 422)
