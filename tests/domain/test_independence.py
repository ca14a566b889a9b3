"""Check who is an independent voice, and that no order of the input changes it."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.independence import (
    Attribution,
    Basis,
    CitationEdge,
    CycleError,
    Edge,
    ReportNode,
    Role,
    UnknownPublicationError,
    Voice,
    Voices,
    find_cycle,
    find_voices,
)
from inventory.domain.messages import Message
from inventory.domain.provenance import CircleFault
from tests.effort import calls_of

DEFENCEWEB, SEED, ISW, AFP, LE_MONDE, CAST, KYIV_POST, CAP_MALI, MINISTRY = range(1, 10)
STATED, INFERRED = Attribution.STATED, Attribution.INFERRED


def own(key: int, source: int, **facts: object) -> ReportNode:
    """Build a source's report in a publication of its own that has the report's key."""
    return ReportNode(key, publication=key, source=source, **facts)  # type: ignore[arg-type]


def second_hand(key: int, source: int, **facts: object) -> ReportNode:
    """Build a report that was written from others."""
    return own(key, source, is_first_hand=False, **facts)


def carried(key: int, source: int, asserter: int, attribution: Attribution = STATED) -> ReportNode:
    """Build a report in which a publication passes on what another source says."""
    return own(key, source, asserter=asserter, attribution=attribution)


def keys(voices: Voices) -> set[tuple[int, ...]]:
    """Return the keys of all voices."""
    return {voice.key for voice in voices.voices}


def members(voices: Voices) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Return the reports of each voice, newest first."""
    return {voice.key: tuple(report.key for report in voice.reports) for voice in voices.voices}


@pytest.mark.parametrize(
    ("attribution", "voice"),
    [
        (Attribution.STATED, MINISTRY),
        (Attribution.INFERRED, MINISTRY),
        (Attribution.GUESSED, SEED),
        (Attribution.UNATTRIBUTED, SEED),
    ],
)
def test_a_guessed_speaker_is_never_a_second_voice(attribution: Attribution, voice: int) -> None:
    report = carried(1, SEED, MINISTRY, attribution)
    assert report.voice == voice
    assert keys(find_voices([report])) == {(voice,)}


def active(voice: Voice) -> tuple[int, ...]:
    """Return the reports that stand, newest first."""
    return tuple(report.key for report in voice.reports if report.is_active)


def test_no_reports_make_no_voices() -> None:
    assert find_voices([]) == Voices((), 0)


def test_outlets_that_pass_on_one_agency_are_one_voice() -> None:
    voices = find_voices([carried(key, 100 + key, AFP) for key in (1, 2, 3)])
    assert members(voices) == {(AFP,): (3, 2, 1)}
    assert {report.role for report in voices.voices[0].reports} == {Role.CARRIER}
    assert (voices.publication_count, voices.voice_count) == (3, 1)


def test_a_repeated_report_and_its_copy_are_one_voice() -> None:
    copy = own(2, SEED, repeats=(Edge(1),), published=date(2025, 2, 1))
    voices = find_voices([own(1, DEFENCEWEB, published=date(2025, 1, 26)), copy])
    assert members(voices) == {(DEFENCEWEB,): (2, 1)}
    assert [report.role for report in voices.voices[0].reports] == [Role.DERIVATIVE, Role.OWN]
    assert (voices.voices[0].own_reports, voices.voices[0].copies) == ((1,), (2,))


def test_repeated_reports_override_what_the_publication_cites() -> None:
    copy = second_hand(2, SEED, repeats=(Edge(1),))
    voices = find_voices([own(1, DEFENCEWEB), copy], [CitationEdge(2, cited_source=LE_MONDE)])
    assert members(voices) == {(DEFENCEWEB,): (1, 2)}


def test_a_repeated_report_that_is_not_at_hand_is_passed_over() -> None:
    assert keys(find_voices([own(2, SEED, repeats=(Edge(99),))])) == {(SEED,)}


def test_an_asserter_overrides_what_the_publication_cites() -> None:
    report = ReportNode(2, 2, SEED, ISW, STATED, is_first_hand=False)
    assert keys(find_voices([report], [CitationEdge(2, cited_source=LE_MONDE)])) == {(ISW,)}


def test_first_hand_reports_stand_for_themselves_whatever_is_cited() -> None:
    voices = find_voices([own(1, DEFENCEWEB)], [CitationEdge(1, cited_source=CAP_MALI)])
    assert keys(voices) == {(DEFENCEWEB,)}
    assert voices.voices[0].reports[0].role is Role.OWN


def test_second_hand_reports_that_cite_nothing_stand_for_themselves() -> None:
    assert keys(find_voices([second_hand(1, SEED)])) == {(SEED,)}
    nothing_named = [CitationEdge(1)]
    assert keys(find_voices([second_hand(1, SEED)], nothing_named)) == {(SEED,)}


def test_a_cited_publication_leads_to_its_own_report_before_the_source_named_beside_it() -> None:
    reports = [own(1, DEFENCEWEB), carried(3, DEFENCEWEB, ISW), second_hand(2, SEED)]
    voices = find_voices(reports, [CitationEdge(2, cited_publication=1, cited_source=LE_MONDE)])
    assert members(voices) == {(ISW,): (3,), (DEFENCEWEB,): (1, 2)}


def test_a_cited_publication_without_a_report_leads_to_its_source() -> None:
    voices = find_voices([second_hand(1, SEED)], [CitationEdge(1, cited_publication=50)], {50: LE_MONDE})
    assert keys(voices) == {(LE_MONDE,)}


def test_citations_are_followed_onwards_through_publications_without_a_report() -> None:
    chain = [CitationEdge(1, cited_publication=50), CitationEdge(50, cited_publication=51)]
    assert keys(find_voices([second_hand(1, SEED)], chain, {50: LE_MONDE, 51: AFP})) == {(AFP,)}


def test_a_publication_that_only_carries_others_leads_to_its_source() -> None:
    reports = [carried(1, KYIV_POST, CAST), second_hand(2, SEED)]
    voices = find_voices(reports, [CitationEdge(2, cited_publication=1)])
    assert keys(voices) == {(CAST,), (KYIV_POST,)}


def test_a_cited_publication_needs_a_source() -> None:
    with pytest.raises(
        UnknownPublicationError, match=r"^Publication 50 is cited, but its source is not given\.$"
    ):
        find_voices([second_hand(1, SEED)], [CitationEdge(1, cited_publication=50)])


def test_a_source_whose_own_report_is_derivative_stands_for_its_roots() -> None:
    reports = [second_hand(1, KYIV_POST), carried(2, SEED, KYIV_POST), second_hand(3, 30)]
    citations = [CitationEdge(1, cited_source=CAST), CitationEdge(3, cited_source=KYIV_POST)]
    voices = find_voices(reports, citations)
    assert members(voices) == {(CAST,): (2, 3, 1)}
    assert {report.role for report in voices.voices[0].reports} == {Role.DERIVATIVE}


def test_a_source_with_one_first_hand_report_stands_for_itself() -> None:
    reports = [second_hand(1, KYIV_POST), own(2, KYIV_POST), carried(3, SEED, KYIV_POST)]
    voices = find_voices(reports, [CitationEdge(1, cited_source=CAST)])
    assert members(voices) == {(KYIV_POST,): (3, 2), (CAST,): (1,)}


def test_a_source_that_cites_only_itself_is_its_own_root() -> None:
    voices = find_voices([second_hand(1, SEED)], [CitationEdge(1, cited_source=SEED)])
    assert keys(voices) == {(SEED,)}


def test_sources_that_draw_only_on_one_another_are_one_voice() -> None:
    reports = [second_hand(1, SEED), second_hand(2, LE_MONDE)]
    citations = [CitationEdge(1, cited_source=LE_MONDE), CitationEdge(2, cited_source=SEED)]
    assert keys(find_voices(reports, citations)) == {(SEED, LE_MONDE)}


def test_a_circle_of_sources_with_a_way_out_leads_out() -> None:
    reports = [second_hand(1, SEED), second_hand(2, LE_MONDE)]
    citations = [
        CitationEdge(1, cited_source=LE_MONDE),
        CitationEdge(2, cited_source=SEED),
        CitationEdge(2, cited_source=AFP),
    ]
    assert keys(find_voices(reports, citations)) == {(AFP,)}


def test_a_report_that_draws_on_more_is_folded_under_the_smaller_voice() -> None:
    reports = [own(1, DEFENCEWEB), second_hand(2, SEED, published=date(2025, 2, 1))]
    citations = [CitationEdge(2, cited_source=LE_MONDE), CitationEdge(2, cited_publication=1)]
    voices = find_voices(reports, citations)
    assert members(voices) == {(DEFENCEWEB,): (2, 1)}
    folded, speaker = voices.voices[0].reports
    assert (folded.role, folded.is_folded, folded.is_active) == (Role.DERIVATIVE, True, False)
    assert (speaker.role, speaker.is_folded) == (Role.OWN, False)
    assert active(voices.voices[0]) == (1,)


def test_folding_prefers_the_smallest_voice_then_the_smallest_key() -> None:
    reports = [own(1, AFP), own(2, ISW), second_hand(3, SEED), second_hand(4, LE_MONDE)]
    pair = [CitationEdge(3, cited_source=CAST), CitationEdge(3, cited_source=CAP_MALI)]
    all_four = [CitationEdge(4, cited_source=source) for source in (AFP, ISW, CAST, CAP_MALI)]
    voices = find_voices(reports, pair + all_four)
    assert members(voices) == {(CAST, CAP_MALI): (3,), (ISW,): (2, 4), (AFP,): (1,)}


def test_voices_that_share_a_root_without_containment_are_merged() -> None:
    reports = [second_hand(1, 101), second_hand(2, 102), second_hand(3, 103)]
    drawn = {1: (AFP, ISW), 2: (ISW, CAST), 3: (CAST, CAP_MALI)}
    citations = [
        CitationEdge(key, cited_source=source) for key, sources in drawn.items() for source in sources
    ]
    voices = find_voices(reports, citations)
    assert members(voices) == {(ISW, AFP, CAST, CAP_MALI): (3, 2, 1)}
    assert active(voices.voices[0]) == (3, 2, 1)


def test_reports_stand_from_the_newest_to_the_undated() -> None:
    reports = [
        carried(1, 101, AFP),
        own(2, AFP, published=date(2025, 1, 2)),
        own(3, AFP, published=date(2025, 1, 9), superseded=True),
        second_hand(4, AFP, published=date(2025, 1, 2)),
        own(5, AFP, published=date(2024, 12, 31)),
    ]
    voices = find_voices(reports)
    assert members(voices) == {(AFP,): (3, 2, 4, 5, 1)}
    assert active(voices.voices[0]) == (2, 4, 5, 1)


def test_superseded_reports_fold_and_merge_nobody() -> None:
    reports = [
        own(1, AFP, superseded=True),
        second_hand(2, SEED),
        second_hand(3, SEED, superseded=True),
    ]
    citations = [CitationEdge(2, cited_source=AFP), CitationEdge(2, cited_source=ISW)]
    voices = find_voices(
        reports, [*citations, CitationEdge(3, cited_source=ISW), CitationEdge(3, cited_source=CAST)]
    )
    assert members(voices) == {(ISW, AFP): (1, 3, 2)}
    assert active(voices.voices[0]) == (2,)


def test_a_voice_of_superseded_reports_is_kept_but_not_counted() -> None:
    voices = find_voices([own(1, AFP, superseded=True), own(2, ISW)])
    assert keys(voices) == {(AFP,), (ISW,)}
    assert [voice.key for voice in voices.voices if voice.has_no_active_report] == [(AFP,)]
    assert (voices.voice_count, voices.publication_count) == (1, 2)


@pytest.mark.parametrize(
    ("report", "citations"),
    [
        (own(2, SEED, repeats=(Edge(1, Basis.INFERRED),)), []),
        (carried(2, SEED, DEFENCEWEB, INFERRED), []),
        (second_hand(2, SEED), [CitationEdge(2, cited_publication=1, basis=Basis.INFERRED)]),
        (second_hand(2, SEED), [CitationEdge(2, cited_source=DEFENCEWEB, basis=Basis.INFERRED)]),
    ],
)
def test_an_inferred_edge_counts_but_looks_inferred(
    report: ReportNode, citations: list[CitationEdge]
) -> None:
    (voice,) = find_voices([own(1, DEFENCEWEB), report], citations).voices
    assert voice.is_inferred
    assert {placed.key: placed.is_inferred for placed in voice.reports} == {1: False, 2: True}


def test_an_inferred_edge_further_on_the_way_is_told_too() -> None:
    reports = [
        own(1, DEFENCEWEB),
        own(2, SEED, repeats=(Edge(1, Basis.INFERRED),)),
        own(3, 30, repeats=(Edge(2),)),
    ]
    (voice,) = find_voices(reports).voices
    assert {placed.key for placed in voice.reports if placed.is_inferred} == {2, 3}


def test_stated_edges_are_not_inferred() -> None:
    (voice,) = find_voices([own(1, DEFENCEWEB), own(2, SEED, repeats=(Edge(1),))]).voices
    assert not voice.is_inferred


def test_three_reports_in_one_publication_count_as_one_publication() -> None:
    reports = [
        ReportNode(1, 7, SEED),
        ReportNode(2, 7, SEED, ISW, STATED),
        ReportNode(3, 7, SEED, AFP, STATED),
    ]
    voices = find_voices(reports)
    assert (voices.publication_count, voices.voice_count) == (1, 3)


@pytest.mark.parametrize(
    ("edges", "path"),
    [
        ([], None),
        ([(1, 2), (1, 3), (2, 4), (3, 4)], None),
        ([(2, 2)], (2, 2)),
        ([(9, 1), (1, 2), (2, 1)], (1, 2, 1)),
        ([(4, 3), (3, 2), (2, 4)], (2, 4, 3, 2)),
    ],
)
def test_a_circle_is_found_as_a_path(edges: list[tuple[int, int]], path: tuple[int, ...] | None) -> None:
    assert find_cycle(edges) == path


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12), st.randoms())
def test_a_found_circle_is_a_circle_of_edges(edges: list[tuple[int, int]], random: object) -> None:
    path = find_cycle(edges)
    assert find_cycle(edges[::-1]) == path
    if path is None:
        assert _levels(edges) is not None
    else:
        assert set(pairwise(path)) <= set(edges)
        assert path[0] == path[-1] == min(path)
        assert len(set(path)) == len(path) - 1


def _levels(edges: Iterable[tuple[int, int]]) -> list[set[int]] | None:
    """Peel off what nothing leads to until nothing is left; None if something circles."""
    left, peeled = set(edges), []
    while left:
        free = {start for start, _ in left} - {end for _, end in left}
        if not free:
            return None
        peeled.append(free)
        left = {edge for edge in left if edge[0] not in free}
    return peeled


def test_reports_that_repeat_each_other_are_refused_with_the_path() -> None:
    reports = [own(key, key, repeats=(Edge(key % 4 + 1),)) for key in (1, 2, 3, 4)]
    with pytest.raises(CycleError) as caught:
        find_voices(reports)
    assert caught.value.path == (1, 2, 3, 4, 1)
    assert caught.value.message == Message(CircleFault.REPORTS, path="1 → 2 → 3 → 4 → 1")


def test_publications_that_cite_each_other_are_refused_with_the_path() -> None:
    citations = [CitationEdge(5, cited_publication=3), CitationEdge(3, cited_publication=5)]
    with pytest.raises(CycleError) as caught:
        find_voices([], citations)
    assert caught.value.message == Message(CircleFault.PUBLICATIONS, path="3 → 5 → 3")


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[ReportNode], list[CitationEdge]]:
    """Draw reports and citations without circles; several reports may share a publication."""
    reports = []
    for key in range(1, draw(st.integers(1, 7)) + 1):
        publication = draw(st.integers(1, 5))
        repeated = draw(st.lists(st.integers(1, key - 1), max_size=2, unique=True)) if key > 1 else []
        reports.append(
            ReportNode(
                key,
                publication,
                publication % 3,
                draw(st.none() | st.integers(0, 5)),
                draw(st.sampled_from(Attribution)),
                draw(st.booleans()),
                tuple(Edge(target, draw(st.sampled_from(Basis))) for target in repeated),
                draw(st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 5))),
                draw(st.booleans()),
            )
        )
    to_publication = st.builds(CitationEdge, st.integers(4, 5), st.integers(1, 3))
    to_source = st.builds(CitationEdge, st.integers(1, 5), st.none(), st.integers(0, 5))
    return reports, draw(st.lists(to_publication | to_source, max_size=5))


SOURCES = {publication: publication % 3 for publication in range(1, 6)}


@given(cases(), st.data())
def test_the_order_of_reports_and_citations_never_matters(
    case: tuple[list[ReportNode], list[CitationEdge]], data: st.DataObject
) -> None:
    reports, citations = case
    voices = find_voices(reports, citations, SOURCES)
    shuffled = data.draw(st.permutations(reports)), data.draw(st.permutations(citations))
    assert find_voices(*shuffled, SOURCES) == voices


@given(cases())
def test_every_report_has_one_voice_and_live_voices_share_no_root(
    case: tuple[list[ReportNode], list[CitationEdge]],
) -> None:
    reports, citations = case
    voices = find_voices(reports, citations, SOURCES)
    placed = [report.key for voice in voices.voices for report in voice.reports]
    assert sorted(placed) == [report.key for report in reports]
    roots = [source for voice in voices.voices if not voice.has_no_active_report for source in voice.key]
    assert len(roots) == len(set(roots))
    assert (voices.voice_count > 0) is any(not report.superseded for report in reports)
    assert all(
        report.is_active is (report.key in (*voice.own_reports, *voice.copies))
        for voice in voices.voices
        for report in voice.reports
    )


def test_the_effort_of_grouping_grows_with_the_reports_and_no_faster() -> None:
    efforts = []
    for count in (250, 500):
        reports = [second_hand(key, key) for key in range(1, count + 1)]
        citations = [CitationEdge(key, cited_publication=key - 1) for key in range(2, count + 1) if key % 50]
        assert find_voices(reports, citations).voice_count == count // 50 + 1
        efforts.append(calls_of(partial(find_voices, reports, citations)))
    assert efforts[1] < 2.2 * efforts[0]
