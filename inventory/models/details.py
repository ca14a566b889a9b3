"""Define the reported detail: any statement of a report that is not a count."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.fields import EdtfField, edtf_days, public_id
from inventory.models.history import with_history
from inventory.models.indexing import words_index
from inventory.models.reference import Party, Place
from inventory.models.reports import Modality, Report, Stage
from inventory.models.shipments import Shipment


@with_history(exclude=("date_days",), found_by=("shipment",))
class ReportedDetail(models.Model):
    """Any statement of a report that is not a count: a date, place, party, stage, purpose or relation."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", _("Supplier")
        RECIPIENT = "recipient", _("Recipient")
        END_USER = "end_user", _("End user")
        CARRIER = "carrier", _("Carrier")
        ORIGIN = "origin", _("Origin")
        TRANSIT = "transit", _("Transit")
        DESTINATION = "destination", _("Destination")
        DELIVERY_POINT = "delivery_point", _("Delivery point")
        ORDERED = "ordered", _("Ordered")
        DEPARTURE = "departure", _("Departure")
        ARRIVAL = "arrival", _("Arrival")
        OBSERVED = "observed", _("Observed")
        STAGE = "stage", _("Stage")
        PURPOSE = "purpose", _("Purpose")
        RELATION = "relation", _("Relation")
        IDENTITY = "identity", _("Identity")

    class Polarity(models.TextChoices):
        AFFIRMED = "affirmed", _("Affirmed")
        DENIED = "denied", _("Denied")

    PARTY_KINDS: ClassVar = (Kind.SUPPLIER, Kind.RECIPIENT, Kind.END_USER, Kind.CARRIER)
    PLACE_KINDS: ClassVar = (Kind.ORIGIN, Kind.TRANSIT, Kind.DESTINATION, Kind.DELIVERY_POINT)
    DATE_KINDS: ClassVar = (Kind.ORDERED, Kind.DEPARTURE, Kind.ARRIVAL, Kind.OBSERVED)
    TEXT_KINDS: ClassVar = (Kind.PURPOSE, Kind.RELATION, Kind.IDENTITY)

    uid = public_id()
    # As for lines, a composite key holds both.
    shipment = models.ForeignKey(
        Shipment, on_delete=models.PROTECT, related_name="details", editable=False, db_constraint=False
    )
    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,  # A statement of its report.
        related_name="details",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=15, choices=Kind)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="details",
        help_text=_("For supplier, recipient, end user and carrier only."),
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="details",
        help_text=_("For origin, transit, destination and delivery point only."),
    )
    date = EdtfField(help_text=_("EDTF; for ordered, departure, arrival and observed only."))
    date_days = edtf_days("date")
    stage = models.CharField(max_length=12, choices=Stage, blank=True, help_text=_("For the stage only."))
    text = models.CharField(
        max_length=300, blank=True, help_text=_("For purpose, relation and identity only.")
    )
    polarity = models.CharField(max_length=8, choices=Polarity, default=Polarity.AFFIRMED)
    modality = models.CharField(
        max_length=10, choices=Modality, blank=True, help_text=_("Empty: as the report.")
    )
    hedge = models.CharField(max_length=200, blank=True, help_text=_("The words of doubt, as written."))
    is_partial = models.BooleanField(
        default=False, help_text=_("It speaks of a part of the shipment only: part came from Syria.")
    )
    quote = models.TextField(blank=True, help_text=_("The passage, as written."))

    class Meta:
        ordering = ("report", "kind", "pk")
        constraints = [
            models.CheckConstraint(
                name="reporteddetail_value_fits_kind",
                condition=models.Q(
                    kind__in=("supplier", "recipient", "end_user", "carrier"),
                    party__isnull=False,
                    place__isnull=True,
                    date="",
                    stage="",
                    text="",
                )
                | models.Q(
                    kind__in=("origin", "transit", "destination", "delivery_point"),
                    party__isnull=True,
                    place__isnull=False,
                    date="",
                    stage="",
                    text="",
                )
                | (
                    models.Q(
                        kind__in=("ordered", "departure", "arrival", "observed"),
                        party__isnull=True,
                        place__isnull=True,
                        stage="",
                        text="",
                    )
                    & ~models.Q(date="")
                )
                | (
                    models.Q(kind="stage", party__isnull=True, place__isnull=True, date="", text="")
                    & ~models.Q(stage="")
                )
                | (
                    models.Q(
                        kind__in=("purpose", "relation", "identity"),
                        party__isnull=True,
                        place__isnull=True,
                        date="",
                        stage="",
                    )
                    & ~models.Q(text="")
                ),
                violation_error_message=_("Give this kind's one value: party, place, date, stage or words."),
            ),
            models.UniqueConstraint(
                fields=("report", "kind", "party", "place", "date", "stage", "text"),
                nulls_distinct=False,
                # Rows of an import may change places.
                deferrable=models.Deferrable.IMMEDIATE,
                name="reporteddetail_unique",
                violation_error_message=_("This report says that already."),
            ),
        ]
        indexes = (words_index("reporteddetail_words", "text", "quote", "hedge"),)
        triggers = (
            pgtrigger.Trigger(
                name="reporteddetail_role_fits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind", "place_id", "party_id"),
                func="""
                    IF NEW.kind = 'delivery_point' AND EXISTS (
                        SELECT FROM inventory_place WHERE id = NEW.place_id AND kind IN ('country', 'region')
                    ) THEN
                        RAISE EXCEPTION 'A delivery point is a city, port or base.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';
                    END IF;
                    IF NEW.kind = 'carrier' AND EXISTS (
                        SELECT FROM inventory_party WHERE id = NEW.party_id AND kind = 'armed_group'
                    ) THEN
                        RAISE EXCEPTION 'A carrier is a company, a force or a state.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    @property
    def value(self) -> str:
        """Return the statement's value as text."""
        return str(self.party or self.place or self.date or self.get_stage_display() or self.text)
