"""Test importing a table of any shape by a mapping."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.imports.applying import apply_plan
from inventory.imports.files import read_contents
from inventory.imports.mapping import DayOrder, Field, Given, TableMapping, mapped_format
from inventory.imports.planning import Status, make_plan
from inventory.imports.tables import UnknownTableError, find_table
from inventory.models import Estimate, Report, ReportedDelivery, ReportedDetail, Shipment
from inventory.models.names import Names
from inventory.wording.messages import words
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = ["From", "To", "When", "What", "Count", "Paper", "Link"]
MAPPING = TableMapping(
    {
        Field.SUPPLIER: Given(column="From"),
        Field.RECIPIENT: Given(column="To"),
        Field.DATE: Given(column="When"),
        Field.EQUIPMENT_TYPE: Given(column="What"),
        Field.PHRASE: Given(column="Count"),
        Field.PUBLICATION_SOURCE: Given(column="Paper"),
        Field.PUBLICATION_URL: Given(column="Link"),
    }
)
ROW = ["Russia", "Mali", "17 January 2025", "Tanks", "seven", "RAIDS", "https://raids.example/1"]


@pytest.fixture
def names(db):
    """Make the things that the rows name."""
    mali, russia = factories.CountryFactory(name="Mali"), factories.CountryFactory(name="Russia")
    factories.PlaceFactory(slug="country-ml", name="Mali", country=mali, kind="country")
    factories.PlaceFactory(slug="bamako", name="Bamako", country=mali, kind="city")
    factories.PartyFactory(slug="state-ml", name="Mali", country=mali, kind="state")
    factories.PartyFactory(slug="state-ru", name="Russia", country=russia, kind="state")
    factories.PartyFactory(slug="africa-corps", name="Africa Corps", country=russia, kind="armed_group")
    for slug, name in (("raids", "RAIDS"), ("afp", "AFP")):
        factories.SourceFactory(slug=slug, name=name)
    for slug, name in (("tanks", "Tanks"), ("boats", "Boats"), ("t-72", "T-72")):
        factories.EquipmentTypeFactory(slug=slug, name=name)
    return Names()


def table_of(rows, header=HEADER):
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return read_contents("table.csv", file.getvalue().encode())


def plan_of(rows, names, mapping=MAPPING, header=HEADER):
    found, table = find_table(table_of(rows, header), [mapped_format(mapping)])
    return make_plan(found.stage(table, names), names)


def enter(rows, names, mapping=MAPPING, header=HEADER):
    plan = plan_of(rows, names, mapping, header)
    assert plan.problems == []
    apply_plan(plan)
    return plan


def changed(number, *cells, row=ROW):
    """Return a row with the cells from a place on replaced."""
    return [*row[:number], *cells, *row[number + len(cells) :]]


def also(**fields):
    return replace(
        MAPPING, fields={**MAPPING.fields, **{Field(name): given for name, given in fields.items()}}
    )


def test_rows_of_one_publication_and_shipment_are_one_report(names):
    enter([ROW, changed(3, "Boats", "a couple")], names)
    shipment = Shipment.objects.get()
    assert (shipment.title, shipment.period) == ("Russia to Mali, 2025-01-17", "2025-01-17")
    assert (shipment.supplier.slug, shipment.destination.slug) == ("state-ru", "country-ml")
    assert shipment.reference.startswith("RAIDS-")
    report = Report.objects.get()
    assert (report.publication.url, report.publication.title) == ("https://raids.example/1", "RAIDS, undated")
    assert [(line.label, line.phrase, str(line.interval)) for line in report.deliveries.order_by("pk")] == [
        ("Tanks", "seven", "7"),
        ("Boats", "a couple", "2–3"),
    ]
    assert sorted((each.kind, str(each.value)) for each in report.details.all()) == [
        ("arrival", "2025-01-17"),
        ("recipient", "Mali"),
        ("supplier", "Russia"),
    ]
    assert Estimate.objects.get(equipment_type__slug="tanks").voices == 1


def test_a_second_run_finds_everything_and_a_corrected_count_is_a_change(names):
    rows = [ROW, changed(3, "Boats", "a couple"), changed(2, "May 2025")]
    enter(rows, names)
    again = plan_of(rows, names)
    assert (again.is_empty, again.count(Status.UNCHANGED)) == (True, 3)
    corrected = plan_of([changed(4, "eight"), *rows[1:]], names)
    assert [corrected.count(status) for status in Status] == [0, 1, 2, 0, 0]
    assert [(one.line, one.name, words(one.old), words(one.new)) for one in corrected.changes] == [
        (2, "Count", "“seven”", "“eight”"),
        (2, "Count", "7", "8"),
    ]


def test_a_key_finds_a_row_whatever_else_is_corrected(names):
    mapping = also(key=Given(column="No"))
    header = [*HEADER, "No"]
    other = [*changed(3, "Boats"), "A2"]
    enter([[*ROW, "A1"], other], names, mapping, header)
    plan = enter([[*changed(3, "T-72", "nine"), "A1"], other], names, mapping, header)
    assert plan.count(Status.CHANGED) == 1
    assert sorted(ReportedDelivery.objects.values_list("equipment_type__slug", "phrase")) == [
        ("boats", "seven"),
        ("t-72", "nine"),
    ]
    doubled = plan_of([[*ROW, "A1"], [*ROW, "A1"], [*ROW, ""]], names, mapping, header)
    assert [str(problem) for problem in doubled.problems] == [
        "line 3, column No: stands on line 2 already.",
        "line 4, column No: is empty.",
    ]


def test_two_sources_make_two_shipments_unless_the_reference_says_otherwise(names):
    other = changed(5, "AFP", "https://afp.example/1")
    enter([ROW, other], names)
    assert Shipment.objects.count() == 2
    mapping, header = also(shipment_reference=Given(column="Ref")), [*HEADER, "Ref"]
    enter([[*ROW, "ML-1"], [*other, "ML-1"]], names, mapping, header)
    shipment = Shipment.objects.get(reference="ML-1")
    assert (shipment.reports.count(), shipment.voice_count) == (2, 2)


def test_a_shipment_that_the_record_has_is_the_one_that_its_reference_names(names):
    known = factories.ShipmentFactory(reference="ML-1", title="The convoy")
    enter([[*ROW, "ML-1"]], names, also(shipment_reference=Given(column="Ref")), [*HEADER, "Ref"])
    known.refresh_from_db()
    assert (known.title, known.reports.count()) == ("The convoy", 1)


def test_a_group_keeps_rows_together_whatever_their_dates(names):
    rows = [[*ROW, "deal 1"], [*changed(2, "2025-02", "Boats"), "deal 1"], [*ROW, "deal 2"]]
    enter(rows, names, also(group=Given(column="Deal")), [*HEADER, "Deal"])
    assert sorted(Shipment.objects.values_list("period", flat=True)) == ["2025-01-17", "2025-01-17/2025-02"]


def test_speakers_and_stages_make_reports_of_their_own(names):
    header = [*HEADER, "Says", "Stage"]
    mapping = also(asserter=Given(column="Says"), stage=Given(column="Stage"))
    rows = [[*ROW, "", ""], [*ROW, "AFP", ""], [*ROW, "", "Ordered"], [*ROW, "", "delivered"]]
    enter(rows, names, mapping, header)
    assert sorted((report.voice.slug, report.stage) for report in Report.objects.all()) == [
        ("afp", ""),
        ("raids", ""),
        ("raids", "handed_over"),
        ("raids", "ordered"),
    ]


def test_a_row_that_says_the_same_twice_is_refused_and_a_second_count_is_kept_beside(names):
    plan = plan_of([ROW, ROW], names)
    assert [str(problem) for problem in plan.problems] == [
        "line 3, column What: says just what line 2 says. If both count, name a column that tells them apart."
    ]
    plan = enter([ROW, changed(4, "nine")], names)
    assert [*map(words, plan.notes)] == [
        "line 3: the report of line 2 counts “Tanks” a second time, and does not say whether the same items: "
        "taken as 9–16. Give same_as_id for the same items (9), or scope additional to add them (16); or say "
        "it on the report once this is applied."
    ]
    assert Report.objects.get().deliveries.count() == 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["", "3", "5", "4"], ("range", "3–5", 4)),
        (["", "3", "3", ""], ("exact", "3", None)),
        (["", "3", "", ""], ("at_least", "≥ 3", None)),
        (["", "", "5", ""], ("range", "1–5", None)),
        (["", "0", "0", ""], ("none", "0", None)),
        (["", "", "", ""], ("unknown", "None", None)),
        (["", "", "", "20"], ("approximate", "18–22", 20)),
        (["kaksitoista", "3", "5", ""], ("range", "3–5", None)),
        (["a dozen", "12", "12", ""], ("exact", "12", None)),
    ],
)
def test_bounds_stand_where_words_do_not(names, cells, expected):
    header = [*HEADER, "Low", "High", "Best"]
    bounds = {name: Given(column=name.title()) for name in ("low", "high", "best")}
    plan = enter([[*changed(4, cells[0]), *cells[1:]]], names, also(**bounds), header)
    line = ReportedDelivery.objects.get()
    assert (line.kind, str(line.interval), line.best) == expected
    assert (line.phrase, plan.notes) == (cells[0], [])


def test_words_win_over_bounds_that_differ_and_it_is_said(names):
    plan = enter([[*ROW, "9"]], names, also(low=Given(column="Low")), [*HEADER, "Low"])
    assert str(ReportedDelivery.objects.get().interval) == "7"
    assert [*map(words, plan.notes)] == [
        "line 2: “seven” says 7, the columns beside it say at least 9; the words stand."
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (changed(0, "Freedonia"), "line 2, column From: “Freedonia” is not the name of a known party"),
        (
            changed(0, "Russia; Freedonia"),
            "line 2, column From: “Freedonia” is not the name of a known party",
        ),
        (changed(2, "03/04/2025"), "line 2, column When: “03/04/2025”: Day and month can be read either way"),
        (changed(2, "17 January"), "line 2, column When: “17 January”: The year is missing."),
        (changed(3, ""), "line 2, column What: is empty."),
        (
            changed(3, "Zeppelins"),
            "line 2, column What: “Zeppelins” is not the name of a known equipment type",
        ),
        (changed(4, "D-30"), "line 2, column Count: “D-30”: The digits belong to a designation"),
        (changed(4, "=1+1"), "line 2, column Count: “=1+1”"),
        (
            changed(4, "#REF!"),
            "line 2, column Count: holds #REF!, a spreadsheet’s error, instead of a value.",
        ),
        (changed(5, ""), "line 2, column Paper: is empty."),
        (changed(6, "no address"), "line 2, column Link: “no address”"),
        (
            changed(0, "", ""),
            "line 2, column To: is empty, so that it is not known what shipment the row is about.",
        ),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(names, row, problem):
    plan = plan_of([row, ROW], names)
    assert [problem in str(found) for found in plan.problems] == [True], plan.problems
    assert [plan.count(status) for status in Status] == [1, 0, 0, 0, 1]


def test_a_constant_that_is_bad_is_named_by_its_field(names):
    plan = plan_of([ROW], names, also(stage=Given(constant="lost")))
    assert str(plan.problems[0]).startswith("line 2, column stage: “lost” is none of pledged, ordered,")


def test_dates_are_read_in_the_order_that_was_chosen(names):
    enter([changed(2, "03/04/2025")], names, replace(MAPPING, day_order=DayOrder.MONTH_FIRST))
    assert Shipment.objects.get().period == "2025-03-04"


def test_a_group_of_people_receives_in_no_country_and_places_say_where(names):
    mapping, header = also(destination=Given(column="Where")), [*HEADER, "Where"]
    enter([[*changed(1, "Africa Corps"), ""]], names, mapping, header)
    assert Shipment.objects.get().destination is None
    enter([[*ROW, "Bamako"]], names, mapping, header)
    assert Shipment.objects.get(title="Russia to Mali, Bamako, 2025-01-17").destination.slug == "bamako"
    assert ReportedDetail.objects.get(kind="destination").place.slug == "bamako"


def test_a_packed_cell_makes_a_line_of_each_type(names):
    mapping = replace(MAPPING, is_packed=True)
    plan = enter([changed(3, "T-72 (5); Boats (about 3)", "")], names, mapping)
    assert [plan.count(status) for status in Status] == [1, 0, 0, 0, 0]
    assert sorted(ReportedDelivery.objects.values_list("label", "phrase")) == [
        ("Boats", "about 3"),
        ("T-72", "5"),
    ]
    corrected = plan_of([changed(3, "T-72 (5); Boats (4)", "")], names, mapping)
    assert [corrected.count(status) for status in Status] == [0, 1, 0, 0, 0]


def test_other_columns_and_a_preamble_are_passed_over_and_missing_ones_named(names):
    text = "Our table\n\nx;From;To;When;What;Count;Paper;Link\n1;Russia;Mali;2025;Tanks;7;RAIDS;\n"
    found, table = find_table(read_contents("t.csv", text.encode()), [mapped_format(MAPPING)])
    plan = make_plan(found.stage(table, names), names)
    assert (plan.problems, plan.rows_read, table.header_line, table.delimiter) == ([], 1, 3, ";")
    with pytest.raises(UnknownTableError, match="missing columns: “From”"):
        find_table(read_contents("t.csv", text.replace("From", "Von").encode()), [mapped_format(MAPPING)])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "＝1", "\t=1", "'=1"])
def test_what_looks_like_a_formula_stays_text_and_goes_out_harmless(names, text):
    mapping, header = (
        also(label=Given(column="Label"), quote=Given(column="Quote")),
        [*HEADER, "Label", "Quote"],
    )
    enter([[*ROW, text, f" {text}"]], names, mapping, header)
    line = ReportedDelivery.objects.get()
    assert (line.label, line.quote) == (text.strip(), text.strip())
    lines = b"".join(csv_lines(export_deliveries(ReportedDelivery.objects.for_list(), "https://a.example/")))
    record = next(csv.DictReader(io.StringIO(lines.decode(), newline="")))
    assert record["label"] == record["quote"] == f"'{text.strip()}"


CELLS = (
    st.sampled_from(["Russia", "", "Freedonia"]),
    st.sampled_from(["Mali", "", "Africa Corps"]),
    st.sampled_from(["2025", "2025-01-17", "", "soon"]),
    st.sampled_from(["Tanks", "Boats", "T-72", "", "?"]),
    st.sampled_from(["7", "about 5", "", "dozens", "D-30", "=2"]),
    st.sampled_from(["RAIDS", "AFP", ""]),
    st.sampled_from(["", "https://a.example/1", "no address"]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*CELLS).filter(any), max_size=8), st.booleans())
def test_every_row_is_accounted_for_and_a_second_staging_says_the_same(names, rows, is_packed):
    mapping = replace(MAPPING, is_packed=is_packed)
    found, table = find_table(table_of(rows), [mapped_format(mapping)])
    first, second = (found.stage(table, names) for _ in range(2))
    assert (first.records, first.rows, first.problems) == (second.records, second.rows, second.problems)
    assert [row.line for row in first.rows] == [line.number for line in table.lines]
    plan = make_plan(first, names)
    assert sum(plan.count(status) for status in Status) == len(rows)
    wrong = {problem.line for problem in plan.problems}
    assert plan.count(Status.ERROR) == len(wrong)
    assert {record.line for record in plan.created} <= {line.number for line in table.lines}
