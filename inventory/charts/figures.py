"""Put deliveries over time, flows and destinations into words: title, what it shows, the numbers."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.charts.destinations import REGIONS, Destination, draw_destinations, region_map
from inventory.charts.figure import Figure, Value
from inventory.charts.flow import Stream, draw_flow
from inventory.charts.history import Amount, History, Part, Series, Slot, draw_history
from inventory.charts.maps import Map, fit_map
from inventory.charts.shapes import outlines
from inventory.charts.titles import leading, with_most
from inventory.domain.arithmetic import Sum
from inventory.domain.totals.records import EVENTS
from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Tally, range_with
from inventory.models.totals.adding import ALL, Place, Totals
from inventory.wording.numbers import interval_words, number_words, with_unit
from inventory.wording.totals import dataset_name, dataset_words, may_belong_words, overlap_words

MOST_SLOTS = 40  # years on one axis; earlier ones are left to the tables beside it
MOST_PAIRS = 100  # rows of suppliers and destinations

type Address = Callable[[EquipmentType, Any], str]


def year_slots(years: Iterable[int | None]) -> list[Slot]:
    """Return every year from the first to the last, then what spans years and what is of unknown year."""
    known = set(years)
    dated = sorted(year for year in known if year and year != SEVERAL_YEARS)
    slots = [Slot(year, str(year)) for year in range(dated[0], dated[-1] + 1)] if dated else []
    slots = slots[-MOST_SLOTS:]
    if SEVERAL_YEARS in known:
        slots.append(Slot(SEVERAL_YEARS, _("several"), is_apart=True))
    if None in known:
        slots.append(Slot(None, _("unknown"), is_apart=True))
    return slots


def month_slots(last: datetime.date, number: int, *, has_longer: bool) -> list[Slot]:
    """Return so many months up to the last, and what reaches from one into another."""
    months = [month_before(last, back) for back in range(number - 1, -1, -1)]
    slots = [Slot(month, date_format(month, "M y")) for month in months]
    return [*slots, Slot(SEVERAL_YEARS, _("over a month"), is_apart=True)] if has_longer else slots


def month_before(day: datetime.date, months: int) -> datetime.date:
    """Return the first day of the month so many months before a day's."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, 1)


def series_of(
    totals: Totals, categories: Iterable[EquipmentType], address: Address, links: Address
) -> list[Series]:
    """Return what totals by one thing in rows amount to.

    ``address`` leads to the lines behind a sum, ``links`` to what is left to decide in it.

    A category of mixed units has no sum, so that it is left out.
    """
    slots: dict[int, set[Any]] = defaultdict(set)
    for _thing, kind, at in totals.places():
        slots[kind] |= set(at) - {ALL}
    return [
        Series(
            name=category.name,
            unit=str(category.get_unit_display()).lower(),
            amounts={
                key: _amount(
                    totals, (None, category.pk, (key,)), address(category, key), links(category, key)
                )
                for key in slots[category.pk]
            },
            total=_words(totals.own((None, category.pk, (ALL,))).total),
        )
        for category in categories
        if category.pk in slots and category.unit != EquipmentType.Unit.ITEMS
    ]


def _amount(totals: Totals, place: Place, address: str, links: str) -> Amount:
    """Return what came, and in words what may have come besides: it is drawn where it certainly belongs."""
    tally, possible = totals.own(place), totals.may_belong(place)
    count = tally.total.count
    membership = may_belong_words(possible.total, range_with(tally, possible))
    if not count:
        return Amount(None, membership, address, may_belong=True, is_drawn=False)
    shipments = ngettext("%(n)s shipment", "%(n)s shipments", count) % {"n": number_words(count)}
    words = [_words(tally.total), shipments]
    if tally.conflicts:
        conflicts = ngettext("%(n)s disputed", "%(n)s disputed", tally.conflicts)
        words.append(conflicts % {"n": number_words(tally.conflicts)})
    words += filter(None, (dataset_words(_datasets(tally)), membership))
    overlap = overlap_words(tally.overlap)
    return Amount(
        tally.total.interval,
        ", ".join(words),
        address,
        tally.disputed,
        _parts(tally),
        bool(membership),
        overlap=overlap,
        links=links if overlap else "",
    )


def _datasets(tally: Tally) -> Mapping[str, Sum]:
    """Return what each dataset counts, where several do."""
    found = tally.by_dataset
    return found if len(found) > 1 else {}


def _parts(tally: Tally) -> tuple[Part, ...]:
    """Return a bar for each dataset, events last; all but the largest may be counted in that one, too."""
    datasets = _datasets(tally)
    ends = {name: _end(found) for name, found in datasets.items()}
    largest = max(ends, key=lambda name: (ends[name], name), default="")
    doubled = tally.overlap.twice if tally.overlap.to_decide else 0
    return tuple(
        Part(
            dataset_name(name),
            found.interval,
            0 if name == largest else doubled,
            dataset_words({name: found}),
        )
        for name, found in sorted(datasets.items(), key=lambda item: item[0] == EVENTS)
    )


def _end(found: Sum) -> float:
    interval = found.interval
    if interval is None:
        return -1
    return float("inf") if interval.high is None else interval.high


def _words(total: Sum) -> str:
    return _("uncounted") if total.interval is None else interval_words(total.interval)


def history_figure(
    slug: str, title: str, series: Sequence[Series], slots: Sequence[Slot], axis: str
) -> Figure:
    """Return what came over time, a panel for each category, a row of numbers for each slot.

    The title gets the years or months that are drawn, and the one with the most, where that is certain;
    ``axis`` says what they are of.
    """
    drawing = draw_history(series, slots, axis)
    rows: list[list[Value]] = [
        [slot.label, *(_linked(one.amounts.get(slot.key)) for one in series)]
        for slot in slots
        if any(slot.key in one.amounts for one in series)
    ]
    parts = "; ".join(f"{with_unit(one.name, one.unit)}: {one.total}" for one in series)
    return Figure(
        slug=slug,
        title=_most_title(with_span(title, span_words(slots)), series, slots),
        summary=_("%(first)s to %(last)s. %(parts)s.")
        % {
            "first": slots[0].label if slots else "",
            "last": slots[-1].label if slots else "",
            "parts": parts,
        },
        template="components/charts/history.html",
        drawing=drawing,
        heads=[_("When"), *(with_unit(one.name, one.unit) for one in series)],
        rows=rows if series else [],
        subtitle=_history_measure(series),
        note=_legend(drawing, series),
    )


def _most_title(title: str, series: Sequence[Series], slots: Sequence[Slot]) -> str:
    """Return the title with the slot that has the most of the one category that is drawn.

    Nothing is claimed where what spans slots, or is of unknown time, may belong to any of them.
    """
    if len(series) != 1:
        return title
    drawn = {slot: series[0].amounts[slot.key] for slot in slots if slot.key in series[0].amounts}
    if any(slot.is_apart or amount.may_belong for slot, amount in drawn.items()):
        return title
    most = leading({slot: amount.interval for slot, amount in drawn.items()})
    count = drawn[most].interval if most else None
    return with_most(title, most.label, count) if most and count else title


def with_span(title: str, span: str) -> str:
    """Return a title with its years or months, if any are known."""
    return f"{title}, {span}" if span else title


def span_words(slots: Sequence[Slot]) -> str:
    """Return the first and last year or month of an axis; empty where none is known."""
    keys = [slot.key for slot in slots if not slot.is_apart]
    ends = [date_format(key, "M Y") if isinstance(key, datetime.date) else str(key) for key in keys]
    return "–".join(dict.fromkeys([ends[0], ends[-1]])) if ends else ""


def _history_measure(series: Sequence[Series]) -> str:
    if len(series) == 1:
        return _("Best-supported counts")
    return _("Best-supported counts by main category; each panel has its own scale")


def _legend(drawing: History, series: Sequence[Series]) -> str:
    """Return how to read the marks that are drawn, and no others."""
    bars = [bar for panel in drawing.panels for bar in panel.bars]
    kinds = {band.kind for bar in bars for band in bar.bands} | {bar.shape for bar in bars}
    if not kinds & {"most", "open"}:
        kinds.discard("least")  # What is solid is the count itself.
    meanings = {
        "least": _("solid: minimum"),
        "most": _("pale: possible maximum"),
        "open": _("arrow: no upper limit"),
        "unknown": _("?: number not reported"),
        "none": _("0: stated as none"),
    }
    parts = [text for kind, text in meanings.items() if kind in kinds]
    if any(bar.cross for bar in bars):
        parts.append(_("cross: disputed"))
    amounts = [amount for one in series for amount in one.amounts.values()]
    if datasets := dict.fromkeys(part.name for amount in amounts for part in amount.parts):
        parts.append(_("bars side by side, from left: %(names)s") % {"names": ", ".join(datasets)})
    if any(bar.hatch for bar in bars):
        parts.append(_("hatched: may be counted twice"))
    words = [_("Key: %(parts)s.") % {"parts": "; ".join(parts)}] if parts else []
    if any(amount.may_belong for amount in amounts):
        words.append(_("Records that may also belong to a column are in the table of numbers, not drawn."))
    return " ".join(words)


def _linked(amount: Amount | None) -> str:
    """Return the words of an amount as links to its lines and its undecided links; empty without any."""
    if amount is None:
        return ""
    told = [(amount.text, amount.address), (amount.overlap, amount.links)]
    words = [format_html('<a href="{}">{}</a>', address, text) if address else text for text, address in told]
    return format_html_join(", ", "{}", ((one,) for one in words if one))


def flow_figure(slug: str, title: str, streams: Sequence[Stream]) -> Figure:
    """Return who supplies whom, with a row of numbers for each pair, the most shipments first."""
    unknown = _("unknown or disputed")
    ordered = sorted(
        streams, key=lambda one: (-one.shipments, not one.supplier, one.supplier, one.destination)
    )
    total = sum(stream.shipments for stream in streams)
    largest = ", ".join(
        f"{one.supplier or unknown} → {one.destination or unknown} {number_words(one.shipments)}"
        for one in ordered[:3]
    )
    return Figure(
        slug=slug,
        title=title,
        summary=ngettext(
            "%(n)s shipment by supplier and destination. Most: %(largest)s.",
            "%(n)s shipments by supplier and destination. Most: %(largest)s.",
            total,
        )
        % {"n": number_words(total), "largest": largest},
        template="components/charts/flow.html",
        drawing=draw_flow(streams, rest=_("others")),
        heads=[_("Supplier"), _("Destination"), _("Shipments")],
        rows=[
            [one.supplier or unknown, one.destination or unknown, _counted(one)]
            for one in ordered[:MOST_PAIRS]
        ],
        subtitle=_("Ribbon width: number of shipments, by the supplier and destination of their headlines"),
        note=_("What each voice says of supplier and destination is on the shipment’s page."),
    )


def _counted(stream: Stream) -> Value:
    if not stream.address:
        return stream.shipments
    return format_html('<a href="{}">{}</a>', stream.address, number_words(stream.shipments))


def destinations_figure(slug: str, destinations: Sequence[Destination], region: str) -> Figure:
    """Return the map of destinations in a region; the numbers are of all of them."""
    title = _("Destinations of reported shipments: %(region)s") % {"region": REGIONS[region][0]}
    return map_figure(slug, title, destinations, region_map(region))


def fitted_map_figure(
    slug: str, title: str, destinations: Sequence[Destination], countries: Sequence[str]
) -> Figure | None:
    """Return a map just large enough for them all; None where nobody knows where they lie."""
    positions = [one.position for one in destinations if one.position]
    shaped = [code for code in countries if code in outlines()]
    if not positions and not shaped:
        return None
    return map_figure(slug, title, destinations, fit_map(positions, countries=shaped), shaped)


def map_figure(
    slug: str, title: str, destinations: Sequence[Destination], drawn: Map, highlighted: Sequence[str] = ()
) -> Figure:
    """Return destinations on a map, with these countries highlighted besides, by alpha-3 code."""
    drawing = draw_destinations(destinations, drawn, highlighted)
    ordered = sorted(destinations, key=lambda one: (-one.shipments, one.name))
    most = ", ".join(f"{one.name} {number_words(one.shipments)}" for one in ordered[:5])
    left_out = ngettext(
        "%(n)d destination is not on this map.",
        "%(n)d destinations are not on this map.",
        drawing.left_out,
    )
    return Figure(
        slug=slug,
        title=title,
        summary=ngettext(
            "Map with %(n)d destination of shipments. Most: %(most)s.",
            "Map with %(n)d destinations of shipments. Most: %(most)s.",
            len(ordered),
        )
        % {"n": len(ordered), "most": most},
        template="components/charts/destinations.html",
        drawing=drawing,
        heads=[_("Destination"), _("Shipments"), _("Disputed")],
        rows=[
            [format_html('<a href="{}">{}</a>', one.address, one.name), one.shipments, one.conflicts]
            for one in ordered
        ],
        subtitle=_("Circle area: number of shipments"),
        note=left_out % {"n": drawing.left_out} if drawing.left_out else "",
        credit=_("Borders: United Nations."),
    )
