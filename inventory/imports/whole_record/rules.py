"""Hold the rows of a record to the rules of the database before they are written, to tell the line.

The rules are read from the database itself, so that there is no second copy of any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from inventory.imports.whole_record.cells import MOST
from inventory.imports.whole_record.problems import BadRow
from inventory.imports.whole_record.rows import kept_columns
from inventory.imports.whole_record.statements import all_of, fetch, listed, model_table, row_table
from inventory.models.whole_record import TABLES, RecordTable

CHECKS = """
SELECT c.conname, pg_get_expr(c.conbin, c.conrelid),
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY(c.conkey))
FROM pg_constraint c WHERE c.contype = 'c' AND c.conrelid = {}::regclass ORDER BY c.conname
"""
# A key of several columns says more than that the row is there: that it is one of the same report.
KEYS = """
SELECT c.conname, c.confrelid::regclass::text,
    ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.number ORDER BY k.place),
    ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = c.confrelid AND attnum = k.number ORDER BY k.place)
FROM pg_constraint c
WHERE c.contype = 'f' AND cardinality(c.conkey) > 1 AND c.conrelid = {}::regclass ORDER BY c.conname
"""
UNIQUE = """
SELECT coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'), i.indnullsnotdistinct,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, true) FROM generate_series(1, i.indnkeyatts) AS place),
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = ANY(i.indkey))
FROM pg_index i
WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid = {}::regclass
ORDER BY i.indexrelid::regclass::text
"""


@dataclass(frozen=True, slots=True)
class Clash:
    """Say that a row would hold something that one row alone may hold."""

    row: int
    columns: str
    is_within_file: bool  # Another row of the file holds it, else one of the record that the file lacks.


def broken_rules(table: RecordTable) -> Iterator[BadRow]:
    """Yield rows that the database would refuse for themselves, or for the row that they name."""
    known = {*kept_columns(table), "id"}
    for name, condition, columns in _rules(CHECKS, table):
        if set(columns) <= known:
            query = sql.SQL("SELECT record_row FROM {} WHERE NOT ({}) ORDER BY 1 LIMIT {}")
            rows = fetch(query.format(row_table(table), sql.SQL(condition), sql.Literal(MOST)))
            yield from (BadRow(row, ", ".join(columns), _message(table, name)) for (row,) in rows)
    for name, other, columns, names in _rules(KEYS, table):
        yield from _elsewhere(table, other, list(zip(columns, names, strict=True)), name)


def _elsewhere(table: RecordTable, other: str, pairs: list[tuple[str, str]], name: str) -> Iterator[BadRow]:
    """Yield rows that name a row which belongs to another than they do."""
    target = next(one for one in TABLES if one.model._meta.db_table == other)
    query = sql.SQL(
        "SELECT r.record_row FROM {} r WHERE {} AND NOT EXISTS (SELECT FROM {} o WHERE {})"
        " ORDER BY 1 LIMIT {}"
    ).format(
        row_table(table),
        all_of(sql.SQL("{} IS NOT NULL").format(sql.Identifier("r", mine)) for mine, _theirs in pairs),
        row_table(target),
        all_of(
            sql.SQL("{} = {}").format(sql.Identifier("r", mine), sql.Identifier("o", theirs))
            for mine, theirs in pairs
        ),
        sql.Literal(MOST),
    )
    columns = [mine.removesuffix("_id") for mine, _theirs in pairs]
    shown = [column for column in columns if column not in table.follows]
    for (row,) in fetch(query):
        yield BadRow(row, ", ".join(shown), f"does not belong together ({name}).")


def clashes(table: RecordTable) -> Iterator[Clash]:
    """Yield rows that would hold what another row holds and only one may."""
    for predicate, is_null_a_value, expressions, columns in _rules(UNIQUE, table):
        if "id" in columns or not set(columns) <= set(kept_columns(table)):
            continue
        names = [sql.Identifier(f"part_{number}") for number in range(len(expressions))]
        parts = listed(
            sql.SQL("{} AS {}").format(sql.SQL(part), name)
            for part, name in zip(expressions, names, strict=True)
        )
        given = [] if is_null_a_value else [sql.SQL("{} IS NOT NULL").format(name) for name in names]
        query = sql.SQL(
            "SELECT max(record_row), bool_and(record_row IS NOT NULL) FROM ("
            " SELECT record_row, {parts} FROM {rows} WHERE {predicate} UNION ALL"
            " SELECT NULL, {parts} FROM {model} t WHERE {predicate}"
            " AND NOT EXISTS (SELECT FROM {rows} r WHERE r.id = t.id)"
            ") after WHERE {given} GROUP BY {names} HAVING count(*) > 1 AND count(record_row) > 0"
            " ORDER BY 1 LIMIT {most}"
        ).format(
            parts=parts,
            rows=row_table(table),
            model=model_table(table),
            predicate=sql.SQL(predicate),
            given=all_of(given),
            names=listed(names),
            most=sql.Literal(MOST),
        )
        shown = ", ".join(column.removesuffix("_id") for column in columns) or ", ".join(expressions)
        yield from (Clash(row, shown, is_within_file) for row, is_within_file in fetch(query))


def _rules(query: str, table: RecordTable) -> list[tuple[str, ...]]:
    name = sql.Literal(table.model._meta.db_table)
    return fetch(sql.SQL(query).format(name))


def _message(table: RecordTable, name: str) -> str:
    """Return what the model says of a broken rule; the rule's name where it says nothing."""
    constraints = {one.name: one for one in table.model._meta.constraints}
    found = constraints.get(name)
    said = found.violation_error_message if found is not None else None
    return str(said) if said else f"breaks the rule {name}."
