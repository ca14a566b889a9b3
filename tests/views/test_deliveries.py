"""Climb the ladder of the list of reported deliveries, and of one line's page."""

import csv
import datetime
import io
import json
import uuid
import zipfile

import pghistory
import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.urls import reverse

from inventory.models import Citation, Estimate, ReliabilityRating, ReportedDelivery
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/deliveries/"


def full_line():
    """Make one line with every column filled."""
    mali = factories.CountryFactory(code="ML", name="Mali")
    shipment = factories.ShipmentFactory(
        reference="ML-2025-01-17",
        title="Convoy to Bamako",
        supplier=factories.PartyFactory(slug="russia", name="Russia"),
        destination=factories.PlaceFactory(slug="bamako", name="Bamako", country=mali),
        period="2025-01-17",
    )
    post = factories.SourceFactory(slug="kyiv-post", name="Kyiv Post")
    cast = factories.SourceFactory(slug="cast", name="CAST")
    report = factories.ReportFactory(
        shipment=shipment,
        publication=factories.PublicationFactory(
            source=post,
            title="Seven tanks for Mali",
            url="https://kyivpost.example/1",
            archived_url="https://archive.example/1",
            published_on="2025-01-28",
            language="en",
        ),
        asserter=cast,
        attribution="stated",
        attribution_phrase="according to CAST",
        stage="arrived",
        modality="reported",
        hedge="reportedly",
        credibility=2,
        quote="The convoy had seven tanks.",
    )
    line = factories.ReportedDeliveryFactory(
        report=report,
        equipment_type=factories.EquipmentTypeFactory(slug="t-72b3", name="T-72B3"),
        label="T-72B3 tanks",
        phrase="about seven",
        kind="approximate",
        quantity=NumericRange(6, 9),
        best=7,
        modality="assessed",
        hedge="probably",
        quote="about seven tanks",
    )
    Estimate.objects.create(
        shipment=shipment,
        equipment_type=line.equipment_type,
        quantity=NumericRange(7, 8),
        stated_by=2,
        voices=3,
        state="agreed",
        is_stated=True,
    )
    return line


def test_every_cell_of_a_full_row(client):
    full_line()
    assert cells(client.get(URL)) == [
        {
            "Period": "17 Jan 2025 ML-2025-01-17",
            "Destination": "Bamako, Mali",
            "Equipment type": "T-72B3 “T-72B3 tanks”",
            "Count, as written": "6–8, best 7 “about seven”",
            "Kind": "Approximate",
            "Voice": "CAST through Kyiv Post",
            "Publication": "Seven tanks for Mali 28 Jan 2025",
            "Certainty": "Assessed “probably”, “reportedly”",
            "Estimate": "Agreed 7 · 2 of 3 voices",
        }
    ]


def test_every_cell_of_a_bare_row_has_a_word_for_what_is_unknown(client):
    line = factories.ReportedDeliveryFactory(unknown=True, phrase="")
    assert cells(client.get(URL)) == [
        {
            "Period": f"unknown {line.shipment.reference}",
            "Destination": "unknown",
            "Equipment type": line.equipment_type.name,
            "Count, as written": "unknown",
            "Kind": "Unknown",
            "Voice": line.report.publication.source.name,
            "Publication": f"{line.report.publication.title} unknown",
            "Certainty": "Reported",
            "Estimate": "No count reported",
        }
    ]


@pytest.mark.parametrize(
    ("attribution", "words"),
    [
        ("inferred", "CAST through Kyiv Post (inferred)"),
        ("guessed", "Kyiv Post speaker guessed: CAST"),
        ("unattributed", "Kyiv Post speaker not named"),
    ],
)
def test_a_voice_says_how_its_speaker_is_known(client, attribution, words):
    line = full_line()
    line.report.attribution = attribution
    line.report.asserter = None if attribution == "unattributed" else line.report.asserter
    line.report.save()
    assert cells(client.get(URL))[0]["Voice"] == words


def test_a_copy_says_which_voice_it_counts_as(client):
    copy = factories.ReportRepeatFactory(repeated__publication__source__name="CAST <Moscow>").report
    line = factories.ReportedDeliveryFactory(report=copy, report__publication__source__name="Kyiv Post")
    Estimate.objects.recompute([line.shipment_id])
    voice = copy.publication.source.name
    assert [row["Voice"] for row in cells(client.get(URL))] == [f"{voice} counts as CAST <Moscow>"]


def test_a_denial_is_marked_and_counts_zero(client):
    factories.ReportedDeliveryFactory(denied=True)
    row = cells(client.get(URL))[0]
    assert (row["Kind"], row["Count, as written"]) == ("Denied", "0 “none”")


def test_what_is_hidden_by_default_is_said_beside_the_count_and_in_the_package(client):
    newer = factories.ReportedDeliveryFactory(phrase="seven")
    shipment = newer.shipment
    older = factories.ReportFactory(shipment=shipment, superseded_by=newer.report)
    for phrase in ("five", "six"):
        factories.ReportedDeliveryFactory(report=older, phrase=phrase)
    words = "2 more from superseded reports, not shown"

    def said(**query):
        archive = b"".join(client.get(URL, {**query, "export": "package"}))
        package = zipfile.ZipFile(io.BytesIO(archive)).read("datapackage.json")
        assert "An empty cell" in json.loads(package)["description"]
        return (
            words in client.get(URL, query).content.decode(),
            "superseded reports are left out" in json.loads(package)["description"],
        )

    assert said() == said(shipment=shipment.reference) == (True, True)
    assert said(superseded="include") == said(superseded="only") == (False, False)
    assert said(selected=str(newer.uid)) == (False, False)
    assert said(text="nothing like it") == (False, True)
    page = client.get(URL, {"sort": "voice", "page": "1"}).content.decode()
    assert 'href="?sort=voice&amp;superseded=include"' in page


def test_superseded_reports_are_hidden_until_asked_for(client):
    newer = factories.ReportedDeliveryFactory(phrase="seven")
    factories.ReportedDeliveryFactory(
        phrase="six",
        report__shipment=newer.shipment,
        report__superseded_by=newer.report,
        equipment_type=newer.equipment_type,
    )
    counts = [
        [row["Count, as written"] for row in cells(client.get(URL, {"superseded": wish, "sort": "voice"}))]
        for wish in ("", "include", "only")
    ]
    assert [sorted(found) for found in counts] == [["3 “seven”"], ["3 “seven”", "3 “six”"], ["3 “six”"]]


def test_the_list_says_how_many_rows_and_how_it_is_sorted(client):
    factories.ReportedDeliveryFactory.create_batch(26)
    page = client.get(URL)
    assert statuses(page) == ["1–25 of 26 reported deliveries"]
    assert b'aria-sort="descending"' in page.content


def test_pages_hold_every_row_once_although_all_sort_equal(client):
    report = factories.ReportFactory()
    factories.ReportedDeliveryFactory.create_batch(60, report=report)
    found = [
        row["Equipment type"]
        for number in (1, 2, 3)
        for row in cells(client.get(URL, {"page": number, "sort": "kind"}))
    ]
    assert len(found) == len(set(found)) == 60


def test_several_columns_sort_the_first_named_first(client):
    for phrase, count, kind in (("b", 3, "exact"), ("a", 9, "exact"), ("c", 5, "approximate")):
        factories.ReportedDeliveryFactory(phrase=phrase, kind=kind, quantity=NumericRange(count, count + 1))
    rows = cells(client.get(URL, {"sort": ["kind", "-count"]}))
    assert [row["Count, as written"][-2] for row in rows] == ["c", "a", "b"]


def test_unknown_counts_come_last_in_both_directions(client):
    factories.ReportedDeliveryFactory(unknown=True)
    factories.ReportedDeliveryFactory()
    for sort in ("count", "-count"):
        rows = cells(client.get(URL, {"sort": sort}))
        assert [row["Kind"] for row in rows] == ["Exact", "Unknown"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"sort": "colour"}, "cannot be sorted by “colour”"),
        ({"per_page": "1000"}, "A page of “1000” rows is not offered"),
    ],
)
def test_a_wish_that_cannot_be_met_is_named_and_the_rows_are_shown(client, query, words):
    factories.ReportedDeliveryFactory()
    page = client.get(URL, query)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert len(cells(page)) == 1


@pytest.mark.parametrize("number", ["999999", "0", "-1", "abc", "9" * 5000])
def test_a_page_that_is_not_there_is_said_with_the_way_back(client, number):
    factories.ReportedDeliveryFactory()
    page = client.get(URL, {"page": number})
    assert page.status_code == 404
    assert "the last page is 1." in page.content.decode()
    assert 'href="?page=1"' in page.content.decode()
    assert table_rows(page) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"kind": "many"}, "Select a valid choice. many is not"),
        ({"country": "ZZ"}, "Nothing is called “ZZ”."),
        ({"voices": "-1"}, "greater than or equal to 0"),
        ({"voices": "two"}, "Enter a number."),
        ({"period_from": "soon"}, "“soon” is no date."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"voices": ["1", "2"]}, "Give this filter once."),
        ({"export": "pdf"}, "There is no format “pdf”"),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    factories.ReportedDeliveryFactory()
    page = client.get(URL, query)
    if "export" in query:
        assert page.status_code == 400
        assert words in page.content.decode()
        return
    assert page.status_code == 200
    assert words in page.content.decode()
    assert table_rows(page) == []
    assert statuses(page) == ["Nothing is listed: a filter was not understood. What you typed is kept."]


def test_an_empty_list_says_what_to_do_next(client):
    assert "Import a file of reports" in client.get(URL).content.decode()
    factories.ReportedDeliveryFactory()
    page = client.get(URL, {"kind": "range"})
    assert statuses(page) == ["Nothing matches these filters."]
    assert "clear all of them" in page.content.decode()


def test_htmx_gets_the_results_alone_and_caches_keep_the_two_apart(client):
    factories.ReportedDeliveryFactory()
    whole, part = client.get(URL), client.get(URL, headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert part.content.strip().startswith(b'<div id="results">')
    assert cells(part) == cells(whole)
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    restored = client.get(URL, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<html" in restored.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_list_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    shipment = factories.ShipmentFactory(destination=factories.PlaceFactory())
    report = factories.ReportFactory(shipment=shipment, asserter=factories.SourceFactory())
    factories.ReportedDeliveryFactory.create_batch(size, report=report)
    # count; keys; page; publications; groups; left out. Choices: what a line has one of; paths; sources;
    # names of countries, categories and sources.
    with django_assert_num_queries(12):
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order(client):
    for count in (5, 3, 9):
        factories.ReportedDeliveryFactory(kind="range", quantity=NumericRange(count, count + 3))
    factories.ReportedDeliveryFactory()
    query = {"kind": "range", "sort": "-count"}
    page = client.get(URL, query)
    shown = [str(row.record.uid) for row in page.context["table"].rows]
    download = client.get(URL, {**query, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert [row["delivery_id"] for row in rows] == shown
    assert [row["low"] for row in rows] == ["9", "5", "3"]
    assert download["Content-Type"] == "text/csv; charset=utf-8"
    assert download["Content-Disposition"].startswith('attachment; filename="deliveries_long-2')


def test_a_download_with_a_wrong_filter_is_refused(client):
    factories.ReportedDeliveryFactory()
    answer = client.get(URL, {"kind": "many", "export": "csv"})
    assert answer.status_code == 400
    assert "Kind of count: Select a valid choice." in answer.content.decode()


def test_a_line_shows_its_words_and_the_chain_behind_them(client):
    line = full_line()
    Citation.objects.create(
        publication=line.report.publication,
        cited_source=factories.SourceFactory(name="Le Monde"),
        phrase="as Le Monde reported",
    )
    repeated = factories.ReportFactory(
        shipment=line.shipment, publication__source=factories.SourceFactory(name="defenceWeb")
    )
    factories.ReportRepeatFactory(report=line.report, repeated=repeated, basis="inferred")
    page = client.get(line.get_absolute_url()).content.decode()
    for words in (
        "“according to CAST”",
        "about seven tanks",
        "The convoy had seven tanks.",
        "https://archive.example/1",
        "Le Monde",
        "as Le Monde reported",
        "defenceWeb",
        "(Inferred)",
        "2 – probably true",
        "Nobody else gives a count",
    ):
        assert words in page


def test_a_line_shows_what_others_say_of_the_same_type(client):
    line = full_line()
    other = factories.ReportedDeliveryFactory(
        report__shipment=line.shipment, equipment_type=line.equipment_type, phrase="five tanks"
    )
    elsewhere = factories.ReportedDeliveryFactory(equipment_type=line.equipment_type)
    page = client.get(line.get_absolute_url())
    assert [row.record for row in page.context["others"].rows] == [other]
    assert elsewhere.report.publication.title not in page.content.decode()


@pytest.mark.parametrize("size", [1, 120])
def test_a_line_costs_the_same_however_many_others_there_are(client, django_assert_num_queries, size):
    line = full_line()
    for _number in range(size):
        factories.ReportedDeliveryFactory(report__shipment=line.shipment, equipment_type=line.equipment_type)
    # line; rating; shares; repeats; citations; evidence; other lines; their number; assessments; history
    with django_assert_num_queries(10):
        page = client.get(line.get_absolute_url())
    assert len(page.context["others"].rows) == min(size, 50)
    assert ("All of them" in page.content.decode()) is (size > 50)


def test_a_line_stands_on_one_scale_with_the_others_and_the_estimate(client):
    line = full_line()
    other = factories.ReportedDeliveryFactory(
        report__shipment=line.shipment, equipment_type=line.equipment_type, unknown=True
    )
    rows = table_rows(client.get(line.get_absolute_url()))
    assert ["CAST (this line)", "6–8", ""] in rows
    assert [str(other.report.voice), "unknown", "?"] in rows


def test_a_line_tells_who_changed_what(client):
    line = full_line()
    user = factories.UserFactory(username="a-secret", known_as="anna")
    with pghistory.context(user=user.pk):
        line.phrase, line.kind, line.quantity, line.best = "five", "exact", NumericRange(5, 6), None
        line.save()
    text = client.get(line.get_absolute_url()).content.decode()
    for words in (
        "anna",
        "phrase <del>about seven</del> → <ins>five</ins>",
        "kind <del>Approximate</del> → <ins>Exact</ins>",
        "quantity <del>6–8</del> → <ins>5</ins>",
        "a command: added",
    ):
        assert words in text


def test_a_line_shows_the_rating_of_its_voice_and_the_assessments_on_its_type(client):
    line = full_line()
    user = factories.UserFactory(username="a-secret", known_as="anna")
    ReliabilityRating.objects.create(
        source=line.report.voice,
        grade="C",
        rated_by=user,
        rated_on=datetime.date(2025, 2, 1),
        rationale="Why.",
    )
    factories.AssessmentFactory(
        shipment=line.shipment, equipment_type=line.equipment_type, judgement="Seven came.", assessed_by=user
    )
    factories.AssessmentFactory(shipment=line.shipment, judgement="No trucks came.")
    text = client.get(line.get_absolute_url()).content.decode()
    assert "C – fairly reliable" in text
    assert "rated by anna on 1 Feb 2025" in text
    assert "<strong>Seven came.</strong>" in text
    assert "No trucks came." not in text


def test_a_bare_line_says_what_is_not_known(client):
    text = client.get(factories.ReportedDeliveryFactory().get_absolute_url()).content.decode()
    for words in ("the voice is not rated", "not graded", "No passage was kept", "Nobody else gives a count"):
        assert words in text


def test_editors_alone_are_led_to_the_report_to_edit(client):
    line = factories.ReportedDeliveryFactory()
    assert "Edit report" not in client.get(line.get_absolute_url()).content.decode()
    client.force_login(factories.UserFactory(editor=True))
    assert "Edit report" in client.get(line.get_absolute_url()).content.decode()


def test_an_unknown_line_is_not_found_and_a_line_is_only_read(client):
    assert client.get(reverse("delivery-detail", args=[uuid.uuid4()])).status_code == 404
    assert client.post(factories.ReportedDeliveryFactory().get_absolute_url()).status_code == 405
    assert ReportedDelivery.objects.count() == 1
