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
    (message,) = chosen.form.errors["edition"]
    assert message.startswith(f"No results for “{article.uid}”.")


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


@pytest.mark.parametrize("name", ["Burk", "faso", "burkinafaso", "Burkina-Faso", "rep du mali"])
def test_a_part_of_one_name_alone_is_enough(name):
    (found,) = read("").form.fields["destination"].clean([name])
    assert found.name in {"Burkina Faso", "Mali"}


@pytest.mark.parametrize(
    ("name", "words"), [("Mal", "may be several"), ("Bu", "No results"), ("Maly", "No results")]
)
def test_what_may_be_several_too_short_or_misspelt_is_asked_about(name, words):
    factories.CountryFactory(code="MW", name="Malawi")
    chosen = read(f"destination={name}&destination=ML&supplier=")
    (problem,) = chosen.things_input.errors
    assert words in problem.message
    assert problem.suggestions
    for suggestion in problem.suggestions:
        asked = QueryDict(suggestion.query)
        assert asked.getlist("destination") == [suggestion.name, "ML"]
        assert asked["compare"] == "destination"


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("2024–25", "2024/2025", "2024–2025"),
        ("2024-25", "2024/2025", "2024–2025"),
        ("2011-12", "2011-12", "December 2011"),
        ("October 2024", "October 2024", "October 2024"),
        ("2022 to 2024", "2022 to 2024", "2022–2024"),
    ],
)
def test_periods_are_read_as_people_write_them(text, key, name):
    (found,) = read("").form.fields["period"].clean([text])
    assert (found.key, found.name) == (key, name)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("SIPRI October 2024", ["2024-10-13"]),
        ("sipri oct 2024", ["2024-10-13"]),
        ("2025 SIPRI", ["2025-03-13"]),
        ("SIPRI, edition of 2024-10", ["2024-10-13"]),
        ("by deal 13 March 2025", ["2025-03-13"]),
    ],
)
def test_an_edition_is_found_by_register_and_date(text, days):
    sipri = factories.SourceFactory(slug="sipri", name="SIPRI Arms Transfers Database", kind="register")
    other = factories.SourceFactory(slug="other", name="Other register", kind="register")
    for day in ("2024-10-13", "2025-03-13"):
        title = f"SIPRI trade register by deal, edition of {day}"
        factories.PublicationFactory(source=sipri, title=title, published_on=day)
    factories.PublicationFactory(
        source=other, title="Other, edition of 2024-10-20", published_on="2024-10-20"
    )
    found = read("").form.fields["edition"].clean([text])
    assert [one.name[-10:] for one in found] == days


def test_an_edition_that_may_be_several_is_asked_about():
    sipri = factories.SourceFactory(slug="sipri", name="SIPRI", kind="register")
    for day in ("2024-10-13", "2025-03-13"):
        factories.PublicationFactory(source=sipri, title=f"SIPRI, edition of {day}", published_on=day)
    chosen = read("edition=sipri&edition=moon")
    first, second = chosen.things_input.errors
    assert [one.name[-10:] for one in first.suggestions] == ["2025-03-13", "2024-10-13"]
    assert second.message == "No results for “moon”."


def test_a_shipment_is_found_by_title_or_its_words():
    one = factories.ShipmentFactory(reference="ML-1", title="Convoy to Bamako")
    factories.ShipmentFactory(reference="ML-2", title="Convoy to Gao")
    field = read("").form.fields["shipment"]
    for text in ("convoy to bamako", "Bamako convoy", "ml-1"):
        assert [thing.pk for thing in field.clean([text])] == [one.pk]
    chosen = read("shipment=convoy")
    (problem,) = chosen.things_input.errors
    assert [(offer.name, offer.words) for offer in problem.suggestions] == [
        ("ML-1", "Convoy to Bamako"),
        ("ML-2", "Convoy to Gao"),
    ]


def test_a_type_is_found_by_another_spelling_or_a_part():
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Main battle tanks")
    t72 = factories.EquipmentTypeFactory(slug="t-72b3", name="T-72B3", parent=tanks, family=True)
    field = read("").form.fields["equipment"]
    assert field.clean(["T72 B3", "battle"]) == (t72, tanks)


@pytest.mark.parametrize("text", ["T-7", "T-27", "72 T"])
def test_a_designation_is_never_taken_for_another(text):
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Main battle tanks")
    t72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=tanks, family=True)
    factories.EquipmentTypeFactory(slug="r-27", name="R-27 T", parent=tanks, family=True)
    chosen = read(f"equipment={text}&destination=ML")
    assert "equipment" in chosen.form.errors
    assert read("").form.fields["equipment"].clean(["T-72"]) == (t72,)
