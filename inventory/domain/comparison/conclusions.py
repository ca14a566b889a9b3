"""Conclude from what the voices on one shipment say how many there were, type by type over the whole tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from inventory.domain.arithmetic import Sum
from inventory.domain.bounds import Kin
from inventory.domain.comparison.case import Case
from inventory.domain.comparison.words import Hearing, VoiceKey, Words
from inventory.domain.independence import Voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, Reconciled, State, reconcile, state_of
from inventory.domain.tree import Taxonomy, tighten


class Conclusion(NamedTuple):
    """Hold what follows on one type.

    `is_stated`: a report has a line on this very type. `reconciled` is the method's conclusion
    from this type alone; `estimate` is the same after all conclusions were tightened over the tree like
    one report. If they contradict each other here, the estimate stays as reconciled and
    `is_incoherent` says so.

    `own_state` is about this type alone. `state` is the same, except that two designations in
    conflict put what they are both designations of in conflict: BMP-3 against BMD is a conflict on
    infantry fighting vehicles. `type_conflict` lists the classes that sources give to the designation and
    that exclude each other. `confirmed` is the number seen on evidence, None if there is no evidence.

    `counted` is how many of the type were reported, for lists and sums: what the voices support where
    one of them counts this very type, else the sum over the types below that are counted. Six Fahd
    are at least six vehicles, but six vehicles were counted.
    """

    type: int
    is_stated: bool
    reconciled: Reconciled[VoiceKey]
    estimate: Interval | None
    own_state: State
    state: State
    type_conflict: tuple[int, ...]
    confirmed: int | None
    is_incoherent: bool
    counted: Interval | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Name the method by which counts are reconciled; `preferred` is the source that PREFERRED follows."""

    method: Method = Method.MARZULLO
    preferred: int | None = None


def conclude_counts(
    case: Case, taxonomy: Taxonomy, hearing: Hearing, judgement: Judgement
) -> tuple[Conclusion, ...]:
    """Return what follows on every stated or confirmed type and every type above one, in tree order."""
    named = frozenset([line.type for line in case.lines])
    kin = taxonomy.kin(named.union(case.confirmed))
    confirmed = seen_on_evidence(case, taxonomy)
    judged = {key: judge(hearing.voices, hearing.on(key), confirmed.get(key), judgement) for key in kin.keys}
    said = {key: best.interval for key, (best, _) in judged.items() if best.interval is not None}
    coherent = tighten(taxonomy, said, kin=kin)
    incoherent = {found.key for found in coherent.contradictions}
    drawn_in = _drawn_in(taxonomy, [key for key, (_, state) in judged.items() if state is State.CONFLICT])
    labels = _type_conflicts(case, taxonomy)
    counted = _count_up(kin, named, hearing, said)
    return tuple(
        [
            Conclusion(
                key,
                key in named,
                best,
                coherent.bounds[key] if key in said else None,
                state,
                State.CONFLICT if key in drawn_in else state,
                labels.get(key, ()),
                confirmed.get(key),
                key in incoherent,
                counted[key],
            )
            for key, (best, state) in judged.items()
        ]
    )


def seen_on_evidence(case: Case, taxonomy: Taxonomy) -> dict[int, int]:
    """Return how many of each type evidence shows, the types above those counted included."""
    if not case.confirmed:
        return {}
    seen = tighten(taxonomy, {key: Interval(count, None) for key, count in case.confirmed.items()}).bounds
    return {key: bound.low for key, bound in seen.items() if bound.low or key in case.confirmed}


def judge(
    voices: Voices, words: Words, confirmed: int | None, judgement: Judgement
) -> tuple[Reconciled[VoiceKey], State]:
    """Reconcile the voices that give a count of one type, and name the state that they leave it in."""
    said, is_divided = {}, False
    for voice, word in words.items():
        if word.interval is not None:
            said[voice] = word.interval
        is_divided = is_divided or bool(word.accounts)
    preferred = (
        None
        if judgement.preferred is None
        else next((one.key for one in voices.voices if judgement.preferred in one.key), None)
    )
    return (
        reconcile(judgement.method, said, confirmed=confirmed, preferred=preferred),
        state_of(said.values(), is_divided=is_divided),
    )


def _count_up(
    kin: Kin, named: Collection[int], hearing: Hearing, concluded: Mapping[int, Interval]
) -> dict[int, Interval | None]:
    """Return what was counted of every type, from the bottom of the tree up."""
    counted: dict[int, Interval | None] = {}
    for key in reversed(kin.keys):
        counted[key] = concluded.get(key)
        parts = [counted[child] for child in kin.parts.get(key, ())]
        if not parts:
            continue
        if key in named:
            words = hearing.on(key).values()
            if any(word.interval is not None and not word.is_derived for word in words):
                continue
            if any(word.is_unknown for word in words):
                parts.append(None)
        # Most types have one part only, which needs no sum.
        total = parts[0] if len(parts) == 1 else Sum.of(parts).interval
        if total is not None:
            counted[key] = total
    return counted


def _drawn_in(taxonomy: Taxonomy, conflicts: Sequence[int]) -> set[int]:
    """Return the types that a conflict below puts in conflict.

    Only a conflict on a designation rises, through designations, up to the first category.
    """
    drawn_in: set[int] = set()
    for key in conflicts:
        for below, above in pairwise((key, *taxonomy.ancestors(key))):
            if not taxonomy.node(below).is_designation:
                break
            drawn_in.add(above)
    return drawn_in


def _type_conflicts(case: Case, taxonomy: Taxonomy) -> dict[int, tuple[int, ...]]:
    """Find the designations to which sources give classes that exclude each other."""
    superseded = {report.key for report in case.reports if report.superseded}
    labels: dict[int, set[int]] = defaultdict(set)
    for line in case.lines:
        if line.label_type is not None and line.report not in superseded:
            labels[line.type].add(line.label_type)
    found = {}
    for key, given in labels.items():
        apart = [one for one in given if not all(taxonomy.is_related(one, other) for other in given)]
        if apart:
            found[key] = taxonomy.order(apart)
    return found
