"""Write reported deliveries with every column, so that the file can be imported again."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.columns.column import names_of
from inventory.columns.deliveries import delivery_columns
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.models import Citation, ReportedDelivery
from tests import factories
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db

ADDRESS = "https://tracker.example/deliveries/"
ORDER = [
    "delivery_id",
    "permalink",
    "shipment_id",
    "shipment_reference",
    "shipment_title",
    "supplier",
    "destination",
    "period",
    "dataset",
    "report_id",
    "publication_id",
    "publication_source",
    "publication_title",
    "publication_url",
    "archived_url",
    "published_on",
    "language",
    "asserter",
    "attribution",
    "attribution_phrase",
    "is_first_hand",
    "stage",
    "report_modality",
    "report_hedge",
    "credibility",
    "report_quote",
    "repeats",
    "cites",
    "superseded_by",
    "equipment_type",
    "equipment_name",
    "label",
    "label_type",
    "phrase",
    "kind",
    "low",
    "high",
    "best",
    "base_id",
    "same_as_id",
    "cited_source",
    "scope",
    "modality",
    "hedge",
    "quote",
    "supplier_name",
    "supplier_country",
    "supplier_country_alpha3",
    "destination_name",
    "destination_country",
    "destination_country_alpha3",
    "destination_country_name",
    "period_first_day",
    "period_last_day",
    "dataset_name",
    "publication_source_name",
    "published_first_day",
    "published_last_day",
    "asserter_name",
    "equipment_path",
    "unit",
    "label_type_name",
    "cited_source_name",
    "voice",
    "root_voice",
    "voices",
    "estimate_low",
    "estimate_high",
    "estimate_support",
    "estimate_voices",
    "estimate_state",
]


def written(queryset=None):
    """Return the rows of the file for all lines, or those given."""
    lines = queryset if queryset is not None else ReportedDelivery.objects.for_list().order_by("pk")
    text = b"".join(csv_lines(export_deliveries(lines, ADDRESS))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_stand_in_their_order():
    assert names_of(delivery_columns(ADDRESS)) == ORDER
    assert (
        b"".join(csv_lines(export_deliveries(ReportedDelivery.objects.for_list(), ADDRESS))).decode()
        == ",".join(ORDER) + "\n"
    )


def test_every_cell_of_a_full_row():
    line = full_line()
    report, publication = line.report, line.report.publication
    cited = factories.PublicationFactory()
    Citation.objects.create(publication=publication, cited_publication=cited)
    Citation.objects.create(
        publication=publication, cited_source=factories.SourceFactory(slug="le-monde"), basis="inferred"
    )
    repeats = [factories.ReportRepeatFactory(report=report).repeated for _number in range(2)]
    line.shipment.dataset = factories.DatasetFactory(slug="sipri", name="SIPRI")
    line.shipment.save()
    country = line.shipment.destination.country
    country.alpha3 = "MLI"
    country.save()
    line.shipment.supplier.country = factories.CountryFactory(code="RU", alpha3="RUS")
    line.shipment.supplier.save()
    line.equipment_type.refresh_from_db()
    newer = factories.ReportFactory(shipment=line.shipment)
    report.superseded_by = newer
    report.is_first_hand = True
    report.save()
    line.label_type = line.equipment_type.parent
    line.save()
    assert written() == [
        {
            "delivery_id": str(line.uid),
            "permalink": f"https://tracker.example{line.get_absolute_url()}",
            "shipment_id": str(line.shipment.uid),
            "shipment_reference": "ML-2025-01-17",
            "shipment_title": "Convoy to Bamako",
            "supplier": "russia",
            "destination": "bamako",
            "period": "2025-01-17",
            "dataset": "sipri",
            "report_id": str(report.uid),
            "publication_id": str(publication.uid),
            "publication_source": "kyiv-post",
            "publication_title": "Seven tanks for Mali",
            "publication_url": "https://kyivpost.example/1",
            "archived_url": "https://archive.example/1",
            "published_on": "2025-01-28",
            "language": "en",
            "asserter": "cast",
            "attribution": "stated",
            "attribution_phrase": "according to CAST",
            "is_first_hand": "true",
            "stage": "arrived",
            "report_modality": "reported",
            "report_hedge": "reportedly",
            "credibility": "2",
            "report_quote": "The convoy had seven tanks.",
            "repeats": " ".join(f"stated:{repeated.uid}" for repeated in repeats),
            "cites": f"stated:publication:{cited.uid} inferred:source:le-monde",
            "superseded_by": str(newer.uid),
            "equipment_type": "t-72b3",
            "equipment_name": "T-72B3",
            "label": "T-72B3 tanks",
            "label_type": "military-equipment",
            "phrase": "about seven",
            "kind": "approximate",
            "low": "6",
            "high": "8",
            "best": "7",
            "base_id": "",
            "same_as_id": "",
            "cited_source": "",
            "scope": "unspecified",
            "modality": "assessed",
            "hedge": "probably",
            "quote": "about seven tanks",
            "supplier_name": "Russia",
            "supplier_country": "RU",
            "supplier_country_alpha3": "RUS",
            "destination_name": "Bamako",
            "destination_country": "ML",
            "destination_country_alpha3": "MLI",
            "destination_country_name": "Mali",
            "period_first_day": "2025-01-17",
            "period_last_day": "2025-01-17",
            "dataset_name": "SIPRI",
            "publication_source_name": "Kyiv Post",
            "published_first_day": "2025-01-28",
            "published_last_day": "2025-01-28",
            "asserter_name": "CAST",
            "equipment_path": line.equipment_type.path,
            "unit": "vehicles",
            "label_type_name": line.equipment_type.parent.name,
            "cited_source_name": "",
            "voice": "CAST",
            "root_voice": "CAST",
            "voices": "3",
            "estimate_low": "7",
            "estimate_high": "7",
            "estimate_support": "2",
            "estimate_voices": "3",
            "estimate_state": "agreed",
        }
    ]


def test_a_bare_row_leaves_empty_what_is_unknown():
    line = factories.ReportedDeliveryFactory(unknown=True)
    row = written()[0]
    empty = {name for name, value in row.items() if value == ""}
    assert {
        "low",
        "high",
        "best",
        "supplier",
        "destination",
        "period",
        "asserter",
        "repeats",
        "cites",
    } <= empty
    assert {"estimate_low", "estimate_high", "voices", "estimate_state", "superseded_by"} <= empty
    assert (row["is_first_hand"], row["kind"]) == ("false", "unknown")
    assert row["voice"] == line.report.publication.source.name


def test_bounds_are_closed_and_an_open_end_is_empty():
    base = factories.ReportedDeliveryFactory(kind="at_least", quantity=NumericRange(101, None), phrase="101+")
    factories.ReportedDeliveryFactory(
        report=base.report, kind="share", base=base, quantity=NumericRange(46, None), phrase="half"
    )
    factories.ReportedDeliveryFactory(report=base.report, denied=True)
    assert [(row["low"], row["high"], row["base_id"]) for row in written()] == [
        ("101", "", ""),
        ("46", "", str(base.uid)),
        ("0", "0", ""),
    ]


def test_every_text_that_a_source_or_analyst_writes_is_made_harmless():
    line = full_line()
    for row, names in (
        (line, ("label", "phrase", "hedge", "quote")),
        (line.report, ("hedge", "quote", "attribution_phrase")),
        (line.report.publication, ("title",)),
        (line.shipment, ("title", "reference")),
        (line.equipment_type, ("name",)),
        (line.report.asserter, ("name",)),
    ):
        for name in names:
            setattr(row, name, "=1+1")
        row.save()
    row = written()[0]
    hostile = {name for name, value in row.items() if "=1+1" in value}
    assert hostile == {
        "label", "phrase", "hedge", "quote", "report_hedge", "report_quote", "attribution_phrase",
        "publication_title", "shipment_title", "shipment_reference", "equipment_name", "voice", "root_voice",
        "asserter_name",
    }  # fmt: skip
    assert {row[name] for name in hostile} == {"'=1+1"}
