"""Define datasets: what counts nothing twice by its making, and what each of them covers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.domain.totals.records import EVENTS
from inventory.models.equipment import ClassificationScheme
from inventory.models.history import with_history
from inventory.models.reference import Country, Party
from inventory.models.sources import Source


class DatasetQuerySet(models.QuerySet["Dataset"]):
    """Select datasets."""

    def key_of(self, source: int) -> int | None:
        """Return the key of the dataset that a source makes, if it makes one. Runs one query."""
        return self.filter(source=source).values_list("pk", flat=True).first()


@with_history()
class Dataset(models.Model):
    """What counts nothing twice by its making: a register, or the tallies of one voice.

    What it covers says where a missing record means something. Of what it does not cover it says nothing.
    """

    class Kind(models.TextChoices):
        REGISTER = "register", _("Register")
        VOICE = "voice", _("Tallies of one voice")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, related_name="dataset", help_text=_("Who counts.")
    )
    scheme = models.ForeignKey(
        ClassificationScheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="datasets",
        help_text=_("Whose verdicts say which types it counts. Empty: all types."),
    )
    recipients = models.ManyToManyField(
        Country, blank=True, related_name="datasets", help_text=_("Empty: all countries.")
    )
    suppliers = models.ManyToManyField(
        Party, blank=True, related_name="datasets", help_text=_("Empty: all suppliers.")
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Empty: not limited."))
    last_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Empty: not limited."))

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="dataset_years_in_order",
                condition=models.Q(first_year__isnull=True)
                | models.Q(last_year__isnull=True)
                | models.Q(first_year__lte=models.F("last_year")),
                violation_error_message=_("The last year is before the first."),
            ),
            models.CheckConstraint(
                name="dataset_not_events",
                condition=~models.Q(name=EVENTS),
                violation_error_message=_("All events are a dataset already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
