"""Show batches as JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse

from inventory.api.schemas import Batch, BatchDetail, Finding, Links, NameOut, ProgressOut, RowCounts
from inventory.imports.tasks import has_worker
from inventory.models import ImportBatch, ImportFinding, ImportProgress
from inventory.models.names import Kind

COUNTED = ("read", "new", "changed", "unchanged", "skipped", "wrong")


def shown_batch(request: HttpRequest, batch: ImportBatch) -> Batch:
    """Return a batch as a list shows it. Runs no query if it was selected with its people and source."""
    return Batch(**_values(request, batch))


def shown_detail(request: HttpRequest, batch: ImportBatch) -> BatchDetail:
    """Return a batch with findings counted and progress. Runs at most three queries, as ``shown_batch``."""
    found = batch.findings.order_by().values_list("kind").annotate(Count("pk"))
    progress = ImportProgress.objects.filter(batch=batch.uid).first() if batch.is_waiting else None
    return BatchDetail(
        **_values(request, batch),
        findings={kind_word(kind): count for kind, count in found},
        progress=_progress(progress) if progress else None,
        has_worker=has_worker() if batch.is_waiting else None,
    )


def _progress(told: ImportProgress) -> ProgressOut:
    return ProgressOut(step=told.step, done=told.done, total=told.total, is_cancelled=told.is_cancelled)


def _values(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    plain = (
        "uid",
        "file_name",
        "sha256",
        "state",
        "is_waiting",
        "message",
        "file_format",
        "encoding",
        "reading",
        "mapping",
        "is_edition_stated",
        "removes_gone",
        "fingerprint",
        "created_at",
        "imported_at",
        "undone_at",
    )
    return {name: getattr(batch, name) for name in plain} | {
        "state_words": batch.get_state_display(),
        "source": batch.source and batch.source.slug,
        "edition_of": batch.edition_of and batch.edition_of.uid,
        "imported_by": batch.imported_by and batch.imported_by.get_username(),
        "undone_by": batch.undone_by and batch.undone_by.get_username(),
        "rows": RowCounts(**{name: getattr(batch, f"rows_{name}") for name in COUNTED}),
        "links": _links(request, batch),
    }


def _links(request: HttpRequest, batch: ImportBatch) -> Links:
    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(name, args=[batch.uid]))

    return Links(
        self=address("api:import-detail"),
        page=address("import-detail"),
        findings=address("api:import-findings"),
        names=address("api:import-names"),
    )


def shown_finding(found: ImportFinding) -> Finding:
    """Return a finding."""
    return Finding(
        number=found.number,
        kind=kind_word(found.kind),
        line=found.line,
        column=found.column,
        subject=found.subject,
        old=found.old,
        new=found.new,
        text=found.text,
        code=found.code,
        values=found.values,
        unknown=_unknown(found) if found.unknown_name else None,
    )


def _unknown(found: ImportFinding) -> NameOut:
    return NameOut(kind=Kind(found.unknown_kind).value, name=found.unknown_name)


def kind_word(kind: str) -> Any:
    """Return the word for a kind of finding, whose code is one letter.

    >>> kind_word("p")
    'problem'
    """
    return ImportFinding.Kind(kind).name.lower()
