"""Say in clauses what follows from a shipment's reports, each disagreement once, and nothing added up."""

from datetime import date

import pytest

from inventory.domain.comparison import (
    Detail,
    Line,
    Polarity,
    ShipmentInput,
    StageGroup,
    conclude,
    conclude_apart,
    tally_statements,
    write_brief,
)
from inventory.domain.independence import ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy, TypeNode
from tests.domain.made_up_shipments import TREE, shipment

VEHICLES, TANKS, T72, T90, CLASS_A, CLASS_B, GUNS, T72B3, T72B3M = range(1, 10)
TYPES = Taxonomy(
    [
        TypeNode(VEHICLES, None, "vehicles", False, "Vehicles"),
        TypeNode(TANKS, VEHICLES, "vehicles", False, "Tanks"),
        TypeNode(T72, TANKS, "vehicles", True, "T-72"),
        TypeNode(T72B3, T72, "vehicles", True, "T-72B3"),
        TypeNode(T72B3M, T72B3, "vehicles", True, "T-72B3M"),
        TypeNode(T90, TANKS, "vehicles", True, "T-90"),
        TypeNode(CLASS_A, VEHICLES, "vehicles", False, "Carriers"),
        TypeNode(CLASS_B, VEHICLES, "vehicles", False, "Ambulances"),
        TypeNode(GUNS, None, "guns", False, "Guns"),
    ]
)


def report(key, *, stage="", evidence=()):
    return ReportNode(key, key, 10 * key, published=date(2025, 1, key), stage=stage, evidence=evidence)


def brief(case):
    return write_brief(conclude(case, TYPES), TYPES)


def test_an_agreed_type_is_told_once_where_those_below_say_no_more():
    case = ShipmentInput(
        (report(1), report(2)),
        lines=(
            Line(1, 1, TANKS, Interval(7, 7)),
            Line(2, 1, GUNS, Interval(3, 3)),
            Line(3, 2, TANKS, Interval(5, None)),
        ),
    )
    told = brief(case)
    (tanks,) = told.agreed
    assert (tanks.type, tanks.interval, tanks.stated_by) == (TANKS, Interval(7, 7), ((10,), (20,)))
    assert [(one.type, one.stated_by) for one in told.single] == [(GUNS, ((10,),))]


def test_a_variant_is_named_as_it_was_written_not_by_its_family():
    alone = ShipmentInput((report(1),), lines=(Line(1, 1, T72B3, Interval(7, 7)),))
    assert [(one.type, one.interval) for one in brief(alone).single] == [(T72B3, Interval(7, 7))]
    second = Line(2, 2, T72B3, Interval(7, 7))
    shared = ShipmentInput((report(1), report(2)), lines=(*alone.lines, second))
    assert [one.type for one in brief(shared).agreed] == [T72B3]
    below = Line(2, 2, T72B3M, Interval(2, None))
    varied = ShipmentInput((report(1), report(2)), lines=(*alone.lines, below))
    assert [one.type for one in brief(varied).agreed] == [T72]
    counted = ShipmentInput((report(1),), lines=(*alone.lines, Line(2, 1, T72, Interval(7, 7))))
    assert [one.type for one in brief(counted).single] == [T72]


def test_a_dispute_names_each_voice_and_is_told_once_where_it_arises():
    case = ShipmentInput(
        (report(1), report(2), report(3)),
        lines=(
            Line(1, 1, T72, Interval(5, 5)),
            Line(2, 2, T72, Interval(9, 9)),
            Line(3, 3, T72, Interval(0, 0)),
        ),
    )
    (clause,) = brief(case).disputed
    assert clause.type == T72
    assert [(one.voice, one.interval) for one in clause.claims] == [
        ((10,), Interval(5, 5)),
        ((20,), Interval(9, 9)),
        ((30,), Interval(0, 0)),
    ]


def test_a_total_below_its_parts_is_told_with_what_all_is_claimed_to_come_to():
    case = ShipmentInput(
        (report(1), report(2), report(3)),
        lines=(
            Line(1, 1, TANKS, Interval(5, 5)),
            Line(2, 2, T72, Interval(4, 4)),
            Line(3, 3, T90, Interval(3, 3)),
        ),
    )
    (clause,) = brief(case).disputed
    assert (clause.type, clause.exceeded_by) == (TANKS, Interval(5, 7))


def test_classes_are_told_with_the_voices_that_give_them():
    case = ShipmentInput(
        (report(1), report(2)),
        lines=(
            Line(1, 1, T72, Interval(2, None), label_type=CLASS_A),
            Line(2, 2, T72, Interval(2, None), label_type=CLASS_B),
        ),
    )
    (clause,) = brief(case).classes
    assert clause == (T72, ((CLASS_B, ((20,),)), (CLASS_A, ((10,),))))  # By name, as in the tree.


def test_what_nobody_says_is_named():
    case = ShipmentInput(
        (report(1),),
        lines=(Line(1, 1, T72, None, kind="unknown"), Line(2, 1, GUNS, Interval(2, None))),
        details=(Detail(1, 1, "origin", "Syria"), Detail(2, 1, "supplier", "Russia", Polarity.DENIED)),
    )
    unknown = brief(case).unknown
    assert (unknown.numbers, unknown.open) == ((T72,), (GUNS,))
    assert unknown.details == ("supplier", "destination", "recipient", "arrival")


def test_voices_on_one_piece_of_evidence_are_one_basis():
    case = ShipmentInput(
        (report(1, evidence=(5,)), report(2, evidence=(5, 6)), report(3)),
        lines=(Line(1, 1, T72, Interval(2, 2)),),
    )
    told = brief(case)
    assert (told.rests_on.voices, told.rests_on.bases, told.counting) == (3, 2, 1)
    assert told.rests_on.shared == ((5, ((10,), (20,))),)


def test_what_was_promised_or_reversed_is_concluded_apart():
    case = ShipmentInput(
        (report(1, stage="ordered"), report(2), report(3, stage="seized")),
        lines=(
            Line(1, 1, TANKS, Interval(160, 160)),
            Line(2, 2, TANKS, Interval(36, 36)),
            Line(3, 3, T72, None, kind="unknown"),
        ),
    )
    found = conclude_apart(case, TYPES)
    assert {group: [(one.type, one.interval) for one in clauses] for group, clauses in found.items()} == {
        StageGroup.PROMISED: [(TANKS, Interval(160, 160))],
        StageGroup.REVERSED: [(T72, None)],
    }
    assert [one.interval for one in brief(case).single] == [Interval(36, 36)]


def test_a_dispute_among_promises_names_each_voice():
    case = ShipmentInput(
        (report(1, stage="ordered"), report(2, stage="pledged")),
        lines=(Line(1, 1, T72, Interval(5, 5)), Line(2, 2, T72, Interval(9, 9))),
    )
    (clause,) = conclude_apart(case, TYPES)[StageGroup.PROMISED]
    assert clause.state is State.CONFLICT
    assert [one.interval for one in clause.claims] == [Interval(5, 5), Interval(9, 9)]


def test_statements_are_counted_by_the_way_in_which_they_are_made():
    case = ShipmentInput(
        (report(1), report(2), report(3), report(4)),
        details=(
            Detail(1, 1, "origin", "Syria", modality="suspected", hedge="may have come", is_first_hand=True),
            Detail(2, 2, "origin", "Syria", modality="stated", hedge="part", is_partial=True),
            Detail(3, 3, "origin", "Syria", Polarity.DENIED, modality="observed", is_first_hand=True),
            Detail(4, 4, "origin", "Syria", modality="stated", hedge="likely"),
        ),
    )
    (row,) = brief(case).disputed_details
    tallies = tally_statements(row.values[0])
    ways = {
        (one.is_affirmed, one.is_partial, one.modality, one.is_hedged, one.is_first_hand) for one in tallies
    }
    assert ways == {
        (True, False, "suspected", False, False),
        (True, True, "stated", False, False),
        (True, False, "stated", True, False),
        (False, False, "observed", False, True),
    }
    assert [len(one.voices) for one in tallies] == [1, 1, 1, 1]
    assert [one.is_affirmed for one in tallies] == [True, True, True, False]


@pytest.mark.parametrize("start", range(0, 1_000, 100))
def test_each_disagreement_has_one_clause_and_every_clause_a_count_of_its_own_type(start):
    for seed in range(start, start + 100):
        case = shipment(seed)
        concluded = conclude(case, TREE)
        told = write_brief(concluded, TREE)
        number = len(told.disputed) + len(told.classes) + len(told.disputed_details)
        assert number == concluded.dispute_count, seed
        estimates = {one.type: one for one in concluded.counts}
        for clause in (*told.agreed, *told.single):
            assert clause.interval == estimates[clause.type].estimate, seed
            assert estimates[clause.type].statements, seed
            assert clause.state is not State.CONFLICT, seed
        for clause in told.disputed:
            for claim in clause.claims:
                said = estimates[clause.type].statements.get(claim.voice)
                assert claim.is_implied == (said is None), seed
