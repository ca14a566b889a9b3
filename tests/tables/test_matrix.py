"""Test how counts are drawn, and how words and silence of a voice are told apart."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from hypothesis import given
from hypothesis import strategies as st

from inventory.columns.column import names_of
from inventory.domain.comparison import compare
from inventory.domain.intervals import Interval
from inventory.models import ClassificationScheme
from inventory.models.readings import load_reading
from inventory.tables.matrix import build_matrix, flat_rows
from inventory.tables.matrix.bars import MARGIN, WIDTH, Scale
from inventory.tables.matrix.details import days_text
from tests import factories


def matrix_of(shipment):
    """Return the matrix of a shipment by the usual method."""
    reading = load_reading(shipment.reference)
    return build_matrix(reading, compare(reading.records.shipment_input(), reading.taxonomy))


def row_of(matrix, equipment_type):
    (row,) = (row for row in matrix.rows if row.key == equipment_type.pk)
    return row


@pytest.fixture
def tanks(db):
    category = factories.EquipmentTypeFactory(name="Tanks")
    return factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True, parent=category)


# Bars


@pytest.mark.parametrize(
    ("interval", "shape"),
    [
        (Interval(7, 7), "exact"),
        (Interval(2, 9), "range"),
        (Interval(0, 3), "range"),
        (Interval(101, None), "open"),
        (Interval(0, 0), "none"),
        (None, "unknown"),
    ],
)
def test_each_kind_of_count_has_its_shape(interval, shape):
    assert Scale(110).bar(interval).shape == shape


def test_the_unknown_and_the_denied_have_no_ink():
    assert Scale(10).bar(None).pieces == ()
    assert Scale(10).bar(Interval(0, 0)).pieces == ()


def test_an_open_end_grows_paler_up_to_the_margin():
    pieces = Scale(10).bar(Interval(7, None)).pieces
    assert [piece.fade for piece in pieces] == [0, 1, 2, 3]
    assert float(pieces[-1].x) + float(pieces[-1].width) == pytest.approx(WIDTH - MARGIN, abs=0.2)


def test_the_best_figure_is_marked_only_within_a_span():
    scale = Scale(110)
    assert scale.bar(Interval(90, 110), best=100).best == f"{scale.place(100):.1f}"
    assert scale.bar(Interval(100, 100), best=100).best == ""


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_larger_counts_never_stand_further_left(one, other, largest):
    scale = Scale.around([Interval(0, largest), Interval(min(one, other), max(one, other))])
    assert scale.place(min(one, other)) <= scale.place(max(one, other))
    assert MARGIN <= scale.place(one) <= WIDTH - MARGIN


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2025, 1, 17), (2025, 1, 17), "17 Jan 2025"),
        ((2025, 1, 1), (2025, 1, 31), "January 2025"),
        ((2025, 1, 14), (2025, 1, 17), "14–17 Jan 2025"),
        ((2024, 12, 30), (2025, 1, 2), "30 Dec 2024 – 2 Jan 2025"),
        ((2024, 1, 1), (2025, 1, 31), "January 2024 – January 2025"),
        ((2022, 1, 1), (2022, 12, 31), "2022"),
    ],
)
def test_days_are_written_as_people_do(first, last, words):
    assert days_text(datetime.date(*first), datetime.date(*last)) == words


# Cells and rows


def test_looks_of_cells(tanks):
    shipment = factories.ShipmentFactory()
    other = factories.EquipmentTypeFactory(name="T-90", family=True, parent=tanks.parent)
    stated = factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks)
    factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks, denied=True)
    factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks, unknown=True)
    factories.ReportedDeliveryFactory(
        report__shipment=shipment, report__stage="ordered", equipment_type=tanks
    )
    factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=other)
    matrix = matrix_of(shipment)
    looks = sorted(cell.look for cell in row_of(matrix, tanks).cells)
    assert looks == ["denied", "silent", "stated", "uncounted", "unknown"]
    above = row_of(matrix, tanks.parent)
    assert sorted(cell.look for cell in above.cells) == ["derived", "derived", "silent", "silent", "silent"]
    assert (above.look, row_of(matrix, tanks).look) == ("derived", "stated")
    (cell,) = (cell for cell in row_of(matrix, tanks).cells if cell.look == "stated")
    assert (cell.words, cell.count, cell.low, cell.high) == ("three", "3", 3, 3)
    assert [line.report.pk for line in cell.lines] == [stated.report.pk]


def test_an_order_says_why_it_is_not_counted(tanks):
    shipment = factories.ShipmentFactory()
    factories.ReportedDeliveryFactory(
        report__shipment=shipment, report__stage="ordered", equipment_type=tanks, phrase="nine"
    )
    (cell,) = row_of(matrix_of(shipment), tanks).cells
    assert (cell.words, cell.note, cell.bar, cell.low) == ("nine", "ordered, not delivered", None, None)


def test_a_line_names_the_source_that_it_is_borrowed_from(tanks):
    shipment, lender = factories.ShipmentFactory(), factories.SourceFactory(name="Lender")
    own = factories.ReportFactory(shipment=shipment)
    factories.ReportedDeliveryFactory(report=own, equipment_type=tanks, cited_source=lender)
    source = own.publication.source
    factories.ReportedDeliveryFactory(report=own, equipment_type=tanks, cited_source=source, phrase="few")
    lines = {line for cell in row_of(matrix_of(shipment), tanks).cells for line in cell.lines}
    assert sorted(line.borrowed_from for line in lines) == ["", "Lender"]


def test_a_count_that_is_only_borrowed_says_whose_it_is(tanks):
    shipment, lender = factories.ShipmentFactory(), factories.SourceFactory(name="Lender")
    factories.ReportedDeliveryFactory(
        report__shipment=shipment, equipment_type=tanks, cited_source=lender, phrase="nine"
    )
    notes = {cell.voice: cell.note for cell in row_of(matrix_of(shipment), tanks).cells if cell.words}
    assert "count of Lender" in notes.values()


def test_no_words_stand_for_reports_of_a_source_that_differ(tanks):
    shipment, source = factories.ShipmentFactory(), factories.SourceFactory()
    for count in (60, 80):
        factories.ReportedDeliveryFactory(
            report__shipment=shipment,
            report__publication__source=source,
            report__publication__published_on="2025-01-20",
            equipment_type=tanks,
            phrase=str(count),
            label="tanks",
            quantity=NumericRange(count, count + 1),
        )
    (cell,) = row_of(matrix_of(shipment), tanks).cells
    assert (cell.count, cell.words, cell.label, cell.is_passed_on) == ("60–80", "", "", False)
    assert [account.count for account in cell.accounts] == ["80", "60"]


def test_a_divided_voice_shows_every_account(tanks):
    shipment, speaker = factories.ShipmentFactory(), factories.SourceFactory(name="CAST")
    for name, count in (("Kyiv Post", 7), ("Defence Blog", 5)):
        publication = factories.PublicationFactory(
            source=factories.SourceFactory(name=name), published_on="2025-01-20"
        )
        report = factories.ReportFactory(shipment=shipment, publication=publication, asserter=speaker)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=tanks, quantity=NumericRange(count, count + 1)
        )
    matrix = matrix_of(shipment)
    (cell,) = row_of(matrix, tanks).cells
    assert {(account.outlet, account.count) for account in cell.accounts} == {
        ("Kyiv Post", "7"),
        ("Defence Blog", "5"),
    }
    assert cell.is_passed_on
    assert row_of(matrix, tanks).estimate.divided == ("CAST",)
    (voice,) = matrix.voices
    assert set(voice.through) == {"Kyiv Post", "Defence Blog"}


def test_guns_and_vehicles_have_no_row_in_common(tanks):
    shipment = factories.ShipmentFactory()
    guns = factories.EquipmentTypeFactory(name="Guns", unit="guns")
    report = factories.ReportFactory(shipment=shipment)
    for equipment_type in (tanks, guns):
        factories.ReportedDeliveryFactory(report=report, equipment_type=equipment_type)
    matrix = matrix_of(shipment)
    assert {row.type.text for row in matrix.rows} == {"Tanks", "T-72", "Guns"}
    assert [row.type.text for row in matrix.rows if row.is_unit_new] == ["Guns", "Tanks"]
    assert matrix.unit_count == 2


@pytest.mark.parametrize(
    ("attribution", "chain"),
    [
        ("stated", "CAST, through Kyiv Post (stated)"),
        ("inferred", "CAST, through Kyiv Post (inferred)"),
        ("guessed", "Kyiv Post; the speaker is guessed to be CAST"),
    ],
)
def test_chains_name_speaker_outlet_and_how_that_is_known(db, attribution, chain):
    report = factories.ReportFactory(
        asserter=factories.SourceFactory(name="CAST"),
        publication__source=factories.SourceFactory(name="Kyiv Post"),
        attribution=attribution,
    )
    (entry,) = matrix_of(report.shipment).entries
    assert entry.report.chain == chain


def test_grades_join_the_source_and_the_report(db):
    report = factories.ReportFactory(credibility=2)
    report.publication.source.ratings.create(
        grade="B", rated_on=datetime.date(2025, 1, 1), rated_by=factories.UserFactory(), rationale="Careful."
    )
    (entry,) = matrix_of(report.shipment).entries
    assert entry.report.grade == "B2"


def test_a_verdict_is_inherited_from_the_nearest_type_above(tanks):
    shipment = factories.ShipmentFactory()
    factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks)
    scheme = ClassificationScheme.objects.create(slug="lens", name="Lens")
    scheme.verdicts.create(equipment_type=tanks.parent, outcome="disputed", basis="It depends.")
    scheme.verdicts.create(equipment_type=tanks.parent.parent, outcome="out", basis="Nothing counts.")
    elsewhere = ClassificationScheme.objects.create(slug="other", name="Other")
    elsewhere.verdicts.create(equipment_type=tanks, outcome="out", basis="Another rule.")
    reading = load_reading(shipment.reference, "lens")
    matrix = build_matrix(reading, compare(reading.records.shipment_input(), reading.taxonomy))
    verdict = row_of(matrix, tanks).verdict
    assert (verdict.inherited_from, verdict.label, verdict.basis) == ("Tanks", "Disputed", "")
    assert row_of(matrix, tanks.parent).verdict.basis == "It depends."
    assert [scheme.slug for scheme in reading.schemes] == ["lens", "other"]


def test_plain_rows_keep_open_ends_and_unknowns_apart(tanks):
    shipment = factories.ShipmentFactory()
    for slug, line in (
        ("open", {"quantity": NumericRange(5, None), "kind": "at_least", "phrase": "at least five"}),
        ("silent", {"unknown": True}),
    ):
        factories.ReportedDeliveryFactory(
            report__shipment=shipment,
            report__publication__source=factories.SourceFactory(slug=slug),
            equipment_type=tanks,
            **line,
        )
    columns, rows = flat_rows({"ML-1": matrix_of(shipment)})
    record = dict(zip(names_of(columns), next(row for row in rows if row[1] == "t-72"), strict=True))
    assert (record["open_phrase"], record["open_low"], record["open_high"]) == ("at least five", 5, None)
    assert (record["silent_phrase"], record["silent_low"], record["silent_high"]) == (
        "undisclosed",
        None,
        None,
    )
    assert (record["estimate_low"], record["estimate_high"], record["state"]) == (5, None, "single")
