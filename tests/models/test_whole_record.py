"""Hold the declaration of the whole record to the models: no table and no column is forgotten."""

import pytest
from django.apps import apps

from inventory.models.whole_record import LEFT_OUT, PEOPLE, TABLES


def kept_models():
    """Return the models of the record, those of history apart, which the triggers fill."""
    models = apps.get_app_config("inventory").get_models(include_auto_created=True)
    return {model for model in models if not hasattr(model, "pgh_tracked_model")}


def test_every_model_is_exported_or_left_out_with_a_reason():
    exported = {table.model for table in TABLES if table is not PEOPLE}
    assert kept_models() - exported - set(LEFT_OUT) == set(), "declare it in models/whole_record/tables.py"
    assert exported & set(LEFT_OUT) == set()
    assert exported | set(LEFT_OUT) == kept_models()
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize(
    "table", [table for table in TABLES if table is not PEOPLE], ids=lambda one: one.name
)
def test_every_field_is_exported_computed_or_follows_another(table):
    exported = {column.field.name for column in table.stored}
    others = {*table.computed, *table.follows}
    fields = {one.name for one in table.model._meta.concrete_fields if not (one.generated or one.primary_key)}
    assert exported | others == fields
    assert exported & others == set()


def test_a_table_comes_after_those_that_it_names():
    seen = set()
    for table in TABLES:
        seen.add(table.model)
        assert {column.target for column in table.columns if column.target} <= seen, table.name


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_no_key_of_the_database_is_among_the_columns(table):
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert "id" not in names
    assert tuple(names[: len(table.key)]) == table.key
