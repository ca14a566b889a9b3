"""Run the migrations back and forth."""

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


def _pretend_migrated_before_folding(count: int) -> None:
    recorder = MigrationRecorder(connection)
    # Those that came after the folding are in the schema of this database already.
    folded = [key for key in MigrationLoader(connection).disk_migrations if key[0] == "inventory"]
    first = [name for _, name in sorted(folded) if name[:4] <= "0006"]
    recorder.migration_qs.filter(app="inventory", name__in=[*first, *BEFORE_FOLDING]).delete()
    for name in BEFORE_FOLDING[:count]:
        recorder.record_applied("inventory", name)


@pytest.mark.django_db
def test_database_with_all_migrations_from_before_folding_is_taken_as_migrated():
    _pretend_migrated_before_folding(len(BEFORE_FOLDING))
    call_command("migrate", verbosity=0)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert ("inventory", "0006_database_rules") in MigrationRecorder(connection).applied_migrations()


@pytest.mark.django_db
@pytest.mark.parametrize("count", range(1, len(BEFORE_FOLDING)))
def test_database_with_some_migrations_from_before_folding_is_refused(count):
    _pretend_migrated_before_folding(count)
    with pytest.raises(NodeNotFoundError, match="already applied"):
        MigrationLoader(connection)


@pytest.mark.parametrize("name", ["0002_reference_tables", "0003_record_tables", "0005_history"])
def test_together_leaves_the_state_that_its_operations_leave_one_by_one(name):
    loader = MigrationLoader(None)
    migration = loader.get_migration("inventory", name)
    state = loader.project_state(("inventory", name), at_end=False)
    together, apart = state.clone(), state.clone()
    assert [type(operation) for operation in migration.operations] == [Together]
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
def test_migrations_can_be_reversed_and_run_again():
    call_command("migrate", "inventory", "zero", verbosity=0)
    with connection.cursor() as cursor:
        left = [
            name for name in connection.introspection.table_names(cursor) if name.startswith("inventory_")
        ]
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'inventory_%'")
        functions = cursor.fetchone()
    call_command("migrate", "inventory", verbosity=0)
    with connection.cursor() as cursor:
        again = connection.introspection.table_names(cursor)
    assert left == []
    assert functions == (0,)
    assert "inventory_reporteddelivery" in again
