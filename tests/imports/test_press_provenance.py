"""Test whose words a press file passes on: by outlets, origins and quotes, and several counts of a type."""

import pytest

from inventory.imports.pipeline import import_file
from inventory.models import Citation, Estimate, Report, ReportedDelivery, ReportRepeat, Shipment
from inventory.wording.messages import words
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

RFI = {"publisher": "RFI", "url": "https://rfi.example/tb2", "lang": "fr"}
OTHER = {"publisher": "Kyiv Post", "url": "https://kyivpost.example/tanks"}


@pytest.fixture(autouse=True)
def outlets():
    """Make the outlets that the rows name besides those of the reference data."""
    for name in ("kassataya.com", "Cap Mali+ fans", "Osint Jakub"):
        factories.SourceFactory(slug=name.lower().strip("+ ").replace(" ", "-"), name=name)


def enter(path):
    """Import a file, which has no fault, and return its notes."""
    plan = import_file(path, dry_run=False).plan
    assert plan.problems == []
    return [*map(words, plan.notes)]


def voices():
    """Return for each report who published it, who speaks in it, and how surely it is ascribed."""
    reports = Report.objects.select_related("publication__source", "asserter").order_by("pk")
    return [(one.publication.source.name, one.voice.name, one.attribution) for one in reports]


@pytest.mark.parametrize(
    "cell",
    [
        "Le Monde (via kassataya.com)",
        "Le Monde, via kassataya.com",
        "Le Monde (repris par kassataya.com)",
        "Le Monde, as quoted by kassataya.com",
        "kassataya.com (citing Le Monde)",
        "kassataya.com, d’après Le Monde",
    ],
)
def test_an_outlet_that_passes_another_on_is_no_voice(press, cell):
    enter(press({"publisher": "lemonde.fr", "url": "https://lemonde.example/"}, {"publisher": cell}))
    assert voices() == [("Le Monde", "Le Monde", "stated"), ("kassataya.com", "Le Monde", "stated")]
    assert Report.objects.latest("pk").attribution_phrase in cell
    assert Shipment.objects.get().voice_count == 1


def test_an_unknown_outlet_is_asked_about_by_its_own_name(press):
    outcome = import_file(press({"publisher": "Le Monde (via nobody.example)"}), dry_run=True)
    assert [problem.unknown.name for problem in outcome.plan.problems] == ["nobody.example"]


def test_a_hat_tip_is_cited(press):
    enter(press({"publisher": "Oryx (h/t Osint Jakub)"}, {**RFI, "derived_from": "h/t Osint Jakub"}))
    assert voices() == [("Oryx", "Osint Jakub", "stated"), ("RFI", "Osint Jakub", "stated")]


def test_an_origin_of_the_whole_article_is_repeated_where_the_file_has_it(press):
    enter(
        press(
            RFI,
            {**OTHER, "derived_from": "RFI"},
            {**OTHER, "derived_from": "RFI", "equipment_norm": "BMP-3"},
            {"derived_from": "RFI?", "count_as_written": "eight", "count_min": "8", "count_max": "8"},
        )
    )
    assert [
        (one.report.publication.source.name, one.repeated.publication.source.name, one.basis)
        for one in ReportRepeat.objects.order_by("pk")
    ] == [
        ("Kyiv Post", "RFI", "stated"),
        ("Military Africa", "RFI", "inferred"),
    ]
    shipment = Shipment.objects.get()
    assert shipment.voice_count == 1
    # Eight in a copy of seven is drift.
    assert Estimate.objects.get(shipment=shipment, equipment_type__slug="t-72").state == "single"


def test_an_origin_of_one_count_leaves_the_others_the_articles_own(press):
    enter(
        press(
            {
                **RFI,
                "count_as_written": "over 100",
                "count_min": "100",
                "count_max": "",
                "count_kind": "over",
            },
            {
                **OTHER,
                "derived_from": "citing RFI",
                "count_as_written": "over 100",
                "count_min": "100",
                "count_max": "",
                "count_kind": "over",
            },
            {
                **OTHER,
                "equipment_norm": "D-30",
                "count_as_written": "three",
                "count_min": "3",
                "count_max": "3",
            },
        )
    )
    lines = ReportedDelivery.objects.order_by("pk")
    assert [line.cited_source and line.cited_source.name for line in lines] == [None, "RFI", None]
    assert not Citation.objects.exists()
    stated = dict(Estimate.objects.values_list("equipment_type__slug", "state"))
    assert (stated["t-72"], stated["d-30"]) == ("single", "single")
    assert Shipment.objects.get().voice_count == 2
    assert (
        "Drawn from, as written: citing RFI."
        in Report.objects.get(publication__source__name="Kyiv Post").note
    )


def test_what_one_case_is_drawn_from_makes_no_copy_of_another_in_the_article(press):
    enter(
        press(
            {**OTHER, "derived_from": "AFP / RFI"},
            {**OTHER, "case_id": "NE-TEST", "recipient": "Niger", "place": "Niamey"},
        )
    )
    assert not Citation.objects.exists()
    assert [
        line.cited_source and line.cited_source.slug for line in ReportedDelivery.objects.order_by("pk")
    ] == ["afp", None]


def test_an_origin_can_be_another_row(press):
    enter(press({**RFI, "report_id": "A1"}, {**OTHER, "report_id": "A2", "derived_from": "A1?"}))
    assert ReportRepeat.objects.get().basis == "inferred"


def test_articles_that_name_each_other_do_not_run_in_a_circle(press):
    enter(press({**RFI, "derived_from": "Kyiv Post"}, {**OTHER, "derived_from": "RFI"}))
    assert ReportRepeat.objects.count() == 1
    assert Shipment.objects.get().voice_count == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"quote": "A satellite image of 14 January shows seven tanks on the RN1"}, "observed"),
        ({"quote": "une image satellite du convoi sur la route nationale"}, "observed"),
        ({"quote": "el convoy, visto en la carretera con siete tanques"}, "observed"),
        ({"place": "Conakry port", "quote": "seven tanks were unloaded"}, "observed"),
        ({"quote": "seven tanks arrived in Bamako, seen by residents"}, "arrival"),
        ({"quote": "Mali received seven tanks"}, "arrival"),
        ({}, "arrival"),
    ],
)
def test_a_sight_of_the_road_is_no_arrival(press, change, expected):
    enter(press(change))
    dates = Report.objects.get().details.filter(kind__in=("arrival", "observed"))
    assert [(detail.kind, detail.date) for detail in dates] == [(expected, "2025-01-17")]


@pytest.mark.parametrize(
    ("quote", "scope", "modality"),
    [
        ("An AFP correspondent counted seven tanks on the runway", "unspecified", "observed"),
        ("On a compté seven tanks", "unspecified", "observed"),
        ("at least seven tanks were seen", "subset", "observed"),
        ("seven tanks came", "unspecified", ""),
    ],
)
def test_who_counts_gives_the_number_and_who_sees_a_part(press, quote, scope, modality):
    enter(press({"quote": quote}))
    line = ReportedDelivery.objects.get()
    assert (line.scope, line.modality) == (scope, modality)


def second(words, count, number, **also):
    """Return a second count of tanks in the article."""
    return {
        "equipment_as_written": words,
        "count_as_written": count,
        "count_min": number,
        "count_max": number,
        **also,
    }


@pytest.mark.parametrize(
    ("changes", "count", "asked"),
    [
        ((second("Russian tanks", "five", "5"),), "7–12", True),
        ((second("tanks (seen on 3 May)", "five", "5"),), "7", False),
        ((second("another tanks", "two", "2"),), "9", False),
        ((second("tanks", "two more", "2"),), "9", False),
        ((second("tanks", "five", "5", scope="additional"),), "12", False),
        ((second("Russian tanks", "seven", "7", same_as_id="R0"),), "7", False),
        ((second("tanks (in total)", "nine", "9"),), "9", False),
        ((second("T-72B3 tanks", "five", "5"),), "7–12", True),
    ],
)
def test_two_counts_of_one_type_in_an_article_are_told_apart_or_asked_about(press, changes, count, asked):
    notes = enter(press({}, *changes))
    report = Report.objects.get()
    assert report.deliveries.count() == 2
    assert any("a second time" in note for note in notes) == asked
    assert str(Estimate.objects.get(equipment_type__slug="t-72").interval) == count


def test_other_designations_are_other_items_and_asked_about(press):
    changes = [
        second(words, count, number)
        for words, count, number in (("Beiben H3000", "90", "90"), ("Beiben H4000", "45", "45"))
    ]
    (note,) = enter(press(*changes))
    assert "taken as other items, 135" in note
    assert "for the same items (90)" in note
