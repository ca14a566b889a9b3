"""Climb the ladder of the search page and of its suggestions."""

import re

import pytest

from inventory.models import EquipmentAlias
from tests import factories
from tests.views.pages import statuses

pytestmark = pytest.mark.django_db

URL = "/search/"
SUGGESTIONS = "/search/suggestions/"


def text_of(response):
    """Return the page's words without its tags."""
    main = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def cast():
    """Make a line with all that its result tells."""
    publication = factories.PublicationFactory(
        source__name="Kyiv Post", title="Article of the day", published_on="2025-01-28"
    )
    report = factories.ReportFactory(
        publication=publication,
        asserter=factories.SourceFactory(name="CAST"),
        shipment__reference="ML-2025-01",
        shipment__title="Road column",
    )
    return factories.ReportedDeliveryFactory(
        report=report, equipment_type__name="T-72B3M", quote="seven tanks rolled in", phrase="seven"
    )


def test_an_empty_search_says_what_to_type(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert "Type a name" in text_of(response)
    assert b'value=""' in response.content


def test_every_part_of_a_quote(client):
    line = cast()
    response = client.get(URL, {"q": "tanks"})
    assert statuses(response) == ["1 result for “tanks”"]
    content = " ".join(response.content.decode().split())
    assert f'<a href="{line.get_absolute_url()}"> seven <mark>tanks</mark> rolled in · seven </a>' in content
    facts = "CAST · through Kyiv Post · T-72B3M · 28 Jan 2025 · ML-2025-01 · Article of the day"
    assert facts in text_of(response)
    assert 'href="/shipments/ML-2025-01/"' in content


def test_every_part_of_a_shipment(client):
    factories.ShipmentFactory(
        reference="ML-1",
        title="Convoy",
        supplier=factories.PartyFactory(name="Russia"),
        destination=factories.PlaceFactory(name="Bamako"),
        period="2025-01",
    )
    response = client.get(URL, {"q": "convoy"})
    assert "ML-1 Convoy No count reported Russia → Bamako · January 2025" in text_of(response)
    assert 'href="/shipments/?text=convoy"' in response.content.decode()


def test_what_does_not_match_is_left_out(client):
    cast()
    assert "rolled" not in text_of(client.get(URL, {"q": "Road column"}))


def test_a_name_found_by_its_alias_says_so(client):
    EquipmentAlias.objects.create(
        equipment_type=factories.EquipmentTypeFactory(name="Trucks"), name="lorries"
    )
    response = client.get(URL, {"q": "lorries"})
    assert "Trucks Category · Military equipment · also lorries" in text_of(response)
    assert "<mark>lorries</mark>" in response.content.decode()


def test_places_and_parties_lead_to_their_shipments(client):
    factories.PlaceFactory(name="Bamako", slug="bamako")
    factories.PartyFactory(name="Bamako Guard", slug="guard")
    content = client.get(URL, {"q": "bamako"}).content.decode()
    for address in ("?place=bamako", "?supplier=guard", "?recipient=guard"):
        assert f'href="/shipments/{address}"' in content


def test_a_kind_is_shown_alone(client):
    cast()
    factories.PlaceFactory(name="Tanks Hill")
    response = client.get(URL, {"q": "tanks", "kind": "places"})
    assert "Tanks Hill" in text_of(response)
    assert "rolled" not in text_of(response)


def test_an_unknown_kind_is_named_and_all_are_shown(client):
    cast()
    response = client.get(URL, {"q": "tanks", "kind": "<b>"})
    assert "There is no kind “&lt;b&gt;”." in text_of(response)
    assert "rolled" in text_of(response)


def test_a_misspelling_is_answered_with_what_may_be_meant(client):
    factories.PlaceFactory(name="Bamako")
    response = client.get(URL, {"q": "Bamaco"})
    assert "Did you mean Bamako ?" in text_of(response).replace("Bamako?", "Bamako ?")
    assert 'href="/search/?q=Bamako"' in response.content.decode()


def test_several_names_lead_to_the_shipments_that_have_them_all(client):
    factories.EquipmentTypeFactory(name="T-72", slug="t-72")
    factories.PlaceFactory(name="Bamako", slug="bamako")
    response = client.get(URL, {"q": "T72 Bamako"})
    assert 'href="/shipments/?equipment=t-72&amp;place=bamako"' in response.content.decode()


def test_nothing_found_says_so(client):
    assert statuses(client.get(URL, {"q": "zxqwvk"})) == ["Nothing was found for “zxqwvk”."]


@pytest.mark.parametrize("typed", ["%", "_", "\0", "'", '"><script>', "' OR 1=1 --", "\\", "—", "x" * 10_000])
@pytest.mark.parametrize("url", [URL, SUGGESTIONS])
def test_anything_can_be_typed(client, url, typed):
    cast()
    response = client.get(url, {"q": typed})
    assert response.status_code == 200
    assert b"<script>" not in response.content.split(b"<main", 1)[-1]


def test_a_long_query_is_cut_and_says_so(client):
    response = client.get(URL, {"q": "convoy " * 1_500})
    assert "only its beginning was searched for" in statuses(response)[0]


@pytest.mark.parametrize("url", [URL, SUGGESTIONS])
def test_it_only_reads(client, url):
    assert client.post(url).status_code == 405


def test_htmx_gets_the_results_alone(client):
    cast()
    response = client.get(URL, {"q": "tanks"}, headers={"HX-Request": "true"})
    content = response.content.decode()
    assert content.strip().startswith('<div id="results">')
    assert "HX-Request" in response.headers["Vary"]
    restored = client.get(
        URL, {"q": "tanks"}, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert b"<html" in restored.content


def test_suggestions_are_options_that_lead_somewhere(client):
    factories.EquipmentTypeFactory(name="T-72", slug="t-72")
    content = client.get(SUGGESTIONS, {"q": "t7"}).content.decode()
    assert content.count('role="option"') == 2
    assert 'href="/equipment/t-72/"' in content
    assert 'href="/search/?q=t7"' in content
    assert client.get(SUGGESTIONS).content.strip() == b""


@pytest.mark.parametrize("size", [1, 60])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, size):
    for number in range(size):
        line = cast_numbered(number)
    assert line.pk
    with django_assert_max_num_queries(20):  # names; texts with their limit; a few for each kind
        client.get(URL, {"q": "tanks"})
    with django_assert_max_num_queries(14):
        client.get(SUGGESTIONS, {"q": "tanks"})


def cast_numbered(number):
    """Make something of every kind that has the word."""
    factories.PlaceFactory(name=f"Tanks {number}")
    factories.PartyFactory(name=f"Tanks {number}")
    factories.SourceFactory(name=f"Tanks {number}")
    factories.CountryGroupFactory(name=f"Tanks {number}")
    publication = factories.PublicationFactory(title=f"Tanks {number}")
    report = factories.ReportFactory(
        publication=publication, quote=f"tanks {number}", shipment__title=f"Tanks {number}"
    )
    factories.ReportedDetailFactory(report=report, quote="tanks too")
    return factories.ReportedDeliveryFactory(
        report=report, quote="other tanks", equipment_type__name=f"Tanks {number}"
    )
