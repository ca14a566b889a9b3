"""A count is written with the separators of the reader's language."""

from django.utils.translation import override

from inventory.domain.intervals import Interval
from inventory.wording.numbers import interval_words, number_words


def test_an_interval_in_english():
    with override("en-gb"):
        assert interval_words(Interval(7, 7)) == "7"
        assert interval_words(Interval(1_000, 2_500)) == "1,000–2,500"
        assert interval_words(Interval(12_345, None)) == "≥ 12,345"
        assert interval_words(Interval(0, 0)) == "0"


def test_a_number_in_french():
    with override("fr"):
        assert number_words(1_234_567).split() == ["1", "234", "567"]
