"""Keep what people decided of other people's tables: what columns say, and what names mean."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.equipment import EquipmentType
from inventory.models.names import Kind, plain_name
from inventory.models.reference import Party, Place
from inventory.models.sources import Source

# Where a decision says what a name of each kind stands for.
MEANINGS = {
    Kind.SOURCE: "means_source",
    Kind.PLACE: "means_place",
    Kind.PARTY: "means_party",
    Kind.EQUIPMENT_TYPE: "means_equipment_type",
}


def _only(column: str) -> models.Q:
    """Return the condition that this meaning is given and no other."""
    return models.Q(**{f"{other}__isnull": other != column for other in MEANINGS.values()})


class MappingProfile(models.Model):
    """What each column of somebody's table says, under a title, for the next file of that shape."""

    title = models.CharField(max_length=200, unique=True)
    mapping = models.JSONField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mapping_profiles"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("title",)
        constraints = [
            models.CheckConstraint(
                name="mappingprofile_title_not_blank",
                condition=~models.Q(title__regex=r"^\s*$"),
                violation_error_message=_("Give the profile a title."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class NameDecisionQuerySet(models.QuerySet["NameDecision"]):
    """Select decisions."""

    def for_source(self, source: Source | None) -> Mapping[tuple[Kind, str], int | None]:
        """Return what was decided for a source's tables, as ``Names`` takes it. Runs one query."""
        return {
            (Kind(decision.kind), decision.plain_name): decision.meaning
            for decision in self.filter(source=source)
        }


class NameDecision(models.Model):
    """What a name in one source's tables stands for, where the name alone does not say so."""

    source = models.ForeignKey(
        Source,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="name_decisions",
        help_text=_("Whose tables it holds for. Empty: tables of no named source."),
    )
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.TextField(help_text=_("As it is written."))
    plain_name = models.TextField(editable=False, help_text=_("As it is compared."))
    # A decision on a thing that is gone decides nothing.
    means_source = models.ForeignKey(
        Source, on_delete=models.CASCADE, null=True, blank=True, related_name="meant_by"
    )
    means_place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="meant_by"
    )
    means_party = models.ForeignKey(
        Party, on_delete=models.CASCADE, null=True, blank=True, related_name="meant_by"
    )
    means_equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.CASCADE, null=True, blank=True, related_name="meant_by"
    )
    is_skipped = models.BooleanField(default=False, help_text=_("Rows that have it are left out."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="name_decisions",
    )
    decided_at = models.DateTimeField(auto_now=True)

    objects = NameDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("source", "kind", "plain_name")
        constraints = [
            models.UniqueConstraint(
                fields=("source", "kind", "plain_name"),
                nulls_distinct=False,
                name="namedecision_one_per_name",
                violation_error_message=_("It is decided already what this name means."),
            ),
            models.CheckConstraint(
                name="namedecision_means_one_thing",
                condition=functools.reduce(
                    operator.or_,
                    (
                        models.Q(kind=kind.value, is_skipped=False) & _only(column)
                        for kind, column in MEANINGS.items()
                    ),
                    models.Q(is_skipped=True) & _only(""),
                ),
                violation_error_message=_("A name is left out, or stands for one thing of its kind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.meaning or _('its rows are left out')}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep it, with the name in the form in which names are compared."""
        self.plain_name = plain_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def meaning(self) -> int | None:
        """Return the primary key of what it stands for; None where its rows are left out."""
        return None if self.is_skipped else getattr(self, f"{MEANINGS[Kind(self.kind)]}_id")
