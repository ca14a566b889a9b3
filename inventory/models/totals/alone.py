"""Add up what sources, classes of sources and editions of registers state, each heard alone.

Estimates weigh every voice, so that they cannot tell one source's counts from another's. Here each source's
own reports are reconciled by themselves, shipment by shipment, and the results are added up like estimates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import batched

from django.db.models import Q, QuerySet

from inventory.domain.arithmetic import Sum
from inventory.domain.comparison import ShipmentInput, StageGroup, TypeEstimate, conclude, stage_group
from inventory.domain.comparison.restriction import heard_alone, heard_among
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy
from inventory.models.candidates import closed_days
from inventory.models.equipment import EquipmentType
from inventory.models.input_loading import load_input_rows
from inventory.models.lists import SPEAKS
from inventory.models.publications import Publication
from inventory.models.reports import Report
from inventory.models.shipments import Shipment
from inventory.models.totals.editions import in_edition
from inventory.models.totals.rows import TallyKey, at_rows
from inventory.models.totals.selection import Selection
from inventory.models.totals.tallies import EVERY_TYPE, NOTHING, ROOT, Tally, is_near_the_root
from inventory.models.totals.things import Dimension, Thing

MAXIMUM_SHIPMENTS = 5_000  # Each is reconciled once for each source; more would keep the reader waiting.
CHUNK_SIZE = 1_000  # shipments


class TooManyShipmentsError(ValueError):
    """Tell that sources speak of more shipments than can be reconciled while a reader waits."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} shipments; at most {MAXIMUM_SHIPMENTS} can be compared by source.")
        self.number = number
        self.maximum = MAXIMUM_SHIPMENTS


def tally_alone(
    things: Sequence[Thing], selection: Selection, rows: Sequence[Dimension]
) -> dict[TallyKey, Tally]:
    """Return what each source, class of sources or edition states of the shipments selected.

    Runs a query for each thing, two more for each edition, two for types, one for shipments, and seven for
    each thousand shipments. Raises TooManyShipmentsError.
    """
    spoken = [_spoken(thing, selection.shipments.possible) for thing in things]
    shipments = sorted({shipment for reports in spoken for shipment in reports})
    if len(shipments) > MAXIMUM_SHIPMENTS:
        raise TooManyShipmentsError(len(shipments))
    taxonomy = EquipmentType.objects.taxonomy()
    allowed = _allowed(selection)
    keys = _keys(shipments, selection, rows)
    tallies: dict[TallyKey, Tally] = {}
    for chunk in batched(shipments, CHUNK_SIZE, strict=False):
        for shipment, input_rows in load_input_rows(chunk).items():
            case = input_rows.shipment_input()
            for number, thing in enumerate(things):
                reports = spoken[number].get(shipment)
                if not reports:
                    continue
                for kind, tally in _heard(case, thing, reports, taxonomy):
                    if _is_wanted(kind, selection, allowed):
                        key = _key_of(number, kind.type, keys[shipment])
                        tallies[key] = tallies.get(key, NOTHING) + tally
    return tallies


def reports_of(thing: Thing) -> QuerySet[Report]:
    """Return the reports in which a source or class speaks and that stand, or that stood in an edition."""
    if thing.dimension == Dimension.EDITION:
        return _reports_of_edition(thing.pk)
    standing = Report.objects.filter(superseded_by__isnull=True)
    return standing.filter(is_voiced_by([thing]))


def is_voiced_by(sources: Sequence[Thing], prefix: str = "") -> Q:
    """Return the condition that one of the sources, or a source of a class, is taken to speak in a report."""
    single = [source.pk for source in sources if not source.kinds]
    kinds = [kind for source in sources for kind in source.kinds]
    asserter, publisher = f"{prefix}asserter", f"{prefix}publication__source"
    is_spoken_for = Q(**{f"{asserter}__isnull": False, f"{prefix}attribution__in": SPEAKS})
    speaks = Q(**{f"{asserter}__in": single}) | Q(**{f"{asserter}__kind__in": kinds})
    publishes = Q(**{f"{publisher}__in": single}) | Q(**{f"{publisher}__kind__in": kinds})
    return (is_spoken_for & speaks) | (~is_spoken_for & publishes)


def _reports_of_edition(pk: int) -> QuerySet[Report]:
    return Report.objects.filter(in_edition(Publication.objects.get(pk=pk)))


def _spoken(thing: Thing, shipments: Q) -> dict[int, set[int]]:
    """Return the reports of a thing by shipment."""
    spoken: dict[int, set[int]] = {}
    selected = Shipment.objects.filter(shipments)
    for report, shipment in reports_of(thing).filter(shipment__in=selected).values_list("pk", "shipment"):
        spoken.setdefault(shipment, set()).add(report)
    return spoken


def _heard(
    case: ShipmentInput, thing: Thing, reports: Collection[int], taxonomy: Taxonomy
) -> Iterator[tuple[TypeEstimate, Tally]]:
    """Yield each type of which the reports say that it moved, with what they amount to on it."""
    alone = heard_among(case, reports) if thing.kinds else heard_alone(case, reports)
    counts: dict[int, set[int]] = {}
    moved = {report.key for report in alone.reports if stage_group(report.stage) is StageGroup.MOVED}
    for line in (line for line in alone.lines if line.report in moved):
        for kind in (line.type, *taxonomy.ancestors(line.type)):
            counts.setdefault(kind, set()).add(line.report)
    concluded = conclude(alone, taxonomy).counts
    arisen = [{found.type, *taxonomy.ancestors(found.type)} for found in concluded if found.arises_here]
    for found in concluded:
        if found.type in counts:
            yield (
                found,
                Tally(
                    Sum.of([found.named]),
                    sum(found.type in types for types in arisen),
                    found.total,
                    len(counts[found.type]),
                    found.confirmed or 0,
                    int(found.confirmed is not None),
                    disputed=int(found.state in (State.CONFLICT, State.CONFLICT_BELOW)),
                ),
            )


def _allowed(selection: Selection) -> dict[int, str]:
    """Return the unit of each type that may stand in rows, by primary key. Runs one query."""
    types = EquipmentType.objects.all()
    if selection.types:
        types = types.filter(pk__in=[kind.pk for kind in selection.types])
    elif selection.level == ROOT:
        types = types.filter(level=EquipmentType.Level.ROOT)
    elif selection.level != EVERY_TYPE:
        types = types.filter(is_near_the_root(""))
    return dict(types.values_list("pk", "unit"))


def _is_wanted(found: TypeEstimate, selection: Selection, allowed: dict[int, str]) -> bool:
    """Tell whether a type stands in rows; one of mixed units only where it is named, or has a line."""
    if found.type not in allowed:
        return False
    is_named = bool(selection.types) or selection.level == ROOT
    is_mixed = allowed[found.type] == EquipmentType.Unit.ITEMS
    return is_named or not is_mixed or found.is_stated


def _key_of(number: int, kind: int, shipment: TallyKey) -> TallyKey:
    """Return the key of what a thing states of a type of a shipment, whose own key has neither."""
    things = frozenset({number})
    if shipment.is_certain:
        return replace(shipment, things=things, equipment_type=kind)
    return replace(shipment, may_things=things, equipment_type=kind)


def _keys(shipments: Sequence[int], selection: Selection, rows: Sequence[Dimension]) -> dict[int, TallyKey]:
    """Return what stands in rows for each shipment, and whether it is certainly selected. Two queries."""
    columns = ("destination__country", "supplier")
    found = Shipment.objects.filter(pk__in=shipments)
    certain = set(shipments)
    if selection.shipments.is_open:
        certain &= set(found.filter(selection.shipments.certain).values_list("pk", flat=True))
    keys = {}
    for pk, span, country, supplier in found.values_list("pk", "period_days", *columns):
        days = closed_days(span)
        first, last = (days[0].year, days[1].year) if days else (None, None)
        values = {
            "first_year": first,
            "last_year": last,
            "shipment__destination__country": country,
            "shipment__supplier": supplier,
            "shipment": pk,
        }
        at, may_at = at_rows(rows, values, pk, selection.divided)
        keys[pk] = TallyKey(frozenset(), 0, at, may_at=may_at, is_certain=pk in certain)
    return keys
