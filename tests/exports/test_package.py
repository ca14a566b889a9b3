"""Open a data package: the data, what they mean, where they are from and how to cite them."""

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from inventory.exports.formats import FORMATS
from inventory.exports.profiles import PROFILES
from inventory.exports.shipments import export_shipments
from inventory.models import Shipment
from tests import factories
from tests.exports.verdicts import judge
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db
LIST = "https://tracker.example/shipments/"


@pytest.fixture
def opened():
    """Return the contents of a package of two shipments, by name of the file."""
    factories.ShipmentFactory(reference="a", title="two\nlines, with commas")
    factories.ShipmentFactory(reference="b")
    export = export_shipments(Shipment.objects.order_by("reference"), LIST)
    asked = type(export)(
        export.profile, export.rows, export.columns, f"{LIST}?state=single&export=package&page=2"
    )
    archive = zipfile.ZipFile(io.BytesIO(b"".join(FORMATS["package"].write(asked))))
    return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_data_with_their_description_codebook_and_citations(opened):
    assert set(opened) == {
        "shipments_wide.csv",
        "datapackage.json",
        "codebook.csv",
        "citation.txt",
        "citation.bib",
        "citation.ris",
    }


def test_the_description_fits_the_data(opened):
    described = json.loads(opened["datapackage.json"])
    data = opened["shipments_wide.csv"]
    [resource] = described["resources"]
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert (resource["bytes"], resource["rows"]) == (len(data), 2)
    assert [field["name"] for field in resource["schema"]["fields"]] == rows[0]
    assert all(field["description"] for field in resource["schema"]["fields"])
    assert {field["type"] for field in resource["schema"]["fields"]} == {"string", "integer", "date"}


def test_the_description_says_what_was_asked_for(opened):
    described = json.loads(opened["datapackage.json"])
    assert described["filter"] == [["state", "single"]]
    assert described["title"] == "Shipments wide: state single"
    assert described["homepage"].startswith(LIST)
    assert described["licenses"][0]["name"] == "notspecified"


def test_the_licence_is_the_site_s(settings):
    settings.DATA_LICENCE = "CC-BY-4.0"
    export = export_shipments(Shipment.objects.none(), LIST)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(FORMATS["package"].write(export))))
    described = json.loads(archive.read("datapackage.json"))
    assert described["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}
    ]
    assert described["title"] == "Shipments wide: all rows"


def test_the_citation_names_number_address_and_checksum(opened):
    digest = hashlib.sha256(opened["shipments_wide.csv"]).hexdigest()
    text = opened["citation.txt"].decode()
    assert "2 rows" in text
    assert f"{LIST}?state=single" in text
    assert digest[:12] in text
    assert digest in opened["citation.bib"].decode()
    assert opened["citation.ris"].decode().startswith("TY  - DATA\r\n")


def test_the_codebook_has_a_line_for_each_column(opened):
    head = opened["shipments_wide.csv"].decode().splitlines()[0].split(",")
    lines = list(csv.DictReader(io.StringIO(opened["codebook.csv"].decode())))
    assert [line["name"] for line in lines] == head


# What a cell of each type looks like by the standard that the package names; an empty one is missing.
CELLS = {
    "string": r"(?s).*",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "boolean": r"true|false",
    "date": r"\d{4}-\d\d-\d\d",
}


def test_every_package_is_as_the_standard_asks():
    line = full_line()
    for scheme in ("sipri", "unroca"):
        judge(line.equipment_type, scheme, "I", "Battle tanks")
    for name, profile in PROFILES.items():
        export = replace(profile.everything(LIST), address=LIST)
        archive = zipfile.ZipFile(io.BytesIO(b"".join(FORMATS["package"].write(export))))
        described = json.loads(archive.read("datapackage.json"))
        [resource] = described["resources"]
        assert all(re.fullmatch(r"[-a-z0-9._/]+", one["name"]) for one in (described, resource))
        fields = resource["schema"]["fields"]
        assert len({field["name"] for field in fields}) == len(fields)
        head, *rows = csv.reader(io.StringIO(archive.read(resource["path"]).decode(), newline=""))
        assert head == [field["name"] for field in fields]
        for row in rows:
            for cell, field in zip(row, fields, strict=True):
                assert cell == "" or re.fullmatch(CELLS[field["type"]], cell), (name, field["name"], cell)
                assert cell in ("", *field.get("constraints", {"enum": [cell]})["enum"]), field["name"]
