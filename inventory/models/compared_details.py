"""Find what the compared sources, or the reports on compared shipments, say beside counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from inventory.domain.comparison import Case, conclude
from inventory.domain.independence import ReportNode
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy
from inventory.models.details import ReportedDetail
from inventory.models.input_rows import DetailRow, detail_input, row_of
from inventory.models.lists import root_voice_name, voice_of
from inventory.models.reports import Report
from inventory.models.shipments import Shipment
from inventory.models.totals import Dimension, Thing
from inventory.models.totals.alone import reports_of

MAXIMUM_SHIPMENTS = 12  # Details of more shipments are no comparison that anybody reads.
HAVE_DETAILS = frozenset({Dimension.SOURCE, Dimension.SHIPMENT})


@dataclass(frozen=True, slots=True)
class ComparedKind:
    """Hold what each thing says on one kind of detail of one shipment.

    ``shipment`` is None where shipments are compared with each other. ``statements`` are in the order of the
    things. ``state`` is what the things' statements come to if each thing is one voice; None for shipments,
    whose details do not contradict each other.
    """

    shipment: Shipment | None
    kind: str
    statements: tuple[tuple[ReportedDetail, ...], ...]
    state: State | None


@dataclass(frozen=True, slots=True)
class ComparedDetails:
    """Hold the kinds in the order of shipments; none where too many ``shipments`` have details."""

    kinds: tuple[ComparedKind, ...] = ()
    shipments: int = 0

    @property
    def is_too_many(self) -> bool:
        """Return whether details are left out, since they are of too many shipments."""
        return self.shipments > 0 and not self.kinds


def compare_stated_details(
    things: Sequence[Thing], shipments: Q, maximum: int | None = MAXIMUM_SHIPMENTS
) -> ComparedDetails:
    """Return the details of what is compared, on the shipments selected. Runs two queries for each thing.

    Of more shipments than ``maximum`` there are none; without a maximum, as in a file, there are all.
    """
    if not things or things[0].dimension not in HAVE_DETAILS:
        return ComparedDetails()
    is_by_shipment = things[0].dimension == Dimension.SHIPMENT
    conditions = [_condition(thing, shipments) for thing in things]
    found: set[int] = set()
    for condition in conditions:
        stated = (
            ReportedDetail.objects.filter(condition).order_by("shipment").values_list("shipment", flat=True)
        )
        found |= set(stated.distinct()[: None if maximum is None else maximum + 1])
    if maximum is not None and len(found) > maximum:
        return ComparedDetails(shipments=len(found))
    by_row: dict[tuple[int, str], list[list[ReportedDetail]]] = {}
    for number, condition in enumerate(conditions):
        for detail in _details(condition):
            key = (0 if is_by_shipment else detail.shipment_id, detail.kind)
            by_row.setdefault(key, [[] for _thing in things])[number].append(detail)
    order = list(ReportedDetail.Kind.values)
    kinds = [
        _kind(kind, by_row[shipment, kind], is_by_shipment=is_by_shipment)
        for shipment, kind in sorted(by_row, key=lambda key: (key[0], order.index(key[1])))
    ]
    return ComparedDetails(tuple(kinds), len(found))


def _condition(thing: Thing, shipments: Q) -> Q:
    if thing.dimension == Dimension.SHIPMENT:
        standing = Report.objects.filter(superseded_by__isnull=True)
        return Q(shipment=thing.pk, report__in=standing)
    selected = Shipment.objects.filter(shipments)
    return Q(report__in=reports_of(thing), shipment__in=selected)


def _details(condition: Q) -> list[ReportedDetail]:
    related = ("shipment", "place__country", "party", "report__publication__source", "report__asserter")
    named = {"speaker_name": voice_of("report__", "__name"), "speaker_key": voice_of("report__", "_id")}
    details = ReportedDetail.objects.filter(condition).select_related(*related).annotate(**named)
    return list(details.annotate(root_voice_name=root_voice_name()).order_by("pk"))


def _kind(kind: str, statements: list[list[ReportedDetail]], *, is_by_shipment: bool) -> ComparedKind:
    told = tuple(tuple(listed) for listed in statements)
    if is_by_shipment:
        return ComparedKind(None, kind, told, None)
    shipment = next(detail.shipment for listed in told for detail in listed)
    return ComparedKind(shipment, kind, told, _state(told))


def _state(statements: Sequence[Sequence[ReportedDetail]]) -> State:
    """Return what statements on one kind come to, each thing's as those of one voice of its own."""
    speaking = [number for number, listed in enumerate(statements) if listed]
    case = Case(
        reports=tuple(ReportNode(number, publication=number, source=number) for number in speaking),
        details=tuple(
            replace(detail_input(row_of(DetailRow, detail)), report=number)
            for number in speaking
            for detail in statements[number]
        ),
    )
    (row,) = conclude(case, Taxonomy([])).details
    return row.state
