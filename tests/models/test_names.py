"""Names are found exactly, proposed by likeness, and completed while they are typed."""

import pytest

from inventory.models import EquipmentAlias, NameDecision
from inventory.models.names import Kind, Names, UnknownNameError
from tests import factories

pytestmark = pytest.mark.django_db
TYPE = Kind.EQUIPMENT_TYPE


@pytest.fixture
def tanks():
    made = factories.EquipmentTypeFactory(name="Tanks", slug="tanks")
    EquipmentAlias.objects.create(equipment_type=made, name="chars de combat", language="fr")
    return made


def test_a_name_is_found_whatever_its_case(tanks):
    assert Names().find(TYPE, " CHARS  de combat").pk == tanks.pk
    assert Names().by_slug(TYPE, "tanks").pk == tanks.pk


def test_an_unknown_name_is_refused_with_proposals(tanks):
    with pytest.raises(UnknownNameError, match="It may mean “Tanks”") as caught:
        Names().find(TYPE, "tankz")
    assert [thing.slug for thing in caught.value.proposals] == ["tanks"]


def test_a_name_of_several_is_refused_with_all_of_them():
    for slug in ("tiger-b", "tiger-a"):
        factories.EquipmentTypeFactory(name="Tiger", slug=slug)
    with pytest.raises(UnknownNameError) as caught:
        Names().find(TYPE, "tiger")
    assert caught.value.is_ambiguous
    assert [thing.slug for thing in caught.value.proposals] == ["tiger-a", "tiger-b"]


def test_of_several_of_one_spelling_the_letter_decides():
    for slug, name in (("aml-60", "AML-60"), ("aml", "AML 60")):
        factories.EquipmentTypeFactory(name=name, slug=slug)
    assert Names().find(TYPE, "aml-60").slug == "aml-60"
    assert Names().find(TYPE, "AML 60").slug == "aml"
    with pytest.raises(UnknownNameError, match="name of several: aml, aml-60"):
        Names().find(TYPE, "AML60")


def test_a_decision_holds_for_every_spelling_of_its_name(tanks):
    decision = NameDecision.objects.create(kind=TYPE, name="Čhar-X", means_equipment_type=tanks)
    assert decision.plain_name == "charx"
    names = Names(NameDecision.objects.for_source(None))
    assert names.find(TYPE, "CHAR X").pk == tanks.pk
    assert not names.knows(TYPE, "char y")


def test_suggestions_come_nearest_first_with_the_alias_that_fits(tanks):
    factories.EquipmentTypeFactory(name="Light tanks")
    found = Names().suggest(TYPE, "tank")
    assert [(one.thing.name, one.spelling, one.nearness) for one in found] == [
        ("Tanks", "", 2),
        ("Light tanks", "", 4),
    ]
    assert Names().suggest(TYPE, "combat")[0].spelling == "chars de combat"
    assert Names().suggest(TYPE, " ") == []


def test_rows_of_a_kind_are_read_once(tanks, django_assert_num_queries):
    names = Names()
    with django_assert_num_queries(1):
        assert names.row(TYPE, tanks.pk) == tanks
        assert names.row(TYPE, tanks.pk).name == "Tanks"
