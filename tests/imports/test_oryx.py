"""Test that lists of losses are refused as deliveries, and that their names can be learnt."""

import pytest

from inventory.imports.files import read_contents
from inventory.imports.formats import FORMATS
from inventory.imports.oryx import LearntName, bare_name, not_known, read_oryx
from inventory.imports.tables import RefusedTableError, Table, find_table
from inventory.models import EquipmentAlias
from inventory.models.names import Names
from tests import factories

REFUSED = (
    "this is a list of losses: what was seen destroyed, damaged, abandoned or captured. Nobody delivered it"
)


def refused(data, name):
    with pytest.raises(RefusedTableError) as caught:
        find_table(read_contents(name, (data / "oryx" / name).read_bytes()), FORMATS)
    assert f"{name}: {REFUSED}" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "rows", "learnt"),
    [
        (
            "event_captured.csv",
            14,
            [
                LearntName("'Orlan-20' reconnaissance UAV", 1, "", "Russia"),
                LearntName("1L271 portable mortar locating reconnaissance radar", 1, "", "Russia"),
                LearntName("1V12 command vehicle", 1, "", "Soviet Union"),
            ],
        ),
        (
            "totals_by_system_wide.csv",
            12,
            [
                LearntName("'Orlan-20' reconnaissance UAV", 3),
                LearntName("'Orlan-20' ''Kartograf'' reconnaissance UAV", 1),
                LearntName("107mm Type 75 towed MRL", 1),
            ],
        ),
        (
            "totals_by_type.csv",
            10,
            [
                LearntName("Infantry Fighting Vehicles", 6069),
                LearntName("Tanks", 4074),
                LearntName("Armoured Fighting Vehicles", 2200),
            ],
        ),
        ("daily_count.csv", 8, [LearntName("Aircraft", 21)]),
        (
            "russia_losses_equipment_oryx.json",
            6,
            [
                LearntName("T-62M", 50, "Tanks", "Soviet Union"),
                LearntName("T-64BV", 48, "Tanks", "Soviet Union"),
                LearntName("T-72A", 36, "Tanks", "Soviet Union"),
            ],
        ),
    ],
)
def test_losses_are_refused_and_their_names_learnt(data, name, rows, learnt):
    error = refused(data, name)
    assert str(error).endswith("Its names of equipment can be taken over as names of types.")
    assert len(error.table.lines) == rows
    assert read_oryx(error.table)[:3] == learnt


def test_corrections_of_counts_hold_no_names(data):
    error = refused(data, "russia_losses_equipment_correction.json")
    assert str(error).endswith("It names no equipment that could be learnt.")
    assert read_oryx(error.table) == []


@pytest.mark.django_db
def test_names_and_aliases_that_are_known_need_not_be_learnt():
    tanks = factories.EquipmentTypeFactory(name="Tanks")
    EquipmentAlias.objects.create(equipment_type=tanks, name="main battle tanks", language="en")
    learnt = [LearntName("Zoopark-1", 3), LearntName("TANKS", 2), LearntName("Main Battle Tanks", 1)]
    assert not_known(learnt, Names()) == [LearntName("Zoopark-1", 3)]


def test_a_table_of_something_else_teaches_nothing():
    assert read_oryx(Table((), ("type", "number"), ())) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1 122mm 2B26 Grad-K", "122mm 2B26 Grad-K"),
        ("12 T-72B3", "T-72B3"),
        ("122 mm howitzer", "122 mm howitzer"),
        ("122mm howitzer", "122mm howitzer"),
        ("2S1 Gvozdika", "2S1 Gvozdika"),
        ("152mm 2A36 Giatsint-B:", "152mm 2A36 Giatsint-B"),
        ("7", "7"),
        ("", ""),
    ],
)
def test_the_count_in_front_of_a_name_is_taken_away(text, name):
    assert bare_name(text) == name
