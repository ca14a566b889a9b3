"""Climb the ladder of the list of publications, and of one document's page."""

import csv
import io
import uuid

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
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
            "Published": "26 Jan 2025",
            "Title": "Convoy seen in Mali",
            "Source": "defenceWeb",
            "Language": "English",
            "Reports": "1",
            "Shipments": "1",
            "Original": "Original",
            "Archived copy": "Copy",
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
    assert statuses(client.get(URL)) == ["0 publications"]
    assert "Import a file of reports" in client.get(URL).content.decode()


def test_htmx_gets_the_results_alone(client):
    part = client.get(URL, headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results">')
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client, method):
    for address in (URL, article().get_absolute_url()):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
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
        "published_first_day": "2025-01-26",
        "published_last_day": "2025-01-26",
        "title": "Convoy seen in Mali",
        "source": "defenceweb",
        "source_name": "defenceWeb",
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
        "26 Jan 2025",
        "English",
        "https://defenceweb.example/1",
        "https://archive.example/1",
        "Seen twice.",
    ):
        assert words in text
    (row,) = [row for row in table_rows(page) if row[0].startswith("ML-1")]
    assert row[1:] == ["defenceWeb", "not said", "Tanks “three” 3", "none", "not graded"]


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


def test_details_and_the_grade_stand_with_the_report(client):
    report = article().reports.get()
    report.credibility = 2
    report.save()
    place = factories.PlaceFactory(name="Bamako")
    factories.ReportedDetailFactory(report=report, place=place, polarity="denied")
    (row,) = [
        row for row in table_rows(client.get(report.publication.get_absolute_url())) if row[0][:4] == "ML-1"
    ]
    assert row[-2:] == ["Destination: not Bamako", "2 – probably true"]


def test_quotes_are_marked_in_a_public_text_and_lead_to_their_lines(client):
    publication = article(text="On Friday,  seven tanks\nwere seen. Nothing else.", is_text_public=True)
    line = publication.reports.get().deliveries.get()
    line.quote = "Seven tanks were seen"
    line.save()
    factories.ReportedDeliveryFactory(report=line.report, quote="Five trucks followed.")
    page = client.get(publication.get_absolute_url())
    marked = f'<mark><a href="{line.get_absolute_url()}" title="Tanks">seven tanks\nwere seen</a></mark>'
    assert marked in page.content.decode()
    assert [passage.quote for passage in page.context["passages"]] == ["Five trucks followed."]
    assert "Passages that are not found in the text" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "reason"), [("The whole text.", "its licence does not allow that"), ("", "No text is kept.")]
)
def test_without_a_text_to_show_the_passages_stand_alone_with_the_reason(client, text, reason):
    publication = article(text=text)
    line = publication.reports.get().deliveries.get()
    line.quote = "Seven tanks were seen"
    line.save()
    page = client.get(publication.get_absolute_url()).content.decode()
    assert reason in page
    assert "<blockquote>Seven tanks were seen</blockquote>" in page
    assert "The whole text." not in page


def test_what_is_missing_is_said_plainly(client):
    publication = factories.PublicationFactory(url="", archived_url="")
    factories.ReportFactory(
        publication=publication, attribution="guessed", asserter=factories.SourceFactory()
    )
    factories.ReportFactory(publication=publication, attribution="unattributed")
    page = client.get(publication.get_absolute_url())
    assert page.context["gaps"] == [
        "The day of publication is unknown.",
        "No address is known.",
        "No archived copy is known: if the page goes, so does the proof.",
        "The language is not recorded.",
        "The speaker of 1 report is guessed; a guess never counts as a voice.",
        "1 report names no speaker.",
        "2 reports are not graded for credibility.",
        "No passage was kept for 2 reports.",
    ]
    assert "the source is not rated" in page.content.decode()


def test_a_document_that_lacks_nothing_says_so(client):
    report = article().reports.get()
    report.credibility = 2
    report.save()
    assert (
        "Nothing that the tracker asks for."
        in client.get(report.publication.get_absolute_url()).content.decode()
    )


def chain():
    """Make a root, a publication that repeats it and drifts, and one that cites that by a guess."""
    tanks, trucks = (factories.EquipmentTypeFactory(name=name) for name in ("Tanks", "Trucks"))
    shipment = factories.ShipmentFactory(title="Convoy")
    names = ("Root", "Copy", "Echo")
    root, copy, echo = (
        factories.ReportFactory(
            shipment=shipment, publication__source__name=name, publication__published_on=f"2025-01-2{day}"
        )
        for day, name in enumerate(names)
    )
    for report, kind, phrase, count in (
        (root, tanks, "over 100 tanks", 101), (root, trucks, "ten trucks", 10),
        (copy, tanks, "at least 100 tanks", 100), (echo, tanks, "at least 100 tanks", 100),
    ):  # fmt: skip
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=kind, phrase=phrase, kind="at_least",
            quantity=NumericRange(count, None),
        )  # fmt: skip
    factories.ReportRepeatFactory(report=copy, repeated=root)
    Citation.objects.create(
        publication=echo.publication, cited_publication=copy.publication, basis="inferred"
    )
    return [report.publication for report in (root, copy, echo)]


def test_the_chain_is_drawn_from_the_root_to_the_last_repeater_on_each_of_its_pages(client):
    for publication in chain():
        drawing = client.get(publication.get_absolute_url()).context["chain_figure"].drawing
        assert [box.node.lines[0] for box in drawing.boxes] == ["Root", "Copy", "Echo"]
        assert [box.node.is_focus for box in drawing.boxes].count(True) == 1
        assert {(arrow.link.label, arrow.link.is_guessed) for arrow in drawing.arrows} == {
            ("1 report", False), ("cited, guessed", True),
        }  # fmt: skip


def test_the_counts_are_followed_along_the_chain_with_changed_words_marked(client):
    page = client.get(chain()[1].get_absolute_url())
    rows = table_rows(page)
    assert [
        "Tanks", "≥ 101 “over 100 tanks”", "≥ 100 “at least 100 tanks” Changed",
        "≥ 100 “at least 100 tanks” As drawn on",
    ] in rows  # fmt: skip
    assert ["Trucks", "≥ 10 “ten trucks”", "Left out", "Left out"] in rows
    assert "“<mark>at</mark> <mark>least</mark> 100 tanks”" in page.content.decode()


def test_the_same_words_elsewhere_are_a_likeness(client):
    first, second = (
        factories.ReportedDeliveryFactory(report__shipment=shipment, quote=quote)
        for shipment, quote in [(factories.ShipmentFactory(), "About a hundred vehicles came by road.")] * 2
    )
    copied = factories.ReportedDeliveryFactory(
        report__shipment=first.shipment, quote="It said a hundred vehicles came by road, no more"
    )
    page = client.get(first.report.publication.get_absolute_url())
    assert {one.publication for one in page.context["neighbours"]} == {
        second.report.publication, copied.report.publication,
    }  # fmt: skip
    assert "A likeness, not yet a citation." in page.content.decode()


def test_the_lines_of_a_document_can_be_taken_as_a_file(client):
    publication = article()
    factories.ReportedDeliveryFactory()
    download = client.get(publication.get_absolute_url(), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert [row["publication_id"] for row in rows] == [str(publication.uid)]


@pytest.mark.parametrize("size", [1, 120])
def test_a_document_costs_the_same_however_much_is_taken_from_it(client, django_assert_num_queries, size):
    publication = chain()[1]
    for _number in range(size):
        factories.ReportedDetailFactory(report__publication=publication)
    # publication; rating; reports; lines; details; neighbours; keys of the chain, its publications,
    # repetitions, citations; shipments in common, their lines; citations; received
    with django_assert_num_queries(14):
        client.get(publication.get_absolute_url())


def test_an_unknown_document_is_not_found(client):
    assert client.get(reverse("publication-detail", args=[uuid.uuid4()])).status_code == 404
