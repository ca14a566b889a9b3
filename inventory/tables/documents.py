"""Lay out one document: its reports, its passages in the text, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inventory.domain.passages import mark_passages
from inventory.models import Publication, Report, ReportedDetail
from inventory.tables.base import Column
from inventory.tables.reports import ReportTable


class DocumentTable(ReportTable):
    """Reports taken from one document, with details and the analyst's grade."""

    details = Column(accessor="pk", verbose_name=gettext_lazy("Details"))
    credibility = Column(verbose_name=gettext_lazy("Credibility"))

    def render_details(self, record: Report) -> SafeString:
        """Return each statement that is no count; what is denied is said to be."""
        details = list(record.details.all())
        if not details:
            return format_html('<span class="quiet">{}</span>', _("none"))
        items = format_html_join("", "<li>{}: {}</li>", (_statement(detail) for detail in details))
        return format_html('<ul class="items">{}</ul>', items)

    def render_credibility(self, record: Report) -> str:
        """Return the analyst's grade of the content."""
        return record.get_credibility_display() or format_html(
            '<span class="quiet">{}</span>', _("not graded")
        )


def _statement(detail: ReportedDetail) -> tuple[str, str]:
    is_denied = detail.polarity == ReportedDetail.Polarity.DENIED
    value = _("not %(statement)s") % {"statement": detail.value} if is_denied else detail.value
    return detail.get_kind_display(), value


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a quoted passage with its number on the page, what it is on, and the way there."""

    number: int
    quote: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold a stretch of a document with the passages that it belongs to."""

    text: str
    passages: tuple[Passage, ...]

    @property
    def html(self) -> str | SafeString:
        """Return the text, marked and linked where it belongs to passages; no white space is added to it."""
        if not self.passages:
            return self.text
        first, *others = self.passages
        link = format_html('<a href="{}" title="{}">{}</a>', first.address, first.words, self.text)
        notes = ((passage.address, passage.words) for passage in others)
        return format_html(
            "<mark>{}{}</mark>", link, format_html_join("", '<sup><a href="{}">{}</a></sup>', notes)
        )


def passages_of(reports: Iterable[Report]) -> list[Passage]:
    """Return all that is quoted for reports, their lines and details, in their order."""
    found: list[tuple[str, str, str]] = []
    for report in reports:
        if report.quote:
            found.append(
                (report.quote, _("report of %(voice)s") % {"voice": report.voice}, report.get_absolute_url())
            )
        found += [
            (line.quote, str(line.label or line.equipment_type), line.get_absolute_url())
            for line in report.deliveries.all()
            if line.quote
        ]
        found += [
            (detail.quote, detail.get_kind_display(), report.get_absolute_url())
            for detail in report.details.all()
            if detail.quote
        ]
    return [Passage(number, *one) for number, one in enumerate(found, start=1)]


def stretches_of(text: str, passages: Sequence[Passage]) -> tuple[list[Stretch], list[Passage]]:
    """Return a text cut where passages begin and end, and the passages that it does not hold."""
    by_number = {passage.number: passage for passage in passages}
    pieces = mark_passages(text, {passage.number: passage.quote for passage in passages})
    held = {number for piece in pieces for number in piece.marks}
    stretches = [Stretch(piece.text, tuple(by_number[number] for number in piece.marks)) for piece in pieces]
    return stretches, [passage for passage in passages if passage.number not in held]


def gaps_of(publication: Publication, reports: Sequence[Report]) -> list[str]:
    """Say in sentences what is not known of a document and of what is taken from it."""
    gaps = [
        words
        for is_missing, words in (
            (not publication.published_on, _("The day of publication is unknown.")),
            (not publication.url, _("No address is known.")),
            (
                not publication.archived_url,
                _("No archived copy is known: if the page goes, so does the proof."),
            ),
            (publication.language == "und", _("The language is not recorded.")),
            (not reports, _("No report has been taken from it.")),
        )
        if is_missing
    ]
    return [*gaps, *_gaps_of_reports(reports)]


def _gaps_of_reports(reports: Sequence[Report]) -> Iterable[str]:
    attributions = Counter(report.attribution for report in reports)
    guessed = attributions[Report.Attribution.GUESSED]
    if guessed:
        words = ngettext(
            "The speaker of %(number)s report is guessed; a guess never counts as a voice.",
            "The speakers of %(number)s reports are guessed; a guess never counts as a voice.",
            guessed,
        )
        yield words % {"number": guessed}
    unnamed = attributions[Report.Attribution.UNATTRIBUTED]
    if unnamed:
        words = ngettext(
            "%(number)s report names no speaker.", "%(number)s reports name no speaker.", unnamed
        )
        yield words % {"number": unnamed}
    ungraded = sum(report.credibility is None for report in reports)
    if ungraded:
        words = ngettext(
            "%(number)s report is not graded for credibility.",
            "%(number)s reports are not graded for credibility.",
            ungraded,
        )
        yield words % {"number": ungraded}
    unquoted = sum(not _has_passage(report) for report in reports)
    if unquoted:
        words = ngettext(
            "No passage was kept for %(number)s report.",
            "No passage was kept for %(number)s reports.",
            unquoted,
        )
        yield words % {"number": unquoted}


def _has_passage(report: Report) -> bool:
    return bool(
        report.quote
        or any(line.quote or line.phrase for line in report.deliveries.all())
        or any(detail.quote for detail in report.details.all())
    )
