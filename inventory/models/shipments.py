"""Define the shipment: the event, or the tally of many, that reports are about."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.models.datasets import Dataset
from inventory.models.fields import EdtfField, edtf_days, public_id
from inventory.models.history import with_history
from inventory.models.indexing import words_index
from inventory.models.lists import ShipmentQuerySet
from inventory.models.reference import Party, Place


class State(models.TextChoices):
    """What the voices on one thing amount to."""

    SILENT = "silent", _("No count reported")
    IMPLIED = "implied", _("Implied")
    SINGLE = "single", _("Single source")
    AGREED = "agreed", _("Agreed")
    CONFLICT = "conflict", _("Disputed")
    CONFLICT_BELOW = "conflict_below", _("Disputed in a subtype")
    DENIED = "denied", _("Denied")


def refuse_confirmation_by_one_voice(changed: str) -> str:
    """Return a trigger's body, on reports (``r``) or shipments (``s``): credibility 1 needs two voices."""
    return f"""
                    IF EXISTS (
                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id
                        WHERE {changed}.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2
                    ) THEN
                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';
                    END IF;
                    RETURN NULL;
                """  # The argument is one of two letters in this code.


def keep_off_merged(table: str) -> tuple[pgtrigger.Trigger, ...]:
    """Return triggers that refuse rows of a table on shipments that were merged into others.

    They look at all rows of a statement at once, which costs a bulk load next to nothing.
    """
    return tuple(
        pgtrigger.Trigger(
            name=f"{table}_{moment}_not_on_merged",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(new="written"),
            func="""
                    IF EXISTS (
                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id
                        WHERE s.merged_into_id IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'The shipment was merged into another.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';
                    END IF;
                    RETURN NULL;
                """,
        )
        for moment, operation in (("insert", pgtrigger.Insert), ("update", pgtrigger.Update))
    )


ShipmentManager = models.Manager.from_queryset(ShipmentQuerySet)


class StandingManager(ShipmentManager["Shipment"]):
    """Leave out the shipments that were merged into others."""

    def get_queryset(self) -> ShipmentQuerySet:
        """Return the shipments that stand for themselves."""
        return ShipmentQuerySet(self.model, using=self._db).standing()


@with_history(
    exclude=(
        "period_days",
        "state",
        "publication_count",
        "voice_count",
        "evidence_count",
        "conflict_count",
        "merged_into",
    )
)
class Shipment(models.Model):
    """The event, or the tally, that reports are about. Its headline is the analysts' label, never evidence.

    A tally is one source's count of all deliveries of a type in a period, such as a register's row.
    """

    uid = public_id()
    reference = models.CharField(
        max_length=60, unique=True, help_text=_("Short permanent name, such as ML-2025-01-17.")
    )
    title = models.CharField(max_length=200)
    supplier = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shipments_supplied",
        help_text=_("Empty: unknown or in dispute."),
    )
    destination = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shipments",
        help_text=_("Empty: unknown or in dispute."),
    )
    period = EdtfField(help_text=_("When, in EDTF, such as 2025-01 or 2024-11/2025-01. Empty: unknown."))
    period_days = edtf_days("period")
    dataset = models.ForeignKey(
        Dataset,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tallies",
        db_index=False,  # Only tallies are looked up by it, and have an index below.
        help_text=_("Of a tally, what it is part of. Empty: it is an event."),
    )
    note = models.TextField(blank=True)

    # Computed with the estimates, so that lists need no sums.
    state = models.CharField(max_length=14, choices=State, default=State.SILENT, editable=False)
    publication_count = models.PositiveIntegerField(default=0, editable=False)
    voice_count = models.PositiveIntegerField(default=0, editable=False, help_text=_("Independent voices."))
    evidence_count = models.PositiveIntegerField(default=0, editable=False, help_text=_("Evidence items."))
    conflict_count = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Types and details in conflict.")
    )

    # Kept by the database from the merges, so that no list has to look at those.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        help_text=_("The shipment that it turned out to be. Empty: it stands for itself."),
    )

    objects = StandingManager()
    everything = ShipmentQuerySet.as_manager()

    class Meta:
        # What must be unique must be so among merged ones, too; and the admin shows them.
        default_manager_name = "everything"
        ordering = ("-period_days", "reference")
        indexes = (
            GistIndex(fields=("period_days",), name="shipment_period_days"),
            # The order in which lists open: the first page of lines is then read without sorting all.
            models.Index(
                models.F("period_days").desc(nulls_last=True),
                models.F("reference").desc(nulls_last=True),
                name="shipment_newest_first",
            ),
            models.Index(
                fields=("dataset",), name="shipment_dataset", condition=models.Q(dataset__isnull=False)
            ),
            # What is near a shipment in place and time: see models/pairs.py.
            GistIndex(
                fields=("destination", "period_days"),
                name="shipment_destination_days",
                condition=models.Q(merged_into=None),
            ),
            GinIndex(fields=("title",), opclasses=("gin_trgm_ops",), name="shipment_title_trigram"),
            words_index("shipment_words", "reference", "title"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="shipment_confirmed_needs_two_voices",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("voice_count"),
                timing=pgtrigger.Deferred,
                # A report that is new to the shipment is looked at by its own trigger. Looking for one at
                # every change of the count made large imports take the square of their number of shipments.
                condition=pgtrigger.Q(old__voice_count__gte=2, new__voice_count__lt=2),
                func=refuse_confirmation_by_one_voice("s"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Return its permanent address."""
        return reverse("shipment-detail", args=[self.reference])

    @property
    def state_label(self) -> str:
        """Return the state in words; that each count has one source says nothing of how many speak."""
        if self.state == State.SINGLE and self.voice_count > 1:
            return gettext("One source per count")
        return self.get_state_display()

    @property
    def is_tally(self) -> bool:
        """Return whether it counts many deliveries, as a register's row does."""
        return self.dataset_id is not None

    @property
    def standing(self) -> Shipment:
        """Return the shipment that it was merged into, else itself."""
        return self.merged_into or self
