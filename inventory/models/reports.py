"""Define the report: what one voice says about one shipment in one publication."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.indexing import index_of_given, words_index
from inventory.models.lists import ReportQuerySet
from inventory.models.publications import Basis, Publication
from inventory.models.shipments import Shipment, keep_off_merged, refuse_confirmation_by_one_voice
from inventory.models.sources import Source


class Stage(models.TextChoices):
    """How far a shipment had come when it was reported."""

    PLEDGED = "pledged", _("Pledged")
    ORDERED = "ordered", _("Ordered")
    IN_TRANSIT = "in_transit", _("In transit")
    ARRIVED = "arrived", _("Arrived")
    HANDED_OVER = "handed_over", _("Handed over")
    IN_SERVICE = "in_service", _("In service")
    DIVERTED = "diverted", _("Diverted")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    SEIZED = "seized", _("Seized")


# Counts at these stages are of equipment that has not come, or went back: no part of a delivered estimate.
NOT_DELIVERED = frozenset(
    {Stage.PLEDGED, Stage.ORDERED, Stage.RETURNED, Stage.WITHDRAWN, Stage.CANCELLED, Stage.SEIZED}
)


class Modality(models.TextChoices):
    """How sure the source itself is, in its own terms."""

    STATED = "stated", _("Stated")
    OBSERVED = "observed", _("Observed")
    REPORTED = "reported", _("Reported")
    ALLEGED = "alleged", _("Alleged")
    SUSPECTED = "suspected", _("Suspected")
    ASSESSED = "assessed", _("Assessed")
    PREDICTED = "predicted", _("Predicted")


@with_history(found_by=("shipment",))
class Report(models.Model):
    """What one voice says about one shipment in one publication."""

    class Attribution(models.TextChoices):
        STATED = "stated", _("Stated – the publication names the speaker")
        INFERRED = "inferred", _("Inferred – follows from the text")
        GUESSED = "guessed", _("Guessed – credited by others")
        UNATTRIBUTED = "unattributed", _("Unattributed – nobody is named")

    class Credibility(models.IntegerChoices):
        CONFIRMED = 1, _("1 – confirmed by other sources")
        PROBABLY_TRUE = 2, _("2 – probably true")
        POSSIBLY_TRUE = 3, _("3 – possibly true")
        DOUBTFUL = 4, _("4 – doubtful")
        IMPROBABLE = 5, _("5 – improbable")
        CANNOT_BE_JUDGED = 6, _("6 – truth cannot be judged")

    uid = public_id()
    shipment = models.ForeignKey(
        Shipment,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,  # The key (shipment, id) finds it.
    )
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="reports")
    asserter = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_asserted",
        help_text=_("Who says it, where that is not the publication itself. Empty: its own voice."),
    )
    attribution = models.CharField(
        max_length=15,
        choices=Attribution,
        default=Attribution.STATED,
        help_text=_("A guessed speaker never counts as a second voice."),
    )
    attribution_phrase = models.CharField(
        max_length=300, blank=True, help_text=_("The words that credit the speaker, as written.")
    )
    is_first_hand = models.BooleanField(
        default=False,
        help_text=_("The voice saw the evidence itself: what its publication cites does not make it a copy."),
    )
    stage = models.CharField(
        max_length=12,
        choices=Stage,
        blank=True,
        help_text=_("How far it had come. Empty: not said, taken as delivered."),
    )
    modality = models.CharField(max_length=10, choices=Modality, default=Modality.REPORTED)
    hedge = models.CharField(
        max_length=200, blank=True, help_text=_("The words of doubt, as written: likely, reportedly.")
    )
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility,
        null=True,
        blank=True,
        help_text=_("The analyst's Admiralty grade of the content. Empty: not graded."),
    )
    quote = models.TextField(blank=True, help_text=_("The passage, as written."))
    note = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        db_index=False,
        help_text=_("The newer report of the same voice that replaces it. Empty: it stands."),
    )
    repeats = models.ManyToManyField(
        "self", through="ReportRepeat", symmetrical=False, related_name="repeated_by"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("shipment", "pk")
        constraints = [
            models.CheckConstraint(
                name="report_not_superseded_by_itself",
                condition=models.Q(superseded_by__isnull=True) | ~models.Q(superseded_by=models.F("pk")),
                violation_error_message=_("A report cannot supersede itself."),
            ),
            models.CheckConstraint(
                name="report_unattributed_names_nobody",
                condition=~models.Q(attribution="unattributed") | models.Q(asserter__isnull=True),
                violation_error_message=_("An unattributed report names no speaker; guessed keeps the name."),
            ),
            models.CheckConstraint(
                name="report_credibility_range",
                condition=models.Q(credibility__isnull=True) | models.Q(credibility__range=(1, 6)),
                violation_error_message=_("Credibility is a grade from 1 to 6."),
            ),
            models.UniqueConstraint(fields=("shipment", "id"), name="report_shipment_key"),
        ]
        indexes = (
            index_of_given("report_superseded_by", "superseded_by"),
            words_index("report_words", "quote", "attribution_phrase", "hedge"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="report_confirmed_needs_two_voices",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("credibility", "shipment_id"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__credibility=1),
                func=refuse_confirmation_by_one_voice("r"),
            ),
            *keep_off_merged("report"),
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
                violation_error_message=_("This repetition is recorded already."),
            ),
            models.CheckConstraint(
                name="reportrepeat_not_of_itself",
                condition=~models.Q(report=models.F("repeated")),
                violation_error_message=_("A report cannot repeat itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} repeats {self.repeated}"
