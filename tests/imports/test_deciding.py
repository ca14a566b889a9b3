"""Test deciding what names mean that nobody knows."""

import pytest
from django.core.exceptions import ValidationError

from inventory.imports import pipeline
from inventory.imports.deciding import Undecided, add_alias, add_thing, decide_meaning, undecided_names
from inventory.imports.pipeline import advance
from inventory.models import EquipmentAlias, EquipmentType, NameDecision, Place
from inventory.models.names import Kind, Names
from tests import factories
from tests.imports.delivery_rows import row
from tests.imports.foreign_table import LOSSES

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(written):
    """Return a batch of four rows, three with names that nobody knows."""
    path = written(
        {"equipment_type": "Zorgs"},
        row(2, equipment_type="ZORGS  "),
        row(3, place="Nowhere", destination="Nowhere"),
        row(4),
    )
    return advance(pipeline.receive(path.name, path.read_bytes(), None).uid)


def undecided(batch):
    return undecided_names(batch, Names(NameDecision.objects.for_source(batch.source)))


def test_each_name_is_asked_once_with_its_rows_and_lines(batch):
    zorgs, nowhere = undecided(batch)
    assert zorgs == Undecided(Kind.EQUIPMENT_TYPE, "ZORGS", 2, [2, 3], ["equipment_type"])
    assert (nowhere.kind, nowhere.name, nowhere.lines) == (Kind.PLACE, "Nowhere", [4])


def test_what_is_decided_added_or_left_out_is_asked_no_more(batch):
    tanks = EquipmentType.objects.get(slug="tanks")
    person = factories.UserFactory()
    decide_meaning(batch.source, Kind.EQUIPMENT_TYPE, "zorgs", tanks, person)
    assert {one.kind for one in undecided(batch)} == {Kind.PLACE}
    decide_meaning(batch.source, Kind.PLACE, "Nowhere", None, person)
    assert undecided(batch) == []
    NameDecision.objects.all().delete()
    add_alias(Kind.EQUIPMENT_TYPE, "Zorgs", tanks)
    add_thing(Kind.PLACE, "Nowhere", {"kind": Place.Kind.CITY})
    assert undecided(batch) == []
    pipeline.read_again(batch)
    assert advance(batch.uid).rows_wrong == 0


def test_a_second_decision_takes_the_place_of_the_first(batch):
    tanks, boats = EquipmentType.objects.get(slug="tanks"), EquipmentType.objects.get(slug="boats")
    first, second = factories.UserFactory(), factories.UserFactory()
    decide_meaning(None, Kind.EQUIPMENT_TYPE, "Zorgs", tanks, first)
    decide_meaning(None, Kind.EQUIPMENT_TYPE, " ZORGS", boats, second)
    decision = NameDecision.objects.get()
    assert (decision.meaning, decision.decided_by) == (boats.pk, second)


def test_a_spelling_is_kept_once(batch):
    tanks = EquipmentType.objects.get(slug="tanks")
    add_alias(Kind.EQUIPMENT_TYPE, "Zorgs", tanks)
    with pytest.raises(ValidationError):
        add_alias(Kind.EQUIPMENT_TYPE, "ZORGS", tanks)
    assert EquipmentAlias.objects.get().name == "Zorgs"


def test_things_of_one_name_get_slugs_of_their_own(db):
    made = [add_thing(Kind.PLACE, name, {"kind": Place.Kind.CITY}) for name in ("Gao", "Gao", "加奥")]
    assert [place.slug for place in made] == ["gao", "gao-2", "unnamed"]


def test_a_thing_that_fits_no_rule_is_not_made(db):
    with pytest.raises(ValidationError):
        add_thing(Kind.PLACE, "Mali", {"kind": Place.Kind.COUNTRY})
    assert not Place.objects.exists()


def test_names_of_a_list_of_losses_can_be_learnt(names):
    batch = advance(pipeline.receive("losses.csv", LOSSES, None).uid)
    assert undecided(batch) == [
        Undecided(Kind.EQUIPMENT_TYPE, "T-72B3M", 2, remark="Russia"),
    ]
    add_alias(Kind.EQUIPMENT_TYPE, "T-72B3M", EquipmentType.objects.get(slug="tanks"))
    assert undecided(batch) == []


def test_any_other_refused_file_has_no_names(names):
    batch = advance(pipeline.receive("x.csv", b"\x89PNG\r\n\x1a\n", None).uid)
    assert undecided(batch) == []
