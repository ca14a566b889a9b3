"""Load the demonstration data: reference files, the January 2025 convoy, press reports, a SIPRI extract."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from inventory.imports.cases import load_case
from inventory.imports.reference import REFERENCE_FOLDER, load_reference
from inventory.imports.upsert import Outcome
from inventory.models import ImportBatch

DEMO_FOLDER = REFERENCE_FOLDER.parent / "demo"
CONVOY = DEMO_FOLDER / "january_2025_convoy.toml"
PRESS_REPORTS = DEMO_FOLDER / "aes_press_reports.csv"
SIPRI_EXTRACT = DEMO_FOLDER / "sipri_mali_burkina_niger_1995-2024.csv"


@dataclass(frozen=True, slots=True)
class Step:
    """Say what became of one set of files; no outcome means that these very files were loaded before."""

    name: str
    outcome: Outcome | None


def load_demo() -> Iterator[Step]:
    """Load each set of files that is not loaded yet, and say what became of it.

    Files that were loaded before are left alone, so that what people changed since stays changed. Raises
    ReferenceFileError, CaseFileError or what the import of deliveries raises, with that set not loaded.
    """
    yield _once("reference", sorted(REFERENCE_FOLDER.glob("*.csv")), _reference)
    yield _once("case", [CONVOY], lambda: load_case(CONVOY))


def _once(file_format: str, paths: list[Path], load: Callable[[], Outcome]) -> Step:
    """Load files, unless a batch records that files with this checksum were loaded."""
    name = paths[0].name if len(paths) == 1 else f"{paths[0].parent.name}/"
    checksum = _checksum(paths)
    if ImportBatch.objects.filter(sha256=checksum).exists():
        return Step(name, None)
    with transaction.atomic():
        outcome = load()
        ImportBatch.objects.create(
            file_name=name,
            sha256=checksum,
            file_format=file_format,
            rows_read=outcome.new + outcome.changed + outcome.unchanged,
            rows_new=outcome.new,
            rows_changed=outcome.changed,
            rows_unchanged=outcome.unchanged,
        )
    return Step(name, outcome)


def _reference() -> Outcome:
    return sum((count.outcome for count in load_reference()), Outcome())


def _checksum(paths: list[Path]) -> str:
    """Return the checksum of one file, or of several with their names."""
    if len(paths) == 1:
        return hashlib.sha256(paths[0].read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
