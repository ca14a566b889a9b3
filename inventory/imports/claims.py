"""Hold what the rows of a foreign table claim, and make the identifiers of what it is about.

A claim is one count with all that a row says around it, its names found. Identifiers are made from what tells
things apart, so that a second run finds the same records; those of reports and lines within the table that
they are of, so that another table never finds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.domain.credits import Origin
from inventory.domain.quantities import Quantity
from inventory.imports.cells import Row
from inventory.imports.held_rows import HeldRow
from inventory.imports.records import TableScope, Uid, uid_for
from inventory.models import ReportedDelivery
from inventory.models.names import Thing

TABLE = "table"  # Of identifiers made here.
LONGEST_TITLE = 300  # characters


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold the publication that a row comes from, or names as its source; ``known`` is the recorded one."""

    source: Thing
    title: str = ""
    url: str = ""
    archived_url: str = ""
    published_on: str = ""
    language: str = ""
    known: Uid = ""

    @property
    def shown_title(self) -> str:
        """Return its title, or else what it is called without one."""
        return (self.title or f"{self.source.name}, {self.published_on or 'undated'}")[:LONGEST_TITLE]

    @property
    def uid(self) -> Uid:
        """Return its identifier."""
        return self.known or uid_for(TABLE, "publication", *self.key)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from all others; without an address its title does."""
        return (self.source.slug, self.url or self.title, self.published_on)


@dataclass(frozen=True, slots=True)
class Event:
    """Hold what a row says of its shipment.

    ``reference`` is the tracker's own, or empty; then ``group`` tells it from the others of the table.
    ``known`` is the recorded shipment of a row that says nothing else than the record of it.
    """

    group: tuple[str, ...] = ()
    reference: str = ""
    title: str = ""
    suppliers: tuple[Thing, ...] = ()
    recipients: tuple[Thing, ...] = ()
    destinations: tuple[Thing, ...] = ()
    date: str = ""
    date_kind: str = "arrival"
    dataset: int | None = None  # of which it is a tally
    known: Uid = ""

    @property
    def told(self) -> Mapping[str, tuple[Any, ...]]:
        """Return by kind of detail what a row says of it: primary keys, or a date."""
        return {
            "supplier": tuple(thing.pk for thing in self.suppliers),
            "recipient": tuple(thing.pk for thing in self.recipients),
            "destination": tuple(thing.pk for thing in self.destinations),
            self.date_kind: (self.date,) if self.date else (),
        }

    @property
    def uid(self) -> Uid:
        """Return its identifier."""
        return self.known or uid_for(TABLE, "shipment", *self.key)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from all others."""
        return (self.reference,) if self.reference else self.group


@dataclass(frozen=True, slots=True)
class Detail:
    """Hold a statement that is no count: which column says it, and in which field its value goes."""

    kind: str
    name: str
    value: Any
    column: str = ""
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one count line of a row.

    ``key`` tells the line from all others of its table; when empty, its report, its type and its ``number``
    among the report's lines on that type do. ``columns``
    say from which column a field came, for messages. ``credit`` are the words that credit the speaker, who is
    a guess if ``is_inferred``; ``origins`` say whom the count is drawn from, None where the table is silent.
    ``held`` is what the record holds of it, by its key. ``open`` are fields that the row leaves as they are
    recorded, ``kept_kinds`` such kinds of details, and ``kept`` the recorded details of these kinds.
    """

    row: Row
    event: Event
    paper: Paper
    type: Thing
    quantity: Quantity
    key: str = ""
    asserter: Thing | None = None
    credit: str = ""
    is_inferred: bool = False
    origins: tuple[tuple[Thing, Origin], ...] | None = None
    stage: str = ""
    modality: str = ""
    hedge: str = ""
    label: str = ""
    quote: str = ""
    note: str = ""
    scope: str = ReportedDelivery.Scope.UNSPECIFIED.value
    number: int = 1
    details: tuple[Detail, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    held: HeldRow | None = None
    open: frozenset[str] = frozenset()
    kept_kinds: frozenset[str] = frozenset()
    kept: tuple[Detail, ...] = ()

    @property
    def stays(self) -> bool:
        """Tell whether it belongs to the report in which the record holds it."""
        held = self.held
        asserter = self.asserter.pk if self.asserter else None
        return held is not None and (self.event.known, self.paper.known, asserter, self.stage) == (
            held.shipment,
            held.publication.uid,
            held.asserter,
            held.stage,
        )

    @property
    def words(self) -> tuple[Any, ...]:
        """Return what tells its count from the others of its report, as the database does."""
        return (self.type.pk, self.label, self.quantity.phrase, self.scope)

    @property
    def voice(self) -> tuple[str, ...]:
        """Return who says it, and of which stage."""
        return (self.asserter.slug if self.asserter else "", self.stage)


def line_uid(scope: TableScope, source: Thing, key: str) -> Uid:
    """Return the identifier of the line that has a key in a table; a register's are told apart by source."""
    return uid_for(TABLE, "line", scope.key or source.slug, key)


def report_uid(scope: TableScope, key: tuple[Any, ...], number: int) -> Uid:
    """Return the identifier of a report in a table; ``number`` tells it from others with the same key."""
    return uid_for(TABLE, "report", *scope.parts, *key, *((number,) if number > 1 else ()))
