"""Any bytes, any table and any mapping give a plan or a message with line and column, nothing by halves."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inventory.imports.files import FileError, Reading, read_contents
from inventory.imports.mapping import DayOrder, Field, Given, ShortYears, TableMapping
from inventory.imports.pipeline import advance, receive
from inventory.imports.planning import Status
from inventory.imports.steps import Given as GivenFile
from inventory.imports.steps import apply_file, plan_file
from inventory.models import ImportBatch, ReportedDelivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

TABLES = Path(__file__).resolve().parent.parent / "data" / "imports"
SAMPLES = [(path.name, path.read_bytes()) for path in sorted(TABLES.glob("*.csv"))]
OPEN = {*ImportBatch.OPEN, ImportBatch.State.REFUSED}
DATABASE_KEPT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.one_of(
    st.sampled_from(
        [
            "Mali",
            "Niger",
            "NA",
            "RU",
            "Zaire",
            "USSR",
            "Russia",
            "unknown recipient(s)",
            "Mali; Niger",
            "T-72",
            "Т-72",
            "ВМР-3",
            "7",
            "2.0",
            "1e+05",
            "1E3",
            "-3",
            "10-12",
            "50±5",
            "1000s",
            "None",
            "NULL",
            "NaN",
            "<NA>",
            "TRUE",
            "2024",
            "2024.0",
            "Jan-25",
            "17-Jan-25",
            "03/04/2025",
            "2009-10",
            "45674",
            "NaT",
            "1737072000000",
            "2025-W60",
            "9999-12-31",
            "0000-00-00",
            "RAIDS",
            "Total",
            "* note",
            "https://a.example/",
            "http://[::",
            "#REF!",
            "=1+1",
            "true",
            "delivered",
            "en",
            "T-72 (3); BMP-3 (4)",
            "Côte d’Ivoire",
            "٧",
            "\u200bMali",
            "\x00",
            "''",
            '"',
        ]
    ),
    ODD,
    st.just(""),
)
NAMES = st.one_of(st.sampled_from(["To", "What", "Count", "When", "Paper", "", "To", "Note"]), ODD)


@st.composite
def tables(draw):
    """Draw a table, rows of other widths than the header's among them."""
    width = draw(st.integers(1, 7))
    rows = st.lists(CELLS, min_size=max(1, width - 1), max_size=width + 1)
    return [draw(st.lists(NAMES, min_size=width, max_size=width)), *draw(st.lists(rows, max_size=6))]


@st.composite
def mappings(draw, header):
    """Draw a mapping on columns that are there, columns that are not, and constants."""
    given_here = st.one_of(
        st.sampled_from([*header, "Gone"]).map(lambda name: Given(column=" ".join(name.split()) or "Gone")),
        CELLS.map(lambda text: Given(constant=text.strip() or "x")),
    )
    fields = draw(st.dictionaries(st.sampled_from(list(Field)), given_here, min_size=4))
    usual = (Field.EQUIPMENT_TYPE, Field.PUBLICATION_SOURCE, Field.PHRASE, Field.RECIPIENT)
    fields |= {name: draw(given_here) for name in usual if name not in fields}
    order, years = draw(st.sampled_from(list(DayOrder))), draw(st.sampled_from(list(ShortYears)))
    return TableMapping(fields, order, draw(st.booleans()), years)


@settings(max_examples=60, suppress_health_check=DATABASE_KEPT)
@given(data=st.data())
def test_any_table_by_any_mapping_gives_a_plan_that_is_applied_whole_or_says_why_not(data):
    table = data.draw(tables())
    mapping = data.draw(mappings(table[0]))
    file = io.StringIO()
    csv.writer(file).writerows(table)
    before = ReportedDelivery.objects.count()
    try:
        contents = read_contents("table.csv", file.getvalue().encode())
        plan = plan_file(GivenFile(contents, {}, mapping)).plan
    except FileError as error:
        assert str(error).startswith("table.csv")  # noqa: PT017  # Either outcome is right.
        return
    assert plan.rows_read == sum(map(plan.count, Status))
    assert all(problem.line >= 1 and str(problem) for problem in plan.problems)
    with transaction.atomic():
        applied = apply_file(GivenFile(contents, {}, mapping)).planned.plan
        new = sum(record.concept == "delivery" for record in applied.created)
        written = 0 if applied.problems else new
        assert ReportedDelivery.objects.count() == before + written
        transaction.set_rollback(True)


@st.composite
def spoilt(draw):
    """Draw a given table with bytes changed, taken out or put in; or any bytes at all."""
    name, content = draw(st.sampled_from(SAMPLES))
    content = bytearray(content[:4_000])
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(content)))
        content[place : place + draw(st.integers(0, 3))] = draw(
            st.one_of(
                st.binary(max_size=3), st.sampled_from([b'"', b"\r", b"\n", b",", b";", b"\t", b"\xff\xfe"])
            )
        )
    return name, bytes(content)


VALUES = st.one_of(CELLS, st.none(), st.booleans(), st.integers(), st.floats(), st.lists(ODD, max_size=1))
OBJECTS = st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=3)


@settings(max_examples=60, suppress_health_check=DATABASE_KEPT)
@given(
    file=st.one_of(
        spoilt(),
        st.tuples(st.just("any.csv"), st.binary(min_size=1, max_size=60)),
        st.tuples(st.just("any.json"), OBJECTS.map(lambda rows: json.dumps(rows).encode())),
    )
)
@example(("any.json", b'{"\\u0000": "Mali"}'))
def test_any_bytes_give_a_batch_that_waits_for_a_person(file):
    name, content = file
    before = ReportedDelivery.objects.count()
    with transaction.atomic():
        batch = advance(receive(name, content, None).uid)
        assert batch.state in OPEN
        assert batch.state not in (ImportBatch.State.REFUSED, ImportBatch.State.UNMAPPED) or batch.message
        assert ReportedDelivery.objects.count() == before
        transaction.set_rollback(True)


@given(st.dictionaries(st.sampled_from(Reading.__slots__), st.one_of(ODD, st.integers(-5, 50))))
def test_any_way_of_reading_is_taken_or_refused(stated):
    try:
        contents = read_contents("x.csv", b"a;b\n1;2\n", Reading.from_json(stated))
    except FileError:
        return
    assert contents.text
