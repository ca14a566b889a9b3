"""Find the publications that share passages with another on the same shipments."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from inventory.domain.passages import shared_passages
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.publications import Publication
from inventory.models.reports import Report

MOST_SHIPMENTS = 50  # whose passages are read
MOST_NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Hold a publication with those of its passages that the other has too."""

    publication: Publication
    passages: tuple[str, ...]


def load_neighbours(publication: Publication) -> list[Neighbour]:
    """Return publications with passages in common, most first. Runs one query, two if there are any.

    Only passages that were kept with a report, a line or a detail are looked at.
    """
    newest = Report.objects.filter(publication=publication).order_by("-shipment_id")
    shipments = newest.values("shipment_id").distinct()[:MOST_SHIPMENTS]
    on_these = {"shipment__in": shipments}
    passages = (
        (Report.objects.filter(**on_these).exclude(quote="").order_by().values_list("publication", "quote"))
        .union(
            *(
                model._default_manager.filter(**on_these)
                .exclude(quote="")
                .order_by()
                .values_list("report__publication", "quote")
                for model in (ReportedDelivery, ReportedDetail)
            )
        )
        .order_by()
    )
    by_publication: dict[int, list[str]] = defaultdict(list)
    for key, quote in sorted(passages):
        by_publication[key].append(quote)
    own = by_publication.pop(publication.pk, [])
    shared = {key: found for key, others in by_publication.items() if (found := shared_passages(own, others))}
    if not shared:
        return []
    most = sorted(shared, key=lambda key: (-len(shared[key]), key))[:MOST_NEIGHBOURS]
    names = Publication.objects.select_related("source").defer("text", "note").in_bulk(most)
    return [Neighbour(names[key], tuple(shared[key])) for key in most]
