"""Say how each concept of a file is kept in the database."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from inventory.imports.records import Concept
from inventory.models import (
    Citation,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    Shipment,
)
from inventory.models.names import Kind


@dataclass(frozen=True)
class Schema:
    """Describe a concept's table.

    ``links`` are fields that hold another record, ``references`` those that hold reference data. ``key``
    lists the lookups that tell a row from all others. ``unique`` are the fields of which no two rows agree,
    unless the first of them, by which rows are looked up, is empty. ``is_found_by_name`` says that these
    fields name the thing, so that a row with the same ones is the same thing.
    """

    model: type[models.Model]
    links: Mapping[str, Concept] = field(default_factory=dict)
    references: Mapping[str, Kind] = field(default_factory=dict)
    key: Sequence[str] = ("uid",)
    unique: Sequence[str] = ()
    is_found_by_name: bool = False

    @cached_property
    def unstated(self) -> Sequence[tuple[str, str | None]]:
        """Return the unique fields with what the database holds where they are not stated."""
        return [(name, None if name in self.links or name in self.references else "") for name in self.unique]

    def rows(self) -> models.QuerySet[Any]:
        """Return all rows of the table."""
        return self.model._default_manager.all()

    def lookup(self, name: str) -> str:
        """Return the lookup by which a field is read as records hold it."""
        return f"{name}__uid" if name in self.links else self.column(name)

    def column(self, name: str) -> str:
        """Return the column that holds a field."""
        return f"{name}_id" if name in self.links or name in self.references else name

    def identity(self, row: Mapping[str, Any]) -> Hashable:
        """Return the key of a row that was read with the lookups of ``key``."""
        key = tuple(row[lookup] for lookup in self.key)
        return key[0] if len(key) == 1 else key


SCHEMAS: dict[Concept, Schema] = {
    Concept.SHIPMENT: Schema(
        Shipment,
        references={"supplier": Kind.PARTY, "destination": Kind.PLACE},
        unique=("reference",),
        is_found_by_name=True,
    ),
    Concept.PUBLICATION: Schema(
        Publication,
        references={"source": Kind.SOURCE},
        unique=("url", "source", "published_on"),
        is_found_by_name=True,
    ),
    Concept.CITATION: Schema(
        Citation,
        links={"publication": Concept.PUBLICATION, "cited_publication": Concept.PUBLICATION},
        references={"cited_source": Kind.SOURCE},
        key=("publication__uid", "cited_publication__uid", "cited_source_id"),
    ),
    Concept.REPORT: Schema(
        Report,
        links={
            "shipment": Concept.SHIPMENT,
            "publication": Concept.PUBLICATION,
            "superseded_by": Concept.REPORT,
        },
        references={"asserter": Kind.SOURCE},
    ),
    Concept.REPEAT: Schema(
        ReportRepeat,
        links={"report": Concept.REPORT, "repeated": Concept.REPORT},
        key=("report__uid", "repeated__uid"),
    ),
    Concept.DELIVERY: Schema(
        ReportedDelivery,
        links={"report": Concept.REPORT, "base": Concept.DELIVERY, "same_as": Concept.DELIVERY},
        references={
            "equipment_type": Kind.EQUIPMENT_TYPE,
            "label_type": Kind.EQUIPMENT_TYPE,
            "cited_source": Kind.SOURCE,
        },
        unique=("report", "label", "phrase", "scope", "equipment_type"),
    ),
    Concept.DETAIL: Schema(
        ReportedDetail,
        links={"report": Concept.REPORT},
        references={"party": Kind.PARTY, "place": Kind.PLACE},
        unique=("report", "kind", "party", "place", "date", "stage", "text"),
    ),
}
# Rows that belong to their report's shipment, and carry it.
CARRY_SHIPMENT = frozenset({Concept.REPEAT, Concept.DELIVERY, Concept.DETAIL})
