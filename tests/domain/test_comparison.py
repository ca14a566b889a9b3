"""Compare the reference case end to end: the convoy to Bamako of January 2025."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.domain.comparison import (
    CaseError,
    Comparison,
    Line,
    MarkCode,
    Scope,
    ShipmentInput,
    compare,
)
from inventory.domain.comparison.cells import Stance
from inventory.domain.independence import Attribution, CitationEdge, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, State
from tests.domain.equipment_tree import (
    AMBULANCES,
    APC,
    ARMOURED,
    BMD,
    BMP3,
    BOATS,
    CAST,
    D30,
    DEFENCEWEB,
    FRONTELLIGENCE,
    GUNS,
    IFV,
    KYIV_POST,
    LE_MONDE,
    LINZA,
    MILITARY_AFRICA,
    NONE,
    PLURAL,
    RAIDS,
    ROOT,
    SEED,
    T72,
    T72B3,
    T72B3M,
    TANKS,
    TREE,
    TRUCKS,
    VEHICLES,
    row,
    summary,
)

REPORTS = (
    ReportNode(1, 1, FRONTELLIGENCE, published=date(2025, 1, 20)),
    ReportNode(2, 2, LE_MONDE, published=date(2025, 1, 24)),
    ReportNode(3, 3, DEFENCEWEB, published=date(2025, 1, 26)),
    ReportNode(4, 4, SEED, is_first_hand=False, repeats=(Edge(3),), published=date(2025, 1, 28)),
    ReportNode(5, 5, KYIV_POST, CAST, Attribution.STATED, is_first_hand=False, published=date(2025, 1, 22)),
    ReportNode(6, 6, MILITARY_AFRICA, published=date(2025, 1, 21)),
    ReportNode(7, 7, RAIDS, published=date(2025, 3, 1)),
)
CONVOY = ShipmentInput(
    reports=REPORTS,
    citations=(CitationEdge(3, cited_source=FRONTELLIGENCE), CitationEdge(4, cited_publication=2)),
    lines=(
        Line(11, 1, VEHICLES, Interval(101, None), kind="more_than"),
        Line(21, 2, VEHICLES, Interval(90, 110), 100, "approximate"),
        Line(31, 3, VEHICLES, Interval(101, None), kind="more_than", cites=FRONTELLIGENCE),
        Line(32, 3, TRUCKS, Interval(46, None), kind="share"),
        Line(33, 3, T72B3M, PLURAL, kind="bare_plural"),
        Line(34, 3, BMP3, PLURAL, kind="bare_plural"),
        Line(35, 3, D30, Interval(3, 3)),
        Line(36, 3, BOATS, Interval(2, 3), kind="vague"),
        Line(37, 3, LINZA, PLURAL, kind="bare_plural", label_type=APC),
        Line(41, 4, VEHICLES, Interval(101, None), kind="more_than"),
        Line(42, 4, T72B3M, PLURAL, kind="bare_plural"),
        Line(43, 4, D30, Interval(3, 3)),
        Line(51, 5, T72B3, Interval(7, 7)),
        Line(52, 5, BMP3, Interval(5, 5)),
        Line(53, 5, ARMOURED, Interval(51, None), kind="more_than", scope=Scope.ADDITIONAL),
        Line(61, 6, T72B3, Interval(5, None), kind="at_least"),
        Line(62, 6, BMD, PLURAL, kind="bare_plural"),
        Line(63, 6, BMP3, NONE, kind="none"),
        Line(64, 6, LINZA, PLURAL, kind="bare_plural", label_type=AMBULANCES),
        Line(71, 7, D30, Interval(3, 3)),
        Line(72, 7, BOATS, Interval(2, 2)),
    ),
)


@pytest.fixture(scope="module")
def convoy() -> Comparison:
    """Compare the reference case."""
    return compare(CONVOY, TREE)


def test_convoy_tanks_agree_on_seven_stated_by_three_voices(convoy: Comparison) -> None:
    assert summary(row(convoy, T72)) == ("agreed", "7", 3, 1)
    assert row(convoy, T72).concluded.stated_by == {(CAST,), (MILITARY_AFRICA,), (DEFENCEWEB,)}


def test_convoy_outlets_that_share_a_text_are_one_voice(convoy: Comparison) -> None:
    (shared,) = (voice for voice in convoy.voices.voices if voice.key == (DEFENCEWEB,))
    assert [report.key for report in shared.reports] == [4, 3]
    assert (convoy.publication_count, convoy.voice_count) == (7, 6)


def test_convoy_bmp3_against_bmd_is_a_conflict_carried_upward(convoy: Comparison) -> None:
    bmp3 = row(convoy, BMP3)
    assert summary(bmp3)[:3] == ("conflict", "5", 2)
    assert bmp3.concluded.incompatible == {(MILITARY_AFRICA,)}
    assert bmp3.concluded.envelope == Interval(0, 5)
    assert row(convoy, IFV).state is State.CONFLICT_BELOW
    armoured = row(convoy, ARMOURED)
    assert (armoured.state, armoured.concluded.conflict_below) == (State.SINGLE, (BMP3,))
    assert row(convoy, BMD).state is State.SINGLE
    assert convoy.concluded.dispute_count == 2  # BMP-3, and the class of the Linza


def test_convoy_trucks_are_at_least_46_by_one_voice(convoy: Comparison) -> None:
    trucks = row(convoy, TRUCKS).concluded
    assert (trucks.state, trucks.stated_by) == (State.SINGLE, {(DEFENCEWEB,)})
    assert trucks.statements == {(DEFENCEWEB,): Interval(46, None)}


def test_convoy_vehicles_agree_and_only_two_voices_state_them(convoy: Comparison) -> None:
    vehicles = row(convoy, VEHICLES)
    # Over 62 armoured vehicles hold the disputed BMP-3, so that 46 trucks are not added to them.
    assert summary(vehicles) == ("agreed", "101–110", 2, 3)
    assert vehicles.concluded.statements == {
        (FRONTELLIGENCE,): Interval(101, None),
        (LE_MONDE,): Interval(90, 110),
    }
    stating = [cell.stated for cell in vehicles.cells if cell.stated]
    assert sorted(map(str, stating)) == ["90–110", "≥ 101"]


def test_convoy_estimates_are_tightened_over_the_tree(convoy: Comparison) -> None:
    # At least 46 trucks leave at most 64 armoured vehicles of 110.
    assert str(row(convoy, ARMOURED).estimate) == "63–64"
    assert str(row(convoy, TRUCKS).estimate) == "46–99"


def test_convoy_guns_and_boats_are_never_added_to_vehicles(convoy: Comparison) -> None:
    assert summary(row(convoy, GUNS)) == ("implied", "≥ 3", 0, 2)
    assert row(convoy, GUNS).concluded.named == Interval(3, 3)
    assert summary(row(convoy, D30)) == ("agreed", "3", 2, 0)
    assert summary(row(convoy, BOATS)) == ("agreed", "2", 2, 0)
    assert summary(row(convoy, ROOT)) == ("silent", "None", 0, 0)


def test_convoy_linza_is_a_type_conflict_beside_an_agreed_count(convoy: Comparison) -> None:
    linza = row(convoy, LINZA)
    assert (linza.state, linza.concluded.type_conflict) == (State.AGREED, (APC, AMBULANCES))
    assert row(convoy, T72).concluded.type_conflict == ()


def test_convoy_rows_stand_in_tree_order_with_all_types_above(convoy: Comparison) -> None:
    stated = {line.type for line in CONVOY.lines}
    assert [found.type for found in convoy.rows] == list(TREE.order(TREE.closure(stated)))
    assert [found.depth for found in convoy.rows[:4]] == [0, 1, 2, 3]


def test_convoy_cells_tell_stance_lines_and_speaker(convoy: Comparison) -> None:
    position = [voice.key for voice in convoy.voices.voices].index((DEFENCEWEB,))
    family, variant = row(convoy, T72).cells[position], row(convoy, T72B3M).cells[position]
    assert (family.stated, family.is_from_variants, family.lines) == (PLURAL, True, ())
    assert (variant.stated, variant.is_derived, variant.lines) == (PLURAL, False, (42, 33))
    # The root's own words stand for it, not the newer copy's.
    assert (variant.told, variant.speaker) == (33, 3)
    borrowed = row(convoy, VEHICLES).cells[position]
    assert (borrowed.stance, borrowed.lines) == (Stance.IMPLIES, (41, 31))
    denial = row(convoy, BMP3).cells[[voice.key for voice in convoy.voices.voices].index((MILITARY_AFRICA,))]
    assert (denial.is_denied, denial.is_derived, variant.is_denied) == (True, False, False)


def test_convoy_contradicts_itself_nowhere(convoy: Comparison) -> None:
    assert convoy.contradictions == ()
    assert convoy.method is Method.MARZULLO
    assert {mark.code for mark in convoy.marks} == {
        MarkCode.PASSED_ON,
        MarkCode.TYPE_CONFLICT,
        MarkCode.STAGE_NOT_SAID,
    }


@settings(max_examples=25)
@given(st.data())
def test_the_order_of_the_input_never_matters(data: st.DataObject) -> None:
    shuffled = replace(
        CONVOY,
        reports=tuple(data.draw(st.permutations(CONVOY.reports))),
        citations=tuple(data.draw(st.permutations(CONVOY.citations))),
        lines=tuple(data.draw(st.permutations(CONVOY.lines))),
    )
    found, expected = compare(shuffled, TREE), compare(CONVOY, TREE)
    assert (found.rows, found.details) == (expected.rows, expected.details)
    assert set(found.marks) == set(expected.marks)


def test_evidence_can_be_the_method() -> None:
    found = compare(replace(CONVOY, confirmed={T72B3: 4}), TREE, method=Method.VISUALLY_CONFIRMED)
    assert row(found, TANKS).estimate == Interval(4, None)
    assert row(found, BMP3).estimate is None
    assert row(found, BMP3).state is State.CONFLICT


def test_one_source_can_be_preferred() -> None:
    found = compare(CONVOY, TREE, method=Method.PREFERRED, preferred=MILITARY_AFRICA)
    assert row(found, BMP3).estimate == NONE
    assert row(found, D30).estimate is None
    unheard = compare(CONVOY, TREE, method=Method.PREFERRED, preferred=999)
    assert {found.estimate for found in unheard.rows} == {None}


def test_a_preferred_source_must_be_named() -> None:
    with pytest.raises(CaseError, match="needs a source"):
        compare(CONVOY, TREE, method=Method.PREFERRED)
