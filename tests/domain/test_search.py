"""Read what people type into a search box, and mark what matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.search import EXCERPT, MOST_CHARACTERS, MOST_WORDS, excerpt, highlight, read_query


def marked(pieces):
    return [piece.text for piece in pieces if piece.is_match]


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("convoy", "'convoy':*"),
        ("Véhicules blindés", "'vehicules':* & 'blindes':*"),
        ("T-72", "('t72':* | 't' <-> '72')"),
        ("T72B3M", "('t72b3m':* | 't' <-> '72b3m':*)"),
        ("T 72", "('t72':* | 't' & '72')"),
        ("Т-72Б3М", "('t72b3m':* | 't' <-> '72b3m':*)"),
        ("ML-2025-01-17", "('ml2025':* | 'ml' <-> '2025':*) & '01' & '17'"),
        ("a", "'a'"),
        ("tank tank", "'tank':*"),
        ("100%_\\ 'x' & !y:*", "'100':* & 'x' & 'y'"),
    ],
)
def test_condition(typed, condition):
    assert read_query(typed).condition() == condition


def test_words_can_be_exact_or_left_out():
    query = read_query("the convoy near Gao")
    assert query.condition(exact={"convoy"}, without={"the"}) == "'convoy' & 'near':* & 'gao':*"


def test_a_designation_can_be_asked_for_as_one():
    assert read_query("D-30").condition(one={"d30"}) == "'d30':*"
    assert read_query("D 30").condition(one={"d30"}) == "('d30':* | 'd' & '30')"


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "\0", "'\"", "—", "\0\0 % \0"])
def test_nothing_to_search_for(typed):
    query = read_query(typed)
    assert (query.plain, query.words, query.condition()) == ("", (), "")


def test_a_long_query_is_cut_and_says_so():
    query = read_query("convoy of tanks " * 1_000)
    assert len(query.text) <= MOST_CHARACTERS
    assert query.is_cut
    assert not read_query("convoy of tanks").is_cut
    assert len(read_query(" ".join(f"w{n}x" for n in range(40))).words) == MOST_WORDS


@given(st.text(max_size=2_000))
def test_anything_can_be_typed(typed):
    query = read_query(typed)
    assert "\0" not in query.text
    assert len(query.words) <= MOST_WORDS
    assert all(word.whole.isalnum() for word in query.words)


@pytest.mark.parametrize(
    ("text", "typed", "matches"),
    [
        ("Seven T-72B3M tanks", "t72b3m", ["T-72B3M"]),
        ("Seven T-72B3M tanks", "T 72", ["T-72"]),
        ("a T 72 was seen", "T-72", ["T 72"]),
        ("des véhicules blindés", "vehicules", ["véhicules"]),
        ("Танк Т-72", "T-72", ["Т-72"]),
        ("Two tanks and a tank", "tank", ["tank", "tank"]),
        ("in a Hangar", "a", ["a"]),
        ("Alliance of Sahel States", "sahel", ["Sahel"]),
        ("nothing of it", "tank", []),
    ],
)
def test_highlight(text, typed, matches):
    assert marked(highlight(text, read_query(typed))) == matches


@given(st.text(max_size=300), st.text(max_size=30))
def test_pieces_make_the_text(text, typed):
    assert "".join(piece.text for piece in highlight(text, read_query(typed))) == text


def test_an_excerpt_is_short_and_has_the_match():
    text = "word " * 200 + "the convoy came " + "word " * 200
    pieces = excerpt(text, read_query("convoy"))
    assert marked(pieces) == ["convoy"]
    assert len("".join(piece.text for piece in pieces)) <= EXCERPT + 4
    assert pieces[0].text.startswith("… ")
    assert pieces[-1].text.endswith(" …")


@given(st.text(max_size=1_500), st.text(min_size=1, max_size=10))
def test_an_excerpt_never_fails(text, typed):
    assert len("".join(piece.text for piece in excerpt(text, read_query(typed)))) <= EXCERPT + 4
