"""Merge a shipment into the one that it is, say first what that would do, and take it back exactly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from inventory.domain.independence import CycleError
from inventory.models.analysis import Assessment, Estimate
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.evidence import Evidence
from inventory.models.links import ShipmentLink
from inventory.models.merges import Merge
from inventory.models.reports import Report, ReportRepeat
from inventory.models.shipments import Shipment
from inventory.wording.messages import words

# What moves with a shipment; lines, details and repetitions follow their reports.
MOVED: dict[str, type[models.Model]] = {"report": Report, "evidence": Evidence, "assessment": Assessment}
# All whose changes make a merge another than the one that was looked at.
HELD: tuple[Any, ...] = (*MOVED.values(), ReportedDelivery, ReportedDetail)
LINKS = Evidence.reports.through


class MergeError(Exception):
    """Refuse to merge or to undo a merge, with the reasons."""


class OutdatedMergeError(Exception):
    """Say that what would move is no longer what was looked at."""


class LossError(MergeError):
    """Refuse to undo a merge since rows that it moved are gone, or stand elsewhere now."""


@dataclass(frozen=True, slots=True)
class EstimateChange:
    """Show the estimate on one type: of each shipment as it is, and of both merged; None for none."""

    equipment_type: Any
    into: Estimate | None
    shipment: Estimate | None
    merged: Estimate | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Show what a merge would do. ``counts`` are the counts of rows that would move, by table.

    ``kept`` are pieces of evidence that stay behind, since the other shipment has the same file.
    ``merged`` is the shipment with the counts that it would have.
    """

    counts: dict[str, int]
    kept: list[Evidence]
    changes: list[EstimateChange]
    merged: Shipment
    looked_at: str


def preview_merge(shipment: Shipment, into: Shipment, user: Any) -> Preview:
    """Merge, look, and take it back, so that what is shown is what will be. Raises MergeError."""
    before = _estimates(shipment, into)
    with transaction.atomic():
        merge = merge_shipments(shipment, into, user, "preview")
        after = _estimates(into)
        merged = Shipment.objects.get(pk=into.pk)
        moved = {"shipment": into.pk, "report__in": merge.moved["report"]}
        counts = {name: len(merge.moved[name]) for name in MOVED} | {
            "line": ReportedDelivery.objects.filter(**moved).count(),
            "detail": ReportedDetail.objects.filter(**moved).count(),
        }
        kept = list(Evidence.objects.filter(shipment=shipment))
        transaction.set_rollback(True)
    types = {key: one.equipment_type for found in (before, after) for (_of, key), one in found.items()}
    changes = [
        EstimateChange(
            types[key],
            before.get((into.pk, key)),
            before.get((shipment.pk, key)),
            after.get((into.pk, key)),
        )
        for key in sorted(types, key=lambda key: types[key].path)
    ]
    return Preview(counts, kept, changes, merged, fingerprint(shipment, into))


def _estimates(*shipments: Shipment) -> dict[tuple[int, int], Estimate]:
    """Return the estimates on types that reports name, by shipment and type. Runs one query."""
    found = Estimate.objects.filter(shipment__in=shipments, is_stated=True).select_related("equipment_type")
    return {(one.shipment_id, one.equipment_type_id): one for one in found}


def fingerprint(shipment: Shipment, into: Shipment) -> str:
    """Return a checksum of what a merge rests on: both headlines, and the newest change of what they hold.

    Runs two queries for each kind of row.
    """
    told = [f"{one.pk} {one.merged_into_id} {one.title} {one.period}" for one in (shipment, into)]
    for model in HELD:
        held = model.objects.filter(shipment__in=(shipment, into)).order_by("pk")
        keys = list(held.values_list("pk", "shipment_id"))
        newest = model.pgh_event_model.objects.filter(pgh_obj__in=[key for key, _of in keys])
        told.append(f"{keys} {newest.aggregate(newest=models.Max('pgh_id'))['newest']}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def merge_shipments(
    shipment: Shipment, into: Shipment, user: Any, reason: str, *, looked_at: str = ""
) -> Merge:
    """Move all that is on a shipment to the one that it is, and compute both anew; all or nothing.

    Raises MergeError where it cannot be, OutdatedMergeError when it is no longer what ``looked_at`` tells,
    and IntegrityError where the database refuses.
    """
    context = {"operation": "merge", "merged": shipment.reference, "into": into.reference, "reason": reason}
    with transaction.atomic(), pghistory.context(**context), _named_circles():
        shipment, into = _locked(shipment, into)
        _refuse(shipment, into)
        if looked_at and fingerprint(shipment, into) != looked_at:
            raise OutdatedMergeError
        moved: dict[str, Any] = {
            name: list(_to_move(model, shipment, into).order_by("pk").values_list("pk", flat=True))
            for name, model in MOVED.items()
        }
        moved["link"] = _link_twins(shipment, into)
        for name, model in MOVED.items():
            model._default_manager.filter(pk__in=moved[name]).update(shipment=into)
        merge = Merge.objects.create(shipment=shipment, into=into, reason=reason, moved=moved, merged_by=user)
        Estimate.objects.recompute([shipment.pk, into.pk])
        # What is checked at the end of a transaction is checked here, to be told with what caused it.
        connection.check_constraints()
    return merge


@contextmanager
def _named_circles() -> Iterator[None]:
    try:
        yield
    except CycleError as error:
        raise MergeError(
            _("Reports would draw on each other in a circle: %s") % words(error.message)
        ) from error


def _locked(*shipments: Shipment) -> list[Shipment]:
    """Return the shipments as they are now, locked against changes, in the order given."""
    keys = [one.pk for one in shipments]
    rows = Shipment.everything.select_for_update().order_by("pk").in_bulk(keys)
    return [rows[key] for key in keys]


def _refuse(shipment: Shipment, into: Shipment) -> None:
    """Raise MergeError where one shipment cannot be merged into the other."""
    names = {"shipment": shipment.reference, "into": into.reference}
    if shipment.pk == into.pk:
        raise MergeError(_("A shipment cannot be merged into itself."))
    if shipment.merged_into_id is not None:
        raise MergeError(_("%(shipment)s was merged already; undo that first.") % names)
    if into.merged_into_id is not None:
        raise MergeError(_("%(into)s was itself merged into another; merge into that one.") % names)
    if shipment.merged.exists():
        reason = _(
            "Others were merged into %(shipment)s. Merge %(into)s into it, or undo those merges first."
        )
        raise MergeError(reason % names)
    if shipment.dataset_id != into.dataset_id:
        raise MergeError(
            _(
                "A tally counts all deliveries of a period, and holds others besides: it is never the same "
                "as one event. Decide instead whether it includes the other."
            )
        )
    held = ShipmentLink.objects.between(shipment, into)
    if decision := held.filter(verdict=ShipmentLink.Verdict.DISTINCT).first():
        told = {
            "who": decision.decided_by.get_username(),
            "day": f"{localtime(decision.decided_at):%Y-%m-%d}",
        }
        raise MergeError(
            _("%(who)s decided on %(day)s that they are not the same; revoke that first.") % told
        )


def _to_move(model: type[models.Model], shipment: Shipment, into: Shipment) -> models.QuerySet[Any]:
    """Return the rows that go along: all but evidence of which the other shipment has the very file."""
    rows: models.QuerySet[Any] = model._default_manager.filter(shipment=shipment)
    if model is not Evidence:
        return rows
    files = Evidence.objects.filter(shipment=into).exclude(sha256="").values("sha256")
    return rows.exclude(sha256__in=files)


def _link_twins(shipment: Shipment, into: Shipment) -> list[int]:
    """Let reports that rest on a file of which the other shipment has its own piece rest on that one.

    Returns the keys of the links that were made, so that they can go again.
    """
    theirs = dict(Evidence.objects.filter(shipment=into).exclude(sha256="").values_list("sha256", "pk"))
    resting = LINKS.objects.filter(evidence__shipment=shipment, evidence__sha256__in=theirs)
    links = resting.order_by("pk").values_list("evidence__sha256", "report_id")
    made = LINKS.objects.bulk_create(LINKS(evidence_id=theirs[file], report_id=key) for file, key in links)
    return [link.pk for link in made]


def undo_merge(merge: Merge, user: Any, *, accepts_loss: bool = False) -> None:
    """Move back what a merge moved, and compute both shipments anew; all or nothing.

    What was added to the other shipment since stays there. Raises LossError, unless ``accepts_loss``, when
    rows that it moved are gone or stand elsewhere; MergeError where it cannot be at all, with the reasons;
    IntegrityError where the database refuses.
    """
    context = {"operation": "undo merge", "merge": str(merge.uid), "reason": merge.reason}
    with transaction.atomic(), pghistory.context(**context), _named_circles():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        shipment, into = _locked(merge.shipment, merge.into)
        if merge.undone_at is not None:
            raise MergeError(_("This merge was undone already."))
        if ties := ties_of(merge):
            raise MergeError("\n".join(ties))
        if not accepts_loss and (losses := losses_of(merge)):
            raise LossError("\n".join(losses))
        # First, since nothing can be on a shipment that is merged.
        merge.undone_by, merge.undone_at = user, timezone.now()
        merge.save(update_fields=["undone_by", "undone_at"])
        LINKS.objects.filter(pk__in=merge.moved["link"]).delete()
        for name, model in MOVED.items():
            back = model._default_manager.filter(pk__in=merge.moved[name], shipment=into)
            back.update(shipment=shipment)
        Estimate.objects.recompute([shipment.pk, into.pk])
        connection.check_constraints()


def losses_of(merge: Merge) -> list[str]:
    """Return what undoing a merge cannot bring back: rows that are gone, or that people moved on.

    Runs one query for each kind of row.
    """
    told = []
    for name, model in MOVED.items():
        keys = merge.moved[name]
        rows = model._default_manager.select_related("shipment").in_bulk(keys)
        for key in keys:
            named = {"kind": model._meta.verbose_name, "number": key}
            if key not in rows:
                told.append(_("%(kind)s %(number)s was deleted since; it stays deleted.") % named)
            elif rows[key].shipment_id != merge.into_id:  # type: ignore[attr-defined]  # Each has one.
                elsewhere = {**named, "reference": rows[key].shipment.reference}  # type: ignore[attr-defined]
                told.append(
                    _("%(kind)s %(number)s stands on %(reference)s since; it stays there.") % elsewhere
                )
    return told


def ties_of(merge: Merge) -> list[str]:
    """Return what people tied since between what moved and what stays, which must be untied first.

    Runs four queries.
    """
    moved, pieces = set(merge.moved["report"]), set(merge.moved["evidence"])
    repeats = ReportRepeat.objects.filter(shipment=merge.into_id).values_list("report_id", "repeated_id")
    newer = Report.objects.filter(shipment=merge.into_id, superseded_by__isnull=False)
    resting = LINKS.objects.filter(evidence__shipment=merge.into_id).exclude(pk__in=merge.moved["link"])
    return [
        *(
            _("Report %(one)s repeats report %(other)s, and only one of them would move back.")
            % {"one": one, "other": other}
            for one, other in repeats
            if (one in moved) != (other in moved)
        ),
        *(
            _("Report %(other)s replaces report %(one)s, and only one of them would move back.")
            % {"one": one, "other": other}
            for one, other in newer.values_list("pk", "superseded_by_id")
            if (one in moved) != (other in moved)
        ),
        *(
            _("Report %(one)s rests on evidence %(other)s, and only one of them would move back.")
            % {"one": one, "other": other}
            for other, one in resting.values_list("evidence_id", "report_id")
            if (one in moved) != (other in pieces)
        ),
    ]
