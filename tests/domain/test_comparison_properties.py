"""Hold the conclusions to what must be true of every shipment, on thousands of made-up ones."""

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from inventory.domain.comparison import (
    Conclusions,
    Line,
    Scope,
    ShipmentInput,
    TypeEstimate,
    conclude,
)
from inventory.domain.independence import Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy, TypeNode
from tests.domain import made_up_shipments as made_up
from tests.domain.made_up_shipments import (
    COMBAT,
    FAMILIES,
    PARENTS,
    T72,
    T72A,
    T72B,
    TREE,
    TYPES,
    UNITS,
    VARIANTS,
    shipment,
    true_statement,
    truth,
)

CASES = 4_000  # of each kind; together more than 20,000
DISPUTED = (State.CONFLICT, State.CONFLICT_BELOW)
LATEST = date(2025, 2, 1)


def by_type(concluded: Conclusions) -> dict[int, TypeEstimate]:
    """Return the estimates by type."""
    return {one.type: one for one in concluded.counts}


def extended(case: ShipmentInput, lines: list[Line], **fields: object) -> ShipmentInput:
    """Return a shipment with one more report, of these lines."""
    node = ReportNode(99, 99, **{"source": 199, "published": LATEST, "stage": "arrived", **fields})
    return replace(case, reports=(*case.reports, node), lines=(*case.lines, *lines))


def test_a_parent_is_never_below_its_parts():
    for seed in range(CASES):
        found = by_type(conclude(shipment(seed), TREE))
        for parent in {PARENTS[key] for key in found if key in PARENTS}:
            parts = [
                found[key]
                for key, above in PARENTS.items()
                if above == parent and key in found and key != COMBAT and UNITS.get(key) == UNITS.get(parent)
            ]
            low = sum(part.estimate.low for part in parts if part.estimate)
            whole = found[parent].estimate
            if parent in FAMILIES or not low:
                continue  # Variants of several voices are never added.
            assert whole is not None, seed
            assert whole.high is None or whole.high >= low, seed
            # A type in conflict narrows others only by the low end of all that is claimed of it.
            claimed = [part.envelope or part.estimate for part in parts]
            least = sum(part.low for part in claimed if part)
            is_disputed = found[parent].state in DISPUTED or found[parent].conflict_below
            assert whole.low >= least or is_disputed, seed
            alone = max((part.low for part in claimed if part), default=0)
            assert whole.low >= alone or found[parent].state in DISPUTED, seed
            named = found[parent].named
            assert named is None or named.high is None or named.high >= whole.low, seed


def test_order_never_matters():
    for seed in range(CASES):
        case, random = shipment(seed), Random(seed)
        reports, lines = list(case.reports), list(case.lines)
        random.shuffle(reports)
        random.shuffle(lines)
        shuffled = conclude(replace(case, reports=tuple(reports), lines=tuple(lines)), TREE)
        concluded = conclude(case, TREE)
        assert by_type(shuffled) == by_type(concluded), seed
        assert set(shuffled.marks) == set(concluded.marks), seed


def test_roots_are_the_voices_that_reports_and_borrowed_lines_are_shown_under():
    for seed in range(CASES):
        case = shipment(seed)
        found = conclude(case, TREE).statements
        voices, shown = found.voices.voices, set()
        for voice in voices:
            for placed in voice.reports:
                node = next(report for report in case.reports if report.key == placed.key)
                lines = [line.cites for line in case.lines if line.report == placed.key]
                borrowed = {source for source in lines if source not in (None, node.voice)}
                speakers = borrowed if placed.is_borrowed else {node.voice}
                behind = {found.roots.get((placed.key, speaker), (speaker,)) for speaker in speakers}
                assert voice.key in behind, seed
                shown.add((placed.key, placed.is_borrowed))
        assert {(report.key, False) for report in case.reports} <= shown, seed
        assert all(roots != (speaker,) for (_, speaker), roots in found.roots.items()), seed


def test_without_repetitions_and_citations_nothing_has_another_root():
    for seed in range(CASES):
        case = shipment(seed)
        apart = replace(case, reports=tuple(replace(report, repeats=()) for report in case.reports))
        assert not conclude(apart, TREE).statements.roots, seed


def test_a_copy_never_changes_what_its_root_is_told_to_say():
    for seed in range(CASES):
        case, random = shipment(seed, is_plain=True), Random(seed)
        root = random.choice(case.reports)
        lines = [Line(901 + n, 99, random.choice(TYPES), made_up.intervals(random)) for n in range(3)]
        copied = conclude(extended(case, lines, repeats=(Edge(root.key),)), TREE)
        before, after = conclude(case, TREE), copied
        told = {one.key: one.stated for one in after.statements.by_voice}
        assert told == {one.key: one.stated for one in before.statements.by_voice}, seed
        alone = by_type(before)
        for key, found in by_type(after).items():
            if key in alone:
                assert replace_stated(found) == replace_stated(alone[key]), seed
            else:
                assert not found.statements, seed
        assert {one.report for one in after.drift} <= {99}, seed


def replace_stated(found: TypeEstimate) -> TypeEstimate:
    """Return an estimate without whether a report has a line on the type, which a copy's line is too."""
    return found._replace(is_stated=False)


def test_what_is_true_together_is_never_in_conflict():
    for seed in range(CASES):
        random = Random(seed)
        there = truth(random)
        case, before = ShipmentInput(), {}
        for key in range(1, random.randint(2, 4) + 1):
            case = _with_true_report(random, case, key, there)
            found = by_type(conclude(case, TREE))
            for kind, one in found.items():
                assert one.state not in DISPUTED, (seed, kind)
                assert not one.incompatible, (seed, kind)
                assert one.estimate is None or one.estimate.contains(Interval(there[kind], there[kind])), (
                    seed,
                    kind,
                )
                if kind in before and before[kind].statements:
                    # What was stated stays stated, and what was agreed agreed.
                    assert len(one.stated_by) >= len(before[kind].stated_by), (seed, kind)
            before = found


def _with_true_report(random: Random, case: ShipmentInput, key: int, there: dict[int, int]) -> ShipmentInput:
    """Return the case with a report of another voice whose every line is true."""
    kinds = random.sample(TYPES, random.randint(1, 4))
    lines = []
    for kind in kinds:
        interval = true_statement(random, there[kind])
        if interval is not None:
            lines.append(Line(key * 100 + kind, key, kind, interval))
    node = ReportNode(key, key, 100 + key, published=date(2025, 1, random.randint(1, 9)))
    return replace(case, reports=(*case.reports, node), lines=(*case.lines, *lines))


def test_a_denial_is_in_conflict_with_a_positive_count_on_every_level_that_it_covers():
    for seed in range(CASES):
        case, random = shipment(seed, is_plain=True), Random(seed)
        lines = [line for line in case.lines if line.interval is None or line.interval.low]
        case = replace(case, lines=tuple(lines))
        voices = conclude(case, TREE).statements.by_voice
        counted = sorted({key for voice in voices for key in voice.stated} - {COMBAT})
        if not counted:
            continue
        low = random.choice(counted)
        levels = [low, *TREE.ancestors(low)]
        top = random.choice(levels)
        if top in VARIANTS.get(T72, ()) or (low in VARIANTS[T72] and top == low):
            continue
        denial = [Line(901, 99, top, Interval(0, 0), kind="none")]
        found = by_type(conclude(extended(case, denial), TREE))
        for key in levels[: levels.index(top) + 1]:
            assert found[key].state is State.CONFLICT, (seed, key)


def test_variants_are_never_added_across_voices_that_do_not_count_both():
    numbers = range(1, 40)
    for one, other in product(numbers, numbers):
        lines = (
            Line(1, 1, T72A, Interval(one, one)),
            Line(2, 2, T72B, Interval(other, other)),
        )
        case = ShipmentInput((ReportNode(1, 1, 101), ReportNode(2, 2, 102)), (), {}, lines)
        found = by_type(conclude(case, TREE))[T72]
        if one == other:
            assert (found.state, found.estimate) == (State.AGREED, Interval(one, one))
        else:
            assert found.state is State.CONFLICT
            assert found.may_be_different
            assert found.estimate == Interval(max(one, other), one + other)


def test_voices_that_say_nothing_change_no_support():
    for seed in range(CASES):
        case, random = shipment(seed), Random(seed)
        unknown = [Line(901, 99, random.choice(TYPES), None)] if random.random() < 0.5 else []
        before = by_type(conclude(case, TREE))
        for key, found in by_type(conclude(extended(case, unknown), TREE)).items():
            if key in before:
                assert found.stated_by == before[key].stated_by, seed
                assert found.statements == before[key].statements, seed
                assert found.state is before[key].state, seed
                # An unknown number keeps a sum of parts from having an upper end.
                assert unknown or found.estimate == before[key].estimate, seed


# A tree of categories alone, small enough to try all numbers: all › pairs › (left, right), and beside.
ALL, PAIRS, LEFT, RIGHT, BESIDE = range(1, 6)
SMALL = Taxonomy(
    [
        TypeNode(key, parent, "vehicles", False, f"Type {key}", key)
        for key, parent in ((ALL, None), (PAIRS, ALL), (LEFT, PAIRS), (RIGHT, PAIRS), (BESIDE, ALL))
    ]
)
MOST = 8  # items of all types; what only that limits is open


def _assignments() -> list[dict[int, int]]:
    """Return all ways to have a few items of each type, some of them not broken down."""
    found = []
    for left, right, beside, slack, rest in product(range(MOST + 1), repeat=5):
        pairs = left + right + slack
        if pairs + beside + rest <= MOST:
            whole = pairs + beside + rest
            found.append({ALL: whole, PAIRS: pairs, LEFT: left, RIGHT: right, BESIDE: beside})
    return found


def test_one_voice_comes_out_as_all_numbers_that_it_allows():
    every = _assignments()
    for seed in range(600):
        random = Random(seed)
        stated = {}
        for key in random.sample(range(1, 6), random.randint(1, 4)):
            low = random.randint(1, 3)
            stated[key] = Interval(low, random.choice((low, low + 1, None)))
        allowed = [
            one
            for one in every
            if all(said.low <= one[key] <= (said.high or MOST) for key, said in stated.items())
        ]
        lines = tuple(Line(key, 1, key, said) for key, said in stated.items())
        found = by_type(conclude(ShipmentInput((ReportNode(1, 1, 101),), (), {}, lines), SMALL))
        if not allowed:
            continue
        for key, one in found.items():
            numbers = [assignment[key] for assignment in allowed]
            assert one.estimate is not None
            assert one.state in (State.SINGLE, State.IMPLIED), seed
            assert one.estimate.low == min(numbers), (seed, key)
            # Where one item less in all allows no less of the type, it is not the limit that bounds it.
            below = [assignment[key] for assignment in allowed if assignment[ALL] < MOST]
            if below and max(below) == max(numbers):
                assert one.estimate.high == max(numbers), (seed, key)
            else:
                assert one.estimate.high is None or one.estimate.high >= max(numbers), (seed, key)


@pytest.mark.parametrize("scope", [Scope.EXHAUSTIVE, Scope.UNSPECIFIED])
def test_only_exhaustive_lines_close_the_sum(scope):
    lines = tuple(Line(key, 1, key, Interval(3, 4), scope=scope) for key in (LEFT, RIGHT))
    found = by_type(conclude(ShipmentInput((ReportNode(1, 1, 101),), (), {}, lines), SMALL))
    closed = Interval(6, 8 if scope is Scope.EXHAUSTIVE else None)
    assert (found[PAIRS].estimate, found[ALL].estimate) == (closed, closed)
