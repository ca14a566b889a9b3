"""Take the whole record out and in: into an empty database, into another one, and with bad files."""

import json
from contextlib import suppress

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.exports.whole_record import write_record
from inventory.imports.whole_record import RecordFileError, load_record
from inventory.models import (
    EquipmentType,
    Estimate,
    Merge,
    Publication,
    Report,
    ReportedDelivery,
    Shipment,
    Snapshot,
    Source,
)
from inventory.models.merging import merge_shipments, undo_merge
from tests import factories
from tests.imports.any_whole_record import (
    draw_whole_record,
    empty_the_database,
    estimates,
    files_of,
    row_counts,
)

pytestmark = pytest.mark.django_db


@settings(
    max_examples=3,
    # A record takes two seconds there and back; making one that fails smaller would take many minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_any_record_comes_back_byte_for_byte(tmp_path_factory, data):
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    with transaction.atomic():
        empty_the_database()
        draw_whole_record(data)
        is_private = data.draw(st.booleans())
        write_record(first, is_private=is_private)
        counts, computed = row_counts(is_private=is_private), estimates()
        empty_the_database()
        plan = load_record(first, is_applied=True)
        assert (plan.is_applied, plan.conflicts) == (True, [])
        write_record(second, is_private=is_private)
        assert files_of(second) == files_of(first)
        assert (row_counts(is_private=is_private), estimates()) == (counts, computed)
        transaction.set_rollback(True)


@pytest.fixture
def record(db, tmp_path):
    """Make a small record, and write it to a folder."""
    source = factories.SourceFactory(slug="raids", name="RAIDS")
    report = factories.ReportFactory(
        shipment__reference="ML-1",
        publication__source=source,
        publication__text="Not for all.",
        publication__url="https://raids.example/1",
        quote='"two\nlines"',
    )
    line = factories.ReportedDeliveryFactory(report=report, equipment_type__slug="tanks")
    factories.ReportedDeliveryFactory(report=report, kind="share", base=line, phrase="half of them")
    factories.ReportedDetailFactory(report=report, place__slug="bamako")
    factories.AssessmentFactory(shipment=report.shipment, assessed_by__username="anna")
    Estimate.objects.recompute([report.shipment_id])
    write_record(tmp_path, is_private=False)
    return tmp_path


def change(folder, name, old, new, *, is_sealed=True):
    """Change a file of a record, and its checksum unless it is to be found out."""
    path = folder / f"{name}.csv"
    before = path.read_bytes()
    old, new = (text if isinstance(text, bytes) else text.encode() for text in (old, new))
    assert old in before
    path.write_bytes(before.replace(old, new, 1))
    if is_sealed:
        package = json.loads((folder / "datapackage.json").read_text())
        for one in package["resources"]:
            one.pop("hash", None)
        (folder / "datapackage.json").write_text(json.dumps(package))


def numbers(plan):
    """Return what a plan counts, of the tables where anything is new, changed or conflicting."""
    return {
        table.name: (table.counts.new, table.counts.changed, len(table.conflicts))
        for table in plan.tables
        if table.counts.new or table.counts.changed or table.conflicts
    }


def refused(folder):
    """Return what is said of a bad record, after nothing was written."""
    before = (Shipment.everything.count(), list(Source.objects.values_list("slug", "name")))
    with pytest.raises(RecordFileError) as caught:
        load_record(folder, is_applied=True)
    assert (Shipment.everything.count(), list(Source.objects.values_list("slug", "name"))) == before
    return str(caught.value)


def test_the_record_itself_is_unchanged_and_leaves_no_history(record):
    before = (estimates(), Report.pgh_event_model.objects.count())
    plan = load_record(record, is_applied=True)
    assert plan.is_empty
    assert (estimates(), Report.pgh_event_model.objects.count()) == before
    # A private text that the files do not have is kept.
    assert Publication.objects.get().text == "Not for all."


# What has meaning somewhere on the way: to CSV, COPY, spreadsheets, lines, JSON or people.
HOSTILE = (
    *("a\r\nb", "a\rb", "\na\n", "\r", " a ", "\t", '"', '"a', 'a"', '""', "'", "''a", "a,b", "a;b"),
    *(
        "=1+1",
        "'=1+1",
        "''=1+1",
        "+1",
        "-1",
        "@a",
        "\t=1",
        "\r=1",
        "'\t=1",
        "\\N",
        "\\.",
        "\n\\.\n",
        "\\",
        "\\n",
    ),
    *(
        "NULL",
        "NaN",
        "None",
        "{}",
        "{a,b}",
        "\ufeffa",
        "a\ufeff",
        "\u2028",
        "\x85",
        "\xa0",
        "\u202ea",
        "e\u0301",
        "\xe9",
    ),
    *(
        "\U0001f600",
        "\uffff",
        "\ud7ff",
        "".join(map(chr, range(1, 32))),
        "\x7f\x80",
        "1e5",
        "007",
        "2025-01-17",
    ),
    "\u00e9\r\n\"'" * 200_000,
)


def test_texts_of_any_characters_come_back_byte_for_byte(tmp_path):
    for number, text in enumerate(HOSTILE):
        factories.PublicationFactory(
            title=f"T{text[:100]}", text=text, note=text, is_text_public=bool(number % 2)
        )
        report = factories.ReportFactory(
            quote=text, note=text, attribution_phrase=text[:300], hedge=text[:200]
        )
        factories.ReportedDeliveryFactory(report=report, phrase=text[:500], label=text[:200], quote=text)
    for name in ("STRASSE", "strasse", "Stra\xdfe", "\u0130", "i\u0307", "A", "a"):
        factories.SourceFactory(name=name)
    Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))
    write_record(tmp_path / "first", is_private=True)
    texts = (
        set(Publication.objects.values_list("text", "note")),
        set(Report.objects.values_list("quote", "hedge")),
    )
    empty_the_database()
    assert load_record(tmp_path / "first", is_applied=True).conflicts == []
    write_record(tmp_path / "second", is_private=True)
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")
    found = (
        set(Publication.objects.values_list("text", "note")),
        set(Report.objects.values_list("quote", "hedge")),
    )
    assert found == texts


def test_another_record_is_merged_by_identifiers_once_somebody_says_so(record):
    Source.objects.filter(slug="raids").update(name="Another name")
    ReportedDelivery.objects.filter(kind="share").delete()
    kept = factories.ShipmentFactory(reference="ML-2")
    expected = {"sources": (0, 1, 0), "reported_deliveries": (1, 0, 0)}
    plan = load_record(record, is_applied=False)
    assert (numbers(plan), plan.is_applied) == (expected, False)
    assert Source.objects.get(slug="raids").name == "Another name"
    plan = load_record(record, is_applied=True)
    assert (numbers(plan), plan.is_applied) == (expected, True)
    assert Source.objects.get(slug="raids").name == "RAIDS"
    assert ReportedDelivery.objects.get(kind="share").base.equipment_type.slug == "tanks"
    assert Shipment.objects.filter(pk=kept.pk).exists()
    assert load_record(record, is_applied=True).is_empty


def test_a_report_that_moved_takes_what_is_on_it_along(record):
    report = Report.objects.get()
    report.shipment = factories.ShipmentFactory(reference="ML-2")
    report.save()
    Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))
    assert numbers(load_record(record, is_applied=True)) == {"reports": (0, 1, 0)}
    first, other = Shipment.objects.order_by("reference")
    assert first.deliveries.count() == 2
    assert (first.voice_count, other.voice_count) == (1, 0)


def test_people_come_as_accounts_that_nobody_can_use(record):
    empty_the_database()
    load_record(record, is_applied=True)
    person = get_user_model().objects.get(username="anna")
    assert (person.is_active, person.is_staff, person.has_usable_password()) == (False, False, False)


def test_what_only_one_row_may_hold_is_a_conflict_and_stops_all(record):
    Source.objects.filter(slug="raids").update(slug="raids-2")
    Report.objects.update(quote="Changed here.")
    plan = load_record(record, is_applied=True)
    assert not plan.is_applied
    assert numbers(plan)["sources"] == (1, 0, 1)
    [conflict] = [one for one in plan.conflicts if one.file == "sources.csv"]
    assert (conflict.line, conflict.column) == (2, "name")
    assert Report.objects.get().quote == "Changed here."


def test_a_snapshot_never_changes(record, tmp_path_factory):
    given = {"title": "T", "path": "/shipments/", "sha256": "0" * 64, "row_count": 1, "profile": "p"}
    Snapshot.objects.create(content="a", **given)
    folder = tmp_path_factory.mktemp("frozen")
    write_record(folder, is_private=False)
    change(folder, "snapshots", ",a,", ",b,")
    plan = load_record(folder, is_applied=True)
    assert numbers(plan) == {"snapshots": (0, 1, 1)}
    assert "never changes" in str(plan.conflicts[0])


def test_merges_come_in_the_order_in_which_they_held(record, tmp_path_factory):
    person = get_user_model().objects.get(username="anna")
    shipment, into = Shipment.objects.get(), factories.ShipmentFactory(reference="ML-2")
    undo_merge(merge_shipments(shipment, into, person, "first"), person)
    held = merge_shipments(shipment, into, person, "again")
    folder = tmp_path_factory.mktemp("merged")
    write_record(folder, is_private=False)
    # The database from which it comes has undone it since, and the other way round.
    undo_merge(held, person)
    undone = tmp_path_factory.mktemp("undone")
    write_record(undone, is_private=False)
    load_record(folder, is_applied=True)
    assert Shipment.everything.get(reference="ML-1").merged_into == into
    assert Report.objects.get().shipment == into
    load_record(undone, is_applied=True)
    assert Report.objects.get().shipment == shipment
    empty_the_database()
    load_record(folder, is_applied=True)
    assert Shipment.everything.get(reference="ML-1").merged_into.reference == "ML-2"
    undo_merge(Merge.objects.get(reason="again"), person_named("anna"))
    assert Report.objects.get().shipment.reference == "ML-1"


def person_named(name):
    return get_user_model().objects.get(username=name)


# Changes of a file, and what is said of each: column and reason.
BAD_CELLS = [
    (
        "reported_deliveries",
        ",exact,3,3,",
        ",exact,three,3,",
        "quantity_low: “three” is not a whole number that fits here.",
    ),
    ("reports", ",false,", ",FALSE,", "is_first_hand: “FALSE” is not true or false."),
    ("reports", ",reported,", ",rumoured,", "modality: “rumoured” is none of stated, observed"),
    ("assessments", "2025-02-01", "1/2/2025", "assessed_on: “1/2/2025” is not a date such as 2025-01-17."),
    ("places", ",city,", ",,", "kind: is empty."),
    ("countries", "Country 0", "C" * 101, "name: has more than 100 characters."),
]
BAD_RANGES = {
    ",exact,3,2,": "“2” is below the low end, or out of bounds.",
    ",exact,3,99999999999,": "“99999999999” is not a whole number that fits here.",
    ",exact,,3,": "has no low end beside it.",
}
BAD_FORMS = [
    ("sources", "raids,RAIDS,", "raids,RAIDS,,", "extra data after last expected column"),
    ("equipment_types", "tanks,military-equipment,", "tanks,", "missing data for column"),
    ("assessments", ",Two voices", ',"Two voices', "unterminated CSV quoted field"),
    ("publications", "Article", b"Articl\xe9", "invalid byte sequence"),
    ("places", "bamako", b"bam\0ko", "invalid byte sequence"),
]


def test_every_bad_cell_is_told_with_line_and_column(record):
    for file, old, new, _said in BAD_CELLS:
        change(record, file, old, new)
    problems = refused(record).splitlines()
    for file, _old, _new, said in BAD_CELLS:
        column, _colon, reason = said.partition(": ")
        [problem] = [one for one in problems if one.startswith(f"{file}.csv, line ") and column in one]
        assert reason in problem


@pytest.mark.parametrize("written", BAD_RANGES)
def test_ends_that_do_not_fit_are_told(record, written):
    change(record, "reported_deliveries", ",exact,3,3,", written)
    said = refused(record)
    assert "column quantity_high: " in said
    assert BAD_RANGES[written] in said


def test_what_only_python_can_check_is_told(record):
    change(record, "publications", "https://raids.example/1", "javascript:alert(1)")
    assert (
        refused(record) == "publications.csv, line 2, column url: “javascript:alert(1)”: Enter a valid URL."
    )


def test_a_broken_rule_of_the_database_is_told_in_its_words(record):
    change(record, "reported_deliveries", ",exact,3,3,", ",exact,3,4,")
    said = refused(record)
    assert "column kind, quantity: An exact count has one number." in said


def test_a_reference_to_no_row_is_told(record):
    change(record, "publications", ",raids,", ",rides,")
    assert refused(record) == "publications.csv, line 2, column source: “rides” names no row of sources.csv."


def test_a_bad_form_of_any_file_is_told_with_its_line(record):
    for file, old, new, _said in BAD_FORMS:
        change(record, file, old, new)
    problems = refused(record).splitlines()
    assert len(problems) == len(BAD_FORMS)
    for file, _old, _new, said in BAD_FORMS:
        [problem] = [one for one in problems if one.startswith(f"{file}.csv, line ")]
        assert said in problem


def test_the_line_is_that_of_the_file_also_below_cells_of_several_lines(record):
    change(record, "reports", ",reported,", ",rumoured,")
    lines = (record / "reports.csv").read_text().splitlines()
    assert len(lines) > 2
    assert refused(record).startswith("reports.csv, line 2, column modality")


def test_a_row_that_stands_twice_is_refused(record):
    row = (record / "sources.csv").read_text().splitlines()[1]
    change(record, "sources", f"{row}\n", f"{row}\n{row}\n")
    assert refused(record) == "sources.csv, line 3, column slug: stands in the file twice."


def test_two_rows_that_may_not_hold_the_same_are_refused(record):
    change(record, "sources", "raids,RAIDS,newspaper", "a,RAIDS,newspaper,,,und,\nraids,RAIDS,newspaper")
    assert "sources.csv, line 3, column name: Another row of the file has the same" in refused(record)


def test_what_the_database_alone_refuses_is_told_with_its_line(record):
    change(record, "reported_details", ",destination,", ",delivery_point,")
    change(record, "places", ",city,", ",region,")
    empty_the_database()
    assert refused(record) == "reported_details.csv, line 2: A delivery point is a city, port or base."


def test_a_share_of_a_line_of_another_report_is_refused(record, tmp_path_factory):
    other = factories.ReportedDeliveryFactory(equipment_type__slug="boats")
    folder = tmp_path_factory.mktemp("other")
    write_record(folder, is_private=False)
    base = str(ReportedDelivery.objects.get(equipment_type__slug="tanks").uid)
    text = (folder / "reported_deliveries.csv").read_text()
    change(folder, "reported_deliveries", text, text.replace(f",{base},", f",{other.uid},"))
    assert "column report, base: does not belong together" in refused(folder)


def test_types_in_a_circle_are_refused(record, tmp_path_factory):
    one = EquipmentType.objects.get(slug="tanks")
    factories.EquipmentTypeFactory(slug="below-tanks", parent=one, family=True)
    folder = tmp_path_factory.mktemp("circle")
    write_record(folder, is_private=False)
    change(folder, "equipment_types", "\ntanks,military-equipment,", "\ntanks,below-tanks,")
    empty_the_database()
    assert "equipment_types.csv, line " in (said := refused(folder))
    assert "stands below itself" in said


def test_a_file_that_was_cut_off_is_refused(record):
    change(record, "sources", (record / "sources.csv").read_bytes()[-20:], b"\n", is_sealed=False)
    assert "sources.csv, line " in refused(record)
    change(
        record,
        "sources",
        (record / "sources.csv").read_bytes(),
        b"slug,name,kind,country,url,language,description\n",
        is_sealed=False,
    )
    assert "checksum differs" in refused(record)


def test_files_that_are_missing_or_have_other_columns_are_refused(record):
    (record / "places.csv").unlink()
    change(record, "sources", "slug,name", "slug,title")
    said = refused(record)
    assert "places.csv, line 1: cannot be read: No such file or directory." in said
    assert "sources.csv, line 1: the columns are “slug, title" in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not JSON"),
        (b"\xff", "is not UTF-8"),
        (b"[]", "does not describe a whole record"),
        (b'{"record_format": 2}', "does not describe a whole record"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"record_format": 1, "resources": 1}', "is not a list"),
    ],
)
def test_a_description_of_something_else_is_refused(record, content, reason):
    (record / "datapackage.json").write_bytes(content)
    assert refused(record).startswith("datapackage.json, line 1")
    assert reason in refused(record)


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_bytes_are_a_plan_or_a_message(record, data):
    path = record / "sources.csv"
    whole = path.read_bytes()
    part = data.draw(st.one_of(st.binary(max_size=20), st.text('",\n\r\\.\0é', max_size=9).map(str.encode)))
    start, end = sorted(data.draw(st.integers(0, len(whole))) for _ in range(2))
    change(record, "sources", whole, whole[:start] + part + whole[end:])
    with transaction.atomic(), suppress(RecordFileError):
        load_record(record, is_applied=False)
    path.write_bytes(whole)
