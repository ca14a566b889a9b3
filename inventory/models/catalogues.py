"""State what one row of a list of countries, groups, sources, types or publications reads."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Lower

from inventory.models.lists import SPEAKS

if TYPE_CHECKING:
    from inventory.models.publications import Publication  # noqa: F401  # Named in quotes below.
    from inventory.models.reference import Country, CountryGroup  # noqa: F401  # The same.
    from inventory.models.sources import Source  # noqa: F401  # The same.

TEXT: models.TextField[str, str] = models.TextField()
# What makes a country reached: a shipment that was not merged into another.
REACHED = {"places__shipments__isnull": False, "places__shipments__merged_into": None}
NEWEST_FIRST = F("period_days").desc(nulls_last=True)


def rows_of(model: str) -> QuerySet[Any]:
    """Return the rows of a model that refers to those of this module, which cannot import it."""
    rows: QuerySet[Any] = apps.get_model("inventory", model)._default_manager.order_by()
    return rows


def standing_shipments() -> QuerySet[Any]:
    """Return the shipments that were not merged into others."""
    return rows_of("Shipment").filter(merged_into=None)


def number_of(rows: QuerySet[Any], key: str) -> Coalesce:
    """Return how many rows of a subquery share the value of ``key`` that it was filtered by."""
    counted = rows.order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))


class CountryQuerySet(models.QuerySet["Country"]):
    """Select countries."""

    def reached(self) -> Self:
        """Keep countries with shipments; add ``shipment_count`` and ``conflict_count``. One query."""
        return self.filter(**REACHED).annotate(
            shipment_count=Count("places__shipments"),
            conflict_count=Count("places__shipments", filter=Q(places__shipments__state="conflict")),
        )

    def for_list(self, day: datetime.date) -> Self:
        """Read a destination's row; countries without shipments are left out. One query.

        Adds ``shipment_count``, ``voice_sum`` (shipment by shipment), ``conflict_count`` (shipments in
        conflict), ``last_period`` with ``last_days``, and ``group_names``, those that it is in on the day.
        """
        newest = standing_shipments().filter(destination__country=OuterRef("pk")).order_by(NEWEST_FIRST, "pk")
        memberships = rows_of("GroupMembership").filter(country=OuterRef("pk"), period__contains=day)
        names = memberships.values("country").annotate(
            names=StringAgg("group__name", delimiter=Value("; "), order_by="group__name")
        )
        return self.filter(**REACHED).annotate(
            shipment_count=Count("places__shipments"),
            voice_sum=Sum("places__shipments__voice_count"),
            conflict_count=Count("places__shipments", filter=Q(places__shipments__state="conflict")),
            last_period=Subquery(newest.values("period")[:1]),
            last_days=Subquery(newest.values("period_days")[:1]),
            group_names=Coalesce(Subquery(names.values("names")), Value(""), output_field=TEXT),
        )


class CountryGroupQuerySet(models.QuerySet["CountryGroup"]):
    """Select groups of countries."""

    def for_list(self, day: datetime.date) -> Self:
        """Read a group's row, with its ``current`` memberships on the day. Two queries.

        ``shipment_count`` counts shipments to a country while it was a member.
        """
        # A country in the group under two roles in one shipment's period is still one shipment.
        reached = standing_shipments().filter(
            Exists(
                rows_of("GroupMembership").filter(
                    group=OuterRef(OuterRef("pk")),
                    country=OuterRef("destination__country"),
                    period__overlap=OuterRef("period_days"),
                )
            )
        )
        total = reached.annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
        current = rows_of("GroupMembership").filter(period__contains=day).select_related("country")
        return self.annotate(shipment_count=Coalesce(Subquery(total), Value(0))).prefetch_related(
            Prefetch("memberships", current.order_by("country__name"), to_attr="current")
        )


class SourceQuerySet(models.QuerySet["Source"]):
    """Select sources."""

    def for_list(self) -> Self:
        """Read a source's row. One query.

        Adds ``grade``, its latest rating; ``publication_count``; ``report_count``, reports in which it is
        taken to speak, in its own publications or through others; ``last_published``, ``last_days``.
        """
        publications = rows_of("Publication").filter(source=OuterRef("pk"))
        newest = publications.order_by(F("published_days").desc(nulls_last=True), "-pk")
        last_published = Subquery(newest.values("published_on")[:1])
        reports = rows_of("Report")
        is_spoken_for = Q(asserter__isnull=False, attribution__in=SPEAKS)
        own = reports.filter(~is_spoken_for, publication__source=OuterRef("pk"))
        through_others = reports.filter(asserter=OuterRef("pk"), attribution__in=SPEAKS)
        return self.select_related("country").annotate(
            grade=self._latest_grade(),
            publication_count=number_of(publications, "source"),
            report_count=number_of(own, "publication__source") + number_of(through_others, "asserter"),
            last_published=Coalesce(last_published, Value(""), output_field=TEXT),
            last_days=Subquery(newest.values("published_days")[:1]),
        )

    @staticmethod
    def _latest_grade() -> Coalesce:
        ratings = rows_of("ReliabilityRating").filter(source=OuterRef("pk"))
        return Coalesce(
            Subquery(ratings.order_by("-rated_on", "-pk").values("grade")[:1]), Value(""), output_field=TEXT
        )


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Select publications."""

    def for_list(self) -> Self:
        """Read a publication's row with its source, ``report_count`` and ``shipment_count``. One query."""
        reports = rows_of("Report").filter(publication=OuterRef("pk"))
        shipments = (
            reports.values("publication").annotate(number=Count("shipment", distinct=True)).values("number")
        )
        return (
            self.select_related("source")
            .annotate(
                report_count=number_of(reports, "publication"),
                shipment_count=Coalesce(Subquery(shipments), Value(0)),
            )
            # A publication's text can be a whole article.
            .defer("text", "note")
        )


def plain(column: str) -> Func:
    """Return a name without hyphens, dots, slashes and spaces in lower case: T-72 B3 and t72b3 are one."""
    return Func(
        Lower(column),
        Value(r"[[:space:]./–-]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=TEXT,
    )


# What rows on types amount to, by slug, in one object that the database makes once for a query: a subquery
# for each type would look at each row once for every type above it. Rows are told apart by numbers, which
# takes half the time that it takes by slugs.
NUMBER_ON_TYPES = """
SELECT jsonb_object_agg(slug, number) FROM (
    SELECT above, count(*) AS number FROM (
        SELECT DISTINCT above, counted
        FROM (SELECT DISTINCT equipment_type_id, counted FROM ({rows}) AS row) AS told
        JOIN (
            SELECT below.id, above.id AS above
            FROM inventory_equipmenttype below
            CROSS JOIN unnest(string_to_array(below.path, '/')) AS part
            JOIN inventory_equipmenttype above ON above.slug = part
            WHERE starts_with(below.path || '/', %s)
        ) AS branch ON branch.id = told.equipment_type_id
    ) AS one GROUP BY above
) AS total JOIN inventory_equipmenttype t ON t.id = total.above
"""
SHIPMENTS = "SELECT equipment_type_id, shipment_id AS counted FROM inventory_reporteddelivery"
REPORTS = """
SELECT l.equipment_type_id, r.id AS counted
FROM inventory_reporteddelivery l JOIN inventory_report r ON r.id = l.report_id
WHERE r.superseded_by_id IS NULL
"""


def number_on_types(rows: str, within: str = "") -> Coalesce:
    """Return how many different things are counted on a type or below it, for types within a path.

    The path ends with a slash; without one, it is for all types.
    """
    # Only the constants above become part of the statement.
    numbers = RawSQL(NUMBER_ON_TYPES.format(rows=rows), [within])  # noqa: S611
    number = Func(numbers, F("slug"), template="(%(expressions)s)", arg_joiner=" ->> ", output_field=TEXT)
    return Coalesce(Cast(number, models.IntegerField()), Value(0))
