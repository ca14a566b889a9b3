"""State what one row of a list of shipments, reports or deliveries reads, in as few queries as it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, FilteredRelation, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce, NullIf

if TYPE_CHECKING:
    from inventory.models.deliveries import ReportedDelivery  # noqa: F401  # Named in quotes below.
    from inventory.models.reference import CountryGroup
    from inventory.models.reports import Report  # noqa: F401  # The same.
    from inventory.models.shipments import Shipment  # noqa: F401  # The same.
    from inventory.models.sources import Source

# Attributions under which the asserter is taken to speak; see Report.voice.
SPEAKS = ("stated", "inferred")


def voice_of(report: str, field: str) -> Case:
    """Return a field of who is taken to speak in the report that a path leads to; see ``Report.voice``."""
    return Case(
        When(
            **{f"{report}asserter__isnull": False, f"{report}attribution__in": SPEAKS},
            then=F(f"{report}asserter{field}"),
        ),
        default=F(f"{report}publication__source{field}"),
    )


def root_voice_name() -> Coalesce:
    """Return the name of the voice behind what a report has a speaker say, which is mostly the speaker's own.

    The query has ``report_id``, ``speaker_key`` and ``speaker_name``. Sources that are one voice together are
    named as ``ShipmentReading.voice_name`` does. Costs a look at an index for each row.
    """
    roots = apps.get_model("inventory", "RootVoice").objects.filter(
        report=OuterRef("report_id"), speaker=OuterRef("speaker_key")
    )
    names = ArraySubquery(roots.order_by("root_id").values("root__name"))
    joined = models.Func(names, Value(" + "), function="array_to_string", output_field=models.TextField())
    return Coalesce(NullIf(joined, Value("")), "speaker_name", output_field=models.TextField())


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    """Select shipments."""

    def standing(self) -> Self:
        """Keep those that were not merged into others."""
        return self.filter(merged_into=None)

    def made_in(self, context: UUID | None) -> Self:
        """Keep those that were made in a context of the history, as by one import; none without one."""
        events = apps.get_model("inventory", "ShipmentEvent").objects
        made = events.filter(pgh_context=context, pgh_label="insert").values("pgh_obj")
        return self.filter(pk__in=made) if context else self.none()

    def years(self) -> tuple[int, int] | None:
        """Return the first and the last year of their periods; None where none is known. Runs one query."""
        day = models.DateField()
        found = self.order_by().aggregate(
            first=models.Min(models.Func("period_days", function="lower", output_field=day)),
            past=models.Max(models.Func("period_days", function="upper", output_field=day)),
        )
        first, past = found["first"], found["past"]
        return (first.year, (past - timedelta(days=1)).year) if first and past else None

    def for_list(self) -> Self:
        """Read a list's row: the headline, and the estimates at the top of the tree. Two queries."""
        return (
            self.select_related("supplier", "destination__country")
            .with_items()
            .defer("note")
            .fetch_mode(models.FETCH_PEERS)
        )

    def with_items(self) -> Self:
        """Read as ``items`` the estimates that stand for a shipment in a list; see ``headlines``."""
        # Estimates refer to shipments, so their module cannot be imported here.
        estimates = apps.get_model("inventory", "Estimate").objects.headlines()
        return self.prefetch_related(
            Prefetch("estimates", estimates.select_related("equipment_type"), to_attr="items")
        )

    def to_group(self, group: CountryGroup) -> Self:
        """Keep shipments to countries that were in the group on the shipment's own days."""
        memberships = apps.get_model("inventory", "GroupMembership").objects.filter(
            group=group,
            country=models.OuterRef("destination__country"),
            period__overlap=models.OuterRef("period_days"),
        )
        return self.filter(models.Exists(memberships))


class ReportQuerySet(models.QuerySet["Report"]):
    """Select reports by who speaks."""

    def for_list(self) -> Self:
        """Read a report's row: publication, speaker, and ``deliveries`` in the tree's order. Two queries."""
        lines = apps.get_model("inventory", "ReportedDelivery").objects.select_related("equipment_type")
        return (
            self.select_related("shipment", "publication__source", "asserter")
            .prefetch_related(Prefetch("deliveries", lines.order_by("equipment_type__path", "pk")))
            .defer("publication__text", "publication__note", "shipment__note")
            .fetch_mode(models.FETCH_PEERS)
        )

    def voiced_by(self, source: Source) -> Self:
        """Keep those in which the source is taken to speak, in its own publications or through others."""
        is_spoken_for = Q(asserter__isnull=False, attribution__in=SPEAKS)
        return self.filter(
            Q(asserter=source, attribution__in=SPEAKS) | (Q(publication__source=source) & ~is_spoken_for)
        )

    def newest_first(self) -> Self:
        """Order by the day of publication; those of unknown day come last."""
        return self.order_by(F("publication__published_days").desc(nulls_last=True), "-pk")


class ReportedDeliveryQuerySet(models.QuerySet["ReportedDelivery"]):
    """Select count lines of reports."""

    def for_list(self) -> Self:
        """Read a list's row with its report, publication, voice and estimate. One query."""
        return (
            self.with_voice()
            .with_certainty()
            .with_estimate()
            .select_related(
                "shipment__supplier",
                "shipment__destination__country",
                "equipment_type",
                "label_type",
                "report__publication__source",
                "report__asserter",
            )
            # A publication's text can be a whole article.
            .defer("report__publication__text", "report__publication__note", "report__note", "shipment__note")
            .fetch_mode(models.FETCH_PEERS)
        )

    def with_voice(self) -> Self:
        """Add ``voice_name``, the name of who is taken to speak, and ``root_voice_name``."""
        return self.annotate(
            voice_name=voice_of("report__", "__name"),
            speaker_name=Coalesce("cited_source__name", "voice_name"),
            speaker_key=Coalesce("cited_source_id", voice_of("report__", "_id")),
        ).annotate(root_voice_name=root_voice_name())

    def with_certainty(self) -> Self:
        """Add ``certainty`` and ``doubt``: modality and hedge of the line, else those of its report."""
        return self.annotate(
            certainty=Coalesce(NullIf("modality", Value("")), "report__modality"),
            doubt=Coalesce(NullIf("hedge", Value("")), "report__hedge"),
        )

    def with_estimate(self) -> Self:
        """Add the estimate on the line's shipment and type, as ``estimate_…``; null where there is none."""
        return self.annotate(
            estimate=FilteredRelation(
                "shipment__estimates",
                condition=Q(shipment__estimates__equipment_type=F("equipment_type")),
            ),
            estimate_quantity=F("estimate__quantity"),
            estimate_support=F("estimate__stated_by"),
            estimate_voices=F("estimate__voices"),
            estimate_compatible=F("estimate__compatible"),
            estimate_incompatible=F("estimate__incompatible"),
            estimate_state=F("estimate__state"),
        )
