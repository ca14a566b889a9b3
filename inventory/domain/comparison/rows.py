"""Compare the counts of one shipment type by type, over the whole tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inventory.domain.arithmetic import Sum
from inventory.domain.bounds import Kin
from inventory.domain.comparison.accounts import Account
from inventory.domain.comparison.case import Case
from inventory.domain.comparison.cells import Cell, Floor
from inventory.domain.independence import Voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, Reconciled, State, reconcile, state_of
from inventory.domain.tree import Taxonomy, tighten

type VoiceKey = tuple[int, ...]


class Row(NamedTuple):
    """Hold what all voices say on one type, and what follows from it.

    `cells` stand in the order of the comparison's voices. `reconciled` is the method's conclusion
    from this type alone; `estimate` is the same after all rows were tightened over the tree like
    one report. If the rows contradict each other here, the estimate stays as reconciled and
    `is_incoherent` says so.

    `own_state` is about this type alone. `state` is the same, except that two designations in
    conflict put what they are both designations of in conflict: BMP-3 against BMD is a conflict on
    infantry fighting vehicles. `conflict_below` lists the types below that are in conflict.
    `type_conflict` lists the classes that sources give to the designation and that exclude each
    other. `confirmed` is the number seen on evidence, None if there is no evidence.

    `counted` is how many of the type were reported, for lists and sums: what the voices support where
    one of them counts this very type, else the sum over the types below that are counted. Six Fahd
    are at least six vehicles, but six vehicles were counted.
    """

    type: int
    depth: int
    cells: tuple[Cell, ...]
    reconciled: Reconciled[VoiceKey]
    estimate: Interval | None
    own_state: State
    state: State
    divided: tuple[VoiceKey, ...] = ()
    type_conflict: tuple[int, ...] = ()
    conflict_below: tuple[int, ...] = ()
    confirmed: int | None = None
    is_incoherent: bool = False
    counted: Interval | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Name the method by which counts are reconciled; `preferred` is the source that PREFERRED follows."""

    method: Method = Method.MARZULLO
    preferred: int | None = None


def compare_counts(
    case: Case, taxonomy: Taxonomy, voices: Voices, accounts: Mapping[int, Account], judgement: Judgement
) -> tuple[Row, ...]:
    """Return a row for every stated or confirmed type and every type above one, in tree order."""
    kin = taxonomy.kin(frozenset({line.type for line in case.lines} | case.confirmed.keys()))
    confirmed = seen_on_evidence(case, taxonomy)
    floor = Floor(case, accounts)
    said = [floor.cells(voice, kin.keys) for voice in voices.voices]
    cells = {key: tuple([of[place] for of in said]) for place, key in enumerate(kin.keys)}
    concluded = {key: conclude(voices, cells[key], confirmed.get(key), judgement) for key in kin.keys}
    return _assemble(case, taxonomy, voices, _Findings(kin, cells, concluded, confirmed))


def seen_on_evidence(case: Case, taxonomy: Taxonomy) -> dict[int, int]:
    """Return how many of each type evidence shows, the types above those counted included."""
    if not case.confirmed:
        return {}
    seen = tighten(taxonomy, {key: Interval(count, None) for key, count in case.confirmed.items()}).bounds
    return {key: bound.low for key, bound in seen.items() if bound.low or key in case.confirmed}


@dataclass(frozen=True, slots=True)
class _Findings:
    """Carry what was found type by type, in tree order, before the tree is looked at as a whole."""

    kin: Kin
    cells: Mapping[int, tuple[Cell, ...]]
    concluded: Mapping[int, Reconciled[VoiceKey]]
    confirmed: Mapping[int, int]


def conclude(
    voices: Voices, cells: Sequence[Cell], confirmed: int | None, judgement: Judgement
) -> Reconciled[VoiceKey]:
    """Reconcile the voices that give a count of one type."""
    said = {
        voice.key: cell.interval
        for voice, cell in zip(voices.voices, cells, strict=True)
        if cell.interval is not None
    }
    preferred = (
        None
        if judgement.preferred is None
        else next((voice.key for voice in voices.voices if judgement.preferred in voice.key), None)
    )
    return reconcile(judgement.method, said, confirmed=confirmed, preferred=preferred)


def _assemble(case: Case, taxonomy: Taxonomy, voices: Voices, findings: _Findings) -> tuple[Row, ...]:
    """Look at the tree as a whole: coherent estimates, and conflicts seen from above."""
    own_states = {key: own_state(cells) for key, cells in findings.cells.items()}
    drawn_in, below = _spread(taxonomy, [key for key, state in own_states.items() if state is State.CONFLICT])
    labels = _type_conflicts(case, taxonomy)
    stated = {key: best.interval for key, best in findings.concluded.items() if best.interval is not None}
    coherent = tighten(taxonomy, stated)
    incoherent = {found.key for found in coherent.contradictions}
    counted = _count_up(findings)
    return tuple(
        Row(
            type=key,
            depth=taxonomy.depth(key),
            cells=cells,
            reconciled=findings.concluded[key],
            estimate=coherent.bounds[key] if key in stated else None,
            own_state=own_states[key],
            state=State.CONFLICT if key in drawn_in else own_states[key],
            divided=tuple(
                [voice.key for voice, cell in zip(voices.voices, cells, strict=True) if cell.accounts]
            ),
            type_conflict=labels.get(key, ()),
            conflict_below=tuple(below.get(key, ())),
            confirmed=findings.confirmed.get(key),
            is_incoherent=key in incoherent,
            counted=counted[key],
        )
        for key, cells in findings.cells.items()
    )


def _count_up(findings: _Findings) -> dict[int, Interval | None]:
    """Return what was counted of every type, from the bottom of the tree up."""
    counted: dict[int, Interval | None] = {}
    for key in reversed(findings.kin.keys):
        cells, concluded = findings.cells[key], findings.concluded[key].interval
        is_stated = any(cell.interval is not None and not cell.is_derived for cell in cells)
        parts = [] if is_stated else [counted[child] for child in findings.kin.parts.get(key, ())]
        if parts and any(cell.is_unknown for cell in cells):
            parts.append(None)
        total = Sum.of(parts).interval if parts else None
        counted[key] = concluded if total is None else total
    return counted


def own_state(cells: Sequence[Cell]) -> State:
    """Name the state that the voices leave one type in."""
    said = [cell.interval for cell in cells if cell.interval is not None]
    return state_of(said, is_divided=any(cell.accounts for cell in cells))


def _spread(taxonomy: Taxonomy, conflicts: Sequence[int]) -> tuple[set[int], dict[int, list[int]]]:
    """Return the types that a conflict below puts in conflict, and every type's conflicts below.

    Only a conflict on a designation rises, through designations, up to the first category.
    """
    drawn_in: set[int] = set()
    below: dict[int, list[int]] = defaultdict(list)
    for key in conflicts:
        is_rising = taxonomy.node(key).is_designation
        for above in taxonomy.ancestors(key):
            below[above].append(key)
            if is_rising:
                drawn_in.add(above)
                is_rising = taxonomy.node(above).is_designation
    return drawn_in, below


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
