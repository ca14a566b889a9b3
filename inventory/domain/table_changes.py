"""Compare two tables of one kind, row by row of the same key: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CellChange:
    """Hold one cell that differs: the row's key, the column, and both values."""

    key: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Hold all that differs: rows only in the new table, rows only in the old one, and cells of rows in both.

    ``same`` is the number of rows that do not differ in any column that both tables have. ``columns_added``
    and ``columns_removed`` are in one table alone and compared with nothing.
    """

    added: Sequence[Row]
    removed: Sequence[Row]
    changed: Sequence[CellChange]
    same: int
    columns_added: Sequence[str] = ()
    columns_removed: Sequence[str] = ()

    @property
    def changed_rows(self) -> int:
        """Return how many rows have a changed cell."""
        return len({change.key for change in self.changed})


def compare_tables(key: str, old: Sequence[Row], new: Sequence[Row]) -> TableChanges:
    """Compare two tables by a column that tells each row from all others, in the order of the new one.

    Raises ValueError when a key is twice in one table.

    >>> compare_tables("id", [{"id": "1", "n": "2"}], [{"id": "1", "n": "3"}]).changed
    [CellChange(key='1', column='n', old='2', new='3')]
    """
    before, after = _by_key(key, old), _by_key(key, new)
    old_columns, new_columns = _columns(old), _columns(new)
    shared = [column for column in new_columns if column in old_columns]
    changed = [
        CellChange(name, column, before[name][column], row[column])
        for name, row in after.items()
        if name in before
        for column in shared
        if before[name][column] != row[column]
    ]
    kept = after.keys() & before.keys()
    return TableChanges(
        added=[row for name, row in after.items() if name not in before],
        removed=[row for name, row in before.items() if name not in after],
        changed=changed,
        same=len(kept) - len({change.key for change in changed}),
        columns_added=[column for column in new_columns if old and column not in old_columns],
        columns_removed=[column for column in old_columns if new and column not in new_columns],
    )


def _by_key(key: str, rows: Sequence[Row]) -> dict[str, Row]:
    found = {row[key]: row for row in rows}
    if len(found) != len(rows):
        raise ValueError(f"A value of {key} is in several rows.")
    return found


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(rows[0]) if rows else []
