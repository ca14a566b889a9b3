"""Run the migrations back and forth."""

from collections.abc import Sequence

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from inventory.migrations._folded import Together

BEFORE_FOLDING = (
    "0001_extensions_and_dates",
    "0002_record",
    "0003_composite_keys",
    "0004_desk",
    "0005_search",
    "0006_newest_first",
    "0007_imports",
    "0008_snapshots",
    "0009_faster_imports",
    "0010_merges",
    "0011_lighter_writes",
)


def _pretend_migrated_before_folding(names: Sequence[str], *, later: Sequence[str] = ()) -> None:
    """Make the database's record that of one from before; it keeps the migrations that came later."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="inventory").exclude(name__in=later).delete()
    for name in names:
        recorder.record_applied("inventory", name)


@pytest.mark.django_db
def test_database_with_all_migrations_from_before_folding_is_taken_as_migrated():
    migrations = MigrationLoader(None).disk_migrations.items()
    later = [name for (app, name), one in migrations if app == "inventory" and not one.replaces]
    _pretend_migrated_before_folding(BEFORE_FOLDING, later=later)
    call_command("migrate", verbosity=0)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert ("inventory", "0006_database_rules") in MigrationRecorder(connection).applied_migrations()


@pytest.mark.django_db
@pytest.mark.parametrize("count", range(1, len(BEFORE_FOLDING)))
def test_database_with_some_migrations_from_before_folding_is_refused(count):
    _pretend_migrated_before_folding(BEFORE_FOLDING[:count])
    with pytest.raises(NodeNotFoundError, match="already applied"):
        MigrationLoader(connection)


@pytest.mark.parametrize(
    "name",
    [
        "0002_reference_tables",
        "0003_record_tables",
        "0005_history",
        "0007_lines_of_one_voice",
        "0011_datasets",
        "0014_people_and_withdrawals",
    ],
)
def test_together_leaves_the_state_that_its_operations_leave_one_by_one(name):
    loader = MigrationLoader(None)
    migration = loader.get_migration("inventory", name)
    state = loader.project_state(("inventory", name), at_end=False)
    together, apart = state.clone(), state.clone()
    assert {type(operation) for operation in migration.operations} == {Together}
    for operation in migration.operations:
        operation.state_forwards("inventory", together)
        for single in operation.operations:
            single.state_forwards("inventory", apart)
    assert _described(together) == _described(apart)


def _described(state: ProjectState) -> dict[str, list[str]]:
    return {
        model.__name__: [str(field.deconstruct()) for field in model._meta.get_fields() if field.concrete]
        for model in state.apps.get_models(include_auto_created=True)
    }


@pytest.mark.django_db(transaction=True)
def test_migrations_since_folding_can_be_reversed_and_run_again():
    before = _columns()
    call_command("migrate", "inventory", "0006_database_rules", verbosity=0)
    reversed_columns = _columns()
    call_command("migrate", "inventory", verbosity=0)
    assert reversed_columns != before
    assert _columns() == before


def _columns() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, is_nullable, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        return cursor.fetchall()
