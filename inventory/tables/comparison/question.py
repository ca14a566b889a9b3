"""Say what a comparison asks for, and head its rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.models import EquipmentType
from inventory.models.totals import NEAR_ROOT, SEVERAL_YEARS, Dimension, Measure, Thing
from inventory.tables.comparison.titles import rows_words, subject_words

TOTAL = "total"  # the key of all things together, and of all years
UNKNOWN, SEVERAL = "unknown", "several"
INTERVALS = frozenset({Measure.BEST, Measure.LOW, Measure.HIGH})
# What a measure counts that does not count equipment.
COUNTED_IN: dict[Measure, str | Promise] = {
    Measure.SHIPMENTS: gettext_lazy("shipments"),
    Measure.REPORTS: gettext_lazy("reports"),
    Measure.VOICES: gettext_lazy("voices"),
    Measure.CONFLICTS: gettext_lazy("disputes"),
}
# Of these a shipment may belong to several, but it is one shipment in all of them together.
HAVE_A_TOTAL = frozenset({Dimension.DESTINATION, Dimension.SUPPLIER, Dimension.SHIPMENT})
# The filter of the list of lines that a dimension narrows.
FILTERS = {
    Dimension.DESTINATION: "country",
    Dimension.SUPPLIER: "supplier",
    Dimension.SHIPMENT: "shipment",
    Dimension.YEAR: "year",
}

type Parameters = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """Say what is compared and how it is laid out.

    ``types`` are those named, in that order; empty: those with data. ``narrowed`` says in words everything
    that leaves shipments or types out. ``parameters`` is what every link to lines carries; ``group_on`` is as
    typed, or empty.
    """

    compared: Dimension
    things: tuple[Thing, ...]  # empty where equipment is compared
    types: tuple[EquipmentType, ...]
    rows: Dimension
    split: Dimension | None
    measure: Measure
    parameters: Parameters = field(default_factory=dict)
    group_on: str = ""
    narrowed: Sequence[str] = ()
    level: str = NEAR_ROOT

    @property
    def row_dimensions(self) -> tuple[Dimension, ...]:
        """Return what rows are headed by, from the outermost in."""
        return (self.rows, self.split) if self.split else (self.rows,)

    @property
    def shipment_dimensions(self) -> tuple[Dimension, ...]:
        """Return those of them that a shipment has, not a type."""
        return tuple(one for one in self.row_dimensions if one != Dimension.EQUIPMENT)

    @property
    def names(self) -> list[str]:
        """Return what the compared things are called."""
        compared = self.types if self.compared == Dimension.EQUIPMENT else self.things
        return [one.name for one in compared]

    @property
    def title(self) -> str:
        """Return what is compared with what, and everything that narrows it."""
        subject = subject_words(self.compared, self.names)
        if len(self.names) == 1:
            rows = rows_words(self.row_dimensions, level=self.level, has_types=bool(self.types))
            return ", ".join((subject, *self.narrowed, rows))
        return f"{subject}: {', '.join(self.narrowed)}" if self.narrowed else subject


@dataclass(frozen=True, slots=True)
class Heading:
    """Name a row or column, and the lines that belong to it.

    ``value`` is what sums are looked up by: a position among the things, a primary key, a year.
    ``parameters`` narrows the list of lines to it; None where that cannot be done.
    """

    dimension: Dimension
    value: int | None
    key: str  # as written to a file: a code, a slug, a year
    label: str
    unit: str = ""  # of a type
    depth: int = 0
    parameters: Parameters | None = None
    note: str = ""
    subtitle: str = ""  # of a shipment, its reference

    @property
    def shown_unit(self) -> str:
        """Return the unit, unless the label says it already: vehicles are counted in vehicles."""
        return "" if self.unit.casefold() == self.label.casefold() else self.unit

    @property
    def is_total(self) -> bool:
        """Tell whether it is of all things."""
        return self.key == TOTAL


def thing_heading(number: int, thing: Thing, group_on: str) -> Heading:
    """Return the heading of one of the compared things."""
    return Heading(
        thing.dimension,
        number,
        thing.key,
        thing.name,
        parameters=_thing_parameters(thing, group_on),
        note=thing.note,
    )


def _thing_parameters(thing: Thing, group_on: str) -> Parameters:
    """Return what narrows the list of lines to a thing."""
    match thing.dimension:
        case Dimension.DESTINATION if thing.is_group:
            return {"group": [thing.key], **({"group_on": [group_on]} if group_on else {})}
        case Dimension.SOURCE:
            return {"voice_kind": list(thing.kinds)} if thing.kinds else {"voice": [thing.key]}
        case Dimension.EDITION:
            return {"edition": [thing.key], "superseded": ["include"]}
        case Dimension.PERIOD:
            return {"during": [thing.key]}
    return {FILTERS[thing.dimension]: [thing.key]}


def total_heading(question: Question) -> Heading:
    """Return the heading of all things as one; lines can be narrowed to several countries, but not groups."""
    keys = [thing.key for thing in question.things]
    has_group = any(thing.is_group for thing in question.things)
    parameters = None if has_group else {FILTERS[question.compared]: keys}
    note = _("Each shipment is counted once.")
    return Heading(question.compared, None, TOTAL, _("Total"), parameters=parameters, note=note)


def type_heading(kind: EquipmentType, measure: Measure, shown: Collection[str]) -> Heading:
    """Return the heading of a type, indented below those of the types shown, given by path, that hold it."""
    above = [path for path in shown if kind.path.startswith(f"{path}/")]
    return Heading(
        Dimension.EQUIPMENT,
        kind.pk,
        kind.slug,
        kind.name,
        unit=str(COUNTED_IN[measure]) if measure in COUNTED_IN else kind.unit,
        depth=min(len(above), 4),
        parameters={"equipment": [kind.slug]},
    )


def year_heading(year: int | None) -> Heading:
    """Return the heading of a year, of several, or of an unknown one."""
    if year is None:
        return Heading(Dimension.YEAR, None, UNKNOWN, _("Year unknown"), parameters={"year": [UNKNOWN]})
    if year == SEVERAL_YEARS:
        note = _("Periods that reach from one year into another.")
        parameters = {"year": [SEVERAL]}
        return Heading(Dimension.YEAR, year, SEVERAL, _("Several years"), parameters=parameters, note=note)
    written = f"{year:04d}"
    return Heading(Dimension.YEAR, year, written, written, parameters={"year": [written]})


def named_heading(dimension: Dimension, value: int | None, name: tuple[str, str, str] | None) -> Heading:
    """Return the heading of a country, supplier or shipment: key, label, subtitle; None is unknown."""
    if name is None:
        # A shipment is always known, so that this is a party or a country.
        label = _("Supplier unknown") if dimension == Dimension.SUPPLIER else _("Destination unknown")
        return Heading(dimension, value, UNKNOWN, label, parameters={FILTERS[dimension]: [UNKNOWN]})
    key, label, note = name
    return Heading(dimension, value, key, label, parameters={FILTERS[dimension]: [key]}, subtitle=note)


def base_parameters(wish: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what every link to lines carries: what is narrowed down to, and days as they were ``asked``."""
    parameters: dict[str, list[str]] = {}
    narrowing = (Dimension.DESTINATION, Dimension.SUPPLIER, Dimension.SHIPMENT, Dimension.PERIOD)
    for dimension in narrowing:
        for thing in () if dimension == wish["compare"] else wish[dimension]:
            for name, values in _thing_parameters(thing, asked.get("group_on", "")).items():
                parameters[name] = [*parameters.get(name, []), *values]
    if wish["compare"] != Dimension.SOURCE and wish["source"]:
        parameters["source"] = [source.key for source in wish["source"]]
    for name in ("period_from", "period_to"):
        if asked.get(name):
            parameters[name] = [asked[name]]
    return parameters
