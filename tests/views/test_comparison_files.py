"""Test that the file of a comparison says what its page says: sums, details and changes between editions."""

import csv
import io
import json
import zipfile

import pyarrow.parquet
import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Publication
from tests import factories
from tests.views.compared import PAIR, URL, World, convoys

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def file_rows(client, query, part=""):
    """Return the records of a comparison's file, of one part alone if named, without their empty cells."""
    answer = client.get(URL, {**query, "export": "csv"})
    assert answer.status_code == 200
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    return [{k: v for k, v in row.items() if v} for row in rows if not part or row["part"] == part]


def page_of(client, query):
    return client.get(URL, query)


@pytest.fixture
def outlets():
    return [factories.SourceFactory(slug=slug, name=f"The {slug.title()}") for slug in ("post", "times")]


def state_details(world, outlets):
    """Let two outlets dispute an origin of one shipment, and one of them state an arrival."""
    shipment = world.shipment(world.bamako, "2025", reference="ML-1", title="A convoy")
    one, other = (
        factories.ReportFactory(shipment=shipment, publication__source=source) for source in outlets
    )
    syria = factories.PlaceFactory(slug="syria", name="Syria", kind="country")
    for report, kind, more in (
        (one, "origin", {"place": syria, "modality": "suspected", "hedge": "may", "is_partial": True}),
        (other, "origin", {"place": syria, "modality": "observed", "polarity": "denied"}),
        (one, "arrival", {"place": None, "date": "2025-01-17"}),
        (one, "stage", {"place": None, "stage": "in_transit"}),
    ):
        factories.ReportedDetailFactory(report=report, kind=kind, **more)
    return shipment


def test_the_file_has_the_details_that_sources_state(client, world, outlets):
    state_details(world, outlets)
    rows = file_rows(client, {"source": ["post", "times"]}, "detail")
    assert [
        (row["thing"], row["detail"], row["value"], row["polarity"], row["is_partial"]) for row in rows
    ] == [
        ("post", "origin", "Syria", "affirmed", "true"),
        ("times", "origin", "Syria", "denied", "false"),
        ("post", "arrival", "2025-01-17", "affirmed", "false"),
        ("post", "stage", "in_transit", "affirmed", "false"),
    ]
    assert [row.get("state") for row in rows] == ["conflict", "conflict", None, None]
    assert {(row["shipment"], row["shipment_title"]) for row in rows} == {("ML-1", "A convoy")}
    assert (rows[0]["modality"], rows[0]["hedge"], rows[0]["voice"]) == ("suspected", "may", "The Post")


def test_the_page_says_which_details_are_of_a_part_only(client, world, outlets):
    state_details(world, outlets)
    (origin, *_) = page_of(client, {"source": ["post", "times"]}).context["detail_rows"]
    assert [one.certainty for cell in origin.cells for one in cell] == ["Suspected, in part", "Observed"]


@pytest.mark.parametrize("query", [{"source": ["post", "times"]}, {"source": "post"}, {"shipment": "ML-1"}])
def test_the_file_has_each_detail_of_the_page_and_no_other(client, world, outlets, query):
    state_details(world, outlets)
    shown = page_of(client, query).context["detail_rows"]
    listed = [(number, row.label) for row in shown for number, cell in enumerate(row.cells) for _one in cell]
    keys = query.get("source") or [query["shipment"]]
    keys = [keys] if isinstance(keys, str) else keys
    rows = file_rows(client, query, "detail")
    in_file = [(keys.index(row["thing"]), row["detail"].capitalize()) for row in rows]
    assert in_file == listed
    assert listed


def test_details_beyond_what_a_page_shows_stay_in_the_file(client, world, outlets):
    for number in range(13):
        shipment = world.shipment(world.bamako, "2025", reference=f"ML-{number}")
        report = factories.ReportFactory(shipment=shipment, publication__source=outlets[0])
        factories.ReportedDetailFactory(report=report, kind="arrival", place=None, date="2025")
    page = page_of(client, {"source": ["post", "times"]})
    assert page.context["detail_rows"] == []
    assert "the CSV has them all" in page.content.decode()
    assert b'export=csv" download' in page.content  # although no source has a count
    assert len(file_rows(client, {"source": ["post", "times"]}, "detail")) == 13


@pytest.mark.parametrize(
    ("query", "others"),
    [
        (PAIR, 3),
        ({"destination": "ML"}, 2),
        ({"supplier": "russia"}, 0),
        ({"period": ["2024", "2025"]}, 3),
        ({"equipment": ["t-72", "guns"]}, 3),
        ({**PAIR, "equipment": "guns"}, 0),
    ],
)
def test_each_picture_of_a_comparison_says_on_whose_word_it_rests(client, world, query, others):
    russia = factories.PartyFactory(slug="russia", name="Russia")
    convoys(world)
    world.count(world.shipment(world.bamako, "2024", supplier=russia), world.guns, 3, 3)
    Publication.objects.update(published_on="2025-02")
    figure = page_of(client, query).context["figure"]
    assert figure.source.endswith(
        f", February 2025, and {others} other publications" if others else ", February 2025"
    )


def test_the_title_of_one_row_says_which_has_the_most_where_that_is_certain(client, world):
    convoys(world)
    only = {**PAIR, "equipment": "t-72"}
    assert page_of(client, only).context["figure"].title.endswith(". Most: Mali, 12–14")
    assert "Most" not in page_of(client, {**only, "measure": "low"}).context["figure"].title
    world.count(world.shipment(world.bobo, "2025-06"), world.t72, 9, 10)
    assert "Most" not in page_of(client, only).context["figure"].title


def test_a_comparison_without_other_parts_has_no_column_for_them(client, world):
    convoys(world)
    (row, *_) = file_rows(client, PAIR)
    assert not {"part", "thing", "detail", "change"} & row.keys()


@pytest.fixture
def editions(world):
    """Make two editions with one shipment new, one gone, one recounted, one reworded and one the same."""
    register = factories.SourceFactory(slug="register", name="The Register", kind="register")
    older, newer = (
        factories.PublicationFactory(
            source=register, title=f"The Register, edition of {day}", published_on=day
        )
        for day in ("2024-10-13", "2025-03-13")
    )
    stated = {
        "COME": (None, (3, 3, "3")),
        "GONE": ((4, 4, "4"), None),
        "COUNTED": ((13, 17, "(15)"), (30, None, "30 or more")),
        "WORDED": ((2, 2, "two"), (2, 2, "a pair")),
        "SAME": ((5, 5, "5"), None),
    }
    for name, counts in stated.items():
        shipment = world.shipment(world.bamako, "2024", reference=name, title=name.title())
        made = [_report(world, shipment, *pair) for pair in zip((older, newer), counts, strict=True)]
        if all(made):
            made[0].superseded_by = made[1]
            made[0].save()
    newer.note = "Not in this edition: GONE"
    newer.save()
    return [str(edition.uid) for edition in (older, newer)]


def _report(world, shipment, edition, count):
    if count is None:
        return None
    low, high, phrase = count
    report = factories.ReportFactory(shipment=shipment, publication=edition, stage="arrived")
    kind = "exact" if low == high else "at_least" if high is None else "range"
    quantity = NumericRange(low, None if high is None else high + 1)
    factories.ReportedDeliveryFactory(
        report=report, equipment_type=world.t72, kind=kind, quantity=quantity, phrase=phrase
    )
    return report


def changed(rows, older):
    """Return each record of a change: its shipment, which edition, the count's ends, and words."""
    return [
        (
            row["change"],
            row["shipment"],
            "older" if row["thing"] == older else "newer",
            *(row.get(name, "") for name in ("equipment_type", "stage", "low", "high", "value")),
        )
        for row in rows
    ]


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_file_has_the_changes_between_editions_with_numbers_apart_from_wording(
    client, world, editions, is_turned
):
    query = {"edition": editions[::-1] if is_turned else editions}
    rows = file_rows(client, query, "change")
    assert changed(rows, editions[0]) == [
        ("new", "COME", "newer", "t-72", "arrived", "3", "3", ""),
        ("counts", "COUNTED", "older", "t-72", "arrived", "13", "17", ""),
        ("counts", "COUNTED", "newer", "t-72", "arrived", "30", "", ""),
        ("wording", "WORDED", "older", "", "", "", "", "two"),
        ("wording", "WORDED", "newer", "", "", "", "", "a pair"),
        ("gone", "GONE", "older", "t-72", "arrived", "4", "4", ""),
    ]


def test_the_file_has_unchanged_shipments_where_the_page_shows_them(client, world, editions):
    rows = file_rows(client, {"edition": editions, "changes": "all"}, "change")
    assert [row["thing"] for row in rows if row["change"] == "none"] == editions
    parts = [row["part"] for row in file_rows(client, {"edition": editions})]
    assert parts == sorted(parts, key=["change", "total", "detail"].index)
    assert "total" in parts


def test_changes_beyond_what_a_page_shows_stay_in_the_file(client, world, editions, monkeypatch):
    monkeypatch.setattr("inventory.tables.comparison.changes.MAXIMUM_ROWS", 0)
    page = page_of(client, {"edition": editions})
    assert [len(group.rows) for group in page.context["change_groups"]] == [0] * 4
    assert "1 more is not shown; the CSV has it." in page.content.decode()
    assert len(file_rows(client, {"edition": editions}, "change")) == 6


def test_the_picture_of_editions_names_them_with_their_days_in_words(client, world, editions):
    figure = page_of(client, {"edition": editions}).context["figure"]
    assert figure.source == "The Register, edition of 13 Oct 2024 and The Register, edition of 13 Mar 2025"


@pytest.mark.parametrize("query", [PAIR, {**PAIR, "measure": "voices"}, {"source": ["post", "times"]}])
def test_a_comparison_is_given_in_every_format_with_types(client, world, outlets, query):
    convoys(world)
    state_details(world, outlets)

    def asked(form):
        answer = client.get(URL, {**query, "export": form})
        assert answer.status_code == 200, answer.content
        return b"".join(answer.streaming_content)

    rows = list(csv.DictReader(io.StringIO(asked("csv").decode())))
    objects = [json.loads(line) for line in asked("jsonl").splitlines()]
    table = pyarrow.parquet.read_table(io.BytesIO(asked("parquet")))
    assert list(rows[0]) == list(objects[0]) == table.column_names
    assert len(rows) == len(objects) == table.num_rows
    described = json.loads(zipfile.ZipFile(io.BytesIO(asked("package"))).read("datapackage.json"))
    for field in described["resources"][0]["schema"]["fields"]:
        values = [one[field["name"]] for one in objects if one[field["name"]] is not None]
        kinds = {"string": str, "integer": int, "number": float, "boolean": bool}
        assert {type(value) for value in values} <= {kinds[field["type"]]}, field["name"]
        assert field["description"], field["name"]
    for form in ("tsv", "xlsx"):
        assert len(asked(form)) > 50
    assert client.get(URL, {**query, "export": "shape"}).status_code == 400
