"""Import and export the same rows as django-import-export does, by itself and as fast as it can be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import IntegerRangeField
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Field, ForeignKey, Model, QuerySet
from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV
from tablib import Dataset

from inventory.models import Estimate, Publication, Report, ReportedDelivery, Shipment

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


def peer_rows(count: int) -> Tables:
    """Return the first lines, and the rows that they hang on, as tables; and delete them."""
    lines = list(ReportedDelivery.objects.order_by("pk").values_list("pk", "report")[:count])
    reports = {report for _, report in lines}
    of_reports = {"reports__in": reports}
    keys = {
        ReportedDelivery: [pk for pk, _ in lines],
        Report: list(reports),
        Publication: list(Publication.objects.filter(**of_reports).values_list("pk", flat=True)),
        Shipment: list(Shipment.objects.filter(**of_reports).values_list("pk", flat=True).distinct()),
    }
    tables = {model: _table(model, keys[model]) for model in MODELS}
    for model in reversed(MODELS):
        model._default_manager.filter(pk__in=keys[model]).delete()
    return tables


def importing(tables: Tables, *, is_tuned: bool, is_complete: bool = False) -> Callable[[], object]:
    """Return the work of importing the rows; it raises what the package collects.

    By itself the package checks no rule of a model and knows nothing of estimates; ``is_complete`` has it
    check all rules of every row, and the estimates computed at the end.
    """
    made = [
        (_resource(model, is_tuned=is_tuned, is_complete=is_complete), rows) for model, rows in tables.items()
    ]

    def work() -> None:
        for resource, rows in made:
            resource().import_data(rows, raise_errors=True)
        if is_complete:
            Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))

    return work


def _resource(model: type[Model], *, is_tuned: bool, is_complete: bool) -> Any:
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
        "clean_model_instances": is_complete,
        **(TUNING if is_tuned else {}),
    }
    return type(resources.ModelResource)(
        f"{model.__name__}Resource",
        (resources.ModelResource,),
        {**declared, "Meta": type("Meta", (), options)},
    )


def _table(model: type[Model], keys: Sequence[int]) -> Dataset:
    columns = _columns(model)
    rows = Dataset(headers=[column.name for column in columns])
    for values in model._default_manager.filter(pk__in=keys).values_list(
        *(column.attname for column in columns)
    ):
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
