"""Test that records become as wide as their header, and that nothing that says anything is cut."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.messages import Message
from inventory.imports.codes import PlanNote
from inventory.imports.fitting import as_wide, without_index
from inventory.imports.lines import Line

CELLS = st.sampled_from(["", " ", "a", "7"])


@given(
    st.lists(st.sampled_from(["A", "B", ""]), min_size=1, max_size=5),
    st.lists(st.lists(CELLS, max_size=7), max_size=5),
    st.sampled_from([0.0, 0.5]),
)
def test_what_is_filled_stays_in_its_place(header, rows, least):
    lines = [Line(number, tuple(row)) for number, row in enumerate(rows, start=2)]
    cells, fitted, _notes = as_wide(header, lines, least)
    shift = len(cells) - len(header) if len(cells) > len(header) else 0
    assert [line.number for line in fitted] == [line.number for line in lines]
    for before, after in zip(lines, fitted, strict=True):
        filled = [(place, cell) for place, cell in enumerate(before.cells) if cell.strip()]
        assert [(place, cell) for place, cell in enumerate(after.cells) if cell.strip()] == filled
        assert shift or len(after.cells) in (len(cells), len(before.cells))


def test_short_rows_are_told_and_torn_ones_of_known_formats_are_left():
    lines = [Line(2, ("a", "b", "c", "d")), Line(3, ("a", "b", "c")), Line(4, ("a",))]
    _cells, fitted, notes = as_wide(("A", "B", "C", "D"), lines, 0.5)
    assert fitted[1:] == (Line(3, ("a", "b", "c", "")), Line(4, ("a",)))
    assert notes == (Message(PlanNote.SHORT_ROWS, count=1, width=4, line="3"),)
    assert as_wide(("A", "", ""), [Line(2, ("a", "", ""))], 0.5)[0] == ("A",)


def test_a_column_that_only_numbers_the_rows_is_none():
    lines = (Line(2, ("0", "a")), Line(3, ("1", "b")))
    assert without_index(("", "A"), lines) == (("A",), (Line(2, ("a",)), Line(3, ("b",))))
    assert without_index(("No", "A"), lines) == (("No", "A"), lines)
    assert without_index(("", "A"), (Line(2, ("0", "a")), Line(3, ("0", "b"))))[0] == ("", "A")
