"""Climb the ladder of the list of sources, and of one source's page."""

import csv
import datetime
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.agreement import Agreement
from inventory.models import Citation, Estimate, ReliabilityRating, SourceAlias
from tests import factories
from tests.views.pages import cells, statuses, table_rows

pytestmark = pytest.mark.django_db

URL = "/sources/"


def cast():
    """Make a rated think tank with a publication of its own, that also speaks through a newspaper."""
    source = factories.SourceFactory(
        slug="cast",
        name="CAST",
        kind="think_tank",
        country=factories.CountryFactory(code="RU", name="Russia"),
        url="https://cast.example/",
        language="ru",
    )
    SourceAlias.objects.create(source=source, name="bmpd")
    user = factories.UserFactory(username="a-secret", known_as="analyst")
    for grade, day in (("D", 1), ("B", 2)):
        ReliabilityRating.objects.create(
            source=source,
            grade=grade,
            rated_by=user,
            rated_on=datetime.date(2025, 2, day),
            rationale=f"Why {grade}.",
        )
    own = factories.PublicationFactory(source=source, title="Own article", published_on="2025-01-28")
    factories.ReportFactory(publication=own)
    post = factories.SourceFactory(slug="kyiv-post", name="Kyiv Post")
    factories.ReportFactory(publication__source=post, publication__title="Seven tanks", asserter=source)
    factories.ReportFactory(publication__source=post, asserter=source, attribution="guessed")
    return source


def test_every_cell_of_a_full_row(client):
    cast()
    assert cells(client.get(URL, {"text": "CAST"})) == [
        {
            "Name": "CAST",
            "Kind": "Think tank",
            "Based in": "Russia",
            "Latest rating": "B – usually reliable",
            "Publications": "1",
            "Reports": "2",
            "Latest publication": "28 Jan 2025",
        }
    ]


def test_every_cell_of_a_bare_row_has_a_word_for_what_is_unknown(client):
    factories.SourceFactory(name="Somebody")
    assert list(cells(client.get(URL))[0].values()) == [
        "Somebody", "Newspaper", "unknown", "not rated", "0", "0", "none",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"text": "BMPD"}, ["CAST"]),
        ({"text": "kyiv-post"}, ["Kyiv Post"]),
        ({"kind": "think_tank"}, ["CAST"]),
        ({"country": "RU"}, ["CAST"]),
        ({"rating": "B"}, ["CAST"]),
        ({"rating": "D"}, []),
        ({"rating": "none"}, ["Kyiv Post"]),
        ({"record": "no"}, []),
        ({"record": "yes", "sort": "-name"}, ["Kyiv Post", "CAST"]),
    ],
)
def test_filters_keep_the_right_rows_and_no_others(client, query, names):
    cast()
    assert [row["Name"] for row in cells(client.get(URL, query))] == names


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "There is no filter “colour”."),
        ({"country": "ZZ"}, "No source is based in “ZZ”."),
        ({"rating": "G"}, "Select a valid choice. G is not"),
        ({"kind": ["blog", "analyst"]}, "Give this filter once."),
    ],
)
def test_a_filter_that_is_not_understood_selects_nothing_and_says_why(client, query, words):
    cast()
    page = client.get(URL, query)
    assert words in page.content.decode()
    assert table_rows(page) == []
    assert client.get(URL, {**query, "export": "csv"}).status_code == 400


def test_a_page_that_is_not_there_is_said(client):
    assert client.get(URL, {"page": "999999"}).status_code == 404


def test_an_empty_list_says_what_to_do_next(client):
    assert statuses(client.get(URL)) == ["0 sources"]
    assert "manage.py load_reference" in client.get(URL).content.decode()


def test_htmx_gets_the_results_alone(client):
    part = client.get(URL, headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b'<div id="results">')
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("address", [URL, "/sources/cast/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client, address, method):
    cast()
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, django_assert_num_queries, size):
    factories.SourceFactory.create_batch(size, country=factories.CountryFactory())
    with django_assert_num_queries(3):  # count; page; countries
        client.get(URL, {"per_page": 500})


def test_the_download_is_what_the_page_shows_in_its_order(client):
    cast()
    query = {"sort": "name"}
    shown = [row["Name"] for row in cells(client.get(URL, query))]
    download = client.get(URL, {**query, "export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(download.streaming_content).decode())))
    assert [row["name"] for row in rows] == shown == ["CAST", "Kyiv Post"]
    assert rows[0] == {
        "source": "cast",
        "permalink": "http://testserver/sources/cast/",
        "name": "CAST",
        "kind": "think_tank",
        "country": "RU",
        "country_alpha3": "",
        "country_name": "Russia",
        "language": "ru",
        "url": "https://cast.example/",
        "rating": "B",
        "publications": "1",
        "reports": "2",
        "latest_publication": "2025-01-28",
        "latest_publication_first_day": "2025-01-28",
        "latest_publication_last_day": "2025-01-28",
    }


def test_a_source_shows_its_facts_and_every_rating_newest_first(client):
    page = client.get(cast().get_absolute_url())
    text = page.content.decode()
    for words in ("Think tank", "Russia", "https://cast.example/", "Russian", "bmpd"):
        assert words in text
    rows = table_rows(page)
    newest = rows.index(["2 Feb 2025", "B – usually reliable", "analyst", "Why B."])
    assert rows[newest + 1] == ["1 Feb 2025", "D – not usually reliable", "analyst", "Why D."]


def test_a_source_speaks_through_others_but_never_by_a_guess(client):
    page = client.get(cast().get_absolute_url())
    voices = [row[1] for row in table_rows(page) if len(row) == 6 and row[1].startswith("CAST")]
    assert voices == ["CAST", "CAST through Kyiv Post"]
    assert "guessed to be the speaker of 1 report." in page.content.decode()
    post = client.get("/sources/kyiv-post/").context["reports"]
    assert [row.record.attribution for row in post.rows] == ["guessed"]


def test_every_cell_of_a_full_report_row(client):
    report = factories.ReportFactory(
        shipment__reference="ML-1", shipment__title="Convoy", stage="ordered",
        publication__title="Article", publication__published_on="2025-01", asserter=cast(),
        publication__source__name="Outlet",
    )  # fmt: skip
    tanks = factories.EquipmentTypeFactory(name="Tanks")
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=tanks, phrase="two or three", kind="range", quantity=NumericRange(2, 4)
    )
    assert [
        "ML-1 Convoy", "CAST through Outlet", "Article", "January 2025", "Ordered not counted as delivered",
        "Tanks “two or three” 2–3",
    ] in table_rows(client.get("/sources/cast/"))  # fmt: skip


def test_ties_show_both_ways_with_stated_and_inferred_apart(client):
    web, seed, monde = (factories.SourceFactory(name=name) for name in ("defenceWeb", "Seed", "Le Monde"))
    shipment = factories.ShipmentFactory()
    said = factories.ReportFactory(shipment=shipment, publication__source=web)
    copy = factories.ReportFactory(shipment=shipment, publication__source=seed)
    through = factories.ReportFactory(shipment=shipment, asserter=seed)
    factories.ReportRepeatFactory(report=copy, repeated=said)
    factories.ReportRepeatFactory(report=through, repeated=said, basis="inferred")
    Citation.objects.create(
        publication=copy.publication, cited_publication=said.publication, basis="inferred"
    )
    Citation.objects.create(publication=copy.publication, cited_source=monde)
    rows = table_rows(client.get(seed.get_absolute_url()))
    assert ["defenceWeb", "1 stated, 1 inferred", "1 inferred"] in rows
    assert ["Le Monde", "0", "1 stated"] in rows
    assert ["Seed", "1 stated, 1 inferred", "1 inferred"] in table_rows(client.get(web.get_absolute_url()))
    assert ["Seed", "0", "1 stated"] in table_rows(client.get(monde.get_absolute_url()))
    assert "Nobody is known to draw on it." in client.get(seed.get_absolute_url()).content.decode()


def test_the_record_compares_a_source_with_all_others(client):
    shipment, tanks = factories.ShipmentFactory(), factories.EquipmentTypeFactory(family=True)
    lines = [
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, equipment_type=tanks, kind=kind, quantity=NumericRange(*bounds)
        )
        for kind, bounds in (("exact", (7, 8)), ("range", (5, 10)), ("exact", (2, 3)))
    ]
    Estimate.objects.recompute([shipment.pk])
    found = [
        client.get(line.report.publication.source.get_absolute_url()).context["record"] for line in lines
    ]
    # Others who tie are taken together: 5–9 and 2 are 2–9, 7 and 2 are 2–7. Those who agree on 7 exclude 2.
    assert [record.agreement for record in found] == [
        Agreement(inside=1), Agreement(wider=1), Agreement(outside=1)
    ]  # fmt: skip
    lines[2].delete()
    Estimate.objects.recompute([shipment.pk])
    page = client.get(lines[0].report.publication.source.get_absolute_url())
    assert page.context["record"].agreement == Agreement(inside=1)
    assert "<strong>1</strong> of 1 count lies within what the others support." in page.content.decode()
    wider = client.get(lines[1].report.publication.source.get_absolute_url())
    assert wider.context["record"].agreement == Agreement(wider=1)


def test_the_record_is_told_by_category_and_year_with_the_counts_behind_it(client):
    vehicles = factories.EquipmentTypeFactory(name="Tanks")
    tank = factories.EquipmentTypeFactory(name="T-72", parent=vehicles, family=True)
    shipment = factories.ShipmentFactory(reference="ML-1", title="Convoy", period="2025-01-17")
    own, _other = (
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, equipment_type=tank, quantity=NumericRange(count, count + 1)
        )
        for count in (7, 5)
    )
    Estimate.objects.recompute([shipment.pk])
    page = client.get(own.report.publication.source.get_absolute_url())
    rows = table_rows(page)
    assert ["Tanks", "0", "0", "1", "1"] in rows
    assert ["2025", "0", "0", "1", "1"] in rows
    assert ["ML-1 Convoy", "T-72", "7", "5", "Outside"] in rows


def test_the_graph_draws_ties_in_their_direction_and_guesses_apart(client):
    web, seed = factories.SourceFactory(name="defenceWeb"), factories.SourceFactory(name="Seed")
    copy = factories.ReportFactory(publication__source=seed)
    said = factories.ReportFactory(shipment=copy.shipment, publication__source=web)
    factories.ReportRepeatFactory(report=copy, repeated=said, basis="inferred")
    page = client.get(seed.get_absolute_url())
    drawing = page.context["ties_figure"].drawing
    assert [(box.node.lines[0], box.layer) for box in drawing.boxes] == [("defenceWeb", 0), ("Seed", 1)]
    (arrow,) = drawing.arrows
    assert (arrow.link.label, arrow.link.is_guessed) == ("1 report, guessed", True)
    text = page.content.decode()
    assert 'class="graph-arrow graph-guessed"' in text
    assert f'<a href="{web.get_absolute_url()}"><g class="graph-box">' in text


def test_more_ties_than_can_be_drawn_are_in_the_table(client):
    source = factories.SourceFactory()
    publication = factories.PublicationFactory(source=source)
    for number in range(30):
        Citation.objects.create(
            publication=publication, cited_source=factories.SourceFactory(name=f"Outlet {number}")
        )
    page = client.get(source.get_absolute_url())
    figure = page.context["ties_figure"]
    assert len(figure.drawing.boxes) == 24
    assert len(figure.rows) == 30
    assert "Drawn are the 23 strongest ties of 30" in page.content.decode()


def test_what_a_source_alone_reported_is_told_and_nothing_else(client):
    source, tanks = factories.SourceFactory(), factories.EquipmentTypeFactory(name="Tanks")
    own = {"report__publication__source": source}
    alone = factories.ReportedDeliveryFactory(**own, phrase="three tanks", equipment_type=tanks)
    shared = factories.ReportedDeliveryFactory(**own, phrase="four tanks", equipment_type=tanks)
    factories.ReportedDeliveryFactory(report__shipment=shared.shipment, equipment_type=tanks)
    repeated = factories.ReportedDeliveryFactory(**own, phrase="five tanks", equipment_type=tanks)
    factories.ReportRepeatFactory(report=repeated.report)
    replaced = factories.ReportedDeliveryFactory(**own, phrase="six tanks", equipment_type=tanks)
    replaced.report.superseded_by = factories.ReportFactory()
    replaced.report.save()
    page = client.get(source.get_absolute_url())
    assert page.context["alone"] == [alone]
    assert page.context["alone_count"] == 1
    assert [
        "Tanks",
        "“three tanks”",
        "3",
        f"{alone.shipment.reference} {alone.shipment.title}",
        "unknown",
    ] in (table_rows(page))


def test_the_first_hand_share_and_the_languages_are_told(client):
    source = factories.SourceFactory()
    for is_first_hand in (True, False, False):
        factories.ReportFactory(
            publication__source=source, publication__language="fr", is_first_hand=is_first_hand
        )
    text = client.get(source.get_absolute_url()).content.decode()
    assert "<strong>33 %</strong>" in text
    assert "1 of 3 reports: there it saw the evidence itself" in text
    assert "French (3)" in text


def test_ratings_are_drawn_as_steps(client):
    figure = client.get(cast().get_absolute_url()).context["ratings_figure"]
    assert [mark.words for mark in figure.drawing.marks] == [
        "1 Feb 2025: D – not usually reliable", "2 Feb 2025: B – usually reliable",
    ]  # fmt: skip
    assert figure.summary == "The latest rating is B – usually reliable, of 2 Feb 2025."


def test_a_bare_source_says_what_is_not_known(client):
    page = client.get(factories.SourceFactory().get_absolute_url()).content.decode()
    for words in (
        "Nobody has rated it yet.",
        "It is not known to draw on anybody.",
        "It speaks in no report.",
        "No publication of its own is recorded.",
        "Nothing can be compared",
        "Nothing: somebody else counts every type",
        "no publication is recorded",
    ):
        assert words in page


@pytest.mark.parametrize("size", [1, 120])
def test_a_source_costs_the_same_however_much_it_says(client, django_assert_num_queries, size):
    source = factories.SourceFactory()
    shipment, tanks = factories.ShipmentFactory(), factories.EquipmentTypeFactory()
    other = factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks)
    for _number in range(size):
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, report__publication__source=source, equipment_type=tanks
        )
    elsewhere = factories.PublicationFactory(source=source)
    Citation.objects.create(publication=elsewhere, cited_publication=other.report.publication)
    Estimate.objects.recompute([shipment.pk])
    # source; aliases; ratings; publications; reports; lines; guessed; four of ties; their sources; profile;
    # languages; shared shipments; taxonomy; reports, repeats, lines, details, evidence, citations of these;
    # types of the findings; lines alone and their number
    with django_assert_num_queries(25):
        client.get(source.get_absolute_url())


def test_an_unknown_source_is_not_found(client):
    assert client.get("/sources/nobody/").status_code == 404
