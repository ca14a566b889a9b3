"""Draw any record: shipments, publications, reports and lines in all shapes that the database takes."""

from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import NumericRange
from hypothesis import strategies as st

from inventory.domain.quantities.quantity import OPEN_KINDS
from inventory.models import (
    Citation,
    Dataset,
    EquipmentType,
    Estimate,
    Party,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    ReportRepeat,
    Shipment,
    Source,
)
from inventory.models.languages import Language
from inventory.models.publications import Basis
from inventory.models.reports import Modality, Stage

Kind = ReportedDelivery.Kind
# What files, spreadsheets and their readers are known to stumble over, and any other character.
ODD = "=+-@'\",;|\t\r\n＝＋－＠ \u00a0\ufeff“é用\U0001f6e1\x1f\x85\u2028"
TEXTS = st.text(
    st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    max_size=8,
)
NAMES = TEXTS.filter(str.strip)
DATES = st.sampled_from(
    [
        "",
        "2025",
        "2025-01",
        "2025-01-17",
        "2025-21",
        "2024-11/2025-01",
        "2025?",
        "2025-01-17~",
        "2024/2025",
        "2025-10-14/2025-11",
    ]
)
NUMBERS = st.integers(0, 2_000_000_000)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold the reference data that records name."""

    types: list[EquipmentType]
    sources: list[Source]
    parties: list[Party]
    places: list[Place]
    datasets: list[Dataset]


def choose_reference() -> Reference:
    """Choose a part of the tree, and some sources, parties and places, of the loaded reference data."""
    tank = EquipmentType.objects.get(slug="t-72b3")
    line = [tank, tank.parent, tank.parent.parent]
    return Reference(
        [*line, EquipmentType.objects.get(slug="trucks")],
        list(Source.objects.order_by("slug")[:4]),
        list(Party.objects.order_by("slug")[:2]),
        list(Place.objects.order_by("slug")[:2]),
        list(Dataset.objects.order_by("slug")),
    )


def maybe(values):
    """Draw one of the values, or None."""
    return st.one_of(st.none(), st.sampled_from(values))


@st.composite
def counts(draw):
    """Draw the kind of a count with its bounds and best figure."""
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.SHARE]))
    if kind is Kind.UNKNOWN:
        return {"kind": kind, "quantity": None}
    if kind is Kind.NONE:
        return {"kind": kind, "quantity": NumericRange(0, 1), "best": draw(maybe([0]))}
    low = draw(NUMBERS)
    if kind is Kind.EXACT:
        low = max(low, 1)
        return {"kind": kind, "quantity": NumericRange(low, low + 1), "best": draw(maybe([low]))}
    highs = st.integers(max(low, 1), 2_000_000_000)
    high = None if kind.value in OPEN_KINDS else draw(st.one_of(st.none(), highs))
    best = draw(st.one_of(st.none(), st.integers(low, low if high is None else high)))
    return {"kind": kind, "quantity": NumericRange(low, None if high is None else high + 1), "best": best}


def draw_record(data: st.DataObject, reference: Reference) -> None:
    """Draw a record into the empty database, and compute its estimates.

    Every publication has a report, and every report a line: an export of lines knows no other.
    """
    shipments = [_shipment(data, reference, number) for number in range(data.draw(st.integers(1, 3)))]
    publications: list[Publication] = []
    for number in range(data.draw(st.integers(1, 3))):
        publications.append(_publication(data, reference, number, publications))
    reports: list[Report] = []
    others = data.draw(st.lists(st.sampled_from(publications), max_size=3))
    for publication in [*publications, *others]:
        reports.append(_report(data, reference, shipments, publication, reports))
    Estimate.objects.recompute([shipment.pk for shipment in shipments])


def draw_tallies(data: st.DataObject, reference: Reference) -> None:
    """Make some of the shipments tallies."""
    for shipment in Shipment.objects.order_by("pk"):
        shipment.dataset = data.draw(maybe(reference.datasets))
        shipment.save()


def _shipment(data, reference, number):
    return Shipment.objects.create(
        reference=f"{data.draw(NAMES)[:8]}{number}",
        title=data.draw(NAMES),
        supplier=data.draw(maybe(reference.parties)),
        destination=data.draw(maybe(reference.places)),
        period=data.draw(DATES),
    )


def _publication(data, reference, number, earlier):
    addresses = st.sampled_from(["", f"https://a.example/{number}?a=b&c=%20'"])
    publication = Publication.objects.create(
        source=data.draw(st.sampled_from(reference.sources)),
        title=data.draw(NAMES),
        url=data.draw(addresses),
        archived_url=data.draw(addresses),
        published_on=data.draw(DATES),
        language=data.draw(st.sampled_from(Language.values)),
    )
    cited = data.draw(st.lists(st.sampled_from([*earlier, *reference.sources]), unique=True, max_size=2))
    for one in cited:
        target = "cited_publication" if isinstance(one, Publication) else "cited_source"
        Citation.objects.create(
            publication=publication, basis=data.draw(st.sampled_from(Basis.values)), **{target: one}
        )
    return publication


def _report(data, reference, shipments, publication, earlier):
    shipment = data.draw(st.sampled_from(shipments))
    attribution = data.draw(st.sampled_from(Report.Attribution.values))
    report = Report.objects.create(
        shipment=shipment,
        publication=publication,
        asserter=None if attribution == "unattributed" else data.draw(maybe(reference.sources)),
        attribution=attribution,
        attribution_phrase=data.draw(TEXTS),
        is_first_hand=data.draw(st.booleans()),
        stage=data.draw(st.sampled_from(["", *Stage.values])),
        modality=data.draw(st.sampled_from(Modality.values)),
        hedge=data.draw(TEXTS),
        credibility=data.draw(maybe([2, 3, 4, 5, 6])),
        quote=data.draw(TEXTS),
    )
    beside = [one for one in earlier if one.shipment == shipment]
    if beside:
        for repeated in data.draw(st.lists(st.sampled_from(beside), unique=True, max_size=2)):
            basis = data.draw(st.sampled_from(Basis.values))
            ReportRepeat.objects.create(report=report, shipment=shipment, repeated=repeated, basis=basis)
        older = data.draw(maybe(beside))
        if older is not None:
            older.superseded_by = report
            older.save()
    _lines(data, reference, report)
    return report


def _lines(data, reference, report):
    chosen = data.draw(st.lists(st.sampled_from(reference.types), unique=True, min_size=1, max_size=3))
    first = None
    for equipment_type in chosen:
        count = data.draw(counts())
        if first is not None and count["quantity"] is not None and count["kind"] == Kind.RANGE:
            count |= {"kind": Kind.SHARE, "base": first}
        scope = data.draw(st.sampled_from(ReportedDelivery.Scope.values))
        line = ReportedDelivery.objects.create(
            report=report,
            shipment=report.shipment,
            equipment_type=equipment_type,
            label=data.draw(TEXTS),
            label_type=data.draw(maybe(reference.types)),
            phrase=data.draw(TEXTS),
            scope=scope,
            same_as=None if scope == "additional" or first is None else data.draw(maybe([first])),
            cited_source=data.draw(maybe(reference.sources)),
            modality=data.draw(st.sampled_from(["", *Modality.values])),
            hedge=data.draw(TEXTS),
            quote=data.draw(TEXTS),
            **count,
        )
        first = first or line
