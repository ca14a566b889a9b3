"""Show what the columns of files mean, on a page and as a file."""

import csv
import io

import pytest

from inventory.exports.profiles import PROFILES
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_page_defines_every_column(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/codebook/").content.decode()
    for profile in PROFILES:
        assert f'<h2 id="{profile}">' in page
    assert "<code>estimate_support</code>" in page
    assert "Independent voices that the estimate fits." in page


def test_the_file_has_a_line_for_each_column(client):
    answer = client.get("/codebook/?export=csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert {line["profile"] for line in lines} == set(PROFILES)
    assert {"profile": "sources", "name": "rating"}.items() <= next(
        line for line in lines if line["name"] == "rating"
    ).items()


@pytest.mark.parametrize("form", ["csv", "shown", "tsv", "jsonl", "xlsx", "parquet", "package"])
@pytest.mark.parametrize(
    "path", ["/shipments/", "/deliveries/", "/publications/", "/sources/", "/equipment/", "/destinations/"]
)
def test_every_list_is_given_in_every_format(client, path, form):
    place = factories.PlaceFactory(country=factories.CountryFactory())
    factories.ReportedDeliveryFactory(report__shipment=factories.ShipmentFactory(destination=place))
    answer = client.get(path, {"export": form})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert len(b"".join(answer.streaming_content)) > 50


def test_an_unknown_format_is_refused_with_those_that_there_are(client):
    answer = client.get("/shipments/?export=pdf")
    assert answer.status_code == 400
    assert "There is no format “pdf”. The formats are: csv, tsv, xlsx, jsonl, parquet, package, shown." in (
        answer.content.decode()
    )


def test_a_file_that_a_workbook_cannot_hold_is_refused_with_a_word_on_what_can(client, monkeypatch):
    monkeypatch.setattr("inventory.exports.workbook.MOST_ROWS", 0)
    factories.ShipmentFactory()
    answer = client.get("/shipments/?export=xlsx")
    assert answer.status_code == 400
    assert "or take CSV" in answer.content.decode()
