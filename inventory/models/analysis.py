"""Define what is concluded from reports: estimates, assessments and snapshots."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.db import models

from inventory.domain.intervals import Interval
from inventory.models.equipment import EquipmentType
from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.reporting import ReportedDetail, Shipment, State


class Estimate(models.Model):
    """The computed reconciliation of all reports on a shipment and type; never edited."""

    shipment = models.ForeignKey(
        Shipment, on_delete=models.CASCADE, related_name="estimates"
    )  # Computed from it.
    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.CASCADE, related_name="estimates"
    )  # Computed for it.
    quantity = IntegerRangeField(
        null=True, help_text="The interval that most voices support. Null: nobody gives a count."
    )
    support = models.PositiveIntegerField(help_text="Independent voices that support the interval.")
    voices = models.PositiveIntegerField(help_text="Independent voices that give a count.")
    state = models.CharField(max_length=10, choices=State)
    is_stated = models.BooleanField(
        help_text="A report has a line on this very type; otherwise it follows from the types below."
    )
    is_coherent = models.BooleanField(
        default=True, help_text="It fits the estimates above and below it in the tree."
    )
    dissenters = ArrayField(
        models.CharField(max_length=160), default=list, help_text="Names of the voices outside the interval."
    )

    class Meta:
        ordering = ("shipment", "equipment_type")
        constraints = [
            models.UniqueConstraint(fields=("shipment", "equipment_type"), name="estimate_one_per_type"),
            models.CheckConstraint(
                name="estimate_support_within_voices", condition=models.Q(support__lte=models.F("voices"))
            ),
        ]
        indexes = (models.Index(fields=("equipment_type", "state"), name="estimate_type_state"),)

    def __str__(self) -> str:
        return f"{self.equipment_type}: {self.interval} ({self.support} of {self.voices})"

    @property
    def interval(self) -> Interval | None:
        """Return the closed interval of items; None where nobody gives a count."""
        if self.quantity is None:
            return None
        return Interval(self.quantity.lower, None if self.quantity.upper is None else self.quantity.upper - 1)


@with_history()
class Assessment(models.Model):
    """An analyst's signed judgement on a type or detail of a shipment."""

    class Likelihood(models.TextChoices):
        """ICD 203's terms of likelihood."""

        ALMOST_NO_CHANCE = "almost_no_chance", "Almost no chance (1–5 %)"
        VERY_UNLIKELY = "very_unlikely", "Very unlikely (5–20 %)"
        UNLIKELY = "unlikely", "Unlikely (20–45 %)"
        ROUGHLY_EVEN_CHANCE = "roughly_even_chance", "Roughly even chance (45–55 %)"
        LIKELY = "likely", "Likely (55–80 %)"
        VERY_LIKELY = "very_likely", "Very likely (80–95 %)"
        ALMOST_CERTAIN = "almost_certain", "Almost certain (95–99 %)"

    class Confidence(models.TextChoices):
        LOW = "low"
        MODERATE = "moderate"
        HIGH = "high"

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="assessments")
    equipment_type = models.ForeignKey(
        EquipmentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        help_text="Empty: the judgement is on a detail.",
    )
    detail_kind = models.CharField(
        max_length=15,
        choices=ReportedDetail.Kind,
        blank=True,
        help_text="Empty: the judgement is on a type's count.",
    )
    quantity = IntegerRangeField(
        null=True, blank=True, help_text="The count judged right. Empty: none is given."
    )
    judgement = models.CharField(max_length=300)
    rationale = models.TextField()
    likelihood = models.CharField(
        max_length=20, choices=Likelihood, blank=True, help_text="ICD 203. Empty: not given."
    )
    confidence = models.CharField(
        max_length=10,
        choices=Confidence,
        blank=True,
        help_text="ICD 203, apart from likelihood. Empty: not given.",
    )
    is_tension = models.BooleanField(
        default=False, help_text="Statements of different kinds that pull apart without a count in conflict."
    )
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments"
    )
    assessed_on = models.DateField()
    estimate_then = models.CharField(
        max_length=120, blank=True, editable=False, help_text="The estimate that it was made over."
    )
    is_stale = models.BooleanField(
        default=False, editable=False, help_text="The estimate under it has changed since."
    )

    class Meta:
        ordering = ("shipment", "-assessed_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="assessment_one_subject",
                condition=models.Q(equipment_type__isnull=False, detail_kind="")
                | (models.Q(equipment_type__isnull=True) & ~models.Q(detail_kind="")),
                violation_error_message="Judge either a type or a detail.",
            ),
            models.CheckConstraint(
                name="assessment_quantity_sound",
                condition=models.Q(quantity__isnull=True)
                | models.Q(
                    equipment_type__isnull=False,
                    quantity__isempty=False,
                    quantity__lower_inf=False,
                    quantity__startswith__gte=0,
                ),
                violation_error_message="At least must be zero or more, not above at most, and on a type.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment.reference}: {self.judgement}"


@with_history()
class Snapshot(models.Model):
    """A frozen, citable copy of a filtered result."""

    uid = public_id()
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=2000, help_text="The list and filter that it froze.")
    content = models.TextField(help_text="The result, as CSV.")
    sha256 = models.CharField(max_length=64, help_text="Checksum of the content in UTF-8.")
    row_count = models.PositiveIntegerField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="snapshots",
        help_text="Empty: taken by a command.",
    )
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-taken_at",)
        constraints = [
            models.CheckConstraint(
                name="snapshot_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.title
