"""Hold the files of the whole record to their description, and to being the same for the same record."""

import csv
import hashlib
import io
import json

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import override

from inventory.exports.whole_record import FolderError, archive_record, write_record
from inventory.exports.whole_record.description import described, description
from inventory.exports.whole_record.outline import outline, row_of
from inventory.models.whole_record import TABLES, tables_for
from tests import factories
from tests.imports.any_whole_record import files_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(db):
    """Make a small record whose names are entered against their order."""
    factories.SourceFactory(slug="zz", name="Z")
    source = factories.SourceFactory(slug="aa", name="=A")
    line = factories.ReportedDeliveryFactory(
        report__publication__source=source,
        kind="at_least",
        quantity=NumericRange(3, None),
        quote="two\nlines, with commas",
    )
    factories.ReportedDeliveryFactory(unknown=True, report=line.report)
    factories.AssessmentFactory(shipment=line.shipment, equipment_type=line.equipment_type)
    return line


def table_of_file(files, name):
    """Return the rows of a file."""
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


def test_the_description_fits_the_files(record, tmp_path):
    write_record(tmp_path, is_private=False)
    files = files_of(tmp_path)
    package = json.loads(files["datapackage.json"])
    assert {one["path"] for one in package["resources"]} == set(files) - {"datapackage.json"}
    keys = {}
    for one in package["resources"]:
        data, schema = files[one["path"]], one["schema"]
        rows = table_of_file(files, one["name"])
        assert (one["hash"], one["bytes"]) == (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
        assert one["rows"] == len(rows)
        assert data.decode().partition("\n")[0].split(",") == [field["name"] for field in schema["fields"]]
        keys[one["name"]] = {tuple(row[name] for name in schema["primaryKey"]) for row in rows}
        assert len(keys[one["name"]]) == len(rows)
    for one in package["resources"]:
        for key in one["schema"].get("foreignKeys", []):
            named = keys[key["reference"]["resource"] or one["name"]]
            cells = {tuple(row[name] for name in key["fields"]) for row in table_of_file(files, one["name"])}
            assert cells - {("",) * len(key["fields"])} <= named


def test_ranges_stand_in_two_columns_and_texts_are_harmless(record, tmp_path):
    write_record(tmp_path, is_private=False)
    files = files_of(tmp_path)
    lines = sorted(table_of_file(files, "reported_deliveries"), key=lambda row: row["number_in_report"])
    ends = [(row["kind"], row["quantity_low"], row["quantity_high"]) for row in lines]
    assert ends == [("at_least", "3", ""), ("unknown", "", "")]
    assert [row["slug"] for row in table_of_file(files, "sources")] == ["aa", "zz"]
    assert table_of_file(files, "sources")[0]["name"] == "'=A"


def test_the_same_record_gives_the_same_files_whoever_asks(record, tmp_path):
    write_record(tmp_path / "one", is_private=True)
    archive = b"".join(archive_record(is_private=True))
    with override("fr"):
        write_record(tmp_path / "two", is_private=True)
        assert b"".join(archive_record(is_private=True)) == archive
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_an_earlier_record_is_replaced_and_other_files_are_left_alone(record, tmp_path):
    write_record(tmp_path / "one", is_private=True)
    write_record(tmp_path / "one", is_private=False)
    assert "report_drafts.csv" not in files_of(tmp_path / "one")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "thesis.txt").write_text("Mine.")
    with pytest.raises(FolderError, match=r"thesis\.txt"):
        write_record(tmp_path / "two", is_private=False)
    assert set(files_of(tmp_path / "two")) == {"thesis.txt"}
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}


def test_every_table_says_what_a_row_is():
    assert [table.file for table in outline().tables if not table.row] == []


def test_the_documentation_names_every_table_and_its_key(settings):
    text = (settings.BASE_DIR / "docs" / "record.md").read_text()
    for table in TABLES:
        assert f"| `{table.name}` | {', '.join(table.key)} | {row_of(table)} |\n" in text


def test_the_description_is_stable_json():
    tables = tables_for(is_private=False)
    package = description(tables, [{}] * len(tables), is_private=False)
    assert json.loads(described(package)) == package
