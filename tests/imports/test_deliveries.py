"""Test our own export read back: nothing is lost, and every bad cell is named."""

import csv
import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.imports.delivery_columns import COLUMNS
from inventory.imports.files import FileError
from inventory.imports.pipeline import advance, ask_to_undo, import_file
from inventory.models import (
    Citation,
    Estimate,
    ImportBatch,
    Publication,
    Report,
    ReportedDelivery,
    ReportRepeat,
    Shipment,
)
from inventory.wording.messages import words
from tests import factories
from tests.imports.delivery_rows import DELIVERY, PUBLICATION, REPORT, SHIPMENT, row

pytestmark = pytest.mark.django_db


def test_a_row_makes_shipment_publication_report_and_line(written):
    outcome = import_file(written({}), dry_run=False)
    assert outcome.summary() == "rows read 1 = 1 new + 0 changed + 0 unchanged + 0 errors"
    line = ReportedDelivery.objects.select_related("report__publication__source", "shipment").get()
    assert (str(line.uid), str(line.report.uid), str(line.shipment.uid)) == (DELIVERY, REPORT, SHIPMENT)
    assert (line.shipment.reference, line.report.publication.source.slug) == ("ML-2025-01-17", "raids")
    assert Estimate.objects.get(equipment_type__slug="tanks").stated_by == 1
    assert Shipment.objects.get().voice_count == 1


def test_the_same_file_again_changes_nothing(written):
    path = written({}, row(2, phrase="undisclosed", kind="unknown", low="", high=""))
    import_file(path, dry_run=False)
    again = import_file(path, dry_run=False)
    assert again.summary() == "rows read 2 = 0 new + 0 changed + 2 unchanged + 0 errors"


def test_a_tally_comes_back_as_one_and_is_shown_as_such(written):
    dataset = factories.DatasetFactory(slug="sipri", name="SIPRI")
    path = written({"dataset": "sipri"})
    import_file(path, dry_run=False)
    assert Shipment.objects.get().dataset == dataset
    assert import_file(path, dry_run=False).plan.is_empty
    changes = import_file(written({}), dry_run=False).plan.changes
    assert [(change.name, words(change.old), words(change.new)) for change in changes] == [
        ("dataset", "“SIPRI”", "nothing")
    ]
    assert Shipment.objects.get().dataset is None


def test_a_file_without_the_column_leaves_tallies_as_they_are(written):
    dataset = factories.DatasetFactory(slug="sipri")
    import_file(written({"dataset": "sipri"}), dry_run=False)
    path = written({})
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name != "dataset"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    outcome = import_file(path, dry_run=False)
    assert (outcome.plan.problems, outcome.plan.is_empty) == ([], True)
    assert Shipment.objects.get().dataset == dataset


def test_a_dataset_that_nobody_knows_is_refused(written):
    problems = import_file(written({"dataset": "spiri"}), dry_run=True).plan.problems
    assert [str(problem) for problem in problems] == [
        "line 2, column dataset: “spiri” is not the short name of a known dataset."
    ]


def test_columns_may_stand_in_any_order(written):
    path = written({}, row(2, equipment_type="boats"))
    planned = import_file(path, dry_run=True).plan
    with path.open(newline="", encoding="utf-8") as file:
        records = [record[::-1] for record in csv.reader(file)]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(records)
    again = import_file(path, dry_run=True).plan
    assert (again.problems, again.fingerprint()) == ([], planned.fingerprint())


def test_lines_that_agree_in_all_that_may_be_wrong_keep_their_own_texts(written):
    texts = [("first", "perhaps", "One."), ("second", "", "Two.")]
    columns = ("label", "hedge", "quote")
    lines = [row(number, **dict(zip(columns, each, strict=True))) for number, each in enumerate(texts, 2)]
    import_file(written(*lines), dry_run=False)
    kept = ReportedDelivery.objects.order_by("label").values_list(*columns)
    assert list(kept) == texts


def test_identifiers_in_capitals_and_between_spaces_are_the_same(written):
    import_file(written({}), dry_run=False)
    path = written({"delivery_id": f" {DELIVERY.upper()} ", "report_id": REPORT.upper()})
    again = import_file(path, dry_run=True)
    assert again.summary() == "rows read 1 = 0 new + 0 changed + 1 unchanged + 0 errors"


def test_an_identifier_that_is_none_is_told_once(written):
    problems = import_file(written({"report_id": "R1"}), dry_run=True).plan.problems
    assert [problem.column for problem in problems] == ["report_id"]


def test_repeats_citations_and_supersession_are_made_whatever_their_order(written):
    older, newer = row(2), row(3)
    older |= {
        "shipment_id": SHIPMENT,
        "shipment_reference": "ML-2025-01-17",
        "superseded_by": newer["report_id"],
    }
    newer |= {"shipment_id": SHIPMENT, "shipment_reference": "ML-2025-01-17"}
    newer |= {
        "repeats": f"inferred:{REPORT}",
        "cites": f"stated:source:afp inferred:publication:{PUBLICATION}",
    }
    import_file(written(older, newer, {}), dry_run=False)
    assert str(Report.objects.get(superseded_by__isnull=False).superseded_by.uid) == newer["report_id"]
    assert [(str(each.repeated.uid), each.basis) for each in ReportRepeat.objects.all()] == [
        (REPORT, "inferred")
    ]
    assert [each.basis for each in Citation.objects.order_by("pk")] == ["stated", "inferred"]
    assert str(Citation.objects.get(cited_source=None).cited_publication.uid) == PUBLICATION


def test_a_share_may_stand_before_its_base(written):
    share = {
        "delivery_id": row(2)["delivery_id"],
        "equipment_type": "boats",
        "phrase": "half",
        "kind": "share",
        "low": "3",
        "high": "4",
        "base_id": DELIVERY,
    }
    import_file(written(share, {}), dry_run=False)
    assert str(ReportedDelivery.objects.get(kind="share").base.uid) == DELIVERY


def test_what_an_export_does_not_hold_is_left_out_and_said(written):
    gone = str(uuid.uuid4())
    outcome = import_file(written({"repeats": gone, "superseded_by": gone}), dry_run=False)
    assert [*map(words, outcome.plan.notes)] == [
        f"line 2, column superseded_by: the report {gone} is neither in the file nor in the database; the"
        " reference is left out.",
        f"line 2, column repeats: the report {gone} is neither in the file nor in the database; the"
        " reference is left out.",
    ]
    assert Report.objects.get().superseded_by is None


def test_a_changed_cell_is_shown_old_and_new(written):
    import_file(written({}), dry_run=False)
    change = {
        "shipment_title": "The convoy",
        "low": "5",
        "high": "",
        "kind": "at_least",
        "destination": "bamako",
    }
    outcome = import_file(written(change), dry_run=False)
    assert [str(change) for change in outcome.plan.changes] == [
        "line 2: shipment “ML-2025-01-17”: shipment_title: “Convoy” → “The convoy”",
        "line 2: shipment “ML-2025-01-17”: destination: nothing → “Bamako”",
        "line 2: delivery: kind: “exact” → “at_least”",
        "line 2: delivery: low: 7 → 5 or more",
    ]
    assert outcome.summary() == "rows read 1 = 0 new + 1 changed + 0 unchanged + 0 errors"
    assert str(Estimate.objects.get(equipment_type__slug="tanks").interval) == "≥ 5"


def test_a_report_that_moves_takes_its_lines_along(written):
    second = row(2, shipment_id=SHIPMENT, shipment_reference="ML-2025-01-17")
    import_file(written({}, second), dry_run=False)
    moved = second | {"shipment_id": row(3)["shipment_id"], "shipment_reference": "ML-3"}
    import_file(written({}, moved), dry_run=False)
    shipment = Shipment.objects.get(reference="ML-3")
    assert [str(line.uid) for line in shipment.deliveries.all()] == [second["delivery_id"]]
    assert (shipment.voice_count, Shipment.objects.get(reference="ML-2025-01-17").voice_count) == (1, 1)


def test_a_shipment_that_its_reports_leave_is_removed_and_comes_back(written):
    import_file(written({}), dry_run=False)
    moved = {"shipment_id": row(3)["shipment_id"], "shipment_reference": "ML-3"}
    outcome = import_file(written(moved), dry_run=False)
    assert "The shipment “Convoy” (ML-2025-01-17) has no report left, and is removed." in map(
        words, outcome.plan.notes
    )
    assert [(one.reference, one.voice_count) for one in Shipment.objects.all()] == [("ML-3", 1)]
    batch = ImportBatch.objects.latest("pk")
    ask_to_undo(batch, factories.UserFactory())
    assert advance(batch.uid).state == "undone"
    assert [(one.reference, one.voice_count) for one in Shipment.objects.all()] == [("ML-2025-01-17", 1)]


def test_a_phrase_alone_is_read(written):
    import_file(written({"phrase": "about 50", "kind": "", "low": "", "high": ""}), dry_run=False)
    line = ReportedDelivery.objects.get()
    assert (line.kind, str(line.interval), line.best) == ("approximate", "45–55", 50)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"low": "9"}, "line 2, column low: 9 is above high, 7."),
        ({"low": "-7"}, "line 2, column low: “-7”: a count cannot be negative."),
        ({"low": "1e9"}, "line 2, column low: “1e9” is not a whole number written with the digits 0–9."),
        ({"high": "٣"}, "line 2, column high: “٣” is not a whole number written with the digits 0–9."),
        ({"low": "three D-30"}, "line 2, column low: “three D-30” is not a whole number"),
        ({"low": "2147483648"}, "column low: 2147483648 is above 2,000,000,000"),
        ({"high": "8"}, "column kind: A count of kind exact is one number, not 7–8."),
        ({"low": ""}, "column low: is empty, though high is 7."),
        (
            {"low": "", "high": ""},
            "column low: is empty, which only an unknown count may be, not kind “exact”.",
        ),
        ({"kind": "unknown"}, "column kind: An unknown count has no interval."),
        ({"low": "0", "high": "0"}, "column kind: a count of zero is a denial: kind none."),
        ({"best": "9"}, "column kind: The best figure 9 is outside 7."),
        ({"kind": "exactly"}, "column kind: “exactly” is none of exact, at_least"),
        ({"kind": "", "low": "", "high": "", "phrase": "1e9"}, "column phrase: “1e9”: Write the number out"),
        (
            {"kind": "", "low": "", "high": "", "phrase": "-5"},
            "column phrase: “-5”: A count cannot be negative.",
        ),
        (
            {"kind": "", "low": "", "high": "", "phrase": "half"},
            "column phrase: “half”: A share needs a base line",
        ),
        ({"kind": "share"}, "column base_id: names the line that a share is of"),
        ({"base_id": str(uuid.UUID(int=9, version=4))}, "column base_id: names the line that a share is of"),
        ({"delivery_id": ""}, "column delivery_id: is empty."),
        ({"report_id": "R1"}, "column report_id: “R1” is no identifier such as"),
        ({"shipment_reference": ""}, "column shipment_reference: is empty."),
        ({"period": "soon"}, "column period: “soon”: This is no date that can be read"),
        ({"published_on": "2025-13"}, "column published_on: “2025-13”: Month “13” does not exist."),
        (
            {"publication_url": "javascript:alert(1)"},
            "column publication_url: “javascript:alert(1)”: Enter a valid URL.",
        ),
        ({"publication_title": "x" * 301}, "column publication_title: “"),
        ({"language": "xx"}, "column language: “xx” is none of"),
        ({"publication_source": ""}, "column publication_source: is empty."),
        (
            {"publication_source": "RAID"},
            "column publication_source: “RAID” is not the name of a known source. It may mean “RAIDS”.",
        ),
        (
            {"equipment_type": "tank"},
            "column equipment_type: “tank” is not the name of a known equipment type",
        ),
        (
            {"label_type": "zeppelins"},
            "column label_type: “zeppelins” is not the name of a known equipment type",
        ),
        ({"supplier": "state-xx"}, "column supplier: “state-xx” is not the name of a known party"),
        (
            {"destination": "Bamakoo"},
            "column destination: “Bamakoo” is not the name of a known place. It may mean “Bamako”.",
        ),
        (
            {"asserter": "afp", "attribution": "unattributed"},
            "column asserter: is given, though attribution is",
        ),
        ({"kind": "range", "low": "10", "high": "12", "phrase": "12-Oct"}, "made of the count 10-12"),
        ({"is_first_hand": "maybe"}, "column is_first_hand: “maybe” is neither true nor false."),
        ({"stage": "landed"}, "column stage: “landed” is none of"),
        ({"credibility": "7"}, "column credibility: 7 is no grade from 1 to 6."),
        ({"credibility": "A"}, "column credibility: “A” is not a whole number"),
        ({"repeats": "the other one"}, "column repeats: “the” is no identifier"),
        ({"repeats": REPORT}, "column repeats: a report cannot repeat itself."),
        ({"repeats": f"maybe:{DELIVERY}"}, "column repeats: “maybe” is neither stated nor inferred."),
        ({"cites": "afp"}, "column cites: “afp” is not like stated:source:afp"),
        ({"cites": "stated:source:nobody"}, "column cites: “nobody” is not the name of a known source"),
        ({"cites": f"stated:publication:{PUBLICATION}"}, "column cites: a publication cannot cite itself."),
        ({"superseded_by": REPORT}, "column superseded_by: a report cannot supersede itself."),
        ({"scope": "all"}, "column scope: “all” is none of unspecified, total"),
        ({"modality": "sure"}, "column modality: “sure” is none of stated, observed"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_nothing_is_written(written, change, message):
    outcome = import_file(written(change, row(2)), dry_run=False)
    assert [problem for problem in outcome.plan.problems if message in str(problem)], outcome.plan.problems
    assert {problem.line for problem in outcome.plan.problems} == {2}
    assert outcome.summary() == "rows read 2 = 1 new + 0 changed + 0 unchanged + 1 errors"
    assert not Shipment.objects.exists()
    assert not Publication.objects.exists()


def test_rows_that_contradict_each_other_are_refused(written):
    path = written(
        {}, {"delivery_id": row(2)["delivery_id"], "equipment_type": "boats", "shipment_title": "Other"}
    )
    assert [str(problem) for problem in import_file(path, dry_run=False).plan.problems] == [
        "line 3, column shipment_title: differs from line 2."
    ]


def test_two_lines_on_one_type_of_a_report_are_refused(written):
    path = written({}, {"delivery_id": row(2)["delivery_id"]})
    assert [str(problem) for problem in import_file(path, dry_run=False).plan.problems] == [
        "line 3, column equipment_type: line 2 has the same for another delivery."
    ]


def test_two_lines_on_one_type_in_other_words_are_taken(written):
    again = {"delivery_id": row(2)["delivery_id"], "phrase": "seven again", "same_as_id": DELIVERY}
    further = {"delivery_id": row(3)["delivery_id"], "phrase": "a further seven", "cited_source": "afp"}
    import_file(written({}, again, further | {"scope": "additional"}), dry_run=False)
    first, second, third = ReportedDelivery.objects.order_by("pk")
    assert (second.same_as, third.same_as) == (first, None)
    assert (second.cited_source, third.cited_source.slug) == (None, "afp")


def test_a_plan_asks_what_a_second_count_of_a_type_is_of(written):
    again = {"delivery_id": row(2)["delivery_id"], "phrase": "nine", "low": "9", "high": "9"}
    outcome = import_file(written({}, again), dry_run=True)
    assert [*map(words, outcome.plan.notes)] == [
        "line 3: the report of line 2 counts “Tanks” a second time, and does not say whether the same items:"
        " taken as 9–16. Give same_as_id for the same items (9), or scope additional to add them (16);"
        " or say it on the report once this is applied."
    ]
    for told in ({"scope": "additional"}, {"same_as_id": DELIVERY}, {"label": "others"}):
        assert import_file(written({}, again | told), dry_run=True).plan.notes == []


def test_lines_on_the_same_items_are_of_one_report_and_not_additional(written):
    path = written({}, row(2, same_as_id=DELIVERY), row(3, same_as_id=DELIVERY, scope="additional"))
    assert [str(problem) for problem in import_file(path, dry_run=False).plan.problems] == [
        f"line 3, column same_as_id: the delivery {DELIVERY} is of another report.",
        "line 4, column same_as_id: is given, though scope is additional: those are other items.",
    ]


def test_files_from_before_lines_were_borrowed_are_read(written):
    import_file(written({}, columns=COLUMNS), dry_run=False)
    line = ReportedDelivery.objects.get()
    assert (line.cited_source, line.same_as) == (None, None)


def test_a_line_that_stands_twice_is_refused(written):
    problems = import_file(written({}, {}), dry_run=False).plan.problems
    assert [str(problem) for problem in problems] == ["line 3, column delivery_id: stands on line 2 already."]


def test_the_reference_of_another_shipment_is_refused(written):
    known = factories.ShipmentFactory(reference="ML-2025-01-17")
    problems = import_file(written({}), dry_run=False).plan.problems
    assert [str(problem) for problem in problems] == [
        f"line 2, column shipment_reference: the database has the same for the shipment {known.uid}."
    ]


def test_reports_that_repeat_each_other_in_a_circle_are_refused(written):
    rows = [row(number, shipment_id=SHIPMENT, shipment_reference="ML-2025-01-17") for number in range(4)]
    for place, each in enumerate(rows):
        each["repeats"] = rows[(place + 1) % 4]["report_id"]
    problems = import_file(written(*rows), dry_run=False).plan.problems
    assert len(problems) == 1
    assert (problems[0].column, "in a circle" in str(problems[0])) == ("repeats", True)
    assert not Shipment.objects.exists()


def test_a_confirmed_report_with_one_voice_is_refused(written):
    with pytest.raises(FileError, match="Credibility 1 needs two independent voices"):
        import_file(written({"credibility": "1"}), dry_run=False)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([*COLUMNS, "colour"], "deliveries.csv, line 1: unknown columns: “colour”."),
        ([name for name in COLUMNS if name != "low"], "deliveries.csv, line 1: missing columns: “low”."),
        ([*COLUMNS, "low"], "deliveries.csv, line 1: columns stand twice: “low”."),
        (
            ["a", "b"],
            "deliveries.csv, line 1: no known header; it starts “a,b”. Known are: press reports, SIPRI",
        ),
    ],
)
def test_a_bad_header_is_refused(written, columns, message):
    with pytest.raises(FileError) as caught:
        import_file(written({}, columns=columns), dry_run=False)
    assert message in str(caught.value)


def test_an_unbalanced_quotation_mark_is_refused_with_its_line(written):
    path = written({}, row(2))
    path.write_text(path.read_text().replace("ML-2,", '"ML-2,'))
    with pytest.raises(FileError, match="line 3: a quotation mark opens here and is never closed"):
        import_file(path, dry_run=False)


def test_a_file_of_a_header_alone_has_no_rows(written):
    assert import_file(written(), dry_run=False).summary() == (
        "rows read 0 = 0 new + 0 changed + 0 unchanged + 0 errors"
    )


def test_utf_16_is_read(written):
    path = written({})
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    outcome = import_file(path, dry_run=False)
    assert (outcome.encoding, Shipment.objects.count()) == ("UTF-16", 1)


def test_history_names_the_file(written):
    import_file(written({}), dry_run=False)
    event = ReportedDelivery.pgh_event_models["insert"]._default_manager.get()
    assert event.pgh_context.metadata["file"] == "deliveries.csv"


def test_queries_do_not_grow_with_the_rows(written):
    ContentType.objects.clear_cache()
    counts = []
    for size in (1, 300):
        path = written(*(row(1000 * size + number) for number in range(size)))
        with CaptureQueriesContext(connection) as queries:
            import_file(path, dry_run=False)
        counts.append(len(queries))
    assert counts[0] == counts[1]
