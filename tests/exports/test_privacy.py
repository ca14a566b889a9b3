"""Keep what is not for every reader out of every file."""

import io
import zipfile

import pytest

from inventory.exports.formats import FORMATS, formats_of
from inventory.exports.profiles import PROFILES
from inventory.models import Estimate, ReliabilityRating, ReportDraft
from tests import factories
from tests.exports.verdicts import judge
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db

SECRET = "Not for readers"


@pytest.fixture
def secrets(db):
    """Fill every field of the record that no page shows to everybody."""
    line = full_line()
    country = line.shipment.destination.country
    for row, name in (
        (line.shipment, "note"),
        (line.report, "note"),
        (line.report.publication, "note"),
        (line.report.publication, "text"),
    ):
        setattr(row, name, SECRET)
        row.save()
    editor = factories.UserFactory(username=SECRET.replace(" ", "-"), email="secret@tracker.example")
    factories.AssessmentFactory(shipment=line.shipment, rationale=SECRET, assessed_by=editor)
    factories.EvidenceFactory(shipment=line.shipment, note=SECRET)
    ReportDraft.objects.create(owner=editor, content={"title": SECRET})
    ReliabilityRating.objects.create(
        source=line.report.asserter, grade="B", rated_on="2025-01-01", rationale=SECRET, rated_by=editor
    )
    for scheme in ("sipri", "unroca"):
        judge(line.equipment_type, scheme, "I", "Battle tanks")
    Estimate.objects.all().delete()
    Estimate.objects.recompute([line.shipment_id])
    return country


def texts_of(name, data):
    """Return what a file holds, unpacked."""
    if name not in ("xlsx", "package"):
        return [data]
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(member) for member in archive.namelist()]


@pytest.mark.parametrize("profile", PROFILES)
def test_no_file_holds_private_texts_notes_drafts_or_people(secrets, profile):
    export = PROFILES[profile].everything("https://x.example/")
    for name in formats_of(export):
        data = b"".join(FORMATS[name].write(export))
        for text in texts_of(name, data):
            for private in (SECRET, SECRET.replace(" ", "-"), "secret@tracker.example"):
                assert private.encode() not in text, name
    assert profile in ("compare_matrix", "comparison", "totals") or len(list(export.cells())) > 0


@pytest.mark.parametrize("path", ["/shipments/", "/shipments/ML-2025-01-17/"])
def test_no_matrix_holds_them(client, secrets, path):
    query = {"export": "jsonl"} | ({"profile": "compare_matrix"} if path == "/shipments/" else {})
    data = b"".join(client.get(path, query))
    assert b"about seven" in data
    assert SECRET.encode() not in data


def test_even_who_may_read_a_text_gets_no_text_in_a_file(client, secrets):
    client.force_login(factories.UserFactory(editor=True))
    assert SECRET.encode() not in b"".join(client.get("/publications/", {"export": "csv"}))
