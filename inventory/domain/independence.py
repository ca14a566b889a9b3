"""Find the independent voices behind the reports on one shipment.

Ten articles that copy one dispatch are one voice. The rules:

- *Voice of a report*: its asserter if the attribution is stated or inferred; otherwise (guessed,
  unattributed, no asserter) the publication's source. A guessed speaker is never a second voice.
- *Roots of a report*: if it repeats reports, their roots, whatever its publication cites. Else, if
  another source asserts it, that source. Else, if it is not first-hand and its publication cites
  something, the roots of what is cited: of a cited publication the roots of its own-voice reports,
  or, if none is at hand, of what it cites in turn, or its source; of a cited source that source.
  Else the publication's source. A source that is drawn on stands for itself, unless all of its own
  reports at hand are derivative: then it stands for their roots.
- Sources that draw only on one another in a circle are one root together.
- Reports with the same roots are one voice. A group whose roots strictly contain another group's is
  *folded* under the smallest such group: it never speaks and never counts. Groups that overlap
  without containment share a root, so they are one voice.
- Superseded reports take no part in the grouping; they are shown under the voice they belong to.

An edge or attribution that is inferred counts like a stated one, but the report and its voice say
so. All results are independent of the order of the input.

>>> paper = ReportNode(1, publication=1, source=10)
>>> copy = ReportNode(2, publication=2, source=20, repeats=(Edge(1),))
>>> ministry = ReportNode(3, publication=3, source=30, asserter=40, attribution=Attribution.STATED)
>>> found = find_voices([paper, copy, ministry])
>>> [(voice.key, [(report.key, report.role.value) for report in voice.reports]) for voice in found.voices]
[((40,), [(3, 'carrier')]), ((10,), [(2, 'derivative'), (1, 'own')])]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.provenance import (
    Attribution,
    Basis,
    CitationEdge,
    CycleError,
    Edge,
    ReportNode,
    Trails,
    UnknownPublicationError,
    find_cycle,
)

# The words in which a caller describes reports belong to this module's interface.
__all__ = [
    "NO_SOURCES",
    "Attribution",
    "Basis",
    "CitationEdge",
    "CycleError",
    "Edge",
    "ReportNode",
    "Role",
    "UnknownPublicationError",
    "Voice",
    "VoiceReport",
    "Voices",
    "find_cycle",
    "find_voices",
]

NO_SOURCES: Mapping[int, int] = MappingProxyType({})


class Role(StrEnum):
    """Name a report's part in its voice.

    OWN: the source's own words. CARRIER: another publication that passes on the asserter's words.
    DERIVATIVE: a report that repeats, or draws on, others.
    """

    OWN = "own"
    CARRIER = "carrier"
    DERIVATIVE = "derivative"


class VoiceReport(NamedTuple):
    """Place one report in its voice.

    `is_folded`: it draws on more than this voice, so it is shown here but adds nothing.
    `is_inferred`: some edge on the way to its roots is inferred. `is_borrowed`: only lines that it takes
    from this voice by name stand here; the report itself stands under another voice.
    """

    key: int
    role: Role
    is_folded: bool = False
    is_superseded: bool = False
    is_inferred: bool = False
    is_borrowed: bool = False

    @property
    def is_active(self) -> bool:
        """Return whether the report stands and draws on no more than this voice."""
        return not (self.is_folded or self.is_superseded)


@dataclass(frozen=True, slots=True)
class Voice:
    """Gather the reports behind which one root stands; `key` is the sorted tuple of root sources.

    Reports are newest first. A voice of which every report is superseded is kept: `has_no_active_report`.
    """

    key: tuple[int, ...]
    reports: tuple[VoiceReport, ...]

    @property
    def own_reports(self) -> tuple[int, ...]:
        """List the active reports that are the root's own words, newest first."""
        return tuple([report.key for report in self.reports if report.is_active and report.role is Role.OWN])

    @property
    def copies(self) -> tuple[int, ...]:
        """List the active reports that pass the root on, newest first."""
        return tuple(
            [report.key for report in self.reports if report.is_active and report.role is not Role.OWN]
        )

    @property
    def has_no_active_report(self) -> bool:
        """Return whether no report is left to speak."""
        return not any(report.is_active for report in self.reports)

    @property
    def is_inferred(self) -> bool:
        """Tell whether some report is counted here because of an inferred edge."""
        return any(report.is_inferred for report in self.reports)


@dataclass(frozen=True, slots=True)
class Voices:
    """Hold the voices, the one with the newest report first, and the two counts that are never mixed.

    The third count, evidence items, is not a matter of reports and is counted elsewhere.
    """

    voices: tuple[Voice, ...]
    publication_count: int

    @property
    def voice_count(self) -> int:
        """Count the independent voices that still speak."""
        return sum(not voice.has_no_active_report for voice in self.voices)


def find_voices(
    reports: Iterable[ReportNode],
    citations: Iterable[CitationEdge] = (),
    publication_sources: Mapping[int, int] = NO_SOURCES,
) -> Voices:
    """Group the reports on one shipment into independent voices.

    `publication_sources` maps the publications that are cited, directly or in turn, to their
    sources; those of the reports themselves are known. Raises CycleError if reports repeat or
    publications cite each other in a circle, UnknownPublicationError for a cited one without a source.
    """
    trails = Trails(reports, citations, publication_sources)
    grouping = _Grouping(trails)
    for report in trails.reports.values():
        grouping.place(report)
    return Voices(grouping.voices(), len({report.publication for report in trails.reports.values()}))


type _Roots = frozenset[int]


class _Grouping:
    """Sort reports into voices by their roots."""

    def __init__(self, trails: Trails) -> None:
        self._trails = trails
        self._live = {trails.roots(report) for report in trails.reports.values() if not report.superseded}
        self._voices = _merge(
            {roots for roots in self._live if not any(other < roots for other in self._live)}
        )
        self._members: dict[_Roots, list[tuple[ReportNode, VoiceReport]]] = {}

    def place(self, report: ReportNode) -> None:
        """Put a report under its voice."""
        roots = self._trails.roots(report)
        voice, is_folded = self._home(roots)
        role = Role.DERIVATIVE if is_folded else self._role(report)
        placed = VoiceReport(report.key, role, is_folded, report.superseded, self._trails.is_inferred(report))
        self._members.setdefault(voice, []).append((report, placed))

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices, the one with the newest report first."""
        found = []
        for roots, members in self._members.items():
            members.sort(key=lambda member: member[0].recency, reverse=True)
            found.append((members[0][0].recency, Voice(tuple(sorted(roots)), tuple(m[1] for m in members))))
        return tuple(voice for _, voice in sorted(found, key=lambda pair: pair[0], reverse=True))

    def _role(self, report: ReportNode) -> Role:
        """Return the report's part in the voice that its roots make."""
        if report.voice != report.source and self._trails.roots(report) == {report.voice}:
            return Role.CARRIER
        return Role.DERIVATIVE if self._trails.is_derivative(report) else Role.OWN

    def _home(self, roots: _Roots) -> tuple[_Roots, bool]:
        """Return the voice that roots belong to, and whether they are folded under it."""
        contained = [other for other in self._live if other < roots]
        if contained:
            host = min(contained, key=lambda other: (len(other), sorted(other)))
            return self._voice_of(host), True
        return self._voice_of(roots), False

    def _voice_of(self, roots: _Roots) -> _Roots:
        """Return the voice that shares a root; roots of superseded reports alone are their own."""
        sharing = [voice for voice in self._voices if voice & roots]
        return min(sharing, key=sorted, default=roots)


def _merge(groups: Iterable[_Roots]) -> list[_Roots]:
    """Unite groups that share a root until none do."""
    merged: list[_Roots] = []
    for group in groups:
        touching = [other for other in merged if other & group]
        merged = [other for other in merged if not other & group] + [group.union(*touching)]
    return merged
