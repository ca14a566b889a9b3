"""Check the equipment tree and its tightening against brute force over small trees."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.tree import (
    Contradiction,
    Taxonomy,
    TaxonomyError,
    TypeNode,
    closed_by_naming,
    tighten,
    tighten_with_lines,
)

ROOT, VEHICLES, TANKS, T72, T72B3, T72B3M, TRUCKS, BOATS, RIVER = range(1, 10)
EQUIPMENT = Taxonomy(
    [
        TypeNode(ROOT, None, "items", False, "Military equipment"),
        TypeNode(VEHICLES, ROOT, "vehicles", False, "Vehicles", 1),
        TypeNode(TANKS, VEHICLES, "vehicles", False, "Tanks", 1),
        TypeNode(T72, TANKS, "vehicles", True, "T-72"),
        TypeNode(T72B3, T72, "vehicles", True, "T-72B3"),
        TypeNode(T72B3M, T72B3, "vehicles", True, "T-72B3M"),
        TypeNode(TRUCKS, VEHICLES, "vehicles", False, "Trucks", 2),
        TypeNode(BOATS, ROOT, "vessels", False, "Boats", 2),
        TypeNode(RIVER, BOATS, "vessels", True, "River boat"),
    ]
)


def chain(*parents: int | None, unit: str = "vehicles") -> Taxonomy:
    """Build a tree in which node i hangs under the i-th parent given."""
    nodes = [TypeNode(key, parent, unit, False, f"type {key}") for key, parent in enumerate(parents)]
    return Taxonomy(nodes)


def text(bounds: Mapping[int, Interval]) -> dict[int, str]:
    """Show bounds as people read them."""
    return {key: str(bound) for key, bound in bounds.items()}


def test_tree_answers_what_lies_where() -> None:
    assert EQUIPMENT.node(T72).name == "T-72"
    assert EQUIPMENT.children(VEHICLES) == (TANKS, TRUCKS)
    assert EQUIPMENT.children(RIVER) == ()
    assert EQUIPMENT.ancestors(T72) == (TANKS, VEHICLES, ROOT)
    assert [EQUIPMENT.depth(key) for key in (ROOT, VEHICLES, T72B3M)] == [0, 1, 5]
    assert EQUIPMENT.closure([T72, BOATS]) == {T72, TANKS, VEHICLES, ROOT, BOATS}
    assert EQUIPMENT.order([BOATS, TRUCKS, T72, ROOT, T72]) == (ROOT, T72, TRUCKS, BOATS)


@pytest.mark.parametrize(
    ("key", "other", "is_related"),
    [(T72, T72, True), (T72, TANKS, True), (TANKS, T72, True), (TANKS, TRUCKS, False), (T72, BOATS, False)],
)
def test_related_types_lie_above_one_another(key: int, other: int, is_related: bool) -> None:
    assert EQUIPMENT.is_related(key, other) is is_related


def test_siblings_stand_by_position_then_name_then_key() -> None:
    nodes = [
        TypeNode(4, 1, "guns", False, "A", 2),
        TypeNode(3, 1, "guns", False, "B", 1),
        TypeNode(2, 1, "guns", False, "A", 1),
        TypeNode(5, 1, "guns", False, "A", 1),
        TypeNode(1, None, "guns", False, "Guns"),
    ]
    assert Taxonomy(nodes).children(1) == Taxonomy(nodes[::-1]).children(1) == (2, 5, 3, 4)


@pytest.mark.parametrize(
    ("nodes", "reason"),
    [
        ([(1, None), (1, None)], "Type 1 (type 1) is given twice."),
        ([(1, 7)], "Type 1 (type 1) is under unknown type 7."),
        ([(1, 1)], "Types are above themselves: type 1 › type 1."),
    ],
)
def test_refuses_what_is_no_tree(nodes: list[tuple[int, int | None]], reason: str) -> None:
    with pytest.raises(TaxonomyError) as caught:
        Taxonomy(TypeNode(key, parent, "guns", False, f"type {key}") for key, parent in nodes)
    assert str(caught.value) == reason


def test_refuses_a_cycle_and_names_its_path() -> None:
    with pytest.raises(TaxonomyError, match=r"^Types are above themselves: type \d( › type \d){3}\.$"):
        chain(None, 3, 1, 2, 3)


@pytest.mark.parametrize("question", ["node", "children", "ancestors", "depth"])
def test_refuses_a_type_that_is_not_in_the_tree(question: str) -> None:
    with pytest.raises(TaxonomyError) as caught:
        getattr(EQUIPMENT, question)(99)
    assert str(caught.value) == "Type 99 is not in the tree."


def test_tightening_refuses_a_type_that_is_not_in_the_tree() -> None:
    with pytest.raises(TaxonomyError, match="Type 99 is not in the tree"):
        tighten(EQUIPMENT, {99: Interval(1, 1)})


def test_parts_raise_the_total_and_the_total_limits_the_parts() -> None:
    closed = tighten(
        EQUIPMENT, {VEHICLES: Interval(0, 100), TANKS: Interval(7, None), TRUCKS: Interval(46, 99)}
    )
    assert text(closed.bounds) == {ROOT: "≥ 0", VEHICLES: "53–100", TANKS: "7–54", TRUCKS: "46–93"}
    assert list(closed.bounds) == [ROOT, VEHICLES, TANKS, TRUCKS]
    assert closed.contradictions == ()


def test_total_bounds_a_deep_part_through_unstated_types() -> None:
    closed = tighten(
        EQUIPMENT, {VEHICLES: Interval(10, 10), T72B3: Interval(2, None), TRUCKS: Interval(6, 6)}
    )
    assert closed.bounds[T72B3] == Interval(2, 4)
    assert closed.bounds[TANKS] == closed.bounds[T72] == Interval(2, 4)


def test_nothing_is_added_up_across_units() -> None:
    closed = tighten(EQUIPMENT, {TANKS: Interval(7, 7), RIVER: Interval(2, 3), ROOT: Interval(1, 5)})
    assert closed.bounds[ROOT] == Interval(1, 5)
    assert closed.bounds[VEHICLES] == Interval(7, None)
    assert closed.bounds[BOATS] == Interval(2, None)
    assert closed.contradictions == ()


def test_an_overlapping_type_is_limited_by_its_parent_and_never_summed() -> None:
    tree = Taxonomy(
        [
            TypeNode(1, None, "vehicles", False, "Vehicles"),
            TypeNode(2, 1, "vehicles", False, "Tanks"),
            TypeNode(3, 1, "vehicles", False, "Combat vehicles", is_overlapping=True),
        ]
    )
    stated = {1: Interval(0, 70), 2: Interval(7, None), 3: Interval(54, None)}
    bounds = tighten(tree, stated).bounds
    assert bounds == {1: Interval(54, 70), 2: Interval(7, 70), 3: Interval(54, 70)}


def test_no_delivery_means_none_of_any_unit() -> None:
    closed = tighten(EQUIPMENT, {ROOT: Interval(0, 0), TANKS: Interval(0, 3), RIVER: EVERYTHING})
    assert set(text(closed.bounds).values()) == {"0"}


def test_no_delivery_against_boats_is_located_at_the_boats() -> None:
    closed = tighten(EQUIPMENT, {ROOT: Interval(0, 0), RIVER: Interval(2, 3)})
    assert closed.contradictions == (Contradiction(BOATS, 2, 0, (RIVER,), (ROOT,)),)
    assert text(closed.bounds) == {ROOT: "0", BOATS: "≥ 2", RIVER: "2–3"}


def test_no_delivery_against_stated_boats_keeps_both_lines() -> None:
    closed = tighten(EQUIPMENT, {ROOT: Interval(0, 0), BOATS: Interval(1, 9), RIVER: Interval(2, 3)})
    assert closed.contradictions == (Contradiction(BOATS, 2, 0, (RIVER,), (ROOT,)),)
    assert text(closed.bounds) == {ROOT: "0", BOATS: "1–9", RIVER: "2–3"}


def test_contradiction_is_located_and_keeps_every_stated_line() -> None:
    stated = {
        VEHICLES: Interval(0, 20),
        TANKS: Interval(0, 10),
        T72: Interval(12, 15),
        TRUCKS: Interval(9, 9),
    }
    closed = tighten(EQUIPMENT, stated)
    assert closed.contradictions == (Contradiction(TANKS, 12, 10, (T72,), (TANKS,)),)
    assert text(closed.bounds) == {ROOT: "≥ 0", VEHICLES: "9–20", TANKS: "0–10", T72: "12–15", TRUCKS: "9"}


def test_contradictory_part_keeps_what_is_stated_when_its_total_is_smaller() -> None:
    stated = {VEHICLES: Interval(0, 8), TANKS: Interval(0, 10), T72: Interval(12, 15)}
    closed = tighten(EQUIPMENT, stated)
    assert closed.bounds[TANKS] == Interval(0, 10)
    assert [found.key for found in closed.contradictions] == [TANKS]


def test_contradictory_boats_are_not_denied_a_second_time() -> None:
    closed = tighten(EQUIPMENT, {ROOT: Interval(0, 0), BOATS: Interval(1, 1), RIVER: Interval(2, 2)})
    assert closed.contradictions == (Contradiction(BOATS, 2, 1, (RIVER,), (BOATS,)),)
    assert closed.bounds[BOATS] == Interval(1, 1)


def test_contradiction_against_several_parts_names_them_in_tree_order() -> None:
    closed = tighten(EQUIPMENT, {TRUCKS: Interval(6, 6), T72: Interval(5, 5), VEHICLES: Interval(1, 10)})
    assert closed.contradictions == (Contradiction(VEHICLES, 11, 10, (T72, TRUCKS), (VEHICLES,)),)


def test_exhaustive_parts_limit_and_fill_the_total() -> None:
    stated = {VEHICLES: Interval(10, 12), TANKS: Interval(0, 3), TRUCKS: Interval(0, 8)}
    closed = tighten(EQUIPMENT, stated, exhaustive={VEHICLES})
    assert text(closed.bounds) == {ROOT: "≥ 0", VEHICLES: "10–11", TANKS: "2–3", TRUCKS: "7–8"}


def test_exhaustive_parts_that_cannot_fill_the_total_contradict_it() -> None:
    closed = tighten(EQUIPMENT, {VEHICLES: Interval(9, 9), TANKS: Interval(0, 3)}, exhaustive=[VEHICLES])
    assert closed.contradictions == (Contradiction(VEHICLES, 9, 3, (VEHICLES,), (TANKS,)),)


def test_exhaustive_type_without_parts_of_its_unit_is_not_emptied() -> None:
    stated = {BOATS: Interval(2, 2), VEHICLES: Interval(1, 1), ROOT: Interval(3, 3)}
    closed = tighten(EQUIPMENT, stated, exhaustive={ROOT, BOATS, VEHICLES})
    assert text(closed.bounds) == {ROOT: "3", VEHICLES: "1", BOATS: "2"}


@pytest.mark.parametrize(
    ("stated", "closed"),
    [
        ({T72B3}, {T72}),
        ({T72B3M}, {T72, T72B3}),
        ({T72, T72B3M}, {T72B3}),
        ({T72}, set()),
        ({TANKS, RIVER}, set()),
        (set(), set()),
    ],
)
def test_naming_variants_closes_their_family_but_no_category(stated: set[int], closed: set[int]) -> None:
    assert closed_by_naming(EQUIPMENT, stated) == closed


def test_named_variants_count_their_family() -> None:
    stated = {T72B3: Interval(7, 7)}
    closed = tighten(EQUIPMENT, stated, closed_by_naming(EQUIPMENT, stated))
    assert (closed.bounds[T72], closed.bounds[TANKS]) == (Interval(7, 7), Interval(7, None))


SIZE = 4  # types in a random tree.
CEILING = 10  # items; above every finite sum of three parts of at most three each.


@st.composite
def small_trees(draw: st.DrawFn) -> Taxonomy:
    """Draw four types of one unit, hung as one tree or as several."""
    return chain(None, *(draw(st.none() | st.integers(0, key - 1)) for key in range(1, SIZE)))


@st.composite
def statements(draw: st.DrawFn, taxonomy: Taxonomy) -> dict[int, Interval]:
    """Draw what one report states: small intervals on some types of a tree."""
    stated = {}
    for key in taxonomy.order(range(SIZE)):
        if draw(st.booleans()):
            low = draw(st.integers(0, 2))
            stated[key] = Interval(low, draw(st.none() | st.integers(low, 3)))
    return stated


def assignments(
    taxonomy: Taxonomy, stated: Mapping[int, Interval], exhaustive: Collection[int], ceiling: int
) -> Iterator[dict[int, int]]:
    """Try every count of every type that concerns the report, and yield those that add up."""
    keys = taxonomy.order(taxonomy.closure(stated))[::-1]

    def extend(index: int, counts: dict[int, int]) -> Iterator[dict[int, int]]:
        if index == len(keys):
            yield dict(counts)
            return
        key = keys[index]
        interval = stated.get(key, EVERYTHING)
        parts = [counts[child] for child in taxonomy.children(key) if child in counts]
        for count in range(interval.low, (ceiling if interval.high is None else interval.high) + 1):
            if count >= sum(parts) and (not parts or key not in exhaustive or count == sum(parts)):
                yield from extend(index + 1, {**counts, key: count})

    yield from extend(0, {})


def exact_bounds(
    taxonomy: Taxonomy, stated: Mapping[int, Interval], exhaustive: Collection[int]
) -> dict[int, Interval] | None:
    """Find the exact bounds by brute force; a high end that grows with the ceiling is open."""
    rooms = [list(assignments(taxonomy, stated, exhaustive, ceiling)) for ceiling in (CEILING, CEILING + 1)]
    if not rooms[0]:
        return None
    bounds = {}
    for key in rooms[0][0]:
        lows, highs = zip(*((min(c[key] for c in r), max(c[key] for c in r)) for r in rooms), strict=True)
        bounds[key] = Interval(lows[0], highs[0] if highs[0] == highs[1] else None)
    return bounds


@settings(max_examples=150)
@given(st.data())
def test_bounds_are_exact_against_brute_force(data: st.DataObject) -> None:
    taxonomy = data.draw(small_trees())
    stated = data.draw(statements(taxonomy))
    exhaustive = data.draw(st.frozensets(st.integers(0, SIZE - 1)))
    closed = tighten(taxonomy, stated, exhaustive)
    expected = exact_bounds(taxonomy, stated, exhaustive) if stated else {}
    if expected is None:
        assert closed.contradictions
    else:
        assert closed.contradictions == ()
        assert closed.bounds == expected


@given(st.data())
def test_bounds_are_never_wider_than_stated_and_never_depend_on_order(data: st.DataObject) -> None:
    taxonomy = data.draw(small_trees())
    stated = data.draw(statements(taxonomy))
    exhaustive = data.draw(st.frozensets(st.integers(0, SIZE - 1)))
    closed = tighten(taxonomy, stated, exhaustive)
    assert closed.bounds.keys() == taxonomy.closure(stated)
    assert all(stated[key].contains(closed.bounds[key]) for key in stated)
    shuffled = dict(data.draw(st.permutations(list(stated.items()))))
    assert tighten(taxonomy, shuffled, exhaustive) == closed
    located = taxonomy.order(found.key for found in closed.contradictions)
    assert tuple(found.key for found in closed.contradictions) == located


@given(st.data())
def test_tightening_twice_changes_nothing(data: st.DataObject) -> None:
    taxonomy = data.draw(small_trees())
    closed = tighten(taxonomy, data.draw(statements(taxonomy)))
    if not closed.contradictions:
        assert tighten(taxonomy, closed.bounds).bounds == closed.bounds


@given(st.data())
def test_mixed_units_never_exclude_a_feasible_assignment(data: st.DataObject) -> None:
    units = data.draw(st.lists(st.sampled_from(["guns", "vessels"]), min_size=SIZE, max_size=SIZE))
    nodes = [TypeNode(key, key - 1 if key else None, unit, False, "") for key, unit in enumerate(units)]
    taxonomy = Taxonomy(nodes)
    stated = data.draw(statements(taxonomy))
    bounds = tighten(taxonomy, stated).bounds
    for counts in assignments(chain(*[None] * SIZE), {**dict.fromkeys(bounds, EVERYTHING), **stated}, (), 4):
        links = [
            counts[above] >= counts[below]
            if units[above] == units[below]
            else counts[above] or not counts[below]
            for above, below in pairwise(sorted(counts))
        ]
        if all(links):
            assert all(bounds[key].contains(Interval(count, count)) for key, count in counts.items())


@given(st.data())
def test_the_quick_way_gives_what_keeping_account_of_lines_gives(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    nodes = [
        TypeNode(
            key,
            data.draw(st.none() | st.integers(0, key - 1)) if key else None,
            data.draw(st.sampled_from(["vehicles", "vehicles", "guns"])),
            False,
            f"type {key}",
            is_overlapping=data.draw(st.integers(0, 4)) == 0,
        )
        for key in range(count)
    ]
    intervals = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).map(
        lambda ends: Interval(ends[0], None if ends[1] is None else ends[0] + ends[1])
    )
    stated = data.draw(st.dictionaries(st.integers(0, count - 1), intervals))
    exhaustive = data.draw(st.frozensets(st.integers(0, count - 1)))
    tree = Taxonomy(nodes)
    assert tighten(tree, stated, exhaustive) == tighten_with_lines(tree, stated, exhaustive)
