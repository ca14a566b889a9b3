"""Show what all voices say on one type, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inventory.domain.comparison import Comparison, Row, VoiceKey
from inventory.domain.reconciliation import State
from inventory.models import Assessment
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.bars import Bar, Scale
from inventory.tables.matrix.cells import CellDrawer, CellView, LineView
from inventory.tables.matrix.names import Directory, Link


@dataclass(frozen=True, slots=True)
class EstimateView:
    """Tell what a method concludes on a type, and who stands behind it.

    ``state`` is the mark to show; ``is_from_below`` says that only designations below are in conflict.
    ``alternatives`` are equally supported counts, of which the lowest is taken. ``within_tree`` is
    what the rows around it narrow that down to; empty where they do not.
    """

    text: str
    low: int | None
    high: int | None
    bar: Bar | None
    support: int
    total: int
    state: str
    is_from_below: bool
    dissenters: tuple[str, ...]
    divided: tuple[str, ...]
    alternatives: str
    within_tree: str
    conflict_below: tuple[str, ...]
    confirmed: int | None
    is_incoherent: bool


@dataclass(frozen=True, slots=True)
class VerdictView:
    """Tell what a scheme says of a type.

    ``inherited_from`` names the type above that it was said of; its ``basis`` is empty where that type has a
    row of its own that tells it.
    """

    outcome: str
    label: str
    category: str
    basis: str
    inherited_from: str


@dataclass(frozen=True, slots=True)
class RowView:
    """Hold one row. ``unit`` is shown where it differs from the row's parent's (``is_unit_new``)."""

    key: int
    slug: str
    type: Link
    unit: str
    depth: int
    cells: tuple[CellView, ...]
    estimate: EstimateView
    type_conflict: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    verdict: VerdictView | None = None
    is_unit_new: bool = False
    is_stated: bool = False
    is_tension: bool = False

    @property
    def look(self) -> str:
        """Return how the whole row looks: stated, derived, or a heading on which nobody counts."""
        if self.is_stated:
            return "stated"
        return "derived" if self.estimate.total or self.estimate.text else "heading"


VERDICTS = {"in": "In", "out": "Out", "disputed": "Disputed"}


class RowDrawer:
    """Draw the rows of a matrix."""

    def __init__(
        self,
        reading: ShipmentReading,
        comparison: Comparison,
        directory: Directory,
        lines: Mapping[int, LineView],
    ) -> None:
        self._reading = reading
        self._comparison = comparison
        self._directory = directory
        self._cells = CellDrawer(directory, lines)
        self._assessments: dict[int | None, list[Assessment]] = defaultdict(list)
        for assessment in reading.assessments:
            self._assessments[assessment.equipment_type_id].append(assessment)

    def draw(self) -> tuple[RowView, ...]:
        """Return the rows in tree order, without topmost ones on which nothing is said."""
        rows = [row for row in self._comparison.rows if row.depth > 0 or _says_something(row)]
        least = min((row.depth for row in rows), default=0)
        shown = {row.type for row in rows}
        return tuple(self._row(row, row.depth - least, shown) for row in rows)

    def _row(self, row: Row, depth: int, shown: set[int]) -> RowView:
        facts, taxonomy = self._reading.types[row.type], self._reading.taxonomy
        parent = taxonomy.node(row.type).parent
        scale = _scale(row)
        assessments = tuple(self._assessments[row.type])
        return RowView(
            key=row.type,
            slug=facts.slug,
            type=self._directory.type(row.type),
            unit=facts.unit,
            depth=depth,
            cells=self._row_cells(row, scale),
            estimate=self._estimate(row, scale),
            type_conflict=tuple(self._reading.types[key].name for key in row.type_conflict),
            assessments=assessments,
            verdict=self._verdict(row.type, shown),
            is_unit_new=parent not in shown or taxonomy.node(parent).unit != facts.unit,
            is_stated=any(cell.lines for cell in row.cells),
            is_tension=any(assessment.is_tension for assessment in assessments),
        )

    def _row_cells(self, row: Row, scale: Scale) -> tuple[CellView, ...]:
        voices = self._comparison.voices.voices
        return tuple(
            self._cells.draw(
                cell,
                scale,
                identifier=f"cell-{row.type}-{number}",
                voice=self._directory.voice(voice.key),
            )
            for number, (voice, cell) in enumerate(zip(voices, row.cells, strict=True), start=1)
        )

    def _estimate(self, row: Row, scale: Scale) -> EstimateView:
        best = row.reconciled
        estimate = best.interval
        return EstimateView(
            text="" if estimate is None else str(estimate),
            low=None if estimate is None else estimate.low,
            high=None if estimate is None else estimate.high,
            bar=None if estimate is None else scale.bar(estimate),
            support=best.support,
            total=best.total,
            state=row.state.value,
            is_from_below=row.state is State.CONFLICT and row.own_state is not State.CONFLICT,
            dissenters=self._voices(sorted(best.dissenters)),
            divided=self._voices(row.divided),
            alternatives=" or ".join(map(str, best.alternatives)),
            within_tree=str(row.estimate) if row.estimate != estimate else "",
            conflict_below=tuple(self._reading.types[key].name for key in row.conflict_below),
            confirmed=row.confirmed,
            is_incoherent=row.is_incoherent,
        )

    def _voices(self, keys: Sequence[VoiceKey]) -> tuple[str, ...]:
        return tuple(self._directory.voice(key) for key in keys)

    def _verdict(self, key: int, shown: set[int]) -> VerdictView | None:
        """Return the verdict on a type, or on the nearest type above that has one."""
        for above in (key, *self._reading.taxonomy.ancestors(key)):
            facts = self._reading.types[above]
            if facts.outcome:
                is_told = above != key and above in shown
                return VerdictView(
                    outcome=facts.outcome,
                    label=VERDICTS[facts.outcome],
                    category=facts.category,
                    basis="" if is_told else facts.basis,
                    inherited_from="" if above == key else facts.name,
                )
        return None


def _says_something(row: Row) -> bool:
    """Tell whether any voice or piece of evidence gives the row a count or words."""
    return row.confirmed is not None or any(cell.lines or cell.interval for cell in row.cells)


def _scale(row: Row) -> Scale:
    """Return the scale that the row's cells and its estimate share."""
    said = [cell.interval for cell in row.cells] + [row.reconciled.interval]
    return Scale.around(interval for interval in said if interval is not None)
