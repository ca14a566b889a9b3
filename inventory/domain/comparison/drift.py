"""Find what copies say otherwise than the voice that they pass on."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.comparison.report_bounds import ReportBounds
from inventory.domain.comparison.statements import ShipmentStatements, VoiceKey, VoiceStatements
from inventory.domain.independence import Role, Voice
from inventory.domain.intervals import Interval


class DriftKind(StrEnum):
    """Name what a copy does to a count: CHANGED it, or ADDED one that its root does not give."""

    CHANGED = "changed"
    ADDED = "added"


class CountDrift(NamedTuple):
    """Hold a count that a copy gives otherwise than its root; `root` is None where the root gives none."""

    voice: VoiceKey
    report: int
    type: int
    kind: DriftKind
    interval: Interval
    root: Interval | None


def find_drift(statements: ShipmentStatements) -> tuple[CountDrift, ...]:
    """Return every count that drifted, voice by voice in their order."""
    pairs = zip(statements.voices.voices, statements.by_voice, strict=True)
    return tuple([drift for voice, said in pairs for drift in _of_voice(statements, voice, said)])


def _of_voice(statements: ShipmentStatements, voice: Voice, said: VoiceStatements) -> Iterator[CountDrift]:
    if len(voice.reports) < 2:
        return
    told = _told(statements, said)
    for report, bounds in _copies(statements, voice, said):
        for key, interval in bounds.stated.items():
            root = told.get(key)
            if root is None:
                yield CountDrift(voice.key, report, key, DriftKind.ADDED, interval, None)
            elif interval not in root:
                yield CountDrift(voice.key, report, key, DriftKind.CHANGED, interval, root[0])


def _told(statements: ShipmentStatements, said: VoiceStatements) -> dict[int, list[Interval]]:
    """Return all that the root has said of each type, what it borrows and what was overtaken included."""
    told: dict[int, list[Interval]] = {}
    for key, interval in (*said.stated.items(), *said.derived.items()):
        told.setdefault(key, []).append(interval)
    of_speakers = [part for part in statements.reports if part[0] in said.speakers]
    for part in sorted(of_speakers, key=lambda part: (part[0], part[1] or 0)):
        bounds = statements.reports[part]
        if bounds.stated:
            for key, interval in bounds.stated.items():
                told.setdefault(key, []).append(interval)
    return told


def _copies(
    statements: ShipmentStatements, voice: Voice, said: VoiceStatements
) -> Iterator[tuple[int, ReportBounds]]:
    """Yield the reports that pass the voice on without speaking for it, with what they state."""
    for report in voice.reports:
        if report.role is Role.OWN or report.is_superseded:
            continue
        if report.key in said.speakers and said.is_passed_on:
            continue
        for source in voice.key if report.is_borrowed else (None,):
            bounds = statements.reports.get((report.key, source))
            if bounds is not None:
                yield report.key, bounds
