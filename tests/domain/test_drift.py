"""Follow counts from a root along who draws on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.drift import Change, Said, changed_words, follow
from inventory.domain.intervals import Interval

PHRASES = st.lists(st.sampled_from(["over", "about", "100", "120", "tanks"]), max_size=6).map(" ".join)


def exact(count, phrase=""):
    return Said(Interval(count, count), phrase)


def changes(drawn_on, said):
    return [step.change for step in follow(range(1, 5), drawn_on, said).values()]


@pytest.mark.parametrize(
    ("drawn_on", "said", "expected"),
    [
        ({2: [1], 3: [2]}, {1: exact(7), 2: exact(7), 3: exact(5)}, "first same changed silent"),
        # What the copy leaves out, the next is held against the root for.
        ({2: [1], 3: [2]}, {1: exact(7), 3: exact(7)}, "first left_out same silent"),
        ({2: [1]}, {2: exact(7)}, "silent added silent silent"),
        ({3: [1, 2]}, {1: exact(5), 2: exact(7), 3: exact(7)}, "first first same silent"),
        ({2: [1], 1: [2]}, {1: exact(5), 2: exact(7)}, "changed changed silent silent"),
        ({2: [1]}, {1: Said(None), 2: exact(7)}, "first changed silent silent"),
    ],
)
def test_a_count_is_held_against_the_nearest_that_counts(drawn_on, said, expected):
    assert changes(drawn_on, said) == [Change(word) for word in expected.split()]


@given(PHRASES, PHRASES)
def test_the_words_are_those_of_the_later_phrase(before, after):
    assert [word.text for word in changed_words(before, after)] == after.split()


@given(PHRASES)
def test_the_same_words_are_not_marked(phrase):
    assert not any(word.is_changed for word in changed_words(phrase, phrase.upper()))


def test_changed_words_are_marked():
    words = changed_words("over 100 tanks and guns", "about 100 tanks")
    assert [word.text for word in words if word.is_changed] == ["about"]
