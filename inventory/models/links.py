"""Keep what people decided of two shipments that may be of the same deliveries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inventory.domain.totals.links import Pair
from inventory.models.fields import public_id
from inventory.models.history import with_history
from inventory.models.shipments import Shipment


class ShipmentLinkQuerySet(models.QuerySet["ShipmentLink"]):
    """Select and make decisions on two shipments."""

    def that_hold(self, shipment: Shipment) -> Self:
        """Keep those that hold and are of a shipment, with both shipments and who decided."""
        is_of = models.Q(shipment=shipment) | models.Q(other=shipment)
        return self.filter(is_of, revoked_at=None).select_related(
            "shipment", "other", "decided_by__public_name"
        )

    def between(self, one: Shipment, other: Shipment) -> Self:
        """Keep the one that holds between two shipments, if any."""
        return self.that_hold(one).filter(models.Q(shipment=other) | models.Q(other=other))

    def decide(self, one: Shipment, other: Shipment, verdict: str, user: Any, reason: str) -> ShipmentLink:
        """Decide on two shipments; another decision that held is revoked. Runs three queries at most."""
        first, second = sorted((one, other), key=lambda shipment: shipment.pk)
        held = self.filter(shipment=first, other=second, revoked_at=None).first()
        if held and held.verdict == verdict:
            return held
        if held:
            held.revoke(user)
        return self.create(shipment=first, other=second, verdict=verdict, decided_by=user, reason=reason)

    def decide_open(self, reasons: Mapping[Pair, str], verdict: str, user: Any) -> list[ShipmentLink]:
        """Decide on undecided pairs of keys, the smaller first, at one moment; return what was decided.

        A pair that somebody else decided on stays as it is, also when both do at once. Runs two queries.
        """
        now = timezone.now()
        made = [
            self.model(
                shipment_id=one,
                other_id=other,
                verdict=verdict,
                reason=reason,
                decided_by=user,
                decided_at=now,
            )
            for (one, other), reason in reasons.items()
        ]
        self.bulk_create(made, ignore_conflicts=True)
        mine = self.filter(decided_by=user, decided_at=now).select_related("shipment", "other")
        return [link for link in mine if (link.shipment_id, link.other_id) in reasons]

    def on(self, pairs: Collection[Pair]) -> list[ShipmentLink]:
        """Return the decisions that hold on pairs of keys, with who decided. Runs one query."""
        ones, others = {one for one, _other in pairs}, {other for _one, other in pairs}
        held = self.filter(shipment__in=ones, other__in=others, revoked_at=None).select_related(
            "shipment", "other", "decided_by"
        )
        return [link for link in held if (link.shipment_id, link.other_id) in pairs]

    def last_of(self, user: Any) -> list[ShipmentLink]:
        """Return the last that a person decided at one moment and that still holds. Runs one query."""
        own = self.filter(decided_by=user, revoked_at=None)
        last = own.order_by("-decided_at").values("decided_at")[:1]
        return list(own.filter(decided_at=last).select_related("shipment", "other"))


@with_history(exclude=("uid",))
class ShipmentLink(models.Model):
    """A signed decision on two shipments. Without one, whether they are the same is undecided.

    What is the same or included is not added to what includes it. Which of the two that is follows from their
    scope: see ``domain/totals/remains.py``.
    """

    class Verdict(models.TextChoices):
        SAME_OR_INCLUDED = "same_or_included", _("Same or included")
        DISTINCT = "distinct", _("Not the same")

    uid = public_id()
    # Of a shipment that is gone, as when its import was undone, nothing is left to decide.
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="links_from")
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.TextField(blank=True, help_text=_("What the decision rests on."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shipment_links"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revoked_shipment_links",
        help_text=_("Empty: it holds."),
    )
    revoked_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty: it holds."))

    objects = ShipmentLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = [
            # One order of the two, so that a pair is one pair; a shipment is not linked to itself.
            models.CheckConstraint(
                name="shipmentlink_in_order", condition=models.Q(shipment__lt=models.F("other"))
            ),
            models.CheckConstraint(
                name="shipmentlink_verdict_known",
                condition=models.Q(verdict__in=("same_or_included", "distinct")),
            ),
            models.CheckConstraint(
                name="shipmentlink_revoked_by_somebody",
                condition=models.Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | models.Q(revoked_by__isnull=False, revoked_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("shipment", "other"),
                condition=models.Q(revoked_at__isnull=True),
                name="shipmentlink_one_at_a_time",
                violation_error_message=_("These two shipments are decided on already."),
            ),
        ]

    def __str__(self) -> str:
        sign = "≠" if self.verdict == self.Verdict.DISTINCT else "≈"
        return f"{self.shipment.reference} {sign} {self.other.reference}"

    def revoke(self, user: Any) -> None:
        """Leave it undecided again. Runs one query."""
        self.revoked_by, self.revoked_at = user, timezone.now()
        self.save(update_fields=["revoked_by", "revoked_at"])

    def counterpart(self, shipment: Shipment) -> Shipment:
        """Return the other of the two shipments."""
        return self.other if self.shipment_id == shipment.pk else self.shipment
