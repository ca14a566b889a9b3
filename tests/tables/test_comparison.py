"""Test how sums are laid out: headings, totals, links, contrasts and records."""

import pytest

from inventory.columns.column import names_of
from inventory.domain.arithmetic import Sum
from inventory.domain.intervals import Interval
from inventory.domain.totals.links import Verdict
from inventory.domain.totals.overlaps import Overlaps
from inventory.domain.totals.records import EVENTS, Count, CountedShipment
from inventory.domain.tree import Taxonomy, TypeNode
from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Dimension, Measure, Tally, TallyKey, Thing
from inventory.models.totals.adding import spread
from inventory.tables.comparison import ComparisonTable, Question, record_columns, records

MALI = Thing(Dimension.DESTINATION, 1, "ML", "Mali")
BURKINA = Thing(Dimension.DESTINATION, 2, "BF", "Burkina Faso")
ALLIANCE = Thing(Dimension.DESTINATION, 1, "alliance", "Alliance", is_group=True)
VEHICLES = EquipmentType(pk=2, slug="vehicles", name="Vehicles", unit="vehicles", path="vehicles")
TANKS = EquipmentType(pk=3, slug="tanks", name="Tanks", unit="vehicles", path="vehicles/tanks")
GUNS = EquipmentType(pk=5, slug="guns", name="Guns", unit="guns", path="guns")


def layout(tallies, types=(TANKS,), **kwargs):
    asked = {
        "compared": Dimension.DESTINATION,
        "things": (MALI, BURKINA),
        "types": (),
        "rows": Dimension.EQUIPMENT,
        "split": None,
        "measure": Measure.BEST,
        **kwargs,
    }
    return ComparisonTable(Question(**asked), spread(tallies), types, {})


def tally(*counts, conflicts=0, voices=1, reports=0):
    return Tally(Sum.of(counts), conflicts, voices, reports)


def key(kind, *things, at=()):
    return TallyKey(frozenset(things), kind.pk, at)


def texts(table):
    return [[row.heading.label, *(cell.text for cell in row.cells)] for row in table.rows]


def test_types_are_indented_below_those_that_hold_them():
    types = (VEHICLES, TANKS, GUNS)
    table = layout({key(kind, 0): tally(Interval(1, 1)) for kind in types}, types)
    assert [(row.heading.label, row.heading.depth) for row in table.rows] == [
        ("Vehicles", 0),
        ("Tanks", 1),
        ("Guns", 0),
    ]


def test_types_keep_their_order_and_stand_even_without_data():
    assert texts(layout({}, (GUNS, TANKS))) == [
        ["Guns", "–", "–", "–"],
        ["Tanks", "–", "–", "–"],
    ]


def test_a_shipment_to_both_of_two_overlapping_destinations_is_once_in_the_total():
    tallies = {key(TANKS, 0, 1): tally(Interval(5, 7)), key(TANKS, 1): tally(Interval(2, 2))}
    table = layout(tallies, things=(MALI, ALLIANCE))
    assert texts(table) == [["Tanks", "5–7", "7–9", "7–9"]]
    assert [column.label for column in table.columns] == ["Mali", "Alliance", "Total"]
    # No list of lines can be narrowed to a country or a group.
    assert [bool(cell.address) for cell in table.rows[0].cells] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other", "contrasts"),
    [
        ((Interval(7, 9),), (Interval(2, 3),), [("+4 to +7", ""), ("2.33–4.5", "")]),
        ((Interval(7, None),), (Interval(2, 3),), [("cannot be said: no upper limit for Mali",) * 2] * 2),
        (
            (Interval(7, 7),),
            (Interval(0, 0),),
            [("+7", ""), ("cannot be said: the count for Burkina Faso is zero",) * 2],
        ),
        ((None,), (Interval(2, 3),), [("cannot be said: the count for Mali is unknown",) * 2] * 2),
        ((Interval(1, 1),), (), [("n/a: no count for Burkina Faso",) * 2] * 2),
        ((Interval(12_000, 12_000),), (Interval(1, 1),), [("+11,999", ""), ("12000", "")]),
    ],
)
def test_differences_and_ratios(one, other, contrasts):
    tallies = {key(TANKS, 0): tally(*one), key(TANKS, 1): tally(*other)}
    (row,) = layout(tallies).rows
    assert [(found.text, found.reason) for found in row.contrasts] == contrasts


def test_years_come_in_order_with_several_and_the_unknown_last():
    tallies = {key(TANKS, 0, at=(year,)): tally(Interval(1, 1)) for year in (None, 2025, SEVERAL_YEARS, 2023)}
    table = layout(tallies, split=Dimension.YEAR)
    assert [row.heading.label for row in table.rows] == [
        "Tanks",
        "2023",
        "2025",
        "Several years",
        "Year unknown",
    ]
    assert texts(table)[0][1] == "4"


def test_records_hold_bare_numbers_with_unknown_and_open_ends_empty():
    tallies = {key(TANKS, 0): tally(Interval(1_200, None)), key(TANKS, 1): tally(None)}
    table = layout(tallies)
    (record,) = records(table)
    row = dict(zip(names_of(record_columns(table)), record, strict=True))
    assert (row["ML_low"], row["ML_high"], row["BF_low"], row["BF_shipments"]) == (1200, None, None, 1)
    assert (row["difference_low"], row["ratio_low"]) == (None, None)


def test_records_tell_what_leaves_a_total_open_and_what_each_dataset_counts():
    row = CountedShipment(1, "SIPRI", {TANKS.pk: Count(Interval(14, 18))}, is_tally=True)
    event = CountedShipment(2, EVENTS, {TANKS.pk: Count(Interval(15, 21))})
    tree = Taxonomy(
        [TypeNode(2, None, "vehicles", False, "Vehicles"), TypeNode(3, 2, "vehicles", True, "Tanks")]
    )
    overlaps = Overlaps([row, event], {(1, 2): Verdict.UNDECIDED}, tree)
    linked = Tally(Sum(), 0, 2, 0, linked=frozenset({1, 2}), equipment_type=TANKS.pk, overlaps=overlaps)
    table = layout({key(TANKS, 0): linked + tally(Interval(2, None), None), key(TANKS, 1): tally(None)})
    (record,) = records(table)
    found = dict(zip(names_of(record_columns(table)), record, strict=True))
    assert {
        name: found[f"ML_{name}"] for name in ("low", "high", "open", "unknown", "twice", "to_decide")
    } == {
        "low": 17,
        "high": None,
        "open": 1,
        "unknown": 1,
        "twice": 18,
        "to_decide": 1,
    }
    ends = ("sipri_low", "sipri_high", "press_low", "press_high")
    assert [found[f"ML_{end}"] for end in ends] == [14, 18, 15, 21]
    assert [found[f"BF_{end}"] for end in ends] == [None] * 4


def test_rows_beyond_what_a_page_shows_stay_in_the_file():
    tallies = {key(TANKS, 0, at=(year,)): tally(Interval(1, 1)) for year in range(1800, 2025)}
    table = layout(tallies, split=Dimension.YEAR)
    assert (len(table.shown_rows), table.left_out) == (200, 26)
    assert len(list(records(table))) == 226
