"""Count how often what one source says fits what the others say without it.

>>> from inventory.domain.comparison import Case, Line, compare
>>> from inventory.domain.independence import ReportNode
>>> from inventory.domain.intervals import Interval
>>> from inventory.domain.tree import Taxonomy, TypeNode
>>> tanks = Taxonomy([TypeNode(1, None, "vehicles", False, "Tanks")])
>>> reports = tuple(ReportNode(key, publication=key, source=key * 10) for key in (1, 2, 3))
>>> said = {1: Interval(7, 7), 2: Interval(5, 9), 3: Interval(2, 2)}
>>> lines = tuple(Line(key, key, 1, interval) for key, interval in said.items())
>>> found = compare(Case(reports=reports, lines=lines[:2]), tanks)
>>> agreement_of(found, 10), agreement_of(found, 20)
(Agreement(inside=1, wider=0, outside=0), Agreement(inside=0, wider=1, outside=0))
>>> agreement_of(compare(Case(reports=reports, lines=lines), tanks), 30)
Agreement(inside=0, wider=0, outside=1)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from inventory.domain.comparison import Comparison, Row, VoiceKey
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import envelope, marzullo


class Fit(StrEnum):
    """Name how a count fits what the others support.

    INSIDE: it lies within it. WIDER: it reaches beyond but shares a count with it. OUTSIDE: it shares none.
    """

    INSIDE = "inside"
    WIDER = "wider"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one type on which a source and somebody else give counts; ``others`` is what these support."""

    type: int
    own: Interval
    others: Interval | None
    fit: Fit


@dataclass(frozen=True, slots=True)
class Agreement:
    """Count cells of shipment and type on which a source and somebody else give counts, by their fit."""

    inside: int = 0
    wider: int = 0
    outside: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.inside + other.inside, self.wider + other.wider, self.outside + other.outside)

    @property
    def total(self) -> int:
        """Return the number of cells compared."""
        return self.inside + self.wider + self.outside


def agreement_of(comparison: Comparison, source: int) -> Agreement:
    """Count the findings on one shipment by their fit."""
    return sum((count_of(finding) for finding in findings_of(comparison, source)), Agreement())


def count_of(finding: Finding) -> Agreement:
    """Return a finding as a count of one."""
    return Agreement(**{finding.fit.value: 1})


def findings_of(comparison: Comparison, source: int) -> Iterator[Finding]:
    """Compare a source's own lines on one shipment with the estimates of all other voices.

    Only a voice of its own counts: where the source repeats others, agreeing with them means nothing. What
    follows from lines further down the tree is no statement of its own either.
    """
    keys = [voice.key for voice in comparison.voices.voices]
    if (source,) not in keys:
        return
    for row in comparison.rows:
        finding = _on_type(row, keys, source)
        if finding is not None:
            yield finding


def _on_type(row: Row, keys: list[VoiceKey], source: int) -> Finding | None:
    said = dict(row.concluded.statements)
    own = said.pop((source,), None)
    # Where nobody else states the type, it is held against what the others imply of it.
    said = said or {voice: bound for voice, bound in row.concluded.implied.items() if bound.low}
    is_derived = row.cells[keys.index((source,))].is_derived
    if own is None or is_derived or not said:
        return None
    # Of others who are equally divided no one is right: all that they span is held against it.
    supported = marzullo(said)
    others = envelope(supported.alternatives) or supported.interval
    return Finding(row.type, own, others, _fit(own, others))


def _fit(own: Interval, others: Interval | None) -> Fit:
    if others is None or own.intersection(others) is None:
        return Fit.OUTSIDE
    return Fit.INSIDE if others.contains(own) else Fit.WIDER
