"""Download what a list gives besides its own columns: matrices, and the columns of registers."""

import csv
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from inventory.exports.profiles import profiles_of
from inventory.models import Estimate, Shipment
from inventory.views import shipments as views
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/shipments/"


@pytest.fixture
def two(db):
    """Make two shipments with one voice in common and one of their own each."""
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    sources = {slug: factories.SourceFactory(slug=slug, name=slug.title()) for slug in ("a", "b", "c")}
    for reference, slugs in (("=ML-1", "ab"), ("ML-2", "bc")):
        shipment = factories.ShipmentFactory(reference=reference)
        for slug in slugs:
            factories.ReportedDeliveryFactory(
                report__shipment=shipment,
                report__publication__source=sources[slug],
                equipment_type=tanks,
                phrase=f"+three of {slug}",
            )
    Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))


def body(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def records(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_list_gives_the_matrices_of_its_shipments_with_the_voices_of_all(client, two):
    answer = client.get(LIST, {"export": "csv", "profile": "compare_matrix", "sort": "-reference"})
    assert answer["Content-Disposition"].startswith('attachment; filename="compare_matrix-')
    second, first = (row for row in records(body(answer)) if row["equipment_type"] == "tanks")
    assert (first["shipment_reference"], second["shipment_reference"]) == ("'=ML-1", "ML-2")
    assert (first["a_phrase"], first["b_low"], first["c_phrase"], first["c_low"]) == (
        "'+three of a",
        "3",
        "",
        "",
    )
    assert (second["a_phrase"], second["b_phrase"], second["c_phrase"]) == (
        "",
        "'+three of b",
        "'+three of c",
    )
    assert (second["estimate_low"], second["support"], second["voices"], second["state"]) == (
        "3",
        "2",
        "2",
        "agreed",
    )


def test_a_list_and_the_page_of_a_shipment_give_the_same_rows(client, two):
    answer = client.get(reverse("shipment-detail", args=["ML-2"]), {"export": "csv"})
    assert answer["Content-Disposition"].startswith('attachment; filename="ML-2-matrix-')
    of_page = records(body(answer))
    listed = records(body(client.get(LIST, {"export": "csv", "profile": "compare_matrix"})))
    of_list = [row for row in listed if row["shipment_reference"] == "ML-2"]
    assert len(of_page) > 0
    assert [{name: row[name] for name in of_page[0]} for row in of_list] == of_page


@pytest.mark.parametrize("address", [LIST, "/shipments/ML-2/"])
def test_every_format_holds_the_same(client, two, address):
    def asked(form):
        profile = {"profile": "compare_matrix"} if address == LIST else {}
        return body(client.get(address, {"export": form, **profile}))

    rows = records(asked("csv"))
    sheet = openpyxl.load_workbook(io.BytesIO(asked("xlsx"))).active
    head, *cells = sheet.iter_rows(values_only=True)
    objects = [json.loads(line) for line in asked("jsonl").splitlines()]
    assert list(head) == list(rows[0]) == list(objects[0])
    assert [[cell or None for cell in one.values()] for one in objects] == [
        [cell or None for cell in row] for row in cells
    ]
    assert [row["equipment_type"] for row in rows] == [one["equipment_type"] for one in objects]
    assert all(one["c_phrase"] in (None, "+three of c") for one in objects)
    for form in ("tsv", "parquet", "package"):
        assert len(asked(form)) > 50


def test_too_many_matrices_are_refused_with_a_word_on_how_many(client, two, monkeypatch):
    monkeypatch.setattr(views, "MOST_MATRICES", 1)
    answer = client.get(LIST, {"export": "csv", "profile": "compare_matrix"})
    assert answer.status_code == 400
    assert "the matrices of 1 shipments at most" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_shipments(client, django_assert_num_queries, count):
    for _number in range(count):
        factories.ReportedDeliveryFactory()
    # shipments; types; reports; repeats; lines; details; evidence; citations; sources
    with django_assert_num_queries(9):
        body(client.get(LIST, {"export": "csv", "profile": "compare_matrix"}))


@pytest.mark.parametrize("path", [LIST, "/deliveries/"])
def test_a_profile_that_the_list_does_not_have_is_refused(client, db, path):
    answer = client.get(path, {"export": "csv", "profile": "sources"})
    assert answer.status_code == 400
    assert "There is no profile “sources” of this list. The profiles are: " in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "profile"), [(LIST, "compare_matrix"), (LIST, "sipri_like"), ("/deliveries/", "unroca_like")]
)
def test_a_wrong_filter_gives_no_file_of_any_profile(client, db, path, profile):
    answer = client.get(path, {"export": "csv", "profile": profile, "colour": "red"})
    assert answer.status_code == 400
    assert "There is no filter “colour”." in answer.content.decode()
    assert client.get(path, {"export": "csv", "profile": profile}).status_code == 200


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (LIST, "export=csv&amp;profile=compare_matrix"),
        (LIST, "export=csv&amp;profile=sipri_like"),
        (LIST, "export=csv&amp;headers=labels"),
        ("/deliveries/", "export=xlsx&amp;profile=unroca_like"),
        ("/destinations/", "export=geojson"),
    ],
)
def test_the_menu_leads_to_it_and_says_how_figures_come_about(client, path, link):
    place = factories.PlaceFactory(country=factories.CountryFactory())
    factories.ReportedDeliveryFactory(report__shipment=factories.ShipmentFactory(destination=place))
    page = client.get(path).content.decode()
    assert link in page
    notes = [str(one.note) for one in profiles_of(path.strip("/").removesuffix("s") + "-list").values()]
    assert all(note in page for note in notes)
