"""Say why a dataset has nothing in a total: it does not look there, or it looked and has no record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, Max, Min, OuterRef, Q

from inventory.domain.totals.records import EVENTS, Coverage, Scope, Silence, silence_of
from inventory.models.datasets import Dataset
from inventory.models.equipment import EquipmentType, Verdict
from inventory.models.publications import Publication
from inventory.models.reference import Party
from inventory.models.reports import Report
from inventory.models.shipments import Shipment
from inventory.models.totals.editions import EDITION, asked_in, years_of_edition
from inventory.models.totals.tallies import Tally

type Years = tuple[int, int]  # first and last


@dataclass(frozen=True, slots=True)
class Covered:
    """Hold what each dataset covers of some types, by its name; all events are one."""

    coverages: Mapping[str, Coverage] = field(default_factory=dict)

    def silent(self, tally: Tally, kind: int, year: int | None = None) -> dict[str, Silence]:
        """Return why each dataset without a record in a sum has none; a year narrows the sum to it."""
        scope = Scope(kind, years=(year, year) if year else None)
        counting = tally.by_dataset
        return {
            name: silence_of(coverage, scope)
            for name, coverage in self.coverages.items()
            if name not in counting
        }


def load_covered(types: Sequence[EquipmentType], country: int | None = None) -> Covered:
    """Return what every dataset with records covers of types, and of a country where one is named.

    Runs four queries: datasets; verdicts; editions; days of events.
    """
    chosen = Dataset.recipients.through.objects.filter(dataset=OuterRef("pk"))
    tallies = Shipment.objects.filter(dataset=OuterRef("pk"))
    datasets = Dataset.objects.filter(Exists(tallies)).annotate(
        is_open=~Exists(chosen), is_recipient=Exists(chosen.filter(country=country))
    )
    found = list(datasets)
    paths = _verdicts({one.scheme_id for one in found if one.scheme_id})
    editions, narrow = _editions({one.source_id for one in found}, country)
    coverages = {}
    for one in found:
        counted = None if one.scheme_id is None else _counted(types, paths.get(one.scheme_id, {}))
        is_there = country is None or one.is_open or one.is_recipient  # type: ignore[attr-defined]  # Annotations.
        is_there = is_there and one.source_id not in narrow
        years = _within(editions.get(one.source_id), one)
        coverages[one.name] = Coverage(counted if is_there else (), years=years)
    events = _years_of_events(country)
    if events:
        coverages[EVENTS] = Coverage(years=events)
    return Covered(coverages)


def _verdicts(schemes: Collection[int]) -> dict[int, dict[str, bool]]:
    """Return for each scheme the paths of types with a verdict, and whether these count, or may."""
    found: dict[int, dict[str, bool]] = {}
    rows = Verdict.objects.filter(scheme__in=schemes).order_by()
    for scheme, path, outcome in rows.values_list("scheme", "equipment_type__path", "outcome"):
        found.setdefault(scheme, {})[path] = outcome != Verdict.Outcome.OUT
    return found


def _counted(types: Iterable[EquipmentType], verdicts: Mapping[str, bool]) -> set[int]:
    """Return the types of which a scheme counts anything: by their nearest verdict, or by one below."""
    counted = set()
    for kind in types:
        steps = kind.path.split("/")
        above = ["/".join(steps[:depth]) for depth in range(len(steps), 0, -1)]
        nearest = next((verdicts[path] for path in above if path in verdicts), True)
        below = any(verdicts[path] for path in verdicts if path.startswith(f"{kind.path}/"))
        if nearest or below:
            counted.add(kind.pk)
    return counted


def _editions(sources: Collection[int], country: int | None) -> tuple[dict[int, Years], set[int]]:
    """Return the years of which the editions of registers speak, by source, and sources of narrow ones alone.

    Of a country those count that have a record of it; where none has, all do. An edition may be an extract.
    One that asked for some suppliers alone, or for other recipients, never says that there is no record.
    """
    here = Report.objects.filter(publication=OuterRef("pk"), shipment__destination__country=country)
    editions = Publication.objects.filter(source__in=sources, title__contains=EDITION)
    listed = list(editions.annotate(is_here=Exists(here)))
    wide = _asking_for_all(listed, country)
    rows = [
        (one.source_id, bool(one.is_here), years_of_edition(one))  # type: ignore[attr-defined]  # An annotation.
        for one in wide
    ]
    found: dict[int, Years] = {}
    for is_here in (True, False):
        known: dict[int, list[Years]] = {}
        for source, of_country, years in rows:
            if years and (of_country or not is_here):
                known.setdefault(source, []).append(years)
        for source, spans in known.items():
            found.setdefault(source, (min(one for one, _ in spans), max(last for _, last in spans)))
    return found, {one.source_id for one in listed} - {one.source_id for one in wide}


def _asking_for_all(editions: Sequence[Publication], country: int | None) -> list[Publication]:
    """Return the editions that asked for deals with a country whoever supplied them.

    Runs one query where any asked for less than everything.
    """
    asked = {one.pk: asked_in(one.note) for one in editions}
    slugs = {slug for asks in asked.values() for _suppliers, recipients in asks for slug in recipients}
    found = Party.objects.filter(slug__in=slugs, country=country).values_list("slug", flat=True)
    here = set(found) if slugs and country else set()
    return [
        one
        for one in editions
        if not asked[one.pk]
        or any(
            not suppliers and (country is None or not recipients or not here.isdisjoint(recipients))
            for suppliers, recipients in asked[one.pk]
        )
    ]


def _within(years: Years | None, dataset: Dataset) -> Years | None:
    """Return the years that a dataset declares, and of which its editions speak."""
    first, last = years or (0, 9999)
    declared = (max(first, dataset.first_year or 0), min(last, dataset.last_year or 9999))
    return None if declared == (0, 9999) else declared


def _years_of_events(country: int | None) -> Years | None:
    """Return the years from the first event recorded to the last: before and after, nobody collected.

    None where there is no event with a day.
    """
    here = Q() if country is None else Q(destination__country=country)
    events = Shipment.objects.filter(here, dataset=None, period_days__isnull=False)
    ends = events.aggregate(first=Min("period_days__startswith"), last=Max("period_days__endswith"))
    return (ends["first"].year, ends["last"].year) if ends["first"] and ends["last"] else None
