"""Define what is concluded from reports: estimates, assessments and snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.postgres.fields import IntegerRangeField
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext_lazy as _

from inventory.domain.comparison import Conclusions, conclude
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy
from inventory.models.arrays import one_of
from inventory.models.details import ReportedDetail
from inventory.models.equipment import EquipmentType
from inventory.models.estimate_rows import write_counts, write_estimates, write_roots
from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.input_loading import load_input_rows
from inventory.models.input_rows import InputRows
from inventory.models.shipment_estimates import EstimateComputer
from inventory.models.shipments import Shipment, State, keep_off_merged
from inventory.models.totals import EstimateQuerySet

CHUNK_SIZE = 1_000  # shipments


class EstimateManager(models.Manager.from_queryset(EstimateQuerySet)):  # type: ignore[misc]
    """Keep estimates in step with the reports that they are computed from."""

    def recompute(self, shipment_ids: Iterable[int]) -> None:
        """Compute the estimates and counts of these shipments afresh, in the caller's transaction.

        Every change to reports, lines, details or evidence ends with this call. Runs about a dozen
        queries for each thousand shipments. Raises ``CycleError`` when reports or publications draw on
        each other in a circle, ``IntegrityError`` for reports on a shipment that was merged meanwhile.
        """
        ids = sorted(set(shipment_ids))
        if not ids:
            return
        computer = EstimateComputer(EquipmentType.objects.taxonomy())
        for start in range(0, len(ids), CHUNK_SIZE):
            with transaction.atomic():
                self._recompute(ids[start : start + CHUNK_SIZE], computer)

    def _recompute(self, ids: list[int], computer: EstimateComputer) -> None:
        # The lock lets one writer at a time compute a shipment, after it has seen what the other wrote.
        locked = Shipment.everything.select_for_update().filter(pk__in=one_of(ids)).order_by("pk")
        merged = dict(locked.values_list("pk", "merged_into"))
        shipments = load_input_rows(merged)
        if any(merged[pk] and rows.reports for pk, rows in shipments.items()):
            # A report was on its way to the shipment while another transaction merged it.
            raise IntegrityError("The shipment was merged into another meanwhile.")
        computed = computer.compute(shipments)
        write_estimates(computed)
        write_roots(computed)
        write_counts(computed)
        Assessment.objects.mark_stale(shipments, computer.taxonomy)


def as_range(interval: Interval | None) -> NumericRange | None:
    """Return a closed interval of items as the database keeps it: ``[7, 7]`` as ``[7,8)``."""
    if interval is None:
        return None
    return NumericRange(interval.low, None if interval.high is None else interval.high + 1)


class Estimate(models.Model):
    """The computed reconciliation of all reports on a shipment and type; never edited."""

    # Computed from the one for the other; wider indexes find both.
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="estimates", db_index=False)
    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.CASCADE, related_name="estimates", db_index=False
    )
    quantity = IntegerRangeField(
        null=True,
        help_text=_("The best-supported count, as the types around it narrow it. Null: nothing bounds it."),
    )
    named_quantity = IntegerRangeField(
        null=True,
        help_text=_(
            "What stands for the type in totals: the best-supported count of a type that is stated, all that "
            "is claimed of one in dispute, and of one that no source states the sum of what is counted below "
            "it. Null: nothing is counted."
        ),
    )
    stated_by = models.PositiveIntegerField(
        help_text=_("Independent voices that state the type and whose statement holds the count.")
    )
    voices = models.PositiveIntegerField(help_text=_("Independent voices that state the type."))
    compatible = models.PositiveIntegerField(
        default=0, help_text=_("Independent voices that only bound the type, and allow the count.")
    )
    incompatible = models.PositiveIntegerField(
        default=0, help_text=_("Independent voices whose statement or bound excludes the count.")
    )
    bases = models.PositiveIntegerField(
        default=0,
        help_text=_("Pieces of evidence behind those who state it; voices on one piece count as one."),
    )
    state = models.CharField(max_length=14, choices=State)
    is_stated = models.BooleanField(
        help_text=_("A report has a line on this very type, or on variants of it.")
    )
    is_named = models.BooleanField(
        default=False, help_text=_("No source states it: its number is the sum of what is named below it.")
    )
    is_dispute_origin = models.BooleanField(
        default=False, help_text=_("The dispute arises here, and is not carried here from another type.")
    )
    is_type_disputed = models.BooleanField(
        default=False, help_text=_("Sources give it classes that exclude each other.")
    )

    objects = EstimateManager()

    class Meta:
        ordering = ("shipment", "equipment_type")
        constraints = [
            models.UniqueConstraint(fields=("shipment", "equipment_type"), name="estimate_one_per_type"),
            models.CheckConstraint(
                name="estimate_stated_by_within_voices",
                condition=models.Q(stated_by__lte=models.F("voices")),
            ),
        ]
        indexes = (models.Index(fields=("equipment_type", "state"), name="estimate_type_state"),)

    def __str__(self) -> str:
        return f"{self.equipment_type}: {self.interval} ({self.get_state_display()})"

    @property
    def interval(self) -> Interval | None:
        """Return the closed interval of items that is best supported; None where nothing bounds it."""
        return _as_interval(self.quantity)

    @property
    def shown_interval(self) -> Interval | None:
        """Return what lists show: the same or, of a type that no source states, the sum of what is named."""
        return _as_interval(self.named_quantity if self.is_named else self.quantity)


def _as_interval(items: NumericRange | None) -> Interval | None:
    """Return a range of the database as a closed interval."""
    if items is None:
        return None
    return Interval(items.lower, None if items.upper is None else items.upper - 1)


class AssessmentManager(models.Manager["Assessment"]):
    """Tell judgements that still rest on what they were made over from those that do not."""

    def mark_stale(self, shipments: Mapping[int, InputRows], taxonomy: Taxonomy) -> None:
        """Mark judgements stale or current by what follows from rows, and note what a new one rests on.

        Few shipments have judgements, so that only these are concluded on again. Runs two queries at most.
        """
        changed = []
        concluded: dict[int, Conclusions] = {}
        for assessment in self.filter(shipment__in=one_of(shipments)):
            pk = assessment.shipment_id
            if pk not in concluded:
                concluded[pk] = conclude(shipments[pk].shipment_input(), taxonomy)
            now = assessment.ground_in(concluded[pk])
            made_over = assessment.made_over or now
            is_stale = made_over != now
            if (made_over, is_stale) != (assessment.made_over, assessment.is_stale):
                assessment.made_over, assessment.is_stale = made_over, is_stale
                changed.append(assessment)
        self.bulk_update(changed, ["made_over", "is_stale"])


@with_history(exclude=("uid", "made_over", "is_stale"))
class Assessment(models.Model):
    """An analyst's signed judgement on a type or detail of a shipment."""

    class Likelihood(models.TextChoices):
        """ICD 203's terms of likelihood."""

        ALMOST_NO_CHANCE = "almost_no_chance", _("Almost no chance (1–5 %)")
        VERY_UNLIKELY = "very_unlikely", _("Very unlikely (5–20 %)")
        UNLIKELY = "unlikely", _("Unlikely (20–45 %)")
        ROUGHLY_EVEN_CHANCE = "roughly_even_chance", _("Roughly even chance (45–55 %)")
        LIKELY = "likely", _("Likely (55–80 %)")
        VERY_LIKELY = "very_likely", _("Very likely (80–95 %)")
        ALMOST_CERTAIN = "almost_certain", _("Almost certain (95–99 %)")

    class Confidence(models.TextChoices):
        LOW = "low", _("Low")
        MODERATE = "moderate", _("Moderate")
        HIGH = "high", _("High")

    uid = public_id()
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="assessments")
    equipment_type = models.ForeignKey(
        EquipmentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        help_text=_("Empty: the judgement is on a detail."),
    )
    detail_kind = models.CharField(
        max_length=15,
        choices=ReportedDetail.Kind,
        blank=True,
        help_text=_("Empty: the judgement is on a type's count."),
    )
    quantity = IntegerRangeField(
        null=True, blank=True, help_text=_("The count judged right. Empty: none is given.")
    )
    judgement = models.CharField(max_length=300)
    rationale = models.TextField()
    likelihood = models.CharField(
        max_length=20, choices=Likelihood, blank=True, help_text=_("ICD 203. Empty: not given.")
    )
    confidence = models.CharField(
        max_length=10,
        choices=Confidence,
        blank=True,
        help_text=_("ICD 203, apart from likelihood. Empty: not given."),
    )
    is_tension = models.BooleanField(
        default=False,
        help_text=_("Statements of different kinds that pull apart without a count in conflict."),
    )
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments"
    )
    assessed_on = models.DateField()
    made_over = models.TextField(
        blank=True,
        editable=False,
        help_text=_("What the reports amounted to when it was made. Empty: not yet noted."),
    )
    is_stale = models.BooleanField(
        default=False, editable=False, help_text=_("The estimate under it has changed since.")
    )

    objects = AssessmentManager()

    class Meta:
        ordering = ("shipment", "-assessed_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="assessment_one_subject",
                condition=models.Q(equipment_type__isnull=False, detail_kind="")
                | (models.Q(equipment_type__isnull=True) & ~models.Q(detail_kind="")),
                violation_error_message=_("Judge either a type or a detail."),
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
                violation_error_message=_("At least must be zero or more, not above at most, and on a type."),
            ),
        ]
        triggers = keep_off_merged("assessment")

    def __str__(self) -> str:
        return f"{self.shipment.reference}: {self.judgement}"

    def ground_in(self, concluded: Conclusions) -> str:
        """Describe what the reports amount to on the judgement's subject, so that a change shows."""
        if self.equipment_type_id is not None:
            for found in concluded.counts:
                if found.type == self.equipment_type_id:
                    return f"{found.estimate} by {len(found.stated_by)} of {found.total}, {found.state}"
        for detail in concluded.details:
            if detail.kind == self.detail_kind:
                said = sorted((value.value, value.affirmed_by, value.denied_by) for value in detail.values)
                return f"{detail.state} {said}"
        return "nothing reported"
