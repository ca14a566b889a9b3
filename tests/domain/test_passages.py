"""Find quoted passages however they were typed, and never lose a letter of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.passages import find_passage, mark_passages, shared_passages

TEXTS = st.text(st.sampled_from("ab c’'\n.-–"), max_size=40)


@given(TEXTS, st.dictionaries(st.integers(0, 5), TEXTS))
def test_the_pieces_are_the_text(text, passages):
    assert "".join(piece.text for piece in mark_passages(text, passages)) == text


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_what_was_copied_from_a_text_is_found_in_it(text, start, end):
    quote = text[start:end]
    pieces = mark_passages(text, {"quote": quote})
    assert any(piece.marks for piece in pieces) is bool(quote.strip().strip("'’"))


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The “new” T‑72s came", '"new" T-72s', "new” T‑72s"),
        ("Seven\n  tanks came", "SEVEN TANKS", "Seven\n  tanks"),
        ("L’armée malienne", "l'armée", "L’armée"),
        ("Seven tanks (T-72)", "(t-72)", "(T-72)"),
    ],
)
def test_case_spacing_and_marks_do_not_matter(text, quote, found):
    assert find_passage(text, quote).group() == found


@pytest.mark.parametrize("quote", ["", "  ", "“”", "eight tanks"])
def test_what_is_not_there_marks_nothing(quote):
    assert [piece.marks for piece in mark_passages("seven tanks", {1: quote})] == [()]


def test_passages_may_overlap():
    pieces = mark_passages("seven tanks and boats", {1: "seven tanks", 2: "tanks and"})
    assert [(piece.text, piece.marks) for piece in pieces] == [
        ("seven ", (1,)), ("tanks", (1, 2)), (" and", (2,)), (" boats", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "other", "is_shared"),
    [
        ("about a hundred vehicles came by road", "A hundred vehicles came by night.", True),
        ("about a hundred vehicles came", "a hundred vehicles came", False),
        ("seven new tanks", "Seven new tanks!", True),
        ("seven tanks", "seven tanks", False),
    ],
)
def test_five_words_in_a_row_are_shared(own, other, is_shared):
    assert shared_passages([own], [other]) == ([other] if is_shared else [])
