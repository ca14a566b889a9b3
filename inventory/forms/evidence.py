"""Check evidence and the signed judgements on a shipment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from inventory.forms.records import PlacedErrorsForm, RecordForm
from inventory.models import Assessment, Evidence, ReliabilityRating


class EvidenceForm(RecordForm):
    """Edit one piece of evidence."""

    constraint_fields: ClassVar = {
        "evidence_file_unique": "sha256",
        "evidence_sha256_form": "sha256",
    }

    class Meta:
        model = Evidence
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Refuse reports on another shipment."""
        cleaned = super().clean()
        shipment = cleaned.get("shipment")
        strangers = [str(report) for report in cleaned.get("reports", ()) if report.shipment != shipment]
        if shipment is not None and strangers:
            self.add_error("reports", _("On another shipment: %(names)s.") % {"names": ", ".join(strangers)})
        return cleaned


class AssessmentForm(RecordForm):
    """Edit one signed judgement."""

    constraint_fields: ClassVar = {
        "assessment_one_subject": "equipment_type",
        "assessment_quantity_sound": "quantity",
    }

    class Meta:
        model = Assessment
        exclude = ("assessed_by",)


class RatingForm(PlacedErrorsForm):
    """Take a reliability rating, signed by whoever enters it.

    ``signer`` is set by the page on the form class that it makes for one request.
    """

    constraint_fields: ClassVar = {"reliabilityrating_one_per_day": "rated_on"}
    signer: ClassVar[Any] = None

    class Meta:
        model = ReliabilityRating
        exclude = ("rated_by",)

    def _post_clean(self) -> None:
        """Sign a new rating before its uniqueness is tried."""
        if self.instance.pk is None and self.signer is not None:
            self.instance.rated_by = self.signer
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"rated_by"}


class SingleRatingForm(RecordForm, RatingForm):
    """Edit one rating by itself."""
