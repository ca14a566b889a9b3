"""Test the press-report CSV: the whole real file, and each rule on rows made for it."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.imports.demo import PRESS_REPORTS
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status
from inventory.models import Citation, Estimate, ImportBatch, Publication, Report, ReportedDelivery, Shipment
from inventory.wording.messages import words
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def problems(path) -> list[str]:
    return [str(problem) for problem in import_file(path, dry_run=False).plan.problems]


@pytest.fixture
def whole():
    """Import the whole real file."""
    return import_file(PRESS_REPORTS, dry_run=False)


def test_the_whole_file_imports_without_an_unexplained_row(whole):
    with PRESS_REPORTS.open(encoding="utf-8", newline="") as file:
        stated = list(csv.DictReader(file))
    assert whole.plan.problems == []
    assert (
        whole.summary() == f"rows read {len(stated)} = {len(stated)} new + 0 changed + 0 unchanged + 0 errors"
    )
    assert sorted(ReportedDelivery.objects.values_list("phrase", flat=True)) == sorted(
        row["count_as_written"] for row in stated
    )
    assert set(Shipment.objects.values_list("reference", flat=True)) == {row["case_id"] for row in stated}
    *counts, doubled = map(words, whole.plan.notes)
    assert [note.split(":")[0] for note in counts] == [f"line {number}" for number in (52, 57, 62, 79, 86)]
    # Nearly 100 in the headline, and 75 of which local media write.
    assert doubled.startswith("line 69: the report of line 68 counts")
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.rows_read, batch.rows_new) == ("aes_press_reports.csv", 87, 87)


def test_a_second_run_changes_nothing(whole):
    before = [list(model.objects.order_by("pk").values()) for model in (Shipment, Report, ReportedDelivery)]
    again = import_file(PRESS_REPORTS, dry_run=False)
    assert again.summary() == "rows read 87 = 0 new + 0 changed + 87 unchanged + 0 errors"
    assert again.plan.is_empty
    assert before == [
        list(model.objects.order_by("pk").values()) for model in (Shipment, Report, ReportedDelivery)
    ]
    assert ImportBatch.objects.count() == 1


def test_the_drones_of_16_march_2023_are_in_conflict_and_what_fits_agrees(whole):
    states = dict(
        Estimate.objects.filter(shipment__reference="ML-2023-03-16").values_list(
            "equipment_type__slug", "state"
        )
    )
    assert states["uav"] == "conflict"
    assert (states["bayraktar-tb2"], states["l-39"]) == ("agreed",) * 2
    # One voice counts aircraft of that kind; what the others name of them only implies a number.
    assert states["fixed-wing-aircraft"] == "single"
    assert Shipment.objects.get(reference="ML-2023-03-16").state == "conflict"


def test_what_only_looks_different_agrees(whole):
    cases = {
        ("ML-2024-01-04", "uav"): "agreed",
        ("NE-2022-05-TB2", "bayraktar-tb2"): "agreed",
        # Three that were seen are part of five.
        ("BF-2024-04-08", "bayraktar-tb2"): "agreed",
        # Six in a copy of what says seven is drift.
        ("BF-2024-04-18", "fahd-ambulance"): "single",
    }
    found = {
        (case, slug): Estimate.objects.get(shipment__reference=case, equipment_type__slug=slug).state
        for case, slug in cases
    }
    assert found == cases


def test_one_speaker_through_three_outlets_is_one_voice(whole):
    reports = Report.objects.filter(shipment__reference="ML-2023-03-16", asserter__slug="afp")
    assert reports.values("publication").distinct().count() == 3
    assert {report.attribution_phrase for report in reports} == {"AFP, Gen. Diarra", "AFP"}
    assert Shipment.objects.get(reference="ML-2023-03-16").voice_count == 3


def test_what_stands_on_the_runway_is_a_part_of_what_the_same_report_declares(whole):
    report = Report.objects.get(publication__source__slug="aromes-d-une-tasse")
    assert [(each.label, each.phrase, each.scope, each.modality) for each in report.deliveries.all()] == [
        ("avions (déclaré)", "une vingtaine", "unspecified", ""),
        ("« drones » (déclaré)", "une dizaine", "unspecified", ""),
        ("avions (sur la piste)", "cinq", "subset", "observed"),
        ("« drones » (sur la piste)", "quatre", "subset", "observed"),
    ]


def test_words_in_other_languages_fall_back_on_the_columns(whole):
    read = {
        each.phrase: (each.kind, each.interval and str(each.interval), each.best)
        for each in ReportedDelivery.objects.all()
    }
    assert read["төрт"] == ("exact", "4", None)
    assert read["co najmniej dwie"] == ("at_least", "≥ 2", None)
    assert read["حوالي عشرين"] == ("approximate", "18–22", 20)
    assert read["um número não especificado"] == ("unknown", None, None)
    assert read["des"] == ("bare_plural", "≥ 2", None)
    assert read["plus de 3000"] == ("more_than", "≥ 3001", None)
    assert read["nearly 100"] == ("approximate", "90–99", None)
    assert read[""] == ("unknown", None, None)


def test_what_a_publication_draws_on_is_cited_with_its_basis(whole):
    cited = {
        (each.publication.source.slug, each.cited_source.slug, each.basis)
        for each in Citation.objects.select_related("publication__source", "cited_source")
    }
    assert cited == {
        ("analisi-difesa", "defenceweb", "inferred"),
        ("raillynews", "menadefense", "stated"),
        ("raillynews", "actu-niger", "stated"),
        ("marsad", "menadefense", "stated"),
        ("marsad", "actu-niger", "stated"),
        ("channels-tv", "afp", "stated"),
        ("channels-tv", "tele-sahel", "stated"),
    }


def test_a_report_states_dates_places_and_parties_once(whole):
    report = Report.objects.get(note__contains="R110")
    assert sorted((each.kind, str(each.value), each.hedge) for each in report.details.all()) == [
        ("end_user", "Africa Corps", "officials"),
        ("observed", "2025-05~", "late"),  # In Conakry nothing has come to Mali yet.
        ("recipient", "Mali", ""),
        ("supplier", "Russia", ""),
        ("transit", "Conakry port", ""),
    ]
    assert report.stage == "in_transit"


def test_headlines_say_only_what_the_rows_agree_on(whole):
    found = {
        shipment.reference: (shipment.title, shipment.supplier and shipment.supplier.slug, shipment.period)
        for shipment in Shipment.objects.select_related("supplier")
    }
    assert found["ML-2022-04-18"] == ("Russia to Mali, Bamako airport, 2022-04-18", "state-ru", "2022-04-18")
    assert found["ML-2023-03-16"][1] is None
    assert found["ML-2023-04-27"] == (
        "China and others to Mali, Kati, 2023-04/2023-05",
        None,
        "2023-04/2023-05",
    )
    assert found["ML-2021-MI171"][2] == "2021-10/2021-12-31"
    assert found["NE-2022-05-TB2"][2] == "2022-05-20/2022-05-22"


def test_a_title_is_made_of_the_address_and_marked(whole):
    titled = Publication.objects.get(url__contains="rfi.fr")
    assert titled.title == "La turquie livre six drones bayraktar tb2 au niger"
    assert titled.note == "The title was made from the address."
    assert Publication.objects.get(source__slug="patronlar-dunyasi").title == "Patronlar Dünyası, undated"
    assert Publication.objects.get(url__contains="japap").title == "Japap, undated"


def test_a_changed_cell_is_shown_old_and_new_and_applied(press):
    import_file(press({}), dry_run=False)
    outcome = import_file(
        press({"count_as_written": "five", "count_min": "5", "count_max": "5"}), dry_run=False
    )
    assert outcome.summary() == "rows read 1 = 0 new + 1 changed + 0 unchanged + 0 errors"
    assert [str(change) for change in outcome.plan.changes] == [
        "line 2: delivery “tanks”: count_as_written: “seven” → “five”",
        "line 2: delivery “tanks”: count_as_written: 7 → 5",
    ]
    assert str(ReportedDelivery.objects.get().interval) == "5"
    assert Estimate.objects.get(equipment_type__slug="t-72").quantity.lower == 5


def test_a_statement_that_the_file_drops_is_withdrawn(press):
    import_file(press({"end_user_claimed": "FAMa"}), dry_run=False)
    outcome = import_file(press({}), dry_run=False)
    assert outcome.summary() == "rows read 1 = 0 new + 1 changed + 0 unchanged + 0 errors"
    assert [str(change) for change in outcome.plan.changes] == [
        "line 2: detail: End user: Malian Armed Forces → not stated"
    ]
    assert not Report.objects.get().details.filter(kind="end_user").exists()


def test_a_dry_run_writes_nothing(press):
    outcome = import_file(press({}), dry_run=True)
    assert outcome.summary() == "rows read 1 = 1 new + 0 changed + 0 unchanged + 0 errors"
    assert list(outcome.lines())[-1] == "Planned only; nothing was applied."
    assert (Shipment.objects.count(), Publication.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_what_is_noted_is_told_in_words():
    notes = [line for line in import_file(PRESS_REPORTS, dry_run=True).lines() if line.startswith("  ")]
    assert any("dozens" in line for line in notes)
    assert not [line for line in notes if re.match(r" *\w+\.\w+\(", line)]


def test_a_shipment_with_the_reference_is_the_one_that_is_meant(press):
    known = Shipment.objects.create(reference="ML-TEST", title="Ours")
    import_file(press({}), dry_run=False)
    again = import_file(press({}), dry_run=False)
    known.refresh_from_db()
    assert (known.title, known.reports.count(), Shipment.objects.count()) == ("Ours", 1, 1)
    assert again.plan.count(Status.UNCHANGED) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"count_min": "8"}, "line 2, column count_min: 8 is above high, 7."),
        ({"count_min": "-1"}, "line 2, column count_min: “-1”: a count cannot be negative."),
        ({"count_max": "1e9"}, "column count_max: “1e9” is not a whole number written with the digits 0–9."),
        ({"count_min": "٣"}, "column count_min: “٣” is not a whole number written with the digits 0–9."),
        ({"count_max": "three D-30"}, "column count_max: “three D-30” is not a whole number"),
        ({"count_kind": "precise"}, "column count_kind: “precise” is none of exact, at_least, over"),
        ({"count_max": "9"}, "column count_max: “9” differs from the least, 7, though the count is exact."),
        ({"case_id": ""}, "column case_id: is empty."),
        ({"url": ""}, "column url: is empty."),
        ({"url": "javascript:alert(1)"}, "column url: “javascript:alert(1)”: Enter a valid URL."),
        ({"lang": "xx"}, "column lang: “xx” is none of ar, en"),
        ({"published": "17 January"}, "column published: “17 January”: The year is missing"),
        ({"event_date": "2025-02-30"}, "column event_date: “2025-02-30”: This day does not exist."),
        ({"event_date": "2025-01"}, "column date_precision: “day” does not fit event_date “2025-01”."),
        ({"event_date": ""}, "column event_date: is empty, which does not fit date_precision “day”."),
        ({"recipient": ""}, "column recipient: is empty."),
        ({"recipient": "Wakanda"}, "column recipient: “Wakanda” is not the name of a known party"),
        (
            {"place": "Bamakoo"},
            "column place: “Bamakoo” is not the name of a known place. It may mean “Bamako”",
        ),
        (
            {"equipment_norm": "T-72Q"},
            "column equipment_norm: “T-72Q” is not the name of a known equipment type",
        ),
        ({"supplier": "Russia; Wakanda"}, "column supplier: “Wakanda” is not the name of a known party"),
        (
            {"publisher": "nobody.example"},
            "column publisher: “nobody.example” is not the name of a known source",
        ),
        ({"derived_from": "Radio Nowhere?"}, "column derived_from: “Radio Nowhere” is not the name"),
        (
            {"case_id": "X" * 61},
            "column case_id: “" + "X" * 61 + "”: Ensure this value has at most 60 characters",
        ),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_nothing_is_written(press, change, message):
    other = {"case_id": "ML-OTHER", "url": "https://www.military.africa/other/"}
    outcome = import_file(press(change, other), dry_run=False)
    assert any(message in str(problem) for problem in outcome.plan.problems), outcome.plan.problems
    assert all(problem.line == 2 for problem in outcome.plan.problems)
    assert outcome.summary() == "rows read 2 = 1 new + 0 changed + 0 unchanged + 1 errors"
    assert (Shipment.objects.count(), Publication.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)


def test_a_row_id_that_stands_twice_is_refused(press):
    path = press({"report_id": "R1"}, {"report_id": "R1", "case_id": "ML-OTHER"})
    assert problems(path) == ["line 3, column report_id: stands on line 2 already."]


def test_two_dates_of_one_publication_are_refused(press):
    path = press({"published": "2025-01"}, {"published": "2025-02", "equipment_norm": "BMP-3"})
    assert problems(path) == ["line 3, column published: differs from line 2."]


def test_a_row_with_a_missing_cell_is_refused(press):
    path = press({})
    path.write_text(path.read_text() + "R2,ML-TEST\n")
    assert problems(path) == ["line 3: has 2 cells; the header has 21."]


def test_queries_do_not_grow_with_the_rows(tmp_path):
    with PRESS_REPORTS.open(encoding="utf-8") as file:
        lines = file.readlines()
    counts = []
    for name, rows in (("few.csv", lines[:6]), ("all.csv", lines)):
        path = tmp_path / name
        path.write_text("".join(rows), encoding="utf-8")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            import_file(path, dry_run=True)
        counts.append(len(queries))
    # Citations, repetitions and what they name are looked up only where a row has them.
    assert counts[1] - counts[0] <= 4


def test_the_order_of_rows_does_not_matter(tmp_path, whole):
    with io.StringIO(PRESS_REPORTS.read_text(encoding="utf-8")) as file:
        rows = list(csv.reader(file))
    path = tmp_path / "reversed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *reversed(rows[1:])])
    outcome = import_file(path, dry_run=True)
    assert outcome.plan.created == []


def test_a_case_can_be_a_tally_of_a_dataset(press):
    made = factories.DatasetFactory(slug="ministry")
    assert problems(press({"dataset": "ministry"})) == []
    assert Shipment.objects.get().dataset == made
    assert problems(press({})) == []
    assert Shipment.objects.get().dataset == made  # A file without the column says nothing of it.
    assert problems(press({"dataset": ""})) == []
    assert Shipment.objects.get().dataset is None
    (unknown,) = problems(press({"dataset": "nobody"}))
    assert unknown.endswith("“nobody” is not the short name of a known dataset.")
    (differs,) = problems(press({"dataset": "ministry"}, {"dataset": "", "equipment_norm": "BMP-3"}))
    assert differs.endswith("differs from line 2, which is on the same case.")
