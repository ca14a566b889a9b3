"""Add up what is selected by what stands in rows: what certainly belongs there, and what may.

Every page, picture and file that sums asks here, so that all of them tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.fields import BigIntegerField, BooleanField

from inventory.domain import arithmetic
from inventory.domain.totals.overlaps import Overlaps
from inventory.domain.totals.records import EVENTS, CountedShipment
from inventory.domain.totals.totals import member_of
from inventory.models.analysis import Estimate
from inventory.models.arrays import one_of
from inventory.models.equipment import EquipmentType
from inventory.models.shipments import Shipment
from inventory.models.totals.belonging import Belonging, Divided, belonging_to, belonging_to_any
from inventory.models.totals.overlaps import load_counts, load_overlaps
from inventory.models.totals.rows import DIVIDED, ROW_COLUMNS, RowValue, TallyKey, at_rows
from inventory.models.totals.selection import Selection
from inventory.models.totals.tallies import (
    CERTAIN,
    DATASET,
    NOTHING,
    POSSIBLE,
    EstimateQuerySet,
    Measure,
    Tally,
)
from inventory.models.totals.things import Dimension, Thing

ALL = -1  # in place of a year, month, country, supplier or shipment: all of them
# A thing's position or None for all of them; a type; what else stands in rows, or ALL.
type Place = tuple[int | None, int, tuple[RowValue, ...]]


@dataclass(frozen=True, slots=True)
class Totals:
    """Hold what each thing amounts to by type and at each place in rows, and over all places.

    ``certain`` are sums of what certainly belongs there, ``possible`` of what may belong there besides.
    """

    certain: Mapping[Place, Tally] = field(default_factory=dict)
    possible: Mapping[Place, Tally] = field(default_factory=dict)

    def own(self, place: Place) -> Tally:
        """Return what certainly belongs at a place."""
        return self.certain.get(place, NOTHING)

    def may_belong(self, place: Place) -> Tally:
        """Return what may belong at a place besides."""
        return self.possible.get(place, NOTHING)

    def places(self) -> set[Place]:
        """Return every place at which something belongs or may."""
        return {*self.certain, *self.possible}

    def types(self) -> set[int]:
        """Return the keys of the types of which something belongs or may."""
        return {kind for _thing, kind, _at in self.places()}

    def along(self, number: int) -> Totals:
        """Return what stands in rows by one of their dimensions alone, over all places of the others."""
        return Totals(_along(self.certain, number), _along(self.possible, number))

    def values(self, number: int = 0) -> set[Any]:
        """Return what stands in rows: of the first of their dimensions, or of another."""
        return {at[number] for _thing, _kind, at in self.places()} - {ALL}


def _along(sums: Mapping[Place, Tally], number: int) -> dict[Place, Tally]:
    return {
        (thing, kind, (at[number],)): tally
        for (thing, kind, at), tally in sums.items()
        if all(value == ALL for place, value in enumerate(at) if place != number)
    }


def spread(tallies: Mapping[TallyKey, Tally]) -> Totals:
    """Return the sum for each thing, and for all as None, at each place in rows, and over all places."""
    certain: dict[Place, Tally] = {}
    possible: dict[Place, Tally] = {}
    for key, tally in tallies.items():
        for thing, at, is_certain in _reached(key):
            sums = certain if is_certain else possible
            place = (thing, key.equipment_type, at)
            sums[place] = sums.get(place, NOTHING) + tally
    return Totals(certain, possible)


def _reached(key: TallyKey) -> Iterator[tuple[int | None, tuple[RowValue, ...], bool]]:
    """Yield each thing and place in rows that a tally is of, and whether it certainly is."""
    things: list[tuple[int | None, bool]] = [(None, key.is_certain)]
    things += [(thing, True) for thing in key.things]
    things += [(thing, False) for thing in key.may_things]
    further = key.may_at or ((),) * len(key.at)
    rows: list[tuple[tuple[RowValue, bool], ...]] = [
        ((value, True), (ALL, True), *((other, False) for other in others))
        for value, others in zip(key.at, further, strict=True)
    ]
    for thing, is_certain in things:
        for at in product(*rows):
            yield thing, tuple(value for value, _ in at), is_certain and all(is_sure for _, is_sure in at)


def add_up_selected(selection: Selection, rows: Sequence[Dimension], things: Sequence[Thing] = ()) -> Totals:
    """Add up what is selected by type and by what stands in rows. Runs the queries of ``Adding.tallies``."""
    return spread(Adding(selection, things, rows).tallies())


class Adding:
    """Hold the estimates that a selection leaves, to add them up for things and rows."""

    def __init__(self, selection: Selection, things: Sequence[Thing], rows: Sequence[Dimension]) -> None:
        self.selection = selection
        self.rows = tuple(rows)
        self._marks = [f"is_{number}" for number in range(len(things))]
        self._all = self._on_every_type(things)
        self._estimates = self._all.on_types(selection.types, level=selection.level)

    def tallies(self, measure: Measure = Measure.BEST) -> dict[TallyKey, Tally]:
        """Return what belongs to each key. Runs two queries besides those of ``load_overlaps``.

        With types named four more at most: those above them, the tree, and what is counted on these alone.
        """
        wider = _wider_types(self.selection.types)
        reaching = self._all.filter(equipment_type__in=wider, is_named=False).moved() if wider else None
        overlaps = load_overlaps(*(one for one in (self._estimates, reaching) if one is not None))
        estimates = self._estimates.without_report_count()
        if measure == Measure.REPORTS:
            estimates = self._estimates.with_report_count(self.selection.sources)
        tallies: dict[TallyKey, Tally] = {}
        for values, tally in estimates.tallied(*self._columns, overlaps=overlaps).items():
            key = self._key(values)
            tallies[key] = tallies.get(key, NOTHING) + tally
        if reaching is not None:
            for key, tally in self._of_wider_types(reaching, overlaps):
                tallies[key] = tallies.get(key, NOTHING) + tally
        return tallies

    def seen(self) -> list[tuple[TallyKey, int]]:
        """Return key and shipment of what has items counted on evidence. Runs one query."""
        return [(self._key(values), shipment) for values, shipment in self._estimates.seen(*self._columns)]

    def _on_every_type(self, things: Sequence[Thing]) -> EstimateQuerySet:
        """Return the estimates of what is selected, marked with what they belong to."""
        members, divided = self.selection.members, self.selection.divided
        wanted = self.selection.shipments & belonging_to_any(things, members, divided)
        estimates: EstimateQuerySet = Estimate.objects.all()
        if wanted.possible:
            estimates = estimates.filter(shipment__in=Shipment.objects.filter(wanted.possible))
        if self.selection.sources:
            estimates = estimates.reported_by(self.selection.sources)
        marks = [belonging_to(thing, members, divided, "shipment__") for thing in things]
        estimates = estimates.belonging(marks)
        if Dimension.YEAR in self.rows:
            estimates = estimates.with_years()
        if Dimension.MONTH in self.rows:
            estimates = estimates.with_months()
        return estimates.annotate(is_certain=_inside(wanted), **{DIVIDED: _divided_key(divided)})

    @property
    def _columns(self) -> tuple[str, ...]:
        """Return what keys are made of; each column once."""
        rows = (column for row in self.rows for column in ROW_COLUMNS[row])
        return tuple(dict.fromkeys((*self._marks, "is_certain", "equipment_type", DIVIDED, *rows)))

    def _key(self, values: Sequence[Any]) -> TallyKey:
        row = dict(zip(self._columns, values, strict=True))
        at, may_at = at_rows(self.rows, row, row[DIVIDED], self.selection.divided)
        marked = {
            level: frozenset(number for number, mark in enumerate(self._marks) if row[mark] == level)
            for level in (CERTAIN, POSSIBLE)
        }
        things, may_things = marked[CERTAIN], marked[POSSIBLE]
        if not row["is_certain"]:
            # What may lie outside the selection is of none of the things for certain.
            things, may_things = frozenset(), things | may_things
        return TallyKey(things, row["equipment_type"], at, may_things, may_at, row["is_certain"])

    def _of_wider_types(
        self, reaching: EstimateQuerySet, overlaps: Overlaps
    ) -> Iterator[tuple[TallyKey, Tally]]:
        """Yield what may be of a type named, since it is stated of a wider one ("tanks", seen from T-72)."""
        columns = self._columns
        rows = reaching.order_by().values_list("shipment", DATASET, *columns)
        found = {shipment: (dataset or EVENTS, values) for shipment, dataset, *values in rows}
        if not found:
            return
        counts = load_counts(found)
        taxonomy = EquipmentType.objects.taxonomy()
        for shipment, (dataset, values) in found.items():
            counted = CountedShipment(shipment, dataset, counts[shipment])
            for kind in (kind.pk for kind in self.selection.types):
                member = member_of(counted, taxonomy, kind)
                if member is None or member.is_certain:
                    continue
                key = self._key(
                    [
                        kind if name == "equipment_type" else value
                        for name, value in zip(columns, values, strict=True)
                    ]
                )
                things = key.things | key.may_things
                certain = replace(key, things=frozenset(), may_things=things, is_certain=False)
                yield certain, _tally_of(member, kind, overlaps)


def _tally_of(member: CountedShipment, kind: int, overlaps: Overlaps) -> Tally:
    """Return what a shipment may count on a type."""
    quantity = member.counts[kind].quantity
    if member.key in overlaps.keys:
        linked = frozenset({member.key})
        return replace(NOTHING, linked=linked, equipment_type=kind, overlaps=overlaps)
    found = arithmetic.Sum.of([quantity])
    return replace(NOTHING, plain=found, datasets={member.dataset: found})


def _wider_types(types: Sequence[EquipmentType]) -> list[int]:
    """Return the types above those named that are counted in the same unit. Runs one query, or none."""
    paths = {path for kind in types for path in kind.path.split("/")[:-1]}
    if not paths:
        return []
    units = {kind.unit for kind in types}
    above = EquipmentType.objects.filter(slug__in=paths, unit__in=units).exclude(
        unit=EquipmentType.Unit.ITEMS
    )
    return list(above.values_list("pk", flat=True))


def _inside(wanted: Belonging) -> Case | Value:
    """Return whether a shipment certainly belongs to what is selected."""
    if not wanted.is_open:
        return Value(value=True, output_field=BooleanField())
    certain = Shipment.objects.filter(wanted.certain)
    yes, no = Value(value=True), Value(value=False)
    return Case(When(shipment__in=certain, then=yes), default=no, output_field=BooleanField())


def _divided_key(divided: Divided) -> Case | Value:
    """Return the key of a shipment of several destinations or suppliers; null for all others."""
    key = BigIntegerField()
    if not divided.keys:
        return Value(None, output_field=key)
    return Case(When(shipment__in=one_of(divided.keys), then=F("shipment")), output_field=key)
