"""Test every real table that is at hand: small cuts in the project, whole ones where TRACKER_SHARED_DATA is.

Each is read so that every row is accounted for, or refused as a whole with a sentence that says why. Two
editions of SIPRI's register give the deals that comparing the two files without the importer gives.
"""

import csv
import io
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from inventory.imports.files import FileError
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status
from inventory.imports.sipri.editions import GONE
from inventory.imports.sipri.old import COLUMNS
from inventory.imports.tables import RefusedTableError
from inventory.models import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

DATA = Path(__file__).resolve().parent.parent / "data"
SHARED = os.environ.get("TRACKER_SHARED_DATA", "")
OLDER, NEWER = "2024-10-13", "2025-03-13"
needs_shared = pytest.mark.skipif(
    not SHARED, reason="The whole extracts are not in the project; TRACKER_SHARED_DATA names their folder."
)
CUTS = [*DATA.glob("*.csv"), *DATA.glob("oryx/*")]
WHOLE = [
    path for ending in ("csv", "tsv", "json") for path in Path(SHARED or ".").glob(f"**/*.{ending}") if SHARED
]
# One column of each header.
HEADER_WORDS = frozenset(
    {"Supplier", "Donor", "Reporting State", "report_id", "country", "Code", "hierarchy"}
)
# By the folder in which they lie: why files are refused as a whole.
REASONS = {
    "oryx": "this is a list of losses",
    "losses_json": "this is a list of losses",
    "taxonomy": "this is a table of map symbols",
}


def names(paths):
    return [f"{path.parent.name}/{path.name}" for path in paths]


def check(path):
    """Hold a file to what its folder promises."""
    if path.parent.name in REASONS:
        with pytest.raises(RefusedTableError) as caught:
            import_file(path, dry_run=True)
        assert str(caught.value).startswith(f"{path.name}: {REASONS[path.parent.name]}")
        assert len(caught.value.table.lines) == rows_in(path)
        return
    outcome = import_file(path, dry_run=True)
    assert outcome.plan.rows_read == sum(outcome.plan.count(status) for status in Status)
    assert outcome.plan.rows_read == rows_in(path)
    # Names of the made-up files are not all in the reference data; in real ones every name is known.
    is_real = path.parent != DATA or path.name.startswith("sipri")
    assert is_real <= (outcome.plan.problems == [])


def rows_in(path):
    """Count the rows below the header without the importer."""
    text = path.read_text(encoding="cp1252" if "sipri" in path.name else "utf-8")
    if path.suffix == ".json":
        return len(json.loads(text))
    if "sipri" in path.name and ("oldformat" in path.name or "by_deal" in path.name):
        return len(deals(path))
    delimiter = "\t" if path.suffix == ".tsv" else ";" if "packed" in path.name else ","
    records = [record for record in csv.reader(io.StringIO(text), delimiter=delimiter) if any(record)]
    header = next(number for number, record in enumerate(records) if HEADER_WORDS.intersection(record))
    return len(records) - header - 1


@pytest.mark.parametrize("path", CUTS, ids=names(CUTS))
def test_every_cut_is_read_or_refused_as_a_whole(path):
    check(path)


@needs_shared
@pytest.mark.parametrize("path", WHOLE, ids=names(WHOLE))
def test_every_whole_table_is_read_or_refused_as_a_whole(path):
    check(path)


def deals(path):
    """Read the deals of an edition without the importer: sixteen cells each, records torn in two mended."""
    found, torn = [], None
    for record in csv.reader(io.StringIO(path.read_text(encoding="cp1252").split("\n", 12)[12])):
        cells = [" ".join(cell.split()) for cell in record]
        if not any(cells):
            continue
        if torn:
            cells, torn = [*torn[:-1], f"{torn[-1]} {cells[0]}".strip(), *cells[1:]], None
        if len(cells) < 16:
            torn = cells
            continue
        cells[15] = cells[15].rstrip("; ")
        found.append(tuple(cells[:16]))
    return found


def is_same(one, other):
    """Tell whether two rows can be of one deal: parties agree, and the designation or the year of order."""
    return [cell.casefold() for cell in one[:2]] == [cell.casefold() for cell in other[:2]] and (
        one[6].casefold() == other[6].casefold() or one[2] == other[2]
    )


def most_pairs(ones, others):
    """Return how many rows can be paired at most, by augmenting paths."""
    owner = {}
    near = [[place for place, other in enumerate(others) if is_same(one, other)] for one in ones]

    def find(number, seen):
        for place in near[number]:
            if place not in seen:
                seen.add(place)
                if place not in owner or find(owner[place], seen):
                    owner[place] = number
                    return True
        return False

    return sum(find(number, set()) for number in range(len(ones)))


def compare_editions(folder, pattern):
    """Import two editions, and hold what becomes of them to a plain comparison of the files."""
    paths = [folder / pattern.format(day) for day in (OLDER, NEWER)]
    before, after = (Counter(deals(path)) for path in paths)
    same = before & after
    gone, come = list((before - same).elements()), list((after - same).elements())
    changed = most_pairs(come, gone)
    new, missing = len(come) - changed, len(gone) - changed
    first, second = (import_file(path, dry_run=False) for path in paths)
    assert first.summary() == (
        f"rows read {before.total()} = {before.total()} new + 0 changed + 0 unchanged + 0 errors"
    )
    assert second.summary() == (
        f"rows read {after.total()} = {new} new + {changed} changed + {same.total()} unchanged + 0 errors"
    )
    assert Counter(standing_deals()) == after
    withdrawn = Report.objects.filter(note__endswith=GONE, superseded_by=None)
    assert withdrawn.values("shipment").distinct().count() == withdrawn.count() == missing
    return new, changed, same.total(), missing


def standing_deals():
    """Yield the deals that the record holds, from the notes of the reports that nothing supersedes."""
    reports = Report.objects.filter(superseded_by=None, stage="handed_over")
    for note in reports.values_list("note", flat=True):
        cells = dict(line.split(": ", 1) for line in note.splitlines()[1:])
        yield tuple(cells.get(column, "") for column in COLUMNS)


def test_two_editions_give_the_deals_of_a_plain_comparison():
    assert compare_editions(DATA, "sipri_by_deal_{}.csv") == (2, 5, 2, 2)


@needs_shared
def test_two_whole_editions_give_the_deals_of_a_plain_comparison():
    found = compare_editions(Path(SHARED), "sipri_register_west_africa_oldformat_{}.csv")
    assert found == (64, 627, 537, 4)


def test_a_file_that_is_no_table_is_refused_with_a_sentence():
    with pytest.raises(FileError, match=r"README\.md, line 1: no known header"):
        import_file(DATA / "README.md", dry_run=True)
