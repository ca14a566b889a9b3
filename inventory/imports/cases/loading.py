"""Bring the database to what a case file states, in one transaction."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction

from inventory.domain.independence import CycleError, find_cycle
from inventory.imports.cases.entries import CaseFileError, Entry, Problem
from inventory.imports.cases.parsing import CaseFile, parse_case
from inventory.imports.upsert import Counts, Values, by, upsert, with_keys
from inventory.models import (
    Citation,
    Estimate,
    Evidence,
    EvidenceCount,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    Shipment,
)

LARGEST_FILE = 10_000_000  # bytes


def load_case(path: Path) -> Counts:
    """Add or change what a case file states, and recompute the estimates of its shipments.

    Records are found again by the keys of the file, so that a second run writes nothing; those that the file
    no longer holds stay. Raises CaseFileError, with nothing written, when the file is bad.
    """
    with transaction.atomic():
        stated = _read(path)
        try:
            return _Loader(stated).load()
        except IntegrityError as error:
            diagnosis = getattr(error.__cause__, "diag", None)
            reason = getattr(diagnosis, "message_detail", None) or str(error)
            raise CaseFileError([Problem(path.name, "", f"does not fit the database: {reason}")]) from error
        except CycleError as error:
            raise CaseFileError([Problem(path.name, "", str(error))]) from error


def _read(path: Path) -> CaseFile:
    """Parse the file; raises CaseFileError with everything that is wrong with it."""
    problems: list[Problem] = []
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CaseFileError([Problem(path.name, "", f"is larger than {LARGEST_FILE:,} bytes.")])
        values = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise CaseFileError([Problem(path.name, "", f"cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CaseFileError([Problem(path.name, f"line {line}", "is not UTF-8 text.")]) from error
    except tomllib.TOMLDecodeError as error:
        raise CaseFileError([Problem(path.name, "", f"is not TOML: {error}.")]) from error
    stated = parse_case(Entry(path.name, "", values, problems))
    problems += _circles(path.name, stated)
    if problems:
        raise CaseFileError(problems)
    return stated


def _circles(file: str, stated: CaseFile) -> list[Problem]:
    """Find reports that repeat each other in a circle."""
    uids = [row["uid"] for row in stated.reports]
    place = {uid: index for index, uid in enumerate(uids)}
    circle = find_cycle((place[row["report"]], place[row["repeated"]]) for row in stated.repeats)
    if circle is None:
        return []
    path = " → ".join(f"reports[{index}]" for index in circle)
    return [Problem(file, f"reports[{circle[0]}].repeats", f"repeats itself: {path}.")]


class _Loader:
    """Load table after table, keeping the primary keys that later tables refer to."""

    def __init__(self, stated: CaseFile) -> None:
        self._stated = stated
        self._counts = Counts()

    def load(self) -> Counts:
        stated = self._stated
        publications = self._load(Publication, stated.publications, "uid")
        shipments = self._followed(self._load(Shipment, self._known_shipments(), "reference"))
        self._load(
            Citation,
            with_keys(stated.citations, publication=publications, cited_publication=publications),
            "publication_id",
            "cited_publication_id",
            "cited_source_id",
        )
        rows = with_keys(stated.reports, shipment=shipments, publication=publications)
        reports = self._load(Report, rows, "uid")
        rows = with_keys(stated.repeats, shipment=shipments, report=reports, repeated=reports)
        self._load(ReportRepeat, rows, "report_id", "repeated_id")
        self._load_lines(shipments, reports)
        self._load(ReportedDetail, with_keys(stated.details, shipment=shipments, report=reports), "uid")
        self._load_evidence(shipments, reports)
        if self._counts.new or self._counts.changed:
            Estimate.objects.recompute(shipments.values())
        return self._counts

    def _known_shipments(self) -> list[Values]:
        """Return the shipments; one that is there under its reference keeps its identifier."""
        references = [row["reference"] for row in self._stated.shipments]
        found = Shipment.everything.filter(reference__in=references).values_list("reference", "uid")
        known: dict[str, uuid.UUID] = dict(found)
        return [row | {"uid": known.get(row["reference"], row["uid"])} for row in self._stated.shipments]

    def _followed(self, shipments: Mapping[Any, int]) -> dict[Any, int]:
        """Return the keys of shipments; for one that was merged into another the key of that other one."""
        merged = Shipment.everything.filter(pk__in=shipments.values(), merged_into__isnull=False)
        into = dict(merged.values_list("pk", "merged_into_id"))
        return {reference: into.get(pk) or pk for reference, pk in shipments.items()}

    def _load_lines(self, shipments: Mapping[Any, int], reports: Mapping[Any, int]) -> None:
        """Load lines, those that others are a share of first."""
        rows = with_keys(self._stated.lines, shipment=shipments, report=reports)
        whole = [row for row in rows if row["base"] is None]
        bases = self._load(ReportedDelivery, with_keys(whole, base={}), "uid")
        shares = [row for row in rows if row["base"] is not None]
        self._load(ReportedDelivery, with_keys(shares, base=bases), "uid")

    def _load_evidence(self, shipments: Mapping[Any, int], reports: Mapping[Any, int]) -> None:
        stated = self._stated
        pieces = self._load(Evidence, with_keys(stated.evidence, shipment=shipments), "uid")
        resting = with_keys(stated.evidence_reports, evidence=pieces, report=reports)
        self._load(Evidence.reports.through, resting, "evidence_id", "report_id")
        counts = with_keys(stated.evidence_counts, evidence=pieces)
        self._load(EvidenceCount, counts, "evidence_id", "equipment_type_id")

    def _load(self, model: type[models.Model], rows: list[Values], *identity: str) -> dict[Any, int]:
        """Load rows, which the columns of `identity` tell apart; return their primary keys.

        Only rows that share a value of the first column are read, since the table may be long.
        """
        objects: models.Manager[Any] = model._default_manager
        near = objects.filter(**{f"{identity[0]}__in": {row[identity[0]] for row in rows}})
        counts, keys = upsert(near, rows, by(*identity))
        self._counts += counts
        return keys
