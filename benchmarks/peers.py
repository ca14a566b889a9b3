"""Import and export the same rows as django-import-export does, by itself and as fast as it can be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import IntegerRangeField
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Field, ForeignKey, Model, QuerySet
from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV
from tablib import Dataset

from inventory.models import (
    EquipmentType,
    Party,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    Shipment,
    Source,
)

# In the order in which they refer to each other.
MODELS: Sequence[type[Model]] = (Publication, Shipment, Report, ReportedDelivery)
BATCH_SIZE = 1_000  # rows
# In bulk, without comparing, reporting or looking for rows.
TUNING = {
    "use_bulk": True,
    "batch_size": BATCH_SIZE,
    "skip_diff": True,
    "skip_html_diff": True,
    "report_skipped": False,
    "force_init_instance": True,
    "use_transactions": False,
}

type Tables = dict[type[Model], Dataset]


class RangeWidget(widgets.Widget):  # type: ignore[misc]
    """Read a range of whole numbers, written as its two ends."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> NumericRange | None:
        """Return the range; None for an empty cell."""
        if not value:
            return None
        low, _, end = str(value).partition(":")
        return NumericRange(int(low), int(end) if end else None)


def peer_rows() -> Tables:
    """Return the record's rows as tables."""
    return {model: _table(model) for model in MODELS}


def importing(tables: Tables, *, is_tuned: bool) -> Callable[[], object]:
    """Return the work of importing each table's rows; it raises what the package collects.

    It gets the rows that our import would make, names and all keys found already.
    """
    made = [(_resource(model, is_tuned=is_tuned), rows) for model, rows in tables.items()]

    def work() -> None:
        for resource, rows in made:
            resource().import_data(rows, raise_errors=True)

    return work


def _resource(model: type[Model], *, is_tuned: bool) -> Any:
    """Return what imports a table; tuned, it does not look for the rows that are referred to either."""
    declared: dict[str, Any] = {}
    for column in _columns(model):
        if isinstance(column, IntegerRangeField):
            declared[column.name] = fields.Field(column.name, column.name, RangeWidget())
        elif is_tuned and isinstance(column, ForeignKey):
            declared[column.name] = fields.Field(column.attname, column.name, widgets.IntegerWidget())
    options = {
        "model": model,
        "fields": [column.name for column in _columns(model)],
        **(TUNING if is_tuned else {}),
    }
    return type(resources.ModelResource)(
        f"{model.__name__}Resource",
        (resources.ModelResource,),
        {**declared, "Meta": type("Meta", (), options)},
    )


class LongFileResource(resources.ModelResource):  # type: ignore[misc]
    """Import our long file, with what a row hangs on made beforehand as the package's guide shows it."""

    uid = fields.Field("uid", "delivery_id")
    report = fields.Field("report", "report_id", widgets.ForeignKeyWidget(Report, "uid"))
    shipment = fields.Field("shipment", "shipment_id", widgets.ForeignKeyWidget(Shipment, "uid"))
    equipment_type = fields.Field(
        "equipment_type", "equipment_type", widgets.ForeignKeyWidget(EquipmentType, "slug")
    )
    label_type = fields.Field("label_type", "label_type", widgets.ForeignKeyWidget(EquipmentType, "slug"))
    base = fields.Field("base", "base_id", widgets.ForeignKeyWidget(ReportedDelivery, "uid"))
    quantity = fields.Field("quantity", "quantity", RangeWidget())

    class Meta:
        model = ReportedDelivery
        import_id_fields = ("uid",)
        fields = (
            *("uid", "report", "shipment", "equipment_type", "label", "label_type", "phrase", "kind"),
            *("quantity", "best", "base", "scope", "modality", "hedge", "quote"),
        )

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Make the row's publication, shipment and report unless they are there."""
        row["quantity"] = f"{row['low']}:{int(row['high']) + 1 if row['high'] else ''}" if row["low"] else ""
        publication, _ = Publication.objects.get_or_create(
            uid=row["publication_id"],
            defaults={
                "source": Source.objects.get(slug=row["publication_source"]),
                "title": row["publication_title"],
                **{name: row[name] for name in ("archived_url", "published_on", "language")},
                "url": row["publication_url"],
            },
        )
        shipment, _ = Shipment.objects.get_or_create(
            uid=row["shipment_id"],
            defaults={
                "reference": row["shipment_reference"],
                "title": row["shipment_title"],
                "period": row["period"],
                "supplier": Party.objects.filter(slug=row["supplier"]).first(),
                "destination": Place.objects.filter(slug=row["destination"]).first(),
            },
        )
        Report.objects.get_or_create(
            uid=row["report_id"],
            defaults={
                "shipment": shipment,
                "publication": publication,
                "asserter": Source.objects.filter(slug=row["asserter"]).first(),
                **{name: row[name] for name in ("attribution", "attribution_phrase", "stage")},
                **{name: row[f"report_{name}"] for name in ("modality", "hedge", "quote")},
                "is_first_hand": row["is_first_hand"] == "true",
                "credibility": row["credibility"] or None,
            },
        )


def importing_file(path: Path, *, is_previewed: bool) -> Callable[[], object]:
    """Return the work of importing our long file; it raises what the package collects.

    Previewed, it is imported once for show before, as the package's pages do.
    """

    def work() -> None:
        for dry_run in (True, False) if is_previewed else (False,):
            rows = Dataset().load(path.read_text(encoding="utf-8-sig"), format="csv")
            LongFileResource().import_data(rows, dry_run=dry_run, raise_errors=True)

    return work


def _table(model: type[Model]) -> Dataset:
    columns = _columns(model)
    rows = Dataset(headers=[column.name for column in columns])
    for values in model._default_manager.values_list(*(column.attname for column in columns)):
        rows.append([_cell(value) for value in values])
    return rows


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [column for column in model._meta.concrete_fields if not column.generated]


def _cell(value: Any) -> str:
    """Return a value as a file holds it."""
    if isinstance(value, NumericRange):
        return f"{value.lower}:{'' if value.upper is None else value.upper}"
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


# Where the package finds what our columns hold; it has no way to ask for what the database computes.
ATTRIBUTES = {
    "delivery_id": "uid",
    "permalink": "get_absolute_url",
    "shipment_id": "shipment__uid",
    "shipment_reference": "shipment__reference",
    "shipment_title": "shipment__title",
    "supplier": "shipment__supplier__slug",
    "destination": "shipment__destination__slug",
    "period": "shipment__period",
    "report_id": "report__uid",
    "publication_id": "report__publication__uid",
    "publication_source": "report__publication__source__slug",
    "publication_title": "report__publication__title",
    "publication_url": "report__publication__url",
    "archived_url": "report__publication__archived_url",
    "published_on": "report__publication__published_on",
    "language": "report__publication__language",
    "asserter": "report__asserter__slug",
    "report_modality": "report__modality",
    "report_hedge": "report__hedge",
    "report_quote": "report__quote",
    "superseded_by": "report__superseded_by__uid",
    "equipment_type": "equipment_type__slug",
    "equipment_name": "equipment_type__name",
    "label_type": "label_type__slug",
    "base_id": "base__uid",
    "low": "quantity__lower",
    "high": "quantity__upper",
    "voice": "voice_name",
    "voices": "estimate_voices",
    "estimate_low": "estimate_quantity__lower",
    "estimate_high": "estimate_quantity__upper",
}
OF_THE_REPORT = ("attribution", "attribution_phrase", "is_first_hand", "stage", "credibility")
JOINED = {"repeats": "report__repeat_edges", "cites": "report__publication__citations"}


def exporting(rows: QuerySet[ReportedDelivery], columns: Sequence[str]) -> Callable[[], object]:
    """Return the work of writing the rows as CSV with the same columns, formulas escaped.

    What our columns join from other tables is read here by one query each for all rows.
    """
    declared: dict[str, Any] = {}
    for name in columns:
        attribute = ATTRIBUTES.get(name) or (f"report__{name}" if name in OF_THE_REPORT else name)
        declared[name] = fields.Field(
            JOINED.get(name, attribute), name, JoinedWidget() if name in JOINED else None
        )
    meta = type(
        "Meta", (), {"model": ReportedDelivery, "fields": tuple(columns), "export_order": tuple(columns)}
    )
    resource = type(resources.ModelResource)(
        "LongResource", (resources.ModelResource,), {**declared, "Meta": meta}
    )
    prepared = rows.prefetch_related(*JOINED.values())

    def export() -> object:
        settings.IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
        return CSV().export_data(resource().export(prepared.all()))

    return export


class JoinedWidget(widgets.Widget):  # type: ignore[misc]
    """Write the rows of another table, joined by spaces."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the basis of each."""
        return " ".join(one.basis for one in value.all())
