"""Conclude from all that is reported on one shipment: who states what, who disagrees, and what follows.

The way through: reports are grouped into independent voices; each voice's own reports are united and its
lines closed over the equipment tree; the voices are reconciled type by type, parts before the whole. Every
surface that shows a shipment reads what `conclude` returns, or what `compare` lays out of it.

>>> from inventory.domain.independence import ReportNode
>>> from inventory.domain.intervals import Interval
>>> from inventory.domain.tree import Taxonomy, TypeNode
>>> tanks, t72 = TypeNode(1, None, "vehicles", False, "Tanks"), TypeNode(2, 1, "vehicles", True, "T-72")
>>> case = ShipmentInput(
...     reports=(ReportNode(1, publication=1, source=10), ReportNode(2, publication=2, source=20)),
...     lines=(Line(1, 1, 2, Interval(7, 7)), Line(2, 2, 1, Interval(2, None))),
... )
>>> found = conclude(case, Taxonomy([tanks, t72]))
>>> [(one.type, str(one.estimate), one.state.value, len(one.stated_by), len(one.compatible))
...     for one in found.counts]
[(1, '≥ 7', 'single', 1, 1), (2, '7', 'single', 1, 0)]
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.comparison.bases import SharedEvidence, ShipmentBases
from inventory.domain.comparison.brief import (
    Brief,
    Claim,
    ClassClause,
    CountClause,
    StatementTally,
    conclude_apart,
    tally_statements,
    write_brief,
)
from inventory.domain.comparison.case import (
    Case,
    CaseError,
    Detail,
    Line,
    Polarity,
    Scope,
    ShipmentInput,
    StageGroup,
    stage_group,
)
from inventory.domain.comparison.cells import Cell
from inventory.domain.comparison.conclusions import Conclusions, conclude
from inventory.domain.comparison.details import DetailCell, DetailRow, DetailValue
from inventory.domain.comparison.drift import CountDrift, DriftKind
from inventory.domain.comparison.estimates import EstimationMethod, TypeEstimate
from inventory.domain.comparison.marks import Mark, MarkCode
from inventory.domain.comparison.movement import Appearance, Step, movement
from inventory.domain.comparison.rows import Row, show_counts
from inventory.domain.comparison.statements import ShipmentStatements, StatedCount, VoiceKey
from inventory.domain.independence import Voices
from inventory.domain.reconciliation import Method
from inventory.domain.tree import Contradiction, Taxonomy, tighten

# The words in which a caller describes and reads conclusions belong to this package's interface.
__all__ = [
    "Appearance",
    "Brief",
    "Case",
    "CaseError",
    "Cell",
    "Claim",
    "ClassClause",
    "Comparison",
    "Conclusions",
    "CountClause",
    "CountDrift",
    "Detail",
    "DetailCell",
    "DetailRow",
    "DetailValue",
    "DriftKind",
    "EstimationMethod",
    "Line",
    "Mark",
    "MarkCode",
    "Polarity",
    "Row",
    "Scope",
    "SharedEvidence",
    "ShipmentBases",
    "ShipmentInput",
    "ShipmentStatements",
    "StageGroup",
    "StatedCount",
    "StatementTally",
    "Step",
    "TypeEstimate",
    "VoiceKey",
    "compare",
    "conclude",
    "conclude_apart",
    "movement",
    "stage_group",
    "tally_statements",
    "write_brief",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lay conclusions out: the voices, a row per type in tree order, and a row per kind of detail.

    `contradictions` pairs the key of a report that contradicts itself with the place where it does.
    """

    concluded: Conclusions
    rows: tuple[Row, ...]
    details: tuple[DetailRow, ...]
    contradictions: tuple[tuple[int, Contradiction], ...]
    method: Method

    @property
    def voices(self) -> Voices:
        """Return the voices on the shipment."""
        return self.concluded.voices

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return what a reader has to know beside the counts."""
        return self.concluded.marks

    @property
    def publication_count(self) -> int:
        """Count the publications, never to be mixed with the voices."""
        return self.voices.publication_count

    @property
    def voice_count(self) -> int:
        """Count the independent voices that still speak."""
        return self.voices.voice_count


def compare(
    case: ShipmentInput,
    taxonomy: Taxonomy,
    *,
    method: Method = Method.MARZULLO,
    preferred: int | None = None,
) -> Comparison:
    """Lay out what `conclude` returns, estimates by another method if one is named.

    `preferred` is the source whose voice the method PREFERRED follows. Raises CaseError if it is
    missing then, and what `conclude` raises.
    """
    if method is Method.PREFERRED and preferred is None:
        raise CaseError("The method of a preferred source needs a source.")
    concluded = conclude(case, taxonomy)
    return Comparison(
        concluded,
        show_counts(concluded, taxonomy, EstimationMethod(method, preferred)),
        concluded.details,
        tuple(_contradictions(concluded.statements, taxonomy)),
        method,
    )


def _contradictions(statements: ShipmentStatements, taxonomy: Taxonomy) -> list[tuple[int, Contradiction]]:
    """Return where the lines of one report exclude each other, report by report."""
    found = []
    for (report, _), bounds in sorted(statements.reports.items(), key=lambda item: item[0][0]):
        known = tighten(taxonomy, bounds.stated).contradictions
        found += [(report, one) for one in known]
        for key in sorted(bounds.clashing):
            clash = bounds.clashing[key]
            found.append((report, Contradiction(key, clash.low, clash.high, (key,), (key,))))
    return found
