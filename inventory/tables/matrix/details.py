"""Show what voices say beside counts: each kind with its values, and who affirms or denies each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from inventory.domain.comparison import Comparison, DetailRow, DetailValue
from inventory.domain.reconciliation import State
from inventory.models import Assessment, ReportedDetail
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.names import Directory, ReportView
from inventory.wording.dates import date_words

DECEMBER = 12
ONE_DAY = timedelta(days=1)  # The database ends a range of days on the day after the last.
KIND_ORDER = tuple(ReportedDetail.Kind.values)


@dataclass(frozen=True, slots=True)
class StatementView:
    """Tell one statement: its value, by which voice, in which words, how surely."""

    text: str
    is_denied: bool
    voice: str
    certainty: str
    hedge: str
    quote: str
    report: ReportView


@dataclass(frozen=True, slots=True)
class DetailValueView:
    """Hold one value with the statements that affirm and deny it.

    ``unheard`` are statements of reports that do not speak for their voice: older, superseded or repeating.
    """

    text: str
    affirmed: tuple[StatementView, ...]
    denied: tuple[StatementView, ...]
    unheard: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class DetailRowView:
    """Hold one kind. ``days`` is the best-supported span of a date that has one answer."""

    kind: str
    label: str
    values: tuple[DetailValueView, ...]
    state: str
    days: str = ""
    support: int = 0
    total: int = 0
    assessments: tuple[Assessment, ...] = ()
    is_tension: bool = False

    @property
    def is_disputed(self) -> bool:
        """Return whether voices part on it."""
        return self.state == State.CONFLICT or self.is_tension


class DetailDrawer:
    """Draw the comparison of details."""

    def __init__(self, reading: ShipmentReading, comparison: Comparison, directory: Directory) -> None:
        self._reading = reading
        self._comparison = comparison
        self._directory = directory
        self._details = {detail.pk: detail for detail in reading.records.details}
        self._voice_of = {
            report.key: voice.key
            for voice in comparison.voices.voices
            for report in voice.reports
            if not report.is_borrowed
        }

    def draw(self) -> tuple[DetailRowView, ...]:
        """Return a row for each kind that is stated: parties and places first, then dates and words."""
        rows = sorted(self._comparison.details, key=lambda row: KIND_ORDER.index(row.kind))
        return tuple(map(self._row, rows))

    def note(self) -> str:
        """Say that dates of different kinds are not compared; empty where only one kind is stated.

        Such as: observed 14 January 2025 (in transit); arrival 17 January 2025.
        """
        dated = [row for row in self._comparison.details if row.kind in ReportedDetail.DATE_KINDS]
        told = sorted({said for row in dated for said in self._dates(row)})
        if len(dated) < 2:
            return ""
        return "; ".join(words for _, words in told)

    def _dates(self, row: DetailRow) -> Iterable[tuple[date, str]]:
        """Yield each affirmed date of a kind that can be placed, with the stage its report was at."""
        label = ReportedDetail.Kind(row.kind).label.lower()
        for value in row.values:
            detail = self._details[value.details[0]]
            if not value.affirmed_by or detail.date_days is None:
                continue
            first, last = detail.date_days.lower, detail.date_days.upper - ONE_DAY
            stages = {self._directory.reports[self._details[key].report_id].stage for key in value.details}
            words = {"kind": label, "days": days_text(first, last)}
            if row.kind == "observed" and len(stages - {""}) == 1:
                yield first, _("%(kind)s %(days)s (%(stage)s)") % {**words, "stage": stages.pop().lower()}
            else:
                yield first, _("%(kind)s %(days)s") % words

    def _row(self, row: DetailRow) -> DetailRowView:
        kind = ReportedDetail.Kind(row.kind)
        assessments = tuple(one for one in self._reading.assessments if one.detail_kind == row.kind)
        best = row.reconciled
        return DetailRowView(
            kind=row.kind,
            label=str(kind.label),
            values=tuple(self._value(value) for value in row.values),
            state=row.state.value,
            days=days_text(*row.days) if row.days else "",
            support=best.support if best else 0,
            total=best.total if best else 0,
            assessments=assessments,
            is_tension=any(assessment.is_tension for assessment in assessments),
        )

    def _value(self, value: DetailValue) -> DetailValueView:
        statements = [self._details[key] for key in value.details]
        counted = {one.detail for one in value.statements}
        spoken = [one for one in statements if one.pk in counted]
        return DetailValueView(
            text=detail_words(statements[0]),
            affirmed=self._statements([one for one in spoken if one.polarity == one.Polarity.AFFIRMED]),
            denied=self._statements([one for one in spoken if one.polarity == one.Polarity.DENIED]),
            unheard=self._statements([one for one in statements if one not in spoken]),
        )

    def _statements(self, details: Sequence[ReportedDetail]) -> tuple[StatementView, ...]:
        return tuple(statement_view(one, self._directory, self._voice_of[one.report_id]) for one in details)


def statement_view(detail: ReportedDetail, directory: Directory, voice: tuple[int, ...]) -> StatementView:
    """Return the view of one statement; what it does not say of its certainty, its report says."""
    report = directory.reports[detail.report_id]
    return StatementView(
        text=detail_words(detail),
        is_denied=detail.polarity == detail.Polarity.DENIED,
        voice=directory.voice(voice),
        certainty=detail.get_modality_display() or report.certainty,
        hedge=detail.hedge or report.hedge,
        quote=detail.quote,
        report=report,
    )


def detail_words(detail: ReportedDetail) -> str:
    """Return a statement's value as people read it: dates in words."""
    return date_words(detail.date) if detail.date else detail.value


def days_text(first: date, last: date) -> str:
    """Write a closed span of days in the reader's language.

    >>> from django.utils.translation import override
    >>> with override("en-gb"):
    ...     days_text(date(2025, 1, 17), date(2025, 1, 17)), days_text(date(2025, 1, 1), date(2025, 1, 31))
    ('17 Jan 2025', 'January 2025')
    >>> with override("en-gb"):
    ...     days_text(date(2025, 1, 14), date(2025, 1, 17)), days_text(date(2024, 12, 30), date(2025, 1, 2))
    ('14–17 Jan 2025', '30 Dec 2024 – 2 Jan 2025')
    >>> with override("en-gb"):
    ...     days_text(date(2022, 1, 1), date(2022, 12, 31)), days_text(date(2024, 11, 1), date(2025, 1, 31))
    ('2022', 'November 2024 – January 2025')
    """
    is_of_months = first.day == 1 and (last + ONE_DAY).day == 1
    is_of_years = is_of_months and first.month == 1 and last.month == DECEMBER
    length = len("2025") if is_of_years else len("2025-01") if is_of_months else len("2025-01-17")
    begin, end = str(first)[:length], str(last)[:length]
    return date_words(begin if begin == end else f"{begin}/{end}")
