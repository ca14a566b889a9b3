"""Hold totals in files and the API to the page that they stand beside."""

import csv
import io
import json
import re

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.imports.demo import load_demo
from inventory.models import Estimate
from tests import factories

pytestmark = pytest.mark.django_db


def rows_of(client, address):
    text = b"".join(client.get(address, {"export": "csv"})).decode()
    return list(csv.DictReader(io.StringIO(text)))


def ends(interval):
    """Return an interval as a file writes it."""
    if interval is None:
        return "", ""
    return str(interval.low), "" if interval.high is None else str(interval.high)


YEARS = {"Across years": "several", "Unknown year": "unknown", "All years": "total"}


@pytest.mark.parametrize("code", ["ML", "TG"])
def test_a_destination_s_file_says_what_its_page_says(client, code):
    list(load_demo())
    rows = rows_of(client, f"/destinations/{code}/")
    found = {(row["equipment_type"], row["year"], row["dataset"]): row for row in rows}
    assert len(found) == len(rows)
    table = client.get(f"/destinations/{code}/").context["years"]
    shown = 0
    for line in (*table.rows, table.all):
        year = YEARS.get(line.label, line.label)
        for kind, total in zip(table.categories, line.totals, strict=True):
            row = found.pop((kind.slug, year, "all"))
            tally, overlap = total.tally, total.tally.overlap
            assert (row["low"], row["high"]) == ends(tally.total.interval)
            assert row["shipments"] == str(total.shipments)
            assert (row["twice"], row["to_decide"]) == (str(overlap.twice or 0), str(overlap.to_decide)) or (
                overlap.twice is None and row["twice"] == ""
            )
            assert row["may_belong"] == str(total.may_belong.total.count)
            for name, one in tally.by_dataset.items():
                row = found.pop((kind.slug, year, "press" if name == "events" else name))
                assert (row["low"], row["high"], row["silence"]) == (*ends(one.interval), "")
                shown += 1
            for name, why in total.silent.items():
                row = found.pop((kind.slug, year, "press" if name == "events" else name))
                assert (row["low"], row["high"], row["silence"]) == ("", "", why.value)
    assert shown > 10
    # What is left are datasets without a record, of which a page has no words in such rows.
    assert {(row["low"], row["shipments"]) for row in found.values()} <= {("", "0")}


def test_the_numbers_of_a_chart_lead_to_what_is_to_decide(client):
    list(load_demo())
    page = client.get("/destinations/ML/")
    (row,) = (row for row in page.context["history"].rows if row[0] == "2022")
    (aircraft,) = (cell for cell in row if "12 links to decide" in cell)
    address = re.search('href="([^"]*/links/[^"]*)"', aircraft)[1].replace("&amp;", "&")
    assert address == "/pairs/links/?country=ML&equipment=aircraft&year=2022"
    assert client.get(address).context["shown"].paginator.count == 12


def test_the_api_and_every_format_say_the_same(client):
    tanks, mali = factories.EquipmentTypeFactory(slug="tanks"), factories.PlaceFactory()
    supplier = factories.PartyFactory(slug="russia")
    for period, number in (("2022", 3), ("2022/2023", 2), ("", 4)):
        shipment = factories.ShipmentFactory(period=period, destination=mali, supplier=supplier)
        report = factories.ReportFactory(shipment=shipment)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=tanks, quantity=NumericRange(number, number + 1)
        )
        Estimate.objects.recompute([shipment.pk])
    group = factories.CountryGroupFactory(slug="alliance")
    assert client.get(f"/api/totals/groups/{group.slug}").json() == {"items": []}
    code = mali.country.code
    told = client.get(f"/api/totals/destinations/{code.lower()}").json()["items"]
    lines = b"".join(client.get(f"/destinations/{code}/", {"export": "jsonl"})).decode().splitlines()
    assert told == [json.loads(line) for line in lines]
    assert [(one["year"], one["low"], one["high"], one["high_with"]) for one in told[::2]] == [
        ("2023", None, None, 2),
        ("2022", 3, 3, 5),
        ("several", 2, 2, 2),
        ("unknown", 4, 4, 4),
        ("total", 4, 9, 9),  # The two of known years, or that of none, may be the same.
    ]
    assert told == client.get("/api/totals/suppliers/russia").json()["items"]
    assert told == client.get("/api/totals/equipment/tanks").json()["items"]
    assert [row["low"] for row in rows_of(client, "/equipment/tanks/")] == [
        "" if one["low"] is None else str(one["low"]) for one in told
    ]


@pytest.mark.parametrize("subject", ["destinations", "groups", "suppliers", "equipment"])
def test_what_is_not_there_has_no_totals(client, subject):
    assert client.get(f"/api/totals/{subject}/nowhere").status_code == 404
    assert client.get("/api/totals/planets/mars").status_code == 422


def test_a_format_that_is_not_known_is_refused(client):
    country = factories.CountryFactory()
    assert client.get(f"/destinations/{country.code}/", {"export": "odt"}).status_code == 400
