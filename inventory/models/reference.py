"""Define what reports refer to: countries and their groups, places, parties."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.models.catalogues import CountryGroupQuerySet, CountryQuerySet
from inventory.models.history import with_history
from inventory.models.indexing import name_index
from inventory.models.languages import Language


class Alias(models.Model):
    """Give a thing another name, in one language."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=3, choices=Language, default=Language.UNDETERMINED)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@with_history()
class Country(models.Model):
    """A state, present or former, as ISO 3166 knows it."""

    code = models.CharField(
        max_length=4,
        unique=True,
        help_text=_("ISO 3166-1 alpha-2 code; the four letters of ISO 3166-3 for a former state."),
    )
    alpha3 = models.CharField(
        max_length=3, blank=True, help_text=_("ISO 3166-1 alpha-3 code. Empty: none assigned.")
    )
    name = models.CharField(max_length=100, unique=True)
    name_fr = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=60, blank=True, help_text=_("Subregion of the UN's M49 standard."))
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees north. Empty: unknown.")
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees east. Empty: unknown.")
    )
    existence = DateRangeField(
        null=True,
        blank=True,
        help_text=_("Days on which a former state existed. Empty: exists now, start not recorded."),
    )
    is_former = models.BooleanField(default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("countries")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("destination-detail", args=[self.code])

    @property
    def last_day(self) -> date | None:
        """Return the last day on which a former state existed; None where that is not recorded."""
        past = self.existence.upper if self.existence else None
        return past - timedelta(days=1) if past else None

    @property
    def position(self) -> tuple[float, float] | None:
        """Return its degrees east and north; None where they are unknown."""
        if self.longitude is None or self.latitude is None:
            return None
        return float(self.longitude), float(self.latitude)


class CountryAlias(Alias):
    """Another spelling of a country's name."""

    country = models.ForeignKey(
        Country,
        on_delete=models.CASCADE,  # A spelling means nothing without its country.
        related_name="aliases",
    )

    class Meta:
        verbose_name_plural = _("country aliases")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="countryalias_name_unique",
                violation_error_message=_("Another country has this alias."),
            )
        ]


@with_history()
class CountryGroup(models.Model):
    """An alliance, union or bloc whose membership changes over time."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    name_fr = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)

    objects = CountryGroupQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("destination-group", args=[self.slug])


@with_history()
class GroupMembership(models.Model):
    """A country's membership of a group over a period, with the act that it rests on."""

    group = models.ForeignKey(
        CountryGroup, on_delete=models.CASCADE, related_name="memberships"
    )  # Part of its group.
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=60, default="member")
    period = DateRangeField(
        help_text=_("First day inclusive, last exclusive; an open end is still in force.")
    )
    basis = models.CharField(max_length=300, blank=True, help_text=_("Treaty or act that began or ended it."))

    class Meta:
        ordering = ("group", "country", "period")
        constraints = [
            ExclusionConstraint(
                name="groupmembership_periods_disjoint",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("country", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This country already has a membership of the group in that period."
                ),
            ),
            models.CheckConstraint(
                name="groupmembership_period_not_empty",
                condition=models.Q(period__isempty=False),
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} in {self.group}"


@with_history()
class Place(models.Model):
    """Somewhere equipment comes from, passes or arrives: origin, transit and destination are its roles."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        CITY = "city", _("City")
        PORT = "port", _("Port")
        BASE = "base", _("Base")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        help_text=_("Empty: in no country, or unknown."),
    )
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees north. Empty: unknown.")
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees east. Empty: unknown.")
    )

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=("country",),
                condition=models.Q(kind="country"),
                name="place_one_per_country",
                violation_error_message=_("This country already has its place."),
            ),
            models.CheckConstraint(
                name="place_country_named",
                condition=~models.Q(kind="country") | models.Q(country__isnull=False),
                violation_error_message=_("A place of kind country names its country."),
            ),
        ]
        indexes = (
            GinIndex(fields=("name",), opclasses=("gin_trgm_ops",), name="place_name_trigram"),
            name_index("place_name_plain"),
        )

    def __str__(self) -> str:
        return self.name


class PlaceAlias(Alias):
    """Another spelling of a place's name."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="aliases"
    )  # Means nothing without its place.

    class Meta:
        verbose_name_plural = _("place aliases")
        constraints = [models.UniqueConstraint("place", Lower("name"), name="placealias_name_unique")]
        indexes = (name_index("placealias_name_plain"),)


@with_history()
class Party(models.Model):
    """Who supplies, receives, uses or carries equipment. Succession is reported, never a merge."""

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        ARMED_FORCE = "armed_force", _("Armed Force")
        PRIVATE_MILITARY_COMPANY = "private_military_company", _("Private Military Company")
        ARMED_GROUP = "armed_group", _("Armed Group")
        COMPANY = "company", _("Company")
        ORGANISATION = "organisation", _("Organisation")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=Kind)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        help_text=_("Empty: of no country, or unknown."),
    )

    class Meta:
        verbose_name_plural = _("parties")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=("country",),
                condition=models.Q(kind="state"),
                name="party_one_state_per_country",
                violation_error_message=_("This country already has its state."),
            ),
            models.CheckConstraint(
                name="party_state_names_country",
                condition=~models.Q(kind="state") | models.Q(country__isnull=False),
                violation_error_message=_("A party of kind state names its country."),
            ),
        ]
        indexes = (
            GinIndex(fields=("name",), opclasses=("gin_trgm_ops",), name="party_name_trigram"),
            name_index("party_name_plain"),
        )

    def __str__(self) -> str:
        return self.name


class PartyAlias(Alias):
    """Another name of a party."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="aliases"
    )  # Means nothing without its party.

    class Meta:
        verbose_name_plural = _("party aliases")
        constraints = [models.UniqueConstraint("party", Lower("name"), name="partyalias_name_unique")]
        indexes = (name_index("partyalias_name_plain"),)
