"""Test that texts are found sound at first sight only where the table's own rules find nothing either."""

from django.core.validators import URLValidator
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.column_faults import SOUND_ADDRESS, faults_by_column
from inventory.models import Publication
from inventory.wording.messages import words


@given(st.from_regex(SOUND_ADDRESS, fullmatch=True))
def test_addresses_that_are_sound_at_first_sight_are_addresses(address):
    URLValidator()(address)


def test_faults_are_those_that_the_columns_find():
    faults = faults_by_column(Publication)
    sound = (("title", "Seven tanks"), ("url", "https://news.example/1?a=b"), ("url", ""))
    assert [faults[name](text) for name, text in sound] == [None, None, None]
    assert words(faults["title"]("")) == "This field cannot be blank."
    assert faults["title"]("x" * 300) is None
    assert words(faults["title"]("x" * 301)).startswith("Ensure this value has at most 300 characters")
    assert words(faults["url"]("https://news.example/" + "x" * 1000)).startswith(
        "Ensure this value has at most 1,000"
    )
    assert words(faults["url"]("news.example")) == "Enter a valid URL."
    assert words(faults["language"]("xx")) == "Value 'xx' is not a valid choice."
