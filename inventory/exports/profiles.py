"""Name the kinds of files that the site writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.exports.deliveries import export_deliveries
from inventory.exports.destinations import export_destinations
from inventory.exports.equipment import export_equipment
from inventory.exports.export import Export
from inventory.exports.publications import export_publications
from inventory.exports.shipments import export_shipments
from inventory.exports.sources import export_sources
from inventory.models import Country, EquipmentType, Publication, ReportedDelivery, Shipment, Source


@dataclass(frozen=True, slots=True)
class Profile:
    """Say what a row of a file is, which list the file comes from, and whether it can be imported again."""

    row: str | Promise
    list_name: str  # of the address
    everything: Callable[[str], Export]  # by the absolute address of the list
    is_importable: bool = False


PROFILES = {
    "deliveries_long": Profile(
        _("one count line of one report, with all that it hangs on"),
        "delivery-list",
        lambda address: export_deliveries(ReportedDelivery.objects.for_list(), address),
        is_importable=True,
    ),
    "shipments_wide": Profile(
        _("one shipment with its best-supported counts"),
        "shipment-list",
        lambda address: export_shipments(Shipment.objects.for_list(), address),
    ),
    "publications": Profile(
        _("one document, without its text"),
        "publication-list",
        lambda address: export_publications(Publication.objects.for_list(), address),
    ),
    "destinations": Profile(
        _("one country that shipments are headed for"),
        "destination-list",
        lambda address: export_destinations(Country.objects.for_list(timezone.localdate()), address),
    ),
    "sources": Profile(
        _("one newspaper, think tank, ministry or register"),
        "source-list",
        lambda address: export_sources(Source.objects.for_list(), address),
    ),
    "equipment": Profile(
        _("one type of the equipment tree"),
        "equipment-list",
        lambda address: export_equipment(EquipmentType.objects.for_list(), address),
    ),
}
