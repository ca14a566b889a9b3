"""Draw any whole record: what reports say, and all else that people write; compare what came back."""

import datetime

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from hypothesis import strategies as st

from inventory import models
from inventory.exports.whole_record.rows import export_table
from inventory.models import Estimate, Evidence, Report, ReportedDetail, Shipment
from inventory.models.merging import MergeError, merge_shipments, undo_merge
from inventory.models.publications import Basis
from inventory.models.whole_record import TABLES, tables_for
from tests import factories
from tests.imports.any_record import (
    DATES,
    NAMES,
    TEXTS,
    Reference,
    draw_record,
    draw_tallies,
    maybe,
)

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1))
TIMES = st.integers(0, 10**15).map(
    lambda number: (
        datetime.datetime(1995, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(microseconds=number)
    )
)


def empty_the_database() -> None:
    """Take away all that a record has, people included, and what is computed from it."""
    connection.check_constraints()
    names = ", ".join(f'"{table.model._meta.db_table}"' for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def files_of(folder):
    """Return the contents of a record's files by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def row_counts(*, is_private=True):
    """Return how many rows each table of a file has."""
    tables = tables_for(is_private=is_private)
    return {table.name: export_table(table, is_private=is_private).rows.count() for table in tables}


def estimates():
    """Return all estimates, without keys."""
    left_out = {"id", "shipment", "equipment_type"}
    names = [field.name for field in Estimate._meta.concrete_fields if field.name not in left_out]
    rows = Estimate.objects.order_by("shipment__uid", "equipment_type__slug")
    return list(rows.values_list("shipment__uid", "equipment_type__slug", *names))


def make_reference() -> Reference:
    """Make a small tree, and some sources, parties, places and a register."""
    tanks = factories.EquipmentTypeFactory(slug="tanks")
    family = factories.EquipmentTypeFactory(slug="a-family", parent=tanks, family=True)
    variant = factories.EquipmentTypeFactory(slug="a-variant", parent=family, variant=True)
    types = [variant, family, tanks, factories.EquipmentTypeFactory(slug="trucks")]
    return Reference(
        types,
        factories.SourceFactory.create_batch(3),
        factories.PartyFactory.create_batch(2),
        factories.PlaceFactory.create_batch(2),
        [factories.DatasetFactory()],
    )


def draw_whole_record(data: st.DataObject) -> None:
    """Draw a record of all tables into the empty database, and compute its estimates."""
    reference = make_reference()
    people = [factories.UserFactory(username=name) for name in ("@zoë", "-anna")]
    factories.UserFactory(username="nobody knows this one")
    draw_record(data, reference)
    _reference(data, reference, people)
    for report in Report.objects.order_by("pk"):
        _details(data, reference, report)
    for shipment in Shipment.objects.order_by("pk"):
        _evidence(data, reference, shipment)
        _assessments(data, reference, shipment, people)
    _merges(data, people)
    draw_tallies(data, reference)
    _links(data, people)
    _workspace(data, reference, people)
    _publications(data)
    Estimate.objects.recompute(Shipment.everything.values_list("pk", flat=True))
    stale = data.draw(st.lists(st.sampled_from([False, True]), max_size=2))
    for assessment, is_stale in zip(models.Assessment.objects.order_by("pk"), stale, strict=False):
        if is_stale:
            assessment.made_over, assessment.is_stale = "something else", True
            assessment.save()


def _reference(data, reference, people):
    country = reference.places[0].country
    country.existence = data.draw(st.sampled_from([None, DateRange(None, datetime.date(1991, 12, 26))]))
    country.latitude, country.longitude = data.draw(maybe(["1.50000"])), data.draw(maybe(["-0.00001"]))
    country.save()
    models.CountryAlias.objects.create(country=country, name=data.draw(NAMES), language="fr")
    models.PlaceAlias.objects.create(place=reference.places[0], name=data.draw(NAMES))
    models.PartyAlias.objects.create(party=reference.parties[0], name=data.draw(NAMES))
    models.SourceAlias.objects.create(source=reference.sources[0], name=data.draw(NAMES))
    models.EquipmentAlias.objects.create(equipment_type=reference.types[0], name=data.draw(NAMES))
    group = factories.CountryGroupFactory(description=data.draw(TEXTS))
    first = data.draw(st.one_of(st.none(), DAYS))
    last = data.draw(st.one_of(st.none(), st.just(datetime.date(2050, 1, 2))))
    group.memberships.create(country=country, period=DateRange(first, last), basis=data.draw(TEXTS))
    scheme = models.ClassificationScheme.objects.create(slug="a-scheme", name="A scheme")
    category = scheme.categories.create(code=data.draw(NAMES), name="A category")
    for number, equipment_type in enumerate(reference.types):
        given = data.draw(maybe([category]))
        scheme.verdicts.create(
            equipment_type=equipment_type,
            outcome="in" if given else "out",
            category=given,
            basis=f"Rule {number}",
        )
    dataset = reference.datasets[0]
    dataset.scheme, dataset.first_year = data.draw(maybe([scheme])), data.draw(maybe([1950]))
    dataset.save()
    dataset.recipients.set(data.draw(st.sampled_from([[], [country]])))
    dataset.suppliers.set(data.draw(st.sampled_from([[], reference.parties])))
    for day in data.draw(st.lists(DAYS, max_size=2, unique=True)):
        reference.sources[0].ratings.create(
            grade="B", rated_on=day, rated_by=data.draw(st.sampled_from(people)), rationale=data.draw(TEXTS)
        )


def _details(data, reference, report):
    kind = data.draw(maybe([one for one in ReportedDetail.Kind if one != ReportedDetail.Kind.CARRIER]))
    if kind is None:
        return
    value = {}
    if kind in ReportedDetail.PARTY_KINDS:
        value["party"] = data.draw(st.sampled_from(reference.parties))
    elif kind in ReportedDetail.PLACE_KINDS:
        value["place"] = data.draw(st.sampled_from(reference.places))
    elif kind in ReportedDetail.DATE_KINDS:
        value["date"] = data.draw(DATES.filter(bool))
    elif kind == ReportedDetail.Kind.STAGE:
        value["stage"] = data.draw(st.sampled_from(models.Stage.values))
    else:
        value["text"] = data.draw(NAMES)
    ReportedDetail.objects.create(
        report=report,
        shipment=report.shipment,
        kind=kind,
        polarity=data.draw(st.sampled_from(ReportedDetail.Polarity.values)),
        is_partial=data.draw(st.booleans()),
        hedge=data.draw(TEXTS),
        **value,
    )


def _evidence(data, reference, shipment):
    for _number in range(data.draw(st.integers(0, 2))):
        piece = Evidence.objects.create(
            shipment=shipment,
            kind=data.draw(st.sampled_from(Evidence.Kind.values)),
            title=data.draw(NAMES),
            captured_on=data.draw(DATES),
            place=data.draw(maybe(reference.places)),
            note=data.draw(TEXTS),
        )
        reports = list(shipment.reports.order_by("pk"))
        if reports:
            piece.reports.set(data.draw(st.lists(st.sampled_from(reports), unique=True)))
        for equipment_type in data.draw(st.lists(st.sampled_from(reference.types), unique=True, max_size=1)):
            piece.counts.create(equipment_type=equipment_type, count=data.draw(st.integers(1, 9)))


def _assessments(data, reference, shipment, people):
    for equipment_type in data.draw(st.lists(maybe(reference.types), max_size=2)):
        is_count = equipment_type is not None
        quantity = (
            NumericRange(2, data.draw(maybe([3, 9]))) if is_count and data.draw(st.booleans()) else None
        )
        models.Assessment.objects.create(
            shipment=shipment,
            equipment_type=equipment_type,
            detail_kind="" if is_count else "origin",
            quantity=quantity,
            judgement=data.draw(TEXTS) or "It is so.",
            rationale="Two voices agree.",
            assessed_by=data.draw(st.sampled_from(people)),
            assessed_on=data.draw(DAYS),
        )


def _merges(data, people):
    """Merge two shipments, or merge them, take it back, and maybe merge them again."""
    shipments = list(Shipment.objects.order_by("pk")[:2])
    for is_undone in data.draw(st.sampled_from([[], [False], [True], [True, False]])):
        if len(shipments) == 2:
            try:
                merge = merge_shipments(*shipments, people[0], data.draw(NAMES))
                if is_undone:
                    undo_merge(merge, people[1])
            except MergeError:
                return


def _links(data, people):
    shipments = list(Shipment.objects.order_by("pk")[:2])
    if len(shipments) == 2:
        for verdict in data.draw(st.lists(st.sampled_from(["distinct", "same_or_included"]), max_size=2)):
            models.ShipmentLink.objects.decide(*shipments, verdict, people[1], data.draw(TEXTS))


def _workspace(data, reference, people):
    person = data.draw(maybe(people))
    content = data.draw(TEXTS)
    moments = {"sha256": "0" * 64, "row_count": 1, "profile": "shipments_wide", "path": "/shipments/"}
    models.Snapshot.objects.create(title="A snapshot", content=content, taken_by=person, **moments)
    models.SavedView.objects.create(title=data.draw(NAMES), page="shipment-list", query="a=b", owner=person)
    keys = st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), st.none()), max_size=2)
    models.MappingProfile.objects.create(title=data.draw(NAMES), mapping=data.draw(keys), owner=people[0])
    models.NameDecision.objects.create(
        source=data.draw(maybe(reference.sources)),
        kind="place",
        name=data.draw(NAMES),
        means_place=reference.places[0],
        decided_by=person,
    )
    models.ReportDraft.objects.create(owner=people[1], content={"title": data.draw(TEXTS)})
    models.SavedView.objects.update(created_at=data.draw(TIMES))


def _publications(data):
    for publication in models.Publication.objects.order_by("pk"):
        publication.text, publication.note = data.draw(TEXTS), data.draw(TEXTS)
        publication.is_text_public = bool(publication.text) and data.draw(st.booleans())
        publication.save()
    first, *others = models.Publication.objects.order_by("pk")
    if others and not first.citations.exists() and not others[0].citations.exists():
        others[0].citations.create(
            cited_publication=first, phrase=data.draw(TEXTS), basis=data.draw(st.sampled_from(Basis.values))
        )
