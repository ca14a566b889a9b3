"""Name the kinds of files that the site writes, and say how their figures come about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.columns import comparison, matrix, sipri, totals, unroca
from inventory.columns.column import FileColumn
from inventory.columns.deliveries import delivery_columns
from inventory.columns.destinations import destination_columns
from inventory.columns.equipment import equipment_columns
from inventory.columns.publications import publication_columns
from inventory.columns.shipments import ESTIMATE_HIGH, ESTIMATE_LOW, shipment_columns
from inventory.columns.sources import source_columns
from inventory.exports.deliveries import export_deliveries
from inventory.exports.destinations import export_destinations
from inventory.exports.equipment import export_equipment
from inventory.exports.export import AnyExport, RecordExport
from inventory.exports.matrix import export_matrices
from inventory.exports.publications import export_publications
from inventory.exports.shipments import export_shipments
from inventory.exports.sipri import export_sipri_like
from inventory.exports.sources import export_sources
from inventory.exports.totals import no_totals
from inventory.exports.unroca import export_unroca_like
from inventory.models import Country, EquipmentType, Publication, ReportedDelivery, Shipment, Source


@dataclass(frozen=True, slots=True)
class Profile:
    """Say what a row of a file is, which list the file comes from, and whether it can be imported again.

    ``columns`` are those of the codebook: ``<voice>_low`` stands for all that are named after a voice.
    Importable is a file from which an empty database takes all that it says. What a list offers
    besides its own columns has a ``title``, and a ``note`` on how figures come about and what is left out.
    """

    row: str | Promise
    columns: Sequence[FileColumn]
    list_name: str  # of the address
    everything: Callable[[str], AnyExport]  # by the absolute address of the list
    is_importable: bool = False
    title: str | Promise = ""
    note: str | Promise = ""


PROFILES = {
    "deliveries_long": Profile(
        _("one count line of one report, with all that it hangs on"),
        delivery_columns(""),
        "delivery-list",
        lambda address: export_deliveries(ReportedDelivery.objects.for_list(), address),
        is_importable=True,
    ),
    "shipments_wide": Profile(
        _("one shipment with its best-supported counts"),
        (*shipment_columns(""), ESTIMATE_LOW, ESTIMATE_HIGH),
        "shipment-list",
        lambda address: export_shipments(Shipment.objects.for_list(), address),
    ),
    "compare_matrix": Profile(
        _("one equipment type of one shipment, with what each voice says of it"),
        matrix.PATTERN,
        "shipment-list",
        lambda _address: export_matrices(matrix.PATTERN, ()),
        title=_("Comparison matrices of up to 100 shipments"),
        note=_(
            "Words of a voice can be changed in the file and imported again, where the shipment and the "
            "report are recorded; a file without changes changes nothing."
        ),
    ),
    "sipri_like": Profile(
        _("one shipment and type in the columns of SIPRI’s trade register"),
        sipri.COLUMNS,
        "shipment-list",
        lambda _address: export_sipri_like(Shipment.objects.for_list()),
        title=_("Columns of SIPRI’s trade register"),
        note=_(
            "A number is the one that reports name, else the low end of the best-supported interval. It is "
            "marked as an estimate where that interval is wider or voices are in conflict; an unknown number "
            "is empty. Types that SIPRI does not count are left out, and what only SIPRI decides is empty."
        ),
    ),
    "unroca_like": Profile(
        _("one count line in the columns of the UN Register of Conventional Arms"),
        unroca.COLUMNS,
        "delivery-list",
        lambda _address: export_unroca_like(ReportedDelivery.objects.for_list()),
        title=_("Columns of the UN Register"),
        note=_(
            "The voice stands where a state reports, so rows are never to be added up. A number is the one "
            "that the words name, else the low end of the count; words and both ends are in the comments. An "
            "unknown number is empty. Types in no category, and what was not delivered, are left out."
        ),
    ),
    "publications": Profile(
        _("one document, without its text"),
        publication_columns(""),
        "publication-list",
        lambda address: export_publications(Publication.objects.for_list(), address),
    ),
    "destinations": Profile(
        _("one country that shipments are headed for"),
        destination_columns(""),
        "destination-list",
        lambda address: export_destinations(Country.objects.for_list(timezone.localdate()), address),
    ),
    "sources": Profile(
        _("one newspaper, think tank, ministry or register"),
        source_columns(""),
        "source-list",
        lambda address: export_sources(Source.objects.for_list(), address),
    ),
    "equipment": Profile(
        _("one type of the equipment tree"),
        equipment_columns(""),
        "equipment-list",
        lambda address: export_equipment(EquipmentType.objects.for_list(), address),
    ),
    "comparison": Profile(
        _("one equipment type, year, destination, supplier or shipment of a comparison, with totals"),
        comparison.PATTERN,
        "comparison",
        lambda _address: RecordExport("comparison", comparison.PATTERN, ()),
        note=_(
            "Totals count nothing twice: a low end counts only what cannot be the same, a high end counts "
            "all. What each dataset counts by itself has columns of its own where several count."
        ),
    ),
    "totals": Profile(
        _("one equipment type, year and dataset of a destination’s, group’s or type’s page"),
        totals.COLUMNS,
        "destination-list",
        lambda _address: no_totals(),
        note=_(
            "Totals count nothing twice: a low end counts only what cannot be the same, a high end counts "
            "all. Rows of datasets are never to be added up: they may be of the same deliveries."
        ),
    ),
}


def profiles_of(list_name: str) -> dict[str, Profile]:
    """Return what a list offers besides its own columns."""
    return {name: one for name, one in PROFILES.items() if one.list_name == list_name and one.title}
