"""Say in a few clauses what follows from a shipment's reports: what is agreed, disputed and unknown.

A clause holds codes, numbers and keys; words and addresses are made at the edge. Each disagreement has one
clause, where it arises. No clause adds counts of different units, or of different groups of stages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inventory.domain.comparison.bases import ShipmentBases, find_bases
from inventory.domain.comparison.case import ShipmentInput, StageGroup, stage_group
from inventory.domain.comparison.conclusions import Conclusions, conclude
from inventory.domain.comparison.details import DetailRow, DetailValue
from inventory.domain.comparison.estimates import TypeEstimate
from inventory.domain.comparison.statements import VoiceKey
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State, common
from inventory.domain.tree import Taxonomy

# What a reader wants to know of every shipment; that nobody says it is worth a word.
WANTED = ("supplier", "origin", "destination", "recipient", "arrival")
SAID = frozenset({State.SINGLE, State.DENIED})
APART = (StageGroup.PROMISED, StageGroup.REVERSED)
# In these a hedge takes something from what is said; a suspicion is uncertain by itself.
FIRM = frozenset({"", "stated", "observed", "reported", "assessed"})


class Claim(NamedTuple):
    """Hold one voice's count in a dispute; `is_implied` if its other lines come to it.

    `is_divided`: its own reports, or outlets that pass it on, differ; the interval is all that they span.
    """

    voice: VoiceKey
    interval: Interval
    is_implied: bool = False
    is_divided: bool = False


@dataclass(frozen=True, slots=True)
class CountClause:
    """Say how many there were of a type, and who says so.

    `claims` are what each voice says of a type in dispute, lowest first. `exceeded_by` is what its parts come
    to where these claims could all be true, but not together with the parts.
    """

    type: int
    state: State
    interval: Interval | None
    stated_by: tuple[VoiceKey, ...]
    compatible: int
    bases: int
    claims: tuple[Claim, ...] = ()
    exceeded_by: Interval | None = None
    may_be_different: bool = False
    has_conflict_below: bool = False
    said: Interval | None = None


class ClassClause(NamedTuple):
    """Say that voices give a designation classes that exclude each other, each with who gives it."""

    type: int
    classes: tuple[tuple[int, tuple[VoiceKey, ...]], ...]


class StatementTally(NamedTuple):
    """Count the voices that say a value in one and the same way.

    What is suspected, or said of a part, is neither hedged nor first-hand besides.
    """

    is_affirmed: bool
    is_partial: bool
    modality: str
    is_hedged: bool
    is_first_hand: bool
    voices: tuple[VoiceKey, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Name what is not known: numbers that nobody gives, counts without an upper limit, kinds of details."""

    numbers: tuple[int, ...]
    open: tuple[int, ...]
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Hold the clauses on a shipment, in each part those first that tell a reader most."""

    agreed: tuple[CountClause, ...]
    agreed_details: tuple[DetailRow, ...]
    single: tuple[CountClause, ...]
    disputed: tuple[CountClause, ...]
    classes: tuple[ClassClause, ...]
    disputed_details: tuple[DetailRow, ...]
    unknown: Unknown
    rests_on: ShipmentBases
    counting: int


def write_brief(concluded: Conclusions, taxonomy: Taxonomy) -> Brief:
    """Return the clauses on a shipment at one group of stages."""
    counts = _as_written(concluded, taxonomy)
    voices = concluded.statements.by_voice
    single = [one for one in _topmost(counts, taxonomy) if one.total == 1 and one.state in SAID]
    return Brief(
        agreed=_agreed(counts, taxonomy),
        agreed_details=tuple([row for row in concluded.details if row.state is State.AGREED]),
        single=tuple([_clause(one) for one in single]),
        disputed=tuple([_disputed(one, concluded) for one in concluded.counts if one.arises_here]),
        classes=tuple([_classes(one, concluded) for one in concluded.counts if one.type_conflict]),
        disputed_details=tuple([row for row in concluded.details if row.state is State.CONFLICT]),
        unknown=_unknown(concluded, taxonomy),
        rests_on=find_bases(concluded.case, concluded.voices),
        counting=sum(bool(voice.stated or voice.unknown) for voice in voices),
    )


def conclude_apart(case: ShipmentInput, taxonomy: Taxonomy) -> dict[StageGroup, tuple[CountClause, ...]]:
    """Return the counts of what was promised, and of what was reversed, where reports have such.

    Only the topmost types that are stated have a clause. Raises what `conclude` raises.
    """
    stages = {report.key: stage_group(report.stage) for report in case.reports}
    there = {stages[line.report] for line in case.lines}
    found = {}
    for group in APART:
        if group in there:
            concluded = conclude(case, taxonomy, group)
            counts = _as_written(concluded, taxonomy)
            clauses = [_apart(one, concluded) for one in _topmost(counts, taxonomy)]
            clauses += [_clause(one) for one in _unnumbered(concluded.counts, taxonomy)]
            found[group] = tuple(clauses)
    return {group: clauses for group, clauses in found.items() if clauses}


def tally_statements(value: DetailValue) -> tuple[StatementTally, ...]:
    """Count who says a value in which way, each voice once: who affirms it first, then who denies it."""
    ways: dict[tuple[bool, bool, str, bool, bool], list[VoiceKey]] = {}
    known: set[tuple[VoiceKey, bool]] = set()
    for one in value.statements:
        if (one.voice, one.is_affirmed) not in known:
            known.add((one.voice, one.is_affirmed))
            is_firm = one.modality in FIRM and not one.is_partial
            hedged, seen = bool(one.hedge) and is_firm, one.is_first_hand and is_firm
            way = (one.is_affirmed, one.is_partial, one.modality, hedged, seen)
            ways.setdefault(way, []).append(one.voice)
    ordered = sorted(ways.items(), key=lambda item: (not item[0][0], item[0][1]))
    return tuple([StatementTally(*way, tuple(voices)) for way, voices in ordered])


def _agreed(counts: Sequence[TypeEstimate], taxonomy: Taxonomy) -> tuple[CountClause, ...]:
    """Return what voices agree on: what most of them state or allow first, then what is known most exactly.

    A type that says no more than one above it, by the same voices, is left out.
    """
    found = {one.type: one for one in counts if one.state in (State.AGREED, State.DENIED) and one.total > 1}
    told = [one for one in found.values() if not _repeats_above(one, found, taxonomy)]
    return tuple([_clause(one) for one in sorted(told, key=_rank)])


def _rank(one: TypeEstimate) -> tuple[int, float]:
    low, high = (one.estimate.low, one.estimate.high) if one.estimate else (0, None)
    return -len(one.stated_by | one.compatible), float("inf") if high is None else high - low


def _repeats_above(one: TypeEstimate, found: dict[int, TypeEstimate], taxonomy: Taxonomy) -> bool:
    above = [found[key] for key in taxonomy.ancestors(one.type) if key in found]
    return any((other.estimate, other.stated_by) == (one.estimate, one.stated_by) for other in above)


def _as_written(concluded: Conclusions, taxonomy: Taxonomy) -> list[TypeEstimate]:
    """Return what follows on each type, without families of which all voices count one variant alone."""
    words = {voice.key: voice.stated for voice in concluded.statements.by_voice}
    counted = {key for stated in words.values() for key in stated}
    derived = {one.type: one for one in concluded.counts if one.statements and one.type not in counted}
    repeated = {
        above
        for one in concluded.counts
        if all(one.type in words[voice] for voice in one.statements)
        for above in taxonomy.ancestors(one.type)
        if above in derived and _says_the_same(derived[above], one)
    }
    return [one for one in concluded.counts if one.type not in repeated]


def _says_the_same(one: TypeEstimate, other: TypeEstimate) -> bool:
    return (one.state, one.estimate, one.statements) == (other.state, other.estimate, other.statements)


def _topmost(counts: Iterable[TypeEstimate], taxonomy: Taxonomy) -> list[TypeEstimate]:
    """Return the types that voices state, without those below another of them."""
    stated = {one.type: one for one in counts if one.statements}
    return [one for key, one in stated.items() if not stated.keys() & set(taxonomy.ancestors(key))]


def _unnumbered(counts: Iterable[TypeEstimate], taxonomy: Taxonomy) -> list[TypeEstimate]:
    """Return the types that reports name without a number, where nothing below is named so."""
    named = [one for one in counts if one.is_stated and one.has_unknown and not one.statements]
    above = {key for one in named for key in taxonomy.ancestors(one.type)}
    return [one for one in named if one.type not in above]


def _clause(one: TypeEstimate) -> CountClause:
    return CountClause(
        one.type,
        one.state,
        one.estimate,
        tuple(sorted(one.stated_by)),
        len(one.compatible),
        one.bases,
        has_conflict_below=bool(one.conflict_below),
        said=one.said,
    )


def _apart(one: TypeEstimate, concluded: Conclusions) -> CountClause:
    return _disputed(one, concluded) if one.state is State.CONFLICT else _clause(one)


def _disputed(one: TypeEstimate, concluded: Conclusions) -> CountClause:
    """Return the clause of a type in dispute: what each voice says, and no winner."""
    claims = [
        Claim(voice, interval, is_divided=voice in one.divided) for voice, interval in one.statements.items()
    ]
    claims += [
        Claim(voice, one.implied[voice], is_implied=True)
        for voice in one.incompatible
        if voice in one.implied and voice not in one.statements
    ]
    is_possible = not one.divided and common([claim.interval for claim in claims]) is not None
    return CountClause(
        one.type,
        one.state,
        one.envelope,
        tuple(sorted(one.stated_by)),
        len(one.compatible),
        one.bases,
        tuple(sorted(claims, key=_order)),
        one.envelope if is_possible else None,
        one.may_be_different,
    )


def _order(claim: Claim) -> tuple[bool, int, float, VoiceKey]:
    """Return what orders claims: denials last, then the lowest first, an open end after a closed one."""
    low, high = claim.interval.low, claim.interval.high
    return high == 0, low, float("inf") if high is None else high, claim.voice


def _classes(one: TypeEstimate, concluded: Conclusions) -> ClassClause:
    voices = {report: voice.key for voice in concluded.statements.by_voice for report in voice.speakers}
    given: dict[int, list[VoiceKey]] = {key: [] for key in one.type_conflict}
    for line in concluded.case.lines:
        if line.type == one.type and line.label_type in given and line.report in voices:
            given[line.label_type].append(voices[line.report])
    return ClassClause(one.type, tuple([(key, tuple(dict.fromkeys(by))) for key, by in given.items()]))


def _unknown(concluded: Conclusions, taxonomy: Taxonomy) -> Unknown:
    told = {row.kind for row in concluded.details if any(value.affirmed_by for value in row.values)}
    if "delivery_point" in told:
        told.add("destination")
    top = _topmost(_as_written(concluded, taxonomy), taxonomy)
    top = [one for one in top if one.state is not State.CONFLICT]
    return Unknown(
        tuple([one.type for one in _unnumbered(concluded.counts, taxonomy)]),
        tuple([one.type for one in top if one.estimate and one.estimate.high is None]),
        tuple([kind for kind in WANTED if kind not in told]),
    )
