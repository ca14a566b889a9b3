"""Walk registers through the pages: every row accounted for, few decisions, later editions told exactly."""

import csv
import io
import logging
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from benchmarks.registers import walk
from inventory.management.commands import walk_registers
from inventory.models import EquipmentType, ImportBatch, Publication, Report, ReportedDelivery, Shipment
from inventory.models.totals.editions import absent_from

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

REGISTERS = Path(__file__).resolve().parent.parent / "data" / "registers"
MOST_DECISIONS = 60
HEAD = 12  # lines, the header among them
# How the second edition differs, as the maker of these registers says.
TRUTH = {"numbers": 13, "wording": 3, "flags": 36, "gone": 8, "new": 12, "same": 240}
CHANGED = {"d": "numbers", "w": "wording", "f": "flags"}


@pytest.fixture
def walked(client):
    """Return a function that walks a file of the cuts, or given text, through the pages."""
    client.force_login(get_user_model().objects.create_superuser("walker"))

    def go(name: str, text: str | None = None):
        content = (REGISTERS / name).read_bytes() if text is None else text.encode("cp1252")
        return walk(client, name, content)

    return go


def account(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return how many rows are new, changed, unchanged and set aside, which are all that were read."""
    rows = (batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_skipped)
    assert batch.state == ImportBatch.State.APPLIED, batch.message
    assert (sum(rows), batch.rows_wrong) == (batch.rows_read, 0)
    return rows


def changed(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows have a change of each sort, each row once."""
    lines = batch.findings.filter(kind__in=CHANGED).values_list("line", "kind")
    return dict(Counter(CHANGED[kind] for _line, kind in set(lines)))


def sorts_of(older: list[list[str]], newer: list[list[str]], flags: set[int], numbers: set[int]) -> Counter:
    """Compare rows of the register by year plainly: by number and year, cell by cell."""

    def keyed(rows):
        found, seen = {}, Counter()
        for row in rows:
            seen[row[0], row[10]] += 1
            found[row[0], row[10], seen[row[0], row[10]]] = row
        return found

    before, after = keyed(older), keyed(newer)
    told: Counter = Counter(new=len(after.keys() - before), gone=len(before.keys() - after))
    for key in after.keys() & before.keys():
        places = {place for place in range(17) if before[key][place] != after[key][place]}
        if not places:
            told["same"] += 1
        else:
            told["numbers" if places & numbers else "flags" if places <= flags else "wording"] += 1
    return told


def absent() -> list[str]:
    """Return the deals that the newest edition is noted to lack."""
    return absent_from(Publication.objects.order_by("-published_on", "-pk")[0].note)


def test_editions_by_deal_are_told_exactly(walked):
    first = walked("old_1.csv")
    assert account(first.batch) == (300, 0, 0, 0)
    assert len(first.decisions) <= MOST_DECISIONS
    assert Report.objects.count() == 600
    second = walked("old_2.csv")
    kept = sum(TRUTH[sort] for sort in CHANGED.values())
    assert account(second.batch) == (TRUTH["new"], kept, TRUTH["same"], 0)
    assert changed(second.batch) == {sort: TRUTH[sort] for sort in CHANGED.values()}
    assert len(absent()) == TRUTH["gone"]
    assert "Changed deals: 13 in numbers, 3 in wording alone, 36 in flags alone." in second.notes
    assert len(second.decisions) <= MOST_DECISIONS
    # A narrower file of the same edition says nothing new, and nothing of others.
    narrower = walked("old_2_united_states.csv")
    assert account(narrower.batch) == (0, 0, 12, 0)
    assert len(absent()) == TRUTH["gone"]
    assert Shipment.objects.count() == 300 + TRUTH["new"]


def test_a_narrower_edition_by_deal_speaks_of_its_deals_alone(walked):
    walked("old_1.csv")
    narrower = walked("old_2_united_states.csv")
    older, newer = (
        [row for row in rows_of(name) if row[1] == "United States" and row[2] >= "2000"]
        for name in ("old_1.csv", "old_2_united_states.csv")
    )
    keys = [{(row[0], row[2], row[6]) for row in rows} for rows in (older, newer)]
    same = [row for row in newer if row in older]
    new = len(keys[1] - keys[0])
    assert account(narrower.batch) == (new, len(newer) - new - len(same), len(same), 0)
    assert len(absent()) == len(keys[0] - keys[1])


def rows_of(name: str) -> list[list[str]]:
    """Read the rows of a cut without the importer."""
    text = (REGISTERS / name).read_bytes().decode("cp1252")
    return [row for row in csv.reader(io.StringIO(text.split("\n", HEAD - 1)[-1])) if len(row) > 2][1:]


def test_editions_by_year_are_told_as_a_plain_comparison_tells_them(walked):
    first = walked("new_1.csv")
    assert account(first.batch) == (300, 0, 0, 0)
    assert len(first.decisions) <= MOST_DECISIONS
    second = walked("new_2.csv")
    flags, numbers = {7, 9, 11, 16}, {6, 8, 10, 13, 14, 15}
    told = sorts_of(rows_of("new_1.csv"), rows_of("new_2.csv"), flags, numbers)
    sorts = {sort: told[sort] for sort in CHANGED.values()}
    assert account(second.batch) == (told["new"], sum(sorts.values()), told["same"], 0)
    # The maker changes one thing of a deal; a row of it may change twice, when its number is the same.
    assert changed(second.batch) == sorts
    assert len(absent()) == told["gone"]


def test_rows_with_errors_are_set_aside_corrected_and_brought_again(walked, client):
    text = (REGISTERS / "old_1.csv").read_bytes().decode("cp1252")
    lines = text.split("\n")
    bad = {20: lines[20].replace(",New,", ",New,,").replace(",Second hand,", ",Second hand,,"), 40: ""}
    cells = lines[40].split(",")
    bad[40] = ",".join([*cells[:2], "year", *cells[3:]])
    spoilt = "\n".join(bad.get(number, line) for number, line in enumerate(lines))
    first = walked("register.csv", spoilt)
    assert account(first.batch) == (298, 0, 0, 2)
    assert "set 2 rows aside" in first.decisions
    page = client.get(first.batch.get_absolute_url()).content.decode()
    assert "Rows set aside (CSV)" in page
    rest = client.get(reverse("import-set-aside", args=[first.batch.uid]))
    assert rest["Content-Disposition"] == 'attachment; filename="register-set-aside.csv"'
    told = rest.content.decode("utf-8-sig")
    assert told.splitlines() == ["Set aside from register.csv", *lines[:HEAD], bad[20], bad[40]]
    mended = told.replace(bad[20], lines[20]).replace(bad[40], lines[40])
    second = walked("register-set-aside.csv", mended)
    assert account(second.batch) == (2, 0, 0, 0)
    assert not absent()
    again = walked("old_1.csv")
    assert account(again.batch) == (0, 0, 300, 0)


def test_a_row_at_fault_in_a_later_edition_is_not_taken_for_gone(walked):
    walked("old_1.csv")
    lines = (REGISTERS / "old_1.csv").read_bytes().decode("cp1252").replace("13 Oct 2024", "13 Nov 2024")
    spoilt = lines.replace(lines.split("\n")[40], lines.split("\n")[40].replace(",New,", ",New,"))
    cells = spoilt.split("\n")[40].split(",")
    cells[4] = "many"
    later = walked("later.csv", spoilt.replace(spoilt.split("\n")[40], ",".join(cells)))
    assert account(later.batch) == (0, 0, 299, 1)
    assert not absent()


def test_groups_are_accepted_save_exceptions_and_not_without_a_type(walked, client):
    walked("new_1.csv")  # Makes the client one of somebody who is signed in.
    header = (REGISTERS / "old_1.csv").read_bytes().decode("cp1252").split("\n")[:HEAD]
    rows = [
        "Mali,France,2020,,2,,Zephyrin-9,attack hovercraft thing,2,,2021,New,,1,10,10",
        "Mali,France,2020,,2,,Zephyrin-8,transport helicopter,2,,2021,New,,1,10,10",
        "Mali,France,2020,,2,,Zephyrin-7,combat helicopter,2,,2021,New,,1,10,10",
        "Mali,France,2020,,2,,Zephyrin-7,light helicopter,3,,2022,New,,1,10,10",
        "Mali,France,2020,,2,,T-72,combat helicopter,3,,2022,New,,1,10,10",
        "Mali,France,2020,,2,,T-72,infantry fighting vehicle,3,,2022,New,,1,10,10",
    ]
    file = io.BytesIO("\n".join([*header, *rows]).encode("cp1252"))
    file.name = "few.csv"
    client.post(reverse("import-add"), {"import-file": file})
    batch = ImportBatch.objects.latest("pk")
    address = reverse("import-names", args=[batch.uid])
    page = client.get(address)
    groups = {group.title: (group, form) for group, form in page.context["groups"]}
    assert {title: [one.new_name for one in group.names] for title, (group, _form) in groups.items()} == {
        "aircraft": ["T-72 (aircraft)", "Zephyrin-7", "Zephyrin-8"],
        "attack hovercraft thing": ["Zephyrin-9"],
    }
    aircraft, unclear = groups["aircraft"], groups["attack hovercraft thing"]
    parents = {str(below.parent): [one.name for one in below.names] for below in aircraft[0].below}
    assert parents == {
        "Combat helicopters": ["T-72"],
        "Helicopters": ["Zephyrin-7"],
        "Transport helicopters": ["Zephyrin-8"],
    }
    assert "1 of these names is known as something else" in page.content.decode()
    values = {"groups": "accept", f"{unclear[1].prefix}-choice": "accept"}
    refused = client.post(address, values)
    assert "Needed for new types." in refused.content.decode()
    values[f"{unclear[1].prefix}-parent_0"] = "Landing craft"
    values[f"{aircraft[1].prefix}-choice"] = "accept"
    values[f"{aircraft[1].prefix}-exceptions"] = "zephyrin 8"
    values |= {f"{aircraft[1].prefix}-{one.name}": one.initial for one in aircraft[1].parent_fields}
    left = client.post(address, values, follow=True)
    assert [one.undecided.name for one in left.context["questions"]] == ["Zephyrin-8"]
    made = EquipmentType.objects.filter(name__startswith="Zephyrin").values_list(
        "name", "parent__slug", "unit"
    )
    assert set(made) == {
        ("Zephyrin-9", "landing-craft", "vessels"),
        ("Zephyrin-7", "helicopters", "aircraft"),
    }
    prefix = left.context["questions"][0].form.prefix
    client.post(address, {f"{prefix}-choice": "skip"})
    batch.refresh_from_db()
    assert (batch.state, batch.rows_new, batch.rows_skipped) == (ImportBatch.State.PLANNED, 5, 1)
    client.post(
        reverse("import-act", args=[batch.uid]), {"action": "apply", "fingerprint": batch.fingerprint}
    )
    counted = ReportedDelivery.objects.filter(label__startswith="T-72", report__stage="handed_over")
    assert set(counted.values_list("equipment_type__name", "label")) >= {
        ("T-72 (aircraft)", "T-72, combat helicopter"),
        ("T-72", "T-72, infantry fighting vehicle"),
    }


def test_what_became_of_a_register_is_told(monkeypatch, capsys, settings):
    for name in (
        "setup_test_environment",
        "teardown_test_environment",
        "setup_databases",
        "teardown_databases",
    ):
        monkeypatch.setattr(walk_registers, name, lambda *args, **options: None)
    monkeypatch.setattr(logging.getLogger("tracker"), "level", logging.INFO)  # The command sets another.
    settings.ALLOWED_HOSTS = []
    call_command("walk_registers", str(REGISTERS / "old_2_united_states.csv"))
    told = capsys.readouterr().out
    assert "old_2_united_states.csv: Applied; read 12 = 12 new + 0 changed" in told
    assert "    accept " in told
