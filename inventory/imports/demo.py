"""Load the demonstration data: reference files, a convoy, press reports, SIPRI extracts, comparisons."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone

from inventory.imports.cases import load_case
from inventory.imports.files import FileError
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status
from inventory.imports.reference import REFERENCE_FOLDER, load_reference
from inventory.imports.statistics import MANY, renew_statistics
from inventory.imports.upsert import Counts
from inventory.models import ImportBatch, Publication, SavedView
from inventory.models.workspace import ListPage

DEMO_FOLDER = REFERENCE_FOLDER.parent / "demo"
CONVOY = DEMO_FOLDER / "january_2025_convoy.toml"
PRESS_REPORTS = DEMO_FOLDER / "aes_press_reports.csv"
SIPRI_EXTRACT = DEMO_FOLDER / "sipri_mali_burkina_niger_1995-2024.csv"
# Two editions of the register by deal, the older first. Their recipients are not those of the other extract,
# so that no deal is counted twice.
SIPRI_EDITIONS = (
    DEMO_FOLDER / "sipri_benin_togo_2024-10-13.csv",
    DEMO_FOLDER / "sipri_benin_togo_2025-03-13.csv",
)
# Title and query of the comparisons that come with the data; an edition is named by its title.
COMPARISONS = (
    (
        "SIPRI of March 2025 and October 2024 compared: arms for Benin and Togo",
        {
            "edition": [
                "SIPRI trade register by deal, edition of 2025-03-13",
                "SIPRI trade register by deal, edition of 2024-10-13",
            ]
        },
    ),
    (
        "Mali and Burkina Faso compared by category and year",
        {"destination": ["ML", "BF"], "rows": ["equipment"], "split": ["year"]},
    ),
    (
        "defenceWeb and RAIDS compared: the January 2025 convoy",
        {"source": ["defenceweb", "raids"], "shipment": ["ML-2025-01-17"], "level": ["all"]},
    ),
    (
        "Press and SIPRI compared: Mali in 2023",
        {"source": ["all-press", "sipri"], "destination": ["ML"], "period": ["2023"]},
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Say what became of one set of files; no counts mean that these very files were loaded before."""

    name: str
    counts: Counts | None


def load_demo() -> Iterator[Step]:
    """Load each set of files that is not loaded yet, and say what became of it.

    Files that were loaded before are left alone, so that what people changed since stays changed. Raises
    ReferenceFileError, CaseFileError or FileError, with that set not loaded.
    """
    begun = timezone.now()
    yield _once("reference", sorted(REFERENCE_FOLDER.glob("*.csv")), _load_reference)
    yield _once("case", [CONVOY], lambda: load_case(CONVOY))
    for path in (PRESS_REPORTS, SIPRI_EXTRACT, *SIPRI_EDITIONS):
        # The import records its batch itself.
        known = _was_loaded(_checksum([path])) or _is_overtaken(path)
        yield Step(path.name, None if known else _import_deliveries(path))
    _keep_comparisons()
    if ImportBatch.objects.filter(imported_at__gte=begun).exists():
        renew_statistics(MANY)


def _is_overtaken(path: Path) -> bool:
    """Tell whether a file is an edition of which a later one was loaded; it would be refused."""
    later = SIPRI_EDITIONS[SIPRI_EDITIONS.index(path) + 1 :] if path in SIPRI_EDITIONS else ()
    days = [one.stem[-len("2024-10-13") :] for one in later]
    return Publication.objects.filter(source__slug="sipri", published_on__in=days).exists()


def _keep_comparisons() -> None:
    """Keep the comparisons that come with the data, each once; the titles of editions become identifiers."""
    kept = set(SavedView.objects.filter(page=ListPage.COMPARISON, owner=None).values_list("title", flat=True))
    missing = [(title, query) for title, query in COMPARISONS if title not in kept]
    editions = dict(Publication.objects.filter(source__slug="sipri").values_list("title", "uid"))
    for title, query in missing:
        named = {
            name: [str(editions.get(value, value)) for value in values] for name, values in query.items()
        }
        SavedView.objects.create(title=title, page=ListPage.COMPARISON, query=urlencode(named, doseq=True))


def _once(file_format: str, paths: list[Path], load: Callable[[], Counts]) -> Step:
    """Load files, unless a batch records that files with this checksum were loaded."""
    name = paths[0].name if len(paths) == 1 else f"{paths[0].parent.name}/"
    checksum = _checksum(paths)
    if _was_loaded(checksum):
        return Step(name, None)
    with transaction.atomic():
        counts = load()
        ImportBatch.objects.create(
            state=ImportBatch.State.APPLIED,
            imported_at=timezone.now(),
            file_name=name,
            sha256=checksum,
            file_format=file_format,
            rows_read=counts.new + counts.changed + counts.unchanged,
            rows_new=counts.new,
            rows_changed=counts.changed,
            rows_unchanged=counts.unchanged,
        )
    return Step(name, counts)


def _was_loaded(checksum: str) -> bool:
    """Tell whether files with this checksum have been in the record, even if somebody undid that."""
    return ImportBatch.objects.filter(sha256=checksum, state__in=ImportBatch.ENTERED).exists()


def _load_reference() -> Counts:
    return sum((table.counts for table in load_reference()), Counts())


def _import_deliveries(path: Path) -> Counts:
    outcome = import_file(path, dry_run=False)
    if outcome.has_problems:
        raise FileError("\n".join(outcome.lines()))
    return Counts(*(outcome.plan.count(status) for status in (Status.NEW, Status.CHANGED, Status.UNCHANGED)))


def _checksum(paths: list[Path]) -> str:
    """Return the checksum of one file, or of several with their names."""
    if len(paths) == 1:
        return hashlib.sha256(paths[0].read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
