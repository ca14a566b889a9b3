"""Write the rows of a record that are new or changed; tell the line of one that the database refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DataError, IntegrityError, transaction
from psycopg import sql

from inventory.imports.whole_record.problems import BadRow
from inventory.imports.whole_record.rows import compared_columns, kept_columns
from inventory.imports.whole_record.statements import fetch, listed, model_table, row_table, run
from inventory.models import Merge
from inventory.models.whole_record import RecordTable, table_of

type Step = Callable[[RecordTable, int], None]  # writes the rows up to one


class RefusedError(Exception):
    """Say that the database refuses a row, and which."""

    def __init__(self, table: RecordTable, bad: BadRow) -> None:
        super().__init__(bad.reason)
        self.table, self.bad = table, bad


def write_rows(tables: list[RecordTable]) -> None:
    """Write what is new or changed, table by table. Raises RefusedError; all is then to be rolled back."""
    # Before anything comes to a shipment that is not merged any more.
    _take_back_merges()
    for table in tables:
        steps = [_update, _insert]
        # A row of which another is to stand below has to be there first.
        for step in reversed(steps) if table.above else steps:
            _carefully(table, step)


def _take_back_merges() -> None:
    run(
        sql.SQL(
            "UPDATE {} t SET undone_by_id = r.undone_by_id, undone_at = r.undone_at FROM {} r"
            " WHERE r.id = t.id AND r.undone_at IS NOT NULL AND t.undone_at IS NULL"
        ).format(model_table(table_of(Merge)), row_table(table_of(Merge)))
    )


def _carefully(table: RecordTable, step: Step) -> None:
    """Write a table's rows; where one is refused, find the first such, by halves."""
    (most,) = fetch(sql.SQL("SELECT coalesce(max(record_row), 0) FROM {}").format(row_table(table)))[0]
    error = _refusal(table, step, most)
    if error is None:
        return
    good = 0
    while most - good > 1:
        middle = (good + most) // 2
        found = _refusal(table, step, middle, is_trial=True)
        if found is None:
            good = middle
        else:
            most, error = middle, found
    raise RefusedError(table, BadRow(most, "", reason_of(error))) from error


def _refusal(table: RecordTable, step: Step, most: int, *, is_trial: bool = False) -> Exception | None:
    """Write the rows up to one; return why that is refused, if it is. A trial is taken back."""
    try:
        with transaction.atomic():
            step(table, most)
            if is_trial:
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        return error
    return None


def reason_of(error: Exception) -> str:
    """Return what the database says of a refusal."""
    said = getattr(error.__cause__, "diag", None)
    parts = [getattr(said, name, None) for name in ("message_primary", "message_detail")]
    return " ".join(part for part in parts if part) or str(error)


def _update(table: RecordTable, most: int) -> None:
    names = compared_columns(table)
    if not names:
        return
    run(
        sql.SQL(
            "UPDATE {} t SET {} FROM {} r WHERE r.id = t.id AND r.is_changed AND r.record_row <= {}"
        ).format(
            model_table(table),
            listed(
                sql.SQL("{} = {}").format(sql.Identifier(name), sql.Identifier("r", name)) for name in names
            ),
            row_table(table),
            sql.Literal(most),
        )
    )


def _insert(table: RecordTable, most: int) -> None:
    values = {name: sql.Identifier("r", name) for name in ("id", *kept_columns(table))} | _given(table)
    insert = sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} r WHERE NOT r.is_known AND r.record_row <= {}"
    ).format(
        model_table(table),
        listed(map(sql.Identifier, values)),
        listed(values.values()),
        row_table(table),
        sql.Literal(most),
    )
    if table.above:
        _insert_below(table, insert)
    else:
        # What was undone comes first: of several merges of a shipment the one that holds has the last word.
        order = "r.undone_at NULLS LAST, r.record_row" if table.model is Merge else "r.record_row"
        run(sql.SQL("{} ORDER BY {}").format(insert, sql.SQL(order)))


def _insert_below(table: RecordTable, insert: sql.Composed) -> None:
    """Insert rows after those that they stand below: one round for each depth."""
    above = sql.Identifier("r", f"{table.above}_id")
    next_ones = sql.SQL(
        "{0} AND NOT EXISTS (SELECT FROM {1} t WHERE t.id = r.id)"
        " AND ({2} IS NULL OR EXISTS (SELECT FROM {1} t WHERE t.id = {2}))"
    ).format(insert, model_table(table), above)
    while run(next_ones):
        pass
    left = sql.SQL("{} AND NOT EXISTS (SELECT FROM {} t WHERE t.id = r.id) ORDER BY r.record_row LIMIT 1")
    below = sql.SQL("SELECT r.record_row FROM {} r WHERE NOT r.is_known").format(row_table(table))
    for (row,) in fetch(left.format(below, model_table(table))):
        raise RefusedError(table, BadRow(row, table.above, "stands below itself."))


def _given(table: RecordTable) -> dict[str, sql.Composable]:
    """Return what a new row gets in the columns that the file does not have."""
    kept = {*kept_columns(table), "id"}
    found: dict[str, sql.Composable] = {}
    for field in table.model._meta.concrete_fields:
        if field.attname in kept or field.generated:
            continue
        if field.name in table.given:
            found[field.attname] = sql.SQL(table.given[field.name])
        else:
            default: Any = field.get_default()
            found[field.attname] = sql.Literal(default)
    return found
