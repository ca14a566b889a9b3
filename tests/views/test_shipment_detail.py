"""Climb the ladder of the page of one shipment, and read the reference case off it."""

import csv
import datetime
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test import Client

from inventory.imports.cases import load_case
from inventory.imports.reference import REFERENCE_FOLDER, load_reference
from inventory.models import Estimate, ReportedDelivery, Shipment
from tests import factories
from tests.views.pages import table_rows

URL = "/shipments/ML-2025-01-17/"
CONVOY = REFERENCE_FOLDER.parent / "demo" / "january_2025_convoy.toml"
ADDRESSES = {
    "page": f"{URL}?rows=all",
    "usual": URL,
    "csv": f"{URL}?export=csv",
    "lines": f"{URL}?export=lines",
    "unroca": f"{URL}?scheme=unroca&rows=all",
    "military-africa": f"{URL}?method=preferred&preferred=military-africa",
    "intersection": f"{URL}?method=intersection",
}


def text_of(response):
    """Return the words of a page, without marks and cards' line breaks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def body(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


class Answers:
    """Hold what the page of the reference case answered at each address."""

    def __init__(self, client):
        self.responses = {name: client.get(address) for name, address in ADDRESSES.items()}
        self.files = {name: body(self.responses[name]) for name in ("csv", "lines")}
        self.line_count = ReportedDelivery.objects.filter(shipment__reference="ML-2025-01-17").count()

    def row(self, name, page="page"):
        """Return the cells of the row that is named, heads above it as keys."""
        rows = table_rows(self.responses[page])
        heads = next(row for row in rows if row and row[0] == "Equipment")
        found = next(row for row in rows if row and re.sub(r" ?counted in.*", "", row[0]) == name)
        return {
            re.split(
                r" ?through| ?gives no| ?\d{1,2}(?:–\d{1,2})? [A-Z]| ?[A-Z][a-z]+ \d{4}| ?undated", head
            )[0]: cell
            for head, cell in zip(heads, found, strict=True)
        }


@pytest.fixture(scope="module")
def convoy(django_db_setup, django_db_blocker):
    """Load the real files, ask for every address, and leave the database as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_case(CONVOY)
        answers = Answers(Client())
        transaction.set_rollback(True)
    return answers


@pytest.fixture
def shipment(db):
    return factories.ShipmentFactory(reference="ML-2025-01-17", title="Convoy to Bamako")


@pytest.fixture
def tanks(db):
    category = factories.EquipmentTypeFactory(name="Tanks")
    return factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True, parent=category)


def report_on(shipment, equipment_type, low, high, source="", **line):
    """Make a report with one line that counts from low to high; None is an open end."""
    publication = factories.PublicationFactory(
        source=factories.SourceFactory(name=source, slug=source.lower())
    )
    report = factories.ReportFactory(shipment=shipment, publication=publication)
    kind = "exact" if low == high else "range" if high else "at_least"
    quantity = NumericRange(low, None if high is None else high + 1)
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=equipment_type, **{"kind": kind, "quantity": quantity} | line
    )
    return report


# The reference case


def test_convoy_t_72_is_agreed_on_7_by_3_of_3_voices(convoy):
    row = convoy.row("T-72")
    assert row["Estimate"].startswith("7 Agreed Stated by 3")
    assert row["CAST"].startswith("7 follows")


def test_convoy_cells_say_the_words_and_the_chain(convoy):
    assert "“seven”7" in convoy.row("T-72B3")["CAST"].replace(" ", "")
    assert "CAST, through Kyiv Post (stated)" in convoy.row("T-72B3")["CAST"]


def test_convoy_bmp_3_is_denied_by_one_voice_and_in_conflict_up_to_the_category(convoy):
    row = convoy.row("BMP-3")
    assert "Disputed" in row["Estimate"]
    assert "incompatible: Military Africa" in row["Estimate"]
    assert row["Military Africa"].startswith("Denied")
    category = convoy.row("Infantry fighting vehicles")["Estimate"]
    assert "Disputed in a subtype" in category
    assert "disputed: BMP-3" in category
    assert convoy.row("BMD")["Military Africa"].startswith("≥ 2 Bare plural")


def test_convoy_linza_is_disputed_as_a_type(convoy):
    estimate = convoy.row("Linza")["Estimate"]
    assert "Type disputed" in estimate
    assert "ambulances" in estimate.lower()
    assert "armoured personnel carriers" in estimate.lower()
    assert "Agreed" in estimate


def test_convoy_trucks_are_at_least_46(convoy):
    assert "“half”≥46" in convoy.row("Trucks")["defenceWeb"].replace(" ", "")
    trucks = next(
        row for row in csv.DictReader(io.StringIO(convoy.files["csv"])) if row["equipment_type"] == "trucks"
    )
    assert (trucks["estimate_low"], trucks["state"]) == ("46", "single")


def test_convoy_seed_article_is_folded_under_defenceweb_as_one_voice(convoy):
    heads = next(row for row in table_rows(convoy.responses["page"]) if row and row[0] == "Equipment")
    (defenceweb,) = (head for head in heads if head.startswith("defenceWeb"))
    assert "3 reports" in defenceweb
    assert "Seed article (January 2025)" in defenceweb
    assert not any(head.startswith("Seed article") for head in heads)


def test_convoy_counts_are_never_mixed(convoy):
    page = text_of(convoy.responses["page"])
    assert "9 publications 8 independent voices 2 evidence items" in page


def test_convoy_origin_is_in_conflict(convoy):
    rows = table_rows(convoy.responses["page"])
    origin = next(row for row in rows if row and row[0].startswith("Origin "))
    assert origin[0] == "Origin Disputed"
    assert convoy.row("Origin")["Estimate"] == "Disputed"
    assert origin[1] == "Syria"
    assert "CAST" in origin[2]
    assert "RAIDS" in origin[3]


def test_convoy_dates_of_different_kinds_are_told_and_not_compared(convoy):
    page = text_of(convoy.responses["page"])
    assert "observed 14 Jan 2025 (in transit); arrival 17 Jan 2025" in page


def test_convoy_sums_nothing_over_units(convoy):
    names = [row[0] for row in table_rows(convoy.responses["page"]) if row]
    assert "Military equipment" not in names
    records = list(csv.DictReader(io.StringIO(convoy.files["csv"])))
    assert {record["unit"] for record in records} >= {"vehicles", "guns", "vessels"}
    assert "military-equipment" not in {record["equipment_type"] for record in records}


def test_convoy_opens_on_what_is_disputed_and_a_link_shows_the_rest(convoy):
    names = [row[0].split(" counted")[0] for row in table_rows(convoy.responses["usual"]) if row]
    assert {"Vehicles", "Infantry fighting vehicles", "BMP-3", "BMD", "Linza", "Origin"} <= set(names)
    assert not {"T-72", "D-30", "Boats"} & set(names)
    content = convoy.responses["usual"].content.decode()
    assert re.search(r'id="rows-rest" href="\?rows=all"', content)
    assert re.search(r'id="rows-disputed" href="\?rows=disputed" aria-current="true"', content)
    assert {"t-72", "d-30", "boats"} <= {
        row["equipment_type"] for row in csv.DictReader(io.StringIO(convoy.files["csv"]))
    }


def test_convoy_brief_leads_to_rows_that_are_hidden(convoy):
    content = convoy.responses["usual"].content.decode()
    assert '<a href="?rows=all#type-t-72">7 T-72</a>' in content
    assert '<a href="#type-bmp-3">BMP-3</a>' in content
    assert 'id="type-bmp-3"' in content


def test_convoy_estimates_are_explained_with_the_voices_named(convoy):
    estimate = convoy.row("BMP-3")["Estimate"]
    assert "Stated by CAST, defenceWeb" in estimate
    assert "Incompatible with Military Africa" in estimate
    assert "bases" not in estimate  # As many as voices: nothing is shared.
    assert "Named below it: 3" in convoy.row("Towed artillery")["Estimate"]


def test_convoy_drift_is_marked_in_cells(convoy):
    institute = "Institute for the Study of War / Critical Threats"
    (said,) = (cell for head, cell in convoy.row("Relation").items() if head.startswith(institute))
    assert "Changed when repeated" in said
    assert "Added when repeated" in convoy.row("Arrival")["defenceWeb"]
    assert "Passed on" in convoy.row("BMP-3")["CAST"]


def test_convoy_matrix_downloads_as_csv(convoy):
    assert convoy.responses["csv"]["Content-Type"] == "text/csv; charset=utf-8"
    by_type = {row["equipment_type"]: row for row in csv.DictReader(io.StringIO(convoy.files["csv"]))}
    t72b3 = by_type["t-72b3"]
    assert (t72b3["cast_phrase"], t72b3["cast_low"], t72b3["cast_high"]) == ("seven", "7", "7")
    assert (t72b3["military-africa_low"], t72b3["military-africa_high"]) == ("5", "")
    t72 = by_type["t-72"]
    columns = ("estimate_low", "estimate_high", "support", "voices", "state")
    assert tuple(t72[column] for column in columns) == ("7", "7", "3", "3", "agreed")
    assert (by_type["bmp-3"]["state"], by_type["bmp-3"]["dissenters"]) == ("conflict", "Military Africa")


def test_convoy_lines_download_as_csv(convoy):
    assert len(list(csv.DictReader(io.StringIO(convoy.files["lines"])))) == convoy.line_count


def test_convoy_can_be_seen_through_a_scheme(convoy):
    assert convoy.row("T-72", "unroca")["Counts in the scheme"].startswith("In · I")
    assert "as Tanks" in convoy.row("T-72", "unroca")["Counts in the scheme"]
    assert convoy.row("Trucks", "unroca")["Counts in the scheme"].startswith("Out")
    assert convoy.row("Armoured vehicles", "unroca")["Counts in the scheme"].startswith("Disputed")


def test_convoy_estimate_follows_the_chosen_method(convoy):
    assert convoy.row("BMP-3", "military-africa")["Estimate"].startswith("0")
    assert convoy.row("BMP-3", "intersection")["Estimate"].startswith("no count")
    assert convoy.responses["intersection"].status_code == 200


# The ladder


def test_two_voices_in_conflict_are_both_shown(client, shipment, tanks):
    report_on(shipment, tanks, 5, 5, "Alpha", phrase="five", quote="They saw five.")
    report_on(shipment, tanks, 7, 7, "Beta", phrase="seven")
    Estimate.objects.recompute([shipment.pk])
    page = text_of(client.get(URL))
    assert "They saw five." in page
    assert "5–7 Disputed" in page


def test_reports_stand_in_the_order_of_their_publication(client, shipment):
    for title, day in (
        ("Undated", ""),
        ("Later", "2025-02"),
        ("Span", "2025-01-24/2025-01-31"),
        ("Day", "2025-01-24"),
    ):
        factories.ReportFactory(
            shipment=shipment, publication__source__name=title, publication__published_on=day
        )
    timeline = text_of(client.get(URL)).split("What was reported when")[-1]
    places = [timeline.index(f"{title}, in its own voice") for title in ("Day", "Span", "Later", "Undated")]
    assert places == sorted(places)


def test_another_shipments_reports_do_not_appear(client, shipment, tanks):
    report_on(shipment, tanks, 5, 5, "Alpha")
    report_on(factories.ShipmentFactory(), tanks, 7, 7, "Elsewhere")
    assert "Elsewhere" not in text_of(client.get(URL))


def test_an_unknown_count_and_an_uncounted_order_look_like_neither_zero_nor_silence(client, shipment, tanks):
    report_on(shipment, tanks, 1, 1, "Alpha", kind="unknown", quantity=None, phrase="undisclosed")
    order = report_on(shipment, tanks, 9, 9, "Beta", phrase="nine")
    order.stage = "ordered"
    order.save()
    response = client.get(URL)
    assert b"cell-unknown" in response.content
    assert b"bar-unknown" in response.content
    assert "ordered, not delivered" in text_of(response)
    assert "No count reported" in text_of(response)


def test_an_assessment_stands_beside_the_estimate_and_says_that_it_is_stale(client, shipment, tanks):
    report_on(shipment, tanks, 7, 7, "Alpha")
    factories.AssessmentFactory(
        shipment=shipment, equipment_type=tanks, judgement="Seven came.", rationale="Photos.", is_stale=True
    )
    page = text_of(client.get(URL))
    assert "Seven came. Stale: reports changed" in page
    assert "Photos." in page


def test_a_report_that_contradicts_itself_is_told(client, shipment, tanks):
    report = report_on(shipment, tanks, 7, 7, "Alpha")
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=tanks.parent, kind="none", quantity=NumericRange(0, 1)
    )
    page = text_of(client.get(URL))
    assert "contradicts itself on Tanks: at least 7 by T-72, at most 0 by Tanks." in page


def test_superseded_reports_are_folded_away(client, shipment, tanks):
    old, new = report_on(shipment, tanks, 5, 5, "Alpha"), report_on(shipment, tanks, 7, 7, "Beta")
    old.superseded_by = new
    old.save()
    page = text_of(client.get(URL))
    assert "1 superseded report" in page
    assert "superseded, no longer speaks" in page


def test_history_tells_who_changed_what(client, shipment, tanks):
    report_on(shipment, tanks, 5, 5, "Alpha")
    ReportedDelivery.objects.update(phrase="about five")
    page = text_of(client.get(URL))
    assert "A command changed 1 line (phrase)" in page
    assert "A command added 1 report" in page


def test_a_shipment_without_reports_says_what_to_do(client, shipment):
    response = client.get(URL)
    assert response.status_code == 200
    assert "Nobody has reported on this shipment yet." in text_of(response)
    assert "Add the first report : the document" in text_of(response)


def test_an_editor_can_add_and_mend_reports(client, shipment, tanks):
    report = report_on(shipment, tanks, 7, 7, "Alpha")
    client.force_login(factories.UserFactory(editor=True))
    response = client.get(URL)
    assert f"/admin/inventory/report/{report.pk}/change/".encode() in response.content
    assert f"/admin/inventory/report/{report.pk}/history/".encode() in response.content
    assert f"/reports/add/?shipment={shipment.reference}".encode() in response.content


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("method=average", "There is no method “average”. The methods are: marzullo, intersection, envelope"),
        ("method=preferred", "The method of a preferred source needs a source"),
        (
            "method=preferred&preferred=nobody",
            "“nobody” is no voice on this shipment. Its voices are: alpha.",
        ),
        ("preferred=alpha", "A preferred source needs the method that follows it"),
        ("rows=some", "There is no choice of rows “some”. The choices are: disputed, stated, all."),
        ("scheme=roman", "There is no classification scheme “roman”."),
        ("scheme=%00", "There is no classification scheme"),
        (
            "export=pdf",
            "There is no export as “pdf”. The exports are: csv, tsv, xlsx, jsonl, parquet, package, lines.",
        ),
        ("colour=red", "There is no choice “colour”."),
        ("method=envelope&method=marzullo", "Give “method” once."),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_compared(client, shipment, tanks, query, message):
    report_on(shipment, tanks, 5, 5, "Alpha")
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert message in text_of(response)
    assert b'class="matrix"' not in response.content


def test_a_download_that_is_not_understood_is_refused(client, shipment):
    response = client.get(f"{URL}?export=csv&method=average")
    assert response.status_code == 400
    assert "There is no method “average”" in response.content.decode()


def test_an_unknown_reference_proposes_similar_ones(client, shipment):
    response = client.get("/shipments/ML-2025-01-18/")
    assert response.status_code == 404
    assert "There is no shipment “ML-2025-01-18”" in text_of(response)
    assert URL.encode() in response.content


def test_a_reference_with_a_nul_is_unknown(client, db):
    assert client.get("/shipments/%00/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, shipment, method):
    assert getattr(client, method)(URL).status_code == 405


def test_formulas_in_the_matrix_csv_are_made_harmless(client, shipment, tanks):
    report_on(shipment, tanks, 5, 5, "Alpha", phrase="=1+1")
    record = next(
        row
        for row in csv.DictReader(io.StringIO(body(client.get(f"{URL}?export=csv"))))
        if row["equipment_type"] == "t-72"
    )
    assert record["alpha_phrase"] == "'=1+1"


def test_words_are_escaped(client, shipment, tanks):
    report_on(shipment, tanks, 5, 5, "Alpha", phrase="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in client.get(URL).content


def test_no_inline_style_or_script(client, shipment, tanks):
    report_on(shipment, tanks, 5, None, "Alpha")
    content = client.get(URL).content.decode()
    assert " style=" not in content
    assert not re.search(r"\son\w+=", content)


# Queries

BUDGET = 12  # shipment with schemes; types with verdicts; reports; repeats; lines; details; evidence;
# its counts; citations; sources with ratings; assessments; history


@pytest.mark.parametrize(("reports", "lines"), [(1, 1), (60, 5)])
def test_the_page_takes_twelve_queries_whatever_its_size(
    client, shipment, reports, lines, django_assert_num_queries
):
    types = factories.EquipmentTypeFactory.create_batch(lines, family=True)
    for number in range(reports):
        fill_report(shipment, types, number)
    item = factories.EvidenceFactory(shipment=shipment, place=factories.PlaceFactory())
    item.counts.create(equipment_type=types[0], count=2)
    factories.AssessmentFactory(shipment=shipment, equipment_type=types[0])
    Estimate.objects.recompute([shipment.pk])
    with django_assert_num_queries(BUDGET):
        response = client.get(URL)
    assert response.status_code == 200
    assert response.content.count(b"cell-stated") == reports * lines
    assert isinstance(response.wsgi_request.user, AnonymousUser)
    assert Shipment.objects.get().voice_count == reports


def fill_report(shipment, types, number):
    """Make a report by a named speaker, with a line on each type, a place, a party and a date."""
    publication = factories.PublicationFactory(published_on=str(datetime.date(2025, 1, 1 + number % 28)))
    report = factories.ReportFactory(
        shipment=shipment, publication=publication, asserter=factories.SourceFactory()
    )
    publication.citations.create(cited_source=factories.SourceFactory())
    for equipment_type in types:
        factories.ReportedDeliveryFactory(report=report, equipment_type=equipment_type, label_type=types[0])
    factories.ReportedDetailFactory(report=report)
    factories.ReportedDetailFactory(
        report=report, kind="recipient", place=None, party=factories.PartyFactory()
    )
    factories.ReportedDetailFactory(report=report, kind="arrival", place=None, date="2025-01-17")
