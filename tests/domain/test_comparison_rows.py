"""Check each rule by which the counts of a shipment are compared type by type."""

from dataclasses import replace
from datetime import date

import pytest

from inventory.domain.comparison import (
    CaseError,
    Comparison,
    DriftKind,
    Line,
    MarkCode,
    Scope,
    ShipmentInput,
    StageGroup,
    compare,
    conclude,
)
from inventory.domain.independence import Attribution, CitationEdge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Contradiction, TaxonomyError
from tests.domain.equipment_tree import (
    AFP,
    AMBULANCES,
    APC,
    ARMOURED,
    BMD,
    BMP3,
    BOATS,
    CAST,
    IFV,
    LINZA,
    NONE,
    PLURAL,
    ROOT,
    SEED,
    T72,
    T72B3,
    T72B3M,
    TANKS,
    TB2,
    TREE,
    TRUCKS,
    UAV,
    VEHICLES,
    row,
    summary,
)


def carriers(*counts: Interval | None, source: int = AFP) -> ShipmentInput:
    """Build a case in which outlets pass on one agency, each with a count of unmanned aircraft."""
    reports = tuple(
        ReportNode(key, key, 200 + key, source, Attribution.STATED) for key in range(1, len(counts) + 1)
    )
    return ShipmentInput(
        reports, lines=tuple(Line(key, key, UAV, count) for key, count in enumerate(counts, 1))
    )


def test_a_voice_whose_carriers_disagree_is_divided_and_in_conflict() -> None:
    found = row(compare(carriers(Interval(10, 10), Interval(12, 12), Interval(9, 11)), TREE), UAV)
    assert (found.state, found.divided) == (State.CONFLICT, ((AFP,),))
    assert found.cells[0].accounts == ((3, Interval(9, 11)), (2, Interval(12, 12)), (1, Interval(10, 10)))
    assert len(found.concluded.stated_by) == 1
    assert found.estimate == Interval(9, 12)


def test_a_carrier_that_excludes_no_other_does_not_widen_a_divided_voice() -> None:
    found = row(compare(carriers(Interval(10, 10), Interval(12, 12), Interval(4, None)), TREE), UAV)
    assert (found.state, found.estimate) == (State.CONFLICT, Interval(10, 12))


def test_a_voice_whose_carriers_agree_is_single() -> None:
    found = row(compare(carriers(Interval(10, 10), Interval(9, 11), None), TREE), UAV)
    assert (found.state, found.divided, found.cells[0].accounts) == (State.SINGLE, (), ())


def test_a_superseded_carrier_no_longer_divides_the_voice() -> None:
    case = carriers(Interval(10, 10), Interval(12, 12))
    first, second = case.reports
    found = row(compare(replace(case, reports=(replace(first, superseded=True), second)), TREE), UAV)
    assert (found.state, found.cells[0].interval) == (State.SINGLE, Interval(12, 12))
    assert found.cells[0].lines == (2, 1)


def own_reports(*facts: tuple[date | None, int]) -> ShipmentInput:
    """Build one source's own reports, each with a date and a count of unmanned aircraft."""
    reports = tuple(ReportNode(key, key, AFP, published=day) for key, (day, _) in enumerate(facts, 1))
    lines = tuple(Line(key, key, UAV, Interval(count, count)) for key, (_, count) in enumerate(facts, 1))
    return ShipmentInput(reports, lines=lines)


def test_a_source_may_correct_itself() -> None:
    found = row(compare(own_reports((date(2025, 1, 1), 5), (date(2025, 1, 9), 7)), TREE), UAV)
    assert (found.state, found.cells[0].interval) == (State.SINGLE, Interval(7, 7))


def test_the_words_that_stand_for_a_voice_are_those_of_its_count() -> None:
    case = own_reports((date(2025, 1, 9), 5), (date(2025, 1, 1), 7))
    newer, older = case.lines
    case = replace(case, lines=(newer._replace(scope=Scope.SUBSET), older))
    (cell,) = row(compare(case, TREE), UAV).cells
    assert (cell.interval, cell.told, cell.speaker) == (Interval(7, 7), 2, 2)


@pytest.mark.parametrize("day", [None, date(2025, 1, 1)])
def test_a_source_that_gives_two_counts_at_once_is_divided(day: date | None) -> None:
    found = row(compare(own_reports((day, 5), (day, 3)), TREE), UAV)
    assert (found.state, found.divided) == (State.CONFLICT, ((AFP,),))


def single(*lines: Line, confirmed: dict[int, int] | None = None) -> Comparison:
    """Compare lines of one report by one source."""
    return compare(ShipmentInput((ReportNode(1, 1, AFP),), lines=lines, confirmed=confirmed or {}), TREE)


def test_one_or_several_reports_on_a_type_below_speak_as_a_minimum() -> None:
    found = single(Line(1, 1, T72B3, Interval(7, 7)), Line(2, 1, BMP3, Interval(5, 5)))
    assert summary(row(found, T72)) == ("single", "7", 1, 0)
    assert summary(row(found, TANKS)) == ("implied", "≥ 7", 0, 1)
    assert summary(row(found, ARMOURED)) == ("implied", "≥ 12", 0, 1)
    assert row(found, ARMOURED).cells[0].is_derived


def test_a_denial_below_is_no_speech_above() -> None:
    found = single(Line(1, 1, BMP3, NONE, kind="none"))
    assert summary(row(found, BMP3)) == ("denied", "0", 1, 0)
    assert summary(row(found, IFV)) == ("silent", "None", 0, 0)
    assert row(found, IFV).cells[0].interval is None


def test_a_denied_variant_does_not_count_its_family() -> None:
    found = single(Line(1, 1, T72B3, NONE, kind="none"))
    assert row(found, T72).state is State.SILENT


def test_a_denial_above_is_in_conflict_on_every_level_that_it_covers() -> None:
    case = ShipmentInput(
        (ReportNode(1, 1, AFP), ReportNode(2, 2, CAST)),
        lines=(Line(1, 1, TANKS, NONE, kind="none"), Line(2, 2, T72, Interval(7, 7))),
    )
    found = compare(case, TREE)
    assert summary(row(found, T72)) == ("conflict", "7", 1, 0)
    assert summary(row(found, TANKS)) == ("conflict", "0–7", 1, 0)
    # It is one disagreement, where it is stated.
    assert found.concluded.dispute_count == 1


def test_a_conflict_on_a_category_is_carried_upward() -> None:
    case = ShipmentInput(
        (ReportNode(1, 1, AFP), ReportNode(2, 2, CAST)),
        lines=(Line(1, 1, TANKS, Interval(3, 3)), Line(2, 2, TANKS, Interval(7, 7))),
    )
    found = compare(case, TREE)
    assert [row.state.value for row in found.rows] == [
        "silent",
        "conflict_below",
        "conflict_below",
        "conflict",
    ]
    assert row(found, TANKS).estimate == Interval(3, 7)
    assert row(found, VEHICLES).concluded.conflict_below == (TANKS,)
    assert row(found, VEHICLES).concluded.named == Interval(3, 7)


def test_a_conflict_that_a_bound_from_above_makes_is_in_no_subtype_of_those_between() -> None:
    counts = {IFV: Interval(5, 9), VEHICLES: Interval(6, 6), BMP3: Interval(4, 4), BMD: Interval(4, 4)}
    case = ShipmentInput(
        tuple(ReportNode(key, key, 100 + key) for key in range(1, 5)),
        lines=tuple(Line(key, key, kind, count) for key, (kind, count) in enumerate(counts.items(), start=1)),
    )
    found = compare(case, TREE)
    states = [row(found, key).state for key in (IFV, ARMOURED, VEHICLES)]
    assert states == [State.CONFLICT] * 3
    assert found.concluded.dispute_count == 1


def test_an_unknown_number_is_shown_but_not_counted() -> None:
    case = ShipmentInput(
        (ReportNode(1, 1, AFP), ReportNode(2, 2, CAST)),
        lines=(Line(1, 1, TB2, None, kind="unknown"), Line(2, 2, TB2, Interval(3, 3))),
    )
    found = compare(case, TREE)
    assert summary(row(found, TB2)) == ("single", "3", 1, 0)
    unknown = next(cell for cell in row(found, TB2).cells if cell.lines == (1,))
    assert (unknown.is_unknown, unknown.interval, unknown.speaker, unknown.is_denied) == (
        True,
        None,
        1,
        False,
    )
    assert [cell.is_unknown for cell in row(found, UAV).cells] == [False, False]


def test_an_unknown_number_does_not_take_back_an_older_one() -> None:
    reports = (ReportNode(1, 1, AFP), ReportNode(2, 2, AFP, published=date(2025, 1, 1)))
    case = ShipmentInput(reports, lines=(Line(1, 1, TB2, Interval(3, 3)), Line(2, 2, TB2, None)))
    assert summary(row(compare(case, TREE), TB2)) == ("single", "3", 1, 0)


def test_an_unknown_variant_leaves_its_family_open() -> None:
    found = single(Line(1, 1, T72B3M, None, kind="unknown"), Line(2, 1, T72B3, Interval(0, None)))
    assert row(found, T72).state is State.SILENT


def test_a_subset_is_a_minimum() -> None:
    found = single(Line(1, 1, TANKS, Interval(4, 4), scope=Scope.SUBSET))
    assert summary(row(found, TANKS)) == ("single", "≥ 4", 1, 0)


@pytest.mark.parametrize(
    ("lines", "key", "interval"),
    [
        ([Line(1, 1, VEHICLES, Interval(100, 100))], VEHICLES, "105"),
        ([Line(1, 1, VEHICLES, Interval(100, None))], VEHICLES, "≥ 105"),
        ([Line(1, 1, VEHICLES, Interval(100, 100))], TRUCKS, "5–105"),
        ([Line(1, 1, TRUCKS, Interval(10, 20))], TRUCKS, "15–25"),
        ([Line(1, 1, TANKS, Interval(7, 7))], VEHICLES, "≥ 12"),
        ([Line(1, 1, TANKS, Interval(7, 7))], TRUCKS, "5"),
        ([], TRUCKS, "5"),
        ([], VEHICLES, "≥ 5"),
    ],
)
def test_additional_items_count_beside_the_total(lines: list[Line], key: int, interval: str) -> None:
    found = single(*lines, Line(9, 1, TRUCKS, Interval(5, 5), scope=Scope.ADDITIONAL))
    assert str(row(found, key).estimate) == interval


def test_a_sum_rests_on_the_evidence_of_what_was_added_to_it() -> None:
    case = ShipmentInput(
        (
            ReportNode(1, 1, AFP, published=date(2025, 1, 1)),
            ReportNode(2, 2, AFP, published=date(2025, 1, 2), evidence=(7,)),
            ReportNode(3, 3, CAST, published=date(2025, 1, 2), evidence=(7,)),
        ),
        lines=(
            Line(1, 1, T72, Interval(5, 5)),
            Line(2, 2, T72, Interval(3, 3), scope=Scope.ADDITIONAL),
            Line(3, 3, T72, Interval(8, 8)),
        ),
    )
    found = conclude(case, TREE)
    told = {voice.key: voice.told_by[T72] for voice in found.statements.by_voice}
    assert told == {(AFP,): (1, 2), (CAST,): (3,)}
    assert {one.type: one.bases for one in found.counts}[T72] == 1
    # A newer total rests on itself alone.
    total = ReportNode(4, 4, AFP, published=date(2025, 1, 3))
    later = replace(
        case, reports=(*case.reports, total), lines=(*case.lines, Line(4, 4, T72, Interval(9, 9)))
    )
    assert conclude(later, TREE).statements.by_voice[0].told_by == {T72: (4,)}


def test_groups_of_stages_never_mix() -> None:
    case = carriers(Interval(160, 160), Interval(36, 36), Interval(5, 5))
    stages = ("ordered", "", "seized")
    reports = tuple(replace(one, stage=stage) for one, stage in zip(case.reports, stages, strict=True))
    staged = replace(case, reports=reports)
    found = row(compare(staged, TREE), UAV)
    assert (summary(found), found.cells[0].lines) == (("single", "36", 1, 0), (3, 2, 1))
    by_group = {
        group: {one.type: one.estimate for one in conclude(staged, TREE, group).counts}[UAV]
        for group in StageGroup
    }
    assert by_group == {
        StageGroup.PROMISED: Interval(160, 160),
        StageGroup.MOVED: Interval(36, 36),
        StageGroup.REVERSED: Interval(5, 5),
    }


def test_a_folded_report_is_shown_but_never_speaks() -> None:
    case = ShipmentInput(
        (ReportNode(1, 1, AFP), ReportNode(2, 2, SEED, is_first_hand=False, published=date(2025, 1, 1))),
        (CitationEdge(2, cited_source=AFP), CitationEdge(2, cited_source=CAST)),
        lines=(Line(1, 1, TB2, Interval(3, 3)), Line(2, 2, TB2, Interval(9, 9)), Line(3, 2, BOATS, PLURAL)),
    )
    found = compare(case, TREE)
    assert summary(row(found, TB2)) == ("single", "3", 1, 0)
    assert row(found, TB2).cells[0].lines == (2, 1)
    assert (row(found, BOATS).state, row(found, BOATS).cells[0].lines) == (State.SILENT, (3,))
    assert [(one.type, one.kind) for one in found.concluded.drift] == [
        (TB2, DriftKind.CHANGED),
        (BOATS, DriftKind.ADDED),
    ]


def test_a_report_that_contradicts_itself_is_located_and_both_its_lines_are_kept() -> None:
    found = single(Line(1, 1, TANKS, Interval(5, 5)), Line(2, 1, T72, Interval(7, 7)))
    assert found.contradictions == ((1, Contradiction(TANKS, 7, 5, (T72,), (TANKS,))),)
    assert row(found, TANKS).cells[0].is_contradictory
    assert summary(row(found, TANKS))[:2] == ("conflict", "5–7")
    assert not row(found, T72).cells[0].is_contradictory


def test_two_lines_of_one_report_on_one_type_are_different_items_or_it_is_asked() -> None:
    five, three = Line(1, 1, TANKS, Interval(5, 5)), Line(2, 1, TANKS, Interval(3, 3))
    unsaid = single(five, three)
    assert summary(row(unsaid, TANKS)) == ("single", "5–8", 1, 0)
    assert MarkCode.ASK_SAME_OR_DIFFERENT in {mark.code for mark in unsaid.marks}
    other = single(five._replace(label="old"), three._replace(label="new"))
    assert summary(row(other, TANKS)) == ("single", "8", 1, 0)
    same = single(five._replace(interval=Interval(3, 9)), three._replace(same_as=1))
    assert summary(row(same, TANKS)) == ("single", "3", 1, 0)
    apart = single(five, three._replace(same_as=1))
    assert apart.contradictions == ((1, Contradiction(TANKS, 5, 3, (TANKS,), (TANKS,))),)
    assert summary(row(apart, TANKS))[:2] == ("conflict", "3–5")


def test_a_stated_parent_below_its_parts_is_in_conflict_over_all_that_is_claimed() -> None:
    case = ShipmentInput(
        tuple(ReportNode(key, key, key) for key in (1, 2, 3, 4)),
        lines=(
            *(Line(key, key, ARMOURED, Interval(5, 5)) for key in (1, 2)),
            Line(3, 3, T72, Interval(4, 4)),
            Line(4, 4, BMP3, Interval(3, 3)),
        ),
    )
    found = compare(case, TREE)
    assert summary(row(found, ARMOURED)) == ("conflict", "5–7", 2, 2)
    assert summary(row(found, T72)) == ("single", "4", 1, 2)
    assert row(found, VEHICLES).state is State.CONFLICT_BELOW


def test_labels_within_one_class_are_no_type_conflict() -> None:
    case = ShipmentInput(
        tuple(ReportNode(key, key, key, superseded=key == 3) for key in (1, 2, 3)),
        lines=(
            Line(1, 1, LINZA, PLURAL, label_type=APC),
            Line(2, 2, LINZA, PLURAL, label_type=ARMOURED),
            Line(3, 3, LINZA, PLURAL, label_type=AMBULANCES),
        ),
    )
    assert row(compare(case, TREE), LINZA).concluded.type_conflict == ()


def test_evidence_confirms_a_minimum_that_rolls_up_within_its_unit() -> None:
    found = single(Line(1, 1, TANKS, Interval(7, 7)), confirmed={T72B3M: 2, BMP3: 1, BOATS: 0})
    confirmed = {found.type: found.concluded.confirmed for found in found.rows}
    tanks = dict.fromkeys((TANKS, T72, T72B3, T72B3M), 2)
    assert confirmed == {ROOT: None, VEHICLES: 3, ARMOURED: 3, IFV: 1, BMP3: 1, BOATS: 0} | tanks
    assert row(found, T72B3M).state is State.SILENT


def test_statements_must_belong_to_a_report_of_the_case() -> None:
    with pytest.raises(CaseError, match=r"^Line 5 belongs to unknown report 9\.$"):
        ShipmentInput(lines=(Line(5, 9, TANKS, PLURAL),))


def test_types_must_be_in_the_tree() -> None:
    with pytest.raises(TaxonomyError, match="Type 99 is not in the tree"):
        single(Line(1, 1, 99, PLURAL))


def test_nothing_reported_compares_to_nothing() -> None:
    found = compare(ShipmentInput(), TREE)
    assert (found.rows, found.details, found.voice_count, found.publication_count) == ((), (), 0, 0)


def test_a_report_that_lends_a_voice_one_line_does_not_speak_for_it_on_others():
    case = ShipmentInput(
        reports=(ReportNode(1, publication=1, source=AFP),),
        lines=(Line(1, 1, T72, Interval(7, 7)), Line(2, 1, TRUCKS, Interval(9, 9), cites=CAST)),
    )
    found = compare(case, TREE)
    voices = [voice.key for voice in found.voices.voices]
    cell = row(found, T72).cells[voices.index((CAST,))]
    assert (cell.told, cell.speaker, cell.lines, cell.interval) == (None, None, (), None)
    assert row(found, TRUCKS).cells[voices.index((CAST,))].told == 2
