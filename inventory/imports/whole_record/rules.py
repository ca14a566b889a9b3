"""Hold the rows of a record to the rules of the database before they are written, to tell the line.

The rules are read from the database itself, so that there is no second copy of any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from psycopg import sql

from inventory.imports.whole_record.cells import MOST
from inventory.imports.whole_record.problems import BadRow
from inventory.imports.whole_record.rows import kept_columns
from inventory.imports.whole_record.statements import all_of, fetch, listed, model_table, row_table
from inventory.models.whole_record import TABLES, RecordTable

CHECKS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_expr(c.conbin, c.conrelid),
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = ANY(c.conkey))
FROM pg_constraint c WHERE c.contype = 'c' AND c.conrelid::regclass::text = ANY({}) ORDER BY c.conname
"""
# A key of several columns says more than that the row is there: that it is one of the same report.
KEYS = """
SELECT c.conrelid::regclass::text, c.conname, c.confrelid::regclass::text,
    ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.number ORDER BY k.place),
    ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute ON attrelid = c.confrelid AND attnum = k.number ORDER BY k.place)
FROM pg_constraint c
WHERE c.contype = 'f' AND cardinality(c.conkey) > 1 AND c.conrelid::regclass::text = ANY({})
ORDER BY c.conname
"""
UNIQUE = """
SELECT i.indrelid::regclass::text,
    coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'), i.indnullsnotdistinct,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, true) FROM generate_series(1, i.indnkeyatts) AS place),
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = ANY(i.indkey))
FROM pg_index i
WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid::regclass::text = ANY({})
ORDER BY i.indexrelid::regclass::text
"""


@dataclass(frozen=True, slots=True)
class Clash:
    """Say that a row cannot stand beside another: of the file, else one of the record that the file lacks."""

    bad: BadRow
    is_within_file: bool


class Unique(NamedTuple):
    """Hold a unique index: which rows it is of, whether a null is like another, its parts, their columns."""

    predicate: str
    is_null_a_value: bool
    parts: list[str]
    columns: list[str]


class RuleBook:
    """Hold the rules of the database on the tables of the record. Runs three queries."""

    def __init__(self) -> None:
        self._checks, self._keys = _read(CHECKS), _read(KEYS)
        self._unique = {table: [Unique(*rule) for rule in rules] for table, rules in _read(UNIQUE).items()}

    def broken(self, table: RecordTable) -> Iterator[BadRow]:
        """Yield rows that the database would refuse for themselves, or for the row that they name."""
        known = {*kept_columns(table), "id"}
        for name, condition, columns in self._checks[table.model._meta.db_table]:
            if set(columns) <= known:
                query = sql.SQL("SELECT record_row FROM {} WHERE NOT ({}) ORDER BY 1 LIMIT {}")
                rows = fetch(query.format(row_table(table), sql.SQL(condition), sql.Literal(MOST)))
                yield from (BadRow(row, ", ".join(columns), _message(table, name)) for (row,) in rows)
        for name, other, columns, names in self._keys[table.model._meta.db_table]:
            yield from _elsewhere(table, other, list(zip(columns, names, strict=True)), name)

    def clashes(self, table: RecordTable) -> Iterator[Clash]:
        """Yield rows that would hold what another row holds and only one may, or that may never change."""
        if table.is_frozen:
            yield from _thawed(table)
        for rule in self._unique.get(table.model._meta.db_table, ()):
            columns = set(rule.columns)
            if "id" not in columns and columns <= set(kept_columns(table)):
                yield from _doubled(table, rule)


def _read(query: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return rules by the table that they are of."""
    found = defaultdict(list)
    names = [table.model._meta.db_table for table in TABLES]
    for table, *rule in fetch(sql.SQL(query).format(sql.Literal(names))):
        found[table].append(tuple(rule))
    return found


def _thawed(table: RecordTable) -> Iterator[Clash]:
    query = sql.SQL("SELECT record_row FROM {} WHERE is_changed ORDER BY 1 LIMIT {}")
    for (row,) in fetch(query.format(row_table(table), sql.Literal(MOST))):
        reason = "The database has this row with other values, and it never changes."
        yield Clash(BadRow(row, ", ".join(table.key), reason), is_within_file=False)


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


def _doubled(table: RecordTable, rule: Unique) -> Iterator[Clash]:
    """Yield rows that have the same parts as another, as a unique index has them."""
    names = [sql.Identifier(f"part_{number}") for number in range(len(rule.parts))]
    given = [] if rule.is_null_a_value else [sql.SQL("{} IS NOT NULL").format(name) for name in names]
    query = sql.SQL(
        "SELECT max(record_row), bool_and(record_row IS NOT NULL) FROM ("
        " SELECT record_row, {parts} FROM {rows} WHERE {predicate} UNION ALL"
        " SELECT NULL, {parts} FROM {model} t WHERE {predicate}"
        " AND NOT EXISTS (SELECT FROM {rows} r WHERE r.id = t.id)"
        ") after WHERE {given} GROUP BY {names} HAVING count(*) > 1 AND count(record_row) > 0"
        " ORDER BY 1 LIMIT {most}"
    ).format(
        parts=listed(
            sql.SQL("{} AS {}").format(sql.SQL(part), name)
            for part, name in zip(rule.parts, names, strict=True)
        ),
        rows=row_table(table),
        model=model_table(table),
        predicate=sql.SQL(rule.predicate),
        given=all_of(given),
        names=listed(names),
        most=sql.Literal(MOST),
    )
    shown = ", ".join(column.removesuffix("_id") for column in rule.columns) or ", ".join(rule.parts)
    for row, is_within_file in fetch(query):
        where = "Another row of the file" if is_within_file else "Another row of the database"
        yield Clash(BadRow(row, shown, f"{where} has the same, and only one may."), is_within_file)


def _message(table: RecordTable, name: str) -> str:
    """Return what the model says of a broken rule; the rule's name where it says nothing."""
    constraints = {one.name: one for one in table.model._meta.constraints}
    found = constraints.get(name)
    said = found.violation_error_message if found is not None else None
    return str(said) if said else f"breaks the rule {name}."
