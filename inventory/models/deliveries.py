"""Define the reported delivery: one count line of a report."""

from __future__ import annotations

from django.contrib.postgres.fields import IntegerRangeField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.domain.intervals import Interval
from inventory.models.equipment import EquipmentType
from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.indexing import index_of_given, words_index
from inventory.models.lists import ReportedDeliveryQuerySet
from inventory.models.reports import Modality, Report
from inventory.models.shipments import Shipment
from inventory.models.sources import Source


@with_history(found_by=("shipment",))
class ReportedDelivery(models.Model):
    """One count line of a report: an equipment type and how many, in the source's words.

    Millions of lines come by import, so that each key is checked and indexed once: composite keys (migration
    0003) hold what has no constraint of its own, and wider or partial indexes find what has no index.
    """

    class Kind(models.TextChoices):
        EXACT = "exact", _("Exact")
        AT_LEAST = "at_least", _("At least")
        MORE_THAN = "more_than", _("More than")
        AT_MOST = "at_most", _("At most")
        FEWER_THAN = "fewer_than", _("Fewer than")
        RANGE = "range", _("Range")
        APPROXIMATE = "approximate", _("Approximate")
        VAGUE = "vague", _("Vague")
        BARE_PLURAL = "bare_plural", _("Bare plural")
        SHARE = "share", _("Share")
        NONE = "none", _("None – denied")
        UNKNOWN = "unknown", _("Unknown")

    class Scope(models.TextChoices):
        UNSPECIFIED = "unspecified", _("Unspecified")
        TOTAL = "total", _("Total")
        SUBSET = "subset", _("Subset")
        ADDITIONAL = "additional", _("Additional")
        EXHAUSTIVE = "exhaustive", _("Exhaustive – that is all")

    uid = public_id()
    shipment = models.ForeignKey(
        Shipment,
        on_delete=models.PROTECT,
        related_name="deliveries",
        editable=False,
        db_constraint=False,
    )
    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,  # A line of its report.
        related_name="deliveries",
        db_constraint=False,
        db_index=False,
    )
    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    label = models.CharField(
        max_length=200, blank=True, help_text=_("What the source calls it, as written: Linza ambulances.")
    )
    label_type = models.ForeignKey(
        EquipmentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("The class that the label names. Empty: it names none."),
    )
    phrase = models.CharField(
        max_length=500, blank=True, help_text=_("The count, as written: about 50. Empty: no words were kept.")
    )
    kind = models.CharField(max_length=12, choices=Kind)
    quantity = IntegerRangeField(
        null=True,
        blank=True,
        help_text=_("At least and at most, with an open end where none was given. Empty: unknown."),
    )
    best = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("The figure that the source named, if it is one figure. Empty: none."),
    )
    base = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # A base goes only together with its shares.
        null=True,
        blank=True,
        related_name="shares",
        db_constraint=False,
        db_index=False,
        help_text=_("For a share: the line of the same report that it is a share of."),
    )
    same_as = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # A line goes only together with those that tell it again.
        null=True,
        blank=True,
        related_name="told_again",
        db_constraint=False,
        db_index=False,
        help_text=_("The line of the same report that counts the same items. Empty: it counts others."),
    )
    cited_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries_cited",
        db_index=False,
        help_text=_(
            "The source that this one count is borrowed from: citing Frontelligence, over 100. Empty: the "
            "report's own."
        ),
    )
    scope = models.CharField(
        max_length=12,
        choices=Scope,
        default=Scope.UNSPECIFIED,
        help_text=_("How the count relates to the report's total."),
    )
    modality = models.CharField(
        max_length=10, choices=Modality, blank=True, help_text=_("Empty: as the report.")
    )
    hedge = models.CharField(
        max_length=200, blank=True, help_text=_("The words of doubt on this line, as written.")
    )
    quote = models.TextField(blank=True, help_text=_("The passage, as written."))

    objects = ReportedDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("reported deliveries")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "equipment_type", "label", "phrase", "scope"),
                # Rows of an import may change places.
                deferrable=models.Deferrable.IMMEDIATE,
                name="reporteddelivery_told_once",
                violation_error_message=_(
                    "This report has that line already. Give the words of the other count, or its scope."
                ),
            ),
            models.UniqueConstraint(fields=("report", "id"), name="reporteddelivery_report_key"),
            models.CheckConstraint(
                name="reporteddelivery_unknown_is_null",
                condition=models.Q(kind="unknown", quantity__isnull=True)
                | (~models.Q(kind="unknown") & models.Q(quantity__isnull=False)),
                violation_error_message=_("A count is unknown, or it has an interval."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_quantity_sound",
                condition=models.Q(quantity__isnull=True)
                | models.Q(quantity__isempty=False, quantity__lower_inf=False, quantity__startswith__gte=0),
                violation_error_message=_("At least must be zero or more, and not above at most."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_exact_is_one_number",
                condition=~models.Q(kind="exact")
                | models.Q(
                    quantity__endswith=models.F("quantity__startswith") + 1, quantity__upper_inf=False
                ),
                violation_error_message=_("An exact count has one number."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_none_is_zero",
                condition=models.Q(quantity__isnull=True)
                | models.Q(kind="none", quantity__endswith=1, quantity__upper_inf=False)
                | (
                    ~models.Q(kind="none")
                    & (models.Q(quantity__upper_inf=True) | models.Q(quantity__endswith__gt=1))
                ),
                violation_error_message=_("A denial counts zero, and only a denial does."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_best_inside",
                condition=models.Q(best__isnull=True) | models.Q(quantity__contains=models.F("best")),
                violation_error_message=_("The best figure lies between at least and at most."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_share_names_base",
                condition=models.Q(kind="share", base__isnull=False)
                | (~models.Q(kind="share") & models.Q(base__isnull=True)),
                violation_error_message=_("A share, and only a share, names the line that it is a share of."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_base_not_itself",
                condition=models.Q(base__isnull=True) | ~models.Q(base=models.F("pk")),
                violation_error_message=_("A line cannot be a share of itself."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_same_as_not_itself",
                condition=models.Q(same_as__isnull=True) | ~models.Q(same_as=models.F("pk")),
                violation_error_message=_("A line counts the same items as another line, not as itself."),
            ),
            models.CheckConstraint(
                name="reporteddelivery_same_as_adds_nothing",
                condition=models.Q(same_as__isnull=True) | ~models.Q(scope="additional"),
                violation_error_message=_("Additional items cannot be the same items as another line's."),
            ),
        ]
        indexes = (
            models.Index(fields=("equipment_type", "shipment"), name="reporteddelivery_type_shipment"),
            index_of_given("reporteddelivery_label_type", "label_type"),
            index_of_given("reporteddelivery_base", "base"),
            index_of_given("reporteddelivery_same_as", "same_as"),
            index_of_given("reporteddelivery_cited_source", "cited_source"),
            words_index("reporteddelivery_words", "label", "phrase", "quote"),
        )

    def __str__(self) -> str:
        return f"{self.label or self.equipment_type}: {self.phrase or self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Return its permanent address."""
        return reverse("delivery-detail", args=[self.uid])

    @property
    def interval(self) -> Interval | None:
        """Return the closed interval of items; None where the count is unknown."""
        if self.quantity is None:
            return None
        return Interval(self.quantity.lower, None if self.quantity.upper is None else self.quantity.upper - 1)
