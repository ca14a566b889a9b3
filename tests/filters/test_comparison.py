"""Test how what is to be compared is read: names, defaults, and what leaves nothing to compare."""

import pytest
from django.http import QueryDict

from inventory.filters.comparison import ComparisonFilter
from inventory.models.totals import Dimension, Measure
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    mali = factories.CountryFactory(code="ML", name="Mali")
    mali.aliases.create(name="République du Mali")
    factories.CountryFactory(code="BF", name="Burkina Faso")
    factories.CountryGroupFactory(slug="aes", name="Alliance of Sahel States")


def read(query):
    return ComparisonFilter(QueryDict(query))


@pytest.mark.parametrize("name", ["ML", "ml", "Mali", "MALI", " mali ", "république du mali"])
def test_a_country_is_found_by_code_name_or_alias(name):
    (found,) = read("").form.fields["destination"].clean([name])
    assert (found.key, found.name, found.is_group) == ("ML", "Mali", False)


@pytest.mark.parametrize("name", ["aes", "Alliance of Sahel States", "AES"])
def test_a_group_is_found_by_slug_or_name(name):
    (found,) = read("").form.fields["destination"].clean([name])
    assert (found.key, found.is_group) == ("aes", True)


def test_things_keep_their_order_and_stand_once():
    found = read("").form.fields["destination"].clean(["BF", "", "mali", "ML"])
    assert [one.key for one in found] == ["BF", "ML"]


@pytest.mark.parametrize(
    ("query", "compared", "rows", "split"),
    [
        ("destination=ML&destination=BF", "destination", "equipment", None),
        ("destination=ML&destination=BF&rows=year", "destination", "year", "equipment"),
        ("period=2024&period=2025&destination=ML", "period", "equipment", None),
        ("compare=period&period=2024&period=2025&destination=ML", "period", "equipment", None),
        ("destination=ML&destination=BF&rows=year&measure=shipments", "destination", "year", None),
    ],
)
def test_what_the_address_leaves_open_is_filled_in(query, compared, rows, split):
    chosen = read(query)
    assert chosen.form.errors == {}
    assert (chosen.wish["compare"], chosen.wish["rows"], chosen.wish["split"]) == (compared, rows, split)


def test_the_defaults_are_shown_in_the_form():
    chosen = read("destination=ML&destination=BF")
    assert (chosen.wish["measure"], chosen.compared) == (Measure.BEST, Dimension.DESTINATION)
    assert chosen.things_input.texts == ["Mali", "Burkina Faso", "", ""]
    assert Dimension.DESTINATION not in {one.dimension for one in chosen.narrowing_inputs}
    assert not chosen.is_narrowed


def test_a_period_is_all_of_its_days():
    (found,) = read("").form.fields["period"].clean(["2022/2024-03"])
    assert [str(day) for day in found.days] == ["2022-01-01", "2024-03-31"]


def test_a_class_of_sources_has_kinds_and_a_source_has_none():
    factories.SourceFactory(slug="post", name="The Post")
    found = read("").form.fields["source"].clean(["all-registers", "the post"])
    assert [one.kinds for one in found] == [("register",), ()]


def test_an_edition_is_found_by_identifier_or_title_and_only_of_a_register():
    register = factories.SourceFactory(kind="register")
    edition = factories.PublicationFactory(source=register, title="Register, edition of 2024-10-13")
    article = factories.PublicationFactory(title="An article")
    field = read("").form.fields["edition"]
    assert [one.pk for one in field.clean([str(edition.uid), "register, edition of 2024-10-13"])] == [
        edition.pk
    ]
    chosen = read(f"edition={edition.uid}&edition={article.uid}")
    assert chosen.form.errors["edition"] == [f"Nothing here is called “{article.uid}”."]


def test_all_misses_are_told_at_once_and_what_was_typed_is_kept():
    chosen = read("destination=ML&destination=Molli&destination=Nowhereland")
    assert len(chosen.things_input.errors) == 2
    assert list(chosen.things_input.texts)[:3] == ["ML", "Molli", "Nowhereland"]


def test_another_kind_keeps_what_was_typed_and_checks_nothing():
    chosen = ComparisonFilter(QueryDict("destination=ML&destination=Molli&period_from=2024"), kind="source")
    assert (chosen.is_bound, chosen.compared, chosen.is_narrowed) == (False, Dimension.SOURCE, True)
    (destinations,) = [one for one in chosen.narrowing_inputs if one.dimension == Dimension.DESTINATION]
    assert list(destinations.texts) == ["ML", "Molli", ""]
    assert chosen.form["period_from"].value() == "2024"
