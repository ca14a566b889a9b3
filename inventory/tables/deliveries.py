"""Lay out reported deliveries, one count line of one report a row, with all its hedges."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from inventory.models import Report, ReportedDelivery
from inventory.tables.base import BaseTable, Column
from inventory.tables.cells import date_text, interval_text, link, place_text, state_mark


class DeliveryTable(BaseTable):
    """Reported deliveries: what was counted, in whose words, how surely, and what others make of it."""

    caption = "Reported deliveries: one line for each count that a voice gives in a publication."
    row_header = "equipment"

    period = Column(
        accessor="shipment__period",
        order_by=("shipment__period_days", "shipment__reference"),
        initial_sort_descending=True,
    )
    destination = Column(
        accessor="shipment__destination",
        order_by=("shipment__destination__country__name", "shipment__destination__name"),
    )
    equipment = Column(accessor="equipment_type", order_by=("equipment_type__path",))
    count = Column(
        accessor="quantity",
        verbose_name="Count, as written",
        order_by=("quantity",),
        initial_sort_descending=True,
    )
    kind = Column(order_by=("kind",))
    voice = Column(accessor="voice_name", order_by=("voice_name",))
    publication = Column(
        accessor="report__publication",
        order_by=("report__publication__published_days", "report__publication__title"),
        initial_sort_descending=True,
    )
    certainty = Column(order_by=("certainty", "doubt"))
    estimate = Column(
        accessor="estimate_state", order_by=("estimate_state", "-estimate_voices", "-estimate_support")
    )

    class Meta(BaseTable.Meta):
        order_by = ("-period", "equipment")

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
        """Return who speaks, and through whom."""
        return voice_text(record.report)

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


def count_text(line: ReportedDelivery) -> SafeString:
    """Return a line's interval, its best figure if that says more, and the phrase as written."""
    interval = line.interval
    bounds = "unknown" if interval is None else str(interval)
    best = f", best {line.best}" if line.best is not None and not (interval and interval.is_exact) else ""
    phrase = format_html('<br><span class="small phrase">“{}”</span>', line.phrase) if line.phrase else ""
    return format_html('<span class="nowrap"><strong>{}</strong>{}</span>{}', bounds, best, phrase)


def voice_text(report: Report) -> SafeString:
    """Return who speaks in a report, through which source, and whether the speaker is guessed."""
    through, asserter = report.publication.source, report.asserter
    chain = ""
    if asserter and report.voice == asserter and asserter != through:
        chain = format_html('<br><span class="small quiet">through {}</span>', link(through))
    elif report.attribution == Report.Attribution.GUESSED and asserter:
        chain = format_html('<br><span class="small quiet">speaker guessed: {}</span>', link(asserter))
    elif report.attribution == Report.Attribution.UNATTRIBUTED:
        chain = SafeString('<br><span class="small quiet">speaker not named</span>')
    if report.attribution == Report.Attribution.INFERRED:
        chain = format_html('{} <span class="small quiet">(inferred)</span>', chain)
    stale = format_html("<br>{}", state_mark("stale", "Superseded")) if report.superseded_by_id else ""
    return format_html("{}{}{}", link(report.voice), chain, stale)


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
    return format_html(
        '{}<br><span class="small nowrap">{}{} of {} voice{}</span>',
        mark,
        f"{interval} · " if interval else "",
        support,
        voices,
        "" if voices == 1 else "s",
    )
