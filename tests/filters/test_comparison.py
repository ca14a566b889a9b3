"""Test how what is to be compared is read: names, defaults, and what leaves nothing to compare."""

import pytest
from django.http import QueryDict

from inventory.filters.comparison import ComparisonFilter
from inventory.models import Estimate
from inventory.models.totals import Destination
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    mali = factories.CountryFactory(code="ML", name="Mali")
    mali.aliases.create(name="République du Mali")
    factories.CountryFactory(code="BF", name="Burkina Faso")
    factories.CountryGroupFactory(slug="aes", name="Alliance of Sahel States")


def read(query):
    return ComparisonFilter(QueryDict(query), Estimate.objects.all())


def errors(query):
    return {name: list(messages) for name, messages in read(query).form.errors.items()}


@pytest.mark.parametrize("name", ["ML", "ml", "Mali", "MALI", " mali ", "république du mali"])
def test_a_country_is_found_by_code_name_or_alias(name):
    chosen = read("")
    field = chosen.form.fields["destination"]
    (found,) = field.clean([name])
    assert (found.key, found.name, found.is_group) == ("ML", "Mali", False)


@pytest.mark.parametrize("name", ["aes", "Alliance of Sahel States", "AES"])
def test_a_group_is_found_by_slug_or_name(name):
    (found,) = read("").form.fields["destination"].clean([name])
    assert (found.key, found.is_group) == ("aes", True)


def test_a_code_goes_before_a_name_and_a_name_before_an_alias():
    other = factories.CountryFactory(code="XX", name="ML")
    other.aliases.create(name="Burkina Faso")
    found = read("").form.fields["destination"].clean(["ML", "Burkina Faso"])
    assert [destination.key for destination in found] == ["ML", "BF"]


def test_destinations_keep_their_order_and_stand_once():
    chosen = read("destination=BF&destination=&destination=Mali&destination=ML")
    assert not chosen.has_errors
    found = chosen.form.cleaned_data["destination"]
    assert [destination.name for destination in found] == ["Burkina Faso", "Mali"]
    assert all(isinstance(destination, Destination) for destination in found)


def test_an_unknown_name_proposes_similar_ones_and_each_is_named():
    assert errors("destination=Malli&destination=Atlantis")["destination"] == [
        "No country or group is called “Malli”. Did you mean: Mali?",
        "No country or group is called “Atlantis”.",
    ]


def test_too_many_destinations_are_refused():
    names = [f"destination={factories.CountryFactory(code=f'Q{n}').code}" for n in range(13)]
    assert errors("&".join(names)) == {"destination": ["Choose 12 destinations at most."]}


def test_defaults_are_equipment_against_destinations_by_the_best_supported_interval():
    wish = read("destination=ML&destination=BF").form
    assert wish.is_valid()
    chosen = [wish.cleaned_data[name] for name in ("rows", "columns", "split", "measure")]
    assert chosen == ["equipment", "destination", "", "best"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("destination=ML", "destination"),
        ("destination=ML&rows=destination&columns=year", "destination"),
        ("rows=year&columns=equipment", "destination"),
        ("destination=ML&destination=BF&columns=equipment", "columns"),
        ("destination=ML&destination=BF&split=columns", "split"),
        ("destination=ML&destination=BF&group_on=2025", "group_on"),
        ("destination=ML&destination=BF&period_from=2025&period_to=2024", "period_to"),
        ("destination=ML&destination=BF&sort=name", "__all__"),
        ("destination=ML&destination=BF&destinations=NE", "__all__"),
    ],
)
def test_what_leaves_nothing_to_compare_is_an_error_at_its_field_and_selects_nothing(query, field):
    assert list(errors(query)) == [field]
    assert not read(query).qs.exists()


def test_one_destination_can_be_compared_over_years():
    assert errors("destination=ML&columns=year") == {}
    assert errors("destination=ML&rows=year&columns=equipment") == {}


def test_fields_show_names_when_understood_and_what_was_typed_when_not():
    assert read("destination=ml&destination=BF").destination_texts == ["Mali", "Burkina Faso", "", ""]
    assert read("destination=ml&destination=Molli").destination_texts == ["ml", "Molli", "", ""]
    full = read("&".join(f"equipment=T-{number}" for number in range(5)))
    assert full.type_texts == ["T-0", "T-1", "T-2", "T-3", "T-4", ""]
    assert ComparisonFilter(None, Estimate.objects.all()).type_texts == ["", "", ""]


def test_types_are_named_by_name_alias_or_slug_and_stand_once():
    tank = factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True)
    tank.aliases.create(name="Т-72")
    wish = read("destination=ML&destination=BF&equipment=t-72&equipment=Т-72&equipment=").form
    assert wish.is_valid()
    assert wish.cleaned_data["equipment"] == (tank,)
    assert errors("destination=ML&destination=BF&equipment=T-71&equipment=x")["equipment"] == [
        "Nothing is called “T-71”. Did you mean: T-72?",
        "Nothing is called “x”.",
    ]
