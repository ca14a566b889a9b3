"""Tell what was read of a row, so that people can hold it to what the row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory.domain.messages import Message
from inventory.domain.quantities import Kind as CountKind
from inventory.domain.quantities import Quantity
from inventory.imports.codes import PlanCode
from inventory.imports.counts_told import count_message
from inventory.imports.records import Concept, Identity, Record
from inventory.models.input_rows import closed_interval
from inventory.models.names import Kind, Names


def what_was_read(line: Record, stated: Mapping[Identity, Record], names: Names) -> Message:
    """Return what a new count line was read as: type, count, shipment, date and source.

    ``stated`` are all records of the file; what a line refers to outside the file is left out.
    """
    values = line.values
    name = _name(names, Kind.EQUIPMENT_TYPE, values["equipment_type"])
    count = count_message(_quantity(values))
    around = "; ".join(filter(None, _around(values["report"], stated, names)))
    if not around:
        return Message(PlanCode.READ_ALONE, type=name, count=count)
    return Message(PlanCode.READ, type=name, count=count, around=around)


def _name(names: Names, kind: Kind, pk: int | None) -> str:
    return "" if pk is None else names.by_pk(kind, pk).name


def _quantity(values: Mapping[str, Any]) -> Quantity:
    stated = values.get("quantity")
    interval = closed_interval(stated.lower, stated.upper) if stated else None
    return Quantity(CountKind(values["kind"]), interval, values.get("best"), values.get("phrase", ""))


def _around(report: Any, stated: Mapping[Identity, Record], names: Names) -> list[str]:
    """Return what the report of a line says: its shipment, when, whose word it is."""
    found = stated.get((Concept.REPORT, report))
    if found is None:
        return []
    shipment = stated.get((Concept.SHIPMENT, found.values.get("shipment")))
    publication = stated.get((Concept.PUBLICATION, found.values.get("publication")))
    words = []
    if shipment is not None:
        title, period = str(shipment.values.get("title", "")), str(shipment.values.get("period", ""))
        words += [title, "" if title.endswith(period) else period]
    if publication is not None:
        words.append(_name(names, Kind.SOURCE, publication.values["source"]))
    return words
