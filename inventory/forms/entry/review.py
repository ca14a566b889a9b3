"""Tell what recording an entry would do, before it is done: nothing that is written here stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.comparison import Comparison, Row, compare
from inventory.domain.likeness import Band
from inventory.domain.tree import Contradiction, Taxonomy
from inventory.forms.entry.entry import Entry
from inventory.forms.entry.proposals import propose
from inventory.forms.readings import NAMED_ONLY, date_text, reading_text
from inventory.models import EquipmentType, Modality, Report, ReportedDelivery, ReportedDetail
from inventory.models.input_loading import load_input_rows


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """Show one count as it would be recorded: type, words, and how they were read."""

    name: str
    label: str
    phrase: str
    reading: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewedDetail:
    """Show one statement as it would be recorded."""

    kind: str
    value: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what the voices support on a type: the interval in words, *m of n*, and the state's key."""

    count: str
    support: int
    voices: int
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """Tell how the estimate on a type would change; ``before`` is None where there was none."""

    name: str
    before: Standing | None
    after: Standing


@dataclass(frozen=True, slots=True)
class Review:
    """Hold what would be recorded, what is worth a second look, and what would change."""

    voice: str
    lines: tuple[ReviewedLine, ...]
    details: tuple[ReviewedDetail, ...]
    notices: tuple[str, ...]
    changes: tuple[Change, ...]
    unchanged_count: int
    voices_before: int
    voices_after: int


def review(entry: Entry) -> Review:
    """Record a valid entry, look at the shipment, and take everything back.

    What is shown is therefore what recording gives. Raises RefusedError where the database refuses it.
    """
    taxonomy = EquipmentType.objects.taxonomy()
    found = entry.shipment.found
    with transaction.atomic():
        before = _compared(found.pk, taxonomy) if found else None
        report = entry.record()
        after = _compared(report.shipment_id, taxonomy)
        voice, key = report.voice.name, report.pk
        earlier = _earlier_reports(report)
        transaction.set_rollback(True)
    changes = tuple(_changes(before, after, taxonomy))
    return Review(
        voice=voice,
        lines=tuple(_line(form) for form in entry.lines.live_forms()),
        details=tuple(_detail(form) for form in entry.details.live_forms()),
        notices=(
            *_contradictions(after, key, taxonomy),
            *_unnumbered(entry),
            *earlier,
            *_likely_shipments(entry),
        ),
        changes=changes,
        unchanged_count=len(after.rows) - len(changes),
        voices_before=before.voice_count if before else 0,
        voices_after=after.voice_count,
    )


def _compared(shipment: int, taxonomy: Taxonomy) -> Comparison:
    return compare(load_input_rows([shipment])[shipment].shipment_input(), taxonomy)


def _line(form: Any) -> ReviewedLine:
    typed = form.cleaned_data
    remarks = []
    if typed.get("share_of"):
        remarks.append(_("share of: %(type)s") % {"type": typed["share_of"]})
    if typed["scope"] != ReportedDelivery.Scope.UNSPECIFIED:
        remarks.append(str(ReportedDelivery.Scope(typed["scope"]).label).lower())
    if form.same_form is not None:
        remarks.append(_("the same items as the count above"))
    if typed.get("cited_source"):
        remarks.append(_("borrowed from: %(source)s") % {"source": typed["cited_source"]})
    if typed.get("label_type"):
        remarks.append(_("called a kind of: %(type)s") % {"type": typed["label_type"]})
    if form.is_by_hand:
        remarks.append(_("interval given by hand"))
    return ReviewedLine(
        name=typed["equipment_type"].name,
        label=typed.get("label", ""),
        phrase=typed.get("phrase", ""),
        reading=reading_text(form.quantity),
        remarks=(*remarks, *_certainty(typed)),
    )


def _detail(form: Any) -> ReviewedDetail:
    detail: ReportedDetail = form.instance
    denied = [_("denied")] if detail.polarity == ReportedDetail.Polarity.DENIED else []
    part = [_("about a part only")] if detail.is_partial else []
    return ReviewedDetail(
        kind=detail.get_kind_display(),
        value=date_text(detail.date) if detail.date else detail.value,
        remarks=(*denied, *part, *_certainty(form.cleaned_data)),
    )


def _certainty(typed: dict[str, Any]) -> Iterator[str]:
    if typed.get("modality"):
        yield str(Modality(typed["modality"]).label).lower()
    if typed.get("hedge"):
        yield f"“{typed['hedge']}”"


def _changes(before: Comparison | None, after: Comparison, taxonomy: Taxonomy) -> Iterator[Change]:
    """Yield the types on which something would change, in the order of the tree."""
    former = {row.type: _standing(row) for row in before.rows} if before else {}
    for row in after.rows:
        now = _standing(row)
        if former.get(row.type) != now:
            yield Change(taxonomy.node(row.type).name, former.get(row.type), now)


def _standing(row: Row) -> Standing:
    interval = row.estimate
    return Standing(
        str(interval) if interval is not None else _("unknown"),
        len(row.concluded.stated_by),
        row.concluded.total,
        row.state.value,
    )


def _contradictions(after: Comparison, report: int, taxonomy: Taxonomy) -> Iterator[str]:
    for key, found in after.contradictions:
        if key == report:
            yield _contradiction(found, taxonomy)


def _contradiction(found: Contradiction, taxonomy: Taxonomy) -> str:
    def listed(keys: tuple[int, ...]) -> str:
        return ", ".join(taxonomy.node(key).name for key in keys)

    return _(
        "The report contradicts itself on %(type)s: at least %(low)s by %(low_types)s, but at most %(high)s "
        "by %(high_types)s. Both are kept as they are."
    ) % {
        "type": taxonomy.node(found.key).name,
        "low": found.low,
        "low_types": listed(found.low_lines),
        "high": found.high,
        "high_types": listed(found.high_lines),
    }


def _unnumbered(entry: Entry) -> Iterator[str]:
    """Name the lines whose count follows from the type's being named at all."""
    names = [
        form.cleaned_data["equipment_type"].name
        for form in entry.lines.live_forms()
        if form.quantity == NAMED_ONLY
    ]
    if names:
        yield ngettext(
            "No count is given for %(types)s: it is read as a plural, two or more. Where the source means "
            "one, or does not say, write “one” or “unknown”.",
            "No counts are given for %(types)s: they are read as plurals, two or more. Where the source "
            "means one, or does not say, write “one” or “unknown”.",
            len(names),
        ) % {"types": ", ".join(names)}


def _earlier_reports(report: Report) -> list[str]:
    """Tell of reports on the shipment by the same source, which this one may replace. Runs one query."""
    source = report.publication.source
    others = Report.objects.filter(shipment=report.shipment_id, publication__source=source)
    count = others.exclude(pk=report.pk).filter(superseded_by__isnull=True).count()
    if not count:
        return []
    return [
        ngettext(
            "%(source)s has %(count)s report on this shipment already.",
            "%(source)s has %(count)s reports on this shipment already.",
            count,
        )
        % {"source": source, "count": count}
    ]


def _likely_shipments(entry: Entry) -> Iterator[str]:
    """Ask once more before a shipment is made that looks like one that is there."""
    if not entry.shipment.is_new:
        return
    for proposal in propose(entry.content, entry.names):
        if proposal.band is Band.STRONG:
            yield _("The new shipment looks like %(shipment)s: %(reasons)s.") % {
                "shipment": proposal.shipment,
                "reasons": "; ".join(proposal.reasons),
            }
