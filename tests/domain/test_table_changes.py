"""Test comparing two tables row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.table_changes import CellChange, compare_tables

CELLS = st.text(max_size=2)


def rows(columns):
    """Draw a table of some columns, in which no key is twice."""
    row = st.fixed_dictionaries({"id": st.text(max_size=2), **dict.fromkeys(columns, CELLS)})
    return st.lists(row, unique_by=lambda row: row["id"], max_size=6)


TABLES = rows(["a", "b"])


def test_rows_are_added_removed_and_changed():
    old = [{"id": "1", "n": "2"}, {"id": "2", "n": "5"}, {"id": "4", "n": "1"}]
    new = [{"id": "3", "n": "9"}, {"id": "2", "n": "6"}, {"id": "4", "n": "1"}]
    changes = compare_tables("id", old, new)
    assert changes.added == [{"id": "3", "n": "9"}]
    assert changes.removed == [{"id": "1", "n": "2"}]
    assert changes.changed == [CellChange("2", "n", "5", "6")]
    assert (changes.same, changes.changed_rows) == (1, 1)


def test_a_column_of_one_table_alone_is_named_and_not_compared():
    changes = compare_tables("id", [{"id": "1", "old": "x"}], [{"id": "1", "new": "y"}])
    assert (changes.columns_added, changes.columns_removed) == (["new"], ["old"])
    assert (changes.changed, changes.same) == ([], 1)


def test_a_key_that_is_twice_is_refused():
    with pytest.raises(ValueError, match="A value of id is in several rows"):
        compare_tables("id", [{"id": "1"}, {"id": "1"}], [])


@given(TABLES)
def test_a_table_does_not_differ_from_itself(table):
    changes = compare_tables("id", table, table)
    assert (changes.added, changes.removed, changes.changed, changes.same) == ([], [], [], len(table))


@given(TABLES, TABLES)
def test_the_changes_turn_the_old_table_into_the_new_one(old, new):
    changes = compare_tables("id", old, new)
    made = {row["id"]: dict(row) for row in old}
    for row in changes.removed:
        del made[row["id"]]
    for change in changes.changed:
        assert made[change.key][change.column] == change.old
        made[change.key][change.column] = change.new
    made |= {row["id"]: dict(row) for row in changes.added}
    assert made == {row["id"]: row for row in new}


@given(TABLES, TABLES)
def test_every_row_is_counted_once_from_both_sides(old, new):
    changes, back = compare_tables("id", old, new), compare_tables("id", new, old)
    assert len(changes.added) + changes.changed_rows + changes.same == len(new)
    assert len(changes.removed) + changes.changed_rows + changes.same == len(old)
    assert (changes.added, changes.removed) == (back.removed, back.added) or {
        tuple(row.items()) for row in changes.added
    } == {tuple(row.items()) for row in back.removed}
