"""Load what a publication draws on and who draws on it, and what they make of the same counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F

from inventory.domain.drift import Said, Step, follow
from inventory.models.deliveries import ReportedDelivery
from inventory.models.equipment import EquipmentType
from inventory.models.publications import Basis, Citation, Publication
from inventory.models.reports import Report, ReportRepeat
from inventory.models.shipments import Shipment
from inventory.models.sources import Source

MOST_PUBLICATIONS = 24  # of a chain that are shown
MOST_SHIPMENTS = 2  # on which the counts along a chain are shown
MOST_TYPES = 30  # of one shipment

# Everything that a publication leads to by citations and by repetition, and everything that leads to it.
CHAIN = """
WITH RECURSIVE up (id, far) AS (
    SELECT %(start)s::bigint, 0
    UNION
    SELECT step.id, up.far + 1 FROM up CROSS JOIN LATERAL (
        SELECT cited_publication_id AS id FROM inventory_citation
        WHERE publication_id = up.id AND cited_publication_id IS NOT NULL
        UNION
        SELECT b.publication_id FROM inventory_report a
        JOIN inventory_reportrepeat r ON r.report_id = a.id JOIN inventory_report b ON b.id = r.repeated_id
        WHERE a.publication_id = up.id AND b.publication_id <> a.publication_id
    ) step WHERE up.far < %(most)s
), down (id, far) AS (
    SELECT %(start)s::bigint, 0
    UNION
    SELECT step.id, down.far + 1 FROM down CROSS JOIN LATERAL (
        SELECT publication_id AS id FROM inventory_citation WHERE cited_publication_id = down.id
        UNION
        SELECT b.publication_id FROM inventory_report a
        JOIN inventory_reportrepeat r ON r.repeated_id = a.id JOIN inventory_report b ON b.id = r.report_id
        WHERE a.publication_id = down.id AND b.publication_id <> a.publication_id
    ) step WHERE down.far < %(most)s
)
SELECT id, min(far) FROM (SELECT * FROM up UNION ALL SELECT * FROM down) found GROUP BY id ORDER BY 2, 1
"""
FURTHEST = 8  # steps that are followed; a circle by citation and repetition ends here


@dataclass(frozen=True, slots=True)
class ChainLink:
    """Lead from what is drawn on to the publication that draws; a source where no publication is known."""

    publication: int
    drawn_on: Publication | Source
    report_count: int  # reports that repeat; 0: it only cites
    is_stated: bool
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Hold a publication's chain, roots first; ``left_out`` counts those too far off to be shown."""

    publications: tuple[Publication, ...]
    links: tuple[ChainLink, ...]
    left_out: int = 0

    @property
    def drawn_on(self) -> dict[int, list[int]]:
        """Return the keys of the publications that each publication draws on."""
        keys: dict[int, list[int]] = defaultdict(list)
        for link in self.links:
            if isinstance(link.drawn_on, Publication) and link.drawn_on.pk not in keys[link.publication]:
                keys[link.publication].append(link.drawn_on.pk)
        return dict(keys)


@dataclass(frozen=True, slots=True)
class DriftCell:
    """Hold what one publication says of a type, and how that differs from what it drew on."""

    lines: tuple[ReportedDelivery, ...]
    step: Step
    drawn_from: Publication | None


@dataclass(frozen=True, slots=True)
class Drift:
    """Hold the counts on one shipment along a chain: a row for each type, a cell for each publication."""

    shipment: Shipment
    publications: tuple[Publication, ...]
    rows: tuple[tuple[EquipmentType, tuple[DriftCell, ...]], ...]
    left_out: int = 0  # types beyond those that are shown


def load_chain(publication: Publication) -> Chain:
    """Return what it draws on and who draws on it, a few steps far.

    Runs four queries: keys; publications; repetitions; citations.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, {"start": publication.pk, "most": FURTHEST})
        keys = [row[0] for row in cursor.fetchall()]
    kept = keys[:MOST_PUBLICATIONS]
    found = Publication.objects.select_related("source").defer("text", "note").in_bulk(kept)
    links = [*_repetitions(kept, found), *_citations(kept)]
    return Chain(tuple(_roots_first(found, links)), tuple(_united(links)), len(keys) - len(kept))


def _repetitions(keys: list[int], found: dict[int, Publication]) -> Iterable[ChainLink]:
    edges = (
        ReportRepeat.objects.filter(report__publication__in=keys, repeated__publication__in=keys)
        .exclude(report__publication=F("repeated__publication"))
        .order_by()
        .values_list("report__publication", "repeated__publication", "basis")
        .annotate(number=Count("report", distinct=True))
        .order_by("report__publication", "repeated__publication", "basis")
    )
    for drawing, drawn_on, basis, number in edges:
        yield ChainLink(drawing, found[drawn_on], number, basis == Basis.STATED)


def _citations(keys: list[int]) -> Iterable[ChainLink]:
    cited = Citation.objects.filter(publication__in=keys).select_related(
        "cited_publication__source", "cited_source"
    )
    for one in cited.order_by("pk"):
        target = one.cited_publication or one.cited_source
        if isinstance(target, Source) or (target and target.pk in keys):
            yield ChainLink(one.publication_id, target, 0, one.basis == Basis.STATED, one.phrase)


def _united(links: list[ChainLink]) -> Iterable[ChainLink]:
    """Unite what leads from one thing to the same: a text that cites what its reports repeat is one link."""
    by_ends: dict[tuple[int, object], list[ChainLink]] = defaultdict(list)
    for link in links:
        by_ends[link.publication, link.drawn_on].append(link)
    for (drawing, _), group in by_ends.items():
        yield ChainLink(
            drawing,
            group[0].drawn_on,
            sum(link.report_count for link in group),
            any(link.is_stated for link in group),
            next((link.phrase for link in group if link.phrase), ""),
        )


def _roots_first(found: dict[int, Publication], links: list[ChainLink]) -> list[Publication]:
    """Return publications by how many steps they are from a root, the oldest first."""
    depth = dict.fromkeys(found, 0)
    pairs = [(link.publication, link.drawn_on.pk) for link in links if isinstance(link.drawn_on, Publication)]
    for _round in found:
        for drawing, drawn_on in pairs:
            # A circle would otherwise raise its members for ever.
            depth[drawing] = min(max(depth[drawing], depth[drawn_on] + 1), len(found))
    return sorted(found.values(), key=lambda one: (depth[one.pk], one.published_on or "9", one.pk))


def load_drifts(chain: Chain) -> list[Drift]:
    """Return the counts along the chain, on the shipments that most of it reports on. Up to two queries."""
    if len(chain.publications) < 2:
        return []
    keys = [one.pk for one in chain.publications]
    shared = (
        Report.objects.filter(publication__in=keys)
        .order_by()
        .values("shipment")
        .annotate(number=Count("publication", distinct=True))
        .filter(number__gt=1)
        .order_by("-number", "shipment")
    )
    chosen = list(shared.values_list("shipment", flat=True)[:MOST_SHIPMENTS])
    if not chosen:
        return []
    lines = (
        ReportedDelivery.objects.filter(shipment__in=chosen, report__publication__in=keys)
        .select_related("equipment_type", "report__asserter", "shipment")
        .order_by("equipment_type__path", "pk")
    )
    by_shipment: dict[int, list[ReportedDelivery]] = defaultdict(list)
    for line in lines:
        by_shipment[line.shipment_id].append(line)
    return [_drift(chain, by_shipment[key]) for key in chosen if key in by_shipment]


def _drift(chain: Chain, lines: Sequence[ReportedDelivery]) -> Drift:
    speaking = {line.report.publication_id for line in lines}
    publications = tuple(one for one in chain.publications if one.pk in speaking)
    by_type: dict[EquipmentType, dict[int, list[ReportedDelivery]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        by_type[line.equipment_type][line.report.publication_id].append(line)
    rows = [(one, _cells(chain, publications, said)) for one, said in by_type.items()]
    return Drift(lines[0].shipment, publications, tuple(rows[:MOST_TYPES]), max(0, len(rows) - MOST_TYPES))


def _cells(
    chain: Chain, publications: Sequence[Publication], lines: dict[int, list[ReportedDelivery]]
) -> tuple[DriftCell, ...]:
    names = {one.pk: one for one in publications}
    # A publication that hands on several speakers is held to the first line; the others stand beside it.
    said = {key: Said(group[0].interval, group[0].phrase) for key, group in lines.items()}
    steps = follow(list(names), chain.drawn_on, said)
    return tuple(
        DriftCell(tuple(lines.get(key, ())), step, names.get(step.drawn_from or 0))
        for key, step in steps.items()
    )
