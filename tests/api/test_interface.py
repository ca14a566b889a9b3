"""Test that the API describes itself, completely and from this site alone."""

import re

import pytest

from inventory.columns.column import names_of
from inventory.columns.totals import COLUMNS

pytestmark = pytest.mark.django_db


def test_its_address_leads_to_its_description(client):
    assert client.get("/api/").url == "/api/docs"


def test_the_description_comes_from_this_site_alone(client):
    page = client.get("/api/docs").content.decode()
    sources = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"]*)"', page)
    assert len(sources) >= 4
    assert [source for source in sources if not source.startswith("/")] == []
    assert "<script>" not in page


def test_the_page_describes_every_operation_and_leads_to_every_shape(client):
    page = client.get("/api/docs").content.decode()
    described = client.get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
    for anchor in set(re.findall(r'href="#([^"]+)"', page)):
        assert f'id="{anchor}"' in page
    assert "Code of how far it is." in page
    assert "list of Fault" in page


def test_totals_are_described_by_the_columns_of_their_file(client):
    shapes = client.get("/api/openapi.json").json()["components"]["schemas"]
    given = shapes["TotalOut"]["properties"]
    assert list(given) == names_of(COLUMNS)
    assert given["high"]["description"].endswith("Null beside a low end: open.")


def test_every_operation_is_described_with_its_refusals(client):
    described = client.get("/api/openapi.json").json()
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    assert list(operations) == [
        "GET /api/imports",
        "POST /api/imports",
        "GET /api/imports/{uid}",
        "GET /api/imports/{uid}/findings",
        "POST /api/imports/{uid}/read",
        "POST /api/imports/{uid}/apply",
        "POST /api/imports/{uid}/cancel",
        "POST /api/imports/{uid}/undo",
        "GET /api/imports/{uid}/names",
        "POST /api/imports/{uid}/names",
        "GET /api/totals/{subject}/{key}",
    ]
    for operation in operations.values():
        assert {"401", "403", "404", "409", "413", "422"} <= set(operation["responses"])
        assert operation["description"]
        if "totals" in operation["tags"]:
            continue  # Reading needs no account.
        assert operation["security"] == [{"Password": []}, {"Session": []}]
    upload = operations["POST /api/imports"]["requestBody"]["content"]
    assert list(upload) == ["multipart/form-data"]


def test_the_description_says_where_downloads_are(client):
    text = client.get("/api/openapi.json").json()["info"]["description"]
    assert "?export=csv" in text
    assert client.get("/deliveries/?destination=ML&export=csv").status_code in (200, 400)
