"""Register countries and their groups, places, parties and sources."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import RecordAdmin, StackedInline, TabularInline
from inventory.admin.exporting import ExportingAdmin
from inventory.forms.datasets import SourceDatasetForm
from inventory.forms.evidence import RatingForm, SingleRatingForm
from inventory.models import (
    Country,
    CountryAlias,
    CountryGroup,
    Dataset,
    GroupMembership,
    Party,
    PartyAlias,
    Place,
    PlaceAlias,
    ReliabilityRating,
    Source,
    SourceAlias,
)


class CountryAliasInline(TabularInline):
    """Edit a country's other names."""

    model = CountryAlias


@admin.register(Country)
class CountryAdmin(ExportingAdmin):
    """Edit countries."""

    export_profile = "destinations"

    list_display = ("name", "code", "alpha3", "name_fr", "region", "is_former")
    list_filter = ("is_former",)
    search_fields = ("name", "aliases__name", "name_fr", "code", "alpha3")
    ordering = ("name",)
    inlines = (CountryAliasInline,)


class MembershipInline(TabularInline):
    """Edit a group's members over time."""

    model = GroupMembership
    autocomplete_fields = ("country",)


@admin.register(CountryGroup)
class CountryGroupAdmin(RecordAdmin):
    """Edit alliances, unions and blocs."""

    list_display = ("name", "name_fr", "url")
    search_fields = ("name", "name_fr", "memberships__country__name")
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (MembershipInline,)
    children = ((GroupMembership, "group"),)


@admin.register(GroupMembership)
class GroupMembershipAdmin(RecordAdmin):
    """Edit memberships one by one."""

    list_display = ("country", "group", "role", "first_day", "past", "basis")
    list_select_related = ("country", "group")
    search_fields = ("country__name", "country__aliases__name", "group__name", "basis")
    ordering = ("-pk",)
    autocomplete_fields = ("country", "group")

    @admin.display(description=_("First day"), ordering="period")
    def first_day(self, membership: GroupMembership) -> date | None:
        """Return the first day of the membership; None where that is not recorded."""
        return membership.period.lower  # type: ignore[no-any-return]

    @admin.display(description=_("Ended on"))
    def past(self, membership: GroupMembership) -> date | str:
        """Return the day on which the membership was over, or that it is in force."""
        return membership.period.upper or gettext("in force")


class PlaceAliasInline(TabularInline):
    """Edit a place's other names."""

    model = PlaceAlias


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    """Edit places."""

    list_display = ("name", "kind", "country", "latitude", "longitude")
    list_select_related = ("country",)
    list_filter = ("kind",)
    search_fields = ("name", "aliases__name", "country__name")
    ordering = ("name",)
    autocomplete_fields = ("country",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (PlaceAliasInline,)


class PartyAliasInline(TabularInline):
    """Edit a party's other names."""

    model = PartyAlias


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Edit states, forces, groups and companies."""

    list_display = ("name", "kind", "country")
    list_select_related = ("country",)
    list_filter = ("kind",)
    search_fields = ("name", "aliases__name", "country__name")
    ordering = ("name",)
    autocomplete_fields = ("country",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (PartyAliasInline,)


class SourceAliasInline(TabularInline):
    """Edit a source's other names."""

    model = SourceAlias


class RatingInline(TabularInline):
    """Add ratings of a source, signed by whoever enters them."""

    model = ReliabilityRating
    form = RatingForm
    fields = ("grade", "rated_on", "rationale", "rated_by")
    readonly_fields = ("rated_by",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Make the form class of one request, which knows who signs."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.signer = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the signers with the ratings."""
        return super().get_queryset(request).select_related("rated_by")


class DatasetInline(StackedInline):
    """Give a source a dataset: what counts nothing twice, and makes tallies of its shipments."""

    model = Dataset
    form = SourceDatasetForm
    fields = (("name", "slug", "kind"), ("scheme", "first_year", "last_year"))
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    can_delete = False
    extra = 1


@admin.register(Source)
class SourceAdmin(ExportingAdmin):
    """Edit who speaks."""

    export_profile = "sources"

    list_display = ("name", "kind", "country", "language", "url")
    list_select_related = ("country",)
    list_filter = ("kind", "language")
    search_fields = ("name", "aliases__name", "url")
    ordering = ("name",)
    autocomplete_fields = ("country",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (SourceAliasInline, DatasetInline, RatingInline)
    children = ((ReliabilityRating, "source"), (Dataset, "source"))


@admin.register(ReliabilityRating)
class ReliabilityRatingAdmin(RecordAdmin):
    """Edit ratings one by one."""

    form = SingleRatingForm
    fields = ("source", "grade", "rated_on", "rationale", "rated_by")
    readonly_fields = ("rated_by",)
    list_display = ("source", "grade", "rated_on", "rated_by")
    list_select_related = ("source", "rated_by")
    list_filter = ("grade",)
    search_fields = ("source__name", "source__aliases__name", "rationale")
    ordering = ("-pk",)
    autocomplete_fields = ("source",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Make the form class of one request, which knows who signs."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.signer = request.user
        return form


class AliasAdmin(RecordAdmin):
    """Edit other names one by one; ``owner`` names the column of what they are names of."""

    owner: ClassVar[str]
    list_filter = ("language",)
    ordering = ("-pk",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Show the name beside what it names."""
        return ("name", self.owner, "language")

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        """Read what is named with the names."""
        return (self.owner,)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Search by either name."""
        return ("name", f"{self.owner}__name")

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Choose what is named by typing."""
        return (self.owner,)


@admin.register(CountryAlias)
class CountryAliasAdmin(AliasAdmin):
    """Edit other names of countries."""

    owner = "country"


@admin.register(PlaceAlias)
class PlaceAliasAdmin(AliasAdmin):
    """Edit other names of places."""

    owner = "place"


@admin.register(PartyAlias)
class PartyAliasAdmin(AliasAdmin):
    """Edit other names of parties."""

    owner = "party"


@admin.register(SourceAlias)
class SourceAliasAdmin(AliasAdmin):
    """Edit other names of sources."""

    owner = "source"
