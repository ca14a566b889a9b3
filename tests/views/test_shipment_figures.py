"""Hold every surface of a shipment to the same figures: header, sentences, matrix, comparison and file.

Every shipment of the demonstration is walked and, where TRACKER_SHARED_DATA names a folder of whole files,
every one of those, too.
"""

import csv
import io
import os
import re
from itertools import batched
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from inventory.domain.intervals import Interval
from inventory.imports.demo import load_demo
from inventory.imports.files import FileError
from inventory.imports.pipeline import import_file
from inventory.imports.reference import load_reference
from inventory.imports.tables import RefusedTableError
from inventory.models import Shipment
from inventory.wording.numbers import interval_prose, interval_words

SHARED = os.environ.get("TRACKER_SHARED_DATA", "")
ENDINGS = {".csv", ".tsv", ".json"}
AT_ONCE = 8  # shipments in one comparison and one file
ROW = re.compile(r'<tr id="type-(?P<slug>[^"]+)".*?</tr>', re.DOTALL)
FIGURE = re.compile(r'class="estimate-figure">([^<]*)<')
NOTE = re.compile(r'class="estimate-note">([^<]*) (named|by all claims)<')
ITEM = re.compile(r'<dd><a href="/equipment/(?P<slug>[^/]+)/">.*?<strong class="nowrap">(?P<text>[^<]*)<')
CLAUSE = re.compile(r'<p><a href="[^"]*#type-(?P<slug>[^"]+)">(?P<text>[^<]*)</a>')


def interval(row, name):
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return Interval(int(low), int(high) if high else None) if low else None


def words(found):
    return interval_words(found) if found else ""


def read(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return csv.DictReader(io.StringIO(content.decode()))


def matrices(client, references):
    """Return the rows of the file of matrices by shipment and type."""
    query = {"export": "csv", "profile": "compare_matrix", "shipment": references}
    found = {reference: {} for reference in references}
    for row in read(client.get("/shipments/", query)):
        found.setdefault(row["shipment_reference"], {})[row["equipment_type"]] = row
    return found


def compared(client, references):
    """Return the intervals of the file of a comparison by shipment and type."""
    rows = list(read(client.get("/compare/", {"shipment": references, "level": "all", "export": "csv"})))
    return {
        reference: {
            row["equipment_type"]: found for row in rows if (found := interval(row, reference)) is not None
        }
        for reference in references
    }


def hold(client, reference, rows, totals):
    """Hold the page of a shipment, and its column of a comparison, to its matrix as a file."""
    page = client.get(f"/shipments/{reference}/", {"rows": "all"}).content.decode()
    table, head = page[page.index('id="matrix-part"') :], page[: page.index('id="matrix-part"')]
    shown = {match["slug"]: match[0] for match in ROW.finditer(table)}
    assert shown.keys() == rows.keys(), reference
    for slug, row in rows.items():
        estimate, named = interval(row, "estimate"), interval(row, "named")
        assert FIGURE.findall(shown[slug]) == [words(estimate)] * (estimate is not None), (reference, slug)
        notes = dict(map(reversed, NOTE.findall(shown[slug])))
        if row["voices"] == "0" and named:
            assert notes["named"] == words(named), (reference, slug)
        elif row["state"] == "conflict":
            assert notes.get("by all claims", "") == words(named), (reference, slug)
        else:
            assert named == estimate, (reference, slug)
    assert totals == {
        slug: found for slug, row in rows.items() if (found := interval(row, "named")) is not None
    }, reference
    for item in ITEM.finditer(head):
        row = rows[item["slug"]]
        usual = interval(row, "named" if row["voices"] == "0" else "estimate")
        assert item["text"] == (words(usual) or "uncounted"), (reference, item["slug"])
    hold_sentences(head, reference, rows)


def hold_sentences(head, reference, rows):
    """Hold what is said to be agreed, or of a single source, to the matrix."""
    for part in re.findall(r'<div class="brief-(?:agreed|single)">.*?</dd>', head, re.DOTALL):
        for clause in CLAUSE.finditer(part):
            estimate = interval(rows[clause["slug"]], "estimate")
            start = "no" if estimate.high == 0 else interval_prose(estimate)
            assert clause["text"].startswith(f"{start} "), (reference, clause["text"])


def walk():
    """Walk every shipment in the record; return how many there were."""
    client = Client()
    references = list(Shipment.objects.order_by("pk").values_list("reference", flat=True))
    for some in batched(references, AT_ONCE, strict=False):
        files, totals = matrices(client, some), compared(client, some)
        for reference in some:
            hold(client, reference, files[reference], totals[reference])
    return len(references)


def test_every_shipment_of_the_demonstration_has_one_figure_for_each_type(db):
    for _ in load_demo():
        continue
    assert walk() > 100


@pytest.mark.skipif(not SHARED, reason="TRACKER_SHARED_DATA names no folder of whole files.")
def test_every_shipment_of_whole_files_has_one_figure_for_each_type(db):
    load_reference()
    for path in sorted(
        path for ending in ("csv", "tsv", "json") for path in Path(SHARED).glob(f"**/*.{ending}")
    ):
        try:
            with transaction.atomic():
                import_file(path, dry_run=False)
        except (RefusedTableError, FileError):
            continue
    assert walk() > 0
