"""Compare what sources, classes of sources and editions of a register state, each heard alone."""

import csv
import io
from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.imports.demo import COMPARISONS, SIPRI_EDITIONS, load_demo
from inventory.models import Estimate, Publication, SavedView
from inventory.models.totals.editions import absent_from
from tests import factories
from tests.views import pages
from tests.views.compared import URL, World, addresses, cells, table_rows

pytestmark = pytest.mark.django_db

DELIVERED = 8  # column of the register; its question mark stands in the next one


@pytest.fixture
def world():
    return World()


@pytest.fixture
def sources():
    return (
        factories.SourceFactory(slug="post", name="The Post", kind="newspaper"),
        factories.SourceFactory(slug="times", name="The Times", kind="newspaper"),
        factories.SourceFactory(slug="institute", name="The Institute", kind="think_tank"),
    )


def test_each_source_is_heard_alone_and_no_estimate_decides(client, world, sources):
    post, times, institute = sources
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.t72, 5, 5, publication__source=post)
    world.count(shipment, world.t72, 7, 9, publication__source=times)
    world.count(shipment, world.t72, 7, 7, publication__source=institute)
    page = client.get(URL, {"source": ["post", "times"], "equipment": "T-72"})
    (row,) = cells(page)
    assert (row["The Post"], row["The Times"]) == ("5 1 shipment", "7–9 1 shipment")
    assert (row["Difference"], row["Ratio"]) == ("−4 to −2", "0.55–0.72")
    assert [link["voice"] for link in addresses(page)] == [["post"], ["times"]]
    assert [len(pages.cells(client.get("/deliveries/", link))) for link in addresses(page)] == [1, 1]


def test_a_source_speaks_where_others_credit_it_and_not_for_those_it_quotes(client, world, sources):
    post, times, institute = sources
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.t72, 6, 6, publication__source=post, asserter=institute)
    world.count(shipment, world.t72, 9, 9, publication__source=post)
    world.count(
        shipment, world.t72, 4, 4, publication__source=times, asserter=institute, attribution="guessed"
    )
    page = client.get(URL, {"source": ["institute", "post", "times"], "equipment": "T-72"})
    (row,) = cells(page)
    assert [row[name] for name in ("The Institute", "The Post", "The Times")] == [
        "6 1 shipment",
        "9 1 shipment",
        "4 1 shipment",
    ]
    assert [len(pages.cells(client.get("/deliveries/", link))) for link in addresses(page)] == [1, 1, 1]


def test_a_source_speaks_by_its_newest_word_and_not_by_one_superseded(client, world, sources):
    post, times, _ = sources
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.t72, 7, 7, publication__source=post)
    newest = shipment.reports.get()
    world.count(shipment, world.t72, 5, 5, publication__source=post, superseded_by=newest)
    world.count(shipment, world.t72, 2, 2, publication__source=times)
    page = client.get(URL, {"source": ["post", "times"], "equipment": "T-72"})
    assert cells(page)[0]["The Post"] == "7 1 shipment"
    counted = client.get(URL, {"source": ["post", "times"], "equipment": "T-72", "measure": "reports"})
    assert cells(counted)[0]["The Post"] == "1 1 shipment"


def test_a_class_reconciles_its_own_voices_and_repetition_is_no_second_voice(client, world, sources):
    post, times, institute = sources
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.t72, 5, 7, publication__source=post)
    world.count(shipment, world.t72, 7, 9, publication__source=times)
    world.count(shipment, world.t72, 2, 2, publication__source=institute)
    query = {"source": ["all-press", "all-analysts"], "equipment": "T-72"}
    assert [*cells(client.get(URL, query))[0].values()][1:3] == ["7 1 shipment", "2 1 shipment"]
    voices = {**query, "measure": "voices"}
    assert cells(client.get(URL, voices))[0]["All press"] == "2 1 shipment"
    first, second, _ = shipment.reports.order_by("pk")
    factories.ReportRepeatFactory(shipment=shipment, report=second, repeated=first)
    Estimate.objects.recompute([shipment.pk])
    assert cells(client.get(URL, voices))[0]["All press"] == "1 1 shipment"
    (press, _) = addresses(client.get(URL, query))
    assert sorted(press["voice_kind"]) == ["broadcaster", "magazine", "news_agency", "newspaper"]
    assert len(pages.cells(client.get("/deliveries/", press))) == 2


def test_filters_leave_shipments_of_a_source_out(client, world, sources):
    post, times, _ = sources
    russia = factories.PartyFactory(slug="russia", name="Russia")
    for place, period, supplier in (
        (world.bamako, "2024", russia),
        (world.bamako, "2025", None),
        (world.bobo, "2025", russia),
    ):
        shipment = world.shipment(place, period, supplier=supplier)
        world.count(shipment, world.t72, 1, 1, publication__source=post)
        world.count(shipment, world.t72, 1, 1, publication__source=times)
    query = {"source": ["post", "times"], "equipment": "T-72"}
    for asked, shown in (
        ({}, "3 3 shipments"),
        ({"destination": "ML"}, "2 2 shipments"),
        ({"supplier": "Russia"}, "2 2 shipments"),
        ({"period": "2025"}, "2 2 shipments"),
        ({"period_to": "2024"}, "1 1 shipment"),
        ({"destination": "ML", "supplier": "Russia"}, "1 1 shipment"),
    ):
        page = client.get(URL, {**query, **asked})
        assert cells(page)[0]["The Post"] == shown
        lines = pages.cells(client.get("/deliveries/", addresses(page)[0]))
        assert f"{len(lines)} " == shown[:2]
    by_year = client.get(URL, {**query, "rows": "year"})
    assert [row[:2] for row in table_rows(by_year)[1:]] == [
        ["2024", "1 1 shipment"],
        ["2025", "2 2 shipments"],
    ]


def test_too_many_shipments_are_refused_with_the_way_out(client, world, sources, monkeypatch):
    monkeypatch.setattr("inventory.models.totals.alone.MAXIMUM_SHIPMENTS", 1)
    for _ in range(2):
        world.count(world.shipment(world.bamako, "2025"), world.t72, 1, 1, publication__source=sources[0])
    query = {"source": ["post", "times"]}
    page = client.get(URL, query)
    assert pages.statuses(page)[0].startswith("These sources speak of 2 shipments")
    assert client.get(URL, {**query, "export": "csv"}).status_code == 400


@pytest.mark.parametrize("size", [2, 60])
def test_query_budget_of_sources(client, world, sources, django_assert_max_num_queries, size):
    for number in range(size):
        shipment = world.shipment(world.bamako, str(2000 + number % 20))
        for source in sources[:2]:
            report = factories.ReportFactory(shipment=shipment, publication__source=source)
            factories.ReportedDeliveryFactory(report=report, equipment_type=world.t72)
    # what is offered (9); reports of each source (2); tree, types, shipments; seven of the records; names;
    # details of each source (2); several destinations, or suppliers
    with django_assert_max_num_queries(29):
        page = client.get(URL, {"source": ["post", "times"], "rows": "year", "equipment": "T-72"})
    assert table_rows(page)


def details(page):
    """Return the rows of the table of details, heads first."""
    content = page.content.split(b'<section aria-labelledby="details"')[1].split(b"</section>")[0]
    return pages.table_rows(type("Part", (), {"content": content}))


def state_detail(report, kind, **kwargs):
    factories.ReportedDetailFactory(report=report, kind=kind, **kwargs)


def test_details_of_sources_are_compared_with_certainty_and_caveats(client, world, sources):
    post, times, _ = sources
    syria = factories.PlaceFactory(slug="syria", name="Syria", kind="country")
    murmansk = factories.PlaceFactory(slug="murmansk", name="Murmansk")
    shipment = world.shipment(world.bamako, "2025")
    one, other = (
        factories.ReportFactory(shipment=shipment, publication__source=source) for source in (post, times)
    )
    state_detail(one, "origin", place=syria, modality="suspected", hedge="may have come")
    state_detail(other, "origin", place=syria, modality="stated", polarity="denied")
    state_detail(other, "origin", place=murmansk, modality="observed")
    state_detail(one, "arrival", place=None, date="2025-01-17", modality="reported")
    page = client.get(URL, {"source": ["post", "times"]})
    assert details(page) == [
        ["Detail", "The Post", "The Times", "Compared"],
        [
            "Origin",
            "Syria suspected, “may have come”",
            "not Syria stated Murmansk observed",
            "Disputed",
        ],
        ["Arrival", "17 Jan 2025 reported", "not mentioned", ""],
    ]


def test_details_of_shipments_name_their_voices_and_dispute_nothing(client, world, sources):
    post, times, _ = sources
    shipments = [world.shipment(world.bamako, "2025", reference=f"ML-{n}") for n in (1, 2)]
    for shipment, source, day in zip(shipments, (post, times), ("2025-01-17", "2025-05"), strict=True):
        report = factories.ReportFactory(shipment=shipment, publication__source=source)
        state_detail(report, "arrival", place=None, date=day, modality="reported")
    page = client.get(URL, {"shipment": ["ML-1", "ML-2"]})
    assert details(page) == [
        ["Detail", "ML-1", "ML-2"],
        ["Arrival", "17 Jan 2025 reported; The Post", "May 2025 reported; The Times"],
    ]


def test_details_of_too_many_shipments_are_left_out_with_the_way_out(client, world, sources):
    for _ in range(13):
        shipment = world.shipment(world.bamako, "2025")
        report = factories.ReportFactory(shipment=shipment, publication__source=sources[0])
        state_detail(report, "arrival", place=None, date="2025")
    page = client.get(URL, {"source": ["post", "times"]})
    assert "up to 12 shipments are compared here, and these are at least 13." in page.content.decode()
    narrowed = client.get(URL, {"source": ["post", "times"], "shipment": [shipment.reference]})
    assert details(narrowed)[1][:2] == ["Arrival", "2025 reported"]


def deals(path):
    """Read an edition's deals without the importer: sixteen cells each."""
    lines = path.read_text(encoding="cp1252").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Recipient,"))
    return [tuple(row) for row in csv.reader(io.StringIO("\n".join(lines[start + 1 :])))]


def counted(path):
    """Return how often an edition's file states each recipient and count: ten per cent around an estimate."""
    stated = Counter()
    for deal in deals(path):
        number, is_estimate = int(deal[DELIVERED] or 0), deal[DELIVERED + 1].strip() == "?"
        low, high = (number * 9 // 10, -(-number * 11 // 10)) if is_estimate else (number, number)
        stated[deal[0], max(low, min(number, 1)), high] += 1
    return stated


@pytest.fixture
def demo():
    for _ in load_demo():
        continue


def compared(client, title, **more):
    """Return the rows of the file of a comparison that came with the data."""
    query = {**parse_qs(SavedView.objects.get(title=title).query), **more, "export": ["csv"]}
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def ends(row, key):
    return row[f"{key}_low"], row[f"{key}_high"]


def test_two_editions_state_what_their_files_state(client, demo):
    newer, older = (
        Publication.objects.get(title__endswith=path.stem[-10:]) for path in reversed(SIPRI_EDITIONS)
    )
    rows = compared(client, COMPARISONS[0][0], rows=["shipment"], split=["equipment"], level=["all"])
    # The last row of a shipment in an edition is its most special type: that of the deal.
    found = {
        edition: {row["shipment"]: row for row in rows if row[f"{edition.uid}_shipments"] == "1"}
        for edition in (newer, older)
    }
    for edition, path in ((newer, SIPRI_EDITIONS[1]), (older, SIPRI_EDITIONS[0])):
        stated = (
            (row["shipment_title"].rsplit(" to ")[-1], *map(int, ends(row, edition.uid)))
            for row in found[edition].values()
        )
        assert Counter(stated) == counted(path)
    gone = [found[older][one]["shipment_title"] for one in found[older].keys() - found[newer].keys()]
    new = found[newer].keys() - found[older].keys()
    assert gone == ["DHC-6 Twin Otter from Canada to Benin"]
    assert len(new) == len(deals(SIPRI_EDITIONS[1])) - len(deals(SIPRI_EDITIONS[0])) + len(gone) == 3
    (changed,) = [
        row for row in found[newer].values() if row["shipment_title"] == "VAB-VTT from France to Benin"
    ]
    assert (ends(changed, newer.uid), ends(changed, older.uid)) == (("30", "30"), ("13", "17"))
    assert (changed["difference_low"], changed["difference_high"]) == ("13", "17")
    assert len(absent_from(newer.note)) == 1


def test_the_lines_behind_an_edition_are_its_own_with_those_it_kept(client, demo):
    older, newer = (Publication.objects.get(title__endswith=path.stem[-10:]) for path in SIPRI_EDITIONS)
    page = client.get(URL, {"edition": [newer.uid, older.uid], "equipment": "military-equipment"})
    for link, path in zip(addresses(page), reversed(SIPRI_EDITIONS), strict=True):
        link["delivered"] = ["yes"]
        answer = client.get("/deliveries/", {**link, "export": "csv"})
        lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
        assert len(lines) == len(deals(path))


def test_the_other_comparisons_of_the_demonstration_show_what_they_name(client, demo):
    page = client.get(URL)
    assert [title for title, _ in page.context["examples"]] == [title for title, _ in COMPARISONS]
    for _ in load_demo():
        continue
    assert SavedView.objects.count() == len(COMPARISONS)
    _, countries, convoy, press = (title for title, _ in COMPARISONS)
    vehicles = {
        row["year"]: row for row in compared(client, countries) if row["equipment_type"] == "vehicles"
    }
    assert ends(vehicles["2009"], "ML") == ("29", "29")
    assert ends(vehicles["2009"], "BF") == ("6", "6")
    types = {row["equipment_type"]: row for row in compared(client, convoy)}
    # Its “over 100” is borrowed from Frontelligence Insight; its own lines come to 58.
    assert ends(types["vehicles"], "defenceweb") == ("58", "")
    assert (ends(types["btr-82a"], "defenceweb"), ends(types["btr-82a"], "raids")) == (("2", ""), ("7", "7"))
    aircraft = {row["equipment_type"]: row for row in compared(client, press)}["aircraft"]
    assert ends(aircraft, "sipri") == ("10", "14")
    assert int(aircraft["all-press_low"]) > int(aircraft["sipri_high"])


def changes(page):
    """Return the sentence and the rows of what changed between two editions."""
    content = page.content.split(b'<section aria-labelledby="changes"')[1].split(b"</section>")[0]
    return page.context["changes_sentence"], pages.table_rows(type("Part", (), {"content": content}))


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

    def report(edition, shipment, low, high, phrase):
        one = factories.ReportFactory(shipment=shipment, publication=edition)
        quantity = NumericRange(low, high + 1)
        kind = "exact" if low == high else "range"
        factories.ReportedDeliveryFactory(
            report=one, equipment_type=world.t72, kind=kind, quantity=quantity, phrase=phrase
        )
        return one

    named = {}
    for name in ("Come", "Gone", "Counted", "Worded", "Same"):
        named[name] = world.shipment(world.bamako, "2024", reference=f"R-{name.upper()}", title=name)
    report(newer, named["Come"], 3, 3, "3")
    report(older, named["Gone"], 4, 4, "4")
    report(older, named["Same"], 5, 5, "5")
    for name, old, new in (
        ("Counted", (13, 17, "(15)"), (30, 30, "30")),
        ("Worded", (2, 2, "two"), (2, 2, "a pair")),
    ):
        first = report(older, named[name], *old)
        second = report(newer, named[name], *new)
        first.superseded_by = second
        first.save()
    newer.note = "Not in this edition: R-GONE"
    newer.save()
    return older, newer


@pytest.mark.parametrize("is_turned", [False, True])
def test_two_editions_show_first_how_much_changed_then_only_that(client, world, editions, is_turned):
    asked = [edition.uid for edition in (reversed(editions) if is_turned else editions)]
    sentence, rows = changes(client.get(URL, {"edition": asked}))
    assert sentence == "1 new, 2 changed (1 in counts, 1 in wording only), 1 gone, 1 unchanged"
    assert rows == [
        ["Shipment", "Older edition", "Newer edition"],
        ["New"],
        ["Come R-COME", "none", "T-72: 3"],
        ["Counts changed"],
        ["Counted R-COUNTED", "T-72: 13–17", "T-72: 30"],
        ["Wording changed"],
        ["Worded R-WORDED", "two", "a pair"],
        ["Gone"],
        ["Gone R-GONE", "T-72: 4", "none"],
    ]


def test_unchanged_rows_are_shown_on_demand_and_filters_hold_for_changes_too(client, world, editions):
    asked = {"edition": [edition.uid for edition in editions]}
    _, rows = changes(client.get(URL, {**asked, "changes": "all"}))
    assert rows[-2:] == [["Unchanged"], ["Same R-SAME", "T-72: 5", "T-72: 5"]]
    sentence, rows = changes(client.get(URL, {**asked, "shipment": "R-SAME"}))
    assert (sentence, rows) == ("0 new, 0 changed, 0 gone, 1 unchanged", [])


def test_editions_of_two_registers_have_no_changes(client, world, editions):
    for source in (factories.SourceFactory(kind="register"), editions[0].source):
        other = factories.PublicationFactory(source=source, title="By year, edition of 2025-01-01")
        page = client.get(URL, {"edition": [editions[0].uid, other.uid]})
        assert page.context["changes"] is None


@pytest.mark.parametrize("size", [1, 40])
def test_query_budget_of_editions_with_their_changes(
    client, world, editions, django_assert_max_num_queries, size
):
    older, newer = editions
    for number in range(size):
        shipment = world.shipment(world.bamako, str(2000 + number % 20))
        for edition in (older, newer):
            report = factories.ReportFactory(shipment=shipment, publication=edition)
            factories.ReportedDeliveryFactory(report=report, equipment_type=world.t72)
    # what is offered (11); reports of each edition (6); tree, types, shipments; seven of the records; names;
    # editions compared; what each states (10); shipments
    with django_assert_max_num_queries(41):
        page = client.get(URL, {"edition": [older.uid, newer.uid]})
    assert len(page.context["changes"].shipments) == 5 + size
