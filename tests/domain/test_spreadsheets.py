"""Test that any text can be made harmless and read back."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.spreadsheets import ERRORS, as_meant, harmless

BEGINNINGS = st.sampled_from(["", "'", "''", "=", "'-", "＝", "\t", "#", *sorted(ERRORS)])
TEXTS = st.builds("{}{}".format, BEGINNINGS, st.text(max_size=3))


@given(TEXTS)
def test_a_harmless_text_can_be_read_back(text):
    assert as_meant(harmless(text)) == text


@given(TEXTS)
def test_what_is_written_is_never_run(text):
    written = harmless(text)
    assert written not in ERRORS
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
