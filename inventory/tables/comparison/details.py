"""Lay out what compared sources, or reports on compared shipments, say beside counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.reconciliation import State
from inventory.models import ReportedDetail, Shipment
from inventory.models.compared_details import ComparedDetails, ComparedKind
from inventory.models.reports import Modality
from inventory.models.totals import Dimension, Thing
from inventory.wording.dates import date_words


@dataclass(frozen=True, slots=True)
class Statement:
    """Show one value as stated: by which voices, how surely, in which words of doubt, and where it stands."""

    text: str
    certainty: str
    hedge: str
    voices: str  # empty where the column's own voice says it in a publication of its own
    address: str


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Show one kind of detail, a cell of statements for each thing; a cell may be empty.

    ``shipment`` is given in the first row of each shipment where there are several. ``state`` is empty where
    there is nothing to agree or disagree.
    """

    label: str
    shipment: Shipment | None
    cells: tuple[tuple[Statement, ...], ...]
    state: str


def detail_rows(details: ComparedDetails, things: Sequence[Thing]) -> Iterator[DetailRow]:
    """Yield a row for each kind, those of one shipment together."""
    shown, has_several = None, len({kind.shipment for kind in details.kinds}) > 1
    for kind in details.kinds:
        is_first = has_several and kind.shipment != shown
        shown = kind.shipment
        yield DetailRow(
            label=str(ReportedDetail.Kind(kind.kind).label),
            shipment=kind.shipment if is_first else None,
            cells=tuple(
                _statements(listed, thing) for listed, thing in zip(kind.statements, things, strict=True)
            ),
            state=shown_state(kind),
        )


def shown_state(kind: ComparedKind) -> str:
    """Return the code of the state where two things or more speak, or one contradicts itself."""
    is_alone = sum(1 for listed in kind.statements if listed) < 2
    if kind.state is None or (is_alone and kind.state is not State.CONFLICT):
        return ""
    return "" if kind.state is State.SINGLE else kind.state.value


def _statements(details: Sequence[ReportedDetail], thing: Thing) -> tuple[Statement, ...]:
    """Return statements that say the same in the same words as one, with all who make it."""
    alike: dict[tuple[str, str, str], list[ReportedDetail]] = {}
    for detail in details:
        alike.setdefault((_text(detail), _certainty(detail), hedge_of(detail)), []).append(detail)
    return tuple(
        Statement(text, certainty, hedge, _voices(same, thing), _address(same[0]))
        for (text, certainty, hedge), same in alike.items()
    )


def _text(detail: ReportedDetail) -> str:
    words = date_words(detail.date) if detail.date else detail.value
    return _("not %(value)s") % {"value": words} if detail.polarity == detail.Polarity.DENIED else words


def _certainty(detail: ReportedDetail) -> str:
    """Return how sure the voice is, and that it speaks of a part only."""
    words = str(Modality(modality_of(detail)).label) if modality_of(detail) else ""
    return ", ".join(filter(None, (words, _("in part") if detail.is_partial else "")))


def modality_of(detail: ReportedDetail) -> str:
    """Return the code of a detail's own certainty, else of its report's."""
    return detail.modality or detail.report.modality


def hedge_of(detail: ReportedDetail) -> str:
    """Return a detail's own words of doubt, else its report's."""
    return detail.hedge or detail.report.hedge


def _voices(details: Sequence[ReportedDetail], thing: Thing) -> str:
    """Return who says it and through whom, where that is not just the thing itself."""
    told = []
    for detail in details:
        outlet = detail.report.publication.source
        speaker = detail.report.voice
        if thing.dimension == Dimension.SOURCE and speaker.pk == thing.pk == outlet.pk:
            continue
        through = _("%(voice)s, through %(outlet)s") % {"voice": speaker.name, "outlet": outlet.name}
        told.append(speaker.name if speaker.pk == outlet.pk else through)
    return "; ".join(dict.fromkeys(told))


def _address(detail: ReportedDetail) -> str:
    return f"{detail.shipment.get_absolute_url()}#report-{detail.report_id}"
