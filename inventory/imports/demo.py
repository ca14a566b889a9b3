"""Load the demonstration data: reference files, the January 2025 convoy, press reports, a SIPRI extract."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from inventory.imports.cases import load_case
from inventory.imports.files import FileError
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status
from inventory.imports.reference import REFERENCE_FOLDER, load_reference
from inventory.imports.upsert import Counts
from inventory.models import ImportBatch

DEMO_FOLDER = REFERENCE_FOLDER.parent / "demo"
CONVOY = DEMO_FOLDER / "january_2025_convoy.toml"
PRESS_REPORTS = DEMO_FOLDER / "aes_press_reports.csv"
SIPRI_EXTRACT = DEMO_FOLDER / "sipri_mali_burkina_niger_1995-2024.csv"


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
    yield _once("reference", sorted(REFERENCE_FOLDER.glob("*.csv")), _load_reference)
    yield _once("case", [CONVOY], lambda: load_case(CONVOY))
    for path in (PRESS_REPORTS, SIPRI_EXTRACT):
        # The import records its batch itself.
        known = ImportBatch.objects.filter(sha256=_checksum([path])).exists()
        yield Step(path.name, None if known else _import_deliveries(path))


def _once(file_format: str, paths: list[Path], load: Callable[[], Counts]) -> Step:
    """Load files, unless a batch records that files with this checksum were loaded."""
    name = paths[0].name if len(paths) == 1 else f"{paths[0].parent.name}/"
    checksum = _checksum(paths)
    if ImportBatch.objects.filter(sha256=checksum).exists():
        return Step(name, None)
    with transaction.atomic():
        counts = load()
        ImportBatch.objects.create(
            file_name=name,
            sha256=checksum,
            file_format=file_format,
            rows_read=counts.new + counts.changed + counts.unchanged,
            rows_new=counts.new,
            rows_changed=counts.changed,
            rows_unchanged=counts.unchanged,
        )
    return Step(name, counts)


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
