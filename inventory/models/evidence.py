"""Define evidence: what can be looked at, and the items that can be counted in it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.equipment import EquipmentType
from inventory.models.fields import EdtfField, edtf_days, public_id
from inventory.models.history import with_history
from inventory.models.reference import Place
from inventory.models.reports import Report
from inventory.models.shipments import Shipment, keep_off_merged


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Select pieces of evidence."""

    def with_report_keys(self) -> Self:
        """Add ``report_keys``: the sorted keys of the reports that rest on each piece."""
        resting = Evidence.reports.through.objects.filter(evidence=models.OuterRef("pk"))
        return self.annotate(report_keys=ArraySubquery(resting.order_by("report_id").values("report_id")))


@with_history(exclude=("captured_days",))
class Evidence(models.Model):
    """A photo, video, satellite image or tracking record of a shipment."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        VIDEO = "video", _("Video")
        SATELLITE_IMAGE = "satellite_image", _("Satellite image")
        TRACKING_RECORD = "tracking_record", _("Tracking record")

    uid = public_id()
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=15, choices=Kind)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True, help_text=_("Empty: no address is known."))
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", "Sixty-four hexadecimal digits in lower case.")],
        help_text=_("Checksum of the file that was examined. Empty: no file is held."),
    )
    captured_on = EdtfField(help_text=_("When it was taken, in EDTF. Empty: unknown."))
    captured_days = edtf_days("captured_on")
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text=_("Empty: not located."),
    )
    note = models.TextField(blank=True)
    reports = models.ManyToManyField(
        Report, blank=True, related_name="evidence", help_text=_("Reports that rest on it.")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("evidence")
        ordering = ("shipment", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("shipment", "sha256"),
                condition=~models.Q(sha256=""),
                name="evidence_file_unique",
                violation_error_message=_("This shipment has that file already."),
            ),
            models.CheckConstraint(
                name="evidence_sha256_form",
                condition=models.Q(sha256="") | models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 checksum has sixty-four hexadecimal digits."),
            ),
        ]
        triggers = keep_off_merged("evidence")

    def __str__(self) -> str:
        return self.title


@with_history(found_by=("evidence",))
class EvidenceCount(models.Model):
    """Items of one type counted in a piece of evidence: a visually confirmed minimum."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, related_name="counts"
    )  # Counted in its evidence.
    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.PROTECT, related_name="evidence_counts"
    )
    count = models.PositiveIntegerField(help_text=_("Different items seen."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("evidence", "equipment_type"),
                name="evidencecount_one_per_type",
                violation_error_message=_("This type is counted already in that evidence."),
            ),
            models.CheckConstraint(
                name="evidencecount_positive",
                condition=models.Q(count__gte=1),
                violation_error_message=_("Count at least one item."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.equipment_type}"
