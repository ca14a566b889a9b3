"""Check the reconciliation of voices against brute force over whole numbers."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import (
    Method,
    Reconciled,
    common,
    envelope,
    marzullo,
    reconcile,
)

CEILING = 30  # items; above every finite end drawn here, so it stands for an open end.

SEVEN = {"CAST": Interval(7, 7), "military.africa": Interval(5, None), "defenceWeb": Interval(2, None)}


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw an interval whose finite ends lie under the ceiling."""
    low = draw(st.integers(0, 12))
    return Interval(low, draw(st.none() | st.integers(low, 15)))


voices = st.dictionaries(st.integers(0, 20), intervals(), max_size=6)
spoken = st.dictionaries(st.integers(0, 20), intervals(), min_size=1, max_size=6)


def members(interval: Interval | None) -> set[int]:
    """Return the counts that an interval allows, up to the ceiling."""
    if interval is None:
        return set()
    return set(range(interval.low, (CEILING if interval.high is None else interval.high) + 1))


def backing(said: Mapping[int, Interval]) -> dict[int, frozenset[int]]:
    """Return, for every count, the voices that allow it."""
    return {
        count: frozenset(voice for voice, interval in said.items() if count in members(interval))
        for count in range(CEILING + 1)
    }


def test_three_compatible_voices_agree_on_the_most_precise() -> None:
    best = marzullo(SEVEN)
    assert best == Reconciled(Interval(7, 7), 3, frozenset(SEVEN), frozenset())
    assert (best.support, best.total, best.is_tied) == (3, 3, False)


def test_a_dissenter_is_named() -> None:
    best = marzullo({**SEVEN, "blog": Interval(3, 4)})
    assert (best.interval, best.support, best.total) == (Interval(7, 7), 3, 4)
    assert best.dissenters == {"blog"}


def test_a_tie_takes_the_lowest_region_and_tells_all() -> None:
    best = marzullo({"a": Interval(7, 7), "b": Interval(5, 5), "c": Interval(9, None)})
    assert best.interval == Interval(5, 5)
    assert best.is_tied
    assert best.alternatives == (Interval(5, 5), Interval(7, 7), Interval(9, None))
    assert best.supporters == {"b"}
    assert best.dissenters == {"a", "c"}


def test_adjacent_regions_with_different_voices_stay_apart() -> None:
    best = marzullo({"a": Interval(1, 2), "b": Interval(3, 4)})
    assert best.alternatives == (Interval(1, 2), Interval(3, 4))


@pytest.mark.parametrize("method", Method)
def test_no_voices_conclude_nothing_unless_evidence_speaks(method: Method) -> None:
    nobody: dict[str, Interval] = {}
    assert reconcile(method, nobody) == Reconciled(None, 0, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("method", "interval", "dissenters"),
    [
        (Method.MARZULLO, Interval(7, 9), {"blog"}),
        (Method.INTERSECTION, None, {"CAST", "photos", "blog"}),
        (Method.ENVELOPE, Interval(3, None), set()),
        (Method.VISUALLY_CONFIRMED, Interval(4, None), {"blog"}),
        (Method.PREFERRED, Interval(3, 3), {"CAST", "photos"}),
    ],
)
def test_each_method_concludes_in_its_own_way(
    method: Method, interval: Interval | None, dissenters: set[str]
) -> None:
    said = {"CAST": Interval(7, 9), "photos": Interval(6, None), "blog": Interval(3, 3)}
    best = reconcile(method, said, confirmed=4, preferred="blog")
    assert (best.interval, best.total) == (interval, 3)
    assert best.dissenters == dissenters
    assert best.alternatives == ()


def test_intersection_of_agreeing_voices_rests_on_all() -> None:
    best = reconcile(Method.INTERSECTION, SEVEN)
    assert (best.interval, best.support) == (Interval(7, 7), 3)


def test_evidence_alone_gives_a_minimum() -> None:
    nobody: dict[str, Interval] = {}
    best = reconcile(Method.VISUALLY_CONFIRMED, nobody, confirmed=5)
    assert (best.interval, best.support, best.total) == (Interval(5, None), 0, 0)


def test_without_evidence_nothing_is_confirmed() -> None:
    best = reconcile(Method.VISUALLY_CONFIRMED, SEVEN)
    assert (best.interval, best.support, best.total) == (None, 0, 3)


def test_a_silent_preferred_source_concludes_nothing() -> None:
    best = reconcile(Method.PREFERRED, SEVEN, preferred="Le Monde")
    assert (best.interval, best.dissenters) == (None, frozenset(SEVEN))


@given(spoken)
def test_marzullo_finds_the_best_supported_counts(said: dict[int, Interval]) -> None:
    best = marzullo(said)
    backed = backing(said)
    most = max(map(len, backed.values()))
    winners = {count for count, supporters in backed.items() if len(supporters) == most}
    lowest = min(winners)
    assert best.support == most
    assert best.supporters == backed[lowest]
    assert members(best.interval) == {count for count in winners if backed[count] == backed[lowest]}
    assert set().union(*map(members, best.alternatives or (best.interval,))) == winners
    assert best.is_tied is (len({backed[count] for count in winners}) > 1)


@given(spoken)
def test_marzullo_is_the_intersection_of_agreeing_voices(said: dict[int, Interval]) -> None:
    best = marzullo(said)
    shared = common(said.values())
    assert (best.interval == shared and not best.dissenters) if shared else best.support < best.total
    around = envelope(said.values())
    assert around is not None
    assert best.interval is not None
    assert around.contains(best.interval)


@given(voices, st.sampled_from(Method), st.none() | st.integers(0, 15), st.integers(0, 20))
def test_supporters_and_dissenters_share_out_the_voices(
    said: dict[int, Interval], method: Method, confirmed: int | None, preferred: int
) -> None:
    best = reconcile(method, said, confirmed=confirmed, preferred=preferred)
    assert best.support <= best.total == len(said)
    assert not best.supporters & best.dissenters
    assert best.supporters | best.dissenters == said.keys()
    assert all(members(said[voice]) & members(best.interval) for voice in best.supporters)
    assert not any(members(said[voice]) & members(best.interval) for voice in best.dissenters) or best.is_tied


@given(voices, st.sampled_from(Method), st.data())
def test_the_order_of_voices_never_matters(
    said: dict[int, Interval], method: Method, data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(said.items()))))
    best = reconcile(method, said, confirmed=3, preferred=1)
    assert reconcile(method, shuffled, confirmed=3, preferred=1) == best


@given(st.lists(intervals(), max_size=5))
def test_common_and_envelope_are_set_operations(said: list[Interval]) -> None:
    sets = [members(interval) for interval in said]
    assert members(common(said)) == (set.intersection(*sets) if sets else set())
    around = members(envelope(said))
    assert around == (set(range(min(map(min, sets)), max(map(max, sets)) + 1)) if sets else set())
