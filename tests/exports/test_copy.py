"""Stream CSV that says what the database holds, and that a spreadsheet does not run."""

import csv
import io

import pytest
from django.db.models import CharField, F, Value

from inventory.columns.column import FileColumn, names_of
from inventory.domain.spreadsheets import as_meant
from inventory.exports import copy
from inventory.exports.copy import csv_lines
from inventory.exports.export import Export
from inventory.models import Shipment
from inventory.models.whole_record import Type
from tests import factories

pytestmark = pytest.mark.django_db

COLUMNS = [
    FileColumn("reference", "", "", value=F("reference")),
    FileColumn("title", "", "", value=F("title")),
    FileColumn("supplier", "", "", value=F("supplier__slug")),
    FileColumn("n", "", "", Type.INTEGER, F("voice_count")),
]


def rows(queryset, columns=COLUMNS):
    """Return the written file as a list of rows, the head included."""
    text = b"".join(csv_lines(Export("shipments_wide", queryset, columns))).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_head_and_the_rows_come_in_order_and_an_unknown_is_empty():
    for reference in ("b", "a"):
        factories.ShipmentFactory(reference=reference, title=f"Convoy “{reference}”, north", voice_count=2)
    assert rows(Shipment.objects.order_by("reference")) == [
        ["reference", "title", "supplier", "n"],
        ["a", "Convoy “a”, north", "", "2"],
        ["b", "Convoy “b”, north", "", "2"],
    ]


def test_the_file_has_no_preamble_and_ends_its_lines_alike():
    factories.ShipmentFactory(reference="a", title="two\nlines")
    assert b"".join(csv_lines(Export("shipments_wide", Shipment.objects.all(), COLUMNS))) == (
        b'reference,title,supplier,n\na,"two\nlines",,0\n'
    )


MARKS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''@"]


@pytest.mark.parametrize("title", [*(f"{mark}1+1" for mark in MARKS), "#N/A", "'#NAME?", "#VALUE!"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless_and_can_be_read_back(title):
    factories.ShipmentFactory(title=title)
    written = rows(Shipment.objects.all())[1][1]
    assert written == f"'{title}"
    assert as_meant(written) == title


@pytest.mark.parametrize(
    "title", ["a=b", "'quoted'", "5 - 3", " =1", "#N/A\n", "#Mali", "%s %(x)s %%", "\\N", "NULL", "\\."]
)
def test_other_texts_are_written_as_they_are(title):
    factories.ShipmentFactory(title=title)
    assert rows(Shipment.objects.filter(title=title))[1][1] == title


def test_every_text_column_is_made_harmless_and_a_number_is_not():
    factories.ShipmentFactory()
    columns = [
        FileColumn("text", "", "", value=Value("=1", CharField())),
        FileColumn("number", "", "", Type.INTEGER, Value(-5)),
    ]
    assert rows(Shipment.objects.all(), columns)[1] == ["'=1", "-5"]


def test_nothing_selected_is_a_head_alone():
    factories.ShipmentFactory()
    assert rows(Shipment.objects.none()) == [names_of(COLUMNS)]
    assert rows(Shipment.objects.filter(reference="nowhere")) == [names_of(COLUMNS)]


def test_long_files_come_in_chunks_that_end_at_rows(monkeypatch):
    monkeypatch.setattr(copy, "CHUNK_SIZE", 50)  # bytes
    factories.ShipmentFactory.create_batch(10)
    head, *chunks = csv_lines(Export("shipments_wide", Shipment.objects.all(), COLUMNS))
    assert head == b"reference,title,supplier,n\n"
    assert len(chunks) > 2
    assert all(chunk.endswith(b"\n") for chunk in chunks)


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_leaves_early_frees_the_connection(monkeypatch):
    monkeypatch.setattr(copy, "CHUNK_SIZE", 1)  # bytes
    factories.ShipmentFactory.create_batch(20)
    lines = csv_lines(Export("shipments_wide", Shipment.objects.all(), COLUMNS))
    assert next(lines)
    assert next(lines)
    lines.close()
    assert Shipment.objects.count() == 20


def test_one_query_writes_all_rows(django_assert_num_queries):
    factories.ShipmentFactory.create_batch(30)
    with django_assert_num_queries(1):  # the COPY
        list(csv_lines(Export("shipments_wide", Shipment.objects.for_list(), COLUMNS)))
