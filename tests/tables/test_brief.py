"""Tell in sentences what is agreed, disputed and unknown on a shipment; each leads to its cells."""

import re

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.text import slugify
from django.utils.translation import override

from inventory.domain.comparison import compare
from inventory.models.readings import load_reading
from inventory.tables.brief import brief_parts
from inventory.tables.matrix import Layout, Selection, build_matrix
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory()


@pytest.fixture
def vehicles():
    return factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")


@pytest.fixture
def tanks(vehicles):
    return factories.EquipmentTypeFactory(slug="t-72", name="T-72", family=True, parent=vehicles)


def count(shipment, kind, low, high, source, **report):
    publication = factories.PublicationFactory(
        source=factories.SourceFactory(name=source, slug=slugify(source))
    )
    made = factories.ReportFactory(shipment=shipment, publication=publication, **report)
    factories.ReportedDeliveryFactory(
        report=made,
        equipment_type=kind,
        kind="none" if high == 0 else "exact" if low == high else "range" if high else "at_least",
        quantity=NumericRange(low, None if high is None else high + 1),
    )
    return made


def brief(shipment, rows=None):
    reading = load_reading(shipment.reference)
    comparison = compare(reading.records.shipment_input(), reading.taxonomy)
    return brief_parts(reading, comparison, build_matrix(reading, comparison, Layout(rows=rows)), "?rows=all")


def words(shipment):
    """Return the sentences of each part, without marks."""
    return {
        part.slug: [re.sub(r"<[^>]+>", "", one) for one in (*part.sentences, *part.more)]
        for part in brief(shipment)
    }


def test_what_is_agreed_says_how_many_who_says_so_and_who_allows_it(shipment, vehicles, tanks):
    count(shipment, vehicles, 101, None, "Alpha")
    count(shipment, vehicles, 90, 110, "Beta")
    count(shipment, tanks, 7, 7, "Gamma")
    assert words(shipment)["agreed"] == [
        "101–110 vehicles, stated by Alpha and Beta, compatible with 1 more."
    ]


def test_a_bound_that_other_counts_narrow_is_not_put_into_the_mouth_of_who_states_it(
    shipment, vehicles, tanks
):
    count(shipment, vehicles, 1, 80, "Alpha")
    count(shipment, tanks, 20, 30, "Beta")
    assert words(shipment)["single"] == [
        "20–80 vehicles, stated by Alpha alone, by its words 1–80, compatible with 1 more."
    ]


def test_voices_on_one_video_are_told_as_one_basis(shipment, tanks):
    video = factories.EvidenceFactory(shipment=shipment, title="A video")
    for source in ("Alpha", "Beta"):
        video.reports.add(count(shipment, tanks, 7, 7, source))
    told = words(shipment)
    assert told["agreed"] == ["7 T-72, stated by Alpha and Beta, on 1 basis."]
    assert told["basis"] == [
        "2 independent voices on 1 basis.",
        "Alpha and Beta rest on the same evidence: A video.",
    ]


def test_a_dispute_names_who_says_what(shipment, tanks):
    count(shipment, tanks, 5, 5, "Alpha")
    count(shipment, tanks, 9, None, "Beta")
    count(shipment, tanks, 0, 0, "Gamma")
    assert words(shipment)["disputed"] == ["T-72: 5 by Alpha, at least 9 by Beta, denied by Gamma."]


def test_a_report_that_contradicts_itself_is_told_as_words_that_differ(shipment, tanks):
    report = count(shipment, tanks, 75, 75, "Alpha")
    report.deliveries.update(scope="total")
    factories.ReportedDeliveryFactory(
        report=report,
        equipment_type=tanks,
        kind="range",
        quantity=NumericRange(90, 100),
        scope="total",
        phrase="nearly 100",
    )
    assert words(shipment)["disputed"] == ["T-72: 75–99 by Alpha, whose words differ."]


def test_many_voices_are_counted_beyond_a_few(shipment, tanks):
    for letter in "ABCDEF":
        count(shipment, tanks, 7, 7, letter)
    assert words(shipment)["agreed"] == ["7 T-72, stated by A, B, C, D and 2 more."]


def test_a_detail_in_dispute_has_no_winner_and_tells_ways_of_saying_it_apart(shipment):
    reports = [factories.ReportFactory(shipment=shipment) for _ in range(3)]
    syria = factories.PlaceFactory(name="Syria")
    said = {"kind": "origin", "place": syria}
    factories.ReportedDetailFactory(report=reports[0], **said, modality="suspected", hedge="may have come")
    factories.ReportedDetailFactory(report=reports[1], **said, is_partial=True, hedge="part")
    factories.ReportedDetailFactory(report=reports[2], **said, polarity="denied", modality="observed")
    factories.ReportedDetailFactory(
        report=reports[2], kind="origin", place=factories.PlaceFactory(name="Murmansk"), modality="observed"
    )
    assert words(shipment)["disputed"] == [
        "Origin: Syria (suspected by 1, in part by 1; denied by 1 on observation) · Murmansk (observed by 1)."
    ]


def test_what_is_promised_stands_apart(shipment, tanks):
    count(shipment, tanks, 160, 160, "Alpha", stage="ordered")
    count(shipment, tanks, 36, 36, "Beta")
    told = words(shipment)
    assert told["promised"] == ["160 T-72, stated by Alpha alone."]
    assert told["single"] == ["36 T-72, stated by Beta alone."]


def test_what_nobody_says_is_named(shipment, tanks):
    factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tanks, unknown=True)
    assert words(shipment)["unknown"] == [
        "Number not reported: T-72.",
        "Not reported: supplier, origin, destination, recipient, arrival.",
    ]


def test_where_a_delivery_was_made_says_where_it_went(shipment, tanks):
    report = count(shipment, tanks, 3, 3, "Alpha")
    kati = factories.PlaceFactory(name="Kati")
    factories.ReportedDetailFactory(report=report, kind="delivery_point", place=kati)
    assert words(shipment)["unknown"] == ["Not reported: supplier, origin, recipient, arrival."]
    report = count(shipment, tanks, 3, 3, "Beta")
    factories.ReportedDetailFactory(report=report, kind="delivery_point", place=kati)
    assert words(shipment)["agreed"][1:] == ["Delivery point: Kati (reported by 2)."]


def test_a_class_in_dispute_names_who_gives_which(shipment, tanks, vehicles):
    for name in ("Carriers", "Ambulances"):
        given = factories.EquipmentTypeFactory(name=name, parent=vehicles)
        line = {"label_type": given, "label": name, "equipment_type": tanks}
        factories.ReportedDeliveryFactory(
            report__shipment=shipment, report__publication__source__name=f"{name} Post", **line
        )
    assert words(shipment)["disputed"] == [
        "T-72, class: ambulances by Ambulances Post, carriers by Carriers Post."
    ]


def test_links_lead_to_cells_and_show_rows_that_are_hidden(shipment, vehicles, tanks):
    guns = factories.EquipmentTypeFactory(slug="guns", name="Guns", unit="guns", parent=vehicles.parent)
    count(shipment, tanks, 5, 5, "Alpha")
    count(shipment, tanks, 9, 9, "Beta")
    count(shipment, guns, 3, 3, "Gamma")
    parts = {part.slug: part for part in brief(shipment)}
    assert 'href="#type-t-72"' in parts["disputed"].sentences[0]
    assert re.search(r'href="#said-\d+-\d+">Alpha', parts["disputed"].sentences[0])
    assert 'href="?rows=all#type-guns"' in parts["single"].sentences[0]
    every = {part.slug: part for part in brief(shipment, Selection.ALL)}
    assert 'href="#type-guns"' in every["single"].sentences[0]


def test_names_are_escaped(shipment, tanks):
    count(shipment, tanks, 7, 7, "<b>Alpha</b>")
    (sentence,) = next(part for part in brief(shipment) if part.slug == "single").sentences
    assert "&lt;b&gt;Alpha" in sentence


def test_without_reports_nothing_is_said(shipment):
    assert brief(shipment) == ()


def test_it_is_told_in_the_readers_language(shipment, tanks):
    count(shipment, tanks, 7, 7, "Alpha")
    count(shipment, tanks, 7, None, "Beta")
    with override("fr"):
        assert words(shipment)["agreed"] == ["7 T-72, indiqué par Alpha et Beta."]
