"""Hold the declarations of columns to what files need of them, and to standing in one place."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import BooleanField, DateField, DecimalField, IntegerField
from django.utils.translation import override

from inventory.columns.column import FileColumn, find_column, names_of, picked
from inventory.columns.shared import TITLE, URL
from inventory.exports.export import Export
from inventory.exports.profiles import PROFILES
from inventory.imports.mapping.fields import Field
from inventory.models.whole_record import Type

PACKAGE = Path(__file__).resolve().parents[2] / "inventory"
# They have names of their own for readers: those of a register, or of what is compared.
WITHOUT_HEADINGS = {"sipri_like", "unroca_like", "comparison"}
# How PostgreSQL's answers come, for each type that is not text.
FIELDS = {
    Type.BOOLEAN: BooleanField,
    Type.DATE: DateField,
    Type.INTEGER: IntegerField,
    Type.NUMBER: DecimalField,
}
# Words that name something else, too: choices, measures, parts of pages, lookups, columns of SIPRI's file.
OTHER_WORDS = {
    *("change", "cites", "confirmed", "conflicts", "detail", "groups", "high", "items", "low", "open"),
    *(
        "part",
        "permalink",
        "rating",
        "support",
        "thing",
        "type_conflict",
        "unknown",
        "value",
        "voice",
        "year",
    ),
    *("estimate_state", "Supplier", "Recipient", "Category", "Year", "Status", "Designation", "Description"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PROFILES)
def test_every_column_says_what_it_means_and_no_two_have_the_same_words(name, language):
    columns = PROFILES[name].columns
    assert [column.name for column in columns if not column.meaning.endswith(".")] == []
    with override(language):
        heads = [column.head for column in columns]
    assert len(set(heads)) == len(heads)
    assert all(column.heading for column in columns) == (name not in WITHOUT_HEADINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PROFILES)
def test_the_database_gives_what_a_column_declares(name):
    export = PROFILES[name].everything("https://x.example/")
    assert export.profile == name
    assert set(export.columns) <= set(PROFILES[name].columns)
    for column in export.columns if isinstance(export, Export) else ():
        field = export.rows.annotate(asked=column.value).query.annotations["asked"].output_field
        expected = next((kind for kind, known in FIELDS.items() if isinstance(field, known)), Type.STRING)
        assert column.type == expected, column.name


def test_columns_are_told_apart_by_name_and_picked_in_the_order_asked_for():
    assert FileColumn("title", "", "") == TITLE
    assert picked((TITLE, URL), ["url", "title"]) == [URL, TITLE]
    assert picked((TITLE, URL), None) == (TITLE, URL)
    with pytest.raises(KeyError):
        picked((TITLE,), ["url"])


def test_a_column_is_found_by_its_own_name_before_those_with_gaps():
    pattern = FileColumn("<voice>_low", "", "")
    own = FileColumn("named_low", "", "")
    assert find_column("named_low", (pattern, own)) is own
    assert find_column("le-monde_low", (pattern, own)) is pattern
    assert find_column("high", (pattern, own)) is None


@cache
def texts():
    """Return by module the texts that stand in it, each on its own."""
    return {
        path: [
            node
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        ]
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
    }


def declared():
    """Return the names that are declared, once for each declaration."""
    return Counter(
        node.args[0].value
        for path, nodes in texts().items()
        for node in nodes
        if path.is_relative_to(PACKAGE / "columns")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FileColumn"
        if isinstance(node.args[0], ast.Constant)
    )


def test_a_column_is_declared_once():
    counted = declared()
    assert {name for profile in PROFILES.values() for name in names_of(profile.columns)} == set(counted)
    assert [name for name, number in counted.items() if number > 1] == []


def test_the_name_of_a_column_stands_in_no_other_module():
    fields = {
        name
        for model in apps.get_app_config("inventory").get_models()
        for field in model._meta.get_fields()
        for name in (field.name, getattr(field, "attname", ""))
    }
    # What a column of a foreign table may say has the names of our own columns, also in what is said of it.
    names = set(declared()) - fields - OTHER_WORDS - set(Field.values)
    assert [
        f"{path.relative_to(PACKAGE)}: {node.value}"
        for path, nodes in texts().items()
        for node in nodes
        if path.name != "new.py"  # reads SIPRI's own file
        if not path.is_relative_to(PACKAGE / "columns")
        if isinstance(node, ast.Constant) and node.value in names
    ] == []
