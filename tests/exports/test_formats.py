"""Read every format back: the same rows, the same values, in the same order."""

import csv
import io
import json
from datetime import date
from functools import partial

import openpyxl
import pyarrow.parquet
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from inventory.columns.column import FileColumn, names_of
from inventory.columns.destinations import LATITUDE
from inventory.columns.expressions import as_text, first_day, last_day
from inventory.exports import copy, parquet, workbook
from inventory.exports.destinations import export_destinations
from inventory.exports.export import Export, RecordExport
from inventory.exports.formats import FORMATS
from inventory.exports.workbook import TooLargeError
from inventory.models import Country, Shipment
from inventory.models.whole_record import Type
from tests import factories

pytestmark = pytest.mark.django_db

COLUMNS = [
    FileColumn("reference", "", "", value=F("reference")),
    FileColumn("title", "", "", value=F("title")),
    FileColumn("supplier", "", "", value=F("supplier__slug")),
    FileColumn("n", "", "", Type.INTEGER, F("voice_count")),
]
FORMULA_OR_MORE = r"^'(?='*[=+\-@])"
TITLES = ["=1+1", "two\nlines", "tab\tand “quotes”, \\N", "Конвой", "'=x", "100 %"]


def written(name, queryset=None, columns=COLUMNS):
    rows = Shipment.objects.order_by("reference") if queryset is None else queryset
    return b"".join(
        FORMATS[name].write(Export("shipments_wide", rows, columns, "https://x.example/shipments/"))
    )


@pytest.fixture
def convoys():
    """Return what each row holds."""
    for number, title in enumerate(TITLES):
        factories.ShipmentFactory(reference=f"S-{number}", title=title, voice_count=number)
    return [(f"S-{number}", title, None, number) for number, title in enumerate(TITLES)]


def separated(delimiter, data):
    """Read CSV as the codebook tells readers to."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))[1:]
    plain = [
        [cell[1:] if cell.lstrip("'")[:1] in {"=", "+", "-", "@"} else cell for cell in row] for row in rows
    ]
    return [(row[0], row[1], row[2] or None, int(row[3])) for row in plain]


def worksheet(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type in {"s", "n"} for row in sheet.iter_rows() for cell in row)
    return list(sheet.iter_rows(min_row=2, values_only=True))


def objects(data):
    return [tuple(json.loads(line).values()) for line in data.splitlines()]


def table(data):
    return [tuple(row.values()) for row in pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()]


READERS = {
    "csv": partial(separated, ","),
    "tsv": partial(separated, "\t"),
    "xlsx": worksheet,
    "jsonl": objects,
    "parquet": table,
}


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_is_read_back(convoys, name):
    assert READERS[name](written(name)) == convoys


@pytest.mark.parametrize("name", READERS)
def test_nothing_selected_is_a_file_without_rows(convoys, name):
    assert READERS[name](written(name, Shipment.objects.none())) == []
    assert READERS[name](written(name, Shipment.objects.filter(reference="nowhere"))) == []


def test_json_names_the_columns_in_order(convoys):
    first = written("jsonl").splitlines()[0]
    assert list(json.loads(first)) == names_of(COLUMNS)


def test_parquet_has_types(convoys):
    schema = pyarrow.parquet.read_schema(io.BytesIO(written("parquet")))
    assert [str(field.type) for field in schema] == ["string", "string", "string", "int64"]


TYPED = [
    FileColumn("code", "", "", value=F("code")),
    FileColumn("name", "", "", value=F("name_fr")),
    FileColumn("is_former", "", "", Type.BOOLEAN, F("is_former")),
    FileColumn("first", "", "", Type.DATE, first_day(F("existence"))),
    FileColumn("last", "", "", Type.DATE, last_day(F("existence"))),
]


def test_truths_are_truths_days_are_days_and_every_format_knows_one_empty():
    for code, former, existence in (
        ("NA", False, None),
        ("SU", True, DateRange(date(1922, 12, 30), date(1991, 12, 27))),
        ("YE", True, DateRange(None, date(2025, 1, 18))),
    ):
        factories.CountryFactory(code=code, is_former=former, existence=existence)
    rows = Country.objects.order_by("code")
    expected = [
        ("NA", None, False, None, None),
        ("SU", None, True, date(1922, 12, 30), date(1991, 12, 26)),
        ("YE", None, True, None, date(2025, 1, 17)),
    ]
    assert table(written("parquet", rows, TYPED)) == expected
    schema = pyarrow.parquet.read_schema(io.BytesIO(written("parquet", rows, TYPED)))
    assert [str(field.type) for field in schema][2:] == ["bool", "date32[day]", "date32[day]"]
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", rows, TYPED))).active
    cells = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:3] for row in cells] == [row[:3] for row in expected]
    assert [[cell and cell.date() for cell in row[3:]] for row in cells] == [[*row[3:]] for row in expected]
    assert objects(written("jsonl", rows, TYPED)) == [
        (*row[:3], *(day and day.isoformat() for day in row[3:])) for row in expected
    ]
    assert written("csv", rows, TYPED).decode().splitlines()[1:] == [
        "NA,,false,,",
        "SU,,true,1922-12-30,1991-12-26",
        "YE,,true,,2025-01-17",
    ]


def test_days_that_excel_does_not_know_are_texts_in_a_workbook():
    factories.CountryFactory(existence=DateRange(date(1867, 7, 1), date(1900, 2, 1)))
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", Country.objects.all(), TYPED))).active
    assert [cell.value for cell in sheet[2]][3:] == ["1867-07-01", "1900-01-31"]


def test_records_of_python_know_the_same_empty():
    columns = [FileColumn("a", "", ""), FileColumn("b", "", "", Type.BOOLEAN)]
    export = RecordExport("x", columns, [("", True), (None, False)])
    assert b"".join(FORMATS["csv"].write(export)) == b"a,b\n,true\n,false\n"
    assert objects(b"".join(FORMATS["jsonl"].write(export))) == [(None, True), (None, False)]
    assert table(b"".join(FORMATS["parquet"].write(export))) == [(None, True), (None, False)]


def test_geojson_has_a_feature_for_each_row_and_keeps_what_is_nowhere():
    for code, name, latitude, longitude in (
        ("ML", "Mali “=1”\nnorth", "17", "-4"),
        ("XX", "Nowhere", None, None),
        ("YY", "Half", "1", None),
    ):
        country = factories.CountryFactory(code=code, name=name, latitude=latitude, longitude=longitude)
        factories.ShipmentFactory(destination=factories.PlaceFactory(country=country), voice_count=2)
    rows = Country.objects.for_list(date(2025, 1, 1)).order_by("code")
    export = export_destinations(rows, "https://x.example/destinations/")
    found = json.loads(b"".join(FORMATS["geojson"].write(export)))
    assert found["type"] == "FeatureCollection"
    mali, *others = found["features"]
    assert mali["geometry"] == {"type": "Point", "coordinates": [-4, 17]}
    assert list(mali["properties"]) == names_of(export.columns)
    assert (mali["properties"]["name"], mali["properties"]["voices"]) == ("Mali “=1”\nnorth", 2)
    assert [one["geometry"] for one in others] == [None, None]


@pytest.mark.parametrize("size", [1, 100_000])
def test_geojson_of_many_chunks_is_one_collection(monkeypatch, size):
    monkeypatch.setattr(copy, "CHUNK_SIZE", size)  # bytes
    for _number in range(5):
        factories.ShipmentFactory(destination=factories.PlaceFactory(country=factories.CountryFactory()))
    for rows, count in ((Country.objects.all(), 5), (Country.objects.none(), 0)):
        export = export_destinations(rows.for_list(date(2025, 1, 1)), "https://x.example/destinations/")
        assert len(json.loads(b"".join(FORMATS["geojson"].write(export)))["features"]) == count


def test_a_number_with_a_fraction_is_a_number_in_every_format():
    country = factories.CountryFactory(latitude="-17.5", longitude="4")
    rows, columns = Country.objects.filter(pk=country.pk), [LATITUDE]
    assert written("csv", rows, columns) == b"latitude\n-17.50000\n"
    assert objects(written("jsonl", rows, columns)) == [(-17.5,)]
    assert worksheet(written("xlsx", rows, columns)) == table(written("parquet", rows, columns)) == [(-17.5,)]


def test_parquet_is_written_in_groups(convoys, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 2)
    data = written("parquet")
    assert pyarrow.parquet.ParquetFile(io.BytesIO(data)).num_row_groups == 3
    assert table(data) == convoys


def test_identifiers_are_texts_in_every_format(convoys):
    one = Shipment.objects.filter(reference="S-0")
    uid = str(one.get().uid)
    for name in ("jsonl", "parquet", "xlsx"):
        assert READERS[name](written(name, one, [FileColumn("id", "", "", value=as_text("uid"))])) == [(uid,)]


def test_a_workbook_holds_no_control_characters_and_says_when_it_cannot_hold_a_file(convoys, monkeypatch):
    one = factories.ShipmentFactory(reference="X", title="bell\x07")
    rows = Shipment.objects.filter(pk=one.pk)
    assert worksheet(written("xlsx", rows)) == [("X", "bell\N{REPLACEMENT CHARACTER}", None, 0)]
    monkeypatch.setattr(workbook, "LONGEST_TEXT", 4)
    with pytest.raises(TooLargeError, match="“title” of row 1 is too long"):
        written("xlsx", rows)
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(workbook, "LONGEST_TEXT", 100)
    with pytest.raises(TooLargeError, match="holds 3 rows"):
        written("xlsx")


def test_the_chunks_of_json_lines_end_at_lines(convoys, monkeypatch):
    monkeypatch.setattr(copy, "CHUNK_SIZE", 1)
    export = Export("shipments_wide", Shipment.objects.order_by("reference"), COLUMNS)
    chunks = list(FORMATS["jsonl"].write(export))
    assert len(chunks) == len(convoys)
    assert all(chunk.endswith(b"}\n") for chunk in chunks)
