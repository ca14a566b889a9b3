"""Test how sums are laid out: headings, totals, links, contrasts and records."""

import datetime

import pytest

from inventory.domain.arithmetic import Sum
from inventory.domain.intervals import Interval
from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Destination, Dimension, Measure, Tally, TallyKey
from inventory.tables.comparison import ComparisonTable, Question, record_names, records

MALI, BURKINA = Destination(1, "ML", "Mali"), Destination(2, "BF", "Burkina Faso")
ALLIANCE = Destination(1, "alliance", "Alliance", is_group=True)
ROOT = EquipmentType(pk=1, slug="military-equipment", name="Military equipment", unit="items", level="root")
VEHICLES = EquipmentType(pk=2, slug="vehicles", name="Vehicles", unit="vehicles", parent=ROOT, position=1)
TANKS = EquipmentType(pk=3, slug="tanks", name="Tanks", unit="vehicles", parent=VEHICLES, position=2)
TRUCKS = EquipmentType(pk=4, slug="trucks", name="Trucks", unit="vehicles", parent=VEHICLES, position=1)
GUNS = EquipmentType(pk=5, slug="guns", name="Guns", unit="guns", parent=ROOT, position=2)


def question(**kwargs):
    asked = {
        "destinations": (MALI, BURKINA),
        "types": (),
        "rows": Dimension.EQUIPMENT,
        "columns": Dimension.DESTINATION,
        "is_split": False,
        "measure": Measure.BEST,
        **kwargs,
    }
    return Question(**asked)


def tally(*counts, conflicts=0, voices=1, reports=0):
    return Tally(Sum.of(counts), conflicts, voices, reports)


def key(kind, *destinations, year=None):
    return TallyKey(frozenset(one.key for one in destinations), kind.pk, year)


def layout(tallies, types=(TANKS,), **kwargs):
    return ComparisonTable(question(**kwargs), tallies, types)


def texts(table):
    return [[row.heading.label, *(cell.text for cell in row.cells)] for row in table.rows]


def test_types_stand_in_the_trees_order_and_below_their_parent():
    types = (GUNS, TANKS, VEHICLES, TRUCKS, ROOT)
    table = layout({key(kind, MALI): tally(Interval(1, 1)) for kind in types}, types)
    assert [(row.heading.label, row.heading.depth) for row in table.rows] == [
        ("Military equipment", 0),
        ("Vehicles", 1),
        ("Trucks", 1),
        ("Tanks", 1),
        ("Guns", 1),
    ]


def test_chosen_types_keep_their_order_and_stand_even_without_data():
    table = layout({key(TANKS, MALI): tally(Interval(7, 7))}, types=(GUNS, TANKS))
    chosen = ComparisonTable(question(types=(GUNS, TANKS)), {}, ())
    assert texts(table)[1][0] == "Guns"
    assert texts(chosen) == [["Guns", "–", "–", "–"], ["Tanks", "–", "–", "–"]]


def test_a_shipment_to_both_of_two_overlapping_destinations_is_once_in_the_total():
    tallies = {
        key(TANKS, MALI, ALLIANCE): tally(Interval(5, 7)),
        key(TANKS, ALLIANCE): tally(Interval(2, 2)),
    }
    table = layout(tallies, destinations=(MALI, ALLIANCE))
    assert texts(table) == [["Tanks", "5–7", "7–9", "7–9"]]
    assert [column.label for column in table.columns] == ["Mali", "Alliance", "Both together"]


@pytest.mark.parametrize(
    ("one", "other", "contrasts"),
    [
        ((Interval(7, 9),), (Interval(2, 3),), [("+4 to +7", ""), ("2.33–4.5", "")]),
        (
            (Interval(7, None),),
            (Interval(2, 3),),
            [("≥ +4", ""), (None, "The count has no upper end for Mali.")],
        ),
        (
            (Interval(7, 7),),
            (Interval(0, 3),),
            [("+4 to +7", ""), (None, "The count may be zero for Burkina Faso.")],
        ),
        ((None,), (Interval(2, 3),), [(None, "The count is unknown for Mali.")] * 2),
        ((Interval(7, 7),), (), [(None, "Nothing is reported for Burkina Faso.")] * 2),
    ],
)
def test_differences_and_ratios_say_why_there_is_none(one, other, contrasts):
    tallies = {key(TANKS, MALI): tally(*one), key(TANKS, BURKINA): tally(*other)}
    (row,) = layout(tallies).rows
    found = [(str(one.value) if one.value else None, one.reason) for one in row.contrasts]
    assert found == contrasts


def test_only_two_destinations_side_by_side_have_contrasts():
    assert layout({}).has_contrasts
    assert not layout({}, destinations=(MALI, BURKINA, ALLIANCE)).has_contrasts
    assert not layout({}, rows=Dimension.DESTINATION, columns=Dimension.YEAR).has_contrasts


def test_an_open_high_end_has_no_number():
    table = layout({key(TANKS, MALI): tally(Interval(7, None))}, measure=Measure.HIGH)
    assert texts(table) == [["Tanks", "open", "–", "open"]]
    assert table.rows[0].contrasts[0].reason == "The count has no upper end for Mali."


def test_types_are_never_added_up_whatever_stands_where():
    tallies = {key(kind, MALI, year=2025): tally(Interval(1, 1)) for kind in (TANKS, GUNS)}
    in_columns = layout(
        tallies, (TANKS, GUNS), rows=Dimension.YEAR, columns=Dimension.EQUIPMENT, destinations=(MALI,)
    )
    assert [column.label for column in in_columns.columns] == ["Tanks", "Guns"]
    left_over = layout(tallies, (TANKS, GUNS), rows=Dimension.YEAR)
    assert [len(row.cells) for row in left_over.rows] == [0, 3, 3]


def test_years_are_in_order_with_several_and_unknown_last():
    years = (None, 2025, SEVERAL_YEARS, 2023)
    tallies = {key(TANKS, MALI, year=year): tally(Interval(1, 1)) for year in years}
    table = layout(tallies, columns=Dimension.YEAR)
    labels = [column.label for column in table.columns]
    assert labels == ["2023", "2025", "Several years", "Year unknown", "All years"]
    assert texts(table) == [["Tanks", "1", "1", "1", "1", "4"]]


def test_a_year_at_the_edge_of_the_period_is_cut_like_it():
    tallies = {key(TANKS, MALI, year=year): tally(Interval(1, 1)) for year in (2023, 2024, 2025)}
    table = layout(
        tallies,
        columns=Dimension.YEAR,
        destinations=(MALI,),
        period_from="2023-03",
        period_to="2025-01-17",
        first=datetime.date(2023, 3, 1),
        last=datetime.date(2025, 1, 17),
        parameters={"supplier": "russia"},
    )
    start = "/deliveries/?country=ML&equipment=tanks"
    assert [cell.address for cell in table.rows[0].cells] == [
        f"{start}&period_from=2023-03&period_to=2023&supplier=russia",
        f"{start}&period_from=2024&period_to=2024&supplier=russia",
        f"{start}&period_from=2025&period_to=2025-01-17&supplier=russia",
        f"{start}&period_from=2023-03&period_to=2025-01-17&supplier=russia",
    ]


def test_a_sum_over_several_destinations_has_no_list_of_lines():
    table = layout({key(TANKS, MALI): tally(Interval(1, 1))})
    assert [bool(cell.address) for cell in table.rows[0].cells] == [True, False, False]


def test_a_days_membership_goes_with_groups_alone():
    tallies = {key(TANKS, MALI, ALLIANCE): tally(Interval(1, 1))}
    table = layout(tallies, destinations=(MALI, ALLIANCE), group_on="2025")
    assert [cell.address for cell in table.rows[0].cells[:2]] == [
        "/deliveries/?country=ML&equipment=tanks",
        "/deliveries/?group=alliance&group_on=2025&equipment=tanks",
    ]


def test_records_tell_open_unknown_and_silent_apart():
    tallies = {
        key(TANKS, MALI): tally(Interval(7, None), conflicts=1),
        key(GUNS, MALI): tally(None),
    }
    table = layout(tallies, (TANKS, GUNS), destinations=(MALI, BURKINA, ALLIANCE))
    assert record_names(table)[:7] == [
        "equipment_type",
        "equipment_name",
        "unit",
        "ML_low",
        "ML_high",
        "ML_shipments",
        "ML_conflicts",
    ]
    guns, tanks = sorted(row[:11] for row in records(table))
    assert tanks == ["tanks", "Tanks", "vehicles", 7, None, 1, 1, None, None, 0, 0]
    assert guns == ["guns", "Guns", "guns", None, None, 1, 0, None, None, 0, 0]


@pytest.mark.parametrize(
    ("measure", "names", "values"),
    [
        (Measure.LOW, ["ML_low", "ML_shipments", "ML_conflicts"], [7, 1, 1]),
        (Measure.HIGH, ["ML_high", "ML_shipments", "ML_conflicts"], [9, 1, 1]),
        (Measure.SHIPMENTS, ["ML_shipments", "ML_conflicts"], [1, 1]),
        (Measure.CONFLICTS, ["ML_conflicts", "ML_shipments"], [1, 1]),
        (Measure.REPORTS, ["ML_reports", "ML_shipments", "ML_conflicts"], [4, 1, 1]),
        (Measure.VOICES, ["ML_voices", "ML_shipments", "ML_conflicts"], [2, 1, 1]),
    ],
)
def test_records_hold_the_measure_and_what_it_rests_on(measure, names, values):
    tallies = {key(TANKS, MALI): tally(Interval(7, 9), conflicts=1, voices=2, reports=4)}
    table = layout(tallies, measure=measure)
    stop = 3 + len(names)
    assert record_names(table)[3:stop] == names
    assert next(iter(records(table)))[3:stop] == values


def test_records_name_the_unit_of_a_column_and_have_no_row_for_a_mere_head():
    tallies = {key(TANKS, MALI, year=2025): tally(Interval(7, 7))}
    across = layout(tallies, rows=Dimension.DESTINATION, columns=Dimension.EQUIPMENT)
    assert record_names(across)[2] == "tanks_vehicles_low"
    nested = layout(tallies, rows=Dimension.YEAR)
    assert [row[:3] for row in records(nested)] == [["2025", "tanks", "Tanks"]]
    assert record_names(nested)[-4:] == ["difference_low", "difference_high", "ratio_low", "ratio_high"]
