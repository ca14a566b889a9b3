"""Define who speaks: sources, their other names, and how reliable somebody judged them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.models.catalogues import SourceQuerySet
from inventory.models.history import with_history
from inventory.models.indexing import name_index
from inventory.models.languages import Language
from inventory.models.reference import Alias, Country


@with_history()
class Source(models.Model):
    """Who speaks: a newspaper, think tank, ministry, register."""

    class Kind(models.TextChoices):
        ANALYST = "analyst", _("Analyst")
        BLOG = "blog", _("Blog")
        BROADCASTER = "broadcaster", _("Broadcaster")
        MAGAZINE = "magazine", _("Magazine")
        MINISTRY = "ministry", _("Ministry")
        NEWS_AGENCY = "news_agency", _("News Agency")
        NEWSPAPER = "newspaper", _("Newspaper")
        OFFICIAL = "official", _("Official")
        REGISTER = "register", _("Register")
        SOCIAL_MEDIA = "social_media", _("Social Media")
        THINK_TANK = "think_tank", _("Think Tank")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text=_("Where it is based. Empty: unknown."),
    )
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=3, choices=Language, default=Language.UNDETERMINED)
    description = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        indexes = (
            GinIndex(fields=("name",), opclasses=("gin_trgm_ops",), name="source_name_trigram"),
            name_index("source_name_plain"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("source-detail", args=[self.slug])


class SourceAlias(Alias):
    """Another name of a source, such as its host name."""

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="aliases"
    )  # Means nothing without its source.

    class Meta:
        verbose_name_plural = _("source aliases")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="sourcealias_name_unique",
                violation_error_message=_("Another source has this alias."),
            )
        ]
        indexes = (name_index("sourcealias_name_plain"),)


@with_history()
class ReliabilityRating(models.Model):
    """A dated, signed judgement of a source's reliability on the NATO Admiralty scale (AJP-2.1)."""

    class Grade(models.TextChoices):
        COMPLETELY_RELIABLE = "A", _("A – completely reliable")
        USUALLY_RELIABLE = "B", _("B – usually reliable")
        FAIRLY_RELIABLE = "C", _("C – fairly reliable")
        NOT_USUALLY_RELIABLE = "D", _("D – not usually reliable")
        UNRELIABLE = "E", _("E – unreliable")
        CANNOT_BE_JUDGED = "F", _("F – reliability cannot be judged")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="ratings")
    grade = models.CharField(max_length=1, choices=Grade)
    rated_on = models.DateField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ratings")
    rationale = models.TextField()

    class Meta:
        ordering = ("source", "-rated_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("source", "rated_by", "rated_on"),
                name="reliabilityrating_one_per_day",
                violation_error_message=_("You rated this source on that day already; edit that rating."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.grade} on {self.rated_on:%Y-%m-%d}"
