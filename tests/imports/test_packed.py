"""Test taking apart cells that list several types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.packed import Item, split_list


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("CAESAR (19); Bohdana (18)", [("CAESAR", "19"), ("Bohdana", "18")]),
        ("CAESAR (19), Bohdana (18)", [("CAESAR", "19"), ("Bohdana", "18")]),
        ("CAESAR (19)\nBohdana", [("CAESAR", "19"), ("Bohdana", "")]),
        ("CAESAR, 155 mm (19); D-30", [("CAESAR, 155 mm", "19"), ("D-30", "")]),
        ("2 × boats", [("boats", "2")]),
        ("T-72 (about 1,200)", [("T-72", "about 1,200")]),
        ("Leopard 2 (A4)", [("Leopard 2 (A4)", "")]),
        ("T-72 (?)", [("T-72", "?")]),
        ("(19)", [("(19)", "")]),
        ("T-72 (3", [("T-72 (3", "")]),
        (" ; ;", []),
        ("", []),
    ],
)
def test_lists_are_taken_apart(cell, items):
    assert [(item.name, item.phrase) for item in split_list(cell)] == items


NAME = (
    st.text(st.sampled_from("abcT-72 "), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda name: name[:1].isalpha())
)


@given(
    st.lists(st.tuples(NAME, st.integers(0, 5000)), min_size=1, max_size=6),
    st.sampled_from(["; ", ", ", "\n"]),
)
def test_whatever_was_listed_is_found_again(items, separator):
    cell = separator.join(f"{name} ({count})" for name, count in items)
    assert split_list(cell) == [Item(name, str(count)) for name, count in items]
