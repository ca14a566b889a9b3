"""Show what all voices say on one type, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.domain.comparison import Cell, Comparison, Row, VoiceKey
from inventory.domain.independence import Voice
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.models import Assessment, EquipmentType
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.bars import Bar, Scale
from inventory.tables.matrix.cells import CellDrawer, CellView, LineView
from inventory.tables.matrix.layout import Layout
from inventory.tables.matrix.marks import CellMark, Marker
from inventory.tables.matrix.names import Directory, Link
from inventory.tables.matrix.voices import voice_slug
from inventory.wording.numbers import interval_words


class Implied(NamedTuple):
    """Name a voice and what its other lines come to on a type."""

    voice: str
    bounds: str


@dataclass(frozen=True, slots=True)
class EstimateView:
    """Tell what a method concludes on a type, and who stands behind it.

    ``named`` is the sum of what is named below a type that nobody states; empty for others. ``support``
    voices state the count, ``compatible`` more only allow it, and ``dissenters`` exclude it; ``total`` state
    the type at all. ``bases`` is how many pieces of evidence or voices the support comes down to.
    ``stated_by`` and ``compatible_with`` name them, ``implied_by`` voices with what their lines come to.
    ``claimed`` spans all that is said of a type in dispute, ``named_interval`` is what totals take.
    ``said`` is what its voices' own words allow where other counts narrow that.
    """

    text: str
    low: int | None
    high: int | None
    bar: Bar | None
    named: str
    support: int
    total: int
    compatible: int
    bases: int
    state: str
    dissenters: tuple[str, ...]
    divided: tuple[str, ...]
    conflict_below: tuple[str, ...]
    confirmed: int | None
    may_be_different: bool = False
    stated_by: tuple[str, ...] = ()
    compatible_with: tuple[str, ...] = ()
    implied_by: tuple[Implied, ...] = ()
    claimed: str = ""
    said: str = ""
    named_interval: Interval | None = None

    @property
    def is_on_fewer_bases(self) -> bool:
        """Return whether some of the voices that state the count rest on the same evidence."""
        return self.bases < self.support


@dataclass(frozen=True, slots=True)
class VerdictView:
    """Tell what a scheme says of a type.

    ``inherited_from`` names the type above that it was said of; its ``basis`` is empty where that type has a
    row of its own that tells it.
    """

    outcome: str
    label: str | Promise
    category: str
    basis: str
    inherited_from: str


@dataclass(frozen=True, slots=True)
class RowView:
    """Hold one row. ``unit`` is shown where it differs from the row's parent's (``is_unit_new``).

    ``cells`` are the voices' own; ``columns`` are these with those of opened reports after their voice.
    ``below`` counts the rows under it, ``is_folded`` says that they are hidden, and ``toggled`` are the rows
    that are folded once it is folded or unfolded.
    """

    key: int
    slug: str
    type: Link
    unit: str
    depth: int
    cells: tuple[CellView, ...]
    columns: tuple[CellView, ...]
    estimate: EstimateView
    type_conflict: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    verdict: VerdictView | None = None
    is_unit_new: bool = False
    is_stated: bool = False
    is_tension: bool = False
    below: int = 0
    is_folded: bool = False
    is_hidden: bool = False
    toggled: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the row's place on the page."""
        return f"type-{self.slug}"

    @property
    def is_disputed(self) -> bool:
        """Return whether voices part on this very type: on its number, its class, or by an analyst's mark."""
        return self.estimate.state == State.CONFLICT or bool(self.type_conflict) or self.is_tension

    @property
    def unit_words(self) -> str:
        """Return the unit as people call it."""
        return EquipmentType.Unit(self.unit).label.lower()

    @property
    def look(self) -> str:
        """Return how the whole row looks: stated, derived, or a heading on which nobody counts."""
        if self.is_stated:
            return "stated"
        return "derived" if self.estimate.total or self.estimate.text else "heading"


VERDICTS = {"in": _("In"), "out": _("Out"), "disputed": _("Disputed")}


class RowDrawer:
    """Draw the rows of a matrix."""

    def __init__(
        self,
        reading: ShipmentReading,
        comparison: Comparison,
        directory: Directory,
        lines: Mapping[int, LineView],
        layout: Layout,
    ) -> None:
        self._layout = layout
        self._reading = reading
        self._comparison = comparison
        self._directory = directory
        self._cells = CellDrawer(directory, lines)
        self._marker = Marker(comparison, directory)
        self._said: dict[tuple[int, int], list[LineView]] = defaultdict(list)
        for line in lines.values():
            self._said[line.report.pk, line.type].append(line)
        self._assessments: dict[int | None, list[Assessment]] = defaultdict(list)
        for assessment in reading.assessments:
            self._assessments[assessment.equipment_type_id].append(assessment)

    def draw(self) -> tuple[RowView, ...]:
        """Return all rows in tree order, without topmost ones on which nothing is said."""
        rows = [row for row in self._comparison.rows if row.depth > 0 or _says_something(row)]
        least = min((row.depth for row in rows), default=0)
        shown = {row.type for row in rows}
        return tuple([self._row(row, row.depth - least, shown) for row in rows])

    def _row(self, row: Row, depth: int, shown: set[int]) -> RowView:
        facts, taxonomy = self._reading.types[row.type], self._reading.taxonomy
        parent = taxonomy.node(row.type).parent
        scale = _scale(row)
        assessments = tuple(self._assessments[row.type])
        cells = self._row_cells(row, scale)
        return RowView(
            key=row.type,
            slug=facts.slug,
            type=self._directory.type(row.type),
            unit=facts.unit,
            depth=depth,
            cells=cells,
            columns=tuple(self._columns(row, cells, scale)),
            estimate=self._estimate(row, scale),
            type_conflict=tuple(self._reading.types[key].name for key in row.concluded.type_conflict),
            assessments=assessments,
            verdict=self._verdict(row.type, shown),
            is_unit_new=parent not in shown or taxonomy.node(parent).unit != facts.unit,
            is_stated=row.concluded.is_stated,
            is_tension=any(assessment.is_tension for assessment in assessments),
        )

    def _row_cells(self, row: Row, scale: Scale) -> tuple[CellView, ...]:
        pairs = zip(self._comparison.voices.voices, row.cells, strict=True)
        drawn = []
        for number, (voice, cell) in enumerate(pairs, start=1):
            name, identifier = self._directory.voice(voice.key), f"cell-{row.type}-{number}"
            view = self._cells.draw(cell, scale, identifier=identifier, voice=name)
            if view.look == "silent" and cell.implied and voice.key in row.concluded.incompatible:
                view = _follows(cell.implied, scale, name)
            marks = self._marks(row, voice, cell, view) if view.look != "silent" else ()
            drawn.append(replace(view, marks=tuple(marks), anchor=f"said-{row.type}-{number}"))
        return tuple(drawn)

    def _marks(self, row: Row, voice: Voice, cell: Cell, view: CellView) -> Iterator[CellMark]:
        reports = {line.report.pk for line in view.lines}
        yield from self._marker.of_count(cell, row.type, voice.key, reports)
        if any(line.label_type in row.concluded.type_conflict for line in view.lines):
            yield self._marker.class_disputed()

    def _columns(self, row: Row, cells: Sequence[CellView], scale: Scale) -> Iterator[CellView]:
        """Yield each voice's cell and, where its reports are opened, theirs after it."""
        for voice, cell in zip(self._comparison.voices.voices, cells, strict=True):
            yield cell
            is_open = voice_slug(voice, self._directory) in self._layout.opened
            if is_open and len(voice.reports) > 1:
                for report in voice.reports:
                    yield self._cells.draw_report(self._said[report.key, row.type], scale)

    def _estimate(self, row: Row, scale: Scale) -> EstimateView:
        found, estimate = row.concluded, row.estimate
        return EstimateView(
            text="" if estimate is None else interval_words(estimate),
            low=None if estimate is None else estimate.low,
            high=None if estimate is None else estimate.high,
            bar=None if estimate is None else scale.bar(estimate),
            named=interval_words(found.named) if found.is_named and found.named else "",
            support=len(found.stated_by),
            total=found.total,
            compatible=len(found.compatible),
            bases=found.bases,
            state=row.state.value,
            dissenters=self._voices(found.incompatible),
            divided=self._voices(row.divided),
            conflict_below=tuple(self._reading.types[key].name for key in found.conflict_below),
            confirmed=found.confirmed,
            may_be_different=found.may_be_different,
            claimed=interval_words(found.envelope) if found.envelope else "",
            said=interval_words(found.said) if found.said and estimate == found.estimate else "",
            named_interval=found.named,
            stated_by=self._voices(found.stated_by),
            compatible_with=self._voices(found.compatible),
            implied_by=tuple(
                Implied(self._directory.voice(voice), interval_words(interval))
                for voice, interval in found.implied.items()
                if voice not in found.statements and (interval.low or interval.high == 0)
            ),
        )

    def _voices(self, keys: Iterable[VoiceKey]) -> tuple[str, ...]:
        return tuple(sorted(map(self._directory.voice, keys), key=str.casefold))

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
    return row.concluded.confirmed is not None or any(cell.lines or cell.interval for cell in row.cells)


def _scale(row: Row) -> Scale:
    """Return the scale that the row's cells and its estimate share."""
    said = [cell.interval for cell in row.cells] + [row.estimate]
    return Scale.around(interval for interval in said if interval is not None)


def _follows(bound: Interval, scale: Scale, voice: str) -> CellView:
    """Return the cell of a voice whose other lines leave less room than the estimate says."""
    return CellView(
        "derived",
        voice=voice,
        count=interval_words(bound),
        low=bound.low,
        high=bound.high,
        bar=scale.bar(bound),
    )
