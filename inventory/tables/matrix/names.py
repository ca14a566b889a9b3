"""Name who speaks, through whom, and what is spoken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from inventory.domain.comparison import VoiceKey
from inventory.domain.independence import VoiceReport
from inventory.models import NOT_DELIVERED, ReliabilityRating, Report, Source
from inventory.models.readings import ShipmentReading
from inventory.wording.dates import date_words


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a name and the address of its page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Tell one report: who says it, through whom, how surely, and its part in its voice.

    ``chain`` begins with the voice: ``CAST, through Kyiv Post (stated)``. ``grade`` joins the Admiralty
    letter of the voice and the digit of the report, with ``–`` for what nobody rated; ``grade_words`` tells
    what it means. ``published_on`` is in words. ``evidence`` are the pieces that it rests on.
    """

    pk: int
    voice: Link
    chain: str
    publication: Link
    language: str
    outlet: Link
    document_url: str
    archived_url: str
    published_on: str
    stage: str
    certainty: str
    hedge: str
    grade: str
    grade_words: str
    attribution: str
    attribution_phrase: str
    role: str
    quote: str
    note: str
    is_first_hand: bool
    is_inferred: bool
    is_folded: bool
    is_superseded: bool
    is_excluded: bool
    evidence: tuple[Link, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the report's place on the page."""
        return f"report-{self.pk}"


class Directory:
    """Turn the keys of a comparison into names and addresses."""

    def __init__(self, reading: ShipmentReading, placed: Iterable[VoiceReport]) -> None:
        self._reading = reading
        self._reports: dict[int, Report] = {report.pk: report for report in reading.records.reports}
        self._placed = {report.key: report for report in placed}
        self._evidence: dict[int, list[Link]] = defaultdict(list)
        for item in reading.records.evidence:
            for key in vars(item)["report_keys"]:
                self._evidence[key].append(Link(item.title, f"#evidence-{item.pk}"))
        self.reports: Mapping[int, ReportView] = {
            pk: self._report(report) for pk, report in self._reports.items()
        }

    def source(self, key: int) -> Link:
        """Return a source's name and page."""
        return _source(self._reading.sources[key])

    def slug(self, key: int) -> str:
        """Return a source's short permanent name."""
        return self._reading.sources[key].slug

    def voice(self, key: VoiceKey) -> str:
        """Return the name of a voice."""
        return self._reading.voice_name(key)

    def type(self, key: int) -> Link:
        """Return an equipment type's name and page."""
        facts = self._reading.types[key]
        return Link(facts.name, reverse("equipment-detail", args=[facts.slug]))

    def _report(self, report: Report) -> ReportView:
        placed = self._placed[report.pk]
        publication = report.publication
        return ReportView(
            pk=report.pk,
            voice=_source(report.voice),
            chain=chain_text(report),
            publication=Link(publication.title, publication.get_absolute_url()),
            language=publication.language if publication.language != "und" else "",
            outlet=_source(publication.source),
            document_url=publication.url,
            archived_url=publication.archived_url,
            published_on=date_words(publication.published_on),
            stage=report.get_stage_display(),
            certainty=report.get_modality_display(),
            hedge=report.hedge,
            grade=self._grade(report),
            grade_words=self._grade_words(report),
            attribution=report.attribution,
            attribution_phrase=report.attribution_phrase,
            role=placed.role.value,
            quote=report.quote,
            note=report.note,
            is_first_hand=report.is_first_hand,
            is_inferred=placed.is_inferred,
            is_folded=placed.is_folded,
            is_superseded=placed.is_superseded,
            is_excluded=report.stage in NOT_DELIVERED,
            evidence=tuple(self._evidence[report.pk]),
        )

    def _grade(self, report: Report) -> str:
        """Return the Admiralty grade, such as B2; empty when neither half is given."""
        letter = self._reading.grades.get(report.voice.pk, "")
        digit = str(report.credibility or "")
        return f"{letter or '–'}{digit or '–'}" if letter or digit else ""

    def _grade_words(self, report: Report) -> str:
        """Return what the halves of the grade mean; empty when neither is given."""
        letter = self._reading.grades.get(report.voice.pk, "")
        source = ReliabilityRating.Grade(letter).label if letter else _("source not rated")
        said = report.get_credibility_display() if report.credibility else _("report not rated")
        return f"{source}; {said}" if letter or report.credibility else ""


def chain_text(report: Report) -> str:
    """Return who speaks, through whom, and how surely that is known."""
    names = {"outlet": report.publication.source.name, "speaker": report.asserter and report.asserter.name}
    if report.attribution == Report.Attribution.UNATTRIBUTED:
        return _("%(outlet)s, of a speaker whom it does not name") % names
    if report.asserter is None or report.asserter.pk == report.publication.source_id:
        return _("%(outlet)s, in its own voice") % names
    if report.attribution == Report.Attribution.GUESSED:
        return _("%(outlet)s; the speaker is guessed to be %(speaker)s") % names
    if report.attribution == Report.Attribution.INFERRED:
        return _("%(speaker)s, through %(outlet)s (inferred)") % names
    return _("%(speaker)s, through %(outlet)s (stated)") % names


def _source(source: Source) -> Link:
    return Link(source.name, source.get_absolute_url())
