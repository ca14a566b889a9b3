"""Lay out reported deliveries, one count line of one report a row, with all its hedges."""

from __future__ import annotations

from typing import ClassVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inventory.columns import beside_deliveries as beside
from inventory.columns import deliveries as columns
from inventory.models import Report, ReportedDelivery
from inventory.tables.base import BaseTable, Column
from inventory.tables.cells import UNKNOWN, date_text, interval_text, link, place_text, quiet, state_mark
from inventory.wording.numbers import interval_words, number_words

NOT_SAID = quiet(_("not said"))


class DeliveryTable(BaseTable):
    """Reported deliveries: what was counted, in whose words, how surely, and what others make of it."""

    caption = _("Reported deliveries: one line for each count that a voice gives in a publication.")
    row_header = "equipment"
    pages_by_key = True
    selects_by = "selected"

    period = Column(
        verbose_name=_("Period"),
        exported=(columns.SHIPMENT_REFERENCE, columns.PERIOD),
        accessor="shipment__period",
        order_by=("shipment__period_days", "shipment__reference"),
        initial_sort_descending=True,
    )
    destination = Column(
        verbose_name=_("Destination"),
        exported=(columns.DESTINATION,),
        accessor="shipment__destination",
        order_by=("shipment__destination__country__name", "shipment__destination__name"),
    )
    equipment = Column(
        verbose_name=_("Equipment type"),
        exported=(columns.EQUIPMENT_TYPE, columns.EQUIPMENT_NAME, columns.LABEL),
        accessor="equipment_type",
        order_by=("equipment_type__path",),
    )
    count = Column(
        exported=(columns.PHRASE, columns.LOW, columns.HIGH, columns.BEST),
        accessor="quantity",
        verbose_name=_("Count, as written"),
        order_by=("quantity",),
        initial_sort_descending=True,
    )
    kind = Column(verbose_name=_("Kind"), exported=(columns.KIND,), order_by=("kind",))
    voice = Column(
        verbose_name=_("Voice"),
        exported=(beside.VOICE, beside.ROOT_VOICE, columns.ASSERTER, columns.ATTRIBUTION),
        accessor="voice_name",
        order_by=("voice_name",),
    )
    publication = Column(
        verbose_name=_("Publication"),
        exported=(
            columns.PUBLICATION_SOURCE,
            columns.PUBLICATION_TITLE,
            columns.PUBLISHED_ON,
            columns.PUBLICATION_URL,
        ),
        accessor="report__publication",
        order_by=("report__publication__published_days", "report__publication__title"),
        initial_sort_descending=True,
    )
    certainty = Column(
        verbose_name=_("Certainty"),
        exported=(columns.MODALITY, columns.REPORT_MODALITY, columns.HEDGE, columns.REPORT_HEDGE),
        order_by=("certainty", "doubt"),
    )
    estimate = Column(
        verbose_name=_("Estimate"),
        exported=(
            beside.ESTIMATE_STATE,
            beside.ESTIMATE_LOW,
            beside.ESTIMATE_HIGH,
            beside.ESTIMATE_SUPPORT,
            beside.ESTIMATE_VOICES,
        ),
        accessor="estimate_state",
        order_by=("estimate_state", "-estimate_voices", "-estimate_support"),
    )

    title = Column(
        accessor="shipment__title",
        verbose_name=_("Shipment"),
        order_by=("shipment__title",),
        exported=(columns.SHIPMENT_REFERENCE, columns.SHIPMENT_TITLE),
        is_usual=False,
        attrs={"td": {"class": "wide"}},
    )
    supplier = Column(
        accessor="shipment__supplier",
        verbose_name=_("Supplier"),
        order_by=("shipment__supplier__name",),
        exported=(columns.SUPPLIER,),
        is_usual=False,
    )
    stage = Column(
        accessor="report__stage",
        verbose_name=_("Stage"),
        order_by=("report__stage",),
        exported=(columns.STAGE,),
        is_usual=False,
    )
    scope = Column(verbose_name=_("Scope"), order_by=("scope",), exported=(columns.SCOPE,), is_usual=False)
    quote = Column(
        verbose_name=_("Quote"),
        exported=(columns.QUOTE, columns.REPORT_QUOTE),
        is_usual=False,
        attrs={"td": {"class": "wide"}},
    )

    class Meta(BaseTable.Meta):
        order_by = ("-period", "equipment")
        row_attrs: ClassVar = {"key": lambda record: record.uid}

    def counted(self, number: int) -> str:
        """Return so many reported deliveries in words."""
        return ngettext("%(n)s reported delivery", "%(n)s reported deliveries", number) % {
            "n": number_words(number)
        }

    def render_period(self, record: ReportedDelivery) -> SafeString:
        """Return when the shipment was, with the link to it."""
        shipment = record.shipment
        return format_html(
            '{}<br><span class="small nowrap">{}</span>',
            date_text(shipment.period),
            link(shipment, shipment.reference),
        )

    def render_destination(self, record: ReportedDelivery) -> SafeString:
        """Return where the shipment went."""
        return place_text(record.shipment.destination)

    def render_equipment(self, record: ReportedDelivery) -> SafeString:
        """Return the type as the link to the line, with what the source calls it where that differs."""
        label = "" if record.label == record.equipment_type.name else record.label
        words = format_html('<br><span class="small phrase">“{}”</span>', label) if label else ""
        return format_html("{}{}", link(record, record.equipment_type.name), words)

    def render_count(self, record: ReportedDelivery) -> SafeString:
        """Return the interval, with the words that it was read from and the one figure that was named."""
        return count_text(record)

    def render_kind(self, record: ReportedDelivery) -> SafeString:
        """Return how the words count; a denial has its mark."""
        if record.kind == ReportedDelivery.Kind.NONE:
            return state_mark("denied")
        return format_html("{}", record.get_kind_display())

    def render_voice(self, record: ReportedDelivery) -> SafeString:
        """Return who speaks, through whom, and which voice the line counts as where that is another."""
        root = record.root_voice_name  # type: ignore[attr-defined]  # An annotation.
        is_own = root == record.voice_name  # type: ignore[attr-defined]  # The same.
        behind = "" if is_own else _below(format_html(gettext("counts as {voice}"), voice=root))
        return format_html("{}{}", voice_text(record.report), behind)

    def render_publication(self, record: ReportedDelivery) -> SafeString:
        """Return the document and its date."""
        publication = record.report.publication
        return format_html(
            '{}<br><span class="small">{}</span>', link(publication), date_text(publication.published_on)
        )

    def render_certainty(self, record: ReportedDelivery) -> SafeString:
        """Return the source's own certainty, with every word of doubt on the line or its report."""
        return certainty_text(record)

    def render_estimate(self, record: ReportedDelivery) -> SafeString:
        """Return the state of the shipment's estimate on this type, and how many voices support it."""
        return estimate_text(record)

    def render_title(self, record: ReportedDelivery) -> SafeString:
        """Return the shipment's title as the link to it."""
        return link(record.shipment, record.shipment.title)

    def render_supplier(self, record: ReportedDelivery) -> str:
        """Return who supplied the shipment, or that it is unknown or in dispute."""
        supplier = record.shipment.supplier
        return supplier.name if supplier else UNKNOWN

    def render_stage(self, record: ReportedDelivery) -> str:
        """Return how far the shipment had come, as the report says."""
        return record.report.get_stage_display() or NOT_SAID

    def render_scope(self, record: ReportedDelivery) -> str:
        """Return how the count relates to the report's total."""
        return record.get_scope_display()

    def render_quote(self, record: ReportedDelivery) -> SafeString:
        """Return the passage: the line's own, else its report's."""
        quote = record.quote or record.report.quote
        return format_html("<q>{}</q>", quote) if quote else NOT_SAID


def count_text(line: ReportedDelivery) -> SafeString:
    """Return a line's interval, its best figure if that says more, and the phrase as written."""
    interval = line.interval
    bounds = gettext("unknown") if interval is None else interval_words(interval)
    best = ""
    if line.best is not None and not (interval and interval.is_exact):
        best = gettext(", best %(number)s") % {"number": number_words(line.best)}
    phrase = format_html('<br><span class="small phrase">“{}”</span>', line.phrase) if line.phrase else ""
    return format_html('<span class="nowrap"><strong>{}</strong>{}</span>{}', bounds, best, phrase)


def voice_text(report: Report) -> SafeString:
    """Return who speaks in a report, through which source, and whether the speaker is guessed."""
    through, asserter = report.publication.source, report.asserter
    chain = ""
    if asserter and report.voice == asserter and asserter != through:
        chain = _below(format_html(gettext("through {source}"), source=link(through)))
    elif report.attribution == Report.Attribution.GUESSED and asserter:
        chain = _below(format_html(gettext("speaker guessed: {source}"), source=link(asserter)))
    elif report.attribution == Report.Attribution.UNATTRIBUTED:
        chain = _below(gettext("speaker not named"))
    if report.attribution == Report.Attribution.INFERRED:
        chain = format_html('{} <span class="small quiet">{}</span>', chain, gettext("(inferred)"))
    superseded = report.superseded_by_id
    stale = format_html("<br>{}", state_mark("stale", gettext("Superseded"))) if superseded else ""
    return format_html("{}{}{}", link(report.voice), chain, stale)


def _below(words: str) -> SafeString:
    """Return words in a small line of their own."""
    return format_html('<br><span class="small quiet">{}</span>', words)


def certainty_text(line: ReportedDelivery) -> SafeString:
    """Return modality and every hedge; the line's own before its report's."""
    modality = line.get_modality_display() or line.report.get_modality_display()
    hedges = [hedge for hedge in (line.hedge, line.report.hedge) if hedge]
    words = ", ".join(f"“{hedge}”" for hedge in dict.fromkeys(hedges))
    doubt = format_html('<br><span class="small phrase">{}</span>', words) if words else ""
    return format_html("{}{}", modality, doubt)


def estimate_text(line: ReportedDelivery) -> SafeString:
    """Return the mark, interval and support of the estimate that ``with_estimate`` added."""
    mark = state_mark(line.estimate_state)  # type: ignore[attr-defined]  # An annotation.
    voices = line.estimate_voices  # type: ignore[attr-defined]  # An annotation.
    if not voices:
        return mark
    interval = interval_text(line.estimate_quantity)  # type: ignore[attr-defined]  # An annotation.
    support = line.estimate_support  # type: ignore[attr-defined]  # An annotation.
    words = ngettext("%(support)s of %(n)s voice", "%(support)s of %(n)s voices", voices)
    return format_html(
        '{}<br><span class="small nowrap">{}{}</span>',
        mark,
        f"{interval} · " if interval else "",
        words % {"support": support, "n": voices},
    )
