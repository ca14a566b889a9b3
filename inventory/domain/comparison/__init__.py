"""Compare all that is reported on one shipment: who agrees, who disagrees, and what follows.

The way through: reports are grouped into independent voices, each report's lines are closed over
the equipment tree, the newest report speaks for its voice on each type, the voices are reconciled
type by type, and the conclusions are tightened over the tree as if they were one report.

>>> from inventory.domain.independence import ReportNode
>>> from inventory.domain.intervals import Interval
>>> from inventory.domain.tree import Taxonomy, TypeNode
>>> tanks, t72 = TypeNode(1, None, "vehicles", False, "Tanks"), TypeNode(2, 1, "vehicles", True, "T-72")
>>> case = Case(
...     reports=(ReportNode(1, publication=1, source=10), ReportNode(2, publication=2, source=20)),
...     lines=(Line(1, 1, 2, Interval(7, 7)), Line(2, 2, 1, Interval(2, None))),
... )
>>> found = compare(case, Taxonomy([tanks, t72]))
>>> [(row.type, str(row.estimate), row.state.value, row.reconciled.support) for row in found.rows]
[(1, '≥ 7', 'agreed', 2), (2, '7', 'single', 1)]
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.comparison.case import Case, CaseError, Detail, Line, Polarity, Scope
from inventory.domain.comparison.cells import Cell
from inventory.domain.comparison.conclusions import Conclusion, Judgement, conclude_counts
from inventory.domain.comparison.details import DetailCell, DetailRow, DetailValue, compare_details
from inventory.domain.comparison.movement import Appearance, Step, movement
from inventory.domain.comparison.rows import Row, show_counts
from inventory.domain.comparison.words import Hearing, VoiceKey, hear
from inventory.domain.independence import Voices
from inventory.domain.reconciliation import Method
from inventory.domain.tree import Contradiction, Taxonomy

# The words in which a caller describes and reads a comparison belong to this package's interface.
__all__ = [
    "Appearance",
    "Case",
    "CaseError",
    "Cell",
    "Comparison",
    "Conclusion",
    "Conclusions",
    "Detail",
    "DetailCell",
    "DetailRow",
    "DetailValue",
    "Judgement",
    "Line",
    "Polarity",
    "Row",
    "Scope",
    "Step",
    "VoiceKey",
    "compare",
    "conclude",
    "movement",
]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Hold what follows from all that is reported on a shipment: on types, in tree order, and on details."""

    voices: Voices
    counts: tuple[Conclusion, ...]
    details: tuple[DetailRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the voices on a shipment, a row per type in tree order, and a row per kind of detail.

    `contradictions` pairs the key of a report that contradicts itself with the place where it does.
    """

    voices: Voices
    rows: tuple[Row, ...]
    details: tuple[DetailRow, ...]
    contradictions: tuple[tuple[int, Contradiction], ...]
    method: Method

    @property
    def publication_count(self) -> int:
        """Count the publications, never to be mixed with the voices."""
        return self.voices.publication_count

    @property
    def voice_count(self) -> int:
        """Count the independent voices that still speak."""
        return self.voices.voice_count


def conclude(case: Case, taxonomy: Taxonomy) -> Conclusions:
    """Return what `compare` concludes by its usual method, without showing what each voice says.

    Raises what `compare` raises.
    """
    return _conclude(case, hear(case, taxonomy), taxonomy, Judgement())


def compare(
    case: Case, taxonomy: Taxonomy, *, method: Method = Method.MARZULLO, preferred: int | None = None
) -> Comparison:
    """Compare all that is reported on one shipment.

    `preferred` is the source whose voice the method PREFERRED follows. Raises CaseError if it is
    missing then, CycleError for circles among reports or publications, TaxonomyError for a type
    that is not in the tree.
    """
    if method is Method.PREFERRED and preferred is None:
        raise CaseError("The method of a preferred source needs a source.")
    hearing = hear(case, taxonomy)
    concluded = _conclude(case, hearing, taxonomy, Judgement(method, preferred))
    accounts = hearing.accounts
    return Comparison(
        hearing.voices,
        show_counts(case, taxonomy, hearing, concluded.counts),
        concluded.details,
        tuple((report, found) for report in sorted(accounts) for found in accounts[report].contradictions),
        method,
    )


def _conclude(case: Case, hearing: Hearing, taxonomy: Taxonomy, judgement: Judgement) -> Conclusions:
    return Conclusions(
        hearing.voices,
        conclude_counts(case, taxonomy, hearing, judgement),
        compare_details(case, hearing.voices),
    )
