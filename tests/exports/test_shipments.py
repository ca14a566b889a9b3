"""Write shipments with their best-supported counts as words."""

import csv
import io
import json

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.exports.copy import csv_lines
from inventory.exports.shipments import export_shipments
from inventory.models import Estimate, Shipment
from tests import factories
from tests.views.test_shipments import full_shipment

pytestmark = pytest.mark.django_db


def written():
    """Return the rows of the file for all shipments."""
    lines = csv_lines(export_shipments(Shipment.objects.for_list(), "https://tracker.example/shipments/"))
    return list(csv.DictReader(io.StringIO(b"".join(lines).decode(), newline="")))


def test_every_cell_of_a_full_row():
    shipment = full_shipment()
    assert written() == [
        {
            "shipment_id": str(shipment.uid),
            "reference": "ML-2025-01-17",
            "permalink": "https://tracker.example/shipments/ML-2025-01-17/",
            "title": "Convoy to Bamako",
            "supplier": "russia",
            "supplier_name": "Russia",
            "supplier_country": "",
            "supplier_country_alpha3": "",
            "destination": "bamako",
            "destination_name": "Bamako",
            "destination_country": "ML",
            "destination_country_alpha3": "",
            "destination_country_name": "Mali",
            "period": "2025-01-17",
            "period_first_day": "2025-01-17",
            "period_last_day": "2025-01-17",
            "dataset": "",
            "dataset_name": "",
            "state": "conflict",
            "conflicts": "3",
            "publications": "7",
            "voices": "5",
            "evidence": "2",
            "items": "Vehicles ≥ 101; Artillery 3",
            "vehicles_low": "101",
            "vehicles_high": "",
            "artillery_low": "3",
            "artillery_high": "3",
        }
    ]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (NumericRange(2, 4), "Tanks 2–3"),
        (NumericRange(0, 1), "Tanks 0"),
        (NumericRange(0, None), "Tanks ≥ 0"),
        (None, "Tanks uncounted"),
    ],
)
def test_items_are_written_as_the_list_shows_them(quantity, words):
    Estimate.objects.create(
        shipment=factories.ShipmentFactory(),
        equipment_type=factories.EquipmentTypeFactory(name="Tanks"),
        quantity=quantity,
        stated_by=1,
        voices=1,
        state="single",
        is_stated=True,
    )
    assert written()[0]["items"] == words


def test_a_bare_row_leaves_empty_what_is_unknown():
    factories.ShipmentFactory()
    row = written()[0]
    assert {row[name] for name in ("supplier", "destination", "destination_country", "period", "items")} == {
        ""
    }
    assert (row["state"], row["voices"]) == ("silent", "0")


def test_a_tally_names_its_dataset():
    factories.ShipmentFactory(dataset=factories.DatasetFactory(slug="sipri"))
    factories.ShipmentFactory()
    assert sorted(row["dataset"] for row in written()) == ["", "sipri"]


def test_a_country_is_named_in_the_language_of_who_asks(client):
    country = factories.CountryFactory(code="CI", alpha3="CIV", name="Ivory Coast", name_fr="Côte d’Ivoire")
    other = factories.CountryFactory(code="NA", alpha3="NAM", name="Namibia")
    for place in (country, other):
        factories.ShipmentFactory(reference=place.code, destination=factories.PlaceFactory(country=place))

    def names(language):
        data = b"".join(client.get("/shipments/?export=jsonl", headers={"accept-language": language}))
        rows = map(json.loads, data.splitlines())
        return {row["destination_country_alpha3"]: row["destination_country_name"] for row in rows}

    assert names("en") == {"CIV": "Ivory Coast", "NAM": "Namibia"}
    assert names("fr") == {"CIV": "Côte d’Ivoire", "NAM": "Namibia"}
