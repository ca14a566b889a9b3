"""Conclude how many there were, type by type over the whole tree, from what the voices on a shipment state.

Two passes: from the bottom of the tree up, each type is reconciled from the voices that state it, and never
falls below its parts; from the top down, no type exceeds what its parent leaves. A type in conflict narrows
others only by the low end of all that is claimed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from inventory.domain.comparison.bases import count_bases
from inventory.domain.comparison.case import ShipmentInput
from inventory.domain.comparison.reconciling import Reconciling
from inventory.domain.comparison.statements import ShipmentStatements, VoiceKey
from inventory.domain.comparison.type_rows import TypeRow
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, State, common, reconcile
from inventory.domain.tree import Taxonomy, tighten


class TypeEstimate(NamedTuple):
    """Hold what follows on one type.

    `estimate` is None where nothing bounds it; `named` is the number that stands for the type in lists and
    totals: the estimate of a type that is stated, all that is claimed of one in conflict, and of one that
    nobody states the sum of what is counted below it. `envelope` is all that is claimed of one in conflict.

    `stated_by` are the voices whose statement holds the estimate, `incompatible` those whose statement or
    bound excludes it, `compatible` those that only bound it, and allow it. `bases` counts the pieces of
    evidence or, without one, voices behind those who state it, voices on one piece of evidence as one.

    `arises_here`: the conflict is in what is said of this very type or of its parts' sum, not carried to it.
    `may_be_different`: voices count different variants of it, in conflict or of different items.
    `type_conflict` lists the classes that sources give to the designation and that exclude each other.
    `divided` are voices of which reports, or outlets, differ on it or on the variant that they count.
    `statements` are the intervals of the voices that state it, as they were reconciled. `has_unknown`: a
    number is spoken of, here or below, that nobody gives. `is_told` is false where no voice speaks of
    it and no evidence shows it: copies alone add it to what they repeat.
    """

    type: int
    state: State
    estimate: Interval | None
    named: Interval | None
    envelope: Interval | None
    stated_by: frozenset[VoiceKey]
    compatible: frozenset[VoiceKey]
    incompatible: frozenset[VoiceKey]
    statements: Mapping[VoiceKey, Interval]
    implied: Mapping[VoiceKey, Interval]
    bases: int
    arises_here: bool = False
    may_be_different: bool = False
    has_unknown: bool = False
    is_stated: bool = False
    conflict_below: tuple[int, ...] = ()
    type_conflict: tuple[int, ...] = ()
    confirmed: int | None = None
    divided: frozenset[VoiceKey] = frozenset()
    is_told: bool = True

    @property
    def said(self) -> Interval | None:
        """Return what those who state it allow by their own words, if other counts narrow that; else None."""
        if not self.stated_by or self.envelope:
            return None
        said = common(self.statements[voice] for voice in self.stated_by)
        return None if said == self.estimate else said

    @property
    def total(self) -> int:
        """Count the voices that state it."""
        return len(self.statements)

    @property
    def is_named(self) -> bool:
        """Return whether its number is the sum of what is named below it, because nobody states the type."""
        return not self.statements

    @property
    def shown(self) -> Interval | None:
        """Return the number that lists show: the estimate, or the named sum of a type that nobody states."""
        return self.named if self.is_named else self.estimate

    def by_method(self, method: EstimationMethod) -> Interval | None:
        """Return what another method makes of the same statements; of bounds where nobody states the type."""
        if method.method is Method.MARZULLO:
            return self.estimate
        preferred = next((key for key in (*self.statements, *self.implied) if method.preferred in key), None)
        return reconcile(
            method.method,
            self.statements or self.implied,
            confirmed=self.confirmed,
            preferred=preferred,
        ).interval


@dataclass(frozen=True, slots=True)
class EstimationMethod:
    """Name the method by which counts are reconciled; `preferred` is the source that PREFERRED follows."""

    method: Method = Method.MARZULLO
    preferred: int | None = None


def estimate_types(
    case: ShipmentInput, taxonomy: Taxonomy, statements: ShipmentStatements
) -> tuple[TypeEstimate, ...]:
    """Return what follows on every type with a line or evidence and every type above one, in tree order."""
    rows = Reconciling(taxonomy, statements).rows()
    confirmed = seen_on_evidence(case, taxonomy)
    labels = _type_conflicts(case, taxonomy, statements)
    below = _conflicts_below(taxonomy, rows)
    bases = _Bases(case, statements)
    return tuple(
        [
            TypeEstimate(
                key,
                _state(row),
                row.estimate,
                row.named,
                row.envelope if row.is_conflict else None,
                row.stated_by,
                row.compatible,
                row.incompatible,
                row.statements,
                row.implied,
                bases.count(key, row.stated_by),
                row.arises_here,
                row.may_be_different,
                row.has_unknown,
                key in statements.named or bool(row.statements),
                below.get(key, ()),
                labels.get(key, ()),
                confirmed.get(key),
                frozenset(row.divided),
                _is_told(row) or key in confirmed or taxonomy.node(key).parent is None,
            )
            for key, row in rows.items()
        ]
    )


def seen_on_evidence(case: ShipmentInput, taxonomy: Taxonomy) -> dict[int, int]:
    """Return how many of each type evidence shows, the types above those counted included."""
    if not case.confirmed:
        return {}
    seen = tighten(taxonomy, {key: Interval(count, None) for key, count in case.confirmed.items()}).bounds
    return {key: bound.low for key, bound in seen.items() if bound.low or key in case.confirmed}


def _state(row: TypeRow) -> State:
    if row.is_conflict:
        return State.CONFLICT
    if row.statements:
        if row.estimate is not None and row.estimate.high == 0:
            return State.DENIED
        return State.SINGLE if len(row.statements) == 1 else State.AGREED
    if row.is_below:
        return State.CONFLICT_BELOW
    return State.IMPLIED if row.estimate is not None else State.SILENT


def _is_told(row: TypeRow) -> bool:
    return row.has_unknown or _state(row) is not State.SILENT


def _conflicts_below(taxonomy: Taxonomy, rows: Mapping[int, TypeRow]) -> dict[int, tuple[int, ...]]:
    """Return the conflicts below each type, each where it arises, in tree order."""
    below: dict[int, tuple[int, ...]] = {}
    for key, row in rows.items():
        if row.is_conflict and row.arises_here:
            for above in taxonomy.ancestors(key):
                below[above] = (*below.get(above, ()), key)
    return below


class _Bases:
    """Count the pieces of evidence that voices rest on."""

    def __init__(self, case: ShipmentInput, statements: ShipmentStatements) -> None:
        self._evidence = {report.key: report.evidence for report in case.reports if report.evidence}
        self._voices = {voice.key: voice for voice in statements.by_voice} if self._evidence else {}

    def count(self, key: int, voices: frozenset[VoiceKey]) -> int:
        """Return how many bases these voices have on a type, those on one piece of evidence as one."""
        if not self._evidence:
            return len(voices)
        rests: list[set[Hashable]] = []
        for voice in voices:
            found = self._voices[voice]
            reports = found.told_by.get(key, found.speakers)
            own: set[Hashable] = {item for one in reports for item in self._evidence.get(one, ())}
            rests.append(own or {voice})
        return count_bases(rests)


def _type_conflicts(
    case: ShipmentInput, taxonomy: Taxonomy, statements: ShipmentStatements
) -> dict[int, tuple[int, ...]]:
    """Find the designations to which the voices themselves give classes that exclude each other."""
    labelled = [line for line in case.lines if line.label_type is not None]
    if not labelled:
        return {}
    speaking = {report for voice in statements.by_voice for report in voice.speakers}
    labels: dict[int, set[int]] = {}
    for line in labelled:
        if line.label_type is not None and line.report in speaking:
            labels.setdefault(line.type, set()).add(line.label_type)
    found = {}
    for key, given in labels.items():
        apart = [one for one in given if not all(taxonomy.is_related(one, other) for other in given)]
        if apart:
            found[key] = taxonomy.order(apart)
    return found
