"""Hold the lexicons to their form, so that a language can be added as a file alone."""

import pytest

from inventory.domain.quantities import Kind, QuantityError, parse_quantity
from inventory.domain.quantities.lexicon import LEXICON_VERSION, lexicons, split_words, vague_words, word_key

SECTIONS = {"grammar", "numbers", "scales", "vague", "before", "after", "ranges", "shares", "units", "words"}
HEDGES = {"at_least", "more_than", "at_most", "fewer_than", "approximate", "nearly", "odd", "doubtful"}
CODES = list(lexicons())


def test_the_lexicon_is_versioned_and_english_comes_first():
    assert LEXICON_VERSION == "2026.3"
    assert CODES[0] == "en"
    assert len(CODES) == 10


@pytest.mark.parametrize("code", CODES)
def test_a_language_has_every_section(code):
    source = lexicons()[code].source
    assert set(source) - {"round"} == SECTIONS | {"name", "group", "decimal"}
    assert set(source["before"]) <= HEDGES
    assert set(source["after"]) <= HEDGES
    assert {"formation", "package", "group", "mass", "volume"} == set(source["units"])


@pytest.mark.parametrize("code", CODES)
def test_every_number_word_of_a_language_is_read_as_its_number(code):
    for value, words in lexicons()[code].source["numbers"].items():
        for word in split_words(words):
            if not value.isdigit():
                continue
            try:
                quantity = parse_quantity(f"{word} T-72")
            except QuantityError:
                # The same word may mean something else in another language, or be half of a name.
                continue
            if word != "null":  # What programs write for no value, and nought in German: unknown is safe.
                assert quantity.interval is not None
                assert (quantity.interval.low, word) == (int(value), word)


def test_every_vague_word_of_english_is_read_as_its_interval():
    for interval, word in vague_words().items():
        quantity = parse_quantity(word)
        assert (quantity.kind, quantity.interval) == (Kind.VAGUE, interval)


def test_phrases_are_cut_into_words_as_they_are_in_a_text():
    assert word_key("jusqu'à") == ("jusqu'", "à")
    assert word_key("plus d'") == ("plus", "d'")
    assert word_key("quatre-vingts") == ("quatre", "vingts")
