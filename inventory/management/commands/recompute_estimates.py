"""Compute all estimates afresh after an upgrade: `manage.py recompute_estimates`."""

from typing import Any

from django.core.management.base import BaseCommand

from inventory.models import Estimate, Shipment


class Command(BaseCommand):
    help = "Compute the estimates of all shipments afresh, a thousand at a time; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        shipments = list(Shipment.everything.order_by("pk").values_list("pk", flat=True))
        Estimate.objects.recompute(shipments)
        self.stdout.write(f"Recomputed {len(shipments):,} shipments.")
