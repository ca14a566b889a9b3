"""Test reading a shipment's matrix back."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.urls import reverse

from inventory.imports.files import FileError
from inventory.imports.pipeline import import_file
from inventory.models import Estimate, ReportedDelivery
from inventory.wording.messages import words
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = (
    "equipment_type,equipment_name,depth,unit,alpha_phrase,alpha_low,alpha_high,beta_phrase,beta_low,beta_high,"
    "estimate_low,estimate_high,support,voices,state,dissenters,type_conflict,confirmed"
)


@pytest.fixture
def shipment(db):
    """Make a shipment with two voices, of which one says nothing on boats."""
    shipment = factories.ShipmentFactory(reference="ML-1")
    types = [factories.EquipmentTypeFactory(slug=slug, name=slug.title()) for slug in ("tanks", "boats")]
    for slug, phrase in (("alpha", "five"), ("beta", "about 50")):
        source = factories.SourceFactory(slug=slug, name=slug.title())
        report = factories.ReportFactory(
            shipment=shipment, publication=factories.PublicationFactory(source=source)
        )
        factories.ReportedDeliveryFactory(
            report=report, shipment=shipment, equipment_type=types[0], phrase=phrase, label="their tanks"
        )
    Estimate.objects.recompute([shipment.pk])
    return shipment


@pytest.fixture
def written(tmp_path):
    """Return a function that writes rows below a header, and gives the file's path."""

    def write(*rows, header=HEADER, name="ML-1-matrix.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return write


def cells(slug, alpha, beta):
    return f"{slug},{slug.title()},0,vehicles,{alpha},,,{beta},,,,,2,2,agreed,,,"


def test_the_matrix_that_the_page_gives_changes_nothing(client, shipment, tmp_path):
    response = client.get(reverse("shipment-detail", args=["ML-1"]), {"export": "csv"})
    path = tmp_path / "ML-1-matrix.csv"
    path.write_bytes(b"".join(response))
    outcome = import_file(path, dry_run=False)
    assert outcome.format_name == "matrix of a shipment"
    assert (outcome.plan.problems, outcome.plan.is_empty, outcome.plan.rows_read > 0) == ([], True, True)


def test_changed_words_change_the_line_and_nothing_else_of_it(shipment, written):
    outcome = import_file(written(cells("tanks", "six", "about 50")), dry_run=False)
    assert outcome.summary() == "rows read 1 = 0 new + 1 changed + 0 unchanged + 0 errors"
    line = ReportedDelivery.objects.get(report__publication__source__slug="alpha")
    assert (line.phrase, str(line.interval), line.label) == ("six", "6", "their tanks")
    assert ("alpha_phrase", "“five”", "“six”") in [
        (change.name, words(change.old), words(change.new)) for change in outcome.plan.changes
    ]
    assert import_file(written(cells("tanks", "six", "about 50")), dry_run=False).plan.is_empty


def test_words_on_another_type_are_a_line_of_the_one_report(shipment, written):
    import_file(written(cells("tanks", "five", "about 50"), cells("boats", "", "a couple")), dry_run=False)
    line = ReportedDelivery.objects.get(equipment_type__slug="boats")
    assert (line.report.voice.slug, line.phrase, str(line.interval)) == ("beta", "a couple", "2–3")


def test_a_voice_whose_reports_differ_has_no_one_phrase_to_change(shipment, written):
    own = shipment.reports.get(publication__source__slug="alpha")
    other = factories.ReportFactory(shipment=shipment, publication=own.publication)
    factories.ReportedDeliveryFactory(
        report=other,
        equipment_type=own.deliveries.get().equipment_type,
        phrase="nine",
        quantity=NumericRange(9, 10),
    )
    assert import_file(written(cells("tanks", "", "about 50")), dry_run=True).plan.is_empty  # As it is shown.
    outcome = import_file(written(cells("tanks", "six", "about 50")), dry_run=True)
    assert [words(problem.reason).partition(". ")[0] for problem in outcome.plan.problems] == [
        "“six”: the reports of this voice differ on the count"
    ]


def test_what_belongs_to_several_reports_is_refused(shipment, written):
    report = shipment.reports.get(publication__source__slug="alpha")
    factories.ReportFactory(shipment=shipment, publication=report.publication)
    outcome = import_file(written(cells("boats", "two", "")), dry_run=True)
    assert [str(problem) for problem in outcome.plan.problems] == [
        "line 2, column alpha_phrase: “two”: this voice has 2 reports to which it may belong. Change it in"
        " the file of reported deliveries, where each line names its report."
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (cells("tanks", "", "about 50"), "line 2, column alpha_phrase: is empty, but the record has “five”."),
        (cells("tanks", "D-30", "about 50"), "line 2, column alpha_phrase: “D-30”: The digits belong"),
        (
            cells("ufos", "", "two"),
            "line 2, column equipment_type: “ufos” is not the name of a known equipment",
        ),
        (cells("tanks", "five", "#REF!"), "line 2, column beta_phrase: holds #REF!"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(shipment, written, row, message):
    outcome = import_file(written(row), dry_run=True)
    assert message in str(outcome.plan.problems[0])


def test_the_day_in_the_name_of_a_saved_matrix_is_no_part_of_the_reference(shipment, written):
    path = written(cells("tanks", "five", "about 50"), name="ML-1-matrix-2026-01-31 (2).csv")
    assert import_file(path, dry_run=True).plan.is_empty


def test_older_words_of_a_voice_stand_beside_its_newer_ones_on_other_types(shipment, written):
    """Let beta count T-72 in a newer report: its older count of tanks stands, in its own cell."""
    older = shipment.reports.get(publication__source__slug="beta")
    newer = factories.ReportFactory(
        shipment=shipment, publication__source=older.voice, publication__published_on="2025-02-01"
    )
    tanks = ReportedDelivery.objects.filter(report=older).get().equipment_type
    t72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=tanks, family=True)
    factories.ReportedDeliveryFactory(report=newer, equipment_type=t72, phrase="seven")
    unchanged = (cells("tanks", "five", "about 50"), cells("t-72", "", "seven"))
    assert import_file(written(*unchanged), dry_run=True).plan.is_empty
    outcome = import_file(written(cells("tanks", "five", "about 60")), dry_run=False)
    assert outcome.plan.problems == []
    assert ReportedDelivery.objects.get(report=older).phrase == "about 60"
    outcome = import_file(written(cells("t-72", "", "eight")), dry_run=False)
    assert outcome.plan.problems == []
    assert ReportedDelivery.objects.get(equipment_type=t72).phrase == "eight"


def test_a_share_is_changed_where_its_base_is_named(shipment, written):
    base = ReportedDelivery.objects.get(report__publication__source__slug="alpha")
    boats = base.equipment_type._meta.model.objects.get(slug="boats")
    factories.ReportedDeliveryFactory(
        report=base.report, equipment_type=boats, phrase="half", kind="share", base=base
    )
    outcome = import_file(written(cells("boats", "two", "")), dry_run=True)
    assert "“two”: the count is a share of another line." in str(outcome.plan.problems[0])


def test_a_matrix_without_rows_changes_nothing(shipment, written):
    assert import_file(written(), dry_run=True).plan.is_empty


def test_a_voice_without_a_report_is_refused(shipment, written):
    header = HEADER.replace("beta_", "gamma_")
    outcome = import_file(written(cells("boats", "", "two"), header=header), dry_run=True)
    assert "this voice has no report of its own on the shipment" in str(outcome.plan.problems[0])


def test_an_escaped_formula_is_the_words_that_the_record_has(shipment, written):
    ReportedDelivery.objects.filter(phrase="five").update(phrase="=5")
    assert import_file(written(cells("tanks", "'=5", "about 50")), dry_run=True).plan.is_empty


@pytest.mark.parametrize(
    ("header", "name", "message"),
    [
        (HEADER, "matrix.csv", "matrix.csv: it does not say of which shipment."),
        (HEADER, "XX-1-matrix.csv", "XX-1-matrix.csv: there is no shipment “XX-1”."),
        (HEADER.replace("beta_high", "beta_most"), "ML-1-matrix.csv", "unlike “beta”, “beta_most”."),
    ],
)
def test_a_matrix_that_cannot_be_placed_is_refused(shipment, written, header, name, message):
    with pytest.raises(FileError) as caught:
        import_file(written(cells("tanks", "five", ""), header=header, name=name), dry_run=True)
    assert message in str(caught.value)


def test_a_column_may_name_the_shipment(shipment, written):
    rows = [cells("tanks", "five", "about 50") + ",ML-1", cells("boats", "two", "") + ",ML-2"]
    header = HEADER + ",shipment_reference"
    assert import_file(written(rows[0], header=header, name="x.csv"), dry_run=True).plan.is_empty
    outcome = import_file(written(*rows, header=header, name="x.csv"), dry_run=True)
    assert [str(problem) for problem in outcome.plan.problems] == [
        "line 3, column shipment_reference: there is no shipment “ML-2”."
    ]


def test_a_file_may_hold_several_shipments_with_the_voices_of_all(shipment, written):
    other = factories.ShipmentFactory(reference="ML-2")
    report = factories.ReportFactory(
        shipment=other, publication__source=shipment.reports.first().publication.source
    )
    factories.ReportedDeliveryFactory(
        report=report, equipment_type__slug="trucks", equipment_type__name="Trucks", phrase="=three"
    )
    header = HEADER + ",shipment_reference"
    rows = [cells("tanks", "six", "about 50") + ",ML-1", cells("trucks", "'=three", "") + ",ML-2"]
    outcome = import_file(written(*rows, header=header, name="x.csv"), dry_run=False)
    assert outcome.summary() == "rows read 2 = 0 new + 1 changed + 1 unchanged + 0 errors"
    assert ReportedDelivery.objects.get(phrase="six").shipment == shipment


def test_a_voice_whose_reports_differ_has_no_words_to_change(client, shipment, written, tmp_path):
    tanks = ReportedDelivery.objects.first().equipment_type
    gamma = factories.SourceFactory(slug="gamma", name="Gamma")
    for count, phrase in ((7, "seven"), (9, "nine")):
        publication = factories.PublicationFactory(source=gamma, published_on="2025-02-01")
        report = factories.ReportFactory(shipment=shipment, publication=publication)
        quantity = NumericRange(count, count + 1)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=tanks, phrase=phrase, quantity=quantity
        )
    Estimate.objects.recompute([shipment.pk])
    path = tmp_path / "ML-1-matrix.csv"
    path.write_bytes(b"".join(client.get(reverse("shipment-detail", args=["ML-1"]), {"export": "csv"})))
    plan = import_file(path, dry_run=True).plan
    assert (plan.problems, plan.is_empty) == ([], True)
    header = HEADER.replace("beta", "gamma")
    plan = import_file(written(cells("tanks", "five", "eight"), header=header), dry_run=True).plan
    assert "“eight”: the reports of this voice differ on the count." in str(plan.problems[0])


def test_a_matrix_that_programs_saved_again_changes_nothing(shipment, written):
    """R numbers the rows, has its way with hyphens and writes NA; spreadsheets take (50) for a negative."""
    factories.SourceFactory._meta.model.objects.filter(slug="beta").update(slug="le-beta")
    ReportedDelivery.objects.filter(phrase="about 50").update(phrase="(50)", kind="approximate")
    header = HEADER.replace("beta", "le-beta")
    of_r = f",{HEADER.replace('beta', 'le.beta')}"
    boats = cells("boats", "", "").replace(",,", ",NA,").replace(",,", ",NA,")
    rows = (f"1,{cells('tanks', 'five', '(50)')}", f"2,{boats}")
    for path in (
        written(*rows, header=of_r),
        written(cells("tanks", "five", "-50"), header=header),
        written(f"0,{cells('tanks', 'five', '(50)')}", header=f"Unnamed: 0,{header}"),
    ):
        plan = import_file(path, dry_run=True).plan
        assert ([str(problem) for problem in plan.problems], plan.is_empty) == ([], True)
    path = written(cells("tanks", "five", "-50"), header=header)
    assert [*map(words, import_file(path, dry_run=True).plan.notes)] == [
        "1 cell of le-beta_phrase kept as recorded: a program has rewritten it, on line 2, “-50” for “(50)”."
    ]
