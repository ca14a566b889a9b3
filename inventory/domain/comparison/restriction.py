"""Ask what some of the reports on a shipment say by themselves: one source's, or those of a kind of source.

An estimate weighs every voice. To compare sources with each other, each must be heard alone: its own lines,
its own newest word on each type. Nothing that others say supports or contradicts it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from inventory.domain.comparison.case import ShipmentInput
from inventory.domain.provenance import CitationEdge, ReportNode, Trails


def heard_alone(case: ShipmentInput, reports: Collection[int]) -> ShipmentInput:
    """Return the case of these reports, all of one source, as one voice; the newest of them speaks.

    What the source draws on does not matter here: it is what the source states. Leave reports out that give
    way to newer ones; a report that is named here stands, whatever came later. What it borrows from others
    by name is none of its own counts.
    """
    nodes = tuple(
        replace(node, repeats=(), is_first_hand=True, superseded=False)
        for node in case.reports
        if node.key in reports
    )
    alone = _only(case, nodes)
    return replace(alone, lines=tuple(line for line in alone.lines if line.cites is None))


def heard_among(case: ShipmentInput, reports: Collection[int]) -> ShipmentInput:
    """Return the case of these reports of several sources, as many voices as have roots of their own.

    Two newspapers that pass on one agency are one voice, also where the agency's own report is not among
    them: what they draw on is followed through all reports of the case.
    """
    trails = Trails(case.reports, case.citations, case.publication_sources)
    nodes, citations = [], []
    for node in case.reports:
        if node.key not in reports:
            continue
        roots = trails.roots(node)
        if roots == {node.voice}:
            nodes.append(replace(node, repeats=(), is_first_hand=True, superseded=False))
            continue
        # Each report gets a publication and a source of its own, citing those that its words come from.
        own = -node.key
        nodes.append(
            ReportNode(
                key=node.key,
                publication=own,
                source=own,
                is_first_hand=False,
                published=node.published,
                published_last=node.published_last,
                evidence=node.evidence,
                stage=node.stage,
            )
        )
        citations += [CitationEdge(own, cited_source=root) for root in sorted(roots)]
    return replace(_only(case, tuple(nodes)), citations=tuple(citations))


def _only(case: ShipmentInput, nodes: tuple[ReportNode, ...]) -> ShipmentInput:
    """Return the case with these reports and what they say, and nothing that they draw on."""
    kept = {node.key for node in nodes}
    return replace(
        case,
        reports=nodes,
        citations=(),
        lines=tuple(line for line in case.lines if line.report in kept),
        details=(),
    )
