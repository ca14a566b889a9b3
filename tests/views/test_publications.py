"""Climb the ladder of the list of publications, and of one document's page."""

import csv
import io
import uuid

import pytest
from django.urls import reverse

from inventory.models import Citation
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/publications/"


def article(**values):
    """Make an article with every fact, and a report with a line."""
    source = factories.SourceFactory(slug="defenceweb", name="defenceWeb", kind="magazine")
    facts = {
        "title": "Convoy seen in Mali",
        "url": "https://defenceweb.example/1",
        "archived_url": "https://archive.example/1",
        "published_on": "2025-01-26",
        "language": "en",
        "note": "Seen twice.",
        "text": "The whole text.",
    }
    publication = factories.PublicationFactory(source=source, **{**facts, **values})
    report = factories.ReportFactory(publication=publication, shipment__reference="ML-1")
    factories.ReportedDeliveryFactory(report=report, equipment_type__name="Tanks")
    return publication


def test_every_cell_of_a_full_row(client):
    article()
    assert cells(client.get(URL)) == [
        {
            "Published": "2025-01-26",
            "Title": "Convoy seen in Mali",
            "Source": "defenceWeb",
            "Language": "English",
            "Reports": "1",
            "Shipments": "1",
            "Original": "Original of Convoy seen in Mali",
            "Archived copy": "Copy of Convoy seen in Mali",
        }
    ]


def test_every_cell_of_a_bare_row_has_a_word_for_what_is_unknown(client):
    factories.PublicationFactory(title="Leaflet", url="", source__name="Somebody")
    assert list(cells(client.get(URL))[0].values()) == [
        "unknown", "Leaflet", "Somebody", "unknown", "0", "0", "none known", "none known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"text": "mali convoy"}, ["Convoy seen in Mali"]),
        ({"text": "defenceweb.example"}, ["Convoy seen in Mali"]),
        ({"source": "defenceWeb"}, ["Convoy seen in Mali"]),
        ({"language": "en"}, ["Convoy seen in Mali"]),
        ({"published_from": "2025"}, ["Convoy seen in Mali"]),
        ({"published_to": "2024"}, []),
        ({"missing": "archived_url"}, ["Leaflet"]),
        ({"missing": "url"}, ["Leaflet"]),
        ({"missing": "published_on"}, ["Leaflet"]),
        ({"missing": "reports"}, ["Leaflet"]),
        ({}, ["Convoy seen in Mali", "Leaflet"]),
    ],
)
def test_filters_keep_the_right_rows_and_no_others(client, query, titles):
    article()
    factories.PublicationFactory(title="Leaflet", url="")
    assert [row["Title"] for row in cells(client.get(URL, query))] == titles


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"source": "defenseWeb"}, "Did you mean: defenceWeb?"),
        ({"published_from": "soon"}, "“soon” is no date."),
        ({"published_from": "2025", "published_to": "2024"}, "The days end before they begin."),
        ({"missing": "everything"}, "Select a valid choice. everything is not"),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    article()
    page = client.get(URL, query)
    assert words in page.content.decode()
    assert table_rows(page) == []
    assert client.get(URL, {**query, "export": "csv"}).status_code == 400


def test_a_page_that_is_not_there_is_said(client):
    assert client.get(URL, {"page": "999999"}).status_code == 404


def test_an_empty_list_says_what_to_do_next(client):
    assert statuses(client.get(URL)) == ["No publications."]
    assert "Import a file of reports" in client.get(URL).content.decode()


def test_htmx_gets_the_results_alone(client):
    part = client.get(URL, headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results">')
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client, method):
    for address in (URL, article().get_absolute_url()):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("size", [1, 250])
def test_query_budget(client, django_assert_num_queries, size):
    factories.PublicationFactory.create_batch(size)
    with django_assert_num_queries(2):  # count; page
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order_without_texts(client):
    publication = article()
    factories.PublicationFactory(title="A leaflet")
    query = {"sort": "-title"}
    shown = [row["Title"] for row in cells(client.get(URL, query))]
    download = client.get(URL, {**query, "export": "csv"})
    content = b"".join(download.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["title"] for row in rows] == shown == ["Convoy seen in Mali", "A leaflet"]
    assert "The whole text." not in content
    assert rows[0] == {
        "publication_id": str(publication.uid),
        "permalink": f"http://testserver/publications/{publication.uid}/",
        "published_on": "2025-01-26",
        "title": "Convoy seen in Mali",
        "source": "defenceweb",
        "language": "en",
        "url": "https://defenceweb.example/1",
        "archived_url": "https://archive.example/1",
        "reports": "1",
        "shipments": "1",
    }


def test_a_document_shows_its_facts_and_what_is_taken_from_it(client):
    page = client.get(article().get_absolute_url())
    text = page.content.decode()
    for words in (
        "defenceWeb</a>, magazine",
        "2025-01-26",
        "English",
        "https://defenceweb.example/1",
        "https://archive.example/1",
        "Seen twice.",
    ):
        assert words in text
    (row,) = [row for row in table_rows(page) if row[0].startswith("ML-1")]
    assert row[1:] == ["defenceWeb", "not said", "Tanks “three” 3"]


def test_citations_stand_both_ways_with_their_basis(client):
    publication = article()
    other = factories.PublicationFactory(title="Une centaine", source__name="Le Monde")
    cited = factories.SourceFactory(name="Cap Mali+")
    Citation.objects.create(publication=publication, cited_source=cited, phrase="a video by Cap Mali+")
    Citation.objects.create(publication=other, cited_publication=publication, basis="inferred")
    page = client.get(publication.get_absolute_url())
    assert [citation.cited_source for citation in page.context["citations"]] == [cited]
    assert [citation.publication for citation in page.context["received"]] == [other]
    text = page.content.decode()
    assert "“a video by Cap Mali+”" in text
    assert "(inferred)" in text


def test_a_superseded_report_leads_to_the_newer_one(client):
    publication = article()
    newer = factories.ReportFactory(publication__title="Correction")
    publication.reports.update(superseded_by=newer)
    text = client.get(publication.get_absolute_url()).content.decode()
    assert "is superseded by" in text
    assert newer.publication.get_absolute_url() in text


@pytest.mark.parametrize(
    ("is_public", "is_editor", "is_shown"),
    [(False, False, False), (False, True, True), (True, False, True), (True, True, True)],
)
def test_a_text_is_for_editors_unless_it_is_public(client, is_public, is_editor, is_shown):
    publication = article(is_text_public=is_public)
    if is_editor:
        client.force_login(factories.UserFactory(editor=True))
    text = client.get(publication.get_absolute_url()).content.decode()
    assert ("The whole text." in text) is is_shown
    assert ("it is not public" in text) is not is_shown


@pytest.mark.parametrize("size", [1, 200])
def test_a_document_costs_the_same_however_much_is_taken_from_it(client, django_assert_num_queries, size):
    publication = factories.PublicationFactory()
    for _number in range(size):
        factories.ReportedDeliveryFactory(report__publication=publication)
    with django_assert_num_queries(5):  # publication; reports; lines; citations; received
        client.get(publication.get_absolute_url())


def test_an_unknown_document_is_not_found(client):
    assert client.get(reverse("publication-detail", args=[uuid.uuid4()])).status_code == 404
