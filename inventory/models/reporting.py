"""Define shipments, the reports about them, and the lines and details of a report."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import IntegerRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.urls import reverse

from inventory.domain.intervals import Interval
from inventory.models.equipment import EquipmentType
from inventory.models.fields import EdtfField, edtf_days, public_id
from inventory.models.history import with_history
from inventory.models.lists import ReportedDeliveryQuerySet, ShipmentQuerySet
from inventory.models.publications import Basis, Publication
from inventory.models.reference import Party, Place, Source


class Stage(models.TextChoices):
    """How far a shipment had come when it was reported."""

    PLEDGED = "pledged"
    ORDERED = "ordered"
    IN_TRANSIT = "in_transit", "In transit"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over", "Handed over"
    IN_SERVICE = "in_service", "In service"
    DIVERTED = "diverted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    SEIZED = "seized"


# Counts at these stages are of equipment that has not come, or went back: no part of a delivered estimate.
NOT_DELIVERED = frozenset(
    {Stage.PLEDGED, Stage.ORDERED, Stage.RETURNED, Stage.WITHDRAWN, Stage.CANCELLED, Stage.SEIZED}
)


class Modality(models.TextChoices):
    """How sure the source itself is, in its own terms."""

    STATED = "stated"
    OBSERVED = "observed"
    REPORTED = "reported"
    ALLEGED = "alleged"
    SUSPECTED = "suspected"
    ASSESSED = "assessed"
    PREDICTED = "predicted"


class State(models.TextChoices):
    """What the voices on one thing amount to."""

    SILENT = "silent"
    SINGLE = "single", "Single voice"
    AGREED = "agreed"
    CONFLICT = "conflict"


@with_history(
    exclude=("period_days", "state", "publication_count", "voice_count", "evidence_count", "conflict_count")
)
class Shipment(models.Model):
    """The event that reports are about. Its headline is the analysts' label, never evidence."""

    uid = public_id()
    reference = models.CharField(
        max_length=60, unique=True, help_text="Short permanent name, such as ML-2025-01-17."
    )
    title = models.CharField(max_length=200)
    supplier = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shipments_supplied",
        help_text="Empty: unknown or in dispute.",
    )
    destination = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shipments",
        help_text="Empty: unknown or in dispute.",
    )
    period = EdtfField(help_text="When, in EDTF, such as 2025-01 or 2024-11/2025-01. Empty: unknown.")
    period_days = edtf_days("period")
    note = models.TextField(blank=True)

    # Computed with the estimates, so that lists need no sums.
    state = models.CharField(max_length=10, choices=State, default=State.SILENT, editable=False)
    publication_count = models.PositiveIntegerField(default=0, editable=False)
    voice_count = models.PositiveIntegerField(default=0, editable=False, help_text="Independent voices.")
    evidence_count = models.PositiveIntegerField(default=0, editable=False, help_text="Evidence items.")
    conflict_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="Types and details in conflict."
    )

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        ordering = ("-period_days", "reference")
        indexes = (
            GistIndex(fields=("period_days",), name="shipment_period_days"),
            GinIndex(fields=("title",), opclasses=("gin_trgm_ops",), name="shipment_title_trigram"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="shipment_confirmed_needs_two_voices",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("voice_count"),
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (
                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id
                        WHERE s.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2
                    ) THEN
                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';
                    END IF;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Return its permanent address."""
        return reverse("shipment-detail", args=[self.reference])


@with_history()
class Report(models.Model):
    """What one voice says about one shipment in one publication."""

    class Attribution(models.TextChoices):
        STATED = "stated", "Stated – the publication names the speaker"
        INFERRED = "inferred", "Inferred – follows from the text"
        GUESSED = "guessed", "Guessed – credited by others"
        UNATTRIBUTED = "unattributed", "Unattributed – nobody is named"

    class Credibility(models.IntegerChoices):
        CONFIRMED = 1, "1 – confirmed by other sources"
        PROBABLY_TRUE = 2, "2 – probably true"
        POSSIBLY_TRUE = 3, "3 – possibly true"
        DOUBTFUL = 4, "4 – doubtful"
        IMPROBABLE = 5, "5 – improbable"
        CANNOT_BE_JUDGED = 6, "6 – truth cannot be judged"

    uid = public_id()
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="reports")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="reports")
    asserter = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_asserted",
        help_text="Who says it, where that is not the publication itself. Empty: its own voice.",
    )
    attribution = models.CharField(
        max_length=15,
        choices=Attribution,
        default=Attribution.STATED,
        help_text="A guessed speaker never counts as a second voice.",
    )
    attribution_phrase = models.CharField(
        max_length=300, blank=True, help_text="The words that credit the speaker, as written."
    )
    is_first_hand = models.BooleanField(
        default=False,
        help_text="The voice saw the evidence itself: what its publication cites does not make it a copy.",
    )
    stage = models.CharField(
        max_length=12,
        choices=Stage,
        blank=True,
        help_text="How far it had come. Empty: not said, taken as delivered.",
    )
    modality = models.CharField(max_length=10, choices=Modality, default=Modality.REPORTED)
    hedge = models.CharField(
        max_length=200, blank=True, help_text="The words of doubt, as written: likely, reportedly."
    )
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility,
        null=True,
        blank=True,
        help_text="The analyst's Admiralty grade of the content. Empty: not graded.",
    )
    quote = models.TextField(blank=True, help_text="The passage, as written.")
    note = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        help_text="The newer report of the same voice that replaces it. Empty: it stands.",
    )
    repeats = models.ManyToManyField(
        "self", through="ReportRepeat", symmetrical=False, related_name="repeated_by"
    )

    class Meta:
        ordering = ("shipment", "pk")
        constraints = [
            models.CheckConstraint(
                name="report_not_superseded_by_itself",
                condition=models.Q(superseded_by__isnull=True) | ~models.Q(superseded_by=models.F("pk")),
                violation_error_message="A report cannot supersede itself.",
            ),
            models.CheckConstraint(
                name="report_unattributed_names_nobody",
                condition=~models.Q(attribution="unattributed") | models.Q(asserter__isnull=True),
                violation_error_message="An unattributed report names no speaker; guessed keeps the name.",
            ),
            models.CheckConstraint(
                name="report_credibility_range",
                condition=models.Q(credibility__isnull=True) | models.Q(credibility__range=(1, 6)),
                violation_error_message="Credibility is a grade from 1 to 6.",
            ),
            models.UniqueConstraint(fields=("shipment", "id"), name="report_shipment_key"),
        ]
        triggers = (
            pgtrigger.Trigger(
                name="report_confirmed_needs_two_voices",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("credibility", "shipment_id"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__credibility=1),
                func="""
                    IF EXISTS (
                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id
                        WHERE r.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2
                    ) THEN
                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';
                    END IF;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.voice} on {self.shipment.reference}"

    def get_absolute_url(self) -> str:
        """Return its permanent address."""
        return f"{self.shipment.get_absolute_url()}#report-{self.pk}"

    @property
    def voice(self) -> Source:
        """Return who is taken to speak: a stated or inferred asserter, else the publication's source."""
        if self.asserter and self.attribution in {self.Attribution.STATED, self.Attribution.INFERRED}:
            return self.asserter
        return self.publication.source


@with_history()
class ReportRepeat(models.Model):
    """A report that repeats another on the same shipment, and so is no voice of its own."""

    shipment = models.ForeignKey(
        Shipment,
        on_delete=models.CASCADE,  # Follows its reports.
        related_name="+",
        editable=False,
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="repeat_edges"
    )  # Part of its report.
    repeated = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="repeated_edges")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.STATED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("report", "repeated"),
                name="reportrepeat_unique",
                violation_error_message="This repetition is recorded already.",
            ),
            models.CheckConstraint(
                name="reportrepeat_not_of_itself",
                condition=~models.Q(report=models.F("repeated")),
                violation_error_message="A report cannot repeat itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} repeats {self.repeated}"


@with_history()
class ReportedDelivery(models.Model):
    """One count line of a report: an equipment type and how many, in the source's words."""

    class Kind(models.TextChoices):
        EXACT = "exact"
        AT_LEAST = "at_least", "At least"
        MORE_THAN = "more_than", "More than"
        AT_MOST = "at_most", "At most"
        FEWER_THAN = "fewer_than", "Fewer than"
        RANGE = "range"
        APPROXIMATE = "approximate"
        VAGUE = "vague"
        BARE_PLURAL = "bare_plural", "Bare plural"
        SHARE = "share"
        NONE = "none", "None – denied"
        UNKNOWN = "unknown"

    class Scope(models.TextChoices):
        UNSPECIFIED = "unspecified"
        TOTAL = "total"
        SUBSET = "subset"
        ADDITIONAL = "additional"

    uid = public_id()
    shipment = models.ForeignKey(
        Shipment,
        on_delete=models.PROTECT,
        related_name="deliveries",
        editable=False,
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="deliveries"
    )  # A line of its report.
    equipment_type = models.ForeignKey(EquipmentType, on_delete=models.PROTECT, related_name="deliveries")
    label = models.CharField(
        max_length=200, blank=True, help_text="What the source calls it, as written: Linza ambulances."
    )
    label_type = models.ForeignKey(
        EquipmentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The class that the label names. Empty: it names none.",
    )
    phrase = models.CharField(
        max_length=500, blank=True, help_text="The count, as written: about 50. Empty: no words were kept."
    )
    kind = models.CharField(max_length=12, choices=Kind)
    quantity = IntegerRangeField(
        null=True,
        blank=True,
        help_text="At least and at most, with an open end where none was given. Empty: unknown.",
    )
    best = models.PositiveIntegerField(
        null=True, blank=True, help_text="The figure that the source named, if it is one figure. Empty: none."
    )
    base = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        help_text="For a share: the line of the same report that it is a share of.",
    )
    scope = models.CharField(
        max_length=12,
        choices=Scope,
        default=Scope.UNSPECIFIED,
        help_text="How the count relates to the report's total.",
    )
    modality = models.CharField(
        max_length=10, choices=Modality, blank=True, help_text="Empty: as the report."
    )
    hedge = models.CharField(
        max_length=200, blank=True, help_text="The words of doubt on this line, as written."
    )
    quote = models.TextField(blank=True, help_text="The passage, as written.")

    objects = ReportedDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reported deliveries"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "equipment_type"),
                name="reporteddelivery_one_line_per_type",
                violation_error_message="This report has a line on that equipment type already.",
            ),
            models.UniqueConstraint(fields=("report", "id"), name="reporteddelivery_report_key"),
            models.CheckConstraint(
                name="reporteddelivery_unknown_is_null",
                condition=models.Q(kind="unknown", quantity__isnull=True)
                | (~models.Q(kind="unknown") & models.Q(quantity__isnull=False)),
                violation_error_message="A count is unknown, or it has an interval.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_quantity_sound",
                condition=models.Q(quantity__isnull=True)
                | models.Q(quantity__isempty=False, quantity__lower_inf=False, quantity__startswith__gte=0),
                violation_error_message="At least must be zero or more, and not above at most.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_exact_is_one_number",
                condition=~models.Q(kind="exact")
                | models.Q(
                    quantity__endswith=models.F("quantity__startswith") + 1, quantity__upper_inf=False
                ),
                violation_error_message="An exact count has one number.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_none_is_zero",
                condition=models.Q(quantity__isnull=True)
                | models.Q(kind="none", quantity__endswith=1, quantity__upper_inf=False)
                | (
                    ~models.Q(kind="none")
                    & (models.Q(quantity__upper_inf=True) | models.Q(quantity__endswith__gt=1))
                ),
                violation_error_message="A denial counts zero, and only a denial does.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_best_inside",
                condition=models.Q(best__isnull=True) | models.Q(quantity__contains=models.F("best")),
                violation_error_message="The best figure lies between at least and at most.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_share_names_base",
                condition=models.Q(kind="share", base__isnull=False)
                | (~models.Q(kind="share") & models.Q(base__isnull=True)),
                violation_error_message="A share, and only a share, names the line that it is a share of.",
            ),
            models.CheckConstraint(
                name="reporteddelivery_base_not_itself",
                condition=models.Q(base__isnull=True) | ~models.Q(base=models.F("pk")),
                violation_error_message="A line cannot be a share of itself.",
            ),
        ]
        indexes = (
            GistIndex(fields=("quantity",), name="reporteddelivery_quantity"),
            models.Index(fields=("equipment_type", "shipment"), name="reporteddelivery_type_shipment"),
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


@with_history(exclude=("date_days",))
class ReportedDetail(models.Model):
    """Any statement of a report that is not a count: a date, place, party, stage, purpose or relation."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier"
        RECIPIENT = "recipient"
        END_USER = "end_user", "End user"
        CARRIER = "carrier"
        ORIGIN = "origin"
        TRANSIT = "transit"
        DESTINATION = "destination"
        DELIVERY_POINT = "delivery_point", "Delivery point"
        ORDERED = "ordered"
        DEPARTURE = "departure"
        ARRIVAL = "arrival"
        OBSERVED = "observed"
        STAGE = "stage"
        PURPOSE = "purpose"
        RELATION = "relation"
        IDENTITY = "identity"

    class Polarity(models.TextChoices):
        AFFIRMED = "affirmed"
        DENIED = "denied"

    PARTY_KINDS: ClassVar = (Kind.SUPPLIER, Kind.RECIPIENT, Kind.END_USER, Kind.CARRIER)
    PLACE_KINDS: ClassVar = (Kind.ORIGIN, Kind.TRANSIT, Kind.DESTINATION, Kind.DELIVERY_POINT)
    DATE_KINDS: ClassVar = (Kind.ORDERED, Kind.DEPARTURE, Kind.ARRIVAL, Kind.OBSERVED)
    TEXT_KINDS: ClassVar = (Kind.PURPOSE, Kind.RELATION, Kind.IDENTITY)

    uid = public_id()
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="details", editable=False)
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="details"
    )  # A statement of its report.
    kind = models.CharField(max_length=15, choices=Kind)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="details",
        help_text="For supplier, recipient, end user and carrier only.",
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="details",
        help_text="For origin, transit, destination and delivery point only.",
    )
    date = EdtfField(help_text="EDTF; for ordered, departure, arrival and observed only.")
    date_days = edtf_days("date")
    stage = models.CharField(max_length=12, choices=Stage, blank=True, help_text="For the stage only.")
    text = models.CharField(max_length=300, blank=True, help_text="For purpose, relation and identity only.")
    polarity = models.CharField(max_length=8, choices=Polarity, default=Polarity.AFFIRMED)
    modality = models.CharField(
        max_length=10, choices=Modality, blank=True, help_text="Empty: as the report."
    )
    hedge = models.CharField(max_length=200, blank=True, help_text="The words of doubt, as written.")
    quote = models.TextField(blank=True, help_text="The passage, as written.")

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
                violation_error_message="Give this kind's one value: party, place, date, stage or words.",
            ),
            models.UniqueConstraint(
                fields=("report", "kind", "party", "place", "date", "stage", "text"),
                nulls_distinct=False,
                name="reporteddetail_unique",
                violation_error_message="This report says that already.",
            ),
        ]
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
