"""Keep merges: which shipment turned out to be another, and what moved."""

from __future__ import annotations

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
