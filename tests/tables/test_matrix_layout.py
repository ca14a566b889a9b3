"""Test how rows fold, how reports open beside their voice, and how details stand under the counts."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import compare
from inventory.models.readings import load_reading
from inventory.tables.matrix import Layout, Selection, build_matrix, flat_rows
from inventory.tables.matrix.layout import toggle
from tests import factories


def matrix_of(shipment, **layout):
    """Return the matrix of a shipment by the usual method, laid out as asked."""
    reading = load_reading(shipment.reference)
    return build_matrix(
        reading, compare(reading.records.shipment_input(), reading.taxonomy), Layout(**layout)
    )


@pytest.fixture
def shipment(db):
    """Return a shipment on which Alpha counts tanks, and Beta repeats that with a count of its own."""
    shipment = factories.ShipmentFactory()
    category = factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    t_72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True, parent=category)
    below = factories.EquipmentTypeFactory(slug="t-72b", name="T-72B", family=True, parent=t_72)
    alpha = factories.ReportFactory(
        shipment=shipment,
        publication__source__name="Alpha",
        publication__source__slug="alpha",
        publication__published_on="2025-01-20",
    )
    beta = factories.ReportFactory(
        shipment=shipment,
        publication__source__name="Beta",
        publication__source__slug="beta",
        publication__published_on="2025-01-19",
    )
    factories.ReportRepeatFactory(report=beta, repeated=alpha)
    factories.ReportedDeliveryFactory(report=alpha, equipment_type=below, phrase="seven")
    factories.ReportedDeliveryFactory(
        report=beta, equipment_type=below, phrase="several", kind="vague", quantity=NumericRange(3, 10)
    )
    factories.ReportedDetailFactory(report=alpha, kind="arrival", place=None, date="2025-01-17")
    return shipment


# Folding


@pytest.mark.parametrize(
    ("names", "name", "toggled"),
    [((), "a", ("a",)), (("a",), "a", ()), (("a", "b"), "a", ("b",)), (("a",), "b", ("a", "b"))],
)
def test_toggling_adds_or_takes_away(names, name, toggled):
    assert toggle(names, name) == toggled


def shown(matrix):
    return [row.slug for row in matrix.rows if not row.is_hidden]


def test_a_folded_row_hides_what_is_below_it_and_counts_it(shipment):
    assert shown(matrix_of(shipment)) == ["tanks", "t-72", "t-72b"]
    folded = matrix_of(shipment, folded=("t-72",))
    assert shown(folded) == ["tanks", "t-72"]
    (row,) = (row for row in folded.rows if row.is_folded)
    assert (row.slug, row.below, row.toggled) == ("t-72", 1, ())
    assert shown(matrix_of(shipment, folded=("tanks", "t-72"))) == ["tanks"]


def test_what_has_nothing_below_and_what_is_unknown_folds_nothing(shipment):
    matrix = matrix_of(shipment, folded=("t-72b", "nothing"))
    assert shown(matrix) == ["tanks", "t-72", "t-72b"]
    assert not any(row.is_folded for row in matrix.rows)


def test_a_file_holds_folded_rows_too(shipment):
    folded, plain = matrix_of(shipment, folded=("tanks",)), matrix_of(shipment)
    assert list(flat_rows({"ML-1": folded})[1]) == list(flat_rows({"ML-1": plain})[1])


# Opened reports


def test_reports_open_beside_their_voice_newest_first(shipment):
    closed, opened = matrix_of(shipment), matrix_of(shipment, opened=("alpha",))
    (voice,) = opened.voices
    assert [member.report.outlet.text for member in voice.opened] == ["Alpha", "Beta"]
    assert (closed.voices[0].opened, closed.voices[0].toggled, voice.toggled) == ((), ("alpha",), ())
    (row,) = (row for row in opened.rows if row.slug == "t-72b")
    assert [cell.words for cell in row.columns] == ["seven", "seven", "several"]
    assert [cell.words for cell in row.cells] == ["seven"]
    identifiers = [cell.identifier for cell in row.columns]
    assert len(set(identifiers)) == 3


def test_vague_words_say_so(shipment):
    (row,) = (row for row in matrix_of(shipment, opened=("alpha",)).rows if row.slug == "t-72b")
    assert [cell.vagueness for cell in row.columns] == ["", "", "Vague"]


def test_a_voice_of_one_report_has_nothing_to_open(shipment):
    factories.ReportedDeliveryFactory(
        report__shipment=shipment,
        report__publication__source__slug="gamma",
        equipment_type=factories.EquipmentTypeFactory(family=True),
    )
    matrix = matrix_of(shipment, opened=("gamma",))
    assert all(voice.opened == () for voice in matrix.voices)
    assert {len(row.columns) for row in matrix.rows} == {2}


# Details


def detail_row(matrix, kind="arrival"):
    (row,) = (row for row in matrix.detail_rows.rows if row.kind == kind)
    return row


def test_a_detail_stands_in_its_voices_column(shipment):
    gamma = factories.ReportFactory(shipment=shipment, publication__source__name="Gamma")
    factories.ReportedDetailFactory(report=gamma, kind="arrival", place=None, date="2025-01-18")
    matrix = matrix_of(shipment, opened=("alpha",))
    said = {cell.voice: [one.text for one in cell.shown] for cell in detail_row(matrix).columns}
    assert said["Alpha"] == ["17 Jan 2025"]
    assert said["Gamma"] == ["18 Jan 2025"]
    assert said["Alpha, in its own voice"] == ["17 Jan 2025"]
    looks = [cell.look for cell in detail_row(matrix).columns]
    assert sorted(looks) == ["silent", "stated", "stated", "stated"]
    assert detail_row(matrix).state == "conflict"


def test_a_denial_and_what_most_voices_share(shipment):
    place = factories.PlaceFactory(name="Syria")
    for polarity in ("affirmed", "affirmed", "denied"):
        report = factories.ReportFactory(shipment=shipment)
        factories.ReportedDetailFactory(report=report, kind="origin", place=place, polarity=polarity)
    row = detail_row(matrix_of(shipment), "origin")
    assert sorted(cell.look for cell in row.columns) == ["denied", "silent", "stated", "stated"]
    # What is disputed has no winner.
    assert (row.text, row.state) == ("", "conflict")


def test_what_one_voice_alone_says_is_no_conclusion(shipment):
    factories.ReportedDetailFactory(
        report=factories.ReportFactory(shipment=shipment), kind="origin", place=factories.PlaceFactory()
    )
    row = detail_row(matrix_of(shipment), "origin")
    assert (row.text, row.state) == ("", "single")


def test_details_fold_together(shipment):
    rows = matrix_of(shipment, folded=("details",)).detail_rows
    assert (rows.is_folded, rows.toggled) == (True, ())
    assert matrix_of(shipment).detail_rows.toggled == ("details",)


# Rows


@pytest.fixture
def disputed(db):
    """Return a shipment on which T-72 is in dispute beside T-90, and guns are agreed."""
    shipment = factories.ShipmentFactory()
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=vehicles)
    t_72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True, parent=tanks)
    t_90 = factories.EquipmentTypeFactory(slug="t-90", name="T-90", family=True, parent=tanks)
    trucks = factories.EquipmentTypeFactory(slug="trucks", name="Trucks", parent=vehicles)
    guns = factories.EquipmentTypeFactory(slug="guns", name="Guns", unit="guns", position=9)
    for number in (5, 9):
        report = factories.ReportFactory(shipment=shipment)
        for kind, counted in ((t_72, number), (guns, 3)):
            factories.ReportedDeliveryFactory(
                report=report, equipment_type=kind, quantity=NumericRange(counted, counted + 1)
            )
    for kind in (t_90, trucks):
        factories.ReportedDeliveryFactory(report=report, equipment_type=kind)
    return shipment


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (None, ["vehicles", "tanks", "t-72", "t-90"]),
        ("disputed", ["vehicles", "tanks", "t-72", "t-90"]),
        ("stated", ["vehicles", "tanks", "t-72", "t-90", "trucks", "guns"]),
        ("all", ["vehicles", "tanks", "t-72", "t-90", "trucks", "guns"]),
    ],
)
def test_a_matrix_opens_on_what_is_disputed_and_stated_beside_it(disputed, rows, names):
    matrix = matrix_of(disputed, rows=rows and Selection(rows))
    assert shown(matrix) == names
    assert matrix.hidden_count == 6 - len(names)


def test_without_a_dispute_what_is_stated_is_shown(shipment):
    matrix = matrix_of(shipment, rows=None)
    assert matrix.selection is Selection.STATED
    assert shown(matrix) == ["tanks", "t-72", "t-72b"]


def test_a_file_has_all_rows_whatever_is_shown(disputed):
    _columns, rows = flat_rows({"ML-1": matrix_of(disputed, rows=None)})
    assert len(list(rows)) == 6


def test_of_details_those_in_dispute_are_shown_and_all_where_none_is(disputed):
    one, other = disputed.reports.order_by("pk")
    factories.ReportedDetailFactory(report=one, kind="arrival", place=None, date="2025-01-17")
    assert [row.kind for row in matrix_of(disputed, rows=None).detail_rows.rows] == ["arrival"]
    for report in (one, other):
        factories.ReportedDetailFactory(report=report, kind="destination")
    assert [row.kind for row in matrix_of(disputed, rows=None).detail_rows.rows] == ["destination"]


def test_a_folded_row_counts_only_what_it_hides(disputed):
    matrix = matrix_of(disputed, rows=None, folded=("vehicles",))
    assert shown(matrix) == ["vehicles"]
    assert matrix.rows[0].below == 3


def test_an_estimate_that_the_total_above_narrows_says_so(db):
    shipment = factories.ShipmentFactory()
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=vehicles)
    trucks = factories.EquipmentTypeFactory(slug="trucks", name="Trucks", parent=vehicles)
    for kind, least, most in ((vehicles, 101, 110), (trucks, 46, 46), (tanks, 24, 99), (tanks, 63, 120)):
        report = factories.ReportFactory(shipment=shipment)
        quantity = NumericRange(least, most + 1)
        factories.ReportedDeliveryFactory(report=report, equipment_type=kind, kind="range", quantity=quantity)
    rows = {row.slug: row.estimate for row in matrix_of(shipment, rows=Selection.ALL).rows}
    assert (rows["tanks"].text, rows["tanks"].said) == ("63–64", "63–99")
    assert [rows[slug].said for slug in ("vehicles", "trucks")] == ["101–110", ""]


def test_what_only_a_copy_says_is_no_word_of_its_root_in_a_file(db):
    shipment = factories.ShipmentFactory()
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", unit="vehicles")
    guns = factories.EquipmentTypeFactory(slug="guns", name="Guns", unit="guns")
    root = factories.ReportFactory(shipment=shipment)
    copy = factories.ReportFactory(shipment=shipment, asserter=root.voice, attribution="stated")
    factories.ReportedDeliveryFactory(report=root, equipment_type=tanks, phrase="five")
    factories.ReportedDeliveryFactory(report=copy, equipment_type=guns, phrase="three")
    matrix = matrix_of(shipment, rows=Selection.ALL)
    columns, rows = flat_rows({shipment.reference: matrix})
    names = [column.name for column in columns]
    words = {row[1]: dict(zip(names, row, strict=True))[f"{root.voice.slug}_phrase"] for row in rows}
    assert words == {"tanks": "five", "guns": ""}
    (cell,) = (row.cells[0] for row in matrix.rows if row.slug == "guns")
    assert (cell.words, cell.marks[0].label) == ("three", "Added when repeated")


def test_a_voice_whose_total_leaves_less_shows_how_many_it_leaves(db):
    shipment = factories.ShipmentFactory()
    aircraft = factories.EquipmentTypeFactory(slug="aircraft", name="Aircraft", unit="aircraft")
    combat = factories.EquipmentTypeFactory(slug="combat", name="Combat", unit="aircraft", parent=aircraft)
    trainers = factories.EquipmentTypeFactory(
        slug="trainers", name="Trainers", unit="aircraft", parent=aircraft
    )
    for kind, count in ((combat, 8), (aircraft, 5), (trainers, 1)):
        report = factories.ReportFactory(shipment=shipment)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=kind, quantity=NumericRange(count, count + 1)
        )
    rows = {row.slug: row for row in matrix_of(shipment, rows=Selection.ALL).rows}
    said = [(cell.look, cell.count) for cell in rows["combat"].cells]
    assert sorted(said) == [("derived", "0–5"), ("silent", ""), ("stated", "8")]
    assert len(rows["combat"].estimate.dissenters) == 1
    # Where it excludes nothing, that a total leaves room says nothing of a type.
    assert {cell.look for cell in rows["trainers"].cells} == {"stated", "silent"}
