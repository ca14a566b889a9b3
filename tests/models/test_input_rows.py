"""Test that rows from anywhere make the same input, of which no field is forgotten."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import Detail, Line, ShipmentInput
from inventory.domain.independence import CitationEdge, Edge, ReportNode
from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY
from inventory.imports.reference import load_reference
from inventory.models import Citation, Report, Shipment
from inventory.models.input_loading import load_input_rows
from inventory.models.input_rows import APART, InputRows, LineRow, ReportRow, single_report_key
from inventory.models.shipment_records import load_shipment_records
from tests import factories

REPORT = ReportRow(1, 2, 3, 4, date(2025, 1, 17), date(2025, 1, 18), None, "stated", True, "", None)
LINE = LineRow(1, 2, 3, 4, 7, 8, None, "exact", "unspecified", None, "", None, None)
OTHERS = {int: 99, bool: False, str: "other", type(None): 99, date: date(2024, 1, 1)}


@pytest.fixture
def varied(db):
    """Return the key of a shipment whose records state something in every field that the input has."""
    shipment = factories.ShipmentFactory()
    old, new, ordered = (
        factories.ReportFactory(shipment=shipment, publication__published_on="2025-01-17") for _ in range(3)
    )
    Report.objects.filter(pk=old.pk).update(superseded_by=new)
    Report.objects.filter(pk=new.pk).update(is_first_hand=True)
    asserter = factories.SourceFactory()
    Report.objects.filter(pk=ordered.pk).update(
        stage="ordered", attribution="inferred", asserter=asserter, is_first_hand=False
    )
    unknown = factories.ReportedDeliveryFactory(report=new, unknown=True)
    factories.ReportedDeliveryFactory(
        report=new,
        kind="approximate",
        quantity=NumericRange(45, 56),
        best=50,
        scope="subset",
        label="Linza ambulances",
        label_type=factories.EquipmentTypeFactory(),
        same_as=unknown,
        cited_source=asserter,
    )
    mali = factories.CountryFactory()
    for place in (
        factories.PlaceFactory(kind="country", country=mali),
        factories.PlaceFactory(kind="city", country=mali),
    ):
        factories.ReportedDetailFactory(
            report=new,
            kind="origin",
            place=place,
            polarity="denied",
            modality="suspected",
            hedge="part",
            is_partial=True,
        )
    factories.ReportedDetailFactory(report=new, kind="arrival", place=None, date="2025-01")
    factories.ReportRepeatFactory(report=ordered, repeated=new, basis="inferred")
    cited = factories.PublicationFactory()
    Citation.objects.create(publication=new.publication, cited_publication=cited, basis="inferred")
    Citation.objects.create(publication=cited, cited_source=factories.SourceFactory())
    evidence = factories.EvidenceFactory(shipment=shipment)
    evidence.reports.add(new)
    evidence.counts.create(equipment_type=factories.EquipmentTypeFactory(), count=3)
    return shipment.pk


def defaults(kind):
    """Return the default of each field of a class that has one."""
    if not is_dataclass(kind):
        return kind._field_defaults
    found = {}
    for field in fields(kind):
        if field.default is not MISSING:
            found[field.name] = field.default
        elif field.default_factory is not MISSING:
            found[field.name] = field.default_factory()
    return found


def parts_by_class(shipment_input):
    """Return all parts of inputs by their class."""
    return {
        ShipmentInput: [shipment_input],
        ReportNode: shipment_input.reports,
        Edge: [edge for node in shipment_input.reports for edge in node.repeats],
        CitationEdge: shipment_input.citations,
        Line: shipment_input.lines,
        Detail: shipment_input.details,
    }


def test_no_field_of_the_input_is_left_at_its_default(varied):
    made = load_input_rows([varied])[varied].shipment_input()
    forgotten = [
        f"{kind.__name__}.{name}"
        for kind, parts in parts_by_class(made).items()
        for name, default in defaults(kind).items()
        if all(getattr(part, name) == default for part in parts)
    ]
    assert forgotten == []


def test_records_of_a_page_make_the_same_rows_and_input(varied):
    rows, records = load_input_rows([varied])[varied], load_shipment_records([varied])[varied]
    assert records.rows == rows
    assert records.shipment_input() == rows.shipment_input()
    assert records.appearance() == rows.appearance()
    assert all(getattr(rows, field.name) for field in fields(InputRows))
    assert rows.evidence[0].report_keys


def test_the_convoys_rows_are_the_same_either_way(db):
    list(load_reference())
    load_case(CONVOY)
    keys = list(Shipment.objects.order_by("pk").values_list("pk", flat=True))
    records = load_shipment_records(keys)
    assert load_input_rows(keys) == {pk: one.rows for pk, one in records.items()}


def test_rows_are_loaded_in_seven_queries(varied, django_assert_num_queries):
    shipments = [varied, *(factories.ReportFactory().shipment_id for _ in range(3))]
    for load in (load_input_rows, load_shipment_records):
        with django_assert_num_queries(7):  # reports; repeats; lines; details; evidence; counts; citations
            load(shipments)
        with django_assert_num_queries(6):  # none has evidence, so that there is nothing to count
            load(shipments[1:])


def changed(row, name):
    """Return a row with another value in one field."""
    return row._replace(**{name: OTHERS[type(getattr(row, name))]})


@pytest.mark.parametrize("name", [name for name in ReportRow._fields if name not in APART])
def test_the_key_of_a_single_report_has_every_field_of_the_report(name):
    quoted = REPORT._replace(asserter_id=REPORT.publication__source_id)
    rows = [InputRows(reports=[report], lines=[LINE]) for report in (quoted, changed(quoted, name))]
    assert single_report_key(rows[0]) != single_report_key(rows[1])


@pytest.mark.parametrize("name", [name for name in LineRow._fields if name not in APART])
def test_the_key_of_a_single_report_has_every_field_of_the_lines(name):
    rows = [InputRows(reports=[REPORT], lines=[line]) for line in (LINE, changed(LINE, name))]
    assert single_report_key(rows[0]) != single_report_key(rows[1])


def test_reports_that_count_alike_have_one_key_whatever_tells_them_apart():
    reports, lines = [REPORT, REPORT._replace(publication__source_id=99)], [LINE]
    for name in sorted(APART):
        reports += [changed(REPORT, name)] if name in ReportRow._fields else []
        lines += [changed(LINE, name)] if name in LineRow._fields else []
    keys = {single_report_key(InputRows(reports=[report], lines=[LINE])) for report in reports}
    keys |= {single_report_key(InputRows(reports=[REPORT], lines=[line])) for line in lines}
    assert len(keys) == 1


@pytest.mark.parametrize("name", [field.name for field in fields(InputRows)])
def test_a_shipment_with_more_than_a_report_and_its_lines_has_no_such_key(name):
    rows = InputRows(reports=[REPORT])
    getattr(rows, name).append(LINE if name == "lines" else REPORT)
    assert (single_report_key(rows) is not None) == (name == "lines")
