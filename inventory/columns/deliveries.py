"""Declare the columns of the file of reported deliveries, which an import reads back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.beside_deliveries import columns_beside
from inventory.columns.column import FileColumn, Stated
from inventory.columns.expressions import as_text, high, joined, low, permalink
from inventory.models import Citation, Modality, Publication, Report, ReportedDelivery, ReportRepeat, Shipment
from inventory.models.whole_record import Type


def _repeats() -> QuerySet[Any]:
    """Return the reports that the line's report repeats, as the file writes them."""
    edge = Concat(F("basis"), Value(":"), as_text("repeated__uid"), output_field=TextField())
    return ReportRepeat.objects.filter(report=OuterRef("report_id")).order_by("pk").values_list(edge)


def _citations() -> QuerySet[Any]:
    """Return what the line's publication cites, as the file writes it."""
    publication = Concat(
        F("basis"), Value(":publication:"), as_text("cited_publication__uid"), output_field=TextField()
    )
    source = Concat(F("basis"), Value(":source:"), F("cited_source__slug"), output_field=TextField())
    target = Case(When(cited_publication__isnull=False, then=publication), default=source)
    return (
        Citation.objects.filter(publication=OuterRef("report__publication_id"))
        .annotate(target=target)
        .order_by("pk")
        .values_list("target")
    )


DELIVERY_ID = FileColumn(
    "delivery_id",
    _("Key of the line"),
    "Identifier of the line. It never changes.",
    value=as_text("uid"),
    states=Stated(ReportedDelivery, "uid"),
)

# The shipment.
SHIPMENT_ID = replace(shared.SHIPMENT_ID, value=as_text("shipment__uid"), states=Stated(Report, "shipment"))
SHIPMENT_REFERENCE = replace(
    shared.SHIPMENT_REFERENCE, value=F("shipment__reference"), states=Stated(Shipment, "reference")
)
SHIPMENT_TITLE = replace(shared.SHIPMENT_TITLE, value=F("shipment__title"), states=Stated(Shipment, "title"))
SUPPLIER = replace(shared.SUPPLIER, value=F("shipment__supplier__slug"), states=Stated(Shipment, "supplier"))
DESTINATION = replace(
    shared.DESTINATION, value=F("shipment__destination__slug"), states=Stated(Shipment, "destination")
)
PERIOD = replace(shared.PERIOD, value=F("shipment__period"), states=Stated(Shipment, "period"))
DATASET = replace(
    shared.DATASET,
    value=F("shipment__dataset__slug"),
    states=Stated(Shipment, "dataset", is_added=True),
)

# The publication.
PUBLICATION_ID = replace(
    shared.PUBLICATION_ID,
    value=as_text("report__publication__uid"),
    states=Stated(Report, "publication"),
)
PUBLICATION_SOURCE = replace(
    shared.PUBLICATION_SOURCE,
    value=F("report__publication__source__slug"),
    states=Stated(Publication, "source"),
)
PUBLICATION_TITLE = FileColumn(
    "publication_title",
    _("Title of the publication"),
    "Title of the publication.",
    value=F("report__publication__title"),
    states=Stated(Publication, "title"),
)
PUBLICATION_URL = FileColumn(
    "publication_url",
    _("Address of the publication"),
    "Address of the publication. Empty: none is known.",
    value=F("report__publication__url"),
    states=Stated(Publication, "url"),
)
ARCHIVED_URL = replace(
    shared.ARCHIVED_URL,
    value=F("report__publication__archived_url"),
    states=Stated(Publication, "archived_url"),
)
PUBLISHED_ON = replace(
    shared.PUBLISHED_ON,
    value=F("report__publication__published_on"),
    states=Stated(Publication, "published_on"),
)
LANGUAGE = replace(
    shared.LANGUAGE, value=F("report__publication__language"), states=Stated(Publication, "language")
)

# The report.
REPORT_ID = replace(shared.REPORT_ID, value=as_text("report__uid"), states=Stated(ReportedDelivery, "report"))
ASSERTER = FileColumn(
    "asserter",
    _("Asserter"),
    "Short name of the source that the publication attributes the report to. Empty: the publication "
    "speaks for itself.",
    value=F("report__asserter__slug"),
    states=Stated(Report, "asserter"),
)
ATTRIBUTION = FileColumn(
    "attribution",
    _("Attribution"),
    "How the asserter is known: stated, inferred, guessed or unattributed.",
    value=F("report__attribution"),
    states=Stated(Report, "attribution"),
    choices=Report.Attribution,
)
ATTRIBUTION_PHRASE = FileColumn(
    "attribution_phrase",
    _("Words of the attribution"),
    "Words by which the publication attributes the report.",
    value=F("report__attribution_phrase"),
    states=Stated(Report, "attribution_phrase"),
)
IS_FIRST_HAND = FileColumn(
    "is_first_hand",
    _("First-hand"),
    "true: the voice saw for itself or through evidence of its own.",
    Type.BOOLEAN,
    F("report__is_first_hand"),
    Stated(Report, "is_first_hand"),
)
STAGE = replace(shared.STAGE, value=F("report__stage"), states=Stated(Report, "stage"))
REPORT_MODALITY = FileColumn(
    "report_modality",
    _("Certainty of the report"),
    "The voice's own certainty of the report.",
    value=F("report__modality"),
    states=Stated(Report, "modality"),
    choices=Modality,
)
REPORT_HEDGE = FileColumn(
    "report_hedge",
    _("Words of doubt of the report"),
    "Words by which the report is made less sure, as written.",
    value=F("report__hedge"),
    states=Stated(Report, "hedge"),
)
CREDIBILITY = FileColumn(
    "credibility",
    _("Credibility"),
    "An analyst's grade of the statement on the NATO Admiralty scale, 1–6 (AJP-2.1). Empty: not graded.",
    Type.INTEGER,
    F("report__credibility"),
    Stated(Report, "credibility"),
)
REPORT_QUOTE = FileColumn(
    "report_quote",
    _("Quote of the report"),
    "Short passage that the report rests on.",
    value=F("report__quote"),
    states=Stated(Report, "quote"),
)
REPEATS = FileColumn(
    "repeats",
    _("Repeats"),
    "Reports that this one repeats, joined by spaces: <basis>:<report identifier>.",
    value=joined(_repeats(), " "),
    states=Stated(ReportRepeat, "repeated"),
)
CITES = FileColumn(
    "cites",
    _("Cites"),
    "What the publication draws on, joined by spaces: <basis>:publication:<identifier> or "
    "<basis>:source:<short name>.",
    value=joined(_citations(), " "),
    states=Stated(Citation, "cited_publication"),
)
SUPERSEDED_BY = FileColumn(
    "superseded_by",
    _("Superseded by"),
    "Identifier of the report that replaces this one. Empty: it stands.",
    value=as_text("report__superseded_by__uid"),
    states=Stated(Report, "superseded_by"),
)

# The line.
EQUIPMENT_TYPE = replace(
    shared.EQUIPMENT_TYPE,
    meaning="Short name of the equipment type that the line counts, with everything below it.",
    value=F("equipment_type__slug"),
    states=Stated(ReportedDelivery, "equipment_type"),
)
EQUIPMENT_NAME = replace(shared.EQUIPMENT_NAME, value=F("equipment_type__name"))
LABEL = FileColumn(
    "label",
    _("Called by the voice"),
    "The class that the voice gives to the equipment, as written.",
    value=F("label"),
    states=Stated(ReportedDelivery, "label"),
)
LABEL_TYPE = FileColumn(
    "label_type",
    _("Type of the label"),
    "Short name of the type that the label means. Empty: none.",
    value=F("label_type__slug"),
    states=Stated(ReportedDelivery, "label_type"),
)
PHRASE = FileColumn(
    "phrase",
    _("Count, as written"),
    "The count in the words of the report.",
    value=F("phrase"),
    states=Stated(ReportedDelivery, "phrase"),
)
KIND = replace(
    shared.KIND,
    meaning=(
        "How the phrase bounds the number: exact, at_least, more_than, at_most, fewer_than, range, "
        "approximate, vague, bare_plural, share, none or unknown."
    ),
    value=F("kind"),
    states=Stated(ReportedDelivery, "kind"),
    choices=ReportedDelivery.Kind,
)
LOW = replace(shared.LOW, value=low("quantity"), states=Stated(ReportedDelivery, "quantity"))
HIGH = replace(shared.HIGH, value=high("quantity"), states=Stated(ReportedDelivery, "quantity"))
BEST = FileColumn(
    "best",
    _("Number named"),
    "The number that an approximate phrase names, within its bounds. Empty: no number is named.",
    Type.INTEGER,
    F("best"),
    Stated(ReportedDelivery, "best"),
)
BASE_ID = FileColumn(
    "base_id",
    _("Share of the line"),
    "Identifier of the line of which this one is a share. Empty: it is no share.",
    value=as_text("base__uid"),
    states=Stated(ReportedDelivery, "base"),
)
SAME_AS_ID = FileColumn(
    "same_as_id",
    _("Key of the line on the same items"),
    "Identifier of the line of the same report that counts the same items. Empty: the line counts others.",
    value=as_text("same_as__uid"),
    states=Stated(ReportedDelivery, "same_as", is_added=True),
)
CITED_SOURCE = FileColumn(
    "cited_source",
    _("Source of the count"),
    "Short name of the source that the line's count is borrowed from. Empty: it is the report's own.",
    value=F("cited_source__slug"),
    states=Stated(ReportedDelivery, "cited_source", is_added=True),
)
SCOPE = FileColumn(
    "scope",
    _("Scope"),
    "How the line relates to the report's total: total, subset, additional, exhaustive (with the other "
    "exhaustive lines it is all that there is) or unspecified.",
    value=F("scope"),
    states=Stated(ReportedDelivery, "scope"),
    choices=ReportedDelivery.Scope,
)
MODALITY = replace(shared.MODALITY, value=F("modality"), states=Stated(ReportedDelivery, "modality"))
HEDGE = replace(shared.HEDGE, value=F("hedge"), states=Stated(ReportedDelivery, "hedge"))
QUOTE = FileColumn(
    "quote",
    _("Quote"),
    "Short passage that the line rests on.",
    value=F("quote"),
    states=Stated(ReportedDelivery, "quote"),
)

SHIPMENT = (
    SHIPMENT_ID,
    SHIPMENT_REFERENCE,
    SHIPMENT_TITLE,
    SUPPLIER,
    DESTINATION,
    PERIOD,
    DATASET,
)
PUBLICATION = (
    PUBLICATION_ID,
    PUBLICATION_SOURCE,
    PUBLICATION_TITLE,
    PUBLICATION_URL,
    ARCHIVED_URL,
    PUBLISHED_ON,
    LANGUAGE,
)
REPORT = (
    ASSERTER,
    ATTRIBUTION,
    ATTRIBUTION_PHRASE,
    IS_FIRST_HAND,
    STAGE,
    REPORT_MODALITY,
    REPORT_HEDGE,
    CREDIBILITY,
    REPORT_QUOTE,
    REPEATS,
    CITES,
    SUPERSEDED_BY,
)
# All that a row says of its shipment, publication and report, which other rows say too.
HEAD = (*SHIPMENT, REPORT_ID, *PUBLICATION, *REPORT)
LINE = (
    EQUIPMENT_TYPE,
    EQUIPMENT_NAME,
    LABEL,
    LABEL_TYPE,
    PHRASE,
    KIND,
    LOW,
    HIGH,
    BEST,
    BASE_ID,
    SAME_AS_ID,
    CITED_SOURCE,
    SCOPE,
    MODALITY,
    HEDGE,
    QUOTE,
)


def delivery_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list.

    Identifiers are public ones. Bounds are closed; an empty high bound is an open end, both empty are an
    unknown count.
    """
    return (
        DELIVERY_ID,
        replace(shared.PERMALINK, value=permalink(list_address, "uid")),
        *HEAD,
        *LINE,
        *columns_beside(),
    )
