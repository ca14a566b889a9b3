"""Put words above the columns for those who ask, in their language."""

import csv
import io

import openpyxl
import pytest

from inventory.models import Estimate
from tests import factories


@pytest.mark.django_db
def test_a_reader_gets_words_in_the_language_of_the_page(client):
    factories.ShipmentFactory(reference="ML-1")
    query = {"export": "csv", "headers": "labels"}
    head = next(csv.reader(io.StringIO(b"".join(client.get("/shipments/", query)).decode())))
    assert head[:4] == ["Key of the shipment", "Reference", "Permanent address", "Title"]
    french = b"".join(client.get("/shipments/", query, headers={"accept-language": "fr"})).decode()
    assert french.splitlines()[0].split(",")[1] == "Référence"
    book = b"".join(client.get("/shipments/", {**query, "export": "xlsx"}))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [cell.value for cell in sheet[1]] == head
    shown = b"".join(client.get("/shipments/", {**query, "export": "shown", "columns": "reference,title"}))
    assert shown.decode().splitlines()[0] == "Reference,Title"


@pytest.mark.django_db
def test_beside_codes_stand_their_words_in_the_language_of_the_page(client):
    line = factories.ReportedDeliveryFactory(kind="at_least", report__stage="in_transit")
    Estimate.objects.recompute([line.shipment_id])

    def words(path, language, *columns):
        asked = client.get(
            path, {"export": "csv", "headers": "labels"}, headers={"accept-language": language}
        )
        head, row, *_ = csv.reader(io.StringIO(b"".join(asked).decode()))
        named = dict(zip(head, row, strict=True))
        return [named[column] for column in columns]

    english = words("/deliveries/", "en", "Kind", "Kind, in words", "Stage, in words", "Scope, in words")
    assert english == ["at_least", "At least", "In transit", "Unspecified"]
    french = words("/deliveries/", "fr", "Nature", "Nature, en clair", "Stade, en clair")
    assert french == ["at_least", "Au moins", "En transit"]
    matrix = line.shipment.get_absolute_url()
    assert words(matrix, "en", "State, in words", "Counted in, in words") == ["Single source", "Vehicles"]
    assert words("/sources/", "en", "Latest rating", "Kind, in words") == ["", "Newspaper"]


@pytest.mark.django_db
def test_a_matrix_has_words_for_its_voices(client):
    line = factories.ReportedDeliveryFactory(report__publication__source__slug="le-monde")
    address = line.shipment.get_absolute_url()
    data = b"".join(client.get(address, {"export": "tsv", "headers": "labels"})).decode()
    head = data.splitlines()[0].split("\t")
    assert {"le-monde: count, as written", "le-monde: at least", "le-monde: at most"} <= set(head)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/shipments/", "/deliveries/", "/destinations/"])
def test_without_asking_the_names_that_an_import_reads_stand_there(client, path):
    plain = b"".join(client.get(path, {"export": "csv"}))
    assert b"".join(client.get(path, {"export": "csv", "headers": "codes"})) == plain


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"export": "csv", "headers": "words"}, "headers=codes or headers=labels, not “words”"),
        ({"export": "jsonl", "headers": "labels"}, "Only csv, tsv, xlsx have a head for readers"),
        ({"export": "package", "headers": "labels"}, "Only csv, tsv, xlsx have a head for readers"),
        ({"export": "geojson"}, "There is no format “geojson”. The formats are: csv,"),
    ],
)
def test_what_a_file_cannot_have_is_refused(client, query, message):
    answer = client.get("/shipments/", query)
    assert answer.status_code == 400
    assert message in answer.content.decode()
