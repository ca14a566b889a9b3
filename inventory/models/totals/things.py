"""Name what can be compared, or stand in rows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from inventory.models.reference import GroupMembership
from inventory.models.sources import Source

# Which kinds of source make a class that can be compared as one, with the name of the class.
PRESS, REGISTERS, OFFICIALS, ANALYSTS, SOCIAL_MEDIA = (
    "all-press",
    "all-registers",
    "all-officials",
    "all-analysts",
    "all-social-media",
)
SOURCE_CLASSES = {
    PRESS: (
        _("All press"),
        (Source.Kind.NEWSPAPER, Source.Kind.NEWS_AGENCY, Source.Kind.MAGAZINE, Source.Kind.BROADCASTER),
    ),
    REGISTERS: (_("All registers"), (Source.Kind.REGISTER,)),
    OFFICIALS: (_("All ministries and officials"), (Source.Kind.MINISTRY, Source.Kind.OFFICIAL)),
    ANALYSTS: (_("All analysts and think tanks"), (Source.Kind.ANALYST, Source.Kind.THINK_TANK)),
    SOCIAL_MEDIA: (_("All blogs and social media"), (Source.Kind.BLOG, Source.Kind.SOCIAL_MEDIA)),
}


class Dimension(models.TextChoices):
    """Name what can be compared with each other, or stand in rows; the value is the address's parameter."""

    DESTINATION = "destination", _("Destinations")
    SHIPMENT = "shipment", _("Shipments")
    SUPPLIER = "supplier", _("Suppliers")
    SOURCE = "source", _("Sources")
    EDITION = "edition", _("Editions of a register")
    EQUIPMENT = "equipment", _("Equipment")
    PERIOD = "period", _("Periods")
    YEAR = "year", _("Years")
    MONTH = "month", _("Months")


@dataclass(frozen=True, slots=True)
class Thing:
    """Name one of the things compared.

    ``key`` is what an address calls it: a code, slug, reference, identifier or period. ``kinds`` are the
    kinds of source that a class takes together. ``days`` are those of a period, both ends included.
    """

    dimension: Dimension
    pk: int
    key: str
    name: str
    is_group: bool = False  # of countries, with members that change
    kinds: tuple[str, ...] = ()
    days: tuple[datetime.date, datetime.date] | None = None
    note: str = ""


# By group, the countries that are members in a period; None stands for the days asked about.
type Members = dict[int, dict[DateRange | None, list[int]]]


def load_members(destinations: Sequence[Thing], days: DateRange | None) -> Members:
    """Return the members of the groups on ``days``; without them, with the periods of their membership.

    Runs one query, none without a group. Conditions made of what it returns cost far less than to look
    memberships up for each estimate.
    """
    groups = [destination.pk for destination in destinations if destination.is_group]
    members: Members = {}
    if not groups:
        return members
    memberships = GroupMembership.objects.filter(group__in=groups).order_by("pk")
    if days is not None:
        memberships = memberships.filter(period__overlap=days)
    for group, country, period in memberships.values_list("group", "country", "period"):
        key = period if days is None else None
        members.setdefault(group, {}).setdefault(key, []).append(country)
    return members
