"""Keep what people decided of two shipments that may be one: merges, and that they are not the same."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.shipments import Shipment


@with_history()
class Merge(models.Model):
    """One shipment that turned out to be another: who said so, why, and what moved; it can be undone."""

    uid = public_id()
    shipment = models.ForeignKey(
        Shipment,
        on_delete=models.PROTECT,
        related_name="merges",
        help_text=_("What was merged; it stays as a record."),
    )
    into = models.ForeignKey(
        Shipment, on_delete=models.PROTECT, related_name="merges_received", help_text=_("What it is.")
    )
    reason = models.TextField()
    moved = models.JSONField(
        default=dict, help_text=_("The keys of the rows that moved, by table, so that they can go back.")
    )
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merges")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_merges",
        help_text=_("Empty: it holds."),
    )
    undone_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty: it holds."))

    class Meta:
        ordering = ("-merged_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="merge_not_into_itself",
                condition=~models.Q(shipment=models.F("into")),
                violation_error_message=_("A shipment cannot be merged into itself."),
            ),
            models.CheckConstraint(
                name="merge_reason_not_blank",
                condition=~models.Q(reason__regex=r"^\s*$"),
                violation_error_message=_("Say why they are the same."),
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=models.Q(undone_by__isnull=True, undone_at__isnull=True)
                | models.Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("shipment",),
                condition=models.Q(undone_at__isnull=True),
                name="merge_one_at_a_time",
                violation_error_message=_("This shipment was merged already."),
            ),
        ]
        triggers = (
            # The lock makes two people wait for each other, who together could close a circle.
            pgtrigger.Trigger(
                name="merge_no_chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__undone_at__isnull=True),
                func="""
                    PERFORM FROM inventory_shipment WHERE id IN (NEW.shipment_id, NEW.into_id)
                    ORDER BY id FOR UPDATE;
                    IF EXISTS (
                        SELECT FROM inventory_shipment
                        WHERE id = NEW.into_id AND merged_into_id IS NOT NULL
                            OR merged_into_id = NEW.shipment_id
                    ) THEN
                        RAISE EXCEPTION 'A shipment is not merged into a merged one, nor with what it got.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_no_chain';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="merge_marks_shipment",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("undone_at"),
                func="""
                    UPDATE inventory_shipment
                    SET merged_into_id = CASE WHEN NEW.undone_at IS NULL THEN NEW.into_id END
                    WHERE id = NEW.shipment_id;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(name="merge_kept", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.shipment.reference} → {self.into.reference}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("merge-detail", args=[self.uid])


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    """Select decisions that two shipments are not the same."""

    def that_hold(self, shipment: Shipment) -> Self:
        """Keep those that hold and are of a shipment, with both shipments and who decided."""
        is_of = models.Q(shipment=shipment) | models.Q(other=shipment)
        return self.filter(is_of, revoked_at=None).select_related("shipment", "other", "decided_by")

    def set_apart(self, one: Shipment, other: Shipment, user: Any, reason: str) -> None:
        """Decide that two shipments are not the same, unless that is decided. Runs two queries."""
        first, second = sorted((one, other), key=lambda shipment: shipment.pk)
        defaults = {"decided_by": user, "reason": reason}
        self.get_or_create(shipment=first, other=second, revoked_at=None, defaults=defaults)

    def between(self, one: Shipment, other: Shipment) -> Self:
        """Keep the one that holds between two shipments, if any."""
        return self.that_hold(one).filter(models.Q(shipment=other) | models.Q(other=other))


@with_history()
class Distinction(models.Model):
    """A signed decision that two shipments are not the same, so that they are not proposed again."""

    # Of a shipment that is gone, as when its import was undone, nothing is left to decide.
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="distinctions")
    other = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="distinctions_from")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="distinctions"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revoked_distinctions",
        help_text=_("Empty: it holds."),
    )
    revoked_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty: it holds."))

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = [
            # One order of the two, so that a pair is one pair; a shipment is not distinct from itself.
            models.CheckConstraint(
                name="distinction_in_order", condition=models.Q(shipment__lt=models.F("other"))
            ),
            models.CheckConstraint(
                name="distinction_revoked_by_somebody",
                condition=models.Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | models.Q(revoked_by__isnull=False, revoked_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("shipment", "other"),
                condition=models.Q(revoked_at__isnull=True),
                name="distinction_one_at_a_time",
                violation_error_message=_("It is decided already that these are not the same."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment.reference} ≠ {self.other.reference}"

    def revoke(self, user: Any) -> None:
        """Let the two be proposed again. Runs one query."""
        self.revoked_by, self.revoked_at = user, timezone.now()
        self.save(update_fields=["revoked_by", "revoked_at"])

    def counterpart(self, shipment: Shipment) -> Shipment:
        """Return the shipment that one of the two is not."""
        return self.other if self.shipment_id == shipment.pk else self.shipment
