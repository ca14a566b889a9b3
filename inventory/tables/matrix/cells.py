"""Show what one voice says on one type: its words, its count as a bar, and every line behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.comparison import Cell
from inventory.domain.independence import Role
from inventory.domain.intervals import Interval
from inventory.models import ReportedDelivery
from inventory.tables.matrix.bars import Bar, Scale
from inventory.tables.matrix.marks import CellMark
from inventory.tables.matrix.names import Directory, ReportView
from inventory.wording.numbers import interval_words

Kind = ReportedDelivery.Kind
# Words that bound a count loosely; their bars look soft.
VAGUE = frozenset({Kind.VAGUE, Kind.BARE_PLURAL, Kind.APPROXIMATE, Kind.SHARE})


@dataclass(frozen=True, slots=True)
class LineView:
    """Tell one count line in the source's words, with the report that it belongs to.

    ``borrowed_from`` names the source that the line is drawn from, empty for the report's own.
    """

    key: int
    type: int
    url: str
    equipment: str
    label: str
    words: str
    count: str
    low: int | None
    high: int | None
    kind: str
    scope: str
    certainty: str
    hedge: str
    quote: str
    report: ReportView
    best: int | None = None
    is_exact: bool = False
    is_vague: bool = False
    label_type: int | None = None
    borrowed_from: str = ""

    @property
    def wording(self) -> str:
        """Return the kind of words behind a count that none were kept for; empty for a plain number."""
        return "" if self.words or self.is_exact or self.is_vague else self.kind.lower()

    @property
    def vagueness(self) -> str:
        """Return the kind of words that bound the count loosely; empty for others."""
        return self.kind if self.is_vague else ""


@dataclass(frozen=True, slots=True)
class Account:
    """Tell what one of several reports of a divided voice makes it say."""

    outlet: str
    anchor: str
    count: str


@dataclass(frozen=True, slots=True)
class CellView:
    """Hold one cell. ``look`` is stated, derived, denied, unknown, uncounted or silent.

    ``words`` are as written, empty for what only follows from other rows; ``wording`` names their kind
    where none were kept, ``vagueness`` where they bound the count loosely. ``note`` says why words that are
    shown are not counted. ``accounts`` are the counts of reports that differ, each with words of its own, so
    that none stand for the voice; they are copies if it ``is_passed_on``. ``anchor`` is the cell's place on
    the page, ``marks`` what a reader has to know beside it.
    """

    look: str
    identifier: str = ""
    voice: str = ""
    words: str = ""
    wording: str = ""
    label: str = ""
    count: str = ""
    low: int | None = None
    high: int | None = None
    bar: Bar | None = None
    note: str = ""
    lines: tuple[LineView, ...] = ()
    accounts: tuple[Account, ...] = ()
    is_passed_on: bool = False
    vagueness: str = ""
    is_contradictory: bool = False
    is_of_copies: bool = False
    anchor: str = ""
    marks: tuple[CellMark, ...] = ()

    @property
    def disputes(self) -> list[str]:
        """Return in which ways what the voice says excludes itself."""
        found = []
        if self.accounts:
            found.append(_("Passed on differently") if self.is_passed_on else _("Reports differ"))
        if self.is_contradictory:
            found.append(_("Contradicts itself"))
        return found

    @property
    def is_vague(self) -> bool:
        """Tell whether the words bound the count loosely."""
        return bool(self.vagueness)


def line_view(line: ReportedDelivery, directory: Directory) -> LineView:
    """Return the view of one line; what the line does not say of its certainty, its report says."""
    report, interval = directory.reports[line.report_id], line.interval
    return LineView(
        key=line.pk,
        type=line.equipment_type_id,
        url=line.get_absolute_url(),
        equipment=line.equipment_type.name,
        label="" if line.label == line.equipment_type.name else line.label,
        words=line.phrase,
        count=_("unknown") if interval is None else interval_words(interval),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        kind=line.get_kind_display(),
        scope="" if line.scope == line.Scope.UNSPECIFIED else line.get_scope_display(),
        certainty=line.get_modality_display() or report.certainty,
        hedge=line.hedge or report.hedge,
        quote=line.quote,
        report=report,
        best=line.best,
        is_exact=line.kind == Kind.EXACT,
        is_vague=line.kind in VAGUE,
        label_type=line.label_type_id,
        borrowed_from=_borrowed_from(line, directory),
    )


def _borrowed_from(line: ReportedDelivery, directory: Directory) -> str:
    """Return the name of another source that a line is drawn from; empty for the report's own."""
    if line.cited_source_id is None:
        return ""
    source = directory.source(line.cited_source_id)
    return "" if source == directory.reports[line.report_id].voice else source.text


class CellDrawer:
    """Draw the cells of a matrix."""

    def __init__(self, directory: Directory, lines: Mapping[int, LineView]) -> None:
        self._directory = directory
        self._lines = lines

    def draw(self, cell: Cell, scale: Scale, *, identifier: str, voice: str) -> CellView:
        """Return the view of one voice's word on one type."""
        lines = tuple(self._lines[key] for key in cell.lines)
        shown = None if cell.told is None else self._lines[cell.told]
        said = shown if shown and shown.report.pk == cell.speaker else None
        quoted = None if cell.is_divided else shown
        if cell.interval is None and not lines:
            return CellView("silent", voice=voice)
        look = _look(cell)
        return CellView(
            look=look,
            identifier=identifier if lines else "",
            voice=voice,
            words=quoted.words if quoted else "",
            wording=quoted.wording if quoted and look == "stated" else "",
            label="" if cell.is_divided else _label(shown, lines),
            count=self._count(cell, shown),
            low=cell.interval.low if cell.interval else None,
            high=cell.interval.high if cell.interval else None,
            bar=None if look == "uncounted" else scale.bar(cell.interval, said.best if said else None),
            note=_note(shown) if shown and look == "uncounted" and not cell.drift else "",
            lines=lines,
            accounts=tuple(self._account(report, interval) for report, interval in cell.accounts),
            is_passed_on=any(self._directory.reports[report].role != Role.OWN for report, _ in cell.accounts),
            vagueness=said.vagueness if quoted and said and look == "stated" else "",
            is_contradictory=cell.is_contradictory,
            is_of_copies=cell.is_of_copies,
        )

    @staticmethod
    def _count(cell: Cell, shown: LineView | None) -> str:
        if cell.interval is not None:
            return interval_words(cell.interval)
        return shown.count if shown else ""

    @staticmethod
    def draw_report(lines: Sequence[LineView], scale: Scale) -> CellView:
        """Return what one report of a voice says on one type, for a column of its own beside the voice."""
        if not lines:
            return CellView("silent")
        line = lines[0]
        interval = None if line.low is None else Interval(line.low, line.high)
        return CellView(
            look="unknown" if interval is None else "denied" if line.high == 0 else "stated",
            identifier=f"cell-{line.type}-report-{line.report.pk}",
            voice=line.report.chain,
            words=line.words,
            wording=line.wording if interval else "",
            label=line.label,
            count=line.count,
            low=line.low,
            high=line.high,
            bar=scale.bar(interval, line.best),
            lines=tuple(lines),
            vagueness=line.vagueness,
        )

    def _account(self, key: int, interval: Interval) -> Account:
        report = self._directory.reports[key]
        return Account(report.outlet.text, report.anchor, interval_words(interval))


def _label(shown: LineView | None, lines: Sequence[LineView]) -> str:
    """Return what the voice calls the items: in the words shown, else in those of another of its reports."""
    if shown and shown.label:
        return shown.label
    return next((line.label for line in lines if line.label), "")


def _look(cell: Cell) -> str:
    if cell.is_denied:
        return "denied"
    if cell.interval is not None:
        return "derived" if cell.is_derived else "stated"
    return "unknown" if cell.is_unknown else "uncounted"


def _note(line: LineView) -> str:
    """Say why a line takes no part in the comparison."""
    report = line.report
    if report.is_superseded:
        return _("superseded")
    if report.is_folded:
        return _("repeats other voices")
    if report.is_excluded:
        return _("%(stage)s, not delivered") % {"stage": report.stage.lower()}
    if line.borrowed_from:
        return _("count of %(source)s") % {"source": line.borrowed_from}
    return _("limits nothing")
