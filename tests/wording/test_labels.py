"""Hold the names of columns to the tables."""

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from inventory.models import ReportedDelivery
from inventory.wording.labels import LABELS

TABLES = [
    table
    for table in apps.get_app_config("inventory").get_models()
    if not hasattr(table, "pgh_tracked_model") and not table._meta.auto_created
]
# Django's own key and what PostgreSQL alone reads and writes: no person sees them by name.
UNSEEN = (models.AutoField, models.BigAutoField, models.GeneratedField)


def own_columns(table):
    return [field for field in table._meta.get_fields() if isinstance(field, models.Field)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_column_that_a_person_sees_has_a_name(table):
    nameless = [
        field.name
        for field in own_columns(table)
        if not isinstance(field, UNSEEN)
        and (field.editable or field.name in LABELS)
        and field._verbose_name is None
        and field.verbose_name is not LABELS.get(field.name)
    ]
    assert nameless == []


def test_every_name_is_a_column_s():
    columns = {field.name for table in TABLES for field in own_columns(table)}
    assert LABELS.keys() <= columns


def test_a_name_speaks_the_reader_s_language():
    field = ReportedDelivery._meta.get_field("equipment_type")
    with override("fr"):
        assert str(field.verbose_name) == "type de matériel"
    assert str(field.verbose_name) == "equipment type"
