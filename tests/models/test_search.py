"""Search by names in any spelling and texts by their words; hold the database to the domain's spelling."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inventory.domain.search import read_query
from inventory.domain.spelling import plain
from inventory.models import (
    CountryAlias,
    EquipmentAlias,
    PartyAlias,
    PlaceAlias,
    ReportedDelivery,
    SourceAlias,
)
from inventory.models.names import Kind as NameKind
from inventory.models.names import Names
from inventory.models.search import Kind, having_words, search, suggest, texts
from tests import factories

pytestmark = pytest.mark.django_db

# Letters of the languages that sources write in, their marks, digits, and what stands between words.
WRITTEN = st.text(
    alphabet=st.one_of(
        st.sampled_from("aZéÀçñüßæœøłđışğžЖщЯъьёйіїґє×½²-‐‑–./ '\"\\%_́"),
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, categories=("L", "N", "P", "Z")),
        st.characters(min_codepoint=0x410, max_codepoint=0x44F),
    ),
    max_size=40,
)


def database(expression, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", parameters)
        return cursor.fetchone()[0]


@given(WRITTEN)
@example("Т-72Б3М")
@example("Côte d’Ivoire – 8×8")
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_database_spells_as_the_domain_does(name):
    assert database("inventory_plain(%s)", name) == plain(name)


@given(WRITTEN)
@example("0E0A")
@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=1000
)
def test_a_text_is_found_by_all_its_own_words(text):
    query = read_query(text)
    if query.words and not query.is_cut:
        assert database("inventory_words(%s) @@ %s::tsquery", text, query.condition())


@pytest.mark.parametrize(
    ("text", "typed", "is_found"),
    [
        ("Seven T-72B3M", "T72B3M", True),
        ("Seven T-72B3M", "T-72", True),
        ("un char T 72", "T-72", True),
        ("Seven T-72B3M", "72B3M", True),
        ("Seven T-72B3M", "T-80", False),
        ("mid-2025", "2025", True),
        ("Колонна БТР-82А", "BTR-82A", True),
        ("des véhicules", "vehicule", True),
        ("le 30 janvier, d'une", "D-30", False),
        ("100% sure", "10%", False),
    ],
)
def test_words_of_texts(text, typed, is_found):
    assert database("inventory_words(%s) @@ %s::tsquery", text, read_query(typed).condition()) is is_found


def test_a_text_longer_than_any_index_takes_is_recorded_all_the_same():
    report = factories.ReportFactory(quote="ﷺ" * 200_000 + " word " + "щ" * 3_000)
    assert report.pk is not None


def found(typed, kind=None):
    """Return the words of what is found, by kind."""
    results = search(read_query(typed), kind)
    return {one.kind.value: [str(row.thing) for row in one.rows] for one in results.found}


def test_names_are_found_in_any_spelling_and_by_alias():
    tank = factories.EquipmentTypeFactory(name="T-72B3M")
    EquipmentAlias.objects.create(equipment_type=tank, name="Improved T-72")
    factories.EquipmentTypeFactory(name="T-80")
    for typed in ("T72B3M", "t-72 b3m", "Т-72Б3М", "improved", "72B3"):
        assert found(typed)["equipment"] == ["T-72B3M"], typed


def test_search_forms_and_imports_find_a_name_under_the_same_spellings():
    factories.EquipmentTypeFactory(name="BMP-3")
    country = factories.CountryFactory(name="Trinidad and Tobago")
    factories.PartyFactory(name="Trinidad and Tobago", country=country, kind="state")
    names = Names()
    for typed in ("ВМР-3", "БМП 3", "bmp–3", "BMP\u200b-3"):
        assert found(typed)["equipment"] == ["BMP-3"], typed
        assert [str(one.rows[0].thing) for one in suggest(read_query(typed))] == ["BMP-3"], typed
        assert names.find(NameKind.EQUIPMENT_TYPE, typed).name == "BMP-3"
    assert found("Trinidad & Tobago")["destinations"] == ["Trinidad and Tobago"]
    assert names.find(NameKind.PARTY, "TRINIDAD & TOBAGO").country == country.pk


def test_every_bearer_of_names_is_found_by_an_alias():
    country = factories.CountryFactory(name="Mali", code="ML", alpha3="MLI", name_fr="République du Mali")
    CountryAlias.objects.create(country=country, name="Sudanese Republic")
    factories.CountryGroupFactory(name="Alliance of Sahel States")
    place = factories.PlaceFactory(name="Bamako")
    PlaceAlias.objects.create(place=place, name="Bamakɔ district")
    party = factories.PartyFactory(name="Africa Corps")
    PartyAlias.objects.create(party=party, name="Afrikanskiy Korpus")
    source = factories.SourceFactory(name="CAST")
    SourceAlias.objects.create(source=source, name="bmpd")
    assert found("sudanese")["destinations"] == ["Mali"]
    assert found("republique")["destinations"] == ["Mali"]
    assert found("MLI")["destinations"] == ["Mali"]
    assert found("sahel")["destinations"] == ["Alliance of Sahel States"]
    assert found("district")["places"] == ["Bamako"]
    assert found("korpus")["parties"] == ["Africa Corps"]
    assert found("BMPD")["sources"] == ["CAST"]


def test_the_whole_name_goes_before_its_beginning_and_that_before_a_part():
    for name in ("Old Kamaz", "Kamaz-4350", "Kamaz", "Notkamaz"):
        factories.EquipmentTypeFactory(name=name)
    assert found("kamaz")["equipment"] == ["Kamaz", "Kamaz-4350", "Old Kamaz", "Notkamaz"]


@pytest.mark.parametrize(
    ("typed", "name"), [("Kamas", "KamAZ"), ("Bamaco", "Bamako"), ("Tomboctou", "Tombouctou")]
)
def test_a_misspelt_name_is_found_and_proposed(typed, name):
    for other in ("Bamada", "KamAZ", "Bamako", "Tombouctou", "Boston"):
        factories.PlaceFactory(name=other)
    results = search(read_query(typed))
    assert results.is_alike
    assert results.proposal == name
    assert str(results.found[0].rows[0].thing) == name


def test_words_of_several_misspelt_names_are_proposed_together():
    factories.PlaceFactory(name="Bamako")
    factories.EquipmentTypeFactory(name="Field hospital")
    results = search(read_query("hospitel Bamaco"))
    assert (results.found, results.proposal) == ([], "hospital bamako")


def test_names_that_are_parts_of_the_query_are_found():
    factories.EquipmentTypeFactory(name="T-72")
    factories.PlaceFactory(name="Bamako")
    factories.CountryFactory(name="Burkina Faso", code="BF")
    results = search(read_query("T 72 Bamako Burkina Faso"))
    assert results.is_in_part
    assert {str(one.rows[0].thing) for one in results.found} == {"T-72", "Bamako", "Burkina Faso"}


def test_texts_are_found_by_their_words():
    shipment = factories.ShipmentFactory(reference="ML-2025-01-17", title="Convoy to Bamako")
    publication = factories.PublicationFactory(
        title="A colossal convoy", url="https://cast.example/seen-at-gao"
    )
    report = factories.ReportFactory(
        shipment=shipment,
        publication=publication,
        quote="Forty vehicles rolled in",
        attribution_phrase="bmpd says",
    )
    factories.ReportedDeliveryFactory(
        report=report, phrase="a handful", label="Linza ambulances", quote="Some Linza"
    )
    factories.ReportedDetailFactory(report=report, quote="bound for the capital", hedge="reportedly")
    assert found("ML-2025-01")["shipments"] == [str(shipment)]
    assert found("bamako convoy")["shipments"] == [str(shipment)]
    assert found("colossal")["publications"] == [publication.title]
    assert found("https://cast.example/seen-at-gao")["publications"] == [publication.title]
    for typed in ("rolled", "bmpd says", "handful", "ambulance", "capital", "reportedly"):
        assert list(found(typed)) == ["quotes"], typed
    assert "quotes" not in found("rolled ambulances")


def test_a_text_that_is_not_public_is_not_searched():
    factories.PublicationFactory(title="Hidden", text="A secretive passage.")
    factories.PublicationFactory(title="Open", text="A secretive passage.", is_text_public=True)
    assert found("secretive") == {"publications": ["Open"]}


def test_a_passage_is_shown_once_though_several_lines_rest_on_it():
    report = factories.ReportFactory()
    for _ in range(3):
        factories.ReportedDeliveryFactory(report=report, quote="Tanks and trucks came.")
    (quotes,) = search(read_query("trucks")).found
    assert (quotes.count, len(quotes.rows)) == (3, 1)


def test_the_very_words_go_before_scattered_ones():
    factories.ReportFactory(quote="Two boats, and light they were.")
    factories.ReportFactory(quote="They brought light boats.")
    factories.ReportFactory(quote="Boats that are light.")
    (quotes,) = search(read_query("light boats")).found
    assert quotes.rows[0].thing.quote == "They brought light boats."


def test_one_kind_shows_more_of_it_and_nothing_else():
    for number in range(8):
        factories.ShipmentFactory(title=f"Convoy {number}")
    factories.PublicationFactory(title="Convoy")
    assert len(found("convoy")["shipments"]) == 5
    assert {kind: len(rows) for kind, rows in found("convoy", Kind.SHIPMENTS).items()} == {"shipments": 8}


def test_more_than_the_cap_is_counted_as_the_cap(monkeypatch):
    monkeypatch.setattr(texts, "MOST_COUNTED", 3)
    monkeypatch.setattr("inventory.models.search.everything.MOST_COUNTED", 3)
    for _ in range(5):
        factories.ShipmentFactory(title="Convoy")
    (shipments,) = search(read_query("convoy")).found
    assert (shipments.count, shipments.is_capped) == (3, True)


def test_a_word_that_is_everywhere_is_left_out_beside_a_rarer_one(monkeypatch):
    report = factories.ReportFactory(quote="convoy, no article")
    frequencies = {"report": {"the": 1.0 + texts.EVERYWHERE, "convoy": 1.0 + texts.COMMON}}
    monkeypatch.setattr(texts, "_frequencies", lambda query: frequencies)
    (quotes,) = search(read_query("the convoy")).found
    assert [row.thing for row in quotes.rows] == [report]


def test_words_that_are_all_everywhere_are_looked_for_in_the_newest_rows(monkeypatch):
    for quote in ("the first", "the second", "a third"):
        factories.ReportFactory(quote=quote)
    monkeypatch.setattr(texts, "NEWEST", 2)
    monkeypatch.setattr(texts, "_frequencies", lambda query: {"report": {"the": 1.0 + texts.EVERYWHERE}})
    (quotes,) = search(read_query("the")).found
    assert [row.thing.quote for row in quotes.rows] == ["the second"]
    assert (quotes.count, quotes.is_capped) == (texts.MOST_COUNTED, True)


def test_how_common_words_are_is_what_the_database_counted(monkeypatch):
    for number in range(40):
        factories.ReportFactory(quote="the convoy" if number % 2 else "the column")
    monkeypatch.setattr(texts, "COMMON", 10)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE inventory_report")
    frequencies = texts._frequencies(read_query("the convoy of Zorgho"))
    assert frequencies == {"report": {"the": 40, "convoy": 20}}


def test_a_search_that_takes_too_long_is_given_up_and_said_so(monkeypatch):
    factories.PlaceFactory(name="Convoy Hill")
    monkeypatch.setattr(texts, "PATIENCE", 20)
    monkeypatch.setattr(texts, "_statement", lambda questions: "SELECT pg_sleep(5)")
    results = search(read_query("convoy"))
    assert not results.is_complete
    assert [one.kind.value for one in results.found] == ["places"]


@pytest.mark.parametrize(
    "typed", ["", "%", "_", "\0", "'", '"', "\\", "—", "' OR 1=1 --", "a" * 10_000, "x:*&|!"]
)
def test_anything_can_be_typed(typed):
    factories.ShipmentFactory(title="Convoy")
    factories.PlaceFactory(name="Bamako")
    assert search(read_query(typed)).found == []
    assert suggest(read_query(typed)) == []


def test_one_letter_finds_names_that_begin_with_it():
    factories.PlaceFactory(name="Timbuktu")
    factories.PlaceFactory(name="Bata")
    assert found("T") == {"places": ["Timbuktu"]}


def test_suggestions_are_names_and_shipments():
    factories.PlaceFactory(name="Bamako")
    shipment = factories.ShipmentFactory(title="Convoy to Bamako")
    factories.ReportFactory(quote="Bamako", shipment__title="Another")
    rows = [row.thing for one in suggest(read_query("bama")) for row in one.rows]
    assert [str(row) for row in rows] == ["Bamako", str(shipment)]


def test_lists_can_filter_by_words_on_the_same_indexes():
    line = factories.ReportedDeliveryFactory(quote="Seven T-72B3M came")
    factories.ReportedDeliveryFactory(quote="nothing of it")
    lines = ReportedDelivery.objects.filter(having_words(ReportedDelivery, "T72 seven"))
    assert list(lines) == [line]
    assert not ReportedDelivery.objects.filter(having_words(ReportedDelivery, "%")).exists()


def test_lists_use_the_index(django_assert_num_queries):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    lines = ReportedDelivery.objects.filter(having_words(ReportedDelivery, "convoy")).order_by()
    with django_assert_num_queries(1):
        assert "reporteddelivery_words" in lines.explain()
