"""Compare names whatever their spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.spelling import fold, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("T-72B3M", "T72B3M"),
        ("T-72B3M", "t 72 b3m"),
        ("T-72B3M", "Т-72Б3М"),
        ("BMP-3", "БМП-3"),
        ("BTR-82A", "БТР‑82А"),
        ("KamAZ", "КАМАЗ"),
        ("Tigr", "Тигр"),
        ("8×8", "8x8"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("São Tomé", "Sao Tome"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("T-72", "T-73"), ("BMP-3", "BMD-3"), ("Mali", "Malia")])
def test_different_names_stay_different(one, other):
    assert plain(one) != plain(other)


@given(st.text())
def test_nothing_but_letters_and_digits_is_left(name):
    assert all(character.isalnum() for character in plain(name))


@given(st.text(alphabet=st.characters(max_codepoint=0x4FF)))
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
