"""Test that curated cases load once or are refused, and that the January 2025 convoy shows what it must."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from inventory.domain.comparison import DetailRow, Row, compare
from inventory.domain.independence import Voice
from inventory.domain.intervals import Interval
from inventory.imports.cases import CaseFileError, load_case
from inventory.imports.reference import REFERENCE_FOLDER, load_reference
from inventory.models import (
    Country,
    EquipmentType,
    Estimate,
    Evidence,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    Shipment,
    Source,
)
from inventory.models.input_loading import load_input_rows
from tests import factories

CONVOY = REFERENCE_FOLDER.parent / "demo" / "january_2025_convoy.toml"
REFERENCE = "ML-2025-01-17"

SMALL = """
key = "small"

[[publications]]
key = "article"
source = "RFI"
title = "Convoy"
published = "2025-01-30"

[[shipments]]
reference = "ML-1"
title = "Convoy"

[[reports]]
key = "own"
shipment = "ML-1"
publication = "article"
lines = [
    { type = "Vehicles", phrase = "100" },
    { type = "Trucks", phrase = "half", base = "Vehicles" },
]
details = [{ kind = "origin", value = "Syria" }]

[[evidence]]
key = "video"
shipment = "ML-1"
kind = "video"
title = "Video"
reports = ["own"]
counts = { "T-72" = 2 }
"""


@dataclass(frozen=True)
class Convoy:
    """Hold the shipment as it stands after loading, with slugs and names in place of primary keys."""

    shipment: Shipment
    rows: dict[str, Row]
    estimates: dict[str, Estimate]
    details: dict[str, DetailRow]
    voices: dict[str, Voice]
    reports: dict[int, str]
    names: dict[tuple[str, int | str], str]
    categories: dict[int, str]
    second_run: tuple[int, int]

    def said_by(self, type_slug: str, source: str) -> Interval | None:
        """Return what a voice says on a type."""
        return dict(zip(self.voices, self.rows[type_slug].cells, strict=True))[source].interval

    def affirming(self, kind: str, value: str) -> set[str]:
        return {name for name, affirmed, _ in self._values(kind) if name == value for name in affirmed}

    def denying(self, kind: str, value: str) -> set[str]:
        return {name for name, _, denied in self._values(kind) if name == value for name in denied}

    def _values(self, kind: str):
        by_key = {voice.key: slug for slug, voice in self.voices.items()}
        for value in self.details[kind].values:
            yield (
                self.names.get(value.value, value.value[1]),
                [by_key[key] for key in value.affirmed_by],
                [by_key[key] for key in value.denied_by],
            )


@pytest.fixture(scope="module")
def convoy(django_db_setup, django_db_blocker) -> Convoy:
    """Load the real files, read off everything, and leave the database as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        load_case(CONVOY)
        again = load_case(CONVOY)
        found = _read_off((again.new, again.changed))
        transaction.set_rollback(True)
    return found


def _read_off(second_run: tuple[int, int]) -> Convoy:
    shipment = Shipment.objects.get(reference=REFERENCE)
    comparison = compare(
        load_input_rows([shipment.pk])[shipment.pk].shipment_input(), EquipmentType.objects.taxonomy()
    )
    slugs = dict(EquipmentType.objects.values_list("pk", "slug"))
    sources = dict(Source.objects.values_list("pk", "slug"))
    places = {("place", pk): name for pk, name in Place.objects.values_list("pk", "name")}
    countries = {("country", pk): name for pk, name in Country.objects.values_list("pk", "name")}
    return Convoy(
        shipment=shipment,
        rows={slugs[row.type]: row for row in comparison.rows},
        estimates={
            estimate.equipment_type.slug: estimate
            for estimate in shipment.estimates.select_related("equipment_type")
        },
        details={row.kind: row for row in comparison.details},
        voices={"+".join(sources[key] for key in voice.key): voice for voice in comparison.voices.voices},
        reports={
            report.pk: "/".join(
                (report.publication.source.slug, report.asserter.slug if report.asserter else "own")
            )
            for report in Report.objects.select_related("publication__source", "asserter")
        },
        names=places | countries,
        categories=slugs,
        second_run=second_run,
    )


def test_the_shipment_counts_publications_voices_and_evidence_apart(convoy):
    assert (convoy.shipment.publication_count, convoy.shipment.voice_count) == (9, 8)
    assert convoy.shipment.evidence_count == 2
    assert convoy.shipment.state == "conflict"


def test_a_second_run_changes_nothing(convoy):
    assert convoy.second_run == (0, 0)


@pytest.mark.parametrize("slug", ["t-72", "t-72b3"])
def test_t_72_is_agreed_on_seven_by_three_voices(convoy, slug):
    estimate = convoy.estimates[slug]
    assert estimate.interval == Interval(7, 7)
    assert (estimate.stated_by, estimate.voices, estimate.state) == (3, 3, "agreed")
    assert convoy.said_by(slug, "cast") == Interval(7, 7)
    assert convoy.said_by(slug, "military-africa") == Interval(5, None)
    assert convoy.said_by(slug, "defenceweb") == Interval(2, None)


def test_the_seed_article_is_one_voice_with_defenceweb(convoy):
    reports = {
        convoy.reports[report.key]: report.role
        for report in convoy.voices["defenceweb"].reports
        if report.is_active
    }
    assert reports == {"defenceweb/own": "own", "seed-article/own": "derivative"}


def test_a_guessed_speaker_is_no_voice(convoy):
    assert not any("ukraine" in name for name in convoy.voices)
    folded = {
        convoy.reports[report.key]
        for voice in convoy.voices.values()
        for report in voice.reports
        if report.is_folded
    }
    assert folded == {"seed-article/ukraine-ministry-of-defence"}


def test_the_institute_speaks_once_though_two_publications_pass_it_on(convoy):
    assert {convoy.reports[report.key] for report in convoy.voices["isw"].reports} == {
        "isw/own",
        "seed-article/isw",
    }
    assert convoy.affirming("relation", "unrelated to the fall of the assad regime") == {"isw"}


def test_the_origin_is_in_conflict(convoy):
    assert convoy.details["origin"].state == "conflict"
    assert convoy.affirming("origin", "Syria") == {"defenceweb", "cast"}
    assert convoy.denying("origin", "Syria") == {"raids"}
    assert convoy.affirming("origin", "Murmansk") == {"raids"}
    assert convoy.affirming("origin", "Russia") == {"cast"}


def test_bmp_3_against_bmd_is_a_conflict_on_infantry_fighting_vehicles(convoy):
    assert convoy.rows["bmp-3"].state == "conflict"
    # Somebody counts fighting vehicles, so that they stay as they are, with the mark.
    assert [convoy.categories[key] for key in convoy.rows["ifv"].concluded.conflict_below] == ["bmp-3"]
    assert convoy.estimates["bmp-3"].state == "conflict"
    assert convoy.said_by("bmp-3", "cast") == Interval(5, 5)
    assert convoy.said_by("bmp-3", "defenceweb") == Interval(2, None)
    assert convoy.said_by("bmp-3", "military-africa") == Interval(0, 0)
    assert convoy.said_by("bmd", "military-africa") == Interval(2, None)


def test_the_class_of_the_linza_is_in_conflict_and_its_count_is_not(convoy):
    classes = {convoy.categories[key] for key in convoy.rows["linza"].concluded.type_conflict}
    assert classes == {"apc", "armoured-ambulances"}
    assert convoy.rows["linza"].state == "agreed"


def test_trucks_are_at_least_46_by_share_and_no_count_of_classes_touches_them(convoy):
    assert convoy.estimates["trucks"].interval.low == 46
    assert convoy.said_by("trucks", "raids") is None
    assert convoy.said_by("combat-vehicles-unspecified", "raids") == Interval(54, 66)
    assert convoy.said_by("logistic-vehicles-unspecified", "raids") == Interval(36, 44)


@pytest.mark.parametrize(
    ("slug", "count", "support"),
    [("d-30", 3, 2), ("boats", 2, 2), ("btr-82a", 7, 2), ("anti-aircraft-guns", 2, 1)],
)
def test_counts_that_agree_or_stand_alone(convoy, slug, count, support):
    estimate = convoy.estimates[slug]
    assert (estimate.interval, estimate.stated_by, estimate.voices) == (
        Interval(count, count),
        support,
        support,
    )


def test_the_whole_convoy_is_over_a_hundred_and_about_a_hundred(convoy):
    assert convoy.said_by("vehicles", "frontelligence-insight") == Interval(101, None)
    assert convoy.said_by("vehicles", "le-monde") == Interval(90, 110)
    assert convoy.said_by("armoured-vehicles", "le-monde") == Interval(24, 99)
    assert convoy.estimates["vehicles"].interval == Interval(101, 110)


def test_the_arrival_and_the_sighting_on_the_way_are_two_dates(convoy):
    assert {day.isoformat() for day in convoy.details["arrival"].days} == {"2025-01-17"}
    # Only Frontelligence says it; the seed article added it to defenceWeb's words.
    assert convoy.details["arrival"].state == "single"
    assert len(convoy.details["arrival"].drift) == 1
    assert convoy.details["observed"].state == "single"
    assert convoy.affirming("observed", "2025-01-14") == {"rfi"}
    assert convoy.affirming("transit", "Tabili") == {"rfi"}
    assert convoy.affirming("stage", "in_transit") == {"rfi"}


def test_vehicles_guns_and_boats_are_never_added(convoy):
    assert convoy.rows["military-equipment"].estimate is None
    assert all(cell.interval is None for cell in convoy.rows["military-equipment"].cells)


@pytest.fixture
def reference(db) -> None:
    """Make the few rows that the small case names."""
    factories.SourceFactory(slug="rfi", name="RFI")
    factories.PlaceFactory(slug="syria", name="Syria")
    vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles")
    factories.EquipmentTypeFactory(slug="trucks", name="Trucks", parent=vehicles)
    factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=vehicles, family=True)


def write(folder: Path, text: str) -> Path:
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.usefixtures("reference")
def test_a_case_loads_with_its_estimates(tmp_path):
    outcome = load_case(write(tmp_path, SMALL))
    assert (outcome.new, outcome.changed, outcome.unchanged) == (9, 0, 0)
    publication = Publication.objects.get()
    assert (publication.source.slug, publication.published_on) == ("rfi", "2025-01-30")
    share = ReportedDelivery.objects.get(equipment_type__slug="trucks")
    assert (share.phrase, share.kind, share.interval) == ("half", "share", Interval(45, 55))
    assert share.base.equipment_type.slug == "vehicles"
    assert Estimate.objects.get(equipment_type__slug="trucks").interval == Interval(45, 55)
    evidence = Evidence.objects.get()
    assert evidence.reports.get().publication == publication
    assert [(count.equipment_type.slug, count.count) for count in evidence.counts.all()] == [("t-72", 2)]


@pytest.mark.usefixtures("reference")
def test_a_changed_case_changes_its_rows_and_estimates(tmp_path):
    load_case(write(tmp_path, SMALL))
    uid = ReportedDelivery.objects.get(equipment_type__slug="vehicles").uid
    outcome = load_case(write(tmp_path, SMALL.replace('phrase = "100"', 'phrase = "about 200"')))
    assert (outcome.new, outcome.changed) == (0, 2)
    line = ReportedDelivery.objects.get(uid=uid)
    assert (line.phrase, line.interval, line.best) == ("about 200", Interval(180, 220), 200)
    assert Estimate.objects.get(equipment_type__slug="vehicles").interval == Interval(180, 220)


@pytest.mark.usefixtures("reference")
def test_a_report_may_count_one_type_in_several_lines(tmp_path):
    lines = """
    { type = "Vehicles", phrase = "100", label = "first column" },
    { key = "second", type = "Vehicles", phrase = "20", label = "second column" },
    { type = "Vehicles", phrase = "5", scope = "additional" },
    { type = "Trucks", phrase = "half", base = "second" },
]
details"""
    more = lines.join((SMALL.partition("lines = [")[0] + "lines = [", SMALL.partition("details")[2]))
    for _again in range(2):
        load_case(write(tmp_path, more))
    found = ReportedDelivery.objects.filter(equipment_type__slug="vehicles").order_by("pk")
    assert [line.phrase for line in found] == ["100", "20", "5"]
    share = ReportedDelivery.objects.get(equipment_type__slug="trucks")
    assert (share.base, share.interval) == (found[1], Interval(9, 11))
    # Told apart by label and scope, they are added.
    assert Estimate.objects.get(equipment_type__slug="vehicles").interval == Interval(125, 125)


@pytest.mark.usefixtures("reference")
def test_a_shipment_that_a_person_made_is_taken_up_under_its_reference(tmp_path):
    made = factories.ShipmentFactory(reference="ML-1", title="Mine")
    load_case(write(tmp_path, SMALL))
    assert Shipment.objects.get().uid == made.uid
    assert Shipment.objects.get().title == "Convoy"


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"100"', '"D-30"', "case.toml, reports[0].lines[0].phrase: “D-30”: The digits belong"),
        ('phrase = "100"', 'label = "lorries"', "reports[0].lines[0].phrase: give either the phrase"),
        (
            'base = "Vehicles"',
            'base = "Tanks"',
            "reports[0].lines[1].base: “tanks” is not the key or type of one other line",
        ),
        ('phrase = "half", base', 'phrase = "10", base', "reports[0].lines[1].base: “10” is not a share"),
        (', base = "Vehicles"', "", "reports[0].lines[1].phrase: “half”"),
        (
            'type = "Trucks"',
            'type = "Truks"',
            "reports[0].lines[1].type: “Truks” is not the name of a known equipment type",
        ),
        (
            'type = "Trucks"',
            'key = "Vehicles", type = "Trucks"',
            "reports[0].lines[1].key: “vehicles” is the key or type of another line of this report already.",
        ),
        (
            'type = "Vehicles", phrase = "100" }',
            'type = "Vehicles", phrase = "100" }, { type = "Vehicles", phrase = "20" }',
            "reports[0].lines[2].base: “vehicles” is not the key or type of one other line",
        ),
        (
            'source = "RFI"',
            'source = "RFY"',
            "publications[0].source: “RFY” is not the name of a known source",
        ),
        ('"2025-01-30"', '"30 January"', "publications[0].published: "),
        ('kind = "origin"', 'kind = "orgin"', "reports[0].details[0].kind: “orgin” is none of"),
        ('kind = "video"', 'kind = "film"', "evidence[0].kind: “film” is none of photo, video"),
        (
            'shipment = "ML-1"',
            'shipment = "ML-2"',
            "reports[0].shipment: “ML-2” is not the key of a shipment.",
        ),
        (
            'reports = ["own"]',
            'reports = ["other"]',
            "evidence[0].reports[0]: “other” is not the key of a report.",
        ),
        ('"T-72" = 2', '"T-72" = 0', "evidence[0].counts.T-72: “0” is not a whole number of one or more."),
        ('title = "Video"', 'titel = "Video"', "evidence[0].titel: is unknown"),
        ('title = "Video"', "title = 7", "evidence[0].title: “7” is not a text"),
        ("published =", 'url = "rfi.fr"\npublished =', "publications[0].url: “rfi.fr” is not a web address."),
        (
            'key = "own"',
            'key = "own"\nrepeats = ["own"]',
            "reports[0].repeats: repeats itself: reports[0] → reports[0].",
        ),
        ('key = "small"', "", "key: is missing."),
        ("[[shipments]]", "[shipments]", "shipments: “{'reference': 'ML-1'"),
        ("[[shipments]]", "[[shipments", "case.toml: is not TOML: "),
    ],
)
def test_a_bad_case_is_refused_with_its_place_and_nothing_is_written(tmp_path, old, new, message):
    assert old in SMALL
    with pytest.raises(CaseFileError) as refused:
        load_case(write(tmp_path, SMALL.replace(old, new, 1)))
    assert any(message in str(problem) for problem in refused.value.problems), str(refused.value)
    assert not Publication.objects.exists()
    assert not Shipment.objects.exists()


@pytest.mark.usefixtures("reference")
def test_a_close_name_is_proposed(tmp_path):
    with pytest.raises(CaseFileError, match=r"“Truks” .* It may mean “Trucks”"):
        load_case(write(tmp_path, SMALL.replace('type = "Trucks"', 'type = "Truks"')))


@pytest.mark.usefixtures("reference")
def test_a_name_of_several_things_is_refused(tmp_path):
    factories.PlaceFactory(slug="syria-town", name="Syria")
    with pytest.raises(CaseFileError, match="“Syria” is the name of several: syria, syria-town"):
        load_case(write(tmp_path, SMALL))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\x89PNG\r\n", "is not UTF-8"), (b"", "key: is missing"), (None, "cannot be read: No such file")],
)
def test_what_is_no_case_file_is_refused(tmp_path, content, message):
    path = tmp_path / "case.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseFileError, match=message):
        load_case(path)
