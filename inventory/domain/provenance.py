"""Follow reported words to the sources that they come from.

The rules of whose words a report hands on stand in `inventory.domain.independence`.
"""

from __future__ import annotations

import graphlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from inventory.domain.messages import Code, Message


class Attribution(StrEnum):
    """Name how surely a report is ascribed to its asserter."""

    STATED = "stated"
    INFERRED = "inferred"
    GUESSED = "guessed"
    UNATTRIBUTED = "unattributed"


class Basis(StrEnum):
    """Name what an edge rests on: the text says so, or somebody concluded it."""

    STATED = "stated"
    INFERRED = "inferred"


class CircleFault(Code):
    """Name what draws on itself."""

    REPORTS = "circle.reports"
    PUBLICATIONS = "circle.publications"


class CycleError(ValueError):
    """Tell that reports repeat, or publications cite, each other in a circle; `path` is the circle."""

    def __init__(self, what: CircleFault, path: tuple[int, ...]) -> None:
        self.message = Message(what, path=" → ".join(map(str, path)))
        super().__init__(self.message)
        self.path = path


class UnknownPublicationError(ValueError):
    """Tell that a publication is cited whose source is not given."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Point from a report to one that it repeats."""

    target: int
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class ReportNode:
    """Describe a report by what decides whose voice it is.

    `source` is the publication's. `published` None means unknown and counts as oldest. Repeated
    reports that are not among those given (another shipment's) are passed over. `published_last` is the
    last day on which it can have appeared, None where that is `published`. `evidence` are the items that it
    rests on; `stage` is how far the shipment had come, empty where the report does not say.
    """

    key: int
    publication: int
    source: int
    asserter: int | None = None
    attribution: Attribution = Attribution.UNATTRIBUTED
    is_first_hand: bool = True
    repeats: tuple[Edge, ...] = ()
    published: date | None = None
    superseded: bool = False
    published_last: date | None = None
    evidence: tuple[int, ...] = ()
    stage: str = ""

    @property
    def latest_day(self) -> date | None:
        """Return the last day on which it can have appeared; None if no day is known."""
        return self.published_last or self.published

    @property
    def voice(self) -> int:
        """Return the source that speaks in the report."""
        if self.asserter is not None and self.attribution in (Attribution.STATED, Attribution.INFERRED):
            return self.asserter
        return self.source

    @property
    def recency(self) -> tuple[date, bool, int]:
        """Return what orders reports: by date, then first-hand after second-hand, then by key."""
        return self.published or date.min, self.is_first_hand, self.key


@dataclass(frozen=True, slots=True)
class CitationEdge:
    """Point from a publication to the publication or, if that is unknown, the source it draws on."""

    publication: int
    cited_publication: int | None = None
    cited_source: int | None = None
    basis: Basis = Basis.STATED


def find_cycle(edges: Iterable[tuple[int, int]]) -> tuple[int, ...] | None:
    """Find a circle among edges from what draws to what it draws on, and return it as a path.

    The path begins and ends with its smallest key and does not depend on the order of the edges.

    >>> find_cycle([(3, 1), (1, 2), (2, 3), (4, 1)]), find_cycle([(5, 5)]), find_cycle([(1, 2), (1, 3)])
    ((1, 2, 3, 1), (5, 5), None)
    """
    known = sorted(edges)
    if not known:
        return None
    sorter: graphlib.TopologicalSorter[int] = graphlib.TopologicalSorter()
    for start, end in known:
        sorter.add(start, end)
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        # The standard library lists each node before the one that draws on it, the first again at the end.
        circle = error.args[1][:0:-1]
        turn = circle.index(min(circle))
        return (*circle[turn:], *circle[: turn + 1])
    return None


class _Node(NamedTuple):
    """Name a thing that words can be followed to: a report, a publication or a source."""

    kind: str
    key: int


_Steps = tuple[tuple[_Node, bool], ...]  # Where the words come from, and whether that is inferred.


class Trails:
    """Follow every report to its roots."""

    def __init__(
        self,
        reports: Iterable[ReportNode],
        citations: Iterable[CitationEdge],
        publication_sources: Mapping[int, int],
    ) -> None:
        self.reports = {report.key: report for report in sorted(reports, key=lambda report: report.key)}
        self._own = [report for report in self.reports.values() if report.voice == report.source]
        cited_first = sorted(citations, key=lambda edge: edge.publication)
        self._citations = {
            key: [*edges] for key, edges in groupby(cited_first, lambda edge: edge.publication)
        }
        _refuse_cycle(
            ((report.key, edge.target) for report in self.reports.values() for edge in report.repeats),
            what=CircleFault.REPORTS,
        )
        _refuse_cycle(
            ((edge.publication, edge.cited_publication) for edge in cited_first),
            what=CircleFault.PUBLICATIONS,
        )
        by_reports = {report.publication: report.source for report in self.reports.values()}
        self._sources = {**publication_sources, **by_reports}
        self._follow = {
            "report": self._report_steps,
            "publication": self._publication_steps,
            "source": self._source_steps,
        }
        # A shipment may have hundreds of reports, and each trail is walked again and again.
        self._known_steps: dict[_Node, _Steps] = {}
        self._known_reach: dict[_Node, frozenset[_Node]] = {}
        self._known_roots: dict[int, frozenset[int]] = {}

    def roots(self, report: ReportNode) -> frozenset[int]:
        """Return the sources that the report's words come from; never empty."""
        if report.key not in self._known_roots:
            ends = filter(self._is_end, self._reach(_Node("report", report.key)))
            self._known_roots[report.key] = frozenset(map(self._voice, ends))
        return self._known_roots[report.key]

    def is_inferred(self, report: ReportNode) -> bool:
        """Tell whether some edge on the way from the report to its roots is inferred."""
        reached = self._reach(_Node("report", report.key))
        return any(is_inferred for node in reached for _, is_inferred in self._steps(node))

    def is_derivative(self, report: ReportNode) -> bool:
        """Tell whether the report's words come from somewhere else."""
        return bool(self._steps(_Node("report", report.key)))

    def _is_end(self, node: _Node) -> bool:
        """Tell whether everything that a thing leads to leads back to it.

        So it is for a source that draws on nothing, and for a circle that draws on nobody else.
        """
        return all(node in self._reach(other) for other in self._reach(node))

    def _reach(self, start: _Node) -> frozenset[_Node]:
        """Return everything that a thing leads to, itself included."""
        if start not in self._known_reach:
            found = {start}
            waiting = [start]
            while waiting:
                new = {node for node, _ in self._steps(waiting.pop())} - found
                found |= new
                waiting.extend(new)
            self._known_reach[start] = frozenset(found)
        return self._known_reach[start]

    def _steps(self, node: _Node) -> _Steps:
        if node not in self._known_steps:
            self._known_steps[node] = self._follow[node.kind](node.key)
        return self._known_steps[node]

    def _report_steps(self, key: int) -> _Steps:
        report = self.reports[key]
        repeated = [edge for edge in report.repeats if edge.target in self.reports]
        if repeated:
            return tuple((_Node("report", edge.target), edge.basis is Basis.INFERRED) for edge in repeated)
        if report.voice != report.source:
            return ((_Node("source", report.voice), report.attribution is Attribution.INFERRED),)
        return () if report.is_first_hand else self._cited(report.publication)

    def _publication_steps(self, publication: int) -> _Steps:
        own = [report for report in self._own if report.publication == publication]
        return tuple((_Node("report", report.key), False) for report in own) or self._cited(publication)

    def _source_steps(self, source: int) -> _Steps:
        own = [report for report in self._own if report.source == source]
        if not all(self._steps(_Node("report", report.key)) for report in own):
            return ()
        return tuple((_Node("report", report.key), False) for report in own)

    def _cited(self, publication: int) -> _Steps:
        """Return what a publication cites; the document itself, where known, before its source."""
        steps: list[tuple[_Node, bool]] = []
        for edge in self._citations.get(publication, ()):
            if edge.cited_publication is not None:
                steps.append((_Node("publication", edge.cited_publication), edge.basis is Basis.INFERRED))
            elif edge.cited_source is not None:
                steps.append((_Node("source", edge.cited_source), edge.basis is Basis.INFERRED))
        return tuple(steps)

    def _voice(self, node: _Node) -> int:
        """Return the source that speaks where a trail ends."""
        if node.kind == "source":
            return node.key
        if node.kind == "report":
            return self.reports[node.key].voice
        if node.key not in self._sources:
            raise UnknownPublicationError(f"Publication {node.key} is cited, but its source is not given.")
        return self._sources[node.key]


def _refuse_cycle(pairs: Iterable[tuple[int, int | None]], *, what: CircleFault) -> None:
    """Raise CycleError if the edges, of which those with an unknown end are left out, run in a circle."""
    path = find_cycle((start, end) for start, end in pairs if end is not None)
    if path:
        raise CycleError(what, path)
