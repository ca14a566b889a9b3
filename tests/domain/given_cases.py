"""Read the worked-out cases of tests/data/conclusions as the domain's input, without a database."""

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from inventory.domain.comparison import Detail, Line, ShipmentInput
from inventory.domain.independence import Attribution, CitationEdge, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy, TypeNode

ROOT = Path(__file__).resolve().parents[2]
TYPES = ROOT / "inventory/fixtures/reference/equipment_types.csv"
CASES = ROOT / "tests/data/conclusions/given.json"
# The classes that the labels of one case name.
CLASSES = {"Linza ambulances": "armoured-ambulances", "Linza APCs": "apc"}


@cache
def types() -> tuple[Taxonomy, dict[str, int]]:
    """Return the project's equipment tree, and the key of each slug."""
    with TYPES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {row["slug"]: number for number, row in enumerate(rows, start=1)}
    return Taxonomy(
        [
            TypeNode(
                keys[row["slug"]],
                keys.get(row["parent"]),
                row["unit"],
                row["level"] in ("family", "variant"),
                row["name"],
                int(row["position"] or 0),
                row["is_overlapping"] == "true",
            )
            for row in rows
        ]
    ), keys


def load_cases() -> list[dict[str, Any]]:
    """Return the cases as they are written."""
    return json.loads(CASES.read_text(encoding="utf-8"))


class Reading:
    """Read one case; sources, reports, evidence and lines get numbers in the order of their first mention."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.reports = {report["id"]: number for number, report in enumerate(case["reports"], start=1)}
        self.sources: dict[str, int] = {}
        self.evidence: dict[str, int] = {}
        self.lines: list[Line] = []
        self.details: list[Detail] = []
        withdrawn = {old for report in case["reports"] for old in report["supersedes"]}
        nodes = [self._node(report, is_withdrawn=report["id"] in withdrawn) for report in case["reports"]]
        self.input = ShipmentInput(
            tuple(nodes),
            tuple(
                CitationEdge(self.reports[report["id"]], cited_source=self.source(cited))
                for report in case["reports"]
                for cited in report["draws_on"]
            ),
            {node.publication: node.source for node in nodes},
            tuple(self.lines),
            tuple(self.details),
        )

    def source(self, name: str) -> int:
        """Return a source's number."""
        return self.sources.setdefault(name, 100 + len(self.sources))

    def _node(self, report: dict[str, Any], *, is_withdrawn: bool) -> ReportNode:
        number = self.reports[report["id"]]
        source, voice = self.source(report["source"]), self.source(report["voice"])
        first = len(self.lines)
        for line in report["lines"]:
            self.lines.append(self._line(number, line, first))
        for detail in report["details"]:
            self.details.append(
                Detail(
                    len(self.details) + 1,
                    number,
                    detail["kind"],
                    detail["value"],
                    detail["polarity"],
                    modality=detail["modality"],
                    is_partial=detail.get("part", False),
                )
            )
        return ReportNode(
            number,
            number,
            source,
            None if voice == source else voice,
            Attribution(report["attribution"]),
            repeats=tuple(Edge(self.reports[one]) for one in report["repeats"]),
            published=date.fromisoformat(report["publication_date"]),
            superseded=is_withdrawn,
            evidence=tuple(self.evidence.setdefault(one, len(self.evidence)) for one in report["evidence"]),
            stage=report["stage"],
        )

    def _line(self, report: int, line: dict[str, Any], first: int) -> Line:
        _, keys = types()
        label = line["label"]
        cites = line.get("cites")
        return Line(
            len(self.lines) + 1,
            report,
            keys[line["type"]],
            None if line["low"] is None else Interval(line["low"], line["high"]),
            kind=line.get("kind", "exact"),
            scope=line["scope"],
            label_type=keys[CLASSES[label]] if label in CLASSES else None,
            label=label,
            cites=None if cites is None else self.source(cites),
            same_as=None if line.get("same_as") is None else first + line["same_as"] + 1,
        )
