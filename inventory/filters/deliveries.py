"""Select reported deliveries by their shipment, their words, and who says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inventory.filters.base import Hidden
from inventory.filters.drilldown import DrillDownFilter
from inventory.filters.facets import (
    Dimension,
    by_category,
    named_categories,
    named_choices,
    named_rows,
)
from inventory.filters.fields import UNKNOWN, ChoicesFilter, KeysFilter, UidsFilter
from inventory.filters.shipments import (
    MISSING,
    NOT_SAID,
    STANDING,
    ShipmentHeadFilter,
    rows_having,
    shipment_dimensions,
)
from inventory.models import (
    EquipmentType,
    Modality,
    Publication,
    Report,
    ReportedDelivery,
    Shipment,
    Source,
    Stage,
    State,
)
from inventory.models.facets import Counts, count_each
from inventory.models.lists import SPEAKS
from inventory.wording.numbers import number_words

SUPERSEDED = (("include", _("Included")), ("only", _("Only superseded")))
MISSING_FROM_LINES = (*MISSING, ("quantity", _("Count, even an open one")), ("quote", _("Quote")))


def _count_sources(lines: QuerySet[Any]) -> Counts:
    """Count lines by source: the one that publishes, and the one that speaks through it. Runs one query."""
    speaks = Q(report__attribution__in=SPEAKS) & ~Q(report__asserter=F("report__publication__source"))
    keys: dict[str, str | Combinable] = {
        "publisher": "report__publication__source_id",
        "speaker": Case(When(speaks, then=F("report__asserter_id"))),
    }
    counts = count_each(lines, keys)
    totals = dict(counts["publisher"])
    for source, number in counts["speaker"].items():
        if source is not None:
            totals[source] = totals.get(source, 0) + number
    return totals


def _by_state(counts: Counts) -> Counts:
    """Count lines without an estimate as silent."""
    silent = counts.get(None, 0) + counts.get(State.SILENT.value, 0)
    known = {state: number for state, number in counts.items() if state is not None}
    return known | ({State.SILENT.value: silent} if silent else {})


class DeliveryFilter(DrillDownFilter, ShipmentHeadFilter):
    """Filter the lines of ``ReportedDelivery.objects.for_list()``; superseded reports are hidden."""

    prefix: ClassVar[str] = "shipment__"
    shipment_key: ClassVar[str] = "shipment_id"

    shipment = KeysFilter(
        label=_("Shipment reference"),
        queryset=Shipment.everything.all(),
        key="reference",
        target=STANDING,
        method="on_shipment",
        error_messages={"unknown": _("There is no shipment “%(key)s”.")},
    )
    kind = ChoicesFilter(
        label=_("Kind of count"),
        choices=ReportedDelivery.Kind.choices,
        field_name="kind",
        lookup_expr="in",
    )
    modality = ChoicesFilter(
        label=_("Certainty"), choices=Modality.choices, field_name="certainty", lookup_expr="in"
    )
    stage = ChoicesFilter(label=_("Stage"), choices=[*Stage.choices, (UNKNOWN, NOT_SAID)], method="at_stage")
    missing = ChoicesFilter(label=_("Is missing"), choices=MISSING_FROM_LINES, method="without")
    superseded = django_filters.ChoiceFilter(
        label=_("Superseded reports"), choices=SUPERSEDED, empty_label=_("Hidden"), method="keep"
    )
    selected = UidsFilter(
        label=_("Selected lines"),
        queryset=ReportedDelivery.objects.all(),
        method="among",
        error_messages={"unknown": _("There is no reported delivery “%(key)s”.")},
    )

    dimensions: ClassVar[Mapping[str, Dimension]] = {
        **shipment_dimensions("shipment__"),
        "equipment": Dimension(named_categories, "equipment_type_id", gather=by_category),
        "state": Dimension(named_choices(State.choices), "estimate_state", gather=_by_state),
        "source": Dimension(named_rows(Source.objects.all()), count=_count_sources),
        "stage": Dimension(named_choices(Stage.choices, unknown=NOT_SAID), "report__stage"),
        "kind": Dimension(named_choices(ReportedDelivery.Kind.choices), "kind"),
        "modality": Dimension(named_choices(Modality.choices), "certainty"),
        "missing": Dimension(named_choices(MISSING_FROM_LINES)),
    }

    def keep_rows(self, queryset: QuerySet[Any], but: str = "") -> QuerySet[Any]:
        """Keep the lines that every filter keeps; without a wish, those of reports that stand."""
        asked = self.form.cleaned_data
        # A line that is selected is wanted, superseded or not.
        if asked.get("superseded") != "include" and not asked.get("selected"):
            queryset = queryset.filter(report__superseded_by__isnull=asked.get("superseded") != "only")
        return super().keep_rows(queryset, but)

    @property
    def hides_superseded(self) -> bool:
        """Return whether lines of superseded reports are left out, which nobody has asked for."""
        asked = self.form.cleaned_data
        return not asked.get("superseded") and not asked.get("selected")

    @property
    def hidden(self) -> Hidden | None:
        """Return how many lines are of superseded reports, where those are left out. Runs one query."""
        if self.has_errors or not self.hides_superseded:
            return None
        superseded = self.queryset.filter(report__superseded_by__isnull=False)
        number = super().keep_rows(superseded).count()
        words = ngettext(
            "%(n)s more from a superseded report, not shown",
            "%(n)s more from superseded reports, not shown",
            number,
        )
        query = self.query_with("superseded", "include")
        return Hidden(words % {"n": number_words(number)}, query) if number else None

    def on_shipment(self, queryset: QuerySet[Any], name: str, value: dict[str, int]) -> QuerySet[Any]:
        """Keep the lines on the shipments that are named."""
        return queryset.filter(shipment__in=value.values())

    def among(self, queryset: QuerySet[Any], name: str, value: dict[str, int]) -> QuerySet[Any]:
        """Keep the lines that are named."""
        return queryset.filter(pk__in=value.values())

    def having(self, word: str) -> Q:
        """Return the condition of having a word in the headline, the line, its report or its publication.

        A union is looked up once, while conditions joined by OR may be tried again for each line.
        """
        lines = ReportedDelivery.objects.order_by()
        others = (
            lines.filter(shipment__in=rows_having(Shipment, word)),
            lines.filter(report__in=rows_having(Report, word)),
            lines.filter(report__publication__in=rows_having(Publication, word)),
        )
        found = rows_having(ReportedDelivery, word).values("pk")
        return Q(pk__in=found.union(*(rows.values("pk") for rows in others)))

    def of_type(self, queryset: QuerySet[Any], name: str, value: dict[str, EquipmentType]) -> QuerySet[Any]:
        """Keep lines on one of the types or a type below it."""
        return queryset.filter(equipment_type__in=EquipmentType.objects.within_any(value.values()))

    def from_source(self, queryset: QuerySet[Any], name: str, value: dict[str, Source]) -> QuerySet[Any]:
        """Keep lines that one of the sources speaks, or publishes for others."""
        is_voice = Q(report__asserter__in=value.values(), report__attribution__in=SPEAKS)
        return queryset.filter(is_voice | Q(report__publication__source__in=value.values()))

    def at_stage(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep lines of reports at one of the stages, or that say none."""
        return queryset.filter(report__stage__in=["" if stage == UNKNOWN else stage for stage in value])

    def in_state(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep lines whose shipment and type are in one of the states; silent where there is no estimate."""
        is_silent = Q(estimate_state__isnull=True) if State.SILENT in value else Q()
        return queryset.filter(Q(estimate_state__in=value) | is_silent)

    def with_voices(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep lines on whose shipment and type so many independent voices give a count."""
        return queryset.filter(estimate_voices__gte=value)

    def lacking(self, missing: str) -> Q:
        """Return the condition of lacking one thing, of the shipment or of the line itself."""
        conditions = {"quantity": Q(quantity__isnull=True), "quote": Q(quote="", report__quote="")}
        return conditions.get(missing) or super().lacking(missing)

    def lacking_in_publication(self, column: str) -> Q:
        """Return the condition that the line's publication lacks an address of either kind."""
        return Q(**{f"report__publication__{column}": ""})
